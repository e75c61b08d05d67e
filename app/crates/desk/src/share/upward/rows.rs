//! What stands in the rows of handing up and taking in, read into plain data.

use std::collections::{BTreeMap, BTreeSet};

use ledger::schema::{Table, received, submission, verdict};
use sync::RowId;
use sync::proto::AckPost;
use sync::upward::{Letter, Status, rank};

use super::row::Row;
use crate::book::Book;
use crate::message::Id;
use crate::message::upward::FlawView;

/// Something handed up.
pub(super) struct Sent {
    pub(super) row: RowId,
    pub(super) ix: u32,
    pub(super) superior: RowId,
    pub(super) key: Option<RowId>,
    letter: Vec<u8>,
    pub(super) form: String,
    pub(super) period: String,
    pub(super) revision: u32,
    pub(super) hash: [u8; 32],
    pub(super) post: [u8; 32],
    pub(super) blob: Id,
    pub(super) plain: Id,
    pub(super) delivered_ms: Option<u64>,
    pub(super) carried_ms: Option<u64>,
    again_ms: Option<u64>,
    pub(super) taken: bool,
}

/// Something that came in.
pub(super) struct Came {
    pub(super) row: RowId,
    pub(super) ix: u32,
    pub(super) sender: Option<RowId>,
    pub(super) key: Option<RowId>,
    pub(super) form: String,
    pub(super) period: String,
    pub(super) revision: u32,
    pub(super) hash: [u8; 32],
    pub(super) previous: Option<[u8; 32]>,
    /// It came signed with a key that another one had taken the place of.
    pub(super) old_key: bool,
    pub(super) post: [u8; 32],
    pub(super) school: Id,
    pub(super) blob: Option<Id>,
    pub(super) place: Option<u64>,
    pub(super) flaw: Option<FlawView>,
}

impl Sent {
    /// The letter of the superior that it was sealed to.
    pub(super) fn letter(&self) -> Option<Letter> {
        Letter::kept(&self.letter).ok()
    }

    /// When it was last left at the server.
    pub(super) fn left_ms(&self) -> Option<u64> {
        self.delivered_ms.map(|at_ms| at_ms.max(self.again_ms.unwrap_or_default()))
    }

    /// Another one is of the same form and period, for the same superior.
    pub(super) fn is_with(&self, other: &Sent) -> bool {
        (self.superior, &self.form, &self.period) == (other.superior, &other.form, &other.period)
    }
}

/// Something said of a submission.
pub(super) struct Word {
    pub(super) row: RowId,
    pub(super) about: RowId,
    pub(super) status: Status,
    pub(super) number: u32,
    pub(super) at_ms: u64,
    pub(super) ack: AckPost,
    pub(super) left: bool,
}

impl Word {
    fn rank(&self) -> (u32, u64, &Status) {
        rank(self.number, self.at_ms, &self.status)
    }
}

/// Why something that came in is not to be believed. Stored: never change one.
const FLAWS: [(FlawView, &str); 7] = [
    (FlawView::Outside, "outside"),
    (FlawView::Sealed, "sealed"),
    (FlawView::Content, "content"),
    (FlawView::Recipient, "recipient"),
    (FlawView::Other, "other"),
    (FlawView::Signature, "signature"),
    (FlawView::NotListed, "not_listed"),
];

pub(super) fn flaw_key(flaw: FlawView) -> &'static str {
    FLAWS.iter().find(|(known, _)| *known == flaw).map_or("content", |(_, key)| key)
}

/// The key of a status, and the reason that goes with it.
pub(super) fn status_key(status: &Status) -> (&'static str, &str) {
    match status {
        Status::Received => ("received", ""),
        Status::Rejected(reason) => ("rejected", reason),
        Status::Locked => ("locked", ""),
    }
}

/// What was handed up, the newest first.
pub(super) fn sent(book: &Book) -> Vec<Sent> {
    use submission as f;
    let mut sent: Vec<(i64, Sent)> = Row::all(book, Table::Submission)
        .filter_map(|row| {
            let sent = Sent {
                row: row.id(),
                ix: row.ix,
                superior: row.row(f::SUPERIOR)?,
                key: row.row(f::KEY),
                letter: row.bytes(f::LETTER)?.to_vec(),
                form: row.text(f::FORM).to_owned(),
                period: row.text(f::PERIOD).to_owned(),
                revision: row.int(f::REVISION).try_into().ok()?,
                hash: row.hash(f::HASH)?,
                post: row.hash(f::POST)?,
                blob: row.row(f::BLOB)?.0,
                plain: row.row(f::PLAIN)?.0,
                delivered_ms: row.ms(f::DELIVERED),
                carried_ms: row.ms(f::CARRIED),
                again_ms: row.ms(f::AGAIN),
                taken: row.ms(f::TAKEN).is_some(),
            };
            Some((row.int(f::CREATED), sent))
        })
        .collect();
    sent.sort_by_key(|(created, sent)| std::cmp::Reverse((*created, sent.revision, sent.row)));
    sent.into_iter().map(|(_, sent)| sent).collect()
}

/// What came in, the newest first.
pub(super) fn came(book: &Book) -> Vec<Came> {
    use received as f;
    let mut came: Vec<(i64, Came)> = Row::all(book, Table::Received)
        .filter_map(|row| {
            let flaw = row.text(f::FLAW);
            let came = Came {
                row: row.id(),
                ix: row.ix,
                sender: row.row(f::SENDER),
                key: row.row(f::KEY),
                form: row.text(f::FORM).to_owned(),
                period: row.text(f::PERIOD).to_owned(),
                revision: row.int(f::REVISION).try_into().unwrap_or_default(),
                hash: row.hash(f::HASH).unwrap_or_default(),
                previous: row.hash(f::PREVIOUS),
                old_key: row.int(f::OLD_KEY) == 1,
                post: row.hash(f::POST)?,
                school: RowId::from_hex(row.text(f::SCHOOL)).map(|school| school.0).unwrap_or_default(),
                blob: row.row(f::BLOB).map(|blob| blob.0),
                place: row.ms(f::PLACE),
                // A flaw that only a newer build knows is one all the same.
                flaw: (!flaw.is_empty())
                    .then(|| FLAWS.iter().find(|(_, key)| *key == flaw).map_or(FlawView::Content, |(known, _)| *known)),
            };
            Some((row.int(f::CAME), came))
        })
        .collect();
    // What could not be believed when it came first, and could later, is what it was later.
    let good: BTreeSet<[u8; 32]> =
        came.iter().filter(|(_, came)| came.flaw.is_none()).map(|(_, came)| came.post).collect();
    came.retain(|(_, came)| came.flaw.is_none() || !good.contains(&came.post));
    came.sort_by_key(|(at, came)| std::cmp::Reverse((*at, came.revision, came.row)));
    came.into_iter().map(|(_, came)| came).collect()
}

/// The letter of the school that something opened under when it came.
pub(super) fn opened_under(book: &Book, came: &Came) -> Option<Letter> {
    Letter::kept(Row::of(book, Table::Received, came.ix).bytes(received::LETTER)?).ok()
}

/// What is known to lie at a place of the server's inbox.
#[derive(Default)]
pub(super) struct Lain {
    /// The names of what lay there: more than one if the server gave the place a second time.
    pub(super) names: Vec<[u8; 32]>,
    /// Some of it is believed.
    pub(super) good: bool,
}

/// The places of the server's inbox that are known.
pub(super) fn places(book: &Book) -> BTreeMap<u64, Lain> {
    let mut places: BTreeMap<u64, Lain> = BTreeMap::new();
    for row in Row::all(book, Table::Received) {
        // Nought is said of what came over the server and lies where nobody knows.
        let place = row.ms(received::PLACE).filter(|place| *place > 0);
        if let Some((place, post)) = place.zip(row.hash(received::POST)) {
            let lain = places.entry(place).or_default();
            lain.names.push(post);
            lain.good |= row.text(received::FLAW).is_empty();
        }
    }
    places
}

/// Everything that was said, the newest first.
pub(super) fn words(book: &Book) -> Vec<Word> {
    use verdict as f;
    let mut words: Vec<Word> = Row::all(book, Table::Verdict)
        .filter_map(|row| {
            let status = match row.text(f::STATUS) {
                "received" => Status::Received,
                "rejected" => Status::Rejected(row.text(f::REASON).to_owned()),
                "locked" => Status::Locked,
                _ => return None,
            };
            Some(Word {
                row: row.id(),
                about: row.row(f::ABOUT)?,
                status,
                number: row.int(f::NUMBER).try_into().ok()?,
                at_ms: row.ms(f::AT).unwrap_or_default(),
                ack: AckPost::decode(row.bytes(f::ACK)?).ok()?,
                left: row.ms(f::LEFT).is_some(),
            })
        })
        .collect();
    words.sort_by(|one, other| other.rank().cmp(&one.rank()));
    words
}
