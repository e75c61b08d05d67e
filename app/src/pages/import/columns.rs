//! Which columns each tab of the preview shows, and what a cell of them writes to.

use std::sync::Arc;

use desk::message::import::{Fate, PreviewRow};
use ledger::field::Field;

use super::lines::key;
use super::preview::DECISIONS;
use crate::route::Route;
use crate::text::compare::reason;
use crate::text::finding;
use crate::text::import as t;
use crate::ui::Tone;
use crate::ui::data_table::{Cell, Column, Edit, Mark, Row};

/// The layout of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape(Fate);

/// What a cell writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A value of the row.
    Field(Field),
    /// What becomes of a similar row.
    Decision,
}

/// A kind of column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Place,
    Who(usize),
    Changes,
    Found,
    Score,
    Child,
    Decision,
}

/// The stored fields behind the six texts of a preview row; year and class are two and cannot be typed as one.
const WHO: [Option<Field>; 6] =
    [Some(Field::Name), Some(Field::IdNumber), Some(Field::Birth), Some(Field::Village), Some(Field::School), None];
const WIDTHS: [u32; 6] = [96, 176, 104, 104, 150, 112];

impl Shape {
    /// The layout of a tab.
    pub(super) fn of(fate: Fate) -> Shape {
        Shape(fate)
    }

    /// Whether any of its cells can be changed.
    pub(super) fn writable(self) -> bool {
        !matches!(self.0, Fate::Missing | Fate::Unchanged)
    }

    fn parts(self) -> &'static [Part] {
        use Part::{Changes, Child, Decision, Found, Place, Score, Who};
        match self.0 {
            Fate::New | Fate::Unchanged => &[Place, Who(0), Who(1), Who(2), Who(3), Who(4), Who(5), Found],
            Fate::Changed => &[Place, Who(0), Changes, Who(1), Who(2), Who(3), Who(5), Found],
            Fate::Similar => &[Place, Who(0), Decision, Child, Score, Who(2), Who(3), Who(1), Changes],
            Fate::Repeated | Fate::Rejected => &[Place, Who(0), Found, Who(1), Who(2), Who(3), Who(4)],
            Fate::Missing => &[Who(0), Who(1), Who(2), Who(3), Who(4), Who(5)],
        }
    }
}

/// The columns of a tab.
pub(super) fn columns(shape: Shape) -> Vec<Column> {
    let writable = shape.writable();
    let column = |part: &Part| {
        let (key, title, width) = match part {
            Part::Place => ("place".to_owned(), t::COLUMN_PLACE, 92),
            Part::Who(i) => (format!("who{i}"), t::WHO[*i], WIDTHS[*i]),
            Part::Changes => ("changes".to_owned(), t::COLUMN_CHANGES, 380),
            Part::Found => ("found".to_owned(), t::COLUMN_FOUND, if shape.0 == Fate::Rejected { 460 } else { 320 }),
            Part::Score => ("score".to_owned(), t::COLUMN_REASONS, 330),
            Part::Child => ("child".to_owned(), t::COLUMN_CHILD, 260),
            Part::Decision => ("decision".to_owned(), t::COLUMN_DECISION, 150),
        };
        let edit = match part {
            Part::Who(1) if writable => Edit::Masked,
            Part::Who(i) if writable && WHO[*i].is_some() => Edit::Text,
            Part::Decision => Edit::Choice(Arc::from(DECISIONS.map(|d| t::decision(d).to_owned()))),
            _ => Edit::No,
        };
        let strong = *part == Part::Place || (shape.0 == Fate::Missing && *part == Part::Who(0));
        Column { key, title: title.to_owned(), width, strong, edit, ..Column::default() }
    };
    shape.parts().iter().map(column).collect()
}

/// What a column writes to.
pub(super) fn target(shape: Shape, column: usize) -> Option<Target> {
    match shape.parts().get(column)? {
        Part::Who(i) => WHO[*i].map(Target::Field),
        Part::Decision => Some(Target::Decision),
        Part::Place | Part::Changes | Part::Found | Part::Score | Part::Child => None,
    }
}

/// A row of a tab.
pub(super) fn line(shape: Shape, row: &PreviewRow) -> Row {
    let wrong = |field: Option<Field>| row.findings.iter().any(|(f, ..)| f.is_some() && *f == field);
    let cell = |part: &Part| match part {
        Part::Place => Cell::from(t::sheet_row(row.row_number)),
        Part::Who(i) => {
            let mark = if wrong(WHO[*i]) { Mark::Wrong } else { Mark::None };
            Cell { text: row.who[*i].clone(), mark, hint: hint(row, WHO[*i]), ..Cell::default() }
        }
        Part::Changes => Cell { text: changes(row), mark: Mark::Changed, ..Cell::default() },
        Part::Found => found(row),
        Part::Score => Cell::from(format!("{}：{}", t::score(row.score), reasons(row))),
        Part::Child => Cell::from(child(row)),
        Part::Decision => match row.decision {
            Some(decision) => Cell::chip(t::decision(decision), Tone::Ok),
            None => Cell::chip(t::UNDECIDED, Tone::Soon),
        },
    };
    let href = row.child.filter(|_| shape.0 == Fate::Missing).map(|id| Route::Child(id).href()).unwrap_or_default();
    Row { key: key(row.index), cells: shape.parts().iter().map(cell).collect(), href, dimmed: false }
}

fn changes(row: &PreviewRow) -> String {
    let one = |(field, old, new): &(Field, String, String)| t::change(field.label(), old, new);
    row.changes.iter().map(one).collect::<Vec<_>>().join("；")
}

/// Why a similar row looks like its child, in words.
pub(super) fn reasons(row: &PreviewRow) -> String {
    row.reasons.iter().map(|r| reason(r).to_owned()).collect::<Vec<_>>().join("、")
}

/// The child of the roster that a similar row resembles.
fn child(row: &PreviewRow) -> String {
    let Some(who) = &row.child_who else { return String::new() };
    who.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("　")
}

fn found(row: &PreviewRow) -> Cell {
    let labels: Vec<&str> = row.findings.iter().map(|(_, kind, _)| finding::label(*kind)).collect();
    let hint = row.findings.iter().map(|(field, kind, value)| finding::placed(0, *field, *kind, value));
    Cell { text: labels.join("、"), hint: hint.collect::<Vec<_>>().join("\n"), ..Cell::default() }
}

fn hint(row: &PreviewRow, field: Option<Field>) -> String {
    let found = row.findings.iter().find(|(f, ..)| f.is_some() && *f == field);
    found.map(|(_, kind, _)| finding::sentence(*kind).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_column_knows_its_target() {
        for fate in super::super::wizard::FATES {
            let shape = Shape::of(fate);
            for (index, column) in columns(shape).iter().enumerate() {
                assert!(column.edit == Edit::No || target(shape, index).is_some(), "{fate:?} {}", column.title);
            }
        }
    }
}
