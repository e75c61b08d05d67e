//! What a column says of a child: the stored text, or a fact derived from several.
//!
//! `column_text` is what filters and sorting see; `shown` is what leaves the worker, with numbers masked.

use std::borrow::Cow;

use ledger::child::Child;
use ledger::field::{Field, FieldKind};
use ledger::grade::class_order;
use ledger::group::Group;
use ledger::schema::Table;
use ledger::window::SchoolYear;
use ledger::{identity, pinyin};

use super::Row;
use crate::Desk;
use crate::message::roster::Column;
use crate::step::Now;

impl Desk {
    /// The full text of a column.
    pub(super) fn column_text(&self, ix: u32, column: Column, now: &Now) -> Cow<'_, str> {
        let row = self.row(ix);
        match column {
            Column::Field(field) => Cow::Borrowed(row.get(field)),
            Column::State => Cow::Borrowed(row.state().text()),
            Column::GradeClass => Cow::Owned(row.grade_class()),
            Column::IdQuality => Cow::Borrowed(row.id_quality().text()),
            Column::Groups => Cow::Owned(Group::of(&row).map(Group::text).collect::<Vec<_>>().join("、")),
            Column::Age => self.age(row, now).map_or(Cow::Borrowed(""), |age| Cow::Owned(age.to_string())),
            Column::Changed => Cow::Owned(self.changed_ms(ix).to_string()),
        }
    }

    /// The text that leaves the worker.
    pub(super) fn shown(&self, ix: u32, column: Column, now: &Now) -> Cow<'_, str> {
        let text = self.column_text(ix, column, now);
        match column {
            Column::Field(field) => masked(field, text),
            _ => text,
        }
    }

    /// Full years at the end of August before the school year, the age by which entry is decided.
    fn age(&self, row: Row<'_>, now: &Now) -> Option<u16> {
        let birth = row.birth()?;
        self.school_year(now).0.checked_sub(SchoolYear::of_entry(birth).0).map(|years| years + ENTRY_AGE)
    }

    /// When the newest save that wrote to this child was made.
    fn changed_ms(&self, ix: u32) -> u64 {
        let Some(children) = self.book.table(Table::Child) else { return 0 };
        let stamps = children.columns().filter_map(|(_, column)| column.stamp(ix));
        let saves = stamps.map(|stamp| self.book.written_by(Table::Child, stamp));
        saves.max_by_key(|save| save.eff).map_or(0, |save| save.info.wall_ms)
    }
}

/// 年满六周岁入学 (义务教育法 art. 11).
const ENTRY_AGE: u16 = 6;

/// Numbers leave the worker masked; a full one is revealed with a reason.
pub(crate) fn masked(field: Field, text: Cow<'_, str>) -> Cow<'_, str> {
    match field.kind() {
        FieldKind::Identity | FieldKind::DisabilityCard | FieldKind::StudentNumber if !text.is_empty() => {
            Cow::Owned(identity::mask(&text))
        }
        _ => text,
    }
}

/// A key under which columns sort as a teacher expects: grades by number, names by pinyin, empty cells last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey(bool, u8, u16, String);

impl Desk {
    pub(super) fn sort_key(&self, ix: u32, column: Column, now: &Now) -> SortKey {
        let row = self.row(ix);
        let text = self.column_text(ix, column, now);
        let grade = || row.grade().map_or(u8::MAX, u8::from);
        let class = || class_order(row.get(Field::Class));
        let empty = text.is_empty();
        match column {
            Column::GradeClass => SortKey(empty, grade(), class().1, class().2.to_owned()),
            Column::Field(Field::Grade) => SortKey(empty, grade(), 0, text.into_owned()),
            Column::Field(Field::Class) => SortKey(empty, class().0, class().1, class().2.to_owned()),
            Column::Age | Column::Changed => SortKey(empty, 0, 0, format!("{text:0>20}")),
            Column::Field(f) if f.kind() == FieldKind::Name => SortKey(empty, 0, 0, pinyin::full(&text) + &text),
            _ => SortKey(empty, 0, 0, text.into_owned()),
        }
    }
}
