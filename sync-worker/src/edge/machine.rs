//! The edge's clock, its random bytes, and what its operator says.

use sync::{Clock, Rng};
use wasm_bindgen::JsValue;
use worker::Env;

/// What the operator says under this name; nothing if they say nothing.
///
/// The worker crate's own reading ends in an exception nobody can catch where the name is bound to `null`, which is what the
/// runtime makes of an environment variable that is not set.
pub(super) fn said(env: &Env, name: &str) -> String {
    let found = js_sys::Reflect::get(env, &JsValue::from_str(name));
    found.ok().and_then(|words| words.as_string()).unwrap_or_default()
}

/// What the runtime gives.
pub(super) struct Machine;

impl Clock for Machine {
    fn now_ms(&self) -> u64 {
        worker::Date::now().as_millis()
    }
}

impl Rng for Machine {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Keys made without randomness would be worse than no answer.
            wasm_bindgen::throw_str("the runtime gives no random bytes");
        }
    }
}
