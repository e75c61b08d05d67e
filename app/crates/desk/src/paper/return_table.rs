//! 劝返对象统计表 (伊川县 2019, 附件1), counted from the cases: by school, who is still to be brought back.
//!
//! The county's form has two columns: found in earlier years, and found this year on the ministry's list. It leaves out
//! children of registered poor households, who are in another table. Whoever is in neither is named in a line below, so
//! that the form hides nobody.

use std::collections::BTreeMap;

use ledger::case::{CaseList, Origin, ReturnRow, ReturnTable};
use ledger::field::Field;
use ledger::group::Group;
use ledger::schema::{Table, case};
use print::form::return_table;
use print::{Align, Block, Document};

use crate::Desk;
use crate::step::Now;

impl Desk {
    pub(super) fn return_table(&self, now: &Now) -> Document {
        let (calendar, year) = (self.case_calendar(now), Self::today(now).year());
        let mut units: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for child in self.book.live(Table::Child) {
            units.entry(self.row(child).get(Field::School)).or_default();
        }
        let (mut poor, mut others) = (0u32, 0u32);
        for file in self.case_files() {
            if !CaseList::Dropped.holds(&file.state(&calendar)) {
                continue;
            }
            let row = self.row(file.child);
            let origin =
                self.book.find(Table::Case, file.row).map_or("", |ix| self.book.text(Table::Case, ix, case::ORIGIN));
            let unit = units.entry(row.get(Field::School)).or_default();
            if Group::Poverty.holds(&row) {
                poor += 1;
            } else if file.opened.year() < year {
                unit.0 += 1;
            } else if origin == Origin::Suspected.key() {
                unit.1 += 1;
            } else {
                others += 1;
            }
        }
        let some = |n: u32| (n > 0).then_some(n);
        let row = |(unit, (carried_over, new)): (&str, (u32, u32))| ReturnRow {
            unit: if unit.is_empty() { "（未填学校）" } else { unit }.to_owned(),
            carried_over: some(carried_over),
            new: some(new),
        };
        let mut document =
            return_table::document(&ReturnTable { year, rows: units.into_iter().map(row).collect() }, "");
        let left_out = [(others, "本年其他来源的辍学学生"), (poor, "建档立卡（脱贫户、监测户）辍学学生")];
        let words: Vec<String> =
            left_out.iter().filter(|(n, _)| *n > 0).map(|(n, who)| format!("{who} {n} 人")).collect();
        if let (Some(sheet), false) = (document.sheets.last_mut(), words.is_empty()) {
            let note = format!("注：{}未列入本表。", words.join("，"));
            sheet.blocks.push(Block::lines(Align::Left, note));
        }
        document
    }
}
