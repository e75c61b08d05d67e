//! A server whose storage was set back takes again what once stood in its log, from a member that still has it.
//!
//! The entries come back to their old places with their old times, so the log has its old hashes, and whoever knew it finds
//! it unchanged. Their authors' signatures speak for them as in a push. Order and times are the bringer's word alone; one who
//! lies about them makes another log than the one that others know, which is an alarm on their devices, as it would be if the
//! server lied.
//!
//! The server cannot know whether it was set back. So any member that may write can bring work of its own here instead of to
//! a push, dated as early as the last entry of the log and no earlier. That makes it lose to what others wrote since, and
//! gives it no right that it has not now.

use super::answer::Refused;
use super::push::{Admitted, Gate, Limits, SpaceStore};
use crate::ids::{AgentId, SpaceId};
use crate::members::Role;
use crate::proto::{LogPage, MAX_PUSH_BYTES, MAX_PUSH_ENVELOPES};
use crate::seal::Sealed;

/// A time of long ago is to be brought back, one of the future is not: it would make everything that comes after it late.
pub(super) const AHEAD_MS: u64 = 10 * 60 * 1000;

/// Whether `caller`, whose token was checked, may bring these entries back. They come right after the end of the log as it
/// is, whole, and no more of them than fit a push.
pub fn refill<S: SpaceStore>(
    store: &S,
    space: SpaceId,
    caller: &AgentId,
    page: &LogPage,
    now_ms: u64,
    limits: &Limits,
) -> Result<Result<Admitted, Refused>, S::Error> {
    let (mut gate, envelopes) = match behind_the_end(store, space, page, limits)? {
        Ok(both) => both,
        Err(refused) => return Ok(Err(refused)),
    };
    let writes = |member: &crate::members::Member| member.is_active() && member.role >= Role::Editor;
    if !gate.membership.member(caller).is_some_and(writes) {
        return Ok(Err(Refused::Stranger));
    }
    if let Err(refused) = gate.bring(&envelopes, now_ms)? {
        return Ok(Err(refused));
    }
    Ok(gate.close(store.usage(caller)?, 0))
}

/// Envelopes and the times that a server had given them.
type Timed = Vec<(u64, Sealed)>;

/// A space as it is, and what is brought to it.
type Brought<'a, S> = (Gate<'a, S>, Timed);

/// The space as it is, and the envelopes of a page that comes right after its end.
pub(super) fn behind_the_end<'a, S: SpaceStore>(
    store: &'a S,
    space: SpaceId,
    page: &LogPage,
    limits: &'a Limits,
) -> Result<Result<Brought<'a, S>, Refused>, S::Error> {
    let Some(envelopes) = whole(page) else {
        return Ok(Err(Refused::TooLarge));
    };
    let gate = Gate::open(store, space, limits)?;
    if (page.since, page.since_hash) != (gate.head.seq, gate.head.hash) {
        return Ok(Err(Refused::OtherLog { seq: page.since }));
    }
    Ok(Ok((gate, envelopes)))
}

/// The envelopes of a page, if there are any, none lacks its payload, and they fit a push.
fn whole(page: &LogPage) -> Option<Timed> {
    let envelopes: Option<Vec<_>> = page.entries.iter().map(|entry| Some((entry.srv_ms, entry.sealed()?))).collect();
    let envelopes = envelopes.filter(|all| !all.is_empty() && all.len() <= MAX_PUSH_ENVELOPES)?;
    let bytes: usize = envelopes.iter().map(|(_, sealed)| sealed.size()).sum();
    (bytes <= MAX_PUSH_BYTES).then_some(envelopes)
}

impl<S: SpaceStore> Gate<'_, S> {
    /// Lets envelopes pass at times of long ago.
    pub(super) fn bring(&mut self, envelopes: &[(u64, Sealed)], now_ms: u64) -> Result<Result<(), Refused>, S::Error> {
        for (srv_ms, sealed) in envelopes {
            let other = Refused::OtherLog { seq: self.head.seq + 1 };
            if *srv_ms < self.head.srv_ms || *srv_ms > now_ms.saturating_add(AHEAD_MS) {
                return Ok(Err(other));
            }
            match self.pass(sealed, *srv_ms)? {
                Ok(true) => {}
                // Nothing of what is missing can be there.
                Ok(false) => return Ok(Err(other)),
                Err(refused) => return Ok(Err(refused)),
            }
        }
        Ok(Ok(()))
    }
}
