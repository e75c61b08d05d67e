//! Messages about the chains of responsibility (责任链) and the hand-over from one person to another.

use ledger::chain::{Line, Role};
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest};
use super::place::AccessAct;
use super::roster::{SaveView, Sheet};

/// What the page asks or tells about chains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ChainRequest {
    /// The links in use, who holds them, and which units nobody answers for.
    Chain,
    /// Which links are used, in their order, and what they are called here; none for all of them.
    KeepLinks(Vec<(Role, String)>),
    /// Keeps who answers for a unit.
    KeepPost(PostLine),
    /// The chain of a child today.
    OfChild(Id),
    /// The chains of all children as a table for a file or for paper, as the access log notes; of one child if it is named.
    Sheet(Option<Id>, AccessAct),
    /// What a person holds that could be handed over.
    Holds(String),
    /// Hands everything over in one save.
    HandOver(HandOver),
}

impl ChainRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(self, ChainRequest::KeepLinks(_) | ChainRequest::KeepPost(_) | ChainRequest::HandOver(_))
    }
}

/// Answers about chains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ChainAnswer {
    /// The links and who holds them.
    Chain(ChainView),
    /// The chain of a child.
    OfChild(Vec<LinkView>),
    /// A table for a file or for paper.
    Sheet(Box<Sheet>),
    /// What a person holds.
    Holds(Holdings),
    /// Something is wrong with what was told.
    Unfit(ChainFault),
    /// It is handed over.
    HandedOver(Holdings, SaveView),
}

impl From<ChainRequest> for CareRequest {
    fn from(request: ChainRequest) -> Self {
        CareRequest::Chain(request)
    }
}

impl From<ChainAnswer> for CareAnswer {
    fn from(answer: ChainAnswer) -> Self {
        CareAnswer::Chain(Box::new(answer))
    }
}

impl From<ChainAnswer> for super::Response {
    fn from(answer: ChainAnswer) -> Self {
        CareAnswer::from(answer).into()
    }
}

/// The chains of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainView {
    /// The links in use, in their order, with what they are called.
    pub links: Vec<(Role, String)>,
    /// Everybody who answers or answered for something.
    pub posts: Vec<PostLine>,
    /// Units by link: how many children are in each, and whether somebody answers for it today.
    pub units: Vec<UnitView>,
    /// Names that stand anywhere, to be offered.
    pub people: Vec<String>,
}

/// A unit of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    /// As what somebody answers for it.
    pub role: Role,
    /// Which unit.
    pub unit: String,
    /// How many children are in it.
    pub children: u32,
    /// Who answers for it today; empty if nobody does.
    pub holder: String,
}

/// Somebody who answers for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostLine {
    /// Its row; none for a new one.
    pub id: Option<Id>,
    /// As what.
    pub role: Role,
    /// Which unit.
    pub unit: String,
    /// Who.
    pub name: String,
    /// How to reach them.
    pub phone: String,
    /// From when, ISO.
    pub from: String,
    /// Until when, ISO; empty while it lasts.
    pub to: String,
}

/// A link of a child's chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// Which line.
    pub line: Line,
    /// As what.
    pub title: String,
    /// Who; empty if nobody is named.
    pub name: String,
    /// How to reach them.
    pub phone: String,
    /// The unit they answer for.
    pub unit: String,
}

/// From one person to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Who hands over.
    pub from: String,
    /// Who takes over.
    pub to: String,
    /// Their telephone number.
    pub phone: String,
    /// From when on, ISO; not after today.
    pub date: String,
}

/// What a person holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    /// Units the person answers for.
    pub posts: u32,
    /// Children whose class teacher the person is, by the roster.
    pub taught: u32,
    /// Children in registers whom the person helps or teaches at home.
    pub helped: u32,
    /// Open differences the person looks after.
    pub owned: u32,
}

/// What is wrong with a post or a hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChainFault {
    /// A name is missing.
    NoName,
    /// The unit is missing.
    NoUnit,
    /// A date is none.
    NotADate,
    /// The day is after today.
    Future,
    /// The end is before the beginning.
    EndsBeforeStart,
    /// Both are the same person.
    SamePerson,
    /// The person holds nothing.
    Nothing,
}
