//! A QR code, as a page draws it.

use serde::{Deserialize, Serialize};

/// A QR code, to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrView {
    /// Modules on a side, the quiet zone included; 0 if there is none.
    pub side: u8,
    /// The dark modules as an SVG path.
    pub path: String,
}
