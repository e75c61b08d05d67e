//! Messages about a ledger that several devices share: how it stands, who belongs to it, what is disputed.

mod arrival;
mod code;
mod photos;
mod view;

pub use line::{Ended, Over, Round, Stopped, Trouble};
use serde::{Deserialize, Serialize};

use super::Id;
pub use arrival::{ArrivalView, Doubt, DoubtView, Progress};
pub use code::{CodeView, MeetingView};
pub use photos::{Away, NetworkKind, PhotoSetting, PhotoWait, PhotoWay, PhotosView};
pub use view::{
    DeletedView, DisputeKey, DisputeView, DisputesView, InvitationView, JoinView, KeptView, MemberView, OfferKey,
    OfferLine, OfferView, Reason, ShareView, StandingView, ToldView, VersionView, WaitingView, WaitingWhat,
};

/// What a member may do, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoleView {
    /// Carries for others, reads nothing.
    Courier,
    /// 只读.
    #[default]
    Reader,
    /// 填报.
    Editor,
    /// 管理.
    Admin,
}

/// Questions and orders about sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ShareRequest {
    /// How it stands. Asked again and again while the page is open: meanwhile mailboxes of invitations are looked into.
    State,
    /// The few numbers every page shows.
    Brief {
        /// A form is open: nothing is taken in until it is closed.
        hold: bool,
    },
    /// Makes this ledger one that can be shared.
    Create {
        /// What the shared ledger is called.
        name: String,
        /// What this person on this device is called.
        person: String,
        /// The word of whoever runs the server, where one is needed.
        ticket: String,
    },
    /// A new invitation.
    Invite {
        /// What the invited may do.
        role: RoleView,
        /// Whether the invited may read restricted registers.
        sensitive: bool,
    },
    /// Takes an invitation back.
    Withdraw(Id),
    /// Asks to be let into the ledger of an invitation.
    Join {
        /// The link, or what is in it.
        link: String,
        /// What this person on this device is called.
        person: String,
    },
    /// A short code for an invitation, in place of the one before.
    MakeCode(Id),
    /// Takes the short code of an invitation back.
    DropCode(Id),
    /// Asks for the invitation of a short code, and then to be let in.
    JoinByCode {
        /// What was typed.
        code: String,
        /// What this person on this device is called.
        person: String,
    },
    /// Gives up a short code that was typed.
    StopCode,
    /// The request of this device as a file for a stick.
    RequestFile,
    /// Takes in the request of somebody who was invited; the answer is a file for the same stick.
    TakeRequest(Vec<u8>),
    /// The answer to a request that came on a stick, with the log once the invited is let in.
    AnswerFile(Id),
    /// Takes in the answer to the request of this device.
    TakeAnswer(Vec<u8>),
    /// Gives up asking to be let in.
    StopJoining,
    /// Lets in whoever answered an invitation, after the digits were compared.
    Approve(Id),
    /// Shuts a member out and turns the keys.
    Revoke(Id),
    /// Other rights for a member.
    Change {
        /// Whom.
        member: Id,
        /// What it may do from now on.
        role: RoleView,
        /// Whether it may read restricted registers from now on.
        sensitive: bool,
    },
    /// Tries at once.
    Now {
        /// A word of whoever runs the server; none leaves the one before.
        ticket: String,
    },
    /// The server has lost everything and whoever runs it knows: it gets the whole log from this device.
    Anew {
        /// Their word; none leaves the one before.
        ticket: String,
    },
    /// Goes on with a server that was set up anew: a person has asked whoever runs it.
    Accept,
    /// What is disputed.
    Disputes,
    /// Decides a dispute.
    Settle {
        /// Which.
        dispute: DisputeKey,
        /// The version that counts, by its place in the list.
        version: u32,
        /// The others are noted beside it.
        both: bool,
    },
    /// A record that was deleted by one and changed by another: whether it stays.
    SettleDeleted {
        /// Which child.
        child: Id,
        /// It stays.
        keep: bool,
    },
    /// What is not at the server yet, and the log, as a file for a stick.
    Bundle,
    /// Decides about what came by stick from somebody who may not send it any more.
    Decide {
        /// Which saves.
        offers: Vec<OfferKey>,
        /// They are written into the ledger; otherwise they are laid away.
        adopt: bool,
    },
    /// Takes in such a file.
    Import(Vec<u8>),
    /// How pictures travel on this device from now on.
    SetPhotos(PhotoSetting),
    /// Pictures are to travel now, whatever the setting.
    SendPhotos,
}

impl ShareRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        !matches!(
            self,
            Self::State
                | Self::Brief { .. }
                | Self::Disputes
                | Self::Now { .. }
                | Self::Anew { .. }
                | Self::Accept
                | Self::SendPhotos
                | Self::RequestFile
                | Self::AnswerFile(_)
        )
    }
}

/// Answers about sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ShareAnswer {
    /// How it stands.
    State(Box<ShareView>),
    /// The few numbers; nothing for a ledger that is not shared.
    Brief(Option<BriefView>),
    /// A new invitation: what goes behind the address of the page.
    Invited(String),
    /// Done, and on the disk.
    Done,
    /// Not done, and why.
    No(Why),
    /// What is disputed.
    Disputes(Box<DisputesView>),
    /// A file for a stick.
    Bundle {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
        /// How many envelopes are in it that no server has.
        count: u32,
        /// How many entries of the log.
        log: u32,
    },
    /// A file of somebody who is coming in, for a stick.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A file was taken in.
    Imported {
        /// What became of the log in it.
        log: LogTaken,
        /// So many envelopes that no server has were new.
        new: u32,
        /// So many were known, or are of no use here now.
        left: u32,
        /// So many saves are to be looked at: whoever wrote them may not send them any more.
        offered: u32,
    },
}

/// What became of the log in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogTaken {
    /// There was none, or nothing new in it.
    Nothing,
    /// So many entries came.
    Came(u32),
    /// It begins later than what is known here.
    Later,
    /// Whoever made the file may not read all that this device may.
    Partial,
    /// Whoever made the file is no member.
    Unsigned,
}

/// Why an order was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// A trial lives in memory only.
    Trial,
    /// It is shared already.
    AlreadyShared,
    /// It is not shared.
    NotShared,
    /// Something is in this ledger: whoever joins begins with an empty one.
    NotEmpty,
    /// The text holds no invitation.
    BadLink,
    /// The text is no short code.
    BadCode,
    /// This short code was tried here already.
    CodeTried,
    /// Two of its own writers disagree somewhere: to be settled first.
    Disputed,
    /// Only an admin may.
    NotAdmin,
    /// The first round with the server is not over.
    NotYet,
    /// Nobody would be left who can change anything.
    LastAdmin,
    /// A key that is needed is not here.
    NoKey,
    /// The digits were not compared, or the invitation is over.
    NotAsked,
    /// There is nothing of that kind any more.
    Gone,
    /// More has come since it was shown.
    Changed,
    /// A name is needed.
    NoName,
    /// The file is none of this program, or it is damaged.
    BadFile,
    /// The file is of another ledger.
    OtherLedger,
    /// Something in the file is not signed by whom it says.
    Forged,
    /// The file holds nothing new.
    Nothing,
    /// The file is the answer to a request, and a request is wanted.
    NotRequest,
    /// The file is a request, and the answer to one is wanted.
    NotAnswer,
    /// The invitation was taken back, or its time is over.
    InvitationOver,
    /// Another device has answered the same invitation.
    OtherRequest,
    /// The invitation was made on another device.
    GivenElsewhere,
    /// The log in the file is not whole, or was altered.
    BadLog,
    /// The log on this device is not whole: it is being fetched again.
    NotWhole,
    /// The server knows this device and has its log.
    NotLost,
}

/// The few numbers every page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefView {
    /// Saves that no server has yet.
    pub waiting: u32,
    /// When the log was last even.
    pub even_ms: Option<u64>,
    /// When the log last came on a stick.
    pub stick_ms: Option<u64>,
    /// What stands in the way.
    pub trouble: Option<Trouble>,
    /// Something waits for three days.
    pub alarm: bool,
    /// What a person has to decide.
    pub disputes: u32,
}
