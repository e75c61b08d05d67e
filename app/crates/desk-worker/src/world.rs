//! The outside world as the worker sees it: clock, time zone, randomness, waiting.

use desk::Now;

/// The moment of a request.
pub(crate) fn now() -> Now {
    let mut entropy = [0; 32];
    fill(&mut entropy);
    Now { ms: now_ms(), offset_min: offset_min(), entropy }
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

#[cfg(target_arch = "wasm32")]
fn offset_min() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// The name of the server that served the program, as a device names it when it proves who it is.
#[cfg(target_arch = "wasm32")]
pub(crate) fn host() -> Option<String> {
    use wasm_bindgen::JsCast;
    let scope: web_sys::WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    Some(scope.location().host())
}

/// Lets so many milliseconds pass.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn pause(ms: i32) {
    vault_idb::sleep(ms).await;
}

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    /// The clock of a test.
    pub(crate) static CLOCK: std::cell::Cell<u64> = const { std::cell::Cell::new(1_795_305_600_000) };
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn now_ms() -> u64 {
    CLOCK.get()
}

#[cfg(not(target_arch = "wasm32"))]
fn offset_min() -> i32 {
    480
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn host() -> Option<String> {
    Some("memory".to_owned())
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn pause(_: i32) {}

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
