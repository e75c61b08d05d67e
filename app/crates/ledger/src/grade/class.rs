//! 班级: `1班`, `01`, `（1）班`, `一(1)班`, `三年级2班`, `701`.

use std::fmt;

use super::{Grade, numeral, plain};

/// A class by its number, with the grade if the text says it. Classes with names (`向日葵班`) have no `ClassName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassName {
    /// The grade, where the class was written with it.
    pub grade: Option<Grade>,
    /// Its number, from 1.
    pub number: u16,
}

impl ClassName {
    /// Reads a class; `701` and `0701` are 七年级1班.
    ///
    /// ```
    /// use ledger::grade::ClassName;
    /// assert_eq!(ClassName::parse("01").map(|c| c.to_string()).as_deref(), Some("1班"));
    /// assert_eq!(ClassName::parse("三（2）班").map(|c| c.to_string()).as_deref(), Some("三年级2班"));
    /// assert_eq!(ClassName::parse("向日葵班"), None);
    /// ```
    pub fn parse(raw: &str) -> Option<ClassName> {
        let text = plain(raw);
        let bare = text.strip_suffix("班级").or_else(|| text.strip_suffix('班')).unwrap_or(&text);
        let bare = bare.strip_suffix([')', ']', '】', '〕']).unwrap_or(bare);
        let number_len: usize = bare.chars().rev().take_while(|c| numeral::is_numeral(*c)).map(char::len_utf8).sum();
        let (before, number) = bare.split_at_checked(bare.len().checked_sub(number_len)?)?;
        // Digits stop at a Chinese numeral before them: `七3`, `一1`.
        let digits_len = number.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (between, number) = match number.split_at_checked(number.len() - digits_len)? {
            (_, "") => ("", number),
            split => split,
        };
        let before = format!("{before}{between}");
        let before = before.trim_end_matches(['(', '[', '【', '〔', '-', '—', '－', '.', '第', '·']);
        match (before.is_empty(), number.len()) {
            (true, 3..) if number.is_ascii() => door_number(number),
            (true, _) => ClassName::new(None, numeral::read(number)?),
            (false, _) => ClassName::new(Some(Grade::parse(before)?), numeral::read(number)?),
        }
    }

    /// Whether a text is a class in canonical form, grade apart: `1班` to `99班`.
    pub fn is_canonical(text: &str) -> bool {
        let digits = text.strip_suffix('班').unwrap_or_default();
        matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    }

    fn new(grade: Option<Grade>, number: u16) -> Option<ClassName> {
        (1..100).contains(&number).then_some(ClassName { grade, number })
    }

    /// The class without its grade: `1班`.
    pub fn class_text(&self) -> String {
        format!("{}班", self.number)
    }
}

/// Whether two texts name classes that cannot be one: what only one of them says contradicts nothing.
///
/// ```
/// use ledger::grade::contradicts;
/// assert!(contradicts("五年级1班", "六年级1班") && contradicts("2班", "五年级1班"));
/// assert!(!contradicts("五(1)班", "五年级1班") && !contradicts("五年级", "五年级1班") && !contradicts("", "五年级1班"));
/// ```
pub fn contradicts(one: &str, other: &str) -> bool {
    let read = |text: &str| match ClassName::parse(text) {
        Some(class) => (class.grade, Some(class.number)),
        None => (Grade::parse(text), None),
    };
    let ((grade, number), (other_grade, other_number)) = (read(one), read(other));
    grade.zip(other_grade).is_some_and(|(a, b)| a != b) || number.zip(other_number).is_some_and(|(a, b)| a != b)
}

/// `701`, `0701`: a grade, then a class of two digits. No school has forty classes in a grade.
fn door_number(digits: &str) -> Option<ClassName> {
    let (grade, class) = digits.split_at_checked(digits.len().checked_sub(2)?)?;
    if grade.len() > 2 {
        return None;
    }
    let class: u16 = class.parse().ok().filter(|n| (1..40).contains(n))?;
    ClassName::new(Some(Grade::new(grade.parse().ok()?)?), class)
}

impl fmt::Display for ClassName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(grade) = self.grade {
            f.write_str(grade.text())?;
        }
        write!(f, "{}班", self.number)
    }
}

/// How classes sort: by grade and number, classes with names after those with numbers, in the order of their texts.
pub fn class_order(text: &str) -> (u8, u16, &str) {
    match ClassName::parse(text) {
        Some(class) => (class.grade.map_or(0, Grade::number), class.number, ""),
        None if text.is_empty() => (u8::MAX, u16::MAX, text),
        None => (u8::MAX, 0, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(ClassName::parse(raw).map(|c| c.to_string()).as_deref(), expected, "{raw}");
    }

    #[test]
    fn every_way_to_write_a_class() {
        assert!(ClassName::is_canonical("12班") && !ClassName::is_canonical("01班") && !ClassName::is_canonical("班"));
        for raw in ["1班", "01", "1", "（1）班", "(1)班", "一班", "01班", "１班", " 1 班", "第1班"] {
            check(raw, Some("1班"));
        }
        check("12班", Some("12班"));
        check("十二班", Some("12班"));
        check("二十班", Some("20班"));
    }

    #[test]
    fn a_class_may_say_its_grade() {
        for raw in [
            "三年级2班",
            "三（2）班",
            "三(2)班",
            "3年级2班",
            "三年级（2）班",
            "三年级二班",
            "三2班",
            "302",
            "0302",
            "3-2",
            "3.2班",
        ] {
            check(raw, Some("三年级2班"));
        }
        for raw in ["初一（3）班", "七（3）班", "七年级3班", "初一3班", "703班", "初中一年级3班", "7（3）"]
        {
            check(raw, Some("七年级3班"));
        }
    }

    #[test]
    fn classes_with_names_are_left_alone() {
        for raw in [
            "向日葵班",
            "A班",
            "大班",
            "高一(1)班",
            "2025级1班",
            "0",
            "00",
            "1000",
            "2401",
            "701（直升）",
            "七三班",
            "",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn classes_sort_by_number() {
        let mut classes = ["10班", "", "2班", "向日葵班", "一年级1班", "1班"];
        classes.sort_by_key(|c| class_order(c));
        assert_eq!(classes, ["1班", "2班", "10班", "一年级1班", "向日葵班", ""]);
    }
}
