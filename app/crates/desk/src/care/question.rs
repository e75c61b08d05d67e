//! What a register asks, whether it came with the program or a county added it: one shape for lists, forms and rules.

use ledger::form::{AnswerKind, Fault, Question};
use ledger::register::{OwnKind, OwnQuestion, Register, Which, common_questions, questions_of};

use crate::Desk;
use crate::message::form::{FormField, InputKind};

/// A question of a register.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// One of the program.
    Shipped(&'static Question),
    /// One of a county.
    Own(OwnQuestion),
}

impl Asked {
    pub(super) fn id(&self) -> u16 {
        match self {
            Asked::Shipped(question) => question.id,
            Asked::Own(question) => question.id,
        }
    }

    pub(super) fn label(&self) -> &str {
        match self {
            Asked::Shipped(question) => question.label,
            Asked::Own(question) => &question.label,
        }
    }

    /// Asked no more: its answers are shown where there are any.
    pub(super) fn is_retired(&self) -> bool {
        matches!(self, Asked::Own(question) if question.retired)
    }

    pub(super) fn fault(&self, answer: &str) -> Option<Fault> {
        match self {
            Asked::Shipped(question) => question.fault(answer),
            Asked::Own(question) => question.fault(answer),
        }
    }

    /// The answer as people read it.
    pub(super) fn shown(&self, answer: &str) -> String {
        match self {
            Asked::Shipped(question) => question.shown(answer),
            Asked::Own(_) => answer.to_owned(),
        }
    }

    /// Keys and words of what is offered, where one is chosen.
    pub(super) fn offered(&self) -> Vec<(String, String)> {
        match self {
            Asked::Shipped(Question { kind: AnswerKind::OneOf(offered) | AnswerKind::SomeOf(offered), .. }) => {
                offered.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
            }
            Asked::Own(question) if question.kind == OwnKind::OneOf => {
                question.options.iter().map(|option| (option.clone(), option.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn field(&self, value: &str) -> FormField {
        let question = match self {
            Asked::Shipped(question) => return FormField::of(question, value),
            Asked::Own(question) => question,
        };
        let kind = match question.kind {
            OwnKind::Line => InputKind::Line,
            OwnKind::Lines => InputKind::Lines,
            OwnKind::Date => InputKind::Date,
            OwnKind::Number => InputKind::Number,
            OwnKind::Phone => InputKind::Phone,
            OwnKind::Tick => InputKind::Tick,
            OwnKind::OneOf => {
                let mut offered = self.offered();
                // An answer that is offered no more can be kept.
                if !value.is_empty() && offered.iter().all(|(option, _)| option != value) {
                    offered.push((value.to_owned(), value.to_owned()));
                }
                InputKind::OneOf(offered)
            }
        };
        FormField { id: question.id, label: question.label.clone(), kind, value: value.to_owned() }
    }
}

impl Desk {
    /// What a register asks, in the order of its form; a county's own questions stand after the first day.
    pub(super) fn asked(&self, which: Which) -> Vec<Asked> {
        match which {
            Which::Shipped(register) => questions_of(register).map(Asked::Shipped).collect(),
            Which::Own(row) => {
                let mut common = common_questions().map(Asked::Shipped);
                let own = self.own_questions(row).into_iter().map(|(_, question)| Asked::Own(question));
                common.next().into_iter().chain(own).chain(common).collect()
            }
        }
    }

    /// What a register is called; `None` if there is none.
    pub(super) fn register_name(&self, which: Which) -> Option<String> {
        match which {
            Which::Shipped(register) => Some(register.text().to_owned()),
            Which::Own(row) => self.own_register(row).map(|own| own.name),
        }
    }

    /// Every register: those of the program, then those of the county.
    pub(super) fn all_registers(&self) -> Vec<Which> {
        let shipped = Register::ALL.iter().map(|register| Which::Shipped(*register));
        shipped.chain(self.own_registers().into_iter().map(|own| Which::Own(own.id))).collect()
    }
}
