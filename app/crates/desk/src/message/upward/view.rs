//! What pages show of handing up and taking in.

use serde::{Deserialize, Serialize};

use super::super::Id;
use super::super::share::Trouble;
use super::{FlawView, Said};

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterView {
    /// It is one of an office that takes in; otherwise of a school that hands up.
    pub inbox: bool,
    /// What the office calls itself.
    pub name: String,
    /// The office is paired already, with other keys.
    pub renews: bool,
    /// The same letter is paired already.
    pub known: bool,
}

/// A letter of this office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLetterView {
    /// What the office is called in it.
    pub name: String,
    /// The letter.
    pub text: String,
    /// Its digits.
    pub digits: String,
}

/// An office that was paired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeView {
    /// Its row.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The digits that were compared.
    pub digits: String,
    /// When.
    pub added_ms: u64,
    /// Why it does not count any more; empty while it does.
    pub removed: String,
}

/// How everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpwardView {
    /// The ledger is shared, and this device belongs to it.
    pub shared: bool,
    /// This member may read what belongs to it.
    pub reads: bool,
    /// This member may write it.
    pub writes: bool,
    /// This member may tell the server which schools are registered.
    pub leads: bool,
    /// What the ledger is called.
    pub name: String,
    /// The letter of this office's inbox.
    pub inbox: Option<OwnLetterView>,
    /// The letter with which this office is registered at others.
    pub sender: Option<OwnLetterView>,
    /// To whom this office hands up.
    pub superiors: Vec<OfficeView>,
    /// From whom it takes in.
    pub schools: Vec<OfficeView>,
    /// What was handed up, the newest first.
    pub sent: Vec<SentView>,
    /// What came in, the newest first.
    pub received: Vec<ReceivedView>,
    /// By form: the periods that are proposed.
    pub periods: Vec<(String, Vec<String>)>,
    /// The server has the list of registered schools as it stands here; nothing if that is not known.
    pub listed: Option<bool>,
    /// What stands in the way between this device and the server.
    pub trouble: Option<Trouble>,
    /// Answers came that no superior of this office has given: they were left alone.
    pub odd: u32,
    /// The server leaves something out of what came in: nothing of that was taken.
    pub gap: bool,
    /// So much lies in the inbox that no registered school has signed: nothing of it was taken.
    pub unsigned: u32,
}

/// 未报名单.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingView {
    /// The periods of the form: those that are proposed, and those that came.
    pub periods: Vec<String>,
    /// By name: what became of the last of the form and the period, those that owe something first.
    pub schools: Vec<(String, Handed)>,
}

/// What became of what a school should hand up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handed {
    /// Nothing came.
    Nothing,
    /// It came, and nothing was said of it.
    Open,
    /// Something was said of it.
    Said(Said),
}

/// What was said of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VerdictView {
    /// What.
    pub said: Said,
    /// Why it goes back.
    pub reason: String,
    /// When, by the clock of whoever said it.
    pub at_ms: u64,
    /// It is the one that counts.
    pub counts: bool,
    /// The server has it; of words of this office.
    pub left: bool,
    /// Why it waits, if it does; of words of this office.
    pub wait: Option<UpWait>,
}

/// How far something handed up has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SentState {
    /// 待发送.
    Waiting,
    /// 已送达: the server has it, which is not that anybody has read it.
    Delivered,
    /// The superior has said something of it.
    Said(Said),
    /// Another device of this office has sent another one of this revision: this one was not sent.
    Overtaken,
}

/// Why something is not sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UpWait {
    /// It is next.
    Next,
    /// What was saved goes first.
    LogFirst,
    /// Its bytes are not on this device: another one sends it.
    Elsewhere,
    /// The superior does not count any more: it is not sent.
    Removed,
    /// It is signed with keys that others have taken the place of, and the superior has not registered them.
    OldKey,
    /// The server says that another one of this revision lies there, and nothing here knows of one.
    Taken,
    /// The superior has not registered this office, or its server does not know of it.
    Unlisted,
    /// The superior's share of the server is used up.
    Full,
    /// The server does not take it.
    Refused,
    /// Something else stands in the way.
    Trouble(Trouble),
}

/// Something handed up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SentView {
    /// Its row.
    pub id: Id,
    /// To whom: a row, and its name.
    pub superior: (Id, String),
    /// The key of the form.
    pub form: String,
    /// For which period.
    pub period: String,
    /// Which revision.
    pub revision: u32,
    /// It is the last of its form and period.
    pub newest: bool,
    /// The superior has closed the period; said of the last of it.
    pub closed: bool,
    /// Another device has made another one of this revision: both are there.
    pub twice: bool,
    /// The superior answers no question about it, for it has registered none of this office's keys.
    pub unheard: bool,
    /// What was said with it.
    pub sentence: String,
    /// The file.
    pub file: String,
    /// Its bytes.
    pub size: u64,
    /// When it was made.
    pub created_ms: u64,
    /// When the server took it.
    pub delivered_ms: Option<u64>,
    /// When it was last given out as a file.
    pub carried_ms: Option<u64>,
    /// How far it has come.
    pub state: SentState,
    /// Why it waits, if it does.
    pub wait: Option<UpWait>,
    /// Everything said of it, the newest first.
    pub verdicts: Vec<VerdictView>,
}

/// What a reader should look at before accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Doubt {
    /// An earlier revision did not come.
    Gap,
    /// It names another earlier revision than the one that came.
    OtherPrevious,
    /// Two people have said different things of it at the same time.
    TwoWords,
    /// Another one of the same revision came: two devices of the school have each made one.
    Twice,
    /// It came signed with keys that others had taken the place of.
    OldKey,
}

/// Something that came in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReceivedView {
    /// Its row.
    pub id: Id,
    /// From whom: a row if it is registered, and its name.
    pub school: (Option<Id>, String),
    /// The key of the form.
    pub form: String,
    /// For which period.
    pub period: String,
    /// Which revision.
    pub revision: u32,
    /// It is the last of its form and period.
    pub newest: bool,
    /// What was said with it.
    pub sentence: String,
    /// The file.
    pub file: String,
    /// Its bytes.
    pub size: u64,
    /// When it was made, by the school's clock.
    pub created_ms: u64,
    /// When it came.
    pub came_ms: u64,
    /// It came on a stick, and not over the server.
    pub by_stick: bool,
    /// Why it is not to be believed.
    pub flaw: Option<FlawView>,
    /// What to look at.
    pub doubts: Vec<Doubt>,
    /// Everything said of it, the newest first.
    pub verdicts: Vec<VerdictView>,
}
