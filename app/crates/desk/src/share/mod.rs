//! A ledger that several devices share: the device that writes in it, and the line to its server.
//!
//! A save goes through [`Device::write`] and claims what is on the screen: while a form is open nothing is taken in
//! ([`line::Wish::hold`]), so the look is that of the moment. What an action leads to is stored first, in one transaction,
//! and folded afterwards, as with a ledger of one machine.

mod anew;
mod codes;
mod courier;
mod dispute;
mod drive;
mod facts;
mod found;
mod keep;
mod keys;
mod meeting;
mod members;
mod names;
mod offer;
mod pictures;
mod resume;
mod review;
mod snapshots;
mod stick;
mod told;
mod upward;
mod view;

use std::collections::VecDeque;

use line::{Inviting, Line, Rounds};
use sync::device::{Device, DeviceError, Stored, Told, Turn};
use sync::members::{MemberError, MemberOp};
use sync::{AgentId, ChainHead, Clock, CompartmentId, SaveBuilder, SaveInfo, WriteError};

pub use self::drive::{Drive, Ear, Taken};
pub(crate) use self::facts::Facts;
pub use self::keep::SharedKeep;
pub(crate) use self::pictures::PartsKeep;
use self::pictures::Pictures;
pub use self::pictures::{PartDrive, PartTaken};
use self::snapshots::Snapshots;
pub use self::upward::UpDrive;
use crate::book::Dice;
use crate::message::care::CareAnswer;
use crate::message::share::{DisputesView, ShareAnswer, ShareRequest, Stopped, ToldView, Trouble, Why};
use crate::message::{Id, Refusal, Response};
use crate::step::{Keep, Now, Step, Then};
use crate::{Desk, Identity};

/// A page that watches says so again within this while.
const WATCH_MS: u64 = 10_000;
/// An open form is believed to be open for this long after it was last spoken of.
const HOLD_MS: u64 = 5_000;

/// The shared half of an open ledger.
#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) device: Device,
    line: Line,
    facts: Facts,
    /// Short codes of this device.
    codes: Vec<Inviting>,
    /// Invitations that were answered on a stick.
    by_stick: Vec<Id>,
    hold_until_ms: u64,
    watch_until_ms: u64,
    told: VecDeque<ToldView>,
    /// The states are to be folded anew from the stored log.
    refold: bool,
    /// What came by stick and waits for a decision.
    offers: Vec<offer::Offer>,
    /// The last number given to one of them.
    numbered: u32,
    /// So many orphans were looked at for it since the ledger was opened.
    offered: usize,
    /// The server's log was seen to its end since the ledger was opened, and nothing has gone wrong since.
    even: bool,
    /// The state of the membership for which due keys were turned last.
    turned_at: u64,
    pub(crate) pictures: Pictures,
    upward: upward::Upward,
    snapshots: Snapshots,
}

/// What a shared ledger has on disk, as it comes back from there.
#[derive(Debug, Default)]
pub struct SharedDisk {
    /// The device.
    pub stored: Stored,
    /// What [`SharedKeep::facts`] gave.
    pub facts: Vec<u8>,
    /// What [`SharedKeep::rounds`] gave.
    pub rounds: Vec<u8>,
    /// The name that the server answers to.
    pub host: String,
    /// What [`SharedKeep::parts`] gave, by blob.
    pub parts: Vec<(Id, Vec<u8>)>,
    /// What [`SharedKeep::photos`] gave.
    pub photos: Vec<u8>,
    /// What [`SharedKeep::codes`] gave.
    pub codes: Vec<u8>,
    /// What [`SharedKeep::sticks`] gave.
    pub sticks: Vec<u8>,
    /// All this comes from a backup, and the facts were not written since.
    pub restored: bool,
    /// What [`SharedKeep::snapshots`] gave; nothing if it cannot be read.
    pub snapshots: Option<Vec<u8>>,
}

impl Desk {
    /// Whether the ledger is shared.
    pub fn is_shared(&self) -> bool {
        self.share.is_some()
    }

    /// Whether stored facts are those of asking to be let in that was given up: the ledger is one of this machine again.
    pub fn gave_up(facts: &[u8]) -> bool {
        Facts::decode(facts).given_up
    }

    /// Whether asking to be let in was given up just now: what the ledger held before is to be folded anew.
    pub fn gives_up(&self) -> bool {
        self.share.as_ref().is_some_and(|share| share.facts.given_up)
    }

    /// Is a ledger of one machine from now on, and empty until its log is folded.
    pub fn unshare(&mut self, identity: Identity) {
        self.share = None;
        self.book.identity = identity;
        self.book = self.book.anew(None);
    }

    /// Goes on as the device that was stored. The states follow with [`Desk::refold`].
    ///
    /// # Errors
    /// If what was stored cannot be read.
    pub fn open_shared(&mut self, disk: &SharedDisk) -> Result<(), MemberError> {
        let facts = Facts::decode(&disk.facts);
        let line = Line::new(&disk.host, &facts.ticket, Rounds::decode(&disk.rounds));
        let mut share = Share::new(Device::open(&disk.stored)?, line, facts);
        share.pictures = Pictures::stored(&disk.parts, &disk.photos);
        // A record that cannot be read costs open codes, which are good for ten minutes.
        share.codes = postcard::from_bytes(&disk.codes).unwrap_or_default();
        share.by_stick = postcard::from_bytes(&disk.sticks).unwrap_or_default();
        if disk.restored && share.facts.forget_given() {
            share.tell(ToldView::InvitationsOver);
        }
        // Without its record a device that has read the whole log misses nothing.
        share.snapshots = disk.snapshots.as_deref().and_then(Snapshots::stored).unwrap_or_else(Snapshots::lost);
        self.begin_share(share);
        Ok(())
    }

    fn begin_share(&mut self, share: Share) {
        self.book.identity.space = share.device.space();
        self.book.identity.agent = share.device.agent();
        self.book = self.book.anew(None);
        self.share = Some(share);
    }

    /// A turn of the device as something to be kept.
    fn shared_keep(share: &Share, turn: Turn) -> SharedKeep {
        let own = (turn.next.agent(), turn.next.own_head());
        let rounds = share.line.rounds.clone();
        // Words about snapshots are put by, whichever way they came.
        let shelf = share.snapshots.after(&turn.keep.entries);
        let mut kept = SharedKeep { own, rounds: Some(rounds), shelf, ..SharedKeep::default() };
        if turn.told.iter().any(|told| matches!(told, Told::SetBack { .. })) {
            // The disk is a copy, and so are the invitations on it.
            let mut facts = share.facts.clone();
            if facts.forget_given() {
                (kept.facts, kept.codes) = (Some(facts), Some(Vec::new()));
            }
        }
        SharedKeep { turn: Some(turn), ..kept }
    }

    /// A save for all: sealed under the keys of its compartments, with what is on the screen as what its author has seen.
    pub(crate) fn keep_for_all(&self, save: &SaveBuilder, info: &SaveInfo, now: &Now, then: Then) -> Step {
        let Some(share) = &self.share else { return Step::answer(Refusal::NotHere) };
        if share.facts.joining.is_none() && (share.device.is_arriving() || share.has_sunk()) {
            return Step::answer(Refusal::Arriving);
        }
        let parts = self.book.split(save);
        if parts.iter().any(|(compartment, _)| !self.may_write(*compartment)) {
            return Step::answer(Refusal::NotHere);
        }
        let parts: Vec<(CompartmentId, &SaveBuilder)> = parts.iter().map(|(one, save)| (*one, &**save)).collect();
        let (device, mut dice) = (&share.device, Dice::apart(now, "seal"));
        let hlc = self.book.next_hlc(device.clock().correct(now).now_ms());
        match device.write(&parts, info, &device.look(), hlc, &mut dice) {
            Ok(turn) => Keep::shared(Self::shared_keep(share, turn), then).into(),
            Err(DeviceError::Write(WriteError::Empty)) => Step::answer(Refusal::NothingToWrite),
            Err(DeviceError::Write(_)) => Step::answer(Refusal::TooLong),
            Err(_) => Step::answer(Refusal::NotHere),
        }
    }

    /// A turn to be kept, then an answer.
    fn keep_turn(&self, turn: Turn, then: ShareAnswer) -> Step {
        match &self.share {
            Some(share) => Keep::shared(Self::shared_keep(share, turn), Box::new(|_, _| then.into())).into(),
            None => no(Why::NotShared),
        }
    }

    /// The same with facts that change along with it.
    fn keep_facts(&self, turn: Option<Turn>, facts: Facts, then: ShareAnswer) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let kept = match turn {
            Some(turn) => Self::shared_keep(share, turn),
            None => SharedKeep { own: share.end(), ..SharedKeep::default() },
        };
        let kept = SharedKeep { facts: Some(facts), ..kept };
        Keep::shared(kept, Box::new(|_, _| then.into())).into()
    }

    /// What was to be stored is stored: it counts from now on.
    pub(crate) fn kept_shared(&mut self, kept: SharedKeep) {
        if let Some(guest) = kept.guest {
            self.keep_guest(guest);
        }
        if let Some(share) = kept.begin {
            self.begin_share(*share);
        }
        let Some(share) = &mut self.share else { return };
        if let Some(facts) = kept.facts {
            share.facts = facts;
        }
        if let Some(codes) = kept.codes {
            share.codes = codes;
        }
        if let Some(by_stick) = kept.by_stick {
            share.by_stick = by_stick;
        }
        share.pictures.kept(kept.parts);
        if let Some(rounds) = &kept.rounds {
            share.line.rounds.stick_ms = rounds.stick_ms;
        }
        if let Some(shelf) = kept.shelf {
            share.snapshots.kept(shelf);
        }
        share.refold |= kept.refold;
        if let Some(replay) = kept.replay {
            self.book.replay_as(*replay);
        }
        let Some(turn) = kept.turn else { return };
        if !turn.keep.entries.is_empty() {
            // What was read of the stored log for a server that has lost it is not all of it any more.
            self.entries = None;
        }
        share.device = turn.next;
        share.refold |= turn.refold;
        for told in &turn.told {
            share.hear(told);
            if let Told::Withdrawn(op) = told
                && let MemberOp::Add(add) = &**op
                && let Some(given) = add.invite.and_then(|id| share.facts.given(&id))
            {
                // Nobody was let in: it may be tried again.
                given.approved = false;
            }
        }
        self.book.identity.agent = share.device.agent();
        if !share.refold {
            for fold in &turn.folds {
                share.compare(fold, &turn.keep.entries, self.book.states());
                // What does not fit is no reason to lose the rest: everything is folded anew from what is stored.
                share.refold |= self.book.fold(fold).is_err();
            }
        }
        self.learn_names();
    }

    pub(crate) fn ask_share(&mut self, request: ShareRequest, now: &Now) -> Step {
        match request {
            ShareRequest::State => {
                if let Some(share) = &mut self.share {
                    share.watch_until_ms = now.ms + WATCH_MS;
                }
                self.refresh_album();
                self.offer_orphans();
                Step::answer(ShareAnswer::State(Box::new(self.share_view(now))))
            }
            ShareRequest::Brief { hold } => {
                if let Some(share) = &mut self.share {
                    share.hold_until_ms = if hold { now.ms + HOLD_MS } else { 0 };
                }
                Step::answer(ShareAnswer::Brief(self.share_brief(now)))
            }
            ShareRequest::Now { ticket } => self.hurry(&ticket),
            ShareRequest::Anew { ticket } => self.bring_anew(&ticket),
            ShareRequest::Accept => self.accept_server(),
            ShareRequest::Create { name, person, ticket } => self.create_space(&name, &person, &ticket, now),
            ShareRequest::Join { link, person } => self.join_space(&link, &person, now),
            ShareRequest::MakeCode(invite) => self.make_code(invite, now),
            ShareRequest::DropCode(invite) => self.drop_code(invite, now),
            ShareRequest::JoinByCode { code, person } => self.join_by_code(&code, &person, now),
            ShareRequest::StopCode => self.stop_code(),
            ShareRequest::RequestFile => self.request_file(now),
            ShareRequest::TakeRequest(bytes) => self.take_request(&bytes, now),
            ShareRequest::AnswerFile(invite) => self.answer_again(invite, now),
            ShareRequest::TakeAnswer(bytes) => self.take_answer_file(&bytes, now),
            ShareRequest::StopJoining => self.stop_joining(),
            ShareRequest::Invite { role, sensitive } => self.invite(role, sensitive, now),
            ShareRequest::Withdraw(id) => self.withdraw(id, now),
            ShareRequest::Approve(id) => self.approve(id, now),
            ShareRequest::Revoke(member) => self.revoke(member, now),
            ShareRequest::Change { member, role, sensitive } => self.change_member(member, role, sensitive, now),
            ShareRequest::Disputes => Step::answer(ShareAnswer::Disputes(Box::new(DisputesView {
                cells: self.disputes(),
                deleted: self.deleted_elsewhere(),
                kept: self.noted(),
            }))),
            ShareRequest::Settle { dispute, version, both } => self.settle_dispute(&dispute, version, both, now),
            ShareRequest::SettleDeleted { child, keep } => self.settle_deleted(child, keep, now),
            ShareRequest::Bundle => self.bundle(now),
            ShareRequest::Decide { offers, adopt } => self.decide_offers(&offers, adopt, now),
            ShareRequest::Import(bytes) => self.import_bundle(&bytes, now),
            ShareRequest::SetPhotos(setting) => self.set_photos(setting),
            ShareRequest::SendPhotos => self.send_photos(),
        }
    }

    fn hurry(&mut self, ticket: &str) -> Step {
        let Some(share) = &mut self.share else { return no(Why::NotShared) };
        let ticket = ticket.trim();
        let withheld = share.line.trouble() == Some(Trouble::Stopped(Stopped::Withheld));
        share.line.hurry((!ticket.is_empty()).then_some(ticket));
        share.upward.press();
        // A person wants it tried again: what was kept back is asked for from the beginning.
        if withheld && let Some(turn) = share.device.read_again_whole() {
            return self.keep_turn(turn, ShareAnswer::Done);
        }
        self.keep_ticket(ticket)
    }

    /// Whether this person may see what is in a compartment. One who might and may not any more sees nothing of it from the
    /// moment that is known, though it is still on the disk.
    pub(crate) fn may_read(&self, compartment: CompartmentId) -> bool {
        let Some(share) = &self.share else { return true };
        share.device.me().is_none_or(|me| me.reads(compartment))
    }

    /// Whether this person may write into a compartment, as far as that is known; where it is not, writing is refused later.
    pub(crate) fn may_write(&self, compartment: CompartmentId) -> bool {
        let Some(share) = &self.share else { return true };
        let members = share.device.members();
        let unknown = members.version() == 0 && share.facts.joining.is_none();
        unknown || share.device.me().is_none_or(|me| me.writes(compartment))
    }
}

impl Share {
    fn new(device: Device, line: Line, facts: Facts) -> Share {
        Share {
            device,
            line,
            facts,
            codes: Vec::new(),
            by_stick: Vec::new(),
            hold_until_ms: 0,
            watch_until_ms: 0,
            told: VecDeque::new(),
            refold: false,
            offers: Vec::new(),
            numbered: 0,
            offered: 0,
            even: false,
            turned_at: 0,
            pictures: Pictures::default(),
            upward: upward::Upward::default(),
            snapshots: Snapshots::default(),
        }
    }

    fn end(&self) -> (AgentId, ChainHead) {
        (self.device.agent(), self.device.own_head())
    }
}

/// An order that was not carried out.
fn no(why: Why) -> Step {
    Step::answer(ShareAnswer::No(why))
}

impl From<ShareAnswer> for Response {
    fn from(answer: ShareAnswer) -> Response {
        CareAnswer::Share(Box::new(answer)).into()
    }
}
