//! The engine on small lists written as text. See [`notation`] for how a row and an expectation are written.

mod adversarial;
mod decisions;
mod identity;
mod notation;
mod properties;
mod proposals;
mod repetition;
mod several;
mod township;
