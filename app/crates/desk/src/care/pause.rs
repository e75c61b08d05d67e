//! Days on which nothing is owed to a child, with the reason: a child in hospital is not taught at home.

use std::collections::HashMap;

use ledger::calendar::Span;
use ledger::date::Date;
use ledger::form::{AnswerKind, Fault, Question};
use ledger::schema::{Table, shortfall as field};
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use super::member::no_end;
use super::under::Scope;
use crate::Desk;
use crate::book::{Dice, cell};
use crate::message::care::{CareAnswer, FormView, PauseView};
use crate::message::form::{Answers, FormField};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

// Keys are stored: never change one. Deferral is written where it is approved, in a register or in the case.
const CAUSES: &[(&str, &str)] = &[("hospital", "住院"), ("away", "外出就医或康复"), (OTHER, "其他（须写明）")];
/// What no cause of the list names is said in words.
const OTHER: &str = "other";

const ASKED: &[Question] = &[
    Question { id: field::CAUSE, label: "原因", kind: AnswerKind::OneOf(CAUSES) },
    Question { id: field::FROM, label: "从", kind: AnswerKind::Date },
    Question { id: field::UNTIL, label: "到（说不准的填再确认的日期）", kind: AnswerKind::Date },
    Question { id: field::REASON, label: "说明（医院、证明材料）", kind: AnswerKind::Line },
];

impl Desk {
    /// The days on which nothing is owed to children.
    pub(super) fn pauses(&self, scope: Scope) -> HashMap<u32, Vec<Span>> {
        let mut pauses: HashMap<u32, Vec<Span>> = HashMap::new();
        for ix in self.book.live(Table::Shortfall) {
            let Some((child, span)) = self.pause(ix).filter(|(child, _)| scope.holds(*child)) else {
                continue;
            };
            pauses.entry(child).or_default().push(span);
        }
        pauses
    }

    /// A row as days on which nothing is owed; nothing if it is the reason of a turn.
    fn pause(&self, ix: u32) -> Option<(u32, Span)> {
        let text = |id| self.book.text(Table::Shortfall, ix, id);
        let from = Date::parse_iso(text(field::FROM))?;
        let to = Date::parse_iso(text(field::UNTIL)).unwrap_or_else(no_end);
        let ValueRef::Row(child) = self.book.table(Table::Shortfall)?.column(FieldId(field::SUBJECT))?.get(ix) else {
            return None;
        };
        Some((self.book.find(Table::Child, child)?, Span { from, to }))
    }

    pub(super) fn pauses_of(&self, child: Id) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let own = |row: &u32| self.pause(*row).is_some_and(|(child, _)| child == ix);
        let view = |row: u32| {
            let text = |id| self.book.text(Table::Shortfall, row, id);
            let cause = CAUSES.iter().find(|(key, _)| *key == text(field::CAUSE)).map_or("", |(_, words)| words);
            let id = self.book.row_id(Table::Shortfall, row).0;
            let (from, until) = (text(field::FROM).to_owned(), text(field::UNTIL).to_owned());
            PauseView { id, cause: cause.to_owned(), from, until }
        };
        let mut views: Vec<PauseView> = self.book.live(Table::Shortfall).into_iter().filter(own).map(view).collect();
        views.sort_by(|a, b| b.from.cmp(&a.from));
        Step::answer(CareAnswer::Pauses(views))
    }

    pub(super) fn pause_form(&self, child: Id, pause: Option<Id>, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let kept = pause.and_then(|id| self.book.find(Table::Shortfall, RowId(id)));
        let value = |id| match (kept, id) {
            (Some(row), _) => self.book.text(Table::Shortfall, row, id).to_owned(),
            (None, field::FROM) => Self::today(now).to_string(),
            (None, _) => String::new(),
        };
        Step::answer(CareAnswer::Form(FormView {
            person: self.person_view(ix),
            fields: ASKED.iter().map(|question| FormField::of(question, &value(question.id))).collect(),
            derived: Vec::new(),
            stored: kept.is_some(),
        }))
    }

    pub(super) fn keep_pause(&self, child: Id, pause: Option<Id>, answers: &Answers, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let kept = pause.and_then(|id| self.book.find(Table::Shortfall, RowId(id)));
        if pause.is_some() && kept.is_none() {
            return Step::answer(Refusal::Gone);
        }
        let stored = |id| kept.map_or("", |row| self.book.text(Table::Shortfall, row, id));
        let said = Said { sent: answers, stored };
        let day = |id| Date::parse_iso(said.to(id));
        let fault = |question: &Question| match (question.id, said.to(question.id)) {
            // Days without an end would silence a duty for ever.
            (field::CAUSE | field::FROM | field::UNTIL, "") => Some(Fault::Needed),
            (field::REASON, "") if said.to(field::CAUSE) == OTHER => Some(Fault::Needed),
            (field::UNTIL, _) if day(field::UNTIL).zip(day(field::FROM)).is_some_and(|(to, from)| to < from) => {
                Some(Fault::EndsBeforeStart)
            }
            (_, text) => question.fault(text),
        };
        let faults: Vec<_> = ASKED.iter().filter_map(|question| Some((question.id, fault(question)?))).collect();
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = pause.map_or_else(|| RowId::new(now, &mut Dice::new(now)), RowId);
        if kept.is_none() {
            save.set(cell(Table::Shortfall, row, field::SUBJECT), ValueRef::Row(RowId(child)));
        }
        said.write(ASKED.iter().map(|question| question.id), |id| cell(Table::Shortfall, row, id), &mut save);
        let detail = format!("暂停应办 {}", self.person_view(ix).name);
        self.keep(&save, Action::Duty, &detail, now, Self::care_saved())
    }
}
