//! Calling the roll: only exceptions are written.

use std::collections::BTreeMap;

use ledger::case::Leave;
use ledger::date::Date;
use ledger::schema::{Table, absence, roll_call};
use sync::{RowId, SaveBuilder, ValueRef};

use super::BETWEEN;
use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::attendance::{AttendanceAnswer, ClassView, ClassesView, RollView};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn classes(&self, date: &str, now: &Now) -> Step {
        let Some(day) = self.roll_day(date, now) else { return Step::answer(AttendanceAnswer::BadDay) };
        let mut sizes: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for child in self.book.live(Table::Child) {
            let Some(class) = self.class_of(child) else { continue };
            let size = sizes.entry(class).or_default();
            size.0 += 1;
            size.1 += u32::from(self.leave_on(child, day).is_some());
        }
        let class = |(key, (children, away)): (String, (u32, u32))| {
            let (school, name) = key.rsplit_once(BETWEEN).unwrap_or(("", &key));
            let (school, name, called) = (school.to_owned(), name.to_owned(), self.called(&key, day));
            ClassView { key, school, name, children, called, away }
        };
        let view = ClassesView {
            date: day.to_string(),
            school_day: self.case_calendar(now).is_school_day(day),
            classes: sizes.into_iter().map(class).collect(),
            away: self.away(&self.open_cases(now), now),
        };
        Step::answer(AttendanceAnswer::Classes(view))
    }

    pub(super) fn roll(&self, class: &str, date: &str, now: &Now) -> Step {
        let Some(day) = self.roll_day(date, now) else { return Step::answer(AttendanceAnswer::BadDay) };
        let children = self.children_of(class);
        if children.is_empty() {
            return Step::answer(Refusal::Gone);
        }
        let leave = |child: &u32| self.leave_on(*child, day).map_or("", Leave::key).to_owned();
        let mut children: Vec<_> = children.iter().map(|child| (self.person_view(*child), leave(child))).collect();
        children.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        let (class, called) = (class.to_owned(), self.called(class, day));
        Step::answer(AttendanceAnswer::Roll(RollView { class, date: day.to_string(), called, children }))
    }

    pub(super) fn keep_roll(&self, class: &str, date: &str, changed: &[(Id, String)], now: &Now) -> Step {
        let Some(day) = self.roll_day(date, now) else { return Step::answer(AttendanceAnswer::BadDay) };
        let children = self.children_of(class);
        let mut save = SaveBuilder::new();
        if !self.called(class, day) {
            let row = self.roll_row(class, day);
            self.book.revive(Table::RollCall, row, &mut save);
            save.set(cell(Table::RollCall, row, roll_call::CLASS), ValueRef::Text(class));
            save.set(cell(Table::RollCall, row, roll_call::DATE), ValueRef::Text(&day.to_string()));
            save.set(cell(Table::RollCall, row, roll_call::BY), text_value(self.person()));
        }
        for child in children {
            let id = self.book.row_id(Table::Child, child);
            let Some((_, key)) = changed.iter().find(|(one, _)| RowId(*one) == id) else { continue };
            let leave = Leave::from_key(key);
            if leave != self.leave_on(child, day) {
                let row = self.absence_row(id, day);
                self.book.revive(Table::Absence, row, &mut save);
                save.set(cell(Table::Absence, row, absence::CHILD), ValueRef::Row(id));
                save.set(cell(Table::Absence, row, absence::DATE), ValueRef::Text(&day.to_string()));
                save.set(cell(Table::Absence, row, absence::LEAVE), text_value(leave.map_or("", Leave::key)));
            }
        }
        let detail = format!("{} {day}", class.replace(BETWEEN, " "));
        self.keep(&save, Action::Attendance, &detail, now, Self::care_saved())
    }

    pub(crate) fn children_of(&self, class: &str) -> Vec<u32> {
        let mut children = self.book.live(Table::Child);
        children.retain(|child| self.class_of(*child).as_deref() == Some(class));
        children
    }

    /// Why a child was not there on a day, if it was not.
    pub(super) fn leave_on(&self, child: u32, day: Date) -> Option<Leave> {
        let row = self.absence_row(self.book.row_id(Table::Child, child), day);
        Leave::from_key(self.book.text(Table::Absence, self.book.find(Table::Absence, row)?, absence::LEAVE))
    }
}
