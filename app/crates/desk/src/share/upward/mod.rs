//! 上报: what this office hands up, and what it takes in. Its keys, letters and papers are rows like everything else, in the
//! compartment that the fewest may read, so that any of its devices can go on where another one stopped.
//!
//! Nothing here believes a server: what was handed up is delivered with the server's receipt for exactly those bytes, and
//! received when the superior that was compared on paper has signed that it is.

mod acks;
mod arrive;
mod asking;
mod decide;
mod drive;
mod heard;
mod letters;
mod missing;
mod offices;
mod places;
mod receive;
mod row;
mod rows;
mod series;
mod submit;
mod view;
mod wait;

use std::collections::{BTreeSet, HashMap};

use ledger::schema::Compartment;
use sync::members::Member;
use sync::{RowId, SpaceId};

pub use self::drive::UpDrive;
use super::Share;
use crate::Desk;
use crate::message::care::CareAnswer;
use crate::message::upward::{UpWait, UpWhy, UpwardAnswer, UpwardRequest};
use crate::message::{Id, Response};
use crate::step::{Now, Step};

/// What is known while the ledger is open, and found out anew afterwards.
#[derive(Debug, Default)]
pub(crate) struct Upward {
    /// A page that watches says so again within a while.
    watch_until_ms: u64,
    doing: Option<drive::Doing>,
    /// The bytes that were loaded for what is to be sent next.
    loaded: Option<(Id, Option<Vec<u8>>)>,
    /// What did not work, and is not tried again before a moment.
    again: HashMap<RowId, (UpWait, u64)>,
    /// The list of schools that the server is known to have.
    list: Option<Vec<u8>>,
    list_ms: u64,
    inbox_ms: u64,
    acks_ms: u64,
    /// Those about which nothing new is expected are asked about less often.
    settled_ms: u64,
    /// Which question about answers is next.
    turn: usize,
    /// Which of this office's keys a superior has registered, counted from the newest.
    known_by: HashMap<SpaceId, usize>,
    /// How often in turn a superior has said that it knows none of them.
    deaf: HashMap<SpaceId, usize>,
    /// In the last rounds of questions, and in this one so far.
    odd: asking::Odd,
    odd_now: asking::Odd,
    /// When the server is asked again whether it has what it had taken.
    repeat: HashMap<RowId, u64>,
    places: places::Places,
    /// Words that the server had and may have lost: they are left there once more.
    lost_words: BTreeSet<RowId>,
    /// Not read from the beginning again before this moment.
    moved_ms: u64,
    /// The server left something out of what came in.
    gap: bool,
    /// The rows in which there was nothing to be done until a moment.
    rested: Option<(u64, u64)>,
}

impl Desk {
    pub(crate) fn ask_upward(&mut self, request: UpwardRequest, now: &Now) -> Step {
        if matches!(request, UpwardRequest::State) {
            return Step::answer(UpwardAnswer::State(Box::new(self.upward_view(now))));
        }
        if let Err(why) = self.may_hand_up(&request) {
            return no(why);
        }
        match request {
            UpwardRequest::State => no(UpWhy::Gone),
            UpwardRequest::Missing { form, period } => {
                Step::answer(UpwardAnswer::Missing(self.handed_view(&form, &period, now)))
            }
            UpwardRequest::OpenInbox(name) => self.make_keys(offices::INBOX, &name, now),
            UpwardRequest::MakeSender(name) => self.make_keys(offices::SENDER, &name, now),
            UpwardRequest::Read(letter) => self.read_letter(&letter),
            UpwardRequest::Pin { letter, digits } => self.pin(&letter, &digits, now),
            UpwardRequest::Remove { office, reason } => self.remove_office(RowId(office), reason.trim(), now),
            UpwardRequest::Submit(new) => self.submit(&new, now),
            UpwardRequest::SubmissionFile(id) => self.submission_file(RowId(id), now),
            UpwardRequest::OwnFile(id) => self.own_file(RowId(id), now),
            UpwardRequest::TakeAcks(bytes) => self.take_ack_file(&bytes, now),
            UpwardRequest::TakeSubmission(bytes) => self.take_submission_file(bytes, now),
            UpwardRequest::ReceivedFile(id) => self.received_file(RowId(id), now),
            UpwardRequest::Decide { received, said, reason } => self.decide(RowId(received), said, &reason, now),
            UpwardRequest::AckFile(id) => self.ack_file(RowId(id), now),
        }
    }

    fn may_hand_up(&self, request: &UpwardRequest) -> Result<(), UpWhy> {
        let share = self.share.as_ref().filter(|share| share.facts.joining.is_none()).ok_or(UpWhy::NotShared)?;
        let writes = self.may_write(Compartment::Sensitive.id());
        if share.reads_upward() && (writes || !request.writes()) { Ok(()) } else { Err(UpWhy::NoRight) }
    }
}

impl Share {
    /// Whether this member may read what belongs to handing up.
    fn reads_upward(&self) -> bool {
        let (members, compartment) = (self.device.members(), Compartment::Sensitive.id());
        let unknown = members.version() == 0 && self.facts.joining.is_none();
        unknown || self.device.me().is_some_and(|me| me.reads(compartment))
    }

    fn leads(&self) -> bool {
        self.device.me().is_some_and(Member::leads)
    }
}

fn no(why: UpWhy) -> Step {
    Step::answer(UpwardAnswer::No(why))
}

/// A hash as it stands in rows.
fn hex(hash: &[u8; 32]) -> String {
    blake3::Hash::from(*hash).to_hex().to_string()
}

/// Milliseconds as they stand in rows.
fn ms(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A text as part of a file's name.
fn plain_name(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !r#"\/:*?"<>|"#.contains(*letter)).collect()
}

impl From<UpwardAnswer> for Response {
    fn from(answer: UpwardAnswer) -> Response {
        CareAnswer::Upward(Box::new(answer)).into()
    }
}
