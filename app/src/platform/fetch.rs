//! Files of the program itself (the sample township), from the program's own cache when the network is off.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::worker::Payload;

async fn get(address: &str) -> Option<Response> {
    let answer = JsFuture::from(gloo::utils::window().fetch_with_str(address)).await.ok()?;
    answer.dyn_into::<Response>().ok().filter(Response::ok)
}

/// The text of a file, or `None` if it could not be had.
pub(crate) async fn text(address: &str) -> Option<String> {
    JsFuture::from(get(address).await?.text().ok()?).await.ok()?.as_string()
}

/// The bytes of a file, or `None` if it could not be had.
pub(crate) async fn bytes(address: &str) -> Option<Payload> {
    JsFuture::from(get(address).await?.array_buffer().ok()?).await.ok()?.dyn_into().ok()
}
