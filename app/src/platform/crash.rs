//! When the program itself fails: a note in the page's own plain HTML, which needs no wasm to be shown.
//!
//! The note names a place in the program and never a value: nothing about a child may leave through it.

use std::panic::PanicHookInfo;

use gloo::utils::document;

/// Shows the static block of `index.html` instead of a dead page.
pub(crate) fn show(place: &str) {
    let document = document();
    if let Some(detail) = document.get_element_by_id("crash-detail") {
        detail.set_text_content(Some(place));
    }
    if let Some(block) = document.get_element_by_id("crash") {
        // A failed attribute change leaves the page as it is; there is nothing further to fall back to.
        let _ = block.remove_attribute("hidden");
    }
}

/// Makes every panic show the block.
pub(crate) fn watch() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|l| format!("{}:{}:{}", l.file(), l.line(), l.column()));
        show(place.as_deref().unwrap_or("?"));
    }));
}
