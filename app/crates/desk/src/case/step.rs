//! The steps of a case: the form of one, keeping it, and striking one that was written by mistake.

use ledger::case::{Event, Origin, State, StepKind};
use ledger::child::Child;
use ledger::field::Field;
use ledger::form::{Fault, Question};
use ledger::schema::{DELETED, Table, case, step};
use sync::{RowId, SaveBuilder, ValueRef};

use super::file::observation;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::care::Said;
use crate::message::care::{CareAnswer, FormView};
use crate::message::case::CaseAnswer;
use crate::message::form::{Answers, FormField};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn step_form(&self, child: Id, kind: StepKind, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let (row, today) = (self.row(ix), Self::today(now).to_string());
        let checked = if kind == StepKind::Check { self.check_proposed(ix, now) } else { Answers::new() };
        let told = |id: u16| checked.iter().find(|(known, _)| *known == id).map(|(_, text)| text.clone());
        let field = |question: &Question| {
            let value = match (kind, question.id) {
                (StepKind::Check, id) if told(id).is_some() => told(id).unwrap_or_default(),
                (_, step::DATE) => today.clone(),
                (StepKind::Absence | StepKind::Relapse, step::FIRST_ABSENT) => {
                    self.first_away(ix, now).map(|day| day.to_string()).unwrap_or_default()
                }
                // Where the child is enrolled is where it most often comes back to.
                (StepKind::Back, step::SCHOOL) => row.get(Field::School).to_owned(),
                (StepKind::Back, step::CLASS) => row.grade_class(),
                _ => String::new(),
            };
            FormField::of(question, &value)
        };
        let fields = kind.questions().map(field).collect();
        let view = FormView { person: self.person_view(ix), fields, derived: Vec::new(), stored: false };
        Step::answer(CareAnswer::Form(view))
    }

    pub(crate) fn keep_step(&self, child: Id, kind: StepKind, answers: &Answers, even: bool, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let said = Said { sent: answers, stored: |_| "" };
        let faults = kind.faults(|id| said.to(id), Self::today(now));
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let (case, id) = (self.case_row(RowId(child)), RowId::new(now, &mut Dice::new(now)));
        let event = Event::of_step(id, kind, |id| said.to(id), Self::today(now));
        let file = self.case_file(ix);
        let (opened, events) = match &file {
            Some(file) => (file.opened.min(event.day), file.events.as_slice()),
            None => (event.day, &[][..]),
        };
        let fits = State::fits(opened, events, event, observation(&self.case_calendar(now)));
        if let (Err(why), false) = (fits, even) {
            return Step::answer(CaseAnswer::Unfit(why));
        }
        let mut save = SaveBuilder::new();
        if file.is_none() {
            let origin = Origin::from_key(said.to(step::ORIGIN)).unwrap_or(usual_origin(kind));
            self.book.revive(Table::Case, case, &mut save);
            save.set(cell(Table::Case, case, case::CHILD), ValueRef::Row(RowId(child)));
            save.set(cell(Table::Case, case, case::ORIGIN), ValueRef::Text(origin.key()));
        }
        save.set(cell(Table::Step, id, step::CASE), ValueRef::Row(case));
        save.set(cell(Table::Step, id, step::KIND), ValueRef::Text(kind.key()));
        said.write(kind.questions().map(|question| question.id), |field| cell(Table::Step, id, field), &mut save);
        let detail = format!("{} {}", kind.text(), self.person_view(ix).name);
        self.keep(&save, Action::Case, &detail, now, Self::care_saved_as(id))
    }

    pub(super) fn strike_step(&self, child: Id, step: Id, reason: &str, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        if reason.is_empty() {
            return Step::answer(CareAnswer::Faults(vec![(DELETED, Fault::Needed)]));
        }
        let steps = self.steps_of(self.case_row(RowId(child)));
        let Some(at) = steps.into_iter().find(|at| self.book.row_id(Table::Step, *at) == RowId(step)) else {
            return Step::answer(Refusal::Gone);
        };
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Step, RowId(step), DELETED), text_value(reason));
        let kind = StepKind::from_key(self.book.text(Table::Step, at, step::KIND)).map_or("", StepKind::text);
        let detail = format!("划去 {kind} {}", self.person_view(ix).name);
        self.keep(&save, Action::Case, &detail, now, Self::care_saved())
    }
}

/// What opened a case, if nobody says.
fn usual_origin(first: StepKind) -> Origin {
    if first == StepKind::Absence { Origin::Absence } else { Origin::Other }
}
