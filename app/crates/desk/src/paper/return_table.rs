//! 劝返对象统计表 (伊川县 2019, 附件1), counted from the cases and from the checked names of the ministry's list: by unit, who is
//! still to be brought back.
//!
//! The county's form has two columns: found in earlier years, and found this year on the ministry's list. It leaves out
//! children of registered poor households, who are in another table. Whoever is in neither is named in a line below, so
//! that the form hides nobody.

use std::collections::{BTreeSet, HashMap, HashSet};

use ledger::case::{CaseList, Origin, ReturnRow, ReturnTable};
use ledger::date::Date;
use ledger::docket::{Docket, is_poor, is_to_be_returned};
use ledger::field::Field;
use ledger::group::Group;
use ledger::schema::{Table, case, docket as f};
use print::form::return_table;
use print::{Align, Block, Document};

use crate::Desk;
use crate::docket::{Line, person_key};
use crate::step::Now;

/// Where a child is counted whose school nobody wrote.
const UNNAMED: &str = "（未填学校）";

/// Someone of a list: what tells the person from others, and which of those of one name.
type Person = (String, u32);

impl Desk {
    /// The table of a year. A name of the suspects' docket is counted where it was checked until a case has its last word;
    /// the list of an earlier year is what is carried over.
    pub(super) fn return_table(&self, year: u16, now: &Now) -> Document {
        let calendar = self.case_calendar(now);
        let mut table = Units::default();
        // Units in the order of the lists, which is the county's; then the schools of the roster.
        for line in self.docket_lines_of(Docket::Suspect) {
            table.unit(line.get(f::UNIT));
        }
        for school in self.schools() {
            table.unit(&school);
        }
        // Whom a case has counted, or found elsewhere since a day; a case not yet confirmed leaves it to the line.
        let mut told: HashMap<u32, Option<Date>> = HashMap::new();
        for file in self.case_files() {
            let state = file.state(&calendar);
            let dropped = CaseList::Dropped.holds(&state);
            if dropped || !state.stage.is_out() {
                told.insert(file.child, (!dropped).then_some(state.since));
            }
            if !dropped {
                continue;
            }
            let row = self.row(file.child);
            let origin =
                self.book.find(Table::Case, file.row).map_or("", |ix| self.book.text(Table::Case, ix, case::ORIGIN));
            let found = (file.opened.year(), origin == Origin::Suspected.key());
            table.count(row.get(Field::School), Group::Poverty.holds(&row), found, year);
        }
        let mut counted: HashSet<Person> = HashSet::new();
        for (listed, person, line) in self.suspects_by_list() {
            let answer = |id| line.get(id);
            if !is_to_be_returned(answer) {
                continue;
            }
            let checked = Date::parse_iso(line.get(f::VERIFIED_ON)).unwrap_or(listed);
            let case = self.child_of_line(line).and_then(|child| told.get(&child));
            if case.is_none_or(|since| since.is_some_and(|day| day < checked)) && counted.insert(person) {
                table.count(line.get(f::UNIT), is_poor(answer), (listed.year(), true), year);
            }
        }
        table.document(year)
    }

    /// The lines of the ministry's lists with their day, the earliest list first, and who each is about: a child that two
    /// lists name is one child, and two of one name in one list are two.
    fn suspects_by_list(&self) -> Vec<(Date, Person, Line<'_>)> {
        let mut lines: Vec<(Date, Line<'_>)> = self
            .docket_lines_of(Docket::Suspect)
            .filter_map(|line| Some((Date::parse_iso(line.get(f::OPENED))?, line)))
            .collect();
        lines.sort_by_key(|(listed, _)| *listed);
        let mut met: HashMap<(Date, String), u32> = HashMap::new();
        let mut found = Vec::with_capacity(lines.len());
        for (listed, line) in lines {
            let known = self.child_of_line(line).map_or("", |child| self.row(child).get(Field::IdNumber));
            let number = if line.get(f::ID_NUMBER).is_empty() { known } else { line.get(f::ID_NUMBER) };
            let key = person_key(line.get(f::NAME), number, line.get(f::UNIT));
            let nth = met.entry((listed, key.clone())).or_default();
            *nth += 1;
            let nth = if key == number { 1 } else { *nth };
            found.push((listed, (key, nth), line));
        }
        found
    }

    /// The same with units and no numbers, to be filled in.
    pub(super) fn blank_return_table(&self, year: u16) -> Document {
        let mut table = Units::default();
        self.schools().iter().for_each(|school| table.unit(school));
        table.document(year)
    }

    /// The schools of the roster, by name.
    pub(crate) fn schools(&self) -> BTreeSet<String> {
        let children = self.book.live(Table::Child).into_iter();
        let schools = children.map(|ix| self.row(ix).get(Field::School).to_owned());
        schools.filter(|school| !school.is_empty()).collect()
    }
}

/// The units of the table, in order, with whoever stands in neither column.
#[derive(Default)]
struct Units {
    rows: Vec<ReturnRow>,
    at: HashMap<String, usize>,
    poor: u32,
    others: u32,
}

impl Units {
    fn unit(&mut self, name: &str) {
        self.place(name);
    }

    fn place(&mut self, name: &str) -> Option<&mut ReturnRow> {
        let name = if name.is_empty() { UNNAMED } else { name };
        let at = *self.at.entry(name.to_owned()).or_insert_with(|| {
            self.rows.push(ReturnRow { unit: name.to_owned(), carried_over: None, new: None });
            self.rows.len() - 1
        });
        self.rows.get_mut(at)
    }

    /// Counts a child that was found in a year, on the ministry's list or otherwise.
    fn count(&mut self, unit: &str, poor: bool, (found, listed): (u16, bool), year: u16) {
        if found > year {
            return;
        }
        if poor {
            self.poor += 1;
            return;
        }
        if found == year && !listed {
            self.others += 1;
            return;
        }
        let Some(row) = self.place(unit) else { return };
        let cell = if found < year { &mut row.carried_over } else { &mut row.new };
        *cell = Some(cell.unwrap_or(0) + 1);
    }

    fn document(self, year: u16) -> Document {
        let mut document = return_table::document(&ReturnTable { year, rows: self.rows }, "附件1");
        let left_out = [(self.others, "本年其他来源的辍学学生"), (self.poor, "建档立卡（脱贫户、监测户）辍学学生")];
        let words: Vec<String> =
            left_out.iter().filter(|(n, _)| *n > 0).map(|(n, who)| format!("{who} {n} 人")).collect();
        if let (Some(sheet), false) = (document.sheets.last_mut(), words.is_empty()) {
            let note = format!("注：{}未列入本表。", words.join("，"));
            sheet.blocks.push(Block::lines(Align::Left, note));
        }
        document
    }
}
