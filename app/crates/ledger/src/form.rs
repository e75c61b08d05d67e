//! Forms as data: what is asked, under which number it is stored, and how it is written.
//!
//! Registers and visits have many short forms that differ by a county's habits. A form is a list of questions; a page
//! that can show one can show all.

use crate::date::Date;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A line of text.
    Line,
    /// Several lines.
    Lines,
    /// An ISO date.
    Date,
    /// `HH:MM`.
    Time,
    /// A small whole number.
    Number,
    /// A telephone number.
    Phone,
    /// `是` or nothing.
    Tick,
    /// One of these keys, shown by the words beside them.
    OneOf(&'static [(&'static str, &'static str)]),
    /// Any of these keys, in one line with a space between.
    SomeOf(&'static [(&'static str, &'static str)]),
    /// A sum in yuan, with at most two decimals.
    Amount,
    /// A child of the roster, by the number of its row in letters.
    Child,
}

/// A question of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The field under which the answer is stored.
    pub id: u16,
    /// The label on the form.
    pub label: &'static str,
    /// How it is written.
    pub kind: AnswerKind,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Fault {
    /// It must be answered.
    Needed,
    /// Not a day of the calendar.
    NotADate,
    /// A day after today.
    Future,
    /// Before the day or hour at which it began.
    EndsBeforeStart,
    /// Not `HH:MM`.
    NotATime,
    /// Not a whole number from 1 to 99.
    NotANumber,
    /// Not one of the answers offered.
    NotOffered,
    /// Given out before: a number is used once.
    Used,
    /// Not a year in four digits.
    NotAYear,
    /// What was found so far settles nothing: it stays open.
    Unsettled,
    /// Not a sum of money.
    NotAnAmount,
    /// Nobody of the roster, or the child the form is about.
    NotAChild,
    /// A doubt: not in the school year of today.
    OutsideSchoolYear,
    /// A doubt: the number of the disability card does not go with the child's own number.
    CardContradicts,
    /// A doubt: taught in an ordinary class and without a kind of disability, or the reverse.
    KindContradicts,
    /// A number of which only a part is there: it was shown masked, and typed over.
    InPart,
    /// A doubt: not an identity number by GB 11643.
    NumberDoubtful,
    /// A doubt: another placement, and still the day since which the one before held.
    SameDay,
    /// After the last day of the school year.
    TooLate,
}

impl Fault {
    /// Whether it may be right all the same: the person says so, and it is kept.
    pub const fn is_doubt(self) -> bool {
        matches!(
            self,
            Fault::OutsideSchoolYear
                | Fault::CardContradicts
                | Fault::KindContradicts
                | Fault::NumberDoubtful
                | Fault::SameDay
        )
    }
}

/// What a tick is stored as.
pub const YES: &str = "是";

impl Question {
    /// What is wrong with an answer by itself; an empty one is no answer.
    pub fn fault(&self, answer: &str) -> Option<Fault> {
        if answer.is_empty() {
            return None;
        }
        match self.kind {
            AnswerKind::Line | AnswerKind::Lines | AnswerKind::Phone => None,
            AnswerKind::Date => Date::parse_iso(answer).is_none().then_some(Fault::NotADate),
            AnswerKind::Time => minutes(answer).is_none().then_some(Fault::NotATime),
            AnswerKind::Number => {
                let fits = answer.parse::<u8>().is_ok_and(|number| (1..=99).contains(&number));
                (!fits).then_some(Fault::NotANumber)
            }
            AnswerKind::Tick => (answer != YES).then_some(Fault::NotOffered),
            AnswerKind::OneOf(offered) => (!offers(offered, answer)).then_some(Fault::NotOffered),
            AnswerKind::SomeOf(offered) => {
                let all = answer.split(' ').all(|key| offers(offered, key));
                (!all).then_some(Fault::NotOffered)
            }
            AnswerKind::Amount => cents(answer).is_none().then_some(Fault::NotAnAmount),
            AnswerKind::Child => None,
        }
    }

    /// The answer as people read it.
    pub fn shown(&self, answer: &str) -> String {
        match self.kind {
            AnswerKind::OneOf(offered) => {
                offered.iter().find(|(key, _)| *key == answer).map_or(answer, |(_, words)| words).to_owned()
            }
            AnswerKind::SomeOf(offered) => {
                let chosen = offered.iter().filter(|(key, _)| answer.split(' ').any(|one| one == *key));
                chosen.map(|(_, words)| *words).collect::<Vec<_>>().join("、")
            }
            _ => answer.to_owned(),
        }
    }
}

fn offers(offered: &[(&str, &str)], key: &str) -> bool {
    offered.iter().any(|(known, _)| *known == key)
}

/// Cents of a sum written in yuan, `625` or `312.50`; nobody is paid a million.
pub fn cents(text: &str) -> Option<u32> {
    let (yuan, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, most: usize| {
        let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let tenths = if part.len() == 1 { 10 } else { 1 };
    Some(digits(yuan, 6)? * 100 + digits(part, 2)? * tenths)
}

/// A sum as it is written: `625`, `312.50`.
pub fn yuan(cents: u64) -> String {
    match (cents / 100, cents % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, part) => format!("{yuan}.{part:02}"),
    }
}

/// Minutes since midnight of `HH:MM`.
pub fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_fits_its_question_or_the_fault_is_named() {
        let check = |kind, answer: &str, expected| {
            assert_eq!(Question { id: 1, label: "问", kind }.fault(answer), expected, "{kind:?} {answer}");
        };
        check(AnswerKind::Date, "2026-02-28", None);
        check(AnswerKind::Date, "2026-02-30", Some(Fault::NotADate));
        check(AnswerKind::Date, "", None);
        check(AnswerKind::Time, "09:30", None);
        check(AnswerKind::Time, "24:00", Some(Fault::NotATime));
        check(AnswerKind::Time, "9", Some(Fault::NotATime));
        check(AnswerKind::Number, "2", None);
        check(AnswerKind::Number, "0", Some(Fault::NotANumber));
        check(AnswerKind::Number, "两", Some(Fault::NotANumber));
        check(AnswerKind::Tick, YES, None);
        check(AnswerKind::Tick, "1", Some(Fault::NotOffered));
        check(AnswerKind::OneOf(&[("a", "甲")]), "a", None);
        check(AnswerKind::OneOf(&[("a", "甲")]), "甲", Some(Fault::NotOffered));
        check(AnswerKind::Lines, "一\n二", None);
        let both = AnswerKind::SomeOf(&[("a", "甲"), ("b", "乙")]);
        check(both, "a b", None);
        check(both, "b", None);
        check(both, "a c", Some(Fault::NotOffered));
        check(AnswerKind::Amount, "312.50", None);
        check(AnswerKind::Amount, "五百", Some(Fault::NotAnAmount));
    }

    #[test]
    fn sums_are_counted_in_cents() {
        let check = |text: &str, expected: Option<u32>| assert_eq!(cents(text), expected, "{text}");
        check("625", Some(62_500));
        check("312.5", Some(31_250));
        check("312.05", Some(31_205));
        check("0", Some(0));
        check("", None);
        check("1.234", None);
        check(".5", None);
        check("5.", None);
        check("-5", None);
        check("1000000", None);
        assert_eq!((yuan(62_500), yuan(31_205)), ("625".to_owned(), "312.05".to_owned()));
    }

    #[test]
    fn a_key_is_shown_by_its_words() {
        let question = Question { id: 1, label: "问", kind: AnswerKind::OneOf(&[("a", "甲")]) };
        assert_eq!((question.shown("a"), question.shown("b")), ("甲".to_owned(), "b".to_owned()));
        let some = Question { id: 1, label: "问", kind: AnswerKind::SomeOf(&[("a", "甲"), ("b", "乙")]) };
        assert_eq!((some.shown("b a"), some.shown("")), ("甲、乙".to_owned(), String::new()));
    }
}
