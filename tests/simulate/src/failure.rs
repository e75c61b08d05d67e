//! What a run found to be wrong.

use thiserror::Error;

/// A sentence that was to hold and did not.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct Failure {
    what: String,
    /// Whether machines that hold the same log show different things.
    pub diverged: bool,
    /// Edits that were made and are nowhere.
    pub lost: u32,
}

impl Failure {
    /// One that is no divergence and loses nothing.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), diverged: false, lost: 0 }
    }

    pub(crate) fn diverged(what: impl Into<String>) -> Self {
        Self { diverged: true, ..Self::new(what) }
    }

    pub(crate) fn lost(what: impl Into<String>, lost: u32) -> Self {
        Self { lost, ..Self::new(what) }
    }
}
