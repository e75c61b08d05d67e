//! A case as the state of the ledger holds it: its steps and the visits that belong to it, and what follows from them.

use std::collections::HashMap;

use ledger::calendar::Calendar;
use ledger::case::{CaseList, Event, OBSERVATION_DAYS, Observation, State, StepKind};
use ledger::date::Date;
use ledger::schema::{Table, case, notice, step, visit};
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, ValueRef};

use crate::Desk;
use crate::book::hex;
use crate::care::no_end;
use crate::step::Now;

/// School years before this one whose days a case may count.
const YEARS_BACK: u16 = 3;

/// The case of a child: what is in it says since when it is open.
#[derive(Clone, Debug)]
pub(crate) struct CaseFile {
    /// The child's index.
    pub(crate) child: u32,
    /// The row of the case.
    pub(crate) row: RowId,
    /// The day of its first step: derived, so that two machines which opened it offline agree.
    pub(crate) opened: Date,
    /// The day from which visits belong to it: the first absent day, if that was earlier.
    from: Date,
    /// Its steps that are not struck, and the persuasion visits since it was opened.
    pub(crate) events: Vec<Event>,
    /// The home visits since the child was first missed, with their days.
    pub(crate) home_visits: Vec<(Date, u32)>,
    /// Every other visit since then, persuasion excepted.
    pub(crate) other_visits: Vec<(Date, VisitKind, u32)>,
    /// Its notices.
    pub(crate) notices: Vec<u32>,
}

impl Default for CaseFile {
    fn default() -> CaseFile {
        let last = no_end();
        CaseFile {
            child: 0,
            row: RowId::default(),
            opened: last,
            from: last,
            events: Vec::new(),
            home_visits: Vec::new(),
            other_visits: Vec::new(),
            notices: Vec::new(),
        }
    }
}

impl CaseFile {
    fn is_there(&self) -> bool {
        !self.events.is_empty() || !self.notices.is_empty()
    }

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
    pub(crate) fn case_row(&self, child: RowId) -> RowId {
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
        let mut file = self.empty_file(self.book.table(Table::Case)?.index_of(&row)?)?;
        self.steps_of(row).into_iter().for_each(|ix| self.take_step(ix, &mut file));
        let notices = self.owned(Table::Notice, notice::CASE).filter(|(_, of)| *of == row);
        notices.for_each(|(ix, _)| self.take_notice(ix, &mut file));
        self.visits_to(child).into_iter().for_each(|ix| self.take_visit(ix, &mut file));
        file.is_there().then_some(file)
    }

    /// Every case, with its events.
    pub(crate) fn case_files(&self) -> Vec<CaseFile> {
        let rows = self.book.table(Table::Case).map_or(0, sync::Table::len) as u32;
        let mut files: Vec<CaseFile> = (0..rows).filter_map(|ix| self.empty_file(ix)).collect();
        let by_row: HashMap<RowId, usize> = files.iter().enumerate().map(|(at, file)| (file.row, at)).collect();
        let by_child: HashMap<RowId, usize> =
            files.iter().enumerate().map(|(at, file)| (self.book.row_id(Table::Child, file.child), at)).collect();
        for (ix, owner) in self.owned(Table::Step, step::CASE) {
            let Some(file) = by_row.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            self.take_step(ix, file);
        }
        for (ix, owner) in self.owned(Table::Notice, notice::CASE) {
            let Some(file) = by_row.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            self.take_notice(ix, file);
        }
        // After the steps: they say since when a visit belongs to the case.
        for (ix, owner) in self.owned(Table::Visit, visit::CHILD) {
            let Some(file) = by_child.get(&owner).and_then(|at| files.get_mut(*at)) else { continue };
            self.take_visit(ix, file);
        }
        files.retain(CaseFile::is_there);
        files
    }

    /// Whether a child has a case that is not closed.
    pub(crate) fn has_open_case(&self, child: u32, now: &Now) -> bool {
        let file = self.case_file(child);
        file.is_some_and(|file| CaseList::Open.holds(&file.state(&self.case_calendar(now))))
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

    /// A case without what is in it. Whether the row is deleted says nothing: a case is there as long as something is in
    /// it, also when the save that opened it was taken back.
    fn empty_file(&self, ix: u32) -> Option<CaseFile> {
        let ValueRef::Row(child) = self.book.table(Table::Case)?.column(FieldId(case::CHILD))?.get(ix) else {
            return None;
        };
        let child = self.book.find(Table::Child, child)?;
        Some(CaseFile { child, row: self.book.row_id(Table::Case, ix), ..CaseFile::default() })
    }

    fn take_step(&self, ix: u32, file: &mut CaseFile) {
        let answer = |id| self.book.text(Table::Step, ix, id);
        let Some(kind) = StepKind::from_key(answer(step::KIND)) else { return };
        // A step is kept only with its day.
        let event = Event::of_step(self.book.row_id(Table::Step, ix), kind, answer, Date::MIN);
        let first = Date::parse_iso(answer(step::FIRST_ABSENT)).map_or(event.day, |first| first.min(event.day));
        file.opened = file.opened.min(event.day);
        file.from = file.from.min(first);
        file.events.push(event);
    }

    fn take_notice(&self, ix: u32, file: &mut CaseFile) {
        let issued = Date::parse_iso(self.book.text(Table::Notice, ix, notice::ISSUED));
        file.opened = issued.map_or(file.opened, |day| day.min(file.opened));
        file.notices.push(ix);
    }

    /// Takes a visit into the file, if it was made since the child was first missed.
    fn take_visit(&self, ix: u32, file: &mut CaseFile) {
        let answer = |id| self.book.text(Table::Visit, ix, id);
        let Some(day) = Date::parse_iso(answer(visit::DATE)).filter(|day| *day >= file.from) else { return };
        match VisitKind::from_key(answer(visit::KIND)) {
            Some(VisitKind::Persuasion) => {
                // Before the first step there was no case to be told of.
                let event = Event::of_visit(self.book.row_id(Table::Visit, ix), answer, day);
                file.opened = file.opened.min(day);
                file.events.push(event);
            }
            Some(VisitKind::HomeVisit) => file.home_visits.push((day, ix)),
            Some(kind) => file.other_visits.push((day, kind, ix)),
            None => {}
        }
    }
}
