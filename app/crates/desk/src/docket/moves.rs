//! 流动生 that the roster itself shows: a child whose school changed, or whose 学籍状态 became 转学.
//!
//! A proposal of lines, not a fact: the registry's papers and who answers for the move have still to be written. What is no
//! move is left out as far as it can be told: a school that was only renamed, the step from the last class of a primary
//! school to the next school, and what was taken back.

use std::collections::{BTreeMap, HashSet};

use ledger::child::Child;
use ledger::date::Date;
use ledger::docket::{Direction, Docket};
use ledger::enrolment::EnrolStatus;
use ledger::field::Field;
use ledger::schema::{Table, docket as f};
use ledger::window::SchoolYear;
use sync::ValueRef;

use super::fill::{LAST_CLASS, Taken};
use crate::Desk;
use crate::book::cell;
use crate::message::roster::Action;
use crate::save::code;
use crate::step::Now;

/// A field of a child before and after a day on which it changed.
struct Change {
    day: Date,
    before: String,
    after: String,
}

impl Desk {
    /// The moves of which no line tells yet.
    pub(super) fn moves(&self, now: &Now) -> Vec<Taken> {
        let children = self.book.live(Table::Child);
        let schools: HashSet<&str> = children.iter().map(|ix| self.row(*ix).get(Field::School)).collect();
        let known = self.known_moves();
        let mut moves = Vec::new();
        for child in children {
            let found = self.arrivals(child, &schools, now).into_iter().chain(self.departure(child, now));
            for one in found {
                if !known.contains(&(child, one.0, SchoolYear::containing(one.1))) {
                    moves.push(self.taken_of_move(child, one));
                }
            }
        }
        moves
    }

    fn taken_of_move(&self, child: u32, (direction, day, place, reason): Move) -> Taken {
        let row = self.row(child);
        let text = |field| row.get(field).to_owned();
        let answers = vec![
            (f::DIRECTION, direction.key().to_owned()),
            (f::STUDENT_NUMBER, text(Field::StudentNumber)),
            (f::GRADE_CLASS, row.grade_class()),
            (f::PLACE, place),
            (f::REASON, reason),
        ];
        let opened = Some(day.to_string());
        Taken { name: text(Field::Name), number: text(Field::IdNumber), child: Some(child), opened, answers }
    }

    /// Which moves of which child are written down, by the school year: somebody may have entered one by hand.
    fn known_moves(&self) -> HashSet<(u32, Direction, SchoolYear)> {
        let known = self.docket_lines_of(Docket::Movement).filter_map(|line| {
            let day = Date::parse_iso(line.get(f::OPENED))?;
            let direction = Direction::from_key(line.get(f::DIRECTION))?;
            Some((self.child_of_line(line)?, direction, SchoolYear::containing(day)))
        });
        known.collect()
    }

    /// From one school that there is to another.
    fn arrivals(&self, child: u32, schools: &HashSet<&str>, now: &Now) -> Vec<Move> {
        let changes = self.changes(child, Field::School, now);
        if changes.iter().all(|change| change.before.is_empty()) {
            return Vec::new();
        }
        let promoted: HashSet<Date> = self
            .changes(child, Field::Grade, now)
            .into_iter()
            .filter(|change| change.before == LAST_CLASS && change.after != LAST_CLASS)
            .map(|change| change.day)
            .collect();
        let moved = changes.into_iter().filter(|change| {
            // Nobody is left in a school of the old name: it was renamed.
            let both = !change.after.is_empty() && schools.contains(change.before.as_str());
            both && !change.before.is_empty() && !promoted.contains(&change.day)
        });
        moved.map(|change| (Direction::In, change.day, change.before, String::new())).collect()
    }

    /// 转学 as its 学籍状态 now says.
    fn departure(&self, child: u32, now: &Now) -> Option<Move> {
        let row = self.row(child);
        let transferred = EnrolStatus::Transferred.text();
        if row.get(Field::EnrolStatus) != transferred {
            return None;
        }
        let change =
            self.changes(child, Field::EnrolStatus, now).into_iter().rfind(|change| change.after == transferred)?;
        let elsewhere = row.get(Field::AttendSchool);
        let place = if elsewhere == row.get(Field::School) { "" } else { elsewhere };
        Some((Direction::Out, change.day, place.to_owned(), row.get(Field::EnrolReason).to_owned()))
    }

    /// What a field of a child was at the end of each day on which it changed, oldest first. What was taken back never was.
    fn changes(&self, child: u32, field: Field, now: &Now) -> Vec<Change> {
        let row = self.book.row_id(Table::Child, child);
        let mut written: Vec<(Date, String)> = Vec::new();
        for version in self.book.history(cell(Table::Child, row, field.id())).into_iter().rev() {
            let save = self.book.written_by(Table::Child, version.stamp);
            let text = match version.value {
                ValueRef::Text(text) => text.to_owned(),
                _ => String::new(),
            };
            let before = written.len().checked_sub(2).map_or("", |at| written[at].1.as_str());
            if save.info.reason.as_ref() == code(Action::Undo) && before == text {
                written.pop();
                continue;
            }
            written.push((Self::today(&Now { ms: save.info.wall_ms, ..*now }), text));
        }
        let by_day: BTreeMap<Date, String> = written.into_iter().collect();
        let mut before = String::new();
        let changes = by_day.into_iter().map(|(day, after)| {
            let change = Change { day, before: std::mem::replace(&mut before, after.clone()), after };
            (change.before != change.after).then_some(change)
        });
        changes.flatten().collect()
    }
}

/// Which way, on which day, from or to where, and why.
type Move = (Direction, Date, String, String);
