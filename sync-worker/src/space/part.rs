//! Sealed parts of larger things: shards of snapshots, chunks of photos. A part is named by the hash of its bytes, so it can
//! be put any number of times and never changes.

use sync::members::Role;
use sync::proto::part_id;
use sync::{AgentId, Clock, Rng};

use super::{Ask, Space, rows};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, Table, Write};

impl<S: Store> Space<S> {
    pub(super) fn part<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        hash: &[u8; 32],
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        if ask.method == "GET" {
            let part = self.store.get(Table::Part, hash)?.ok_or(Refusal::NotFound)?;
            return Ok(Answer::bytes(200, part));
        }
        self.may_put(&caller)?;
        if ask.body.is_empty() || part_id(ask.body) != *hash {
            return Err(Refusal::Malformed);
        }
        if self.store.get(Table::Part, hash)?.is_some() {
            return Ok(Answer::bytes(200, Vec::new()));
        }
        let used = rows::number(&self.store, rows::PART_BYTES)?;
        let after = used.saturating_add(ask.body.len() as u64);
        if after > self.limits.parts {
            return Err(Refusal::Full { used, limit: self.limits.parts });
        }
        self.store.commit(vec![
            Write::Add(Table::Part, hash.to_vec(), ask.body.to_vec()),
            rows::put_number(rows::PART_BYTES, after),
        ])?;
        Ok(Answer::bytes(201, Vec::new()))
    }

    /// Whoever may write may also leave parts; readers make no snapshots of what they cannot check against their own edits.
    fn may_put(&mut self, caller: &AgentId) -> Result<(), Refusal> {
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        let may = members.member(caller).is_some_and(|member| member.is_active() && member.role >= Role::Editor);
        if may { Ok(()) } else { Err(Refusal::Forbidden) }
    }
}
