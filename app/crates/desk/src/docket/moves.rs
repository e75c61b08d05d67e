//! 流动生 that the roster itself shows: a child whose school changed, or whose 学籍状态 became 转学.
//!
//! A proposal of lines, not a fact: the registry's papers and who answers for the move have still to be written. What is no
//! move is left out as far as it can be told: a school that was only renamed, the step from the last class of a primary
//! school to the next school, a status that a child came with, and what was taken back.

use std::collections::{BTreeMap, HashMap, HashSet};

use ledger::child::Child;
use ledger::date::Date;
use ledger::docket::{Direction, Docket};
use ledger::enrolment::EnrolStatus;
use ledger::field::Field;
use ledger::schema::{Table, docket as f};
use ledger::window::SchoolYear;
use sync::{RowId, ValueRef};

use super::fill::{LAST_CLASS, Taken};
use crate::Desk;
use crate::book::{cell, hex};
use crate::message::roster::Action;
use crate::save::code;
use crate::step::Now;

/// A field of a child before and after a day on which it changed.
struct Change {
    day: Date,
    before: String,
    after: String,
}

/// A child that came or went.
struct Move {
    child: u32,
    direction: Direction,
    day: Date,
    /// From or to where.
    place: String,
    /// Where the child is since, if it came.
    school: String,
    reason: String,
}

impl Desk {
    /// The moves of which no line tells yet.
    pub(super) fn moves(&self, now: &Now) -> Vec<Taken> {
        let children = self.book.live(Table::Child);
        let mut moves = self.arrivals(&children, now);
        moves.extend(children.iter().filter_map(|child| self.departure(*child, now)));
        moves.sort_by_key(|one| (one.child, one.day));
        let rows: HashSet<RowId> = moves.iter().map(|one| self.row_of_move(one)).collect();
        // A line that somebody entered by hand tells of one move of its child.
        let mut by_hand: HashMap<(u32, Direction), usize> = HashMap::new();
        for line in self.docket_lines_of(Docket::Movement).filter(|line| !rows.contains(&line.row())) {
            if let (Some(child), Some(way)) = (self.child_of_line(line), Direction::from_key(line.get(f::DIRECTION))) {
                *by_hand.entry((child, way)).or_default() += 1;
            }
        }
        moves.retain(|one| match by_hand.get_mut(&(one.child, one.direction)) {
            _ if self.is_taken(self.row_of_move(one)) => false,
            Some(left @ 1..) => {
                *left -= 1;
                false
            }
            _ => true,
        });
        moves.into_iter().map(|one| self.taken_of_move(one)).collect()
    }

    /// A row named by the child and the day: corrections of what the line says do not make it another.
    fn row_of_move(&self, one: &Move) -> RowId {
        let child = hex(self.book.row_id(Table::Child, one.child));
        let name = format!("{}/{child}/{}/{}", Docket::Movement.key(), one.direction.key(), one.day);
        RowId::natural(&self.book.identity.row_key, "docket", &name)
    }

    fn taken_of_move(&self, one: Move) -> Taken {
        let row = self.row(one.child);
        let text = |field| row.get(field).to_owned();
        let answers = vec![
            (f::DIRECTION, one.direction.key().to_owned()),
            (f::STUDENT_NUMBER, text(Field::StudentNumber)),
            (f::GRADE_CLASS, row.grade_class()),
            (f::PLACE, one.place.clone()),
            (f::REASON, one.reason.clone()),
        ];
        let named = Some((self.row_of_move(&one), one.day.to_string()));
        Taken { name: text(Field::Name), number: text(Field::IdNumber), child: Some(one.child), named, answers }
    }

    /// From one school to another, in which not all moved together.
    fn arrivals(&self, children: &[u32], now: &Now) -> Vec<Move> {
        let mut moves = Vec::new();
        for child in children {
            let changes = self.changes(*child, Field::School, now);
            let moved = changes.into_iter().filter(|change| !change.before.is_empty() && !change.after.is_empty());
            let moved: Vec<Change> = moved.collect();
            if moved.is_empty() {
                continue;
            }
            let grades = self.changes(*child, Field::Grade, now).into_iter();
            let promoted: HashSet<SchoolYear> = grades
                .filter(|change| change.before == LAST_CLASS && change.after != LAST_CLASS)
                .map(|change| SchoolYear::containing(change.day))
                .collect();
            let moved = moved.into_iter().filter(|change| !promoted.contains(&SchoolYear::containing(change.day)));
            moves.extend(moved.map(|Change { day, before, after }| Move {
                child: *child,
                direction: Direction::In,
                day,
                place: before,
                school: after,
                reason: String::new(),
            }));
        }
        // More went together, from one name to another on one day, than stayed: the school was renamed.
        let mut stayed: HashMap<String, usize> = HashMap::new();
        children.iter().for_each(|ix| *stayed.entry(self.row(*ix).get(Field::School).to_owned()).or_default() += 1);
        let mut together: HashMap<(String, String, Date), usize> = HashMap::new();
        let way = |one: &Move| (one.place.clone(), one.school.clone(), one.day);
        moves.iter().for_each(|one| *together.entry(way(one)).or_default() += 1);
        moves.retain(|one| together.get(&way(one)) <= Some(stayed.get(&one.place).unwrap_or(&0)));
        moves
    }

    /// 转学 as its 学籍状态 now says, unless the child came with it.
    fn departure(&self, child: u32, now: &Now) -> Option<Move> {
        let row = self.row(child);
        if row.get(Field::EnrolStatus) != EnrolStatus::Transferred.text() {
            return None;
        }
        let id = self.book.row_id(Table::Child, child);
        let versions = |field: Field| self.book.history(cell(Table::Child, id, field.id()));
        let (status, names) = (versions(Field::EnrolStatus), versions(Field::Name));
        let written = self.book.written_by(Table::Child, status.first()?.stamp);
        if names.last().is_some_and(|first| self.book.written_by(Table::Child, first.stamp).id == written.id) {
            return None;
        }
        let elsewhere = row.get(Field::AttendSchool);
        Some(Move {
            child,
            direction: Direction::Out,
            day: Self::today(&Now { ms: written.info.wall_ms, ..*now }),
            place: if elsewhere == row.get(Field::School) { String::new() } else { elsewhere.to_owned() },
            school: String::new(),
            reason: row.get(Field::EnrolReason).to_owned(),
        })
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
