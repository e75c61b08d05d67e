//! Printing one thing that stands on the page, instead of the page; and noticing when the browser prints the page itself.

use gloo::events::EventListener;

/// Class on the root element while only the recovery card is printed; the print style sheet follows it.
const CARD: &str = "printing-card";

/// Opens the browser's print dialog for the element of class `card-paper` alone.
pub(crate) fn card() {
    let Some(root) = gloo::utils::document().document_element() else { return };
    // Refused only for a malformed class name, which this is not.
    let _ = root.class_list().add_1(CARD);
    EventListener::once(&gloo::utils::window(), "afterprint", move |_| {
        let _ = root.class_list().remove_1(CARD);
    })
    .forget();
    // Refused only where printing is forbidden by policy; the browser tells it.
    let _ = gloo::utils::window().print();
}

/// Acts when the page is printed by Ctrl+P or the browser's menu: not when this program prints a sheet, a form or a card,
/// which mark the page while they do.
pub(crate) fn by_browser(act: impl Fn() + 'static) {
    EventListener::new(&gloo::utils::window(), "beforeprint", move |_| {
        let marked = gloo::utils::document().query_selector("[class*=printing-]");
        if !matches!(marked, Ok(Some(_))) {
            act();
        }
    })
    .forget();
}
