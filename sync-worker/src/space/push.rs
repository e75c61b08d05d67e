//! Founding a space, and envelopes that want to enter its log. What may is decided by the sync crate; here is what is
//! written when it may.

use sync::admit::{Admitted, Refused, admit, found, refill};
use sync::proto::{LogPage, PushAnswer, PushAsk};
use sync::seal::Sealed;
use sync::{Clock, Rng};

use super::rows::{self, Books};
use super::{Ask, Effects, Space};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, Table, Write};

/// The founding in the body of a request for a new space, checked as far as that goes without the space; else the answer.
pub fn founding(body: &[u8], now_ms: u64) -> Result<Sealed, Answer> {
    let asked = PushAsk::decode(body).map_err(|_| Refusal::Malformed)?;
    let [sealed] = asked.envelopes.as_slice() else {
        return Err(refused(Refused::Founding));
    };
    found(sealed, now_ms).map_err(refused)?;
    Ok(sealed.clone())
}

impl<S: Store> Space<S> {
    pub(super) fn try_found<M: Clock + Rng>(&mut self, sealed: &Sealed, machine: &mut M) -> Result<Answer, Refusal> {
        if let Some(row) = self.store.get(Table::Log, &1_u64.to_be_bytes())? {
            // The answer to the first founding may have been lost.
            let same = rows::LogRow::read(&row)?.outside.hash() == sealed.hash();
            let head = rows::head(&self.store)?;
            let answer = PushAnswer::Admitted { head, repeated: 1 };
            return Ok(if same { Answer::bytes(201, answer.encode()) } else { refused(Refused::Founding) });
        }
        let admitted = match found(sealed, machine.now_ms()) {
            Ok(admitted) => admitted,
            Err(why) => return Ok(refused(why)),
        };
        let mut writes = writes(&admitted);
        writes.extend(founding_rows(machine));
        self.store.commit(writes)?;
        self.members = admitted.membership;
        Ok(Answer::bytes(201, PushAnswer::Admitted { head: admitted.head, repeated: 0 }.encode()))
    }

    pub(super) fn push<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        machine: &mut M,
        effects: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        let now = machine.now_ms();
        if let Err(after_s) = self.pushes.take(caller.0, self.limits.pushes, now) {
            return Ok(refused(Refused::Rate { after_s }));
        }
        let asked = PushAsk::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        let membership = self.membership()?.ok_or(Refusal::Credential)?.clone();
        let books = Books { store: &self.store, membership: &membership };
        let admitted = admit(&books, membership.space(), &caller, &asked.envelopes, now, &self.for_admission())?;
        self.enter(admitted, effects)
    }

    /// What the log lacks since the storage was set back, from somebody who still has it.
    pub(super) fn refill<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        machine: &mut M,
        effects: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        if let Err(after_s) = self.pushes.take(caller.0, self.limits.pushes, machine.now_ms()) {
            return Ok(refused(Refused::Rate { after_s }));
        }
        let page = LogPage::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        let membership = self.membership()?.ok_or(Refusal::Credential)?.clone();
        let books = Books { store: &self.store, membership: &membership };
        let admitted = refill(&books, membership.space(), &caller, &page, machine.now_ms(), &self.for_admission())?;
        self.enter(admitted, effects)
    }

    pub(super) fn for_admission(&self) -> sync::admit::Limits {
        sync::admit::Limits { log_bytes: self.limits.log, pushes: self.limits.pushes, agents: self.limits.agents }
    }

    /// Writes what was admitted.
    fn enter(&mut self, admitted: Result<Admitted, Refused>, effects: &mut Effects) -> Result<Answer, Refusal> {
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(why) => return Ok(refused(why)),
        };
        if !admitted.rows.is_empty() {
            self.store.commit(writes(&admitted))?;
            effects.head = Some(admitted.head.seq);
        }
        if let Some(membership) = admitted.membership {
            self.members = Some(membership);
            effects.members = true;
        }
        let answer = PushAnswer::Admitted { head: admitted.head, repeated: admitted.repeated };
        Ok(Answer::bytes(200, answer.encode()))
    }
}

/// What a space has from its beginning on and no log says.
pub(super) fn founding_rows(machine: &mut impl Rng) -> [Write; 2] {
    let (mut secret, mut generation) = ([0; 32], [0; 16]);
    machine.fill(&mut secret);
    machine.fill(&mut generation);
    [
        Write::Add(Table::Meta, rows::SECRET.to_vec(), secret.to_vec()),
        Write::Add(Table::Meta, rows::GENERATION.to_vec(), generation.to_vec()),
    ]
}

/// Every row of an admission, to be written together.
pub(super) fn writes(admitted: &Admitted) -> Vec<Write> {
    let mut writes = rows::append(&admitted.rows);
    writes.push(rows::put_head(&admitted.head));
    writes.push(rows::put_number(rows::LOG_BYTES, admitted.log_bytes));
    if let Some(membership) = &admitted.membership {
        writes.push(Write::Put(Table::Meta, rows::MEMBERS.to_vec(), membership.encode()));
    }
    writes
}

pub(super) fn refused(why: Refused) -> Answer {
    let mut answer = Answer::bytes(why.status(), PushAnswer::Refused(why).encode());
    if let Refused::Rate { after_s } = why {
        answer.headers.push(("retry-after", after_s.to_string()));
    }
    answer
}
