//! Where the header is: below title rows and notes, of one to three rows, merged or not.
//!
//! Every row near the top is tried as a header of one, two and three rows, and the reading that understands most columns
//! wins; a deeper header must understand more than a shallower one to be believed.

use ledger::field::Field;
use ledger::list::ListKind;

use super::assign::assign;
use super::lookup::candidates;
use super::plain::plain;
use super::subject;
use crate::grid::{Grid, Merge, is_blank_text};

/// Rows from the top in which a header is looked for.
const ROWS: u32 = 64;
/// Deepest header.
const DEPTH: u32 = 3;
/// How much more a deeper header must understand, in columns.
const GAIN: f32 = 0.7;

/// One column as its header rows name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The header as it stands, levels of a deeper header parted by a slash.
    pub(crate) text: String,
    /// Fields it may stand for, surest first.
    pub(crate) candidates: Vec<(Field, u8)>,
}

/// A header.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    /// First row, 0-based.
    pub(crate) first: u32,
    /// Last row.
    pub(crate) last: u32,
    /// One heading per column of the sheet.
    pub(crate) headings: Vec<Heading>,
    /// How much was understood.
    pub(crate) score: f32,
}

/// Finds the header, if there is one.
pub(crate) fn find(grid: &Grid, kind: Option<ListKind>) -> Option<Header> {
    let mut best: Option<Header> = None;
    for first in 0..grid.rows().min(ROWS) {
        if let Some(found) = at(grid, first, kind).filter(is_convincing)
            && best.as_ref().is_none_or(|b| found.score > b.score)
        {
            best = Some(found);
        }
    }
    best
}

/// Reads the header that begins at a row, however little of it is understood.
pub(crate) fn at(grid: &Grid, first: u32, kind: Option<ListKind>) -> Option<Header> {
    if grid.is_blank(first) || holds_data(grid, first) {
        return None;
    }
    let merges: Vec<Merge> =
        grid.merges.iter().copied().filter(|m| m.top < first + DEPTH && m.bottom >= first).collect();
    let mut best = read(grid, first, first, kind, &merges);
    for last in first + 1..first + DEPTH {
        if last >= grid.rows() || grid.is_blank(last) || holds_data(grid, last) {
            break;
        }
        let deeper = read(grid, first, last, kind, &merges);
        if deeper.score >= best.score + GAIN {
            best = deeper;
        }
    }
    Some(best)
}

fn is_convincing(header: &Header) -> bool {
    let fields: Vec<(Field, u8)> = assign(&header.headings.iter().map(|h| h.candidates.clone()).collect::<Vec<_>>())
        .into_iter()
        .flatten()
        .collect();
    let named = header.headings.iter().filter(|h| !h.text.is_empty()).count();
    // A lone column must be named outright: a sentence may well speak of names.
    let is_key = |&(field, sure): &(Field, u8)| {
        sure >= 85 && matches!(field, Field::Name | Field::IdNumber | Field::StudentNumber | Field::DisabilityCard)
    };
    fields.len() >= 2 || (named <= 2 && fields.iter().any(is_key))
}

/// A row with a long number in it, or several numbers, is no header.
fn holds_data(grid: &Grid, row: u32) -> bool {
    let mut numbers = 0;
    for cell in grid.row(row) {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let bare = cell.trim();
        if digits >= 15 && bare.chars().count() <= 24 {
            return true;
        }
        numbers += usize::from(digits >= 4 && digits * 2 > bare.chars().count());
    }
    numbers >= 2
}

fn read(grid: &Grid, first: u32, last: u32, kind: Option<ListKind>, merges: &[Merge]) -> Header {
    let columns = grid.columns();
    let levels: Vec<Vec<String>> = (first..=last).map(|row| level(grid, row, first, last, merges)).collect();
    let mut headings = Vec::with_capacity(columns as usize);
    for column in 0..columns as usize {
        let mut parts: Vec<&str> = Vec::new();
        for level in &levels {
            if let Some(text) =
                level.get(column).map(String::as_str).filter(|t| !t.is_empty() && parts.last() != Some(t))
            {
                parts.push(text);
            }
        }
        headings.push(Heading { text: parts.join("/"), candidates: meaning(&parts, kind) });
    }
    let fields = assign(&headings.iter().map(|h| h.candidates.clone()).collect::<Vec<_>>());
    let score = fields.iter().flatten().map(|&(_, sure)| f32::from(sure) / 100.0).sum();
    Header { first, last, headings, score }
}

/// The texts of one header row, one per column, merged blocks filled.
fn level(grid: &Grid, row: u32, first: u32, last: u32, merges: &[Merge]) -> Vec<String> {
    let columns = grid.columns() as usize;
    let mut texts: Vec<String> = (0..columns).map(|c| tidy(grid.text(row, c as u32))).collect();
    for merge in merges {
        // The first row of the block that belongs to the header names all its columns.
        if merge.top.max(first) != row || merge.top < first || merge.right == merge.left {
            continue;
        }
        let text = tidy(grid.text(merge.top, merge.left));
        for column in merge.left..=merge.right.min(grid.columns().saturating_sub(1)) {
            if let Some(cell) = texts.get_mut(column as usize).filter(|t| t.is_empty()) {
                cell.clone_from(&text);
            }
        }
    }
    // A saved text has no merged blocks any more: a name stands over the columns to its right that have none of their
    // own, as long as both have one below.
    if merges.is_empty() && row < last {
        for column in 1..columns {
            let below = |c: usize| !is_blank_text(grid.text(row + 1, c as u32));
            if texts.get(column).is_some_and(String::is_empty) && below(column) && below(column - 1) {
                let left = texts.get(column - 1).cloned().unwrap_or_default();
                if let Some(cell) = texts.get_mut(column) {
                    *cell = left;
                }
            }
        }
    }
    texts
}

/// What the levels of a heading mean together.
fn meaning(parts: &[&str], kind: Option<ListKind>) -> Vec<(Field, u8)> {
    let (Some(lowest), uppers) = (parts.last(), parts.len().saturating_sub(1)) else { return Vec::new() };
    if uppers == 0 {
        return candidates(lowest, kind, true);
    }
    // `监护人信息 / 姓名` means what `监护人姓名` means.
    let bare = |part: &&str| {
        let core = plain(part).core;
        let cut = ["基本信息", "基本情况", "信息", "情况", "资料"].iter().find_map(|s| core.strip_suffix(s));
        cut.map_or(core.clone(), str::to_owned)
    };
    let upper: String = parts.iter().take(uppers).map(bare).collect();
    let joined = candidates(&format!("{upper}{lowest}"), kind, false);
    if !joined.is_empty() || subject::names_other(&upper) {
        return joined;
    }
    candidates(lowest, kind, false).into_iter().map(|(field, sure)| (field, sure.saturating_sub(5))).collect()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{CellKind, GridBuilder};

    /// Rows by lines, cells by commas; merges as they stand in a workbook.
    fn grid(text: &str, merges: &[Merge]) -> Grid {
        let mut builder = GridBuilder::with_capacity(0);
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.trim().split(',').enumerate() {
                builder.put(row as u32, column as u32, CellKind::Text, cell).unwrap();
            }
        }
        merges.iter().for_each(|m| builder.merge(*m));
        builder.finish().unwrap()
    }

    fn check(text: &str, merges: &[Merge], expected: Option<(u32, u32, &str)>) {
        let grid = grid(text, merges);
        let found = find(&grid, None);
        let seen = found.map(|header| {
            let fields = assign(&header.headings.iter().map(|h| h.candidates.clone()).collect::<Vec<_>>());
            let keys: Vec<&str> = fields.iter().map(|f| f.map_or("-", |(f, _)| f.key())).collect();
            (header.first, header.last, keys.join(" "))
        });
        assert_eq!(seen, expected.map(|(first, last, keys)| (first, last, keys.to_owned())), "{text}");
    }

    #[test]
    fn the_header_is_found_below_titles_and_notes() {
        check(
            "联合乡2025年秋季学期学生名册\n填表单位：联合小学,,,填表日期：2025年9月1日\n序号,姓名,性别,身份证号\n1,张三,男,990526201208310018",
            &[],
            Some((2, 2, "- name sex id_number")),
        );
        check("姓名\n张三\n李四", &[], Some((0, 0, "name")));
        check("张三,男,990526201208310018\n李四,女,990526201209010025", &[], None);
        check("通知\n各村请于本周内上报学生姓名。\n谢谢", &[], None);
    }

    #[test]
    fn a_header_of_two_rows_is_read_as_one() {
        let expected = Some((0, 1, "- name phone home_address sex"));
        let across = Merge { top: 0, bottom: 0, left: 2, right: 3 };
        let down = |column| Merge { top: 0, bottom: 1, left: column, right: column };
        check(
            "序号,姓名,联系方式,,性别\n,,电话,地址\n1,张三,13800000000,一组,男",
            &[across, down(0), down(1), down(4)],
            expected,
        );
        check("序号,姓名,联系方式,,性别\n,,电话,地址\n1,张三,13800000000,一组,男", &[], expected);
        check(
            "姓名,性别,监护人信息,,父亲,,\n,,姓名,电话,姓名,身份证号,工作单位\n张三,男,李四,1,王五,2,3",
            &[],
            Some((0, 1, "name sex guardian guardian_phone member1_name member1_id_number member1_employer")),
        );
        check(
            "成员1,,成员2,\n姓名,关系,姓名,关系\n甲,父,乙,母",
            &[],
            Some((0, 1, "member1_name member1_relation member2_name member2_relation")),
        );
    }

    #[test]
    fn rows_of_names_do_not_deepen_a_header() {
        check("姓名,性别,村\n张三,男,石坝村\n李四,女,石坝村", &[], Some((0, 0, "name sex village")));
        check("姓名,性别\n姓名,性别\n张三,男", &[], Some((0, 0, "name sex")));
    }

    #[test]
    fn a_row_that_adds_nothing_is_a_title() {
        check(
            "学生信息,,家庭信息,\n姓名,性别,监护人,\n,,姓名,电话\n张,男,李,1",
            &[],
            Some((1, 2, "name sex guardian guardian_phone")),
        );
    }
}
