//! A county's inbox: which schools may leave reports, leaving one, and fetching them.
//!
//! A report is sealed to the county's key, so all that is known here is who left it, for which period, and how large it is.
//! What a school left is never overwritten: a correction is a new revision, and the same report again is the same report.

use sync::members::Member;
use sync::proto::{InboxPost, InboxReceipt, MAX_INBOX_BYTES, MAX_PAGE_BYTES, part_id};
use sync::seal::AgentKeys;
use sync::{Clock, Rng, SpaceId};

use super::{Ask, Space, rows};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, StoreError, Table, Write};

/// A report, and what stands around it.
pub(super) const LONGEST: usize = MAX_INBOX_BYTES + 256;
/// One school in the list: its space and the public key that its reports are signed with.
const SENDER: usize = 16 + 32;
/// A province has about so many schools.
pub(super) const LONGEST_LIST: usize = 20_000 * SENDER;

/// Reports leave so much of the inbox's share free, one part of this many: answers to them have to fit as well.
const FOR_ANSWERS: u64 = 20;

/// What a report is signed for; it is worth nothing for any other purpose.
const PURPOSE: &str = "sx-inbox-v1";

impl<S: Store> Space<S> {
    /// The list of schools, by whoever leads: pairs of space and key, sorted by space, none twice.
    pub(super) fn senders<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        self.leader(ask, machine)?;
        if ask.method == "GET" {
            let list = self.store.get(Table::Meta, rows::SENDERS)?.unwrap_or_default();
            return Ok(Answer::bytes(200, list));
        }
        let (schools, rest) = ask.body.as_chunks::<SENDER>();
        if !rest.is_empty() || !schools.is_sorted_by(|one, next| one[..16] < next[..16]) {
            return Err(Refusal::Malformed);
        }
        self.store.commit(vec![Write::Put(Table::Meta, rows::SENDERS.to_vec(), ask.body.to_vec())])?;
        Ok(Answer::bytes(200, Vec::new()))
    }

    /// A report. The answer says that it was delivered, which is not that the county has read it.
    pub(super) fn post<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        let post = InboxPost::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        let now = machine.now_ms();
        self.asks.take(post.space.0, self.limits.asks, now).map_err(Refusal::TooOften)?;
        let message = post.message();
        let keys = self.sender(post.space)?.ok_or(Refusal::Credential)?;
        if !keys.verify(PURPOSE, &message, &post.signature) {
            return Err(Refusal::Credential);
        }
        let of = part_id(&message);
        let name = [&post.space.0[..], &post.revision.to_be_bytes(), post.period.as_bytes()].concat();
        if let Some(there) = self.store.get(Table::Inbox, &name)? {
            let receipt = InboxReceipt::decode(&there).map_err(|_| Refusal::Taken)?;
            return if receipt.of == of { Ok(Answer::bytes(200, there)) } else { Err(Refusal::Taken) };
        }
        let used = rows::number(&self.store, rows::INBOX_BYTES)?;
        let after = used.saturating_add(ask.body.len() as u64);
        let limit = self.limits.inbox - self.limits.inbox / FOR_ANSWERS;
        if after > limit {
            return Err(Refusal::Full { used, limit });
        }
        let place = rows::number(&self.store, rows::INBOX_END)? + 1;
        let receipt = InboxReceipt { of, server_ms: now }.encode();
        let value = [&now.to_be_bytes()[..], ask.body].concat();
        self.store.commit(vec![
            Write::Add(Table::Inbox, place.to_be_bytes().to_vec(), value),
            Write::Add(Table::Inbox, name, receipt.clone()),
            rows::put_number(rows::INBOX_BYTES, after),
            rows::put_number(rows::INBOX_END, place),
        ])?;
        Ok(Answer::bytes(201, receipt))
    }

    /// The last place of the inbox, the name of the report at a place, then the reports after it, one behind the other: the
    /// place, the time it came, its length, and the report as it was left. Numbers have eight bytes, the high one first. Fewer
    /// bytes than a page holds, or one report.
    pub(super) fn inbox<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        since: u64,
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        if !members
            .member(&caller)
            .is_some_and(|member| member.is_active() && member.role >= sync::members::Role::Reader)
        {
            return Err(Refusal::Forbidden);
        }
        let end = rows::number(&self.store, rows::INBOX_END)?;
        let mut page = end.to_be_bytes().to_vec();
        let damaged = || StoreError("a report is not what was written".to_owned());
        let before = match self.store.get(Table::Inbox, &since.to_be_bytes())? {
            Some(value) => {
                let (_, report) = value.split_at_checked(8).ok_or_else(damaged)?;
                InboxPost::decode(report).map_err(|_| damaged())?.name()
            }
            None => [0; 32],
        };
        page.extend_from_slice(&before);
        let head = page.len();
        for place in since.saturating_add(1)..=end {
            let value = self.store.get(Table::Inbox, &place.to_be_bytes())?.ok_or_else(damaged)?;
            let (time, report) = value.split_at_checked(8).ok_or_else(damaged)?;
            if page.len() > head && page.len() + report.len() + 24 > MAX_PAGE_BYTES {
                break;
            }
            page.extend_from_slice(&place.to_be_bytes());
            page.extend_from_slice(time);
            page.extend_from_slice(&(report.len() as u64).to_be_bytes());
            page.extend_from_slice(report);
        }
        Ok(Answer::bytes(200, page))
    }

    /// The keys that a school's reports are signed with, if it is listed.
    pub(super) fn sender(&self, school: SpaceId) -> Result<Option<AgentKeys>, Refusal> {
        let list = self.store.get(Table::Meta, rows::SENDERS)?.unwrap_or_default();
        let (schools, _) = list.as_chunks::<SENDER>();
        let at = schools.binary_search_by(|sender| sender[..16].cmp(&school.0));
        let key = at.ok().and_then(|at| schools[at].last_chunk::<32>());
        Ok(key.map(|sign| AgentKeys { sign: *sign, receive: [0; 32] }))
    }

    /// Whoever calls leads this space.
    pub(super) fn leader<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<(), Refusal> {
        let caller = self.caller(ask, machine)?;
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        if members.member(&caller).is_some_and(Member::leads) { Ok(()) } else { Err(Refusal::Forbidden) }
    }
}
