//! A space that this server has lost with its disk, brought back by a device that still has its log. What may enter is
//! decided by the sync crate; that the operator wants it, by the ticket that was shown before anything here is asked.
//!
//! Until all of the bringer's log is here the space answers nothing else: whoever wrote in the meantime, without having seen
//! the rest, would make it another log.

use sync::admit::{Refused, anew};
use sync::log::LogHead;
use sync::members::Membership;
use sync::proto::{LogPage, PushAnswer};
use sync::{Clock, Rng, SpaceId};

use super::push::{founding_rows, refused, writes};
use super::rows::{self, Books};
use super::{Answer, Refusal, Space};
use crate::store::{Store, StoreError, Table, Write};

/// If no page has come for so long, the one who brought them is taken to be gone.
const QUIET_MS: u64 = 600_000;

/// Whether the body is the first page of the log of this space: else nothing of it touches the disk.
pub fn first_page(body: &[u8], space: SpaceId) -> Result<(), Answer> {
    let page = LogPage::decode(body).map_err(|_| Refusal::Malformed)?;
    let begins = |page: &LogPage| {
        let first = page.entries.first()?.sealed()?;
        Some(page.since == 0 && first.header().space == space && sync::admit::found(&first, 0).is_ok())
    };
    if begins(&page) == Some(true) { Ok(()) } else { Err(refused(Refused::OtherLog { seq: page.since })) }
}

impl<S: Store> Space<S> {
    /// Takes a page of the log of a space that is not here, or not all of it. The answer says how far it is.
    pub fn bring_anew<M: Clock + Rng>(&mut self, space: SpaceId, body: &[u8], machine: &mut M) -> Answer {
        self.try_anew(space, body, machine).unwrap_or_else(|refusal| {
            if matches!(refusal, Refusal::Store(_)) {
                (self.members, self.filling) = (None, None);
            }
            refusal.into()
        })
    }

    /// Whether the log is being brought back.
    pub(super) fn is_filling(&mut self) -> Result<bool, StoreError> {
        if self.filling.is_none() {
            self.filling = Some(self.store.get(Table::Meta, rows::FILLING)?.is_some());
        }
        Ok(self.filling == Some(true))
    }

    fn try_anew<M: Clock + Rng>(&mut self, space: SpaceId, body: &[u8], machine: &mut M) -> Result<Answer, Refusal> {
        let page = LogPage::decode(body).map_err(|_| Refusal::Malformed)?;
        if page.entries.is_empty() || page.head.seq < page.since.saturating_add(page.entries.len() as u64) {
            return Err(Refusal::Malformed);
        }
        let (head, now) = (rows::head(&self.store)?, machine.now_ms());
        if head.seq > 0 && !self.is_filling()? {
            // It is here.
            return Ok(refused(Refused::Founding));
        }
        if page.since < head.seq && rows::hash_at(&self.store, page.since)? == Some(page.since_hash) {
            // The answer was lost, or somebody else goes on with it: this is how far it is.
            let passed = rows::hash_at(&self.store, page.head.seq)? == Some(page.head.hash);
            // Whoever has less does not end what another is about to bring.
            let quiet = now.saturating_sub(rows::number(&self.store, rows::FILLING)?) >= QUIET_MS;
            if passed && (page.head.seq == head.seq || quiet) {
                self.store.commit(vec![Write::Remove(Table::Meta, rows::FILLING.to_vec())])?;
                self.filling = Some(false);
            }
            return Ok(here(head));
        }
        let membership = self.membership()?.cloned().unwrap_or_else(|| Membership::new(space));
        let books = Books { store: &self.store, membership: &membership };
        let admitted = match anew(&books, space, &page, now, &self.for_admission())? {
            Ok(admitted) => admitted,
            Err(why) => return Ok(refused(why)),
        };
        let whole = (admitted.head.seq, admitted.head.hash) == (page.head.seq, page.head.hash);
        let mut writes = writes(&admitted);
        if head.seq == 0 {
            writes.extend(founding_rows(machine));
        }
        writes.push(match whole {
            true => Write::Remove(Table::Meta, rows::FILLING.to_vec()),
            false => rows::put_number(rows::FILLING, now),
        });
        self.store.commit(writes)?;
        self.filling = Some(!whole);
        self.members = admitted.membership.or(Some(membership));
        Ok(here(admitted.head))
    }
}

fn here(head: LogHead) -> Answer {
    Answer::bytes(200, PushAnswer::Admitted { head, repeated: 0 }.encode())
}
