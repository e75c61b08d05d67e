//! The domain: children, identity numbers, lists, comparison. No browser, no clock, no randomness.

pub mod field;
pub mod finding;
pub mod identity;
pub mod list;
