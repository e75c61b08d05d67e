//! What comes in, over the server or on a stick, written into rows. The same thing twice is one, whichever way it came, and
//! only what is wholly genuine counts as there: a copy that was spoiled on the way keeps nothing away.

use std::collections::BTreeSet;

use ledger::schema::{Table, received as f};
use sync::proto::{InboxLeft, InboxPage, InboxPost, part_id};
use sync::upward::{Flaw, Letter, Submission};
use sync::{RowId, SaveBuilder, SpaceId, ValueRef};

use super::offices::{self, INBOX, Key, Office};
use super::places::{Lies, name_of};
use super::row::Row;
use super::rows::flaw_key;
use super::{hex, ms};
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::Id;
use crate::message::roster::Action;
use crate::message::upward::{FlawView, UpwardAnswer};
use crate::share::PartsKeep;
use crate::step::{Keep, Now, Step};

/// What is to be stored of what came in.
pub(super) struct Arrivals {
    /// The keys that things open with.
    keys: Vec<Key>,
    save: SaveBuilder,
    rows: BTreeSet<RowId>,
    blobs: Vec<(Id, Vec<u8>)>,
    parts: PartsKeep,
    /// What was there already, and lies at another place of the server now.
    again: Vec<RowId>,
    pub(super) new: u32,
    pub(super) known: u32,
    /// Something is to be written.
    writes: bool,
}

/// How something came.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Stick,
    /// At this place of the inbox, at this time of the server.
    Server(u64, u64),
}

/// A school that something outside is signed by: its row, the letter that the signature is of, and whether another letter
/// counts since.
struct Signer {
    row: RowId,
    letter: Letter,
    old: bool,
}

/// What is in a submission, and with which keys of this office it opened.
pub(super) fn open_post(
    post: &InboxPost,
    county: SpaceId,
    keys: &[Key],
    school: &Letter,
) -> Result<(RowId, Submission), FlawView> {
    let mut flaw = Flaw::Sealed;
    for Key { row, secret, .. } in keys {
        match Submission::open(post, county, secret, &school.keys) {
            Ok(submission) => return Ok((*row, submission)),
            Err(Flaw::Sealed) => {}
            Err(other) => flaw = other,
        }
    }
    Err(match flaw {
        Flaw::Outside => FlawView::Outside,
        Flaw::Sealed => FlawView::Sealed,
        Flaw::Recipient => FlawView::Recipient,
        Flaw::School | Flaw::Slot => FlawView::Other,
        Flaw::Signature => FlawView::Signature,
        _ => FlawView::Content,
    })
}

impl Desk {
    pub(super) fn no_arrivals(&self) -> Arrivals {
        Arrivals {
            keys: offices::keys(&self.book, INBOX),
            save: SaveBuilder::new(),
            rows: BTreeSet::new(),
            blobs: Vec::new(),
            parts: PartsKeep::default(),
            again: Vec::new(),
            new: 0,
            known: 0,
            writes: false,
        }
    }

    /// The letters and keys that what comes in is looked at with. With others, what was not believed is looked at again.
    pub(super) fn looks_with(&self) -> Vec<u8> {
        let mut with = Vec::new();
        for office in offices::offices(&self.book, Table::Sender) {
            if office.removed.is_empty() {
                with.extend_from_slice(&office.letter.space.0);
                with.extend_from_slice(&office.letter.keys.sign);
            }
        }
        with.extend(offices::key_rows(&self.book, INBOX).iter().flat_map(|key| key.id().0));
        with
    }

    /// The school that has signed the outside of something, if it is registered.
    fn signer(&self, post: &InboxPost) -> Result<Signer, FlawView> {
        let row = RowId::natural(&self.book.identity.row_key, "sender", &post.space.to_string());
        let office = offices::office(&self.book, Table::Sender, row).filter(|office| office.removed.is_empty());
        let office: Office = office.ok_or(FlawView::NotListed)?;
        let signed = |letter: &Letter| Submission::is_left_by(post, &letter.keys);
        if signed(&office.letter) {
            return Ok(Signer { row, letter: office.letter, old: false });
        }
        // What was signed before the school changed its keys may come late; whoever reads it is told.
        let letter = office.earlier().find(signed).ok_or(FlawView::Outside)?;
        Ok(Signer { row, letter, old: true })
    }

    /// Writes something that came in, unless it is there already. What is not to be believed is written only if a registered
    /// school has left it at the server; on a stick it stays where it is, and may be brought again.
    pub(super) fn arrive(
        &self,
        bytes: Vec<u8>,
        way: Way,
        arrivals: &mut Arrivals,
        now: &Now,
    ) -> Result<Lies, FlawView> {
        let post = InboxPost::decode(&bytes).map_err(|_| FlawView::Content)?;
        let name = post.name();
        let good = RowId::natural(&self.book.identity.row_key, "received", &hex(&name));
        let signer = self.signer(&post);
        if self.believed(good).is_some() || arrivals.rows.contains(&good) {
            arrivals.known += 1;
            if let (Way::Server(place, _), Some(false), Ok(_)) = (way, self.believed(good), &signer) {
                arrivals.save.set(cell(Table::Received, good, f::PLACE), ValueRef::Int(ms(place)));
                arrivals.writes = true;
            }
            if matches!(way, Way::Server(place, _) if self.lay_at(good).is_some_and(|known| known != place)) {
                arrivals.again.push(good);
            }
            return Ok(Lies::Good);
        }
        let signer = signer?;
        let county = self.share.as_ref().map(|share| share.device.space()).unwrap_or_default();
        let opened = open_post(&post, county, &arrivals.keys, &signer.letter);
        let (row, lies) = match (&opened, way) {
            (Ok(_), _) => (good, Lies::Good),
            (Err(flaw), Way::Stick) => return Err(*flaw),
            // Named by all of its bytes, so that it takes the place of nothing else.
            (Err(_), Way::Server(..)) => {
                (RowId::natural(&self.book.identity.row_key, "flawed", &hex(&part_id(&bytes))), Lies::Flawed)
            }
        };
        if lies == Lies::Flawed && self.book.find(Table::Received, row).is_some() || !arrivals.rows.insert(row) {
            arrivals.known += 1;
            return Ok(lies);
        }
        let (came_ms, place) = match way {
            Way::Stick => (now.ms, None),
            Way::Server(place, server_ms) => (server_ms, Some(place)),
        };
        write_post(&mut arrivals.save, row, &post, &signer, &opened);
        let mut set = |field: u16, value: ValueRef<'_>| arrivals.save.set(cell(Table::Received, row, field), value);
        set(f::CAME, ValueRef::Int(ms(came_ms)));
        set(f::PLACE, place.map_or(ValueRef::Null, |place| ValueRef::Int(ms(place))));
        // Kept as it came, also what does not open.
        set(f::BLOB, ValueRef::Row(row));
        arrivals.new += 1;
        arrivals.writes = true;
        let mut dice = Dice::apart(now, &hex(&part_id(&bytes)));
        let sealed = self.seal_blobs(Table::Received, [(f::SEAL, row.0, bytes.as_slice())], &mut dice);
        sealed.write(row, &mut arrivals.save);
        arrivals.parts = std::mem::take(&mut arrivals.parts).and(sealed.parts());
        arrivals.blobs.push((row.0, bytes));
        Ok(lies)
    }

    /// Where something that came over the server lay there; 0 if that is not known any more.
    fn lay_at(&self, row: RowId) -> Option<u64> {
        let row = Row::of(&self.book, Table::Received, self.book.find(Table::Received, row)?);
        row.ms(f::PLACE)
    }

    /// Whether something is there and believed, and then whether it is known where it lies at the server.
    fn believed(&self, row: RowId) -> Option<bool> {
        let row = Row::of(&self.book, Table::Received, self.book.find(Table::Received, row)?);
        row.text(f::FLAW).is_empty().then(|| row.ms(f::PLACE).is_some_and(|place| place > 0))
    }

    pub(super) fn keep_arrivals(&self, arrivals: Arrivals, detail: &str, answer: UpwardAnswer, now: &Now) -> Step {
        match self.keep(&arrivals.save, Action::Upward, detail, now, Box::new(move |_, _| answer.into())) {
            Step::Keep(mut keep) => {
                keep.blobs.extend(arrivals.blobs);
                keep.with_parts(arrivals.parts).into()
            }
            other => other,
        }
    }

    /// What a server gave, one after the other.
    pub(super) fn take_page(&mut self, page: InboxPage, now: &Now) -> Option<Box<Keep>> {
        let mut arrivals = self.no_arrivals();
        let mut found = Vec::new();
        for InboxLeft { place, server_ms, post } in page.left {
            let name = name_of(&post);
            let lies = self.arrive(post, Way::Server(place, server_ms), &mut arrivals, now);
            found.push((place, lies.unwrap_or(Lies::Odd), name));
        }
        let again = std::mem::take(&mut arrivals.again);
        self.came_again(&again);
        let keep = match arrivals.writes {
            false => None,
            // What cannot be kept is not known, and is asked for again after a while.
            true => {
                let step = self.keep_arrivals(arrivals, "收到报送材料", UpwardAnswer::Done, now);
                Some(self.kept_step(step, now)?)
            }
        };
        let upward = &mut self.share.as_mut()?.upward;
        if keep.is_none() {
            // A server that has nothing new to give is not asked faster than usual.
            upward.inbox_ms = upward.next_look(now.ms);
        }
        found.into_iter().for_each(|(place, lies, name)| upward.places.found(place, lies, name));
        keep
    }
}

/// What is known of something that came in.
fn write_post(
    save: &mut SaveBuilder,
    row: RowId,
    post: &InboxPost,
    signer: &Signer,
    opened: &Result<(RowId, Submission), FlawView>,
) {
    let mut set = |field: u16, value: ValueRef<'_>| save.set(cell(Table::Received, row, field), value);
    set(f::POST, ValueRef::Text(&hex(&post.name())));
    set(f::SENDER, ValueRef::Row(signer.row));
    set(f::SCHOOL, ValueRef::Text(&post.space.to_string()));
    set(f::REVISION, ValueRef::Int(post.revision.into()));
    if signer.old {
        set(f::OLD_KEY, ValueRef::Int(1));
    }
    match opened {
        Ok((key, submission)) => {
            set(f::FLAW, ValueRef::Null);
            set(f::KEY, ValueRef::Row(*key));
            set(f::LETTER, ValueRef::Blob(&signer.letter.encode()));
            set(f::FORM, text_value(&submission.form));
            set(f::PERIOD, text_value(&submission.period));
            set(f::SENTENCE, text_value(&submission.sentence));
            set(f::FILE, text_value(&submission.file));
            set(f::SIZE, ValueRef::Int(submission.body.len() as i64));
            set(f::CREATED, ValueRef::Int(ms(submission.created_ms)));
            set(f::HASH, ValueRef::Text(&hex(&submission.hash())));
            set(f::PREVIOUS, text_value(&submission.previous.as_ref().map(hex).unwrap_or_default()));
        }
        Err(flaw) => set(f::FLAW, ValueRef::Text(flaw_key(*flaw))),
    }
}
