//! Messages about registers beyond their lists: a county's own, the restricted ones, their filters and columns.

use ledger::field::Field;
use ledger::register::{OwnKind, Restricted, Which};
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest, FormView, PersonView};
use super::form::Answers;
use super::place::AccessAct;
use super::roster::{SaveView, Sheet};

/// What the page asks or tells about registers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RegisterRequest {
    /// The definition of a county's own register.
    Definition(Id),
    /// Keeps one, new or changed.
    KeepDefinition(Definition),
    /// Which facts the list of a register shows, in their order; none for the usual ones.
    KeepColumns {
        /// Which register.
        register: Which,
        /// The fields.
        columns: Vec<u16>,
    },
    /// Opens what is restricted for an hour, for a reason that is kept first.
    Unseal {
        /// What is to be seen.
        scope: Scope,
        /// Why.
        reason: String,
    },
    /// Ends the hour.
    Reseal(Scope),
    /// A restricted register, if it is open.
    Restricted(Restricted),
    /// The restricted entries of a child, if they are open.
    RestrictedOfChild(Id),
    /// The form of a restricted entry.
    RestrictedForm {
        /// Which register.
        register: Restricted,
        /// Whom.
        child: Id,
        /// The entry, if it is not a new one.
        entry: Option<Id>,
    },
    /// Keeps a restricted entry.
    KeepRestricted {
        /// Which register.
        register: Restricted,
        /// Whom.
        child: Id,
        /// The entry, if it is not a new one.
        entry: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// A restricted register as a table for a file or for paper, for a reason that is kept first.
    RestrictedSheet {
        /// Which register.
        register: Restricted,
        /// A file or paper.
        act: AccessAct,
        /// Why.
        reason: String,
    },
}

impl RegisterRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            RegisterRequest::KeepDefinition(_)
                | RegisterRequest::KeepColumns { .. }
                | RegisterRequest::KeepRestricted { .. }
        )
    }
}

/// Answers about registers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RegisterAnswer {
    /// A definition.
    Definition(Definition),
    /// A definition is kept, under this row.
    Defined(Id, SaveView),
    /// A definition was not kept.
    Unfit(DefinitionFault),
    /// It is not open: a reason has to be given.
    Sealed,
    /// It is open now.
    Unsealed,
    /// Restricted entries.
    Restricted(RestrictedView),
    /// A form of a restricted entry.
    Form(FormView),
    /// A restricted register as a table.
    Sheet(Box<Sheet>),
}

impl From<RegisterRequest> for CareRequest {
    fn from(request: RegisterRequest) -> Self {
        CareRequest::Register(request)
    }
}

impl From<RegisterAnswer> for CareAnswer {
    fn from(answer: RegisterAnswer) -> Self {
        CareAnswer::Register(Box::new(answer))
    }
}

impl From<RegisterAnswer> for super::Response {
    fn from(answer: RegisterAnswer) -> Self {
        CareAnswer::from(answer).into()
    }
}

/// A register of a county's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its row; none for a new one.
    pub id: Option<Id>,
    /// What it is called.
    pub name: String,
    /// The document it rests on.
    pub basis: String,
    /// The roster's field that suggests a child.
    pub suggest: Option<Field>,
    /// What stands in that field; empty for anything.
    pub answer: String,
    /// It takes no more children.
    pub closed: bool,
    /// What it asks, beside what every register asks.
    pub questions: Vec<QuestionLine>,
}

/// A question of a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionLine {
    /// Its row; none for a new one.
    pub id: Option<Id>,
    /// The label.
    pub label: String,
    /// How the answer is written.
    pub kind: OwnKind,
    /// What is offered, where one is chosen.
    pub options: Vec<String>,
    /// It is asked no more.
    pub retired: bool,
}

/// Why a definition was not kept; questions by their place among those that are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DefinitionFault {
    /// It has no name.
    NoName,
    /// Another register has that name.
    NameTaken,
    /// It is not there any more.
    Gone,
    /// A question has no label.
    NoLabel(u32),
    /// Two questions have the same label.
    LabelTwice(u32),
    /// Nothing is offered.
    NoOptions(u32),
}

/// What a reason opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// A whole register.
    Register(Restricted),
    /// Everything restricted of one child.
    Child(Id),
}

/// Restricted entries that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedView {
    /// Until when they may be seen, by the machine's clock.
    pub until_ms: u64,
    /// The entries.
    pub entries: Vec<RestrictedEntry>,
}

/// A restricted entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedEntry {
    /// Its row.
    pub id: Id,
    /// Which register.
    pub register: Restricted,
    /// Whom it is about.
    pub person: PersonView,
    /// Labels and answers that are given.
    pub facts: Vec<(String, String)>,
}

/// Which children of a register are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFilter {
    /// 户籍村; empty for all.
    pub village: String,
    /// 学校; empty for all.
    pub school: String,
    /// Grade and class; empty for all.
    pub class: String,
    /// What is wanted of facts.
    pub facts: Vec<(u16, Want)>,
}

/// What is wanted of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Want {
    /// Nothing stands there.
    Empty,
    /// Something stands there.
    Filled,
    /// Exactly this, as people read it.
    Is(String),
}

/// What a list of a register can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChoices {
    /// Villages of those in the register.
    pub villages: Vec<String>,
    /// Their schools.
    pub schools: Vec<String>,
    /// Their grades and classes.
    pub classes: Vec<String>,
    /// Every fact: its field, its label, what is offered, whether the list shows it.
    pub facts: Vec<FactChoice>,
}

/// A fact a list can show or be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChoice {
    /// Where it is stored.
    pub id: u16,
    /// Its label.
    pub label: String,
    /// The words offered, where one is chosen.
    pub offered: Vec<String>,
    /// The list shows it.
    pub shown: bool,
}
