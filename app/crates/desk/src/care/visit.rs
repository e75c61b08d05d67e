//! Visits: the form of one, keeping it, and all of a child. A correction leaves what it corrects in the history.

use std::collections::HashMap;

use ledger::date::Date;
use ledger::duty::{Cycle, Period, Recorded};
use ledger::form::{AnswerKind, Question};
use ledger::schema::{Table, visit as field};
use ledger::visit::VisitKind;
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use super::register::answer_to;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::care::{CareAnswer, FormView, VisitView};
use crate::message::form::{Answers, FormField, InputKind};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// The question that only a visit in a later turn is asked.
const MAKES_GOOD: Question = Question { id: field::MAKES_GOOD, label: "补上期", kind: AnswerKind::Line };

impl Desk {
    /// Every visit that counts for a duty, by child.
    pub(super) fn recorded(&self) -> HashMap<u32, Vec<(VisitKind, Recorded)>> {
        let mut recorded: HashMap<u32, Vec<(VisitKind, Recorded)>> = HashMap::new();
        let Some(table) = self.book.table(Table::Visit) else { return recorded };
        let column = |id| table.column(FieldId(id));
        let (child, kind, date) = (column(field::CHILD), column(field::KIND), column(field::DATE));
        let (signed, makes_good) = (column(field::SIGNED), column(field::MAKES_GOOD));
        for ix in table.live() {
            let Some(ValueRef::Row(row)) = child.map(|column| column.get(ix)) else { continue };
            let text = |column: Option<&'_ sync::Column>| column.map_or(String::new(), |c| c.text(ix).to_owned());
            let found = (
                self.book.find(Table::Child, row),
                kind.and_then(|column| VisitKind::from_key(column.text(ix))),
                date.and_then(|column| Date::parse_iso(column.text(ix))),
            );
            let (Some(child), Some(kind), Some(date)) = found else { continue };
            let makes_good = Period::parse(&text(makes_good));
            let evidence = signed.is_some_and(|column| !column.text(ix).is_empty());
            recorded.entry(child).or_default().push((kind, Recorded { date, makes_good, evidence }));
        }
        recorded
    }

    pub(super) fn visit_form(&self, kind: VisitKind, child: Id, visit: Option<Id>, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let today = Self::today(now);
        let kept = visit.and_then(|id| self.book.find(Table::Visit, RowId(id)));
        let last = self.newest_of(kind, ix);
        let field = |question: &Question| {
            let stored = |row| self.book.text(Table::Visit, row, question.id).to_owned();
            let value = match (kept, question.id) {
                (Some(row), _) => stored(row),
                (None, field::DATE) => today.to_string(),
                // What is the same each time is there already.
                (None, field::PEOPLE | field::PLACE | field::LESSONS) => last.map(stored).unwrap_or_default(),
                (None, _) => String::new(),
            };
            FormField::of(question, &value)
        };
        let mut fields: Vec<FormField> = kind.questions().map(field).collect();
        let makes_good = kept.map_or("", |row| self.book.text(Table::Visit, row, field::MAKES_GOOD));
        let earlier = self.short_turns(kind, ix, now);
        if !earlier.is_empty() || !makes_good.is_empty() {
            let mut question = FormField::of(&MAKES_GOOD, makes_good);
            question.kind = InputKind::OneOf(earlier.iter().map(|p| (p.to_string(), p.label())).collect());
            fields.push(question);
        }
        Step::answer(CareAnswer::Form(FormView { person: self.person_view(ix), fields, derived: Vec::new() }))
    }

    /// The newest visit of a kind to a child.
    fn newest_of(&self, kind: VisitKind, child: u32) -> Option<u32> {
        let of_kind = self.visits_to(child).into_iter().filter(|ix| self.visit_kind(*ix) == Some(kind));
        of_kind.max_by_key(|ix| self.book.text(Table::Visit, *ix, field::DATE).to_owned())
    }

    fn visit_kind(&self, ix: u32) -> Option<VisitKind> {
        VisitKind::from_key(self.book.text(Table::Visit, ix, field::KIND))
    }

    fn visits_to(&self, child: u32) -> Vec<u32> {
        let id = self.row(child).id();
        let Some(table) = self.book.table(Table::Visit) else { return Vec::new() };
        let Some(column) = table.column(FieldId(field::CHILD)) else { return Vec::new() };
        table.live().filter(|ix| column.get(*ix) == ValueRef::Row(id)).collect()
    }

    pub(super) fn keep_visit(
        &self,
        kind: VisitKind,
        child: Id,
        visit: Option<Id>,
        answers: &Answers,
        now: &Now,
    ) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let faults = kind.faults(|id| answer_to(answers, id), Self::today(now));
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = match visit {
            Some(id) if self.book.find(Table::Visit, RowId(id)).is_some() => RowId(id),
            Some(_) => return Step::answer(Refusal::Gone),
            None => {
                let row = RowId::new(now, &mut Dice::new(now));
                save.set(cell(Table::Visit, row, field::CHILD), ValueRef::Row(RowId(child)));
                save.set(cell(Table::Visit, row, field::KIND), ValueRef::Text(kind.key()));
                row
            }
        };
        let kept = self.book.find(Table::Visit, row);
        for id in kind.questions().map(|question| question.id).chain([field::MAKES_GOOD]) {
            let answer = answer_to(answers, id);
            if kept.map_or("", |ix| self.book.text(Table::Visit, ix, id)) != answer {
                save.set(cell(Table::Visit, row, id), text_value(answer));
            }
        }
        let detail = format!("{} {}", kind.text(), self.person_view(ix).name);
        self.keep(&save, Action::Visit, &detail, now, Self::care_saved())
    }

    pub(super) fn visits(&self, child: Id) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let mut views: Vec<VisitView> = self.visits_to(ix).into_iter().filter_map(|ix| self.visit_view(ix)).collect();
        views.sort_by(|a, b| b.date.cmp(&a.date));
        Step::answer(CareAnswer::Visits(views))
    }

    fn visit_view(&self, ix: u32) -> Option<VisitView> {
        let text = |id| self.book.text(Table::Visit, ix, id).to_owned();
        let row = self.book.row_id(Table::Visit, ix);
        let corrected = |id| self.book.state.history(cell(Table::Visit, row, id)).len().saturating_sub(1) as u32;
        Some(VisitView {
            id: row.0,
            kind: self.visit_kind(ix)?,
            date: text(field::DATE),
            people: text(field::PEOPLE),
            content: text(field::CONTENT),
            evidence: !text(field::SIGNED).is_empty(),
            corrected: [field::DATE, field::PEOPLE, field::CONTENT]
                .into_iter()
                .map(corrected)
                .max()
                .unwrap_or_default(),
        })
    }

    /// The turns of this school year in which the duties of a kind of visit fell short.
    fn short_turns(&self, kind: VisitKind, child: u32, now: &Now) -> Vec<Period> {
        let mut short: Vec<Period> = Vec::new();
        for rule in self.rules().iter().filter(|rule| rule.kinds.contains(&kind) && rule.cycle == Cycle::Month) {
            let chart = self.chart(rule, self.school_year(now), now);
            let turns = chart.rows.iter().find(|row| row.child == child);
            let of_child = turns.into_iter().flat_map(|row| chart.turns.iter().zip(&row.progress));
            short.extend(of_child.filter(|(_, p)| is_missing(p.standing)).map(|(turn, _)| turn.period));
        }
        short.sort_unstable();
        short.dedup();
        short
    }
}

fn is_missing(standing: ledger::duty::Standing) -> bool {
    matches!(standing, ledger::duty::Standing::Short | ledger::duty::Standing::Excused)
}
