//! How full is the disk? As far as the browser tells: `navigator.storage.estimate()`, in windows and workers alike.

use js_sys::{Function, Promise, Reflect};
use vault::{BlockError, Usage};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The browser's estimate; zero and no quota where it has none (an insecure address).
pub(crate) async fn usage() -> Result<Usage, BlockError> {
    let Some(promise) = estimate() else {
        return Ok(Usage::default());
    };
    let estimate = JsFuture::from(promise).await.map_err(|_| BlockError::Failed("no storage estimate".into()))?;
    let number = |name: &str| field(&estimate, name)?.as_f64();
    Ok(Usage { used: number("usage").unwrap_or(0.0) as u64, quota: number("quota").map(|quota| quota as u64) })
}

fn estimate() -> Option<Promise> {
    let navigator = field(&js_sys::global(), "navigator")?;
    let storage = field(&navigator, "storage")?;
    let call = field(&storage, "estimate")?.dyn_into::<Function>().ok()?;
    call.call0(&storage).ok()?.dyn_into().ok()
}

fn field(value: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(value, &JsValue::from_str(name)).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}
