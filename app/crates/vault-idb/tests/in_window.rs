//! The suite in a window, and what an independent client finds in the database.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod independent;
mod suite;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
