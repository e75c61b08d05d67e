//! The entry of the desk worker: one message at a time, each answered before the next is looked at.
//!
//! The worker is all that ever holds keys and children. It has no way to unload them: the page locks by terminating it.

#[cfg(target_arch = "wasm32")]
mod answer;
#[cfg(target_arch = "wasm32")]
mod backup;
#[cfg(target_arch = "wasm32")]
mod derive;
#[cfg(target_arch = "wasm32")]
mod doors;
#[cfg(target_arch = "wasm32")]
mod ledger_open;
#[cfg(target_arch = "wasm32")]
mod news;
#[cfg(target_arch = "wasm32")]
mod office;
#[cfg(target_arch = "wasm32")]
mod pen;
#[cfg(target_arch = "wasm32")]
mod shelf;
#[cfg(target_arch = "wasm32")]
mod world;

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(office::run());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
