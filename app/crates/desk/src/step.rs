//! How the desk asks for what it may not do itself: keep bytes on disk, load a blob.
//!
//! A request is answered at once, or after something was kept, or after something was loaded. What is to be kept is
//! sealed and written by the caller; only then does the desk apply it ([`Desk::kept`]), so the page never shows as saved
//! what the disk does not have.

use ledger::date::Date;
use sync::Envelope;

use crate::Desk;
use crate::message::{Id, Response, roster::SaveView};
use crate::share::{PartsKeep, SharedKeep};

/// What a request leads to.
pub enum Step {
    /// The answer.
    Answer(Box<Response>),
    /// Keep this in one transaction, then call [`Desk::kept`].
    Keep(Box<Keep>),
    /// Load these blobs, give them with [`Desk::give`], then ask the same again.
    Load(Vec<Id>),
    /// Load the log, give it with [`Desk::give_log`], or with [`Desk::give_entries`] if the ledger is shared, then ask the
    /// same again.
    Log,
}

pub(crate) type Then = Box<dyn FnOnce(&mut Desk, SaveView) -> Response>;

/// What must be on disk before the desk goes on.
pub struct Keep {
    /// The envelopes of one save, in order; none for a shared ledger.
    pub envelopes: Vec<Envelope>,
    /// What is to be stored of a shared ledger.
    pub shared: Option<Box<SharedKeep>>,
    /// Blobs the save refers to.
    pub blobs: Vec<(Id, Vec<u8>)>,
    /// The answer may be given even if nothing can be kept: a masked sheet, which may be all that is left to save.
    pub(crate) without: bool,
    pub(crate) then: Then,
}

impl From<Keep> for Step {
    fn from(keep: Keep) -> Step {
        Step::Keep(Box::new(keep))
    }
}

impl Step {
    /// The same, but its answer may be given even if the disk takes nothing any more.
    pub(crate) fn even_without(self, allowed: bool) -> Self {
        match self {
            Step::Keep(keep) => Step::Keep(Box::new(Keep { without: allowed, ..*keep })),
            other => other,
        }
    }

    /// The same, with short codes of a shared ledger that change along with it.
    pub(crate) fn with_codes(mut self, codes: Vec<line::Inviting>) -> Self {
        if let Some(kept) = self.shared_mut() {
            kept.set_codes(codes);
        }
        self
    }

    /// The same, with the list of invitations that were answered on a stick.
    pub(crate) fn with_sticks(mut self, by_stick: Vec<Id>) -> Self {
        if let Some(kept) = self.shared_mut() {
            kept.set_sticks(by_stick);
        }
        self
    }

    /// The same; the log came on a stick, and that is remembered.
    pub(crate) fn exchanged(mut self, now: &Now) -> Self {
        if let Some(kept) = self.shared_mut() {
            kept.set_exchanged(now.ms);
        }
        self
    }

    fn shared_mut(&mut self) -> Option<&mut SharedKeep> {
        match self {
            Step::Keep(keep) => keep.shared.as_deref_mut(),
            _ => None,
        }
    }

    /// An answer.
    pub fn answer(response: impl Into<Response>) -> Self {
        Step::Answer(Box::new(response.into()))
    }
}

/// What the desk is told about the world with each request: it has no clock and no randomness of its own.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Wall clock in milliseconds since 1970.
    pub ms: u64,
    /// Minutes east of UTC, so that "today" is the teacher's.
    pub offset_min: i32,
    /// 32 fresh random bytes.
    pub entropy: [u8; 32],
}

impl Now {
    /// Today where the teacher is.
    pub fn local_date(&self) -> Date {
        i32::try_from(self.local_days()).ok().and_then(Date::from_day_number).unwrap_or(Date::MIN)
    }

    /// Days since 1 January 1970 where the teacher is.
    pub fn local_days(&self) -> i64 {
        let local_ms = self.ms as i64 + i64::from(self.offset_min) * 60_000;
        local_ms.div_euclid(86_400_000)
    }
}

impl Keep {
    /// Of a shared ledger.
    pub(crate) fn shared(kept: SharedKeep, then: Then) -> Keep {
        Keep { envelopes: Vec::new(), shared: Some(Box::new(kept)), blobs: Vec::new(), without: false, then }
    }

    /// The same, with facts of the shared ledger that change along with it.
    pub(crate) fn with_facts(mut self, facts: crate::share::Facts) -> Keep {
        if let Some(kept) = &mut self.shared {
            kept.set_facts(facts);
        }
        self
    }

    /// The same, with pictures that wait to be sent because of it.
    pub(crate) fn with_parts(mut self, parts: PartsKeep) -> Keep {
        if let Some(kept) = &mut self.shared {
            kept.set_parts(parts);
        }
        self
    }

    /// The end of the author's chain once this is kept.
    pub fn chain_head(&self) -> sync::ChainHead {
        self.envelopes.last().map_or_else(sync::ChainHead::default, |last| sync::ChainHead {
            dseq: last.header().dseq,
            hash: last.hash(),
        })
    }
}
