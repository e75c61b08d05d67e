//! How is one more envelope taken in?
//!
//! An agent's envelopes are folded in the order of its chain, so one that came early waits. Everything that can be
//! refused is refused here, before anything is changed.

use super::parts::NOT_LOGGED;
use super::{Applied, ApplyError, LogEntry, State};
use crate::body::Body;
use crate::envelope::BodyDigest;
use crate::header::Header;
use crate::ids::{AgentId, EnvelopeHash};

/// An entry on its way into the state. Without a body it only lengthens its agent's chain.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) seq: Option<u64>,
    pub(crate) srv_ms: u64,
    pub(crate) header: Header,
    pub(crate) hash: EnvelopeHash,
    pub(crate) body: Option<Body>,
    /// What the body is known again by; `None` without one.
    pub(crate) digest: Option<BodyDigest>,
}

impl Arrival {
    /// Whose it is, and which of theirs.
    pub(crate) fn key(&self) -> (AgentId, u32) {
        (self.header.agent, self.header.dseq)
    }
}

impl State {
    /// Takes in an envelope of this compartment.
    pub fn apply(&mut self, entry: LogEntry) -> Result<Applied, ApplyError> {
        let digest = Some(entry.envelope.digest());
        let (header, hash, body) = entry.envelope.into_parts();
        if header.compartment != self.compartment {
            return Err(ApplyError::Compartment(header.compartment));
        }
        self.take(Arrival { seq: entry.seq, srv_ms: entry.srv_ms, header, hash, body: Some(body), digest })
    }

    /// Takes note of an envelope of another compartment, whose body this member may be unable to read: it belongs to
    /// the agent's chain and to the log all the same.
    pub fn pass_by(&mut self, seq: Option<u64>, srv_ms: u64, header: &Header) -> Result<Applied, ApplyError> {
        if header.compartment == self.compartment {
            return Err(ApplyError::Compartment(header.compartment));
        }
        self.take(Arrival { seq, srv_ms, hash: header.hash(), header: header.clone(), body: None, digest: None })
    }

    /// Takes note of a shared envelope that brings no ops here: of another compartment, of the membership, a word about a
    /// snapshot, or one whose content nobody with the key can read.
    pub fn pass_shared(
        &mut self,
        seq: Option<u64>,
        srv_ms: u64,
        header: &Header,
        hash: EnvelopeHash,
    ) -> Result<Applied, ApplyError> {
        if header.is_local() {
            return Err(ApplyError::Compartment(header.compartment));
        }
        self.take(Arrival { seq, srv_ms, hash, header: header.clone(), body: None, digest: None })
    }

    pub(crate) fn take(&mut self, arrival: Arrival) -> Result<Applied, ApplyError> {
        let (agent, dseq) = (arrival.header.agent, arrival.header.dseq);
        if arrival.header.space != self.space {
            return Err(ApplyError::Space(arrival.header.space));
        }
        let head = self.parts.head(&agent);
        if dseq <= head.dseq {
            return self.again(&arrival);
        }
        if dseq > head.dseq + 1 {
            return self.wait(arrival);
        }
        if arrival.header.prev != head.hash {
            return Err(ApplyError::BrokenChain { agent, dseq });
        }
        self.check_room(&arrival)?;
        if let Some(seq) = arrival.seq {
            self.log.check(seq, arrival.srv_ms)?;
            self.log.note(seq, arrival.srv_ms, arrival.hash);
        }
        self.place(arrival);
        self.place_waiting(agent);
        Ok(Applied::New)
    }

    /// An envelope whose number the chain has already.
    fn again(&mut self, arrival: &Arrival) -> Result<Applied, ApplyError> {
        let (agent, dseq) = (arrival.header.agent, arrival.header.dseq);
        let chain = self.parts.agent(&agent).map(|agent| &agent.chain);
        let known = chain.and_then(|chain| chain.get(dseq.checked_sub(1)? as usize)).copied();
        let Some(known) = known.filter(|part| self.parts.list[*part as usize].hash == arrival.hash.half()) else {
            return Err(ApplyError::Fork { agent, dseq });
        };
        match (self.parts.list[known as usize].seq, arrival.seq) {
            (_, None) => {}
            (NOT_LOGGED, Some(seq)) => {
                self.log.check(seq, arrival.srv_ms)?;
                self.log.note(seq, arrival.srv_ms, arrival.hash);
                self.confirm(known, seq, arrival.srv_ms);
            }
            (there, Some(seq)) if there != seq => return Err(ApplyError::LogPlace { seq }),
            (_, Some(_)) => {}
        }
        Ok(Applied::Known)
    }

    /// An envelope that came before its predecessor.
    fn wait(&mut self, arrival: Arrival) -> Result<Applied, ApplyError> {
        let key = arrival.key();
        let place = self.waiting.binary_search_by_key(&key, Arrival::key);
        let known = place.ok().map(|at| &self.waiting[at]);
        if known.is_some_and(|known| known.hash != arrival.hash) {
            return Err(ApplyError::Fork { agent: key.0, dseq: key.1 });
        }
        match (known.and_then(|known| known.seq), arrival.seq) {
            (Some(there), Some(seq)) if there != seq => return Err(ApplyError::LogPlace { seq }),
            (None, Some(seq)) => {
                self.log.check(seq, arrival.srv_ms)?;
                self.log.note(seq, arrival.srv_ms, arrival.hash);
            }
            (Some(_), _) => return Ok(Applied::Waiting),
            (None, None) => {}
        }
        match place {
            Ok(at) => self.waiting[at] = arrival,
            Err(at) => self.waiting.insert(at, arrival),
        }
        Ok(Applied::Waiting)
    }

    /// Places what waited for the agent's last envelope. What cannot follow it stays, and is told by
    /// [`State::waiting`].
    pub(super) fn place_waiting(&mut self, agent: AgentId) {
        loop {
            let head = self.parts.head(&agent);
            let key = (agent, head.dseq + 1);
            let follows = |arrival: &Arrival| arrival.header.prev == head.hash && self.check_room(arrival).is_ok();
            match self.waiting.binary_search_by_key(&key, Arrival::key) {
                Ok(at) if follows(&self.waiting[at]) => {
                    let arrival = self.waiting.remove(at);
                    self.place(arrival);
                }
                Ok(_) | Err(_) => return,
            }
        }
    }
}
