//! Why there is no answer: a key for machines, a detail for people.

use std::fmt::Display;

use listfile::not_a_list::NotAList;
use serde_json::{Value, json};

/// A question that cannot be answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    kind: String,
    detail: String,
}

impl Refusal {
    /// The command was not understood.
    pub(crate) fn usage(detail: impl Into<String>) -> Refusal {
        Refusal { kind: "usage".to_owned(), detail: detail.into() }
    }

    /// The file could not be opened.
    pub(crate) fn unreadable(file: &str, error: impl Display) -> Refusal {
        Refusal { kind: "unreadable".to_owned(), detail: format!("{file}: {error}") }
    }

    /// The file was read and is no list.
    pub(crate) fn not_a_list(file: &str, reason: &NotAList) -> Refusal {
        Refusal { kind: reason.key().to_owned(), detail: format!("{file}: {reason}") }
    }

    /// As it is printed.
    pub(crate) fn as_json(&self) -> Value {
        json!({ "error": { "kind": self.kind, "detail": self.detail } })
    }
}
