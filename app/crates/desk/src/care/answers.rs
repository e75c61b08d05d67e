//! What a form says: the answers that were sent, and what is stored where none was.
//!
//! A form may have stood open for a while. What it was not asked to change is not written, and so not taken back.

use sync::{Cell, SaveBuilder};

use crate::book::text_value;
use crate::message::form::{Answers, Faults};

/// Whether a form is kept: nothing is wrong, or all that is wrong is doubtful and the person has said so.
pub(crate) fn may_keep(faults: &Faults, even: bool) -> bool {
    faults.iter().all(|(_, fault)| even && fault.is_doubt())
}

/// The answers of a form over what is stored.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a, S> {
    pub(crate) sent: &'a Answers,
    pub(crate) stored: S,
}

impl<'a, S: Fn(u16) -> &'a str> Said<'a, S> {
    fn sent(&self, id: u16) -> Option<&'a str> {
        self.sent.iter().find(|(known, _)| *known == id).map(|(_, answer)| answer.trim())
    }

    /// The answer to a question.
    pub(crate) fn to(&self, id: u16) -> &'a str {
        self.sent(id).unwrap_or_else(|| (self.stored)(id))
    }

    /// Writes what differs from what is stored.
    pub(crate) fn write(&self, ids: impl Iterator<Item = u16>, cell: impl Fn(u16) -> Cell, save: &mut SaveBuilder) {
        for id in ids {
            if let Some(answer) = self.sent(id).filter(|answer| *answer != (self.stored)(id)) {
                save.set(cell(id), text_value(answer));
            }
        }
    }
}
