//! A column of children as the table shows it: width, how it may be changed, which texts deserve a colour.

use std::sync::Arc;

use desk::message::roster::{Column, RowView};
use ledger::choice;
use ledger::field::{Field, FieldKind};

use crate::route::Route;
use crate::text;
use crate::ui::Tone;
use crate::ui::data_table::{self, Cell, Edit, Row};

/// Columns that are not stored but derived.
const DERIVED: [Column; 6] =
    [Column::State, Column::GradeClass, Column::IdQuality, Column::Groups, Column::Age, Column::Changed];

/// The columns a roster starts with.
pub(crate) const USUAL: [Column; 11] = [
    Column::Field(Field::Name),
    Column::Field(Field::Sex),
    Column::Field(Field::Birth),
    Column::Field(Field::IdNumber),
    Column::Field(Field::Village),
    Column::Field(Field::School),
    Column::GradeClass,
    Column::State,
    Column::Groups,
    Column::Field(Field::Guardian),
    Column::Field(Field::GuardianPhone),
];

/// Every column there is.
pub(super) fn all() -> impl Iterator<Item = Column> {
    DERIVED.into_iter().chain(Field::ALL.iter().copied().map(Column::Field))
}

/// A column's stable key.
pub(crate) fn key(column: Column) -> &'static str {
    match column {
        Column::Field(field) => field.key(),
        Column::State => "state",
        Column::GradeClass => "grade_class",
        Column::IdQuality => "id_quality",
        Column::Groups => "groups",
        Column::Age => "age",
        Column::Changed => "changed",
    }
}

/// The column with this key.
pub(super) fn from_key(wanted: &str) -> Option<Column> {
    all().find(|c| key(*c) == wanted)
}

/// The column as the table shows it.
pub(super) fn model(column: Column) -> data_table::Column {
    data_table::Column {
        key: key(column).to_owned(),
        title: text::field::column(column).to_owned(),
        width: width(column),
        right: column == Column::Age,
        strong: column == Column::Field(Field::Name),
        sortable: true,
        edit: edit(column),
    }
}

fn edit(column: Column) -> Edit {
    let Column::Field(field) = column else { return Edit::No };
    match field.kind() {
        FieldKind::Identity | FieldKind::DisabilityCard | FieldKind::StudentNumber => Edit::Masked,
        FieldKind::Choice => Edit::Choice(Arc::from_iter(choice::options(field).iter().map(|o| o.text.to_owned()))),
        _ => Edit::Text,
    }
}

fn width(column: Column) -> u32 {
    match column {
        Column::Field(Field::Sex) => 64,
        Column::Field(Field::Remarks | Field::RegisteredAddress | Field::CurrentAddress | Field::HomeAddress) => 220,
        Column::Field(field) => match field.kind() {
            FieldKind::Name => 104,
            FieldKind::Identity | FieldKind::StudentNumber | FieldKind::DisabilityCard => 184,
            FieldKind::Date | FieldKind::Phone => 116,
            FieldKind::YearMonth | FieldKind::Number => 92,
            FieldKind::Text | FieldKind::Code | FieldKind::Choice => 132,
        },
        Column::State => 124,
        Column::GradeClass => 124,
        Column::IdQuality => 132,
        Column::Groups => 184,
        Column::Age => 64,
        Column::Changed => 132,
    }
}

/// A text of a column as a cell.
pub(crate) fn cell(column: Column, text: String) -> Cell {
    let tone = match column {
        Column::State => match text.as_str() {
            "在籍不在校" | "不在籍不在校" => Some(Tone::Late),
            "在校不在籍" | "待核实" => Some(Tone::Soon),
            _ => None,
        },
        Column::IdQuality => match text.as_str() {
            "" | "有效" => None,
            _ => Some(Tone::Soon),
        },
        _ => None,
    };
    match column {
        Column::Changed => text.parse().map(|ms| Cell::from(text::moment(ms))).unwrap_or_default(),
        _ => Cell { text, tone, ..Cell::default() },
    }
}

/// The row of a child.
pub(crate) fn cells(columns: &[Column], row: RowView) -> Row {
    let cells = columns.iter().zip(row.cells).map(|(column, text)| cell(*column, text)).collect();
    Row { key: row.id, cells, href: Route::Child(row.id).href(), dimmed: row.dimmed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_key_of_its_own() {
        let mut keys: Vec<_> = all().map(key).collect();
        assert!(all().all(|c| from_key(key(c)) == Some(c)));
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all().count());
    }

    #[test]
    fn numbers_are_typed_whole_and_derived_columns_not_at_all() {
        assert_eq!(edit(Column::Field(Field::IdNumber)), Edit::Masked);
        assert_eq!(edit(Column::State), Edit::No);
        assert_eq!(edit(Column::Field(Field::Village)), Edit::Text);
        assert!(matches!(edit(Column::Field(Field::Sex)), Edit::Choice(offers) if offers.len() == 2));
    }
}
