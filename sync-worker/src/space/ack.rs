//! What a county says of what schools left: a member leaves it, the school fetches it.
//!
//! An ack is sealed to the school, so all that is known here is which school it is for and about what. A later word is added
//! to the earlier ones and never takes their place: which one counts is for the school to read.

use sync::members::{Member, Role};
use sync::proto::{AckAsk, AckPage, AckPost, MAX_ACK_BYTES, MAX_ACKS};
use sync::{Clock, Rng};

use super::{Ask, Space, rows};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, StoreError, Table, Write};

/// An ack, and what stands around it.
pub(super) const LONGEST: usize = MAX_ACK_BYTES + 64;

impl<S: Store> Space<S> {
    /// A word about what a school left, by a member who may write.
    pub(super) fn ack<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        let writes = |member: &Member| member.is_active() && member.role >= Role::Editor;
        if !members.member(&caller).is_some_and(writes) {
            return Err(Refusal::Forbidden);
        }
        let ack = AckPost::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        let said = self.said(&ack.of)?;
        if said.contains(&ack) {
            return Ok(Answer::bytes(200, Vec::new()));
        }
        // Nothing is overwritten, nor said to one school about what another one left.
        if said.len() >= MAX_ACKS || said.iter().any(|before| before.school != ack.school) {
            return Err(Refusal::Taken);
        }
        let used = rows::number(&self.store, rows::INBOX_BYTES)?;
        let after = used.saturating_add(ask.body.len() as u64);
        if after > self.limits.inbox {
            return Err(Refusal::Full { used, limit: self.limits.inbox });
        }
        let key = [ack.of.as_slice(), &[said.len() as u8]].concat();
        self.store
            .commit(vec![Write::Add(Table::Ack, key, ask.body.to_vec()), rows::put_number(rows::INBOX_BYTES, after)])?;
        Ok(Answer::bytes(201, Vec::new()))
    }

    /// What was said of what a school left. What was never left, or is another school's, is answered like what nothing was
    /// said of yet.
    pub(super) fn acks<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        let asked = AckAsk::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        self.asks.take(asked.school.0, self.limits.asks, machine.now_ms()).map_err(Refusal::TooOften)?;
        let space = self.membership()?.ok_or(Refusal::Credential)?.space();
        let keys = self.sender(asked.school)?.ok_or(Refusal::Credential)?;
        if !asked.is_by(space, &keys) {
            return Err(Refusal::Credential);
        }
        let mut page = AckPage::default();
        for of in &asked.of {
            page.acks.extend(self.said(of)?.into_iter().filter(|ack| ack.school == asked.school));
        }
        Ok(Answer::bytes(200, page.encode()))
    }

    /// What was said of something, in the order in which it was.
    fn said(&self, of: &[u8; 32]) -> Result<Vec<AckPost>, Refusal> {
        let (mut said, mut damaged) = (Vec::new(), false);
        self.store.scan(Table::Ack, of, &mut |key, value| {
            if !key.starts_with(of) {
                return false;
            }
            match AckPost::decode(value) {
                Ok(ack) => said.push(ack),
                Err(_) => damaged = true,
            }
            true
        })?;
        if damaged { Err(StoreError("an ack is not what was written".to_owned()).into()) } else { Ok(said) }
    }
}
