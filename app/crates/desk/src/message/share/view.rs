//! What pages show of a shared ledger: how it stands, who belongs to it, what waits, what is disputed.

use serde::{Deserialize, Serialize};

use super::{ArrivalView, BriefView, CodeView, DoubtView, MeetingView, PhotosView, RoleView, Round, Trouble};
use crate::message::Id;
use crate::message::roster::SaveView;

/// How sharing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    /// Whether the ledger is shared.
    pub shared: bool,
    /// What it is called.
    pub name: String,
    /// What this person may do; nothing before that is known.
    pub role: Option<RoleView>,
    /// The numbers every page shows.
    pub brief: BriefView,
    /// A form is open somewhere: nothing is taken in.
    pub held: bool,
    /// A short code that was typed here, before there is anything to share.
    pub meeting: Option<MeetingView>,
    /// Asking to be let in.
    pub joining: Option<JoinView>,
    /// How far this device has come, if it is new.
    pub arrival: Option<ArrivalView>,
    /// Snapshots that are not what they should be, the newest first.
    pub doubts: Vec<DoubtView>,
    /// What no server has yet, oldest first.
    pub waiting: Vec<WaitingView>,
    /// More of them, which are not listed.
    pub more: u32,
    /// Members, the active first.
    pub members: Vec<MemberView>,
    /// Invitations of this device.
    pub invitations: Vec<InvitationView>,
    /// Earlier rounds, newest first.
    pub rounds: Vec<Round>,
    /// What a person should hear of, newest first.
    pub told: Vec<ToldView>,
    /// Came by stick and can never enter the log.
    pub orphans: u32,
    /// Came by stick from people who may not send it any more, to be decided about. Not kept: the file has it.
    pub offers: Vec<OfferView>,
    /// More of them, which are not listed.
    pub offers_more: u32,
    /// Photos, signatures and scans on their way.
    pub photos: PhotosView,
}

/// Asking to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinView {
    /// The request is on its way.
    Leaving,
    /// It lies at the server; the inviting device has not seen it.
    Waiting,
    /// To be compared with the other screen.
    Compare(u32),
    /// The other side has shown a number it was not bound to: somebody stands between.
    Trick,
}

/// Something that no server has yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// What.
    pub what: WaitingWhat,
    /// Why it waits.
    pub reason: Reason,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitingWhat {
    /// A save.
    Save(SaveView),
    /// The founding of the shared ledger.
    Founding,
    /// A change of the membership.
    Members,
    /// Something else of the program's own.
    Other,
    /// A save of what this person may not write to any more.
    Aside,
}

/// Why something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The next round takes it along.
    Next,
    /// Something stands in the way of every round.
    Trouble(Trouble),
    /// This person may not write there any more.
    NoRight,
    /// This device was shut out.
    ShutOut,
    /// Something before it has no way.
    Behind,
    /// This device is not let in yet.
    NotLetIn,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who.
    pub id: Id,
    /// What it is called; empty until that is known.
    pub name: String,
    /// What it may do.
    pub role: RoleView,
    /// Whether it may read restricted registers.
    pub sensitive: bool,
    /// This device.
    pub this: bool,
    /// Whether it counts.
    pub standing: StandingView,
}

/// Whether a member counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StandingView {
    /// It does.
    #[default]
    Active,
    /// Its machine was set back and goes on under another name.
    Renamed,
    /// It was shut out.
    ShutOut,
}

/// An invitation of this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Which.
    pub id: Id,
    /// What goes behind the address of the page.
    pub text: String,
    /// What the invited may do.
    pub role: RoleView,
    /// Whether the invited may read restricted registers.
    pub sensitive: bool,
    /// Until when, by the server's clock.
    pub expires_ms: u64,
    /// Who answered it, and the digits of this screen.
    pub asked: Option<(String, u32)>,
    /// Letting in is on its way to the server.
    pub approved: bool,
    /// It is answered on a stick: whoever was let in may need the log on one as well.
    pub by_stick: bool,
    /// Who answered it is a member.
    pub inside: bool,
    /// Its short code, if one was made.
    pub code: Option<CodeView>,
}

/// What a person should hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToldView {
    /// The disk had been set back; this device goes on under a new name.
    SetBack,
    /// A change of the membership was overtaken by another one.
    Withdrawn,
    /// Something that came by stick can never enter the log.
    Orphaned,
    /// An envelope of a colleague cannot be read by anybody.
    Unreadable,
    /// A key was kept from this device.
    NoKey,
    /// So many saves were sealed again, because a key was turned.
    SealedAgain(u32),
    /// The ledger comes from a backup: invitations that stood open in it are over.
    InvitationsOver,
    /// The server was set back, and has from here what it had lost: so many entries.
    BroughtBack(u32),
}

/// Names a disputed cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeKey {
    /// Its table.
    pub table: u16,
    /// Its row.
    pub row: Id,
    /// Its field.
    pub field: u16,
    /// Which versions were shown: what has come since is not decided along with them.
    pub shown: u64,
}

/// Everything that is disputed, and what was noted beside a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputesView {
    /// Cells.
    pub cells: Vec<DisputeView>,
    /// Records that were deleted by one and changed by another.
    pub deleted: Vec<DeletedView>,
    /// Noted beside a decision, newest first.
    pub kept: Vec<KeptView>,
}

/// A value that was not chosen and is noted all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// Whom or what it is about.
    pub title: String,
    /// The field.
    pub field: String,
    /// What was written.
    pub version: VersionView,
}

/// A cell that several changed without having seen each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeView {
    /// Which.
    pub key: DisputeKey,
    /// The child it is about, if it is about one.
    pub child: Option<Id>,
    /// Whom or what it is about.
    pub title: String,
    /// The field.
    pub field: String,
    /// The versions; the first is shown for now.
    pub versions: Vec<VersionView>,
}

/// A save of somebody who may not send it any more.
#[derive(Clone, Debug, Hash, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// Which.
    pub key: OfferKey,
    /// Who wrote it.
    pub who: String,
    /// When, by that machine's clock.
    pub at_ms: u64,
    /// What would be another value than it is now; the first of them.
    pub lines: Vec<OfferLine>,
    /// How many more there are.
    pub more: u32,
}

/// Names what is offered.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferKey {
    /// Which save.
    pub offer: u32,
    /// What it was to change, and from what: if something else has come to stand there, it is looked at again.
    pub shown: u64,
}

/// One field of it.
#[derive(Clone, Debug, Hash, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    /// Whom or what it is about.
    pub title: String,
    /// The field.
    pub field: String,
    /// What is there now, and what was written, where both can be shown.
    pub values: Option<(String, String)>,
    /// It alters a record that is there, whose values are not shown.
    pub alters: bool,
}

/// One version of a disputed cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// What was written; empty if the cell was cleared.
    pub text: String,
    /// By whom.
    pub who: String,
    /// By this person.
    pub mine: bool,
    /// When, by that machine's clock.
    pub at_ms: u64,
}

/// A record that one deleted while another changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedView {
    /// Which child.
    pub child: Id,
    /// Its name.
    pub name: String,
    /// Who deleted it.
    pub by: String,
    /// What was changed meanwhile.
    pub fields: Vec<String>,
}
