//! A server that has lost a space altogether takes its log again, from the founding on.
//!
//! Before the log says so nobody is a member there, so what speaks for the bringer is a word of whoever runs the server, as
//! when a space is founded. It makes nobody a member and lets nothing in that its author did not sign: the entries pass as
//! they would in a push, at their old places with their old times, so the log has its old hashes.

use super::Admitted;
use super::answer::Refused;
use super::push::{Gate, Limits, SpaceStore, found};
use super::refill::{AHEAD_MS, behind_the_end};
use crate::ids::{AgentId, SpaceId};
use crate::proto::LogPage;

/// Whether these entries may begin the log of a space, or go on with one that is being brought back. They come right after
/// its end as it is, whole, and no more of them than fit a push.
pub fn anew<S: SpaceStore>(
    store: &S,
    space: SpaceId,
    page: &LogPage,
    now_ms: u64,
    limits: &Limits,
) -> Result<Result<Admitted, Refused>, S::Error> {
    let (mut gate, envelopes) = match behind_the_end(store, space, page, limits)? {
        Ok(both) => both,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut rest = &envelopes[..];
    if gate.head.seq == 0
        && let Some(((srv_ms, founding), after)) = rest.split_first()
    {
        if founding.header().space != space || *srv_ms > now_ms.saturating_add(AHEAD_MS) {
            return Ok(Err(Refused::OtherLog { seq: 1 }));
        }
        match found(founding, *srv_ms) {
            Ok(admitted) => gate.begin(admitted),
            Err(refused) => return Ok(Err(refused)),
        }
        rest = after;
    }
    if let Err(refused) = gate.bring(rest, now_ms)? {
        return Ok(Err(refused));
    }
    // Nobody's pushes are counted for it.
    Ok(gate.close(store.usage(&AgentId([0; 16]))?, 0))
}

impl<S: SpaceStore> Gate<'_, S> {
    /// Goes on after a founding.
    fn begin(&mut self, founding: Admitted) {
        for row in founding.rows {
            self.append(row);
        }
        if let Some(membership) = founding.membership {
            (self.membership, self.changed) = (membership, true);
        }
    }
}
