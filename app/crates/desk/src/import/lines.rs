//! Lines of one tab of the preview, with what a person needs to decide: old and new texts, findings, reasons.

use std::borrow::Cow;

use ledger::field::Field;
use ledger::finding::Finding;

use super::effect::effects;
use super::preview::Preview;
use crate::Desk;
use crate::message::import::{Fate, ImportAnswer, PreviewRow};
use crate::roster::masked;
use crate::step::Step;

/// Name, number, birth date, village, school, grade and class.
const WHO: [Field; 5] = [Field::Name, Field::IdNumber, Field::Birth, Field::Village, Field::School];

impl Desk {
    pub(super) fn preview_lines(&self, preview: &Preview, fate: Fate, from: u32, count: u32) -> Step {
        let (from, count) = (from as usize, count as usize);
        let (total, rows) = if fate == Fate::Missing {
            let lines = preview.missing.iter().enumerate().skip(from).take(count);
            (preview.missing.len(), lines.map(|(i, &child)| self.missing_line(i, child)).collect())
        } else {
            let all: Vec<usize> = preview.rows_of(fate).collect();
            (all.len(), all.iter().skip(from).take(count).map(|&i| self.preview_line(preview, i)).collect())
        };
        Step::answer(ImportAnswer::Lines { total: total as u32, rows })
    }

    fn preview_line(&self, preview: &Preview, i: usize) -> PreviewRow {
        let line = &preview.lines[i];
        let table = &preview.table;
        let changes = line.child.into_iter().flat_map(|child| effects(table, preview.kind, i, self.row(child)));
        let row_number = table.row_numbers.get(i).copied().unwrap_or_default();
        PreviewRow {
            index: i as u32,
            row_number,
            who: who(|field| table.cell(field, i)),
            changes: changes.map(|(f, old, new)| (f, show(f, old), show(f, new))).collect(),
            findings: findings_of(table, row_number).map(|f| (field_of(table, f), f.kind, f.value.clone())).collect(),
            child: line.child.map(|child| self.row(child).id().0),
            child_who: line.child.map(|child| who(|field| self.row(child).get(field))),
            score: line.score,
            reasons: line.reasons.iter().map(|r| r.key().to_owned()).collect(),
            decision: line.decision,
        }
    }

    fn missing_line(&self, i: usize, child: u32) -> PreviewRow {
        let row = self.row(child);
        PreviewRow {
            index: i as u32,
            row_number: 0,
            who: who(|field| row.get(field)),
            changes: Vec::new(),
            findings: Vec::new(),
            child: Some(row.id().0),
            child_who: None,
            score: 0,
            reasons: Vec::new(),
            decision: None,
        }
    }
}

/// The findings of a sheet row; findings are in row order.
fn findings_of(table: &ledger::list::ListTable, row_number: u32) -> impl Iterator<Item = &Finding> {
    let start = table.findings.partition_point(|f| f.row < row_number);
    table.findings[start..].iter().take_while(move |f| f.row == row_number)
}

fn field_of(table: &ledger::list::ListTable, finding: &Finding) -> Option<Field> {
    finding.column.and_then(|column| table.columns.iter().find(|c| c.index == column)).map(|c| c.field)
}

fn show(field: Field, text: &str) -> String {
    masked(field, Cow::Borrowed(text)).into_owned()
}

fn who<'a>(get: impl Fn(Field) -> &'a str) -> [String; 6] {
    let [name, number, birth, village, school] = WHO.map(|field| show(field, get(field)));
    let class = format!("{}{}", get(Field::Grade), get(Field::Class));
    [name, number, birth, village, school, class]
}
