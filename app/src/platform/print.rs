//! Printing: the page as it stands, or only the sheet of paper that stands on it.

use gloo::events::EventListener;

/// Class on the root element while only the sheet is printed; the print style sheet follows it.
const SHEET: &str = "printing-sheet";

/// Opens the browser's print dialog for the page.
pub(crate) fn page() {
    // Refused only where printing is forbidden by policy; the browser tells it.
    let _ = gloo::utils::window().print();
}

/// Opens the browser's print dialog for the element of class `print-sheet` alone.
pub(crate) fn sheet() {
    let Some(root) = gloo::utils::document().document_element() else { return };
    // Refused only for a malformed class name, which this is not.
    let _ = root.class_list().add_1(SHEET);
    EventListener::once(&gloo::utils::window(), "afterprint", move |_| {
        let _ = root.class_list().remove_1(SHEET);
    })
    .forget();
    page();
}
