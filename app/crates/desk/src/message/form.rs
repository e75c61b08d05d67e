//! Forms as data: the page shows whatever is asked.

use ledger::form::{AnswerKind, Fault, Question};
use serde::{Deserialize, Serialize};

/// How an answer is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputKind {
    /// A line of text.
    Line,
    /// Several lines.
    Lines,
    /// An ISO date.
    Date,
    /// `HH:MM`.
    Time,
    /// A small number.
    Number,
    /// A telephone number.
    Phone,
    /// Yes or nothing.
    Tick,
    /// One of these: key and words.
    OneOf(Vec<(String, String)>),
    /// Any of these, keys with a space between.
    SomeOf(Vec<(String, String)>),
    /// A child of the roster by its row; the name of the one that is stored.
    Child(String),
}

/// A field of a form, with what is stored in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Where the answer is stored.
    pub id: u16,
    /// Its label.
    pub label: String,
    /// How it is written.
    pub kind: InputKind,
    /// The answer so far.
    pub value: String,
}

/// Answers of a form, by field.
pub type Answers = Vec<(u16, String)>;

/// What is wrong with answers, by field.
pub type Faults = Vec<(u16, Fault)>;

impl FormField {
    /// A question and its answer.
    pub fn of(question: &Question, value: &str) -> FormField {
        let owned = |offered: &[(&str, &str)]| {
            offered.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
        };
        let kind = match question.kind {
            AnswerKind::Line | AnswerKind::Amount => InputKind::Line,
            AnswerKind::Lines => InputKind::Lines,
            AnswerKind::Date => InputKind::Date,
            AnswerKind::Time => InputKind::Time,
            AnswerKind::Number => InputKind::Number,
            AnswerKind::Phone => InputKind::Phone,
            AnswerKind::Tick => InputKind::Tick,
            AnswerKind::OneOf(offered) => InputKind::OneOf(owned(offered)),
            AnswerKind::SomeOf(offered) => InputKind::SomeOf(owned(offered)),
            AnswerKind::Child => InputKind::Child(String::new()),
        };
        FormField { id: question.id, label: question.label.to_owned(), kind, value: value.to_owned() }
    }
}
