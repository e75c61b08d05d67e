//! Printing one thing that stands on the page, instead of the page.

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
