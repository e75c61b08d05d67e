//! The outside world as the worker sees it: clock, time zone, randomness.

use desk::Now;

/// The moment of a request.
pub(crate) fn now() -> Now {
    let mut entropy = [0; 32];
    fill(&mut entropy);
    let date = js_sys::Date::new_0();
    Now { ms: date.get_time() as u64, offset_min: -(date.get_timezone_offset() as i32), entropy }
}

pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Random bytes from the browser.
pub(crate) fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        // Without randomness no key is safe: the worker stops, and the page shows that it did.
        wasm_bindgen::throw_str("no randomness");
    }
}

/// The browser's randomness as the vault asks for it.
pub(crate) struct Dice;

impl vault::Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        fill(bytes);
    }
}
