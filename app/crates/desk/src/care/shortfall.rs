//! A turn that ended short is closed with a reason and a day by which it will be made good, never silently.

use ledger::date::Date;
use ledger::duty::{Closing, Period, Rule};
use ledger::form::Fault;
use ledger::schema::{Table, shortfall};
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{cell, hex};
use crate::message::care::CareAnswer;
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn shortfalls(&self, rule: &Rule) -> Vec<((u32, Period), Closing)> {
        let Some(table) = self.book.table(Table::Shortfall) else { return Vec::new() };
        let closed = |ix| {
            let text = |id| self.book.text(Table::Shortfall, ix, id);
            if text(shortfall::DUTY) != rule.key {
                return None;
            }
            let ValueRef::Row(row) = table.column(FieldId(shortfall::SUBJECT))?.get(ix) else { return None };
            let subject = self.subject(rule.owed.about(), row.0)?;
            let make_up = Date::parse_iso(text(shortfall::MAKE_UP))?;
            Some(((subject.ix, Period::parse(text(shortfall::PERIOD))?), Closing { make_up }))
        };
        table.live().filter_map(closed).collect()
    }

    pub(super) fn close_short(
        &self,
        duty: &str,
        whom: Id,
        period: &str,
        reason: &str,
        make_up: &str,
        now: &Now,
    ) -> Step {
        let Some(rule) = self.rule(duty) else { return Step::answer(Refusal::Gone) };
        let (Some(subject), Some(turn)) = (self.subject(rule.owed.about(), whom), Period::parse(period)) else {
            return Step::answer(Refusal::Gone);
        };
        let day = Date::parse_iso(make_up);
        let faults = [
            (shortfall::REASON, reason.is_empty().then_some(Fault::Needed)),
            (
                shortfall::MAKE_UP,
                match day {
                    _ if make_up.is_empty() => Some(Fault::Needed),
                    None => Some(Fault::NotADate),
                    Some(day) if day < Self::today(now) => Some(Fault::EndsBeforeStart),
                    // A day years away would be no day at all.
                    Some(day) if day > SchoolYear::containing(Self::today(now)).last_day() => Some(Fault::TooLate),
                    Some(_) => None,
                },
            ),
        ];
        let faults: Vec<_> = faults.into_iter().filter_map(|(id, fault)| Some((id, fault?))).collect();
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let whom = RowId(whom);
        let name = format!("{duty}/{}/{turn}", hex(whom));
        let row = RowId::natural(&self.book.identity.row_key, "shortfall", &name);
        let mut save = SaveBuilder::new();
        self.book.revive(Table::Shortfall, row, &mut save);
        let mut set = |id, value: ValueRef<'_>| save.set(cell(Table::Shortfall, row, id), value);
        set(shortfall::DUTY, ValueRef::Text(duty));
        set(shortfall::SUBJECT, ValueRef::Row(whom));
        set(shortfall::PERIOD, ValueRef::Text(period));
        set(shortfall::REASON, ValueRef::Text(reason));
        set(shortfall::MAKE_UP, ValueRef::Text(make_up));
        let detail = format!("{} {} {}", rule.name, self.subject_view(subject).name, turn.label());
        self.keep(&save, Action::Duty, &detail, now, Self::care_saved())
    }
}
