//! Correcting a cell of a list in place, before it is imported: the same rules read the new text that read the file.

use ledger::clean::clean_cell;
use ledger::field::Field;
use ledger::finding::Finding;
use ledger::identity;
use ledger::list::{ListColumn, ListTable, TextColumn, rejection};

use crate::Desk;
use crate::message::Refusal;
use crate::message::import::ImportAnswer;
use crate::step::Step;

impl Desk {
    pub(super) fn correct(&mut self, row: u32, field: Field, text: &str) -> Step {
        let Some(mut preview) = self.import.preview.take() else { return Step::answer(Refusal::Gone) };
        put(&mut preview.table, row as usize, field, text);
        let preview = self.preview_again(preview);
        let counts = preview.counts();
        self.import.preview = Some(preview);
        Step::answer(ImportAnswer::Preview(counts))
    }
}

fn put(table: &mut ListTable, row: usize, field: Field, text: &str) {
    let Some(&row_number) = table.row_numbers.get(row) else { return };
    let cleaned = clean_cell(field, text, false, false);
    let rows = table.len();
    if table.column(field).is_none() {
        let cells = (0..rows).map(|_| "").collect::<TextColumn>();
        table.columns.push(ListColumn { header: field.label().to_owned(), index: u16::MAX, field, cells });
    }
    let Some(column) = table.columns.iter_mut().find(|c| c.field == field) else { return };
    column.cells = (0..rows).map(|i| if i == row { cleaned.text.as_ref() } else { column.cells.get(i) }).collect();
    let place = column.index;

    table.findings.retain(|f| f.row != row_number || f.column != Some(place));
    if let Some((kind, severity)) = cleaned.finding {
        let at = table.findings.partition_point(|f| f.row <= row_number);
        let finding = Finding { row: row_number, column: Some(place), kind, severity, value: text.to_owned() };
        table.findings.insert(at, finding);
    }
    if field == Field::IdNumber {
        table.id_quality[row] = identity::assess(text, false).quality;
    }
    table.rejected[row] = rejection(table.cell(Field::Name, row), table.id_quality[row]);
}
