//! Bringing a list into the roster: what each row would do, a person's decisions, one undoable save.

mod commit;
mod correct;
mod effect;
mod lines;
mod mapping;
mod met;
mod preview;

use crate::Desk;
use crate::message::Refusal;
use crate::message::import::{ImportAnswer, ImportRequest};
use crate::step::{Now, Step};

pub(crate) use met::Met;
use preview::Preview;

/// What the room keeps between requests: the list being looked at, never stored.
#[derive(Default)]
pub(crate) struct Room {
    preview: Option<Preview>,
}

impl Desk {
    pub(crate) fn ask_import(&mut self, request: ImportRequest, now: &Now) -> Step {
        match request {
            ImportRequest::Preview { table, kind, source } => {
                let preview = self.preview(*table, kind, source);
                let counts = preview.counts();
                self.import.preview = Some(preview);
                Step::answer(ImportAnswer::Preview(counts))
            }
            ImportRequest::Lines { fate, from, count } => {
                self.with_preview(|desk, p| desk.preview_lines(p, fate, from, count))
            }
            ImportRequest::Decide { rows, decision } => {
                let Some(preview) = &mut self.import.preview else { return Step::answer(Refusal::Gone) };
                preview.decide(&rows, decision);
                Step::answer(ImportAnswer::Preview(preview.counts()))
            }
            ImportRequest::Correct { row, field, text } => self.correct(row, field, &text),
            ImportRequest::Commit => self.with_preview(|desk, p| desk.commit(p, now)),
            ImportRequest::Discard => {
                self.import.preview = None;
                Step::answer(ImportAnswer::Discarded)
            }
            ImportRequest::Mapping { source } => Step::answer(ImportAnswer::Mapping(self.mapping(&source))),
            ImportRequest::KeepMapping { source, spec } => self.keep_mapping(&source, &spec, now),
        }
    }

    /// Runs over the preview, made anew if the book has changed under it.
    fn with_preview(&mut self, f: impl FnOnce(&Self, &Preview) -> Step) -> Step {
        let Some(mut preview) = self.import.preview.take() else { return Step::answer(Refusal::Gone) };
        if preview.version != self.book.version {
            preview = self.preview_again(preview);
        }
        let step = f(self, &preview);
        self.import.preview = Some(preview);
        step
    }
}
