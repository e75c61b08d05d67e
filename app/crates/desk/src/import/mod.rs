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
            ImportRequest::Commit => self.commit_as_seen(now),
            ImportRequest::Discard => {
                self.import.preview = None;
                Step::answer(ImportAnswer::Discarded)
            }
            ImportRequest::Mapping { source } => Step::answer(ImportAnswer::Mapping(self.mapping(&source))),
            ImportRequest::KeepMapping { source, spec } => self.keep_mapping(&source, &spec, now),
        }
    }

    /// Writes what a person has seen. Where a colleague or another window changed a child meanwhile, the counts are shown
    /// once more instead: nothing is written over what nobody here has seen.
    fn commit_as_seen(&mut self, now: &Now) -> Step {
        let step = self.with_preview(|desk, preview| match preview.moved {
            true => Step::answer(ImportAnswer::Preview(preview.counts())),
            false => desk.commit(preview, now),
        });
        if let Some(preview) = &mut self.import.preview {
            preview.moved = false;
        }
        step
    }

    /// Whether a child that the preview meets was changed after it was made.
    fn meets_what_changed(&self, preview: &Preview) -> bool {
        match self.book.touched_after(preview.version) {
            Some(touched) => preview.lines.iter().filter_map(|line| line.child).any(|child| touched.contains(&child)),
            None => true,
        }
    }

    /// Runs over the preview, made anew if the book has changed under it.
    fn with_preview(&mut self, f: impl FnOnce(&Self, &Preview) -> Step) -> Step {
        let Some(mut preview) = self.import.preview.take() else { return Step::answer(Refusal::Gone) };
        if preview.version != self.book.version {
            let moved = preview.moved || self.meets_what_changed(&preview);
            preview = Preview { moved, ..self.preview_again(preview) };
        }
        let step = f(self, &preview);
        self.import.preview = Some(preview);
        step
    }
}
