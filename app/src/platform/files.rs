//! Files in and out: bytes of a chosen or dropped file, and a download.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DataTransfer, File, HtmlAnchorElement, HtmlInputElement, Url};

use super::worker::Payload;

/// The bytes of a file, or the browser's words if it cannot be read (moved, removed, locked by another program).
pub(crate) async fn bytes(file: &File) -> Result<Payload, JsValue> {
    JsFuture::from(file.array_buffer()).await?.dyn_into()
}

/// The files chosen in an `<input type=file>`, which is emptied so that the same file can be chosen again.
pub(crate) fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default();
    input.set_value("");
    files
}

/// The files of a drop.
pub(crate) fn dropped(transfer: &DataTransfer) -> Vec<File> {
    transfer.files().map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

/// Offers bytes as a download under this name.
pub(crate) fn save(name: &str, bytes: &Payload) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("application/octet-stream");
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::new(bytes)), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken the blob by the next turn of the event loop; a minute is generous.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

/// Puts text on the clipboard when no copy event is at hand.
pub(crate) async fn copy(text: &str) -> Result<(), JsValue> {
    JsFuture::from(gloo::utils::window().navigator().clipboard().write_text(text)).await.map(|_| ())
}
