//! What a comparison's result means to the people who must clear it: its situation (情形), the explanations offered for
//! it, and what clearing (销号) needs.
//!
//! The comparison says which lists a child stands in; what that means depends on what the lists are lists of. A child
//! absent from the poverty list is not missing from anything: see [`Situation::of`].

mod closing;
mod count;
mod explanation;
mod preset;
mod situation;

pub use closing::{CloseError, may_close};
pub use count::{GroupCount, counts_by};
pub use explanation::{EXPLANATIONS, Explanation, explanation, explanations};
pub use preset::{PRESETS, Preset};
pub use situation::Situation;
