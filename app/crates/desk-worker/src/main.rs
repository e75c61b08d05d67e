//! The entry of the desk worker: the build makes one wasm module of it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    js_sys::Reflect::set(
        &js_sys::global(),
        &wasm_bindgen::JsValue::from_str("started"),
        &wasm_bindgen::JsValue::TRUE,
    )
    .ok();
}
