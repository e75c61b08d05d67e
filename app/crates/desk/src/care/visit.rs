//! Visits: the form of one, keeping it, and all of a child. A correction leaves what it corrects in the history.

use std::collections::{HashMap, HashSet};

use ledger::date::Date;
use ledger::duty::{Cycle, Period, Recorded};
use ledger::form::{AnswerKind, Fault, Question};
use ledger::schema::{Table, visit as field};
use ledger::visit::{VisitKind, has_evidence};
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use crate::Desk;
use crate::attachment::Attached;
use crate::book::{Dice, cell};
use crate::message::care::{CareAnswer, FormView, VisitView};
use crate::message::form::{Answers, FormField, InputKind};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// The question that only a visit in a later turn is asked.
const MAKES_GOOD: Question = Question { id: field::MAKES_GOOD, label: "补上期", kind: AnswerKind::Line };

/// What was recorded of each child, as far as a duty may count it.
pub(super) type Records = HashMap<u32, Vec<(VisitKind, Recorded)>>;

impl Desk {
    /// Every visit that counts for a duty.
    pub(super) fn recorded(&self) -> Records {
        let mut recorded = Records::new();
        let Some(table) = self.book.table(Table::Visit) else { return recorded };
        let Some(column) = table.column(FieldId(field::CHILD)) else { return recorded };
        let attached = self.attached();
        for ix in table.live() {
            let ValueRef::Row(child) = column.get(ix) else { continue };
            if let (Some(child), Some(record)) = (self.book.find(Table::Child, child), self.record(ix, &attached)) {
                recorded.entry(child).or_default().push(record);
            }
        }
        recorded
    }

    fn record(&self, ix: u32, attached: &Attached) -> Option<(VisitKind, Recorded)> {
        let text = |id| self.book.text(Table::Visit, ix, id);
        let makes_good = Period::parse(text(field::MAKES_GOOD));
        let evidence = self.has_evidence(ix, attached);
        Some((self.visit_kind(ix)?, Recorded { date: Date::parse_iso(text(field::DATE))?, makes_good, evidence }))
    }

    fn has_evidence(&self, ix: u32, attached: &Attached) -> bool {
        let signed = self.book.text(Table::Visit, ix, field::SIGNED);
        has_evidence(signed, attached.to(self.book.row_id(Table::Visit, ix)))
    }

    pub(super) fn visit_form(
        &self,
        kind: VisitKind,
        child: Id,
        visit: Option<Id>,
        makes_good: &str,
        now: &Now,
    ) -> Step {
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
        let makes_good = kept.map_or(makes_good, |row| self.book.text(Table::Visit, row, field::MAKES_GOOD));
        let mut earlier = self.short_turns(kind, ix, now);
        // What a record makes good is no longer short, and is offered all the same.
        earlier.extend(Period::parse(makes_good).filter(|turn| kept.is_some() && !earlier.contains(turn)));
        if !earlier.is_empty() {
            let mut question = FormField::of(&MAKES_GOOD, makes_good);
            question.kind = InputKind::OneOf(earlier.iter().map(|p| (p.to_string(), p.label())).collect());
            fields.push(question);
        }
        let (person, stored) = (self.person_view(ix), kept.is_some());
        Step::answer(CareAnswer::Form(FormView { person, fields, derived: Vec::new(), stored }))
    }

    /// The newest visit of a kind to a child.
    fn newest_of(&self, kind: VisitKind, child: u32) -> Option<u32> {
        let of_kind = self.visits_to(child).into_iter().filter(|ix| self.visit_kind(*ix) == Some(kind));
        of_kind.max_by_key(|ix| self.book.text(Table::Visit, *ix, field::DATE).to_owned())
    }

    fn visit_kind(&self, ix: u32) -> Option<VisitKind> {
        VisitKind::from_key(self.book.text(Table::Visit, ix, field::KIND))
    }

    pub(crate) fn visits_to(&self, child: u32) -> Vec<u32> {
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
        let kept = visit.and_then(|id| self.book.find(Table::Visit, RowId(id)));
        let said = Said { sent: answers, stored: |id| kept.map_or("", |row| self.book.text(Table::Visit, row, id)) };
        let mut faults = kind.faults(|id| said.to(id), Self::today(now));
        let makes_good = said.to(field::MAKES_GOOD);
        let asked = |turn: &Period| turn.to_string() == makes_good;
        let unchanged = makes_good == (said.stored)(field::MAKES_GOOD);
        if !unchanged && !makes_good.is_empty() && !self.short_turns(kind, ix, now).iter().any(asked) {
            faults.push((field::MAKES_GOOD, Fault::NotOffered));
        }
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = match visit {
            Some(_) if kept.is_none() => return Step::answer(Refusal::Gone),
            Some(id) => RowId(id),
            None => {
                let row = RowId::new(now, &mut Dice::new(now));
                save.set(cell(Table::Visit, row, field::CHILD), ValueRef::Row(RowId(child)));
                save.set(cell(Table::Visit, row, field::KIND), ValueRef::Text(kind.key()));
                row
            }
        };
        said.write(written(kind), |id| cell(Table::Visit, row, id), &mut save);
        let detail = format!("{} {}", kind.text(), self.person_view(ix).name);
        self.keep(&save, Action::Visit, &detail, now, Self::care_saved_as(row))
    }

    pub(super) fn visits(&self, child: Id) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let attached = self.attached();
        let mut views: Vec<VisitView> =
            self.visits_to(ix).into_iter().filter_map(|ix| self.visit_view(ix, &attached)).collect();
        views.sort_by(|a, b| b.date.cmp(&a.date));
        Step::answer(CareAnswer::Visits(views))
    }

    fn visit_view(&self, ix: u32, attached: &Attached) -> Option<VisitView> {
        let text = |id| self.book.text(Table::Visit, ix, id).to_owned();
        let (row, kind) = (self.book.row_id(Table::Visit, ix), self.visit_kind(ix)?);
        let history = |id| self.book.state.history(cell(Table::Visit, row, id));
        let saves: HashSet<_> = written(kind).flat_map(history).map(|entry| entry.save).collect();
        Some(VisitView {
            id: row.0,
            kind,
            date: text(field::DATE),
            people: text(field::PEOPLE),
            content: text(field::CONTENT),
            evidence: self.has_evidence(ix, attached),
            corrected: saves.len().saturating_sub(1) as u32,
        })
    }

    /// The turns of this school year in which the duties of a kind of visit fell short.
    fn short_turns(&self, kind: VisitKind, child: u32, now: &Now) -> Vec<Period> {
        let year = SchoolYear::containing(Self::today(now));
        let attached = self.attached();
        let visits = self.visits_to(child).into_iter().filter_map(|ix| self.record(ix, &attached)).collect();
        let recorded = Records::from([(child, visits)]);
        let mut short: Vec<Period> = Vec::new();
        for rule in self.rules().iter().filter(|rule| rule.kinds.contains(&kind) && rule.cycle == Cycle::Month) {
            let mut under = self.under(rule);
            under.retain(|one, _| *one == child);
            let chart = self.chart(rule, year, &under, &recorded, now);
            let of_child = chart.rows.iter().flat_map(|row| chart.turns.iter().zip(&row.progress));
            short.extend(of_child.filter(|(_, p)| is_missing(p.standing)).map(|(turn, _)| turn.period));
        }
        short.sort_unstable();
        short.dedup();
        short
    }
}

/// The fields that a form of this kind writes.
fn written(kind: VisitKind) -> impl Iterator<Item = u16> {
    kind.questions().map(|question| question.id).chain([field::MAKES_GOOD])
}

fn is_missing(standing: ledger::duty::Standing) -> bool {
    matches!(standing, ledger::duty::Standing::Short | ledger::duty::Standing::Excused)
}
