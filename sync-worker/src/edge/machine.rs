//! The edge's clock and its random bytes.

use sync::{Clock, Rng};

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
