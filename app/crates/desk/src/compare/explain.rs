//! Explaining and closing (销号). Closing needs an explanation, evidence and the name of who closes.

use ledger::date::Date;
use ledger::discrepancy::{CloseError, Situation, explanations, may_close};
use ledger::schema::Table;
use ledger::schema::discrepancy;
use sync::{RowId, SaveBuilder, ValueRef};

use super::facts::{CLOSED, EXPLAINED};
use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::compare::{CompareAnswer, Explanation, Status};
use crate::message::roster::Action;
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step, Then};

impl Desk {
    pub(super) fn explain(&self, each: impl Iterator<Item = (Id, Explanation)>, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        for (id, explanation) in each {
            let row = RowId(id);
            if explanation.due.as_deref().is_some_and(|due| !due.is_empty() && Date::parse_iso(due).is_none()) {
                return Step::answer(Refusal::BadDue);
            }
            if self.facts(row).status() == Status::Closed {
                continue;
            }
            let written: [(u16, &Option<String>); 5] = [
                (discrepancy::EXPLANATION, &explanation.explanation),
                (discrepancy::NOTE, &explanation.note),
                (discrepancy::OWNER, &explanation.owner),
                (discrepancy::DUE, &explanation.due),
                (discrepancy::EVIDENCE, &explanation.evidence),
            ];
            for (field, text) in written {
                let Some(text) = text else { continue };
                if self.facts(row).text(field) != text.trim() {
                    save.set(cell(Table::Discrepancy, row, field), text_value(text.trim()));
                }
            }
            if let Some(key) = &explanation.explanation {
                let status = if key.is_empty() { ValueRef::Null } else { ValueRef::Text(EXPLAINED) };
                save.set(cell(Table::Discrepancy, row, discrepancy::STATUS), status);
            }
        }
        self.keep(&save, Action::Explain, "", now, saved())
    }

    /// All or none: one that lacks something refuses the whole and says what is lacking.
    pub(super) fn close(&self, ids: &[Id], by: &str, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        for row in ids.iter().map(|&id| RowId(id)) {
            let facts = self.facts(row);
            let given = (
                facts.text(discrepancy::EXPLANATION),
                facts.text(discrepancy::NOTE),
                facts.text(discrepancy::EVIDENCE),
            );
            if let Err(lack) = may_close(given.0, given.1, given.2, by) {
                return Step::answer(Refusal::Missing(need(lack)));
            }
            save.set(cell(Table::Discrepancy, row, discrepancy::STATUS), ValueRef::Text(CLOSED));
            save.set(cell(Table::Discrepancy, row, discrepancy::CLOSED_BY), text_value(by.trim()));
        }
        self.keep(&save, Action::Explain, "", now, saved())
    }

    pub(super) fn reopen(&self, ids: &[Id], now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        for row in ids.iter().map(|&id| RowId(id)).filter(|row| self.facts(*row).status() == Status::Closed) {
            save.set(cell(Table::Discrepancy, row, discrepancy::STATUS), ValueRef::Text(EXPLAINED));
            save.set(cell(Table::Discrepancy, row, discrepancy::CLOSED_BY), ValueRef::Null);
        }
        self.keep(&save, Action::Explain, "", now, saved())
    }

    pub(super) fn catalogue(&self, bucket: &str) -> Vec<(String, String)> {
        let situation = Situation::from_key(bucket);
        situation.into_iter().flat_map(explanations).map(|e| (e.key.to_owned(), e.label.to_owned())).collect()
    }
}

fn need(lack: CloseError) -> Need {
    match lack {
        CloseError::Explanation => Need::Explanation,
        CloseError::Note => Need::Note,
        CloseError::Evidence => Need::Evidence,
        CloseError::Approver => Need::Approver,
    }
}

fn saved() -> Then {
    Box::new(|_, save| CompareAnswer::Saved(save).into())
}
