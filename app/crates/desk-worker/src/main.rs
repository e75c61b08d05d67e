//! The entry of the desk worker: one message at a time, each answered before the next is looked at.
//!
//! What does not touch the browser compiles natively as well, for its tests.
//!
//! The worker is all that ever holds keys and children. It has no way to unload them: the page locks by terminating it.

#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "natively only the tests use it"))]

mod answer;
#[cfg(target_arch = "wasm32")]
mod backup;
#[cfg(target_arch = "wasm32")]
mod courier;
mod derive;
#[cfg(target_arch = "wasm32")]
mod doors;
mod driving;
#[cfg(target_arch = "wasm32")]
mod ear;
mod folding;
mod ground;
mod keeping;
mod ledger_open;
mod lost;
mod network;
#[cfg(target_arch = "wasm32")]
mod news;
#[cfg(target_arch = "wasm32")]
mod office;
#[cfg(target_arch = "wasm32")]
mod pen;
mod pictures;
#[cfg(target_arch = "wasm32")]
mod pin;
mod qr;
mod sharing;
#[cfg(target_arch = "wasm32")]
mod shelf;
mod shut;
mod upward;
mod who;
mod world;

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(office::run());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

// They turn a clock of their own.
#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod sharing_tests;
#[cfg(test)]
mod tests;
