//! Which rows below the header are children, and which are left out and why.
//!
//! Leaving out a child is far worse than keeping a total, so a row is left out only for what it plainly is, and never
//! when it holds an identity number.

use serde::{Deserialize, Serialize};

use crate::grid::{Grid, is_blank_text};
use crate::header::plain;

/// Why a row is not a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Nothing in it, or nothing but its serial number.
    Blank,
    /// 合计, 小计, 总计.
    Total,
    /// 备注, 说明, 填表人, 审核人 and the like.
    Note,
    /// The header or the title again, as on every printed page.
    RepeatedHeader,
    /// 1, 2, 3 ... below the header.
    ColumnNumbers,
}

impl SkipReason {
    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            SkipReason::Blank => "blank",
            SkipReason::Total => "total",
            SkipReason::Note => "note",
            SkipReason::RepeatedHeader => "repeated_header",
            SkipReason::ColumnNumbers => "column_numbers",
        }
    }
}

/// What is known of the columns when rows are judged.
pub(crate) struct Judge<'a> {
    /// The headers as they stand.
    pub(crate) headers: &'a [String],
    /// Columns that only number rows.
    pub(crate) serials: &'a [bool],
    /// Texts above the header.
    pub(crate) titles: &'a [String],
    /// First row below the header.
    pub(crate) first: u32,
}

const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "总数",
    "合计数",
    "总人数",
    "本页合计",
    "本页小计",
    "累计",
    "本村合计",
    "全校合计",
];
const NOTES: &[&str] = &[
    "备注",
    "说明",
    "注",
    "附注",
    "填表说明",
    "填报说明",
    "填表人",
    "制表人",
    "制表",
    "填报人",
    "审核人",
    "审核",
    "复核",
    "校长",
    "负责人",
    "单位负责人",
    "填表时间",
    "填报时间",
    "填表日期",
    "填报日期",
    "联系人",
    "经办人",
    "统计人",
    "分管领导",
    "主要领导",
    "填报单位",
    "填表单位",
    "单位",
    "单位盖章",
    "学校盖章",
    "盖章",
    "日期",
    "班主任签字",
    "校长签字",
    "签字",
    "制表时间",
    "制表日期",
    "村主任",
    "村支书",
    "包村干部",
];

impl Judge<'_> {
    /// Why a row is left out; `None` for a child.
    pub(crate) fn skip(&self, grid: &Grid, row: u32) -> Option<SkipReason> {
        let mut filled = grid.row(row).enumerate().filter(|(_, text)| !is_blank_text(text)).peekable();
        if filled.peek().is_none() {
            return Some(SkipReason::Blank);
        }
        // The common row, a child with a number, is decided by its first long run of digits.
        if grid.row(row).any(holds_long_number) {
            return None;
        }
        let filled: Vec<(usize, &str)> = filled.collect();
        let is_count = |text: &str| text.trim().chars().all(|c| c.is_numeric() || c == '.');
        if filled.iter().all(|(column, text)| self.serials.get(*column) == Some(&true) && is_count(text)) {
            return Some(SkipReason::Blank);
        }
        if self.repeats_header(&filled) || self.repeats_title(&filled) {
            return Some(SkipReason::RepeatedHeader);
        }
        if row == self.first && numbers_columns(&filled) {
            return Some(SkipReason::ColumnNumbers);
        }
        let first = filled.iter().find(|(column, _)| self.serials.get(*column) != Some(&true)).or(filled.first());
        let lead = filled.first().map_or("", |f| f.1);
        let is_total = |text: &str| {
            let core = plain(text).core;
            let rest = TOTALS.iter().find_map(|total| core.strip_prefix(total));
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '人' | '名' | '户' | '个'))
            })
        };
        if is_total(lead) || first.is_some_and(|(_, text)| is_total(text)) {
            return Some(SkipReason::Total);
        }
        if is_note(lead, filled.len()) { Some(SkipReason::Note) } else { None }
    }

    /// A title of the first page again, as it stands on every printed page.
    fn repeats_title(&self, filled: &[(usize, &str)]) -> bool {
        matches!(filled, [(_, text)] if self.titles.iter().any(|title| title.trim() == text.trim()))
    }

    /// At least two cells, and most of them, say what their header says.
    fn repeats_header(&self, filled: &[(usize, &str)]) -> bool {
        let same = |(column, text): &&(usize, &str)| {
            let header = self.headers.get(*column).map_or("", String::as_str);
            !header.is_empty()
                && (plain(text) == plain(header) || header.split('/').any(|level| plain(level) == plain(text)))
        };
        let equal = filled.iter().filter(same).count();
        equal >= 2 && equal * 2 > filled.len()
            || (equal == 1 && filled.len() == 1 && self.headers.iter().filter(|h| !h.is_empty()).count() == 1)
    }
}

fn holds_long_number(text: &str) -> bool {
    text.len() >= 15 && text.bytes().filter(u8::is_ascii_digit).count() >= 15
}

/// `1 2 3 4` or `甲 乙 丙 丁`, one per column.
fn numbers_columns(filled: &[(usize, &str)]) -> bool {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let number = |text: &str| text.trim().trim_matches(['(', ')', '（', '）']).parse::<u32>().ok();
    let counts = filled.iter().zip(1u32..).all(|((_, text), i)| number(text) == Some(i));
    let stems = filled.iter().zip(STEMS.chars()).all(|((_, text), stem)| text.trim().chars().eq([stem]));
    filled.len() >= 3 && (counts || (stems && filled.len() <= 10))
}

/// A row that begins with a word of the form's foot: alone, with a colon after it, or in a nearly empty row.
fn is_note(lead: &str, filled: usize) -> bool {
    let bare: String = lead.chars().filter(|c| !c.is_whitespace()).collect();
    let word = bare.split([':', '：', '（', '(', '1', '１']).next().unwrap_or("");
    let has_colon = bare.contains([':', '：']);
    let known = NOTES.contains(&word) || NOTES.contains(&plain(lead).core.as_str());
    known && (has_colon || filled <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{CellKind, GridBuilder};

    fn check(line: &str, expected: Option<SkipReason>) {
        let mut builder = GridBuilder::with_capacity(0);
        for (column, cell) in line.split(',').enumerate() {
            builder.put(0, column as u32, CellKind::Text, cell).unwrap();
        }
        builder.put(1, 0, CellKind::Text, "last").unwrap();
        let titles = ["石坝村名册".to_owned()];
        let headers = ["序号", "姓名", "性别", "联系方式/电话", "备注"].map(str::to_owned);
        let judge =
            Judge { headers: &headers, serials: &[true, false, false, false, false], titles: &titles, first: 0 };
        assert_eq!(judge.skip(&builder.finish().unwrap(), 0), expected, "{line}");
    }

    #[test]
    fn what_is_plainly_no_child_is_left_out() {
        check("", Some(SkipReason::Blank));
        check(" ,\u{3000},\u{A0}", Some(SkipReason::Blank));
        check("17,,,", Some(SkipReason::Blank));
        check("合 计,35,,", Some(SkipReason::Total));
        check(",合计：35人,,", Some(SkipReason::Total));
        check("小计（人）,,12", Some(SkipReason::Total));
        check("序号,姓名,性别,电话,备注", Some(SkipReason::RepeatedHeader));
        check(",石坝村名册,,", Some(SkipReason::RepeatedHeader));
        check("1,2,3,4,5", Some(SkipReason::ColumnNumbers));
        check("甲,乙,丙,丁", Some(SkipReason::ColumnNumbers));
        check("填表人：王五,,审核人：赵六,,2025年9月1日", Some(SkipReason::Note));
        check("注：1.本表一式两份。", Some(SkipReason::Note));
        check("备注：身份证号请用文本格式", Some(SkipReason::Note));
        check("审核人,,,", Some(SkipReason::Note));
    }

    #[test]
    fn a_child_is_never_left_out() {
        check("1,张三,男,13800000000,", None);
        check("合计,张三,男,990526201208310018,", None);
        check(",张三,,,", None);
        check("3,备注,男,13800000000,随父母", None);
        check("1,性别,男,,", None);
        check("1,总计明,男,,", None);
        check("一年级1班,,,", None);
        check("单位职工子女,张三,男,1,2", None);
    }
}
