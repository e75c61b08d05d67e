//! What a column says of a child: the stored text, or a fact derived from several.
//!
//! `column_text` is what filters and sorting see; `shown` is what leaves the worker, with numbers masked.

use std::borrow::Cow;

use ledger::enrolment::EnrolmentState;
use ledger::field::{Field, FieldKind};
use ledger::{grade, group, identity};

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
            Column::State => Cow::Borrowed(self.state_of(row).label()),
            Column::GradeClass => grade_class(row),
            Column::IdQuality => Cow::Borrowed(identity::assess(row.get(Field::IdNumber), false).quality.label()),
            Column::Groups => Cow::Owned(group::labels(|f| row.get(f)).join("、")),
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

    pub(crate) fn state_of(&self, row: Row<'_>) -> EnrolmentState {
        EnrolmentState::derive(|field| row.get(field))
    }

    fn age(&self, row: Row<'_>, now: &Now) -> Option<u32> {
        let birth = ledger::date::Date::parse(row.get(Field::Birth))?;
        Some(self.school_year(now).age_at_end(birth))
    }

    /// When the newest save that wrote to this child was made.
    fn changed_ms(&self, ix: u32) -> u64 {
        let Some(children) = self.book.table(ledger::schema::CHILD) else { return 0 };
        let stamps = children.columns().filter_map(|(_, column)| column.stamp(ix));
        let saves = stamps.map(|stamp| self.book.state.save(self.book.state.save_of(stamp)));
        saves.max_by_key(|save| save.eff).map_or(0, |save| save.info.wall_ms)
    }
}

/// 三年级2班 from two fields.
fn grade_class(row: Row<'_>) -> Cow<'_, str> {
    match (row.get(Field::Grade), row.get(Field::Class)) {
        (grade, "") => Cow::Borrowed(grade),
        (grade, class) => Cow::Owned(format!("{grade}{class}")),
    }
}

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
pub(super) struct SortKey(bool, u32, String);

impl Desk {
    pub(super) fn sort_key(&self, ix: u32, column: Column, now: &Now) -> SortKey {
        let row = self.row(ix);
        let text = self.column_text(ix, column, now);
        let order = match column {
            Column::GradeClass | Column::Field(Field::Grade) => grade::order(row.get(Field::Grade)),
            Column::Age | Column::Changed => 0,
            _ => 0,
        };
        let key = match column {
            Column::Field(f) if f.kind() == FieldKind::Name => ledger::pinyin::sort_key(&text),
            Column::GradeClass => natural(row.get(Field::Class)),
            Column::Field(Field::Class) | Column::Age | Column::Changed => natural(&text),
            _ => text.to_string(),
        };
        SortKey(text.is_empty(), order, key)
    }
}

/// Digits padded, so that 2班 comes before 10班.
fn natural(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>14}"));
            digits.clear();
        }
        key.push(c);
    }
    if !digits.is_empty() {
        key.push_str(&format!("{digits:0>14}"));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn classes_sort_by_their_numbers() {
        let mut classes = ["10班", "2班", "1班", "实验班"];
        classes.sort_by_key(|c| natural(c));
        assert_eq!(classes, ["1班", "2班", "10班", "实验班"]);
    }
}
