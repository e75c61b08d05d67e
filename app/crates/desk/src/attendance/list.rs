//! A list of absences into the record: what it would bring, and keeping that as one save.

use std::collections::{HashMap, HashSet};

use ledger::attendance::list::{AbsenceRow, Wrong, read};
use ledger::case::Leave;
use ledger::child::Child;
use ledger::clean::clean_cell;
use ledger::date::Date;
use ledger::field::Field;
use ledger::grade::contradicts;
use ledger::name::normalise_name;
use ledger::schema::{Table, absence};
use sync::{SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::cell;
use crate::message::attendance::{AbsencesView, AttendanceAnswer};
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// Absences shown before they are kept.
const SHOWN: usize = 50;

/// What the rows of a list come to.
#[derive(Default)]
struct Sorted {
    rows: u32,
    new: Vec<(u32, Date, Leave)>,
    changed: Vec<(u32, Date, Leave)>,
    known: u32,
    there: u32,
    wrong: Vec<(u32, String, Wrong)>,
}

impl Sorted {
    /// What keeping the list would write.
    fn written(&self) -> impl Iterator<Item = &(u32, Date, Leave)> {
        self.new.iter().chain(&self.changed)
    }
}

impl Desk {
    pub(super) fn read_absences(&self, rows: &[Vec<String>], now: &Now) -> Step {
        let Some(sorted) = self.sort_absences(rows, now) else { return Step::answer(AttendanceAnswer::NoHeads) };
        let calendar = self.case_calendar(now);
        let free = sorted.new.iter().filter(|(_, day, _)| !calendar.is_school_day(*day)).count();
        let line = |(child, day, leave): &(u32, Date, Leave)| {
            (self.person_view(*child), day.to_string(), leave.text().to_owned())
        };
        Step::answer(AttendanceAnswer::List(AbsencesView {
            rows: sorted.rows,
            first: sorted.written().take(SHOWN).map(line).collect(),
            new: sorted.new.len() as u32,
            changed: sorted.changed.len() as u32,
            known: sorted.known,
            there: sorted.there,
            free: free as u32,
            wrong: sorted.wrong,
        }))
    }

    pub(super) fn keep_absences(&self, rows: &[Vec<String>], now: &Now) -> Step {
        let Some(sorted) = self.sort_absences(rows, now) else { return Step::answer(AttendanceAnswer::NoHeads) };
        let mut save = SaveBuilder::new();
        for (child, day, leave) in sorted.written() {
            let id = self.book.row_id(Table::Child, *child);
            let row = self.absence_row(id, *day);
            self.book.revive(Table::Absence, row, &mut save);
            save.set(cell(Table::Absence, row, absence::CHILD), ValueRef::Row(id));
            save.set(cell(Table::Absence, row, absence::DATE), ValueRef::Text(&day.to_string()));
            save.set(cell(Table::Absence, row, absence::LEAVE), ValueRef::Text(leave.key()));
        }
        let detail = format!("导入缺勤 {} 人次", sorted.written().count());
        self.keep(&save, Action::Attendance, &detail, now, Self::care_saved())
    }

    fn sort_absences(&self, rows: &[Vec<String>], now: &Now) -> Option<Sorted> {
        let (rows, today, known) = (read(rows)?, Self::today(now), self.known_children());
        let mut sorted = Sorted { rows: rows.len() as u32, ..Sorted::default() };
        let mut met: HashSet<(u32, Date)> = HashSet::new();
        for row in rows {
            let found = match row.day {
                None => Err(Wrong::NoDay),
                Some(day) if day > today => Err(Wrong::Future),
                Some(day) => known.find(self, &row).map(|child| (child, day)),
            };
            let taken = found.and_then(|key| if met.insert(key) { Ok(key) } else { Err(Wrong::Repeated) });
            match (taken, row.leave) {
                (Err(why), _) => sorted.wrong.push((row.row, row.name, why)),
                (Ok(_), None) => sorted.there += 1,
                (Ok((child, day)), Some(leave)) => match self.leave_on(child, day) {
                    None => sorted.new.push((child, day, leave)),
                    // A list that does not know takes nothing away from what is known.
                    Some(before) if before == leave || leave == Leave::Unknown => sorted.known += 1,
                    Some(_) => sorted.changed.push((child, day, leave)),
                },
            }
        }
        Some(sorted)
    }

    fn known_children(&self) -> Known {
        let mut known = Known::default();
        for ix in self.book.live(Table::Child) {
            let row = self.row(ix);
            let number = row.get(Field::IdNumber);
            if !number.is_empty() {
                known.by_number.entry(number.to_owned()).or_default().push(ix);
            }
            known.by_name.entry(normalise_name(row.get(Field::Name)).key.into_owned()).or_default().push(ix);
        }
        known
    }
}

/// The children of the roster, by number and by name.
#[derive(Default)]
struct Known {
    by_number: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, Vec<u32>>,
}

impl Known {
    /// The one child a row means: by its number, else by its name, else by its name within its class.
    fn find(&self, desk: &Desk, row: &AbsenceRow) -> Result<u32, Wrong> {
        let number = clean_cell(Field::IdNumber, &row.number, false, false).text.into_owned();
        if !number.is_empty() {
            return match self.by_number.get(&number).map(Vec::as_slice) {
                Some([one]) => Ok(*one),
                Some(_) => Err(Wrong::Several),
                None => Err(Wrong::Nobody),
            };
        }
        let named = self.by_name.get(normalise_name(&row.name).key.as_ref()).ok_or(Wrong::Nobody)?;
        if let [one] = named.as_slice() {
            let differs = contradicts(&row.class, &desk.row(*one).grade_class());
            return if differs { Err(Wrong::OtherClass) } else { Ok(*one) };
        }
        if row.class.is_empty() {
            return Err(Wrong::Several);
        }
        let texts = [(Field::Class, row.class.as_str())];
        let cleaned: HashMap<Field, String> = texts
            .into_iter()
            .map(|(field, raw)| (field, clean_cell(field, raw, false, false).text.into_owned()))
            .collect();
        let class = cleaned.grade_class();
        let of_class: Vec<u32> = named.iter().copied().filter(|ix| desk.row(*ix).grade_class() == class).collect();
        match of_class.as_slice() {
            [one] => Ok(*one),
            _ => Err(Wrong::Several),
        }
    }
}
