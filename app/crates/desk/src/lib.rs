//! The application service: one open ledger, asked and told through plain messages.
//!
//! Everything the page can want is a [`message::Request`]; everything it can show comes back in a [`message::Response`].
//! The desk does no I/O: it hands out what must be stored and applies it when told that the disk has it ([`Step`]), so
//! the same code runs in the Web Worker, in native tests and in the memory-only trial.
//!
//! Rooms: `roster` (tables of children, edits, undo), `import` (a list into the roster), `compare` (lists and rounds),
//! `care` (registers, visits, duties), `attachment` (photos, signatures, scans), `place` (home page, settings, sample data,
//! access log), `share` (a ledger of several devices, and what it hands up). `book` is the only door to the state.

mod attachment;
mod attendance;
mod book;
mod care;
mod case;
mod compare;
mod docket;
mod import;
pub mod message;
mod paper;
mod place;
mod rescue;
mod roster;
mod save;
mod share;
mod step;
#[cfg(test)]
mod tests;

use sync::snapshot::SnapshotError;
use sync::{AgentId, ApplyError, ChainHead, Envelope, State};

pub use book::Identity;
pub use share::{Drive, Ear, PartDrive, PartTaken, SharedDisk, SharedKeep, Taken, UpDrive};
pub use step::{Keep, Now, Step};

use book::Book;
use message::roster::SaveView;
use message::{CareRequest, Id, Refusal, Request, Response};

/// One open ledger.
pub struct Desk {
    book: Book,
    roster: roster::Room,
    import: import::Room,
    compare: compare::Room,
    place: place::Room,
    attachment: attachment::Room,
    cases: case::Room,
    share: Option<share::Share>,
    /// A short code that was typed here, and leads to a ledger to be shared.
    guest: Option<line::Guest>,
    /// By which name the server is called; nothing where nothing can be shared.
    host: Option<String>,
    /// The envelopes of the log, while somebody needs them.
    log: Option<Vec<Envelope>>,
    /// The same of a shared ledger.
    entries: Option<Vec<sync::log::Entry>>,
    seals: care::Seals,
    entering: Option<care::Entering>,
}

impl Desk {
    /// An empty ledger.
    pub fn new(identity: Identity) -> Self {
        Self::with(Book::new(identity))
    }

    /// Forgets everything and begins from the states of a snapshot, or from nothing: the versions go on.
    pub fn begin_anew(&mut self, states: Option<Vec<State>>) {
        let (host, guest) = (self.host.take(), self.guest.take());
        *self = Desk { host, guest, ..Self::with(self.book.anew(states)) };
    }

    fn with(book: Book) -> Self {
        Desk {
            book,
            roster: roster::Room::default(),
            import: import::Room::default(),
            compare: compare::Room::default(),
            place: place::Room::default(),
            attachment: attachment::Room::default(),
            cases: case::Room::default(),
            share: None,
            guest: None,
            host: None,
            log: None,
            entries: None,
            seals: care::Seals::default(),
            entering: None,
        }
    }

    /// Takes in an envelope read from disk, or told by another window.
    ///
    /// # Errors
    /// If the envelope's author wrote another one at the same place of the chain.
    pub fn replay(&mut self, envelope: Envelope) -> Result<(), ApplyError> {
        self.book.take_in(envelope)
    }

    /// Gives up envelopes that the disk has lost, so that what was written after them is seen and nothing is written at
    /// their places; how many they were. `end` is where an agent's chain truly ended. To be called when everything on the
    /// disk was replayed, and something of it was damaged.
    pub fn give_up_missing(&mut self, end: (AgentId, ChainHead)) -> usize {
        self.book.give_up_missing(end)
    }

    /// The states, one for each compartment, in the order of [`ledger::schema::Compartment::ALL`].
    pub fn states(&self) -> &[State] {
        self.book.states()
    }

    /// The states as shards, to be kept beside the log.
    pub fn snapshot(&self) -> Vec<Vec<u8>> {
        book::write_snapshot(self.book.states())
    }

    /// The states that [`Desk::snapshot`] wrote. `None` if they were written before there were several: the log is to be
    /// read then, once.
    ///
    /// # Errors
    /// If the shards are damaged or written by a newer build.
    pub fn read_snapshot(shards: &[Vec<u8>]) -> Result<Option<Vec<State>>, SnapshotError> {
        book::read_snapshot(shards)
    }

    /// Grows with every envelope taken in.
    pub fn version(&self) -> u64 {
        self.book.version
    }

    /// Who writes here.
    pub fn identity(&self) -> &Identity {
        &self.book.identity
    }

    /// Answers a request, or says what must happen first.
    pub fn ask(&mut self, request: Request, now: &Now) -> Step {
        match request {
            Request::Roster(request) => self.ask_roster(request, now),
            Request::Import(request) => self.ask_import(request, now),
            Request::Compare(request) => self.ask_compare(request, now),
            Request::Care(bytes) => match CareRequest::read(&bytes) {
                Some(request) => self.ask_care(request, now),
                None => Step::answer(Refusal::Protocol),
            },
            Request::Place(request) => self.ask_place(request, now),
        }
    }

    /// Goes on after [`Step::Keep`]: the envelopes are on disk.
    pub fn kept(&mut self, keep: Keep) -> Response {
        if let Some(kept) = keep.shared {
            self.kept_shared(*kept);
            if let Some(share) = &mut self.share {
                share.pictures.have(keep.blobs.iter().map(|(id, _)| *id));
            }
            let save = self.book.newest_save().map(|save| self.save_view(save)).unwrap_or_default();
            return (keep.then)(self, save);
        }
        for envelope in keep.envelopes {
            // The desk wrote this envelope at the end of its own chain a moment ago and nobody else holds the pen.
            if self.book.take_in(envelope).is_err() {
                return Response::Refused(Refusal::Storage(message::StorageTrouble::Fenced));
            }
        }
        match self.book.newest_save().map(|ix| self.save_view(ix)) {
            Some(save) => (keep.then)(self, save),
            None => Response::Refused(Refusal::Gone),
        }
    }

    /// Answers although nothing could be kept, where that is allowed: the line of the access log is owed then.
    pub fn unkept(&mut self, keep: Keep) -> Option<Response> {
        keep.without.then(|| (keep.then)(self, SaveView::default()))
    }

    /// Gives a blob that [`Step::Load`] asked for; `None` if it is not there any more.
    pub fn give(&mut self, id: Id, bytes: Option<Vec<u8>>) {
        if self.attachment.wants(&id) {
            self.attachment.give(id, bytes);
        } else {
            self.compare.give(id, bytes);
        }
    }

    /// Whether what was asked can be answered without this blob, should it be damaged: one picture of many.
    pub fn can_spare(&self, id: &Id) -> bool {
        self.attachment.can_spare(id) || (self.attachment.wants(id) && self.may_come_again())
    }
}
