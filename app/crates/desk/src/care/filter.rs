//! The list of a register, narrowed down: by village, school, class and facts; and which facts it shows.

use std::collections::BTreeSet;

use ledger::child::Child;
use ledger::field::Field;
use ledger::register::Which;

use super::member::Member;
use super::question::Asked;
use crate::Desk;
use crate::message::register::{FactChoice, MemberChoices, MemberFilter, Want};
use crate::step::{Now, Step};

/// Facts that stand in no list unless somebody chooses them: they are read in the form.
const FORM_ONLY: [u16; 3] = [15, 16, 17];

impl Desk {
    /// The facts a list shows: those a person chose, else all but a few.
    pub(super) fn shown_facts<'a>(&self, which: Which, asked: &'a [Asked]) -> Vec<&'a Asked> {
        let chosen: Vec<u16> =
            self.setting(&columns_key(which)).split_whitespace().filter_map(|id| id.parse().ok()).collect();
        let chosen: Vec<&Asked> =
            chosen.iter().filter_map(|id| asked.iter().find(|question| question.id() == *id)).collect();
        if chosen.is_empty() {
            asked.iter().filter(|q| !FORM_ONLY.contains(&q.id()) && !q.is_retired()).collect()
        } else {
            chosen
        }
    }

    pub(super) fn keep_columns(&self, which: Which, columns: &[u16], now: &Now) -> Step {
        let text = columns.iter().map(u16::to_string).collect::<Vec<_>>().join(" ");
        self.keep_setting(&columns_key(which), &text, now, Self::care_saved())
    }

    /// Whether a member is wanted.
    pub(super) fn wanted(&self, filter: &MemberFilter, asked: &[Asked], child: u32, member: Member<'_>) -> bool {
        let row = self.row(child);
        let same = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        let fact = |(id, want): &(u16, Want)| {
            let stored = member.fact(*id);
            match want {
                Want::Empty => stored.is_empty(),
                Want::Filled => !stored.is_empty(),
                Want::Is(words) => {
                    asked.iter().find(|question| question.id() == *id).is_some_and(|q| q.shown(stored) == *words)
                }
            }
        };
        same(&filter.village, row.get(Field::Village))
            && same(&filter.school, self.school_of(child))
            && same(&filter.class, &row.grade_class())
            && filter.facts.iter().all(fact)
    }

    /// The school a child really goes to, else the one it is enrolled in.
    pub(crate) fn school_of(&self, child: u32) -> &str {
        let row = self.row(child);
        match row.get(Field::AttendSchool) {
            "" => row.get(Field::School),
            school => school,
        }
    }

    /// What these members can be filtered by.
    pub(super) fn choices(&self, which: Which, asked: &[Asked], listed: &[(u32, Member<'_>)]) -> MemberChoices {
        let shown: Vec<u16> = self.shown_facts(which, asked).iter().map(|question| question.id()).collect();
        let distinct = |of: &dyn Fn(u32) -> String| -> Vec<String> {
            let all: BTreeSet<String> = listed.iter().map(|(child, _)| of(*child)).filter(|t| !t.is_empty()).collect();
            all.into_iter().collect()
        };
        let answered = |id: u16| listed.iter().any(|(_, member)| !member.fact(id).is_empty());
        MemberChoices {
            villages: distinct(&|child| self.row(child).get(Field::Village).to_owned()),
            schools: distinct(&|child| self.school_of(child).to_owned()),
            classes: distinct(&|child| self.row(child).grade_class()),
            facts: asked
                .iter()
                .filter(|question| !question.is_retired() || answered(question.id()))
                .map(|question| FactChoice {
                    id: question.id(),
                    label: question.label().to_owned(),
                    offered: question.offered().into_iter().map(|(_, words)| words).collect(),
                    shown: shown.contains(&question.id()),
                })
                .collect(),
        }
    }
}

fn columns_key(which: Which) -> String {
    format!("register-columns/{}", which.key())
}
