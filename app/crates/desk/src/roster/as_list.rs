//! The roster as a list among lists: what the import matches against and what a comparison may take as one side.

use ledger::field::Field;
use ledger::identity;
use ledger::list::{ListColumn, ListTable, TextColumn};
use ledger::schema::Table;

use crate::Desk;

/// What children are matched and told apart by.
pub(crate) const MATCHED_BY: &[Field] = &[
    Field::Name,
    Field::FormerName,
    Field::Sex,
    Field::Birth,
    Field::IdType,
    Field::IdNumber,
    Field::StudentNumber,
    Field::DisabilityCard,
    Field::School,
    Field::Grade,
    Field::Class,
    Field::Village,
    Field::HouseholdHead,
    Field::Phone,
    Field::Guardian,
    Field::GuardianPhone,
    Field::Member1Name,
    Field::Member1Phone,
    Field::Member2Name,
    Field::Member2Phone,
];

impl Desk {
    /// The roster's children as a table, with the state's index of each row.
    pub(crate) fn roster_table(&self, fields: &[Field]) -> (ListTable, Vec<u32>) {
        let rows = self.book.live(Table::Child);
        let column = |&field: &Field| ListColumn {
            header: field.label().to_owned(),
            index: u16::MAX,
            field,
            cells: rows.iter().map(|&ix| self.row(ix).get(field)).collect::<TextColumn>(),
        };
        let quality = |&ix: &u32| identity::assess(self.row(ix).get(Field::IdNumber), false).quality;
        let table = ListTable {
            columns: fields.iter().map(column).collect(),
            row_numbers: (1..=rows.len() as u32).collect(),
            id_quality: rows.iter().map(quality).collect(),
            rejected: vec![None; rows.len()],
            skipped: 0,
            findings: Vec::new(),
        };
        (table, rows)
    }
}
