//! What went wrong, in one line a person can act on. A task runner has no caller that would branch on the kind of
//! failure, so one type with words in it is enough here, unlike in the crates of the app.

use std::fmt::{self, Display};

/// The outcome of a step that has nothing to hand back.
pub(crate) type Done = Result<(), Failure>;

/// A sentence saying what could not be done, and why.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    pub(crate) fn because(what: impl Display, why: impl Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
