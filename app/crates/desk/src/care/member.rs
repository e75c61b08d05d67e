//! A membership as the state holds it: a child in a register, with its facts.

use ledger::calendar::Span;
use ledger::child::Child;
use ledger::date::Date;
use ledger::field::Field;
use ledger::form::YES;
use ledger::register::left_behind::Family;
use ledger::register::{MEMBERSHIP, Placement, Register, Which, placements};
use ledger::schema::{Table, membership};
use sync::{FieldId, RowId, ValueRef};

use crate::Desk;
use crate::book::{cell, hex};

/// The last day there is: a membership without an end lasts.
pub(crate) fn no_end() -> Date {
    Date::new(9999, 12, 31).unwrap_or(Date::MIN)
}

/// A row of [`Table::Membership`].
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    desk: &'a Desk,
    pub(super) ix: u32,
}

impl<'a> Member<'a> {
    /// What is stored, empty if nothing is.
    pub(super) fn fact(self, field: u16) -> &'a str {
        self.desk.book.text(Table::Membership, self.ix, field)
    }

    fn day(self, field: u16) -> Option<Date> {
        Date::parse_iso(self.fact(field))
    }

    pub(super) fn which(self) -> Option<Which> {
        Which::from_key(self.fact(membership::REGISTER))
    }

    /// The register, if it is one that came with the program.
    pub(super) fn register(self) -> Option<Register> {
        match self.which()? {
            Which::Shipped(register) => Some(register),
            Which::Own(_) => None,
        }
    }

    /// The index of the child, if it is still in the roster.
    pub(super) fn child(self) -> Option<u32> {
        match self.desk.book.table(Table::Membership)?.column(FieldId(membership::CHILD))?.get(self.ix) {
            ValueRef::Row(row) => self.desk.book.find(Table::Child, row),
            _ => None,
        }
    }

    /// From when to when it holds.
    pub(super) fn span(self) -> Span {
        Span {
            from: self.day(MEMBERSHIP.start).unwrap_or(Date::MIN),
            to: self.day(MEMBERSHIP.end).unwrap_or_else(no_end),
        }
    }

    /// Where the child is taught, and from when to when, as far as the membership holds.
    pub(super) fn placement(self) -> Option<(Placement, Span)> {
        let span = self.span();
        let since = self.day(MEMBERSHIP.placed_since).unwrap_or(span.from);
        let placement = Placement::from_key(self.fact(MEMBERSHIP.placement))?;
        Some((placement, Span { from: since.max(span.from), ..span }))
    }

    /// Where the child was taught, and from when to when: what was written before counts for the days before.
    pub(super) fn placements(self) -> Vec<(Placement, Span)> {
        if self.register() != Some(Register::Disabled) {
            return Vec::new();
        }
        let book = &self.desk.book;
        let row = book.row_id(Table::Membership, self.ix);
        let written = |field| {
            let versions = book.history(cell(Table::Membership, row, field)).into_iter();
            versions.map(move |version| (book.written_by(Table::Membership, version.stamp).eff, field, version.value))
        };
        let mut written: Vec<_> =
            [MEMBERSHIP.placement, MEMBERSHIP.placed_since].into_iter().flat_map(written).collect();
        written.sort_by_key(|(at, ..)| *at);
        let (mut placement, mut since) = (None, None);
        let mut said: Vec<_> = Vec::with_capacity(written.len());
        for of_save in written.chunk_by(|a, b| a.0 == b.0) {
            for (_, field, value) in of_save {
                let text = value.text().unwrap_or_default();
                match *field == MEMBERSHIP.placement {
                    true => placement = Placement::from_key(text),
                    false => since = Date::parse_iso(text),
                }
            }
            said.push((placement, since));
        }
        placements(said, self.span())
    }

    /// Until when enrolment is deferred.
    pub(super) fn deferred_until(self) -> Option<Date> {
        self.day(MEMBERSHIP.deferred_until)
    }

    /// What the definitions of 留守 ask of the family.
    pub(super) fn family(self) -> Family {
        let child = self.child().map(|ix| self.desk.row(ix));
        let household = child.map_or("", |row| row.get(Field::HukouKind));
        let rural = match (self.fact(MEMBERSHIP.rural), household) {
            (YES, _) => Some(true),
            (_, kind) if kind.starts_with("非农") || kind.contains("城镇") => Some(false),
            (_, kind) if kind.starts_with("农") => Some(true),
            _ => None,
        };
        Family {
            father_away: self.day(MEMBERSHIP.father_away),
            mother_away: self.day(MEMBERSHIP.mother_away),
            other_unable: self.fact(MEMBERSHIP.other_unable) == YES,
            rural,
            birth: child.and_then(|row| row.birth()),
        }
    }
}

impl Desk {
    /// Every membership that is there.
    pub(super) fn memberships(&self) -> impl Iterator<Item = Member<'_>> {
        self.book.live(Table::Membership).into_iter().map(|ix| Member { desk: self, ix })
    }

    /// The row of a child in a register: one, so that two machines that enter it meet there.
    pub(super) fn member_row(&self, register: Which, child: RowId) -> RowId {
        let name = format!("{}/{}", register.key(), hex(child));
        RowId::natural(&self.book.identity.row_key, "membership", &name)
    }

    pub(super) fn member(&self, register: Which, child: RowId) -> Option<Member<'_>> {
        let ix = self.book.find(Table::Membership, self.member_row(register, child))?;
        Some(Member { desk: self, ix })
    }
}
