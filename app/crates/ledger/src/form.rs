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
            AnswerKind::OneOf(offered) => (!offered.iter().any(|(key, _)| *key == answer)).then_some(Fault::NotOffered),
        }
    }

    /// The answer as people read it.
    pub fn shown(&self, answer: &str) -> String {
        match self.kind {
            AnswerKind::OneOf(offered) => {
                offered.iter().find(|(key, _)| *key == answer).map_or(answer, |(_, words)| words).to_owned()
            }
            _ => answer.to_owned(),
        }
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
    }

    #[test]
    fn a_key_is_shown_by_its_words() {
        let question = Question { id: 1, label: "问", kind: AnswerKind::OneOf(&[("a", "甲")]) };
        assert_eq!((question.shown("a"), question.shown("b")), ("甲".to_owned(), "b".to_owned()));
    }
}
