//! A cleaned list: what a reader hands to the comparison, the import preview and the store.
//!
//! Columnar text: cell values are canonical text (`2012-08-31`, `990526201208310018`, official option texts), so the
//! whole list is a few large strings that travel between workers as bytes. Nothing here is repaired: a value that could
//! not be read stays as it stood and has a [`Finding`].

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::finding::{Finding, FindingKind};
use crate::identity::IdQuality;
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// What a list is a list of.
    pub enum ListKind {
        /// The police household list.
        Household = "household", "户籍";
        /// The student registry.
        Registry = "registry", "学籍";
        /// Children actually in school.
        InSchool = "in_school", "在校";
        LastTerm = "last_term", "上学期在校";
        Reported = "reported", "本学期报到";
        Poverty = "poverty", "脱贫监测";
        Disability = "disability", "残联";
        Graduates = "graduates", "小学毕业库";
        Suspected = "suspected", "疑似失学";
        /// Taken from the ledger itself.
        Roster = "roster", "名册";
        /// Found in the field or any other list.
        Other = "other", "其他名单";
    }
}

/// Texts of one column, end to end with their borders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextColumn {
    text: String,
    ends: Vec<u32>,
}

impl TextColumn {
    /// Appends a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// The cell at `index`, empty if there is none.
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }
}

impl<'a> FromIterator<&'a str> for TextColumn {
    fn from_iter<I: IntoIterator<Item = &'a str>>(cells: I) -> Self {
        let mut column = TextColumn::default();
        cells.into_iter().for_each(|c| column.push(c));
        column
    }
}

/// One mapped column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColumn {
    /// The header as it stood in the file.
    pub header: String,
    /// Column of the sheet, 0-based, as findings name it; `u16::MAX` for a column the sheet does not have.
    pub index: u16,
    /// What it was understood as.
    pub field: Field,
    /// One canonical text per row.
    pub cells: TextColumn,
}

/// Why a row cannot be used at all, if it cannot: only the area of its number survives, or it has neither a name nor a
/// whole number. Everything else is accepted with findings.
pub fn rejection(name: &str, quality: IdQuality) -> Option<FindingKind> {
    match quality {
        IdQuality::Scientific => Some(FindingKind::IdScientific),
        IdQuality::Valid => None,
        _ if name.is_empty() => Some(FindingKind::NoIdentity),
        _ => None,
    }
}

/// A cleaned list. Every column, `row_numbers`, `id_quality` and `rejected` have one entry per data row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTable {
    /// The mapped columns; a field stands at most once.
    pub columns: Vec<ListColumn>,
    /// Row as a person sees it in the sheet, 1-based.
    pub row_numbers: Vec<u32>,
    /// What the identity number of the row is worth.
    pub id_quality: Vec<IdQuality>,
    /// Why a row cannot be used; `None` for an accepted row.
    pub rejected: Vec<Option<FindingKind>>,
    /// Data rows left out with a count: 合计, 备注, repeated header and blank rows.
    pub skipped: u32,
    /// Everything found, in row order.
    pub findings: Vec<Finding>,
}

impl ListTable {
    /// Number of data rows, accepted and rejected.
    pub fn len(&self) -> usize {
        self.row_numbers.len()
    }

    /// Whether there are no data rows.
    pub fn is_empty(&self) -> bool {
        self.row_numbers.is_empty()
    }

    /// The column of a field, if the list has it.
    pub fn column(&self, field: Field) -> Option<&TextColumn> {
        self.columns.iter().find(|c| c.field == field).map(|c| &c.cells)
    }

    /// One cell, empty if the list has no such column.
    pub fn cell(&self, field: Field, row: usize) -> &str {
        self.column(field).map_or("", |c| c.get(row))
    }
}
