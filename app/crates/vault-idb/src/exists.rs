//! Is a database there? Asked before opening one that must not be made by opening it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether a database of this name is there; yes, where the browser does not tell.
pub(crate) async fn exists(name: &str) -> bool {
    let Some(promise) = databases() else { return true };
    let Ok(list) = JsFuture::from(promise).await else { return true };
    let Ok(list) = list.dyn_into::<Array>() else { return true };
    let key = JsValue::from_str("name");
    list.iter().any(|one| Reflect::get(&one, &key).ok().and_then(|found| found.as_string()).as_deref() == Some(name))
}

/// `indexedDB.databases()`, called by name: the bindings do not have it.
fn databases() -> Option<Promise> {
    let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB")).ok()?;
    let call: Function = Reflect::get(&factory, &JsValue::from_str("databases")).ok()?.dyn_into().ok()?;
    call.call0(&factory).ok()?.dyn_into().ok()
}
