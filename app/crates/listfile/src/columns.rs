//! What each column is taken for: what the person says, else what is remembered, else what its header says, else what
//! stands in it.

use ledger::field::Field;
use serde::{Deserialize, Serialize};

use crate::grid::{Grid, is_blank_text};
use crate::header::{Heading, assign, infer};
use crate::mapping::MappingSpec;

/// A column of the sheet as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Its place, 0 is column A.
    pub index: u16,
    /// The header as it stands; levels of a deeper header are parted by a slash.
    pub header: String,
    /// What it was understood as; `None` for a column that is kept and not mapped.
    pub field: Option<Field>,
    /// How sure, 0 to 100: 100 for an official header or a person's word, 0 for unmapped.
    pub confidence: u8,
    /// The first filled cells.
    pub samples: Vec<String>,
}

/// Sample cells of a column.
const SAMPLES: usize = 3;
/// Rows in which samples are looked for.
const SAMPLE_ROWS: u32 = 400;

/// Decides what the columns are.
pub(crate) fn decide(
    grid: &Grid,
    headings: &[Heading],
    first_row: u32,
    said: Option<&[Option<Field>]>,
    remembered: Option<&MappingSpec>,
) -> Vec<ColumnInfo> {
    let fields = match said {
        Some(said) => said_fields(said, headings.len()),
        None => understood(grid, headings, first_row, remembered),
    };
    let mut columns = Vec::with_capacity(headings.len());
    for (index, (heading, field)) in headings.iter().zip(fields).enumerate() {
        columns.push(ColumnInfo {
            index: index as u16,
            header: heading.text.clone(),
            field: field.map(|(field, _)| field),
            confidence: field.map_or(0, |(_, sure)| sure),
            samples: samples(grid, first_row, index as u32),
        });
    }
    columns
}

/// A person's word, each field once.
fn said_fields(said: &[Option<Field>], columns: usize) -> Vec<Option<(Field, u8)>> {
    let mut taken = Vec::new();
    let mut once = |field: Option<Field>| {
        let field = field.filter(|f| !taken.contains(f))?;
        taken.push(field);
        Some((field, 100))
    };
    (0..columns).map(|i| once(said.get(i).copied().flatten())).collect()
}

fn understood(
    grid: &Grid,
    headings: &[Heading],
    first_row: u32,
    remembered: Option<&MappingSpec>,
) -> Vec<Option<(Field, u8)>> {
    let decided = remembered.map(|spec| spec.apply(headings)).unwrap_or_else(|| vec![None; headings.len()]);
    let of_persons: Vec<Field> = decided.iter().copied().flatten().flatten().collect();
    let mut candidates = Vec::with_capacity(headings.len());
    for (heading, decision) in headings.iter().zip(&decided) {
        candidates.push(match decision {
            Some(Some(field)) => vec![(*field, 100)],
            Some(None) => Vec::new(),
            None => heading.candidates.iter().copied().filter(|(f, _)| !of_persons.contains(f)).collect(),
        });
    }
    let mut fields = assign(&candidates);
    // Content speaks only where the keys are missing: an unknown header over numbers of 18 digits.
    let mut taken: Vec<Field> = fields.iter().flatten().map(|(f, _)| *f).collect();
    let has_header = headings.iter().any(|h| !h.text.is_empty());
    for (column, field) in fields.iter_mut().enumerate() {
        let left_out = decided.get(column).is_some_and(Option::is_some);
        if field.is_some() || left_out {
            continue;
        }
        let found = infer(grid, first_row, column as u32, &taken);
        *field = found.into_iter().find(|(f, _)| !has_header || matches!(f, Field::IdNumber | Field::Name));
        taken.extend(field.map(|(f, _)| f));
    }
    fields
}

fn samples(grid: &Grid, first_row: u32, column: u32) -> Vec<String> {
    let rows = first_row..grid.rows().min(first_row.saturating_add(SAMPLE_ROWS));
    rows.map(|row| grid.text(row, column)).filter(|t| !is_blank_text(t)).take(SAMPLES).map(str::to_owned).collect()
}
