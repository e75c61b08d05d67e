//! Messages about handing up and taking in (上报): letters, submissions, and what was said of them.

mod view;

use serde::{Deserialize, Serialize};
pub use sync::upward::{MAX_FILE_BYTES, MAX_REASON_BYTES, MAX_SENTENCE_BYTES};

use super::Id;
pub use view::{
    Doubt, Handed, LetterView, MissingView, OfficeView, OwnLetterView, ReceivedView, SentState, SentView, UpWait,
    UpwardView, VerdictView,
};

/// No file that travels on a stick between two offices is longer.
pub const MAX_STICK_BYTES: usize = 1_000_000;
/// No letter, with what people write around it, is longer.
pub const MAX_LETTER_BYTES: usize = 20_000;

/// Questions and orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum UpwardRequest {
    /// How everything stands. Asked again and again while the page is open: meanwhile servers are asked more often.
    State,
    /// 开设收件箱: makes the keys of this office's inbox, or other ones in their place, under this name.
    OpenInbox(String),
    /// The same for handing up: the keys of the 登记函.
    MakeSender(String),
    /// 未报名单: what became of a form and a period, school by school.
    Missing {
        /// The key of the form.
        form: String,
        /// For which period.
        period: String,
    },
    /// What a letter says, before its digits are compared.
    Read(String),
    /// Pairs with the office of a letter, after its digits were read off paper.
    Pin {
        /// The letter, as it was pasted or stood in a file.
        letter: String,
        /// What was read off paper.
        digits: String,
    },
    /// Nothing more is handed to this superior, or taken from this school.
    Remove {
        /// Which: a row.
        office: Id,
        /// Why.
        reason: String,
    },
    /// 报送.
    Submit(Box<NewSubmission>),
    /// A submission as a file for a stick, byte for byte what goes to the server.
    SubmissionFile(Id),
    /// The file of a submission, back; a line of the access log says so.
    OwnFile(Id),
    /// Takes in the answers of a superior that came on a stick.
    TakeAcks(Vec<u8>),
    /// Takes in a submission that came on a stick.
    TakeSubmission(Vec<u8>),
    /// The file of something that came in; a line of the access log says so.
    ReceivedFile(Id),
    /// 接收, 退回, 锁定.
    Decide {
        /// What came in.
        received: Id,
        /// What is said of it.
        said: Said,
        /// Why it goes back.
        reason: String,
    },
    /// Everything said to the school of something that came in, as a file for a stick.
    AckFile(Id),
}

/// Something to be handed up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewSubmission {
    /// To whom.
    pub superior: Id,
    /// The key of the form.
    pub form: String,
    /// For which period.
    pub period: String,
    /// What people say of it; for a later revision, why.
    pub sentence: String,
    /// The name of the file.
    pub file: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl UpwardRequest {
    /// Whether it changes the ledger when it succeeds: whatever takes a file out writes a line of the access log.
    pub fn writes(&self) -> bool {
        !matches!(self, Self::State | Self::Missing { .. } | Self::Read(_) | Self::AckFile(_))
    }
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum UpwardAnswer {
    /// How everything stands.
    State(Box<UpwardView>),
    /// What became of a form and a period.
    Missing(MissingView),
    /// What a letter says.
    Letter(LetterView),
    /// Done, and on the disk.
    Done,
    /// A file for a stick, or to be looked at.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A file was taken in: so much of it was new, so much was known.
    Taken {
        /// New.
        new: u32,
        /// Known already.
        known: u32,
    },
    /// Not done, and why.
    No(UpWhy),
}

/// Why an order was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UpWhy {
    /// The ledger is not shared.
    NotShared,
    /// This member may not read, or not write, what belongs to it.
    NoRight,
    /// A name is needed.
    NoName,
    /// The text holds no letter.
    BadLetter,
    /// The digits read off paper are not those of the letter.
    OtherDigits,
    /// The letter is this office's own.
    OwnLetter,
    /// There is nothing of that kind any more.
    Gone,
    /// This period is none of that form.
    BadPeriod,
    /// There is no file, or nothing in it.
    NoFile,
    /// The file is too large.
    TooLarge,
    /// What people say of it is too long.
    TooLong,
    /// A later revision needs a reason, and so do going back and ending.
    NoReason,
    /// The superior has closed the period.
    Locked,
    /// This office has closed the period.
    LockedHere,
    /// The superior's key is none.
    BadKey,
    /// The bytes are not on this machine yet.
    NotHere,
    /// The file is none of this kind.
    BadFile,
    /// The file is one of answers, and a submission is wanted.
    IsAcks,
    /// The file is a submission, and answers are wanted.
    IsSubmission,
    /// The school that left it is not registered here.
    NotListed,
    /// Why it cannot be believed.
    Flawed(FlawView),
    /// Why an answer cannot be believed.
    BadAck(AckFlawView),
}

/// What is wrong with something that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FlawView {
    /// Not left by the school it names, or altered.
    Outside,
    /// Not sealed to a key of this office, or altered.
    Sealed,
    /// Not readable inside.
    Content,
    /// Made for another office.
    Recipient,
    /// What is inside is of another school, period or revision than the outside says.
    Other,
    /// What is inside is not signed by the school.
    Signature,
    /// Of a school that is not registered.
    NotListed,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AckFlawView {
    /// Altered, or sealed to somebody else.
    Sealed,
    /// Not signed by the superior that was paired.
    Signature,
    /// About another submission, revision or office.
    Other,
    /// About nothing that was handed up here.
    Unknown,
}

/// What an office says of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Said {
    /// 已接收.
    Received,
    /// 已退回.
    Rejected,
    /// 已锁定.
    Locked,
}
