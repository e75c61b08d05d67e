//! One list in, what was understood and found in it out. Every row below the header is accounted for:
//! `rows_in = rows_accepted + rows_rejected + rows_skipped`.

use std::collections::BTreeMap;

use ledger::finding::{Finding, FindingKind, Severity};
use listfile::progress::Continue;
use listfile::{ColumnInfo, Notice, ReadList, ReadOptions};
use serde::Serialize;

use crate::refusal::Refusal;

/// The printed answer.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    format: &'static str,
    encoding: Option<&'static str>,
    sheet: Option<String>,
    /// The first header row as a person sees it, 1-based.
    header_row: Option<u32>,
    /// First and last, for headers of several rows.
    header_rows: Option<(u32, u32)>,
    /// What each header was understood as; nothing for a column that is kept and not understood.
    columns: BTreeMap<String, Option<&'static str>>,
    rows_in: usize,
    rows_accepted: usize,
    rows_skipped: usize,
    rows_rejected: usize,
    skipped: Vec<Skipped>,
    notices: Vec<Notice>,
    findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Skipped {
    row: u32,
    reason: &'static str,
}

#[derive(Debug, Serialize)]
struct Found {
    row: u32,
    /// The header, as in `columns`; nothing when the whole row is meant.
    column: Option<String>,
    /// The place as a spreadsheet program names it, `C12`.
    cell: Option<String>,
    kind: FindingKind,
    severity: Severity,
    value: String,
}

/// Reads one list and tells what was found.
pub(crate) fn import(file: &str) -> Result<Answer, Refusal> {
    Ok(told(read(file)?))
}

/// The list in a file, read as the client reads it.
pub(crate) fn read(file: &str) -> Result<ReadList, Refusal> {
    let bytes = std::fs::read(file).map_err(|error| Refusal::unreadable(file, error))?;
    listfile::read(&bytes, &ReadOptions::default(), &mut |_| Continue::Yes)
        .map_err(|reason| Refusal::not_a_list(file, &reason))
}

fn told(list: ReadList) -> Answer {
    let headers = headers(&list.columns);
    let rejected = list.table.rejected.iter().flatten().count();
    let rows = list.table.len();
    let columns =
        list.columns.iter().map(|column| (name_in(&headers, column.index), column.field.map(|field| field.key())));
    Answer {
        format: list.format.key(),
        encoding: list.encoding.map(|encoding| encoding.key()),
        sheet: list.sheets.get(list.sheet).map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty()),
        header_row: list.header_rows.map(|(first, _)| first),
        header_rows: list.header_rows,
        columns: columns.collect(),
        rows_in: rows + list.skipped.len(),
        rows_accepted: rows - rejected,
        rows_skipped: list.skipped.len(),
        rows_rejected: rejected,
        skipped: list.skipped.iter().map(|(row, reason)| Skipped { row: *row, reason: reason.key() }).collect(),
        notices: list.notices,
        findings: list.table.findings.into_iter().map(|finding| found(finding, &headers)).collect(),
    }
}

fn found(finding: Finding, headers: &BTreeMap<u16, String>) -> Found {
    let cell = finding.column.map(|column| format!("{}{}", letters(column), finding.row));
    Found {
        row: finding.row,
        column: finding.column.map(|column| name_in(headers, column)),
        cell,
        kind: finding.kind,
        severity: finding.severity,
        value: finding.value,
    }
}

/// A name for each column that no other column has: its header, with its letter when the header is empty or repeated.
fn headers(columns: &[ColumnInfo]) -> BTreeMap<u16, String> {
    let mut names: BTreeMap<u16, String> = BTreeMap::new();
    for column in columns {
        let plain = column.header.trim();
        let name = if plain.is_empty() {
            letters(column.index)
        } else if names.values().any(|known| known == plain) {
            format!("{plain} ({})", letters(column.index))
        } else {
            plain.to_owned()
        };
        names.insert(column.index, name);
    }
    names
}

fn name_in(headers: &BTreeMap<u16, String>, column: u16) -> String {
    headers.get(&column).cloned().unwrap_or_else(|| letters(column))
}

/// 0 is A, 26 is AA.
fn letters(column: u16) -> String {
    let mut left = u32::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answer(text: &str) -> Value {
        let list = listfile::read(text.as_bytes(), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
        serde_json::to_value(told(list)).unwrap()
    }

    #[test]
    fn columns_have_letters() {
        let check = |column: u16, expected: &str| assert_eq!(letters(column), expected);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(701, "ZZ");
        check(702, "AAA");
        check(u16::MAX, "CRXP");
    }

    #[test]
    fn every_row_is_accounted_for_and_every_finding_has_its_place() {
        let told = answer(
            "石川镇学籍名单\n姓名,身份证件号,备注,备注\n张三,990526201208310018,,\n李四,9.90526E+17,,\n王五,990526201208310019,,\n合计,3,,\n",
        );
        assert_eq!(told["format"], "csv");
        assert_eq!(told["encoding"], "utf-8");
        assert_eq!(told["sheet"], Value::Null);
        assert_eq!(told["header_row"], 2);
        assert_eq!(told["columns"]["姓名"], "name");
        assert_eq!(told["columns"]["身份证件号"], "id_number");
        assert_eq!(told["columns"]["备注 (D)"], Value::Null);
        assert_eq!(
            (&told["rows_in"], &told["rows_accepted"], &told["rows_skipped"], &told["rows_rejected"]),
            (&json!(4), &json!(2), &json!(1), &json!(1))
        );
        let findings = told["findings"].as_array().unwrap();
        let of_row = |row: u32| findings.iter().find(|one| one["row"] == row).unwrap();
        assert_eq!(
            *of_row(4),
            json!({ "row": 4, "column": "身份证件号", "cell": "B4", "kind": "id_scientific", "severity": "error", "value": "9.90526E+17" })
        );
        assert_eq!(of_row(5)["kind"], "id_checksum");
    }

    #[test]
    fn what_is_no_list_is_refused_with_a_key() {
        let missing = read("no-such-file.csv").unwrap_err().as_json();
        assert_eq!(missing["error"]["kind"], "unreadable");
        let reason = listfile::read(b"", &ReadOptions::default(), &mut |_| Continue::Yes).unwrap_err();
        assert_eq!(Refusal::not_a_list("a.csv", &reason).as_json()["error"]["kind"], "empty");
    }
}
