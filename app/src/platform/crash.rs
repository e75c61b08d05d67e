//! When the program itself fails: a note in the page's own plain HTML, which needs no wasm to be shown.
//!
//! The note names a place in the program and never a value: nothing about a child may leave through it.

use std::panic::PanicHookInfo;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// Shows the static block of `index.html` instead of a dead page.
pub(crate) fn show(place: &str) {
    let document = document();
    if let Some(detail) = document.get_element_by_id("crash-detail") {
        detail.set_text_content(Some(place));
    }
    let block = document.get_element_by_id("crash").and_then(|e| e.dyn_into::<HtmlDialogElement>().ok());
    // Modal, or an open dialog of the page would lie over it. Refused only if it is shown already.
    let _ = block.filter(|b| !b.open()).map(|b| b.show_modal());
}

/// The end of a path: the folders of the machine that built the program are nobody's business.
fn tail(path: &str) -> &str {
    let cut = path.rmatch_indices(['/', '\\']).nth(2).map_or(0, |(at, _)| at + 1);
    path.get(cut..).unwrap_or(path)
}

/// Makes every panic show the block.
pub(crate) fn watch() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|l| format!("{}:{}:{}", tail(l.file()), l.line(), l.column()));
        show(place.as_deref().unwrap_or("?"));
    }));
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn only_the_end_of_a_path_is_shown() {
        assert_eq!(tail("/home/who/registry/graph-0.2/src/traits.rs"), "graph-0.2/src/traits.rs");
        assert_eq!(tail("app/src/main.rs"), "app/src/main.rs");
        assert_eq!(tail("main.rs"), "main.rs");
    }
}
