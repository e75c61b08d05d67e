//! The edge worker: where the devices of a school will leave sealed envelopes for each other.
//!
//! What it answers is decided by plain functions of method and path, so that it is tested natively; the edge's own types
//! are met only in the `edge` module, which exists on wasm alone.

pub mod answer;

#[cfg(target_arch = "wasm32")]
mod edge;
