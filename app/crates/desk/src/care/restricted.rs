//! 限权登记: entries that are shown only for an hour, after a reason was given and kept in the access log.
//!
//! The rows stand in a compartment of their own. Nothing else in the desk reads their table: no list, search, export,
//! suggestion or print can show them. Labels of saves and lines of the access log name the register or the child, never both.

use std::collections::HashMap;

use ledger::date::Date;
use ledger::form::{Fault, Question};
use ledger::register::{Restricted, SINCE, UNTIL, questions_of_restricted};
use ledger::schema::{Compartment, Table, restricted as field};
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use crate::Desk;
use crate::book::{Dice, cell};
use crate::message::care::{CareAnswer, FormView};
use crate::message::form::{Answers, FormField};
use crate::message::place::AccessAct;
use crate::message::register::{RegisterAnswer, RestrictedEntry, RestrictedView, Scope};
use crate::message::roster::{Action, Sheet};
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step};

/// How long a reason opens.
const HOUR_MS: u64 = 3_600_000;
/// What lists of saves and the access log call all of it.
const NAME: &str = "限权登记";

/// What is open, and until when; never stored.
#[derive(Debug, Default)]
pub(crate) struct Seals(HashMap<Scope, u64>);

impl Seals {
    /// Until when one of these is open.
    fn until(&self, scopes: &[Scope], now: &Now) -> Option<u64> {
        // A clock that was set back opens nothing for longer than an hour.
        let open = |until: &u64| now.ms < *until && *until <= now.ms + HOUR_MS;
        scopes.iter().filter_map(|scope| self.0.get(scope)).copied().filter(open).max()
    }
}

impl Desk {
    pub(super) fn unseal(&mut self, scope: Scope, reason: &str, now: &Now) -> Step {
        if !self.may_read(Compartment::Sensitive.id()) {
            return Step::answer(Refusal::NotShown);
        }
        if reason.trim().is_empty() {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let subject = match scope {
            Scope::Register(register) => format!("{NAME} {}", register.text()),
            Scope::Child(child) => match self.child_ix(child) {
                Some(ix) => format!("{} {NAME}", self.person_view(ix).name),
                None => return Step::answer(Refusal::Gone),
            },
        };
        let until = now.ms + HOUR_MS;
        self.log_access(
            AccessAct::Reveal,
            &subject,
            reason,
            now,
            Box::new(move |desk, _| {
                desk.seals.0.insert(scope, until);
                RegisterAnswer::Unsealed.into()
            }),
        )
    }

    /// Until when one of these is open for this person.
    fn open_until(&self, scopes: &[Scope], now: &Now) -> Option<u64> {
        self.seals.until(scopes, now).filter(|_| self.may_read(Compartment::Sensitive.id()))
    }

    pub(super) fn reseal(&mut self, scope: Scope) -> Step {
        self.seals.0.remove(&scope);
        answer(RegisterAnswer::Sealed)
    }

    pub(super) fn restricted(&self, register: Restricted, now: &Now) -> Step {
        let Some(until_ms) = self.open_until(&[Scope::Register(register)], now) else {
            return answer(RegisterAnswer::Sealed);
        };
        let entries = self.restricted_entries(|entry| entry.1 == register);
        answer(RegisterAnswer::Restricted(RestrictedView { until_ms, entries }))
    }

    pub(super) fn restricted_of_child(&self, child: Id, now: &Now) -> Step {
        let Some(until_ms) = self.open_until(&[Scope::Child(child)], now) else {
            return answer(RegisterAnswer::Sealed);
        };
        let entries = self.restricted_entries(|entry| entry.2 == RowId(child));
        answer(RegisterAnswer::Restricted(RestrictedView { until_ms, entries }))
    }

    /// Entries: the index, the register and the child of each; those of children who are gone are not shown.
    fn restricted_entries(&self, wanted: impl Fn(&(u32, Restricted, RowId)) -> bool) -> Vec<RestrictedEntry> {
        let live = self.book.live(Table::Restricted).into_iter();
        let found = live.filter_map(|ix| self.restricted_at(ix)).filter(wanted);
        let mut entries: Vec<(String, RestrictedEntry)> = found
            .filter_map(|(ix, register, child)| {
                let text = |id| self.book.text(Table::Restricted, ix, id);
                let given = questions_of_restricted(register).filter(|question| !text(question.id).is_empty());
                let entry = RestrictedEntry {
                    id: self.book.row_id(Table::Restricted, ix).0,
                    register,
                    person: self.person_view(self.child_ix(child.0)?),
                    facts: given.map(|q| (q.label.to_owned(), q.shown(text(q.id)))).collect(),
                };
                Some((text(SINCE).to_owned(), entry))
            })
            .collect();
        entries.sort_by(|(a, one), (b, other)| {
            (one.register, &one.person.village, &one.person.name, b).cmp(&(
                other.register,
                &other.person.village,
                &other.person.name,
                a,
            ))
        });
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn restricted_at(&self, ix: u32) -> Option<(u32, Restricted, RowId)> {
        let register = Restricted::from_key(self.book.text(Table::Restricted, ix, field::REGISTER))?;
        match self.book.table(Table::Restricted)?.column(FieldId(field::CHILD))?.get(ix) {
            ValueRef::Row(child) => Some((ix, register, child)),
            _ => None,
        }
    }

    /// The stored row of an entry of that child in that register.
    fn restricted_row(&self, register: Restricted, child: Id, entry: Id) -> Option<u32> {
        let ix = self.book.find(Table::Restricted, RowId(entry))?;
        let (_, of, whose) = self.restricted_at(ix)?;
        (of == register && whose == RowId(child)).then_some(ix)
    }

    pub(super) fn restricted_form(&self, register: Restricted, child: Id, entry: Option<Id>, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        if self.open_until(&[Scope::Register(register), Scope::Child(child)], now).is_none() {
            return answer(RegisterAnswer::Sealed);
        }
        let kept = entry.and_then(|entry| self.restricted_row(register, child, entry));
        if entry.is_some() && kept.is_none() {
            return Step::answer(Refusal::Gone);
        }
        let today = Self::today(now).to_string();
        let field = |question: &Question| match kept {
            Some(row) => FormField::of(question, self.book.text(Table::Restricted, row, question.id)),
            None => FormField::of(question, if question.id == SINCE { &today } else { "" }),
        };
        answer(RegisterAnswer::Form(FormView {
            person: self.person_view(ix),
            fields: questions_of_restricted(register).map(field).collect(),
            derived: Vec::new(),
            stored: kept.is_some(),
        }))
    }

    pub(super) fn keep_restricted(
        &self,
        register: Restricted,
        child: Id,
        entry: Option<Id>,
        answers: &Answers,
        now: &Now,
    ) -> Step {
        if let Err(gone) = self.child_or_gone(child) {
            return gone;
        }
        if self.open_until(&[Scope::Register(register), Scope::Child(child)], now).is_none() {
            return answer(RegisterAnswer::Sealed);
        }
        let kept = entry.and_then(|entry| self.restricted_row(register, child, entry));
        if entry.is_some() && kept.is_none() {
            return Step::answer(Refusal::Gone);
        }
        let said =
            Said { sent: answers, stored: |id| kept.map_or("", |row| self.book.text(Table::Restricted, row, id)) };
        let (today, day) = (Self::today(now), |id| Date::parse_iso(said.to(id)));
        let fault = |question: &Question| match question.id {
            SINCE if said.to(SINCE).is_empty() => Some(Fault::Needed),
            SINCE if day(SINCE).is_some_and(|day| day > today) => Some(Fault::Future),
            UNTIL if day(UNTIL).zip(day(SINCE)).is_some_and(|(end, start)| end < start) => Some(Fault::EndsBeforeStart),
            id => question.fault(said.to(id)),
        };
        let faults: Vec<_> = questions_of_restricted(register).filter_map(|q| Some((q.id, fault(q)?))).collect();
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = entry.map_or_else(|| RowId::new(now, &mut Dice::new(now)), RowId);
        if kept.is_none() {
            save.set(cell(Table::Restricted, row, field::CHILD), ValueRef::Row(RowId(child)));
            save.set(cell(Table::Restricted, row, field::REGISTER), ValueRef::Text(register.key()));
        }
        said.write(
            questions_of_restricted(register).map(|question| question.id),
            |id| cell(Table::Restricted, row, id),
            &mut save,
        );
        self.keep(&save, Action::Register, NAME, now, Self::care_saved())
    }

    /// A list for paper or for a file: its own reason each time, whatever is open.
    pub(super) fn restricted_sheet(&self, register: Restricted, act: AccessAct, reason: &str, now: &Now) -> Step {
        if !self.may_read(Compartment::Sensitive.id()) {
            return Step::answer(Refusal::NotShown);
        }
        if reason.trim().is_empty() {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let entries = self.restricted_entries(|entry| entry.1 == register);
        let questions: Vec<&Question> = questions_of_restricted(register).collect();
        let who = ["序号", "姓名", "年级班级", "户籍村"];
        let headers =
            who.into_iter().chain(questions.iter().map(|question| question.label)).map(str::to_owned).collect();
        let row = |(at, entry): (usize, &RestrictedEntry)| {
            let person = &entry.person;
            let who = [(at + 1).to_string(), person.name.clone(), person.grade_class.clone(), person.village.clone()];
            let fact = |question: &&Question| {
                entry.facts.iter().find(|(label, _)| label == question.label).map_or("", |(_, said)| said).to_owned()
            };
            who.into_iter().chain(questions.iter().map(fact)).collect()
        };
        let sheet = Sheet {
            title: format!("{}登记册（限权）", register.text()),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            rows: entries.iter().enumerate().map(row).collect(),
            headers,
        };
        let subject = format!("{NAME} {} {}", register.text(), sheet.rows.len());
        let told = RegisterAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, reason, now, Box::new(move |_, _| told.into()))
    }
}

fn answer(told: RegisterAnswer) -> Step {
    Step::answer(CareAnswer::from(told))
}
