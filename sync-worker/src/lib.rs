//! The edge worker: where the devices of a school leave sealed envelopes for each other.
//!
//! What it answers is decided by plain functions over a [`store::Store`], so that it is tested natively; the edge's own
//! types are met only in the `edge` module, which exists on wasm alone. It can read nothing of what a school writes.

pub mod answer;
pub mod limits;
pub mod memory;
pub mod rate;
pub mod registry;
pub mod route;
pub mod space;
pub mod store;
pub mod tally;

#[cfg(target_arch = "wasm32")]
mod edge;
