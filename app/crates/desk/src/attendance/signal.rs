//! Who has not come for long: the signal by which a case is opened.

use std::collections::{BTreeSet, HashMap};

use ledger::attendance::{Streak, streak};
use ledger::calendar::Calendar;
use ledger::case::{CaseList, Leave};
use ledger::date::Date;
use ledger::schema::{Table, absence};
use sync::{FieldId, ValueRef};

use crate::Desk;
use crate::message::attendance::AwayView;
use crate::step::Now;

/// Absences of a child, by day.
type Absences = HashMap<Date, Leave>;

impl Desk {
    /// Children who have been away without leave, the longest first; `open` are those with an open case.
    pub(crate) fn away(&self, open: &BTreeSet<u32>, now: &Now) -> Vec<AwayView> {
        let (calendar, today) = (self.case_calendar(now), Self::today(now));
        let view = |(child, absences): (u32, Absences)| {
            let Streak { first, days } = self.streak_of(child, &absences, &calendar, today)?;
            let case = open.contains(&child);
            Some(AwayView { person: self.person_view(child), first: first.to_string(), days, case })
        };
        let mut away: Vec<AwayView> = self.absences(None).into_iter().filter_map(view).collect();
        away.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.person.name.cmp(&b.person.name)));
        away
    }

    /// The children with a case that is not closed.
    pub(crate) fn open_cases(&self, now: &Now) -> BTreeSet<u32> {
        let cases = self.standing_cases(now);
        cases.iter().filter(|(_, state)| CaseList::Open.holds(state)).map(|(file, _)| file.child).collect()
    }

    /// The first day of the absence that lasts until now.
    pub(crate) fn first_away(&self, child: u32, now: &Now) -> Option<Date> {
        let absences = self.absences(Some(child)).remove(&child)?;
        Some(self.streak_of(child, &absences, &self.case_calendar(now), Self::today(now))?.first)
    }

    fn streak_of(&self, child: u32, absences: &Absences, calendar: &Calendar, today: Date) -> Option<Streak> {
        let class = self.class_of(child)?;
        let recorded = |day: Date| {
            let away = absences.get(&day).copied();
            away.map(Some).or_else(|| self.called(&class, day).then_some(None))
        };
        streak(recorded, calendar, today)
    }

    /// Every absence, or those of one child, by child.
    fn absences(&self, only: Option<u32>) -> HashMap<u32, Absences> {
        let mut found: HashMap<u32, Absences> = HashMap::new();
        let Some(table) = self.book.table(Table::Absence) else { return found };
        let Some(column) = table.column(FieldId(absence::CHILD)) else { return found };
        let wanted: BTreeSet<_> = only.map(|child| self.book.row_id(Table::Child, child)).into_iter().collect();
        for ix in table.live() {
            let ValueRef::Row(child) = column.get(ix) else { continue };
            if !wanted.is_empty() && !wanted.contains(&child) {
                continue;
            }
            let text = |id| self.book.text(Table::Absence, ix, id);
            let known = Leave::from_key(text(absence::LEAVE)).zip(Date::parse_iso(text(absence::DATE)));
            if let (Some(child), Some((leave, day))) = (self.book.find(Table::Child, child), known) {
                found.entry(child).or_default().insert(day, leave);
            }
        }
        found
    }
}
