//! A QR code, drawn as one path: no markup is parsed and nothing is fetched.

use desk::message::vault::QrView;
use leptos::prelude::*;

/// The code.
#[component]
pub(crate) fn Qr(
    /// What to draw.
    code: QrView,
    /// What it is, for those who do not see it.
    label: &'static str,
) -> impl IntoView {
    let side = code.side;
    view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label>
            <path d=code.path></path>
        </svg>
    }
}
