//! A text as a QR code, as one path of squares: the page draws it without knowing how codes are made.

use std::fmt::Write;

use desk::message::vault::QrView;
use fast_qr::{ECL, QRBuilder};

/// Light modules that must surround a code for scanners to find it.
const QUIET: usize = 4;

/// The code of a text; empty for a text that is too long for one.
pub(crate) fn drawn(text: &str) -> QrView {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return QrView::default() };
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = row.iter().skip(x).take_while(|module| module.value()).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    QrView { side: u8::try_from(code.size + 2 * QUIET).unwrap_or_default(), path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_card_is_small_and_has_its_three_corners() {
        let view = drawn(&format!("SX1:{}AAAA", "AAAA-".repeat(13)));
        // Version 4, 33 modules: only because capitals, digits, colon and hyphen need five and a half bits.
        assert_eq!(view.side, 33 + 8);
        for corner in ["M4 4h7", "M30 4h7", "M4 30h7"] {
            assert!(view.path.contains(corner), "{corner}");
        }
        assert_eq!(drawn(&"x".repeat(5_000)), QrView::default());
    }
}
