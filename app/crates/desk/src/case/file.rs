//! A case as the state of the ledger holds it: its steps and the visits that belong to it, and what follows from them.

use std::collections::HashMap;

use ledger::calendar::Calendar;
use ledger::case::{Event, OBSERVATION_DAYS, Observation, State, StepKind};
use ledger::date::Date;
use ledger::schema::{Table, case, notice, step, visit};
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, ValueRef};

use crate::Desk;
use crate::book::hex;
use crate::step::Now;

/// School years before this one whose days a case may count.
const YEARS_BACK: u16 = 3;

/// The case of a child.
#[derive(Clone, Debug)]
pub(crate) struct CaseFile {
    /// The child's index.
    pub(crate) child: u32,
    /// The row of the case.
    pub(crate) row: RowId,
    /// The day it was opened.
    pub(crate) opened: Date,
    /// Its steps that are not struck, and the persuasion visits since it was opened.
    pub(crate) events: Vec<Event>,
    /// The days of home visits since it was opened.
    pub(super) home_visits: Vec<Date>,
    /// Its notices.
    pub(crate) notices: Vec<u32>,
}

impl CaseFile {
    pub(crate) fn state(&self, calendar: &Calendar) -> State {
        State::of(self.opened, &self.events, observation(calendar))
    }
}

/// The time of observation as the county's calendar counts it.
pub(super) fn observation(calendar: &Calendar) -> Observation<'_> {
    Observation { school_days: OBSERVATION_DAYS, calendar }
}

impl Desk {
    /// The row of a child's case: one, so that two machines that open it meet there.
    pub(super) fn case_row(&self, child: RowId) -> RowId {
        RowId::natural(&self.book.identity.row_key, "case", &hex(child))
    }

    /// The calendar by which cases count school days.
    pub(crate) fn case_calendar(&self, now: &Now) -> Calendar {
        let year = SchoolYear::containing(Self::today(now)).0;
        (year.saturating_sub(YEARS_BACK)..=year.saturating_add(1))
            .fold(self.calendar(now), |calendar, year| calendar.reaching(SchoolYear(year)))
    }

    /// The case of a child, if it has one.
    pub(crate) fn case_file(&self, child: u32) -> Option<CaseFile> {
        let row = self.case_row(self.book.row_id(Table::Child, child));
        let mut file = self.empty_file(self.book.find(Table::Case, row)?)?;
        file.events = self.steps_of(row).into_iter().filter_map(|ix| self.step_event(ix, file.opened)).collect();
        self.visits_to(child).into_iter().for_each(|ix| self.take_visit(ix, &mut file));
        file.notices = self.owned(Table::Notice, notice::CASE).filter(|(_, of)| *of == row).map(|(ix, _)| ix).collect();
        Some(file)
    }

    /// Every case, with its events.
    pub(crate) fn case_files(&self) -> Vec<CaseFile> {
        let mut files: Vec<CaseFile> =
            self.book.live(Table::Case).into_iter().filter_map(|ix| self.empty_file(ix)).collect();
        let by_row: HashMap<RowId, usize> = files.iter().enumerate().map(|(at, file)| (file.row, at)).collect();
        let by_child: HashMap<RowId, usize> =
            files.iter().enumerate().map(|(at, file)| (self.book.row_id(Table::Child, file.child), at)).collect();
        for (ix, owner) in self.owned(Table::Step, step::CASE) {
            let Some(file) = by_row.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            file.events.extend(self.step_event(ix, file.opened));
        }
        for (ix, owner) in self.owned(Table::Visit, visit::CHILD) {
            let Some(file) = by_child.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            self.take_visit(ix, file);
        }
        for (ix, owner) in self.owned(Table::Notice, notice::CASE) {
            let Some(file) = by_row.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            file.notices.push(ix);
        }
        files
    }

    /// The steps of a case that are not struck.
    pub(crate) fn steps_of(&self, case: RowId) -> Vec<u32> {
        self.owned(Table::Step, step::CASE).filter(|(_, owner)| *owner == case).map(|(ix, _)| ix).collect()
    }

    /// The rows of a table that are there, each with the row it belongs to.
    fn owned(&self, table: Table, owner: u16) -> impl Iterator<Item = (u32, RowId)> {
        let rows = self.book.table(table).and_then(|table| Some((table, table.column(FieldId(owner))?)));
        rows.into_iter().flat_map(|(table, column)| {
            table.live().filter_map(move |ix| match column.get(ix) {
                ValueRef::Row(row) => Some((ix, row)),
                _ => None,
            })
        })
    }

    fn empty_file(&self, ix: u32) -> Option<CaseFile> {
        let ValueRef::Row(child) = self.book.table(Table::Case)?.column(FieldId(case::CHILD))?.get(ix) else {
            return None;
        };
        let opened = Date::parse_iso(self.book.text(Table::Case, ix, case::OPENED)).unwrap_or(Date::MIN);
        let child = self.book.find(Table::Child, child)?;
        Some(CaseFile {
            child,
            row: self.book.row_id(Table::Case, ix),
            opened,
            events: Vec::new(),
            home_visits: Vec::new(),
            notices: Vec::new(),
        })
    }

    fn step_event(&self, ix: u32, opened: Date) -> Option<Event> {
        let kind = StepKind::from_key(self.book.text(Table::Step, ix, step::KIND))?;
        let answer = |id| self.book.text(Table::Step, ix, id);
        Some(Event::of_step(self.book.row_id(Table::Step, ix), kind, answer, opened))
    }

    /// Takes a visit into the file, if it was made since the case was opened.
    fn take_visit(&self, ix: u32, file: &mut CaseFile) {
        let answer = |id| self.book.text(Table::Visit, ix, id);
        match VisitKind::from_key(answer(visit::KIND)) {
            Some(VisitKind::Persuasion) => {
                let event = Event::of_visit(self.book.row_id(Table::Visit, ix), answer, file.opened);
                file.events.extend((event.day >= file.opened).then_some(event));
            }
            Some(VisitKind::HomeVisit) => {
                let day = Date::parse_iso(answer(visit::DATE)).filter(|day| *day >= file.opened);
                file.home_visits.extend(day);
            }
            _ => {}
        }
    }
}
