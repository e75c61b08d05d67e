//! Everything a group of rows says about one child, as one sorted run of marks.
//!
//! Each mark carries its aspect in the top byte, so a single merge of two runs tells for every aspect whether the two
//! agree in a value, have only different values, or whether one of them is silent.

use super::circumstance;
use super::facts::{Facts, Row};
use super::hash;
use crate::identity::Sex;

/// What a mark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Aspect {
    Name = 0,
    /// Names and former names.
    AnyName = 1,
    Birth = 2,
    /// A valid number.
    Id = 3,
    /// Valid numbers and those inside a G 学籍号.
    AnyId = 4,
    Student = 5,
    Sex = 6,
    Guardian = 7,
    /// Guardians and heads of household.
    AnyGuardian = 8,
    Village = 9,
    Phone = 10,
    Class = 11,
}

const BITS: u32 = 56;

const fn mark(aspect: Aspect, value: u64) -> u64 {
    (aspect as u64) << BITS | value & ((1 << BITS) - 1)
}

/// The portraits painted so far, their marks end to end.
#[derive(Default)]
pub(super) struct Gallery {
    marks: Vec<u64>,
    /// Where a group's portrait is, one past its index; 0 for none yet.
    at: Vec<u32>,
    frames: Vec<Frame>,
}

#[derive(Clone, Copy)]
struct Frame {
    start: u32,
    end: u32,
    damaged: bool,
    unreadable: bool,
}

/// The marks of one group of rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portrait<'g> {
    marks: &'g [u64],
    /// Whether a row's own number is damaged or foreign, so that its digits are worth comparing.
    pub(super) damaged: bool,
    /// Whether one of the names has a lost character.
    pub(super) unreadable: bool,
}

/// How two portraits compare, one bit an aspect.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Agreement {
    same: u16,
    both: u16,
}

impl Agreement {
    /// A value in common.
    pub(super) const fn same(self, aspect: Aspect) -> bool {
        self.same & 1 << aspect as u8 != 0
    }

    /// Both speak and have no value in common.
    pub(super) const fn differ(self, aspect: Aspect) -> bool {
        self.both & !self.same & 1 << aspect as u8 != 0
    }

    /// At least one is silent.
    pub(super) const fn unknown(self, aspect: Aspect) -> bool {
        self.both & 1 << aspect as u8 == 0
    }
}

impl Gallery {
    /// Room for the portraits of so many groups.
    pub(super) fn new(groups: usize) -> Gallery {
        Gallery { at: vec![0; groups], ..Gallery::default() }
    }

    /// Paints a group once.
    pub(super) fn paint(&mut self, facts: &Facts<'_>, group: u32, rows: impl Iterator<Item = Row>) {
        if self.at[group as usize] != 0 {
            return;
        }
        let start = self.marks.len();
        let mut frame = Frame { start: start as u32, end: 0, damaged: false, unreadable: false };
        for row in rows {
            self.take(facts, &row);
            frame.damaged |= row.id == 0 || row.from_card;
            frame.unreadable |= facts.names.is_unreadable(row.name.key);
        }
        self.marks[start..].sort_unstable();
        let mut kept = start;
        for i in start..self.marks.len() {
            if i == start || self.marks[i] != self.marks[i - 1] {
                self.marks[kept] = self.marks[i];
                kept += 1;
            }
        }
        self.marks.truncate(kept);
        frame.end = kept as u32;
        self.frames.push(frame);
        self.at[group as usize] = self.frames.len() as u32;
    }

    /// A portrait that has been painted; an empty one otherwise.
    pub(super) fn portrait(&self, group: u32) -> Portrait<'_> {
        let frame = self.at[group as usize].checked_sub(1).and_then(|at| self.frames.get(at as usize));
        frame.map_or(Portrait { marks: &[], damaged: false, unreadable: false }, |f| Portrait {
            marks: &self.marks[f.start as usize..f.end as usize],
            damaged: f.damaged,
            unreadable: f.unreadable,
        })
    }

    fn take(&mut self, facts: &Facts<'_>, row: &Row) {
        let (table, at) = (facts.lists[usize::from(row.list)].table, row.row as usize);
        let mut push = |aspect, value| self.marks.push(mark(aspect, value));
        for key in [row.name.key, row.former].into_iter().filter(|k| *k != 0) {
            push(Aspect::AnyName, u64::from(key));
        }
        if row.name.key != 0 {
            push(Aspect::Name, u64::from(row.name.key));
        }
        row.births().for_each(|b| push(Aspect::Birth, u64::from(b)));
        row.sexes().for_each(|s| push(Aspect::Sex, if s == Sex::Male { 1 } else { 2 }));
        for id in [row.id, row.student_id].into_iter().filter(|i| *i != 0) {
            push(Aspect::AnyId, hash::finish(id));
        }
        if row.id != 0 {
            push(Aspect::Id, hash::finish(row.id));
        }
        if row.student != 0 {
            push(Aspect::Student, row.student);
        }
        for guardian in circumstance::guardians(table, at) {
            push(Aspect::Guardian, guardian);
            push(Aspect::AnyGuardian, guardian);
        }
        circumstance::household_head(table, at).into_iter().for_each(|h| push(Aspect::AnyGuardian, h));
        circumstance::village(table, at).into_iter().for_each(|v| push(Aspect::Village, v));
        circumstance::phones(table, at).for_each(|p| push(Aspect::Phone, p));
        circumstance::class(table, at).into_iter().for_each(|c| push(Aspect::Class, c));
    }
}

impl Portrait<'_> {
    /// The values of one aspect.
    pub(super) fn values(&self, aspect: Aspect) -> impl Iterator<Item = u64> {
        let from = self.marks.partition_point(|m| *m < mark(aspect, 0));
        self.marks[from..].iter().take_while(move |m| **m >> BITS == aspect as u64).map(|m| m & ((1 << BITS) - 1))
    }

    /// Compares two portraits.
    pub(super) fn against(&self, other: &Portrait<'_>) -> Agreement {
        let speaks = |marks: &[u64]| marks.iter().fold(0u16, |bits, m| bits | 1 << (m >> BITS));
        let both = speaks(self.marks) & speaks(other.marks);
        let (mut same, mut a, mut b) = (0u16, 0, 0);
        while let (Some(x), Some(y)) = (self.marks.get(a), other.marks.get(b)) {
            if x == y {
                same |= 1 << (x >> BITS);
            }
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        Agreement { same, both }
    }
}
