//! Saves: making one, describing it to people, taking it back.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use sync::{ClockQuality, SaveBuilder, SaveId, SaveInfo, WriteError, undo_ops};

use crate::Desk;
use crate::book::SaveNo;
use crate::message::roster::{Action, RosterAnswer, SaveKey, SaveView};
use crate::message::{Refusal, Response};
use crate::step::{Keep, Now, Step, Then};

/// Codes by which actions are stored in the log. Stored: never change one.
const CODES: &[(Action, &str)] = &[
    (Action::Edit, "edit"),
    (Action::Paste, "paste"),
    (Action::Bulk, "bulk"),
    (Action::Add, "add"),
    (Action::Import, "import"),
    (Action::Merge, "merge"),
    (Action::List, "list"),
    (Action::Round, "round"),
    (Action::Explain, "explain"),
    (Action::Setting, "setting"),
    (Action::Sample, "sample"),
    (Action::Undo, "undo"),
    (Action::Redo, "redo"),
    (Action::Delete, "delete"),
    (Action::Access, "access"),
    (Action::Rescue, "rescue"),
    (Action::Register, "register"),
    (Action::Visit, "visit"),
    (Action::Duty, "duty"),
    (Action::Case, "case"),
    (Action::Attendance, "attendance"),
    (Action::Settle, "settle"),
    (Action::Remember, "remember"),
    (Action::Attach, "attach"),
    (Action::Upward, "upward"),
    (Action::Adopt, "adopt"),
];

pub(crate) fn code(action: Action) -> &'static str {
    CODES.iter().find(|(a, _)| *a == action).map_or("edit", |(_, code)| code)
}

fn action(code: &str) -> Action {
    CODES.iter().find(|(_, c)| *c == code).map_or(Action::Edit, |(action, _)| *action)
}

/// What tells these saves, in this order, from all others, in eight bytes. Good within one run of the engine.
pub(crate) fn mark<'a>(ids: impl IntoIterator<Item = &'a SaveId>) -> u64 {
    let mut hasher = DefaultHasher::new();
    ids.into_iter().for_each(|id| (id.agent.0, id.dseq).hash(&mut hasher));
    hasher.finish()
}

impl Desk {
    /// Hands out a save to be kept. An empty save is answered at once by `then` of nothing: there is nothing to keep.
    pub(crate) fn keep(&self, save: &SaveBuilder, action: Action, detail: &str, now: &Now, then: Then) -> Step {
        let sample = self.place.sample_mode && action != Action::Access;
        let action = if sample { Action::Sample } else { action };
        self.keep_with(save, self.info(action, detail, now), now, then)
    }

    fn keep_with(&self, save: &SaveBuilder, info: SaveInfo, now: &Now, then: Then) -> Step {
        if self.is_shared() {
            return self.keep_for_all(save, &info, now, then);
        }
        match self.book.write(save, &info, now) {
            Ok(envelopes) => {
                Step::Keep(Box::new(Keep { envelopes, shared: None, blobs: Vec::new(), without: false, then }))
            }
            Err(WriteError::Empty) => Step::answer(Refusal::NothingToWrite),
            Err(_) => Step::answer(Refusal::TooLong),
        }
    }

    fn info(&self, action: Action, detail: &str, now: &Now) -> SaveInfo {
        SaveInfo {
            wall_ms: now.ms,
            clock: self.clock_quality(now),
            actor: Arc::from(self.person()),
            reason: Arc::from(code(action)),
            label: Arc::from(detail),
            undoes: None,
        }
    }

    /// The clock only orders; a doubtful one is marked, never refused.
    fn clock_quality(&self, now: &Now) -> ClockQuality {
        const BUILD_YEAR_MS: u64 = 1_767_225_600_000; // 2026-01-01
        const TEN_YEARS_MS: u64 = 315_576_000_000;
        let newest = self.book.newest_save().map_or(0, |save| self.book.save(save).info.wall_ms);
        if now.ms < BUILD_YEAR_MS || now.ms > BUILD_YEAR_MS + TEN_YEARS_MS {
            ClockQuality::WrongYear
        } else if now.ms + 600_000 < newest {
            ClockQuality::WentBack
        } else {
            ClockQuality::Good
        }
    }

    pub(crate) fn save_view(&self, number: SaveNo) -> SaveView {
        let save = self.book.save(number);
        let action = action(&save.info.reason);
        SaveView {
            key: SaveKey { number: number.number(), mark: mark([&save.id]) },
            at_ms: save.info.wall_ms,
            who: save.info.actor.to_string(),
            action,
            detail: save.info.label.to_string(),
            cells: self.book.ops(number),
            clock_doubtful: save.info.clock != ClockQuality::Good,
            undoable: self.undoable(number, action),
            made: None,
        }
    }

    /// A save can be taken back until it has been; taking back is itself taken back by redo. A picture is removed with a
    /// reason instead, and what was handed to another office is not in this one's hand any more.
    fn undoable(&self, save: SaveNo, action: Action) -> bool {
        let of_itself = [
            Action::Undo,
            Action::Redo,
            Action::Round,
            Action::Access,
            Action::Rescue,
            Action::Remember,
            Action::Attach,
            Action::Upward,
        ];
        !of_itself.contains(&action) && !self.is_undone(save)
    }

    /// Whether the newest word on this save is an undo: each undo or redo of it turns the answer round.
    fn is_undone(&self, save: SaveNo) -> bool {
        let id = self.book.save(save).id;
        // What takes it back was written after it.
        let mut later = self.book.saves().rev().take_while(|other| *other > save);
        let taken_back = later.find(|other| self.book.save(*other).info.undoes == Some(id));
        taken_back.is_some_and(|undo| !self.is_undone(undo))
    }

    /// The save that a page was shown: where it stood then, or wherever it stands now.
    fn save_of(&self, key: SaveKey) -> Option<SaveNo> {
        let is_it = |save: &SaveNo| mark([&self.book.save(*save).id]) == key.mark;
        self.book.save_numbered(key.number).filter(is_it).or_else(|| self.book.saves().rev().find(is_it))
    }

    pub(crate) fn undo(&mut self, key: Option<SaveKey>, now: &Now) -> Step {
        let target = match key {
            Some(key) => self.save_of(key),
            None => self.newest(|desk, save, action| desk.undoable(save, action)),
        };
        match target.filter(|&save| !self.is_undone(save)) {
            Some(save) => self.take_back(save, Action::Undo, now),
            None => Step::answer(Refusal::NothingToUndo),
        }
    }

    /// Takes back the newest undo that has not been taken back and that no later save of ours has followed.
    pub(crate) fn redo(&mut self, now: &Now) -> Step {
        let newest = self
            .newest(|desk, save, action| action != Action::Redo && !(action == Action::Undo && desk.is_undone(save)));
        match newest.filter(|&save| action(&self.book.save(save).info.reason) == Action::Undo) {
            Some(save) => self.take_back(save, Action::Redo, now),
            None => Step::answer(Refusal::NothingToUndo),
        }
    }

    fn newest(&self, wanted: impl Fn(&Self, SaveNo, Action) -> bool) -> Option<SaveNo> {
        // In a shared ledger what somebody else has just done is not taken back by this person's undo.
        let own = |save: &SaveNo| !self.is_shared() || self.book.save(*save).id.agent == self.book.identity.agent;
        let mut saves = self.book.saves().rev().filter(own);
        saves.find(|&save| wanted(self, save, action(&self.book.save(save).info.reason)))
    }

    pub(crate) fn take_back(&self, number: SaveNo, action: Action, now: &Now) -> Step {
        let taken = self.book.save(number);
        let mut info = self.info(action, &taken.info.label, now);
        info.undoes = Some(taken.id);
        let (mut save, mut left) = (SaveBuilder::new(), 0);
        for (state, ix) in self.book.parts_of(number) {
            let undo = undo_ops(state, ix);
            undo.ops.iter().for_each(|(cell, value)| save.set(*cell, *value));
            left += undo.skipped.len() as u32;
        }
        let then: Then = Box::new(move |_, save| RosterAnswer::Undone { save, left }.into());
        self.keep_with(&save, info, now, then)
    }

    pub(crate) fn saves(&self, count: u32) -> Vec<SaveView> {
        let shown = |save: &SaveNo| self.book.save(*save).info.reason.as_ref() != "access";
        self.book.saves().rev().filter(shown).take(count as usize).map(|save| self.save_view(save)).collect()
    }

    /// Answers a save with itself.
    pub(crate) fn saved() -> Then {
        Box::new(|_, save| Response::Roster(RosterAnswer::Saved(save)))
    }
}
