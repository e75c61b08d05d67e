//! A document as rows of cells, for a workbook: what is merged on paper stands in its first cell, the others are empty.

use crate::blank;
use crate::document::{Block, Cell, Document, Form, Sign};

/// Everything a document says, row by row; an empty row stands between its sheets.
pub fn rows(document: &Document) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (at, sheet) in document.sheets.iter().enumerate() {
        if at > 0 {
            rows.push(Vec::new());
        }
        sheet.blocks.iter().for_each(|block| of_block(block, &mut rows));
    }
    rows
}

fn of_block(block: &Block, rows: &mut Vec<Vec<String>>) {
    match block {
        Block::Heading(_, text) => rows.push(vec![text.clone()]),
        Block::Lines(_, text) => rows.extend(text.lines().map(|line| vec![line.to_owned()])),
        Block::Form(form) => of_form(form, rows),
        Block::Table(table) => {
            rows.push(table.columns.iter().map(|column| column.head.clone()).collect());
            rows.extend(table.rows.iter().cloned());
        }
        Block::Sign(sign) => rows.push(vec![of_sign(sign)]),
        Block::Signatures(labels) => rows.push(labels.clone()),
        Block::Pictures(pictures) => rows.extend(pictures.cells.iter().map(|cell| vec![cell.caption.clone()])),
        Block::Gap(_) => {}
    }
}

fn of_form(form: &Form, rows: &mut Vec<Vec<String>>) {
    // How many rows from here on a cell above still covers, by column.
    let mut covered = vec![0usize; form.widths.len()];
    for row in &form.rows {
        let mut line = vec![String::new(); form.widths.len()];
        let mut at = 0;
        for cell in row {
            while covered.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            if let Some(place) = line.get_mut(at) {
                *place = of_cell(cell);
            }
            covered.iter_mut().skip(at).take(cell.span).for_each(|rows| *rows = cell.rows);
            at += cell.span;
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        rows.push(line);
    }
}

fn of_cell(cell: &Cell) -> String {
    let sign = cell.sign.as_ref().map(of_sign);
    [cell.text.clone()].into_iter().chain(sign).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The words of a place to sign, without the room.
fn of_sign(sign: &Sign) -> String {
    let blank: Vec<String> = blank::day("").split('　').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    match sign.date.as_deref() {
        None => sign.label.clone(),
        Some("") => format!("{} {}", sign.label, blank.join(" ")),
        Some(date) => format!("{} {date}", sign.label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Sheet;

    #[test]
    fn merged_cells_keep_their_columns() {
        let form = Form {
            widths: vec![20, 20, 20],
            rows: vec![
                vec![Cell::label("一").rows(2), Cell::value("二").span(2)],
                vec![Cell::value("三"), Cell::value("四").sign(Sign::seal("（盖章）", Some("")))],
                vec![Cell::value("五").span(3)],
            ],
            together: false,
        };
        let sheet = || Sheet::record(vec![Block::Form(form.clone()), Block::Gap(5)]);
        let flat = rows(&Document::new("表", vec![sheet(), sheet()]));
        assert_eq!(flat[..3], [["一", "二", ""], ["", "三", "四\n（盖章） 年 月 日"], ["五", "", ""]]);
        assert_eq!((flat[3].len(), &flat[4..], flat.len()), (0, &flat[..3], 7));
    }
}
