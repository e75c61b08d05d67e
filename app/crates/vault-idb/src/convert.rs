//! Bytes to JavaScript and back: keys and values are `Uint8Array`s, keys come back as `ArrayBuffer`s.

use indexed_db_futures::KeyRange as IdbRange;
use js_sys::Uint8Array;
use vault::{Key, KeyRange};
use wasm_bindgen::JsValue;

pub(crate) fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

pub(crate) fn key_to_js(key: &Key) -> JsValue {
    to_js(key.as_bytes())
}

pub(crate) fn from_js(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

pub(crate) fn key_from_js(key: &JsValue) -> Key {
    Key::new(from_js(key))
}

/// The browser's form of a range; an empty one has none.
pub(crate) fn range_to_js(range: &KeyRange) -> Option<IdbRange<JsValue>> {
    if range.is_empty() {
        return None;
    }
    let from = key_to_js(&range.from);
    Some(match &range.to {
        Some(to) => IdbRange::Bound(from, false, key_to_js(to), true),
        None => IdbRange::LowerBound(from, false),
    })
}
