//! Registers that a county adds: the questions it asks, as data.
//!
//! A question that is asked no more is retired, never taken away: what was answered stays in the record and is shown there.

use crate::form::{AnswerKind, Fault, Question};
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// How an answer to a question of a county's own is written.
    pub enum OwnKind {
        Line = "line", "一行文字";
        Lines = "lines", "多行文字";
        Date = "date", "日期";
        /// From 1 to 99.
        Number = "number", "数字";
        Phone = "phone", "电话";
        Tick = "tick", "是或空";
        OneOf = "one_of", "从选项里选";
    }
}

/// A question of a county's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnQuestion {
    /// The field under which the answer is stored.
    pub id: u16,
    /// The label on the form.
    pub label: String,
    /// How it is written.
    pub kind: OwnKind,
    /// What is offered, where one is chosen.
    pub options: Vec<String>,
    /// It is asked no more; answers stay.
    pub retired: bool,
}

/// Fields of a county's own begin here: below are those that come with the program.
const FIRST: u16 = 1_000;

impl OwnQuestion {
    /// The field of a question, by the random number of its row: two machines that add one at the same time do not meet.
    pub fn field_of(row: [u8; 16]) -> u16 {
        let [.., a, b] = row;
        FIRST + u16::from_le_bytes([a, b]) % (u16::MAX - FIRST)
    }

    /// What is wrong with an answer by itself.
    pub fn fault(&self, answer: &str) -> Option<Fault> {
        let kind = match self.kind {
            OwnKind::Line => AnswerKind::Line,
            OwnKind::Lines => AnswerKind::Lines,
            OwnKind::Date => AnswerKind::Date,
            OwnKind::Number => AnswerKind::Number,
            OwnKind::Phone => AnswerKind::Phone,
            OwnKind::Tick => AnswerKind::Tick,
            OwnKind::OneOf => {
                let offered = answer.is_empty() || self.options.iter().any(|option| option == answer);
                return (!offered).then_some(Fault::NotOffered);
            }
        };
        Question { id: self.id, label: "", kind }.fault(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_fits_the_question_of_a_county() {
        let check = |kind, answer: &str, expected| {
            let options = vec!["一级".to_owned(), "二级".to_owned()];
            let question = OwnQuestion { id: 1_000, label: "问".to_owned(), kind, options, retired: false };
            assert_eq!(question.fault(answer), expected, "{kind:?} {answer}");
        };
        check(OwnKind::OneOf, "一级", None);
        check(OwnKind::OneOf, "", None);
        check(OwnKind::OneOf, "三级", Some(Fault::NotOffered));
        check(OwnKind::Date, "2026-02-30", Some(Fault::NotADate));
        check(OwnKind::Number, "100", Some(Fault::NotANumber));
        check(OwnKind::Line, "随便", None);
    }

    #[test]
    fn fields_of_a_county_are_apart_from_those_of_the_program() {
        for row in [[0; 16], [255; 16], [7; 16]] {
            assert!(OwnQuestion::field_of(row) >= FIRST);
        }
    }
}
