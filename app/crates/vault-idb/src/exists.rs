//! Is a database there? Asked before opening one that must not be made by opening it. And away with one.

use indexed_db_futures::factory::DBFactory;
use js_sys::{Array, Function, Promise, Reflect};
use vault::BlockError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::timer::within;
use crate::trouble::meaning;

const DELETE_MS: i32 = 10_000;
const ANSWER_MS: i32 = 1_000;
const ASKED: usize = 3;

/// Whether a database of this name is there; yes, where the browser does not tell.
///
/// Just after the browser has cleared an origin's data its answer may never come: then it is asked again.
pub(crate) async fn exists(name: &str) -> bool {
    let key = JsValue::from_str("name");
    for _ in 0..ASKED {
        let Some(promise) = databases() else { return true };
        let Ok(answer) = within(ANSWER_MS, JsFuture::from(promise)).await else { continue };
        let Some(list) = answer.ok().and_then(|list| list.dyn_into::<Array>().ok()) else { return true };
        let named = |one: JsValue| Reflect::get(&one, &key).ok().and_then(|found| found.as_string());
        return list.iter().any(|one| named(one).as_deref() == Some(name));
    }
    true
}

/// Deletes a database with everything in it; waits for others to let go of it, but not for ever.
pub(crate) async fn delete(name: &str) -> Result<(), BlockError> {
    let unavailable = |error: &dyn std::fmt::Display| BlockError::Unavailable(error.to_string());
    let factory = DBFactory::new().map_err(|error| unavailable(&error))?;
    let request = factory.delete_db(name).map_err(|error| unavailable(&error))?;
    match within(DELETE_MS, request).await {
        Ok(done) => done.map_err(|error| meaning(&error)),
        Err(_) => Err(BlockError::Blocked),
    }
}

/// `indexedDB.databases()`, called by name: the bindings do not have it.
fn databases() -> Option<Promise> {
    let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB")).ok()?;
    let call: Function = Reflect::get(&factory, &JsValue::from_str("databases")).ok()?.dyn_into().ok()?;
    call.call0(&factory).ok()?.dyn_into().ok()
}
