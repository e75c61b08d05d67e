//! 年级 and 班级: one grade and one class number under the many ways schools write them.
//!
//! Grades are counted through compulsory education, 一年级 to 九年级, so 初一 is 七年级. `2025级` is a grade only within a
//! school year, and of a cohort in its first three years only with the stage known: it could be 小学 or 初中.

mod class;
mod numeral;

use serde::{Deserialize, Serialize};

pub use class::{ClassName, class_order, contradicts};

use crate::plain;
use crate::window::SchoolYear;

/// 年级, 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

/// 学段.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 小学, grades 1 to 6.
    Primary,
    /// 初中, grades 7 to 9.
    Junior,
}

const TEXTS: [&str; 9] = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"];

impl Grade {
    /// The grade with this number, 1 to 9.
    pub const fn new(number: u8) -> Option<Grade> {
        if 1 <= number && number <= 9 { Some(Grade(number)) } else { None }
    }

    /// Its number, 1 to 9.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The canonical text, `一年级` to `九年级`.
    pub const fn text(self) -> &'static str {
        TEXTS[self.0 as usize - 1]
    }

    /// Which stage it belongs to under six years of primary school.
    pub const fn stage(self) -> Stage {
        if self.0 <= 6 { Stage::Primary } else { Stage::Junior }
    }

    /// All nine.
    pub fn all() -> impl Iterator<Item = Grade> {
        (1..=9).map(Grade)
    }

    /// Reads a grade that says itself which it is: `一年级`, `1年级`, `小一`, `七年级`, `初一`, `初中一年级`, `07`.
    ///
    /// ```
    /// use ledger::grade::Grade;
    /// assert_eq!(Grade::parse("初二").map(Grade::text), Some("八年级"));
    /// assert_eq!(Grade::parse("高一"), None);
    /// ```
    pub fn parse(raw: &str) -> Option<Grade> {
        if let Some(at) = TEXTS.iter().position(|t| *t == raw) {
            return Grade::new(at as u8 + 1);
        }
        let text = plain(raw);
        let (stage, rest) = strip_stage(&text);
        let rest = ["年级", "年"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        let number = u8::try_from(numeral::read(rest)?).ok()?;
        match (stage, number) {
            (Some(Stage::Primary), 1..=6) | (None, 1..=9) | (Some(Stage::Junior), 7..=9) => Grade::new(number),
            (Some(Stage::Junior), 1..=3) => Grade::new(number + 6),
            _ => None,
        }
    }

    /// Reads a grade that may be given by the year of entry (`2025级`, `初中2024级`) in a school year.
    ///
    /// ```
    /// use ledger::grade::{Grade, Stage};
    /// use ledger::window::SchoolYear;
    /// let read = |raw, stage| Grade::parse_in(raw, SchoolYear(2025), stage).map(Grade::text);
    /// assert_eq!(read("2022级", None), Some("四年级"));
    /// assert_eq!(read("2025级", None), None);
    /// assert_eq!(read("2025级", Some(Stage::Junior)), Some("七年级"));
    /// ```
    pub fn parse_in(raw: &str, year: SchoolYear, school: Option<Stage>) -> Option<Grade> {
        if let Some(grade) = Grade::parse(raw) {
            return Some(grade);
        }
        let text = plain(raw);
        let (said, rest) = strip_stage(&text);
        let entered: u16 = rest.strip_suffix('级')?.parse().ok().filter(|y| (1950..=2150).contains(y))?;
        let nth = u8::try_from(year.0.checked_sub(entered)? + 1).ok()?;
        match (said.or(school), nth) {
            (Some(Stage::Junior), 1..=3) => Grade::new(nth + 6),
            (Some(Stage::Primary), 1..=6) | (None, 4..=9) => Grade::new(nth),
            _ => None,
        }
    }
}

/// NFKC without spaces.
fn plain(raw: &str) -> String {
    plain::narrow(raw).chars().filter(|c| !c.is_whitespace()).collect()
}

fn strip_stage(text: &str) -> (Option<Stage>, &str) {
    for (word, stage) in
        [("小学", Stage::Primary), ("小", Stage::Primary), ("初中", Stage::Junior), ("初", Stage::Junior)]
    {
        if let Some(rest) = text.strip_prefix(word) {
            return (Some(stage), rest);
        }
    }
    (None, text)
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl TryFrom<u8> for Grade {
    type Error = GradeError;

    fn try_from(number: u8) -> Result<Grade, GradeError> {
        Grade::new(number).ok_or(GradeError)
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> u8 {
        grade.0
    }
}

/// A number that is no grade of compulsory education.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a grade from 1 to 9")]
pub struct GradeError;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(Grade::parse(raw).map(Grade::text), expected, "{raw}");
    }

    #[test]
    fn every_way_to_write_a_grade() {
        for raw in ["一年级", "1年级", "１年级", "一 年级", "1", "01", "小一", "小学一年级", "小学1年级", "一年"]
        {
            check(raw, Some("一年级"));
        }
        for raw in ["七年级", "7年级", "初一", "初一年级", "初中一年级", "初中七年级", "初中1年级", "07"]
        {
            check(raw, Some("七年级"));
        }
        check("初三", Some("九年级"));
        check("六年级", Some("六年级"));
    }

    #[test]
    fn what_is_no_grade_of_compulsory_education() {
        for raw in
            ["高一", "高中一年级", "大班", "学前班", "10年级", "0", "小七", "初四", "2025级", "09级", "", "一二年级"]
        {
            check(raw, None);
        }
    }

    #[test]
    fn a_year_of_entry_is_a_grade_within_a_school_year() {
        let read = |raw, stage| Grade::parse_in(raw, SchoolYear(2025), stage).map(Grade::number);
        assert_eq!(read("2025级", Some(Stage::Primary)), Some(1));
        assert_eq!(read("初中2024级", None), Some(8));
        assert_eq!(read("初2023级", Some(Stage::Primary)), Some(9));
        assert_eq!(read("2019级", None), Some(7));
        assert_eq!(read("2019级", Some(Stage::Primary)), None);
        assert_eq!(read("2026级", Some(Stage::Primary)), None);
        assert_eq!(read("2016级", None), None);
        assert_eq!(read("三年级", None), Some(3));
    }
}
