//! The suite where the vault lives: in a dedicated worker.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod suite;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
