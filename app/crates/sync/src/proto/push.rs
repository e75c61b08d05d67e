//! A push, and what became of it. A client takes the answer as a hint: what was admitted it learns from the log.

use super::page::{put_head, read_head};
use super::{MAX_PUSH_BYTES, MAX_PUSH_ENVELOPES, PROTOCOL, begin};
use crate::admit::Refused;
use crate::ids::{AgentId, CompartmentId};
use crate::log::LogHead;
use crate::members::MemberError;
use crate::seal::Sealed;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// Envelopes to be appended, in this order, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAsk {
    /// The envelopes.
    pub envelopes: Vec<Sealed>,
}

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushAnswer {
    /// Everything is in the log.
    Admitted {
        /// The end of the log.
        head: LogHead,
        /// How many were there before.
        repeated: u32,
    },
    /// Nothing was written.
    Refused(Refused),
}

impl PushAsk {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        put_number(&mut out, self.envelopes.len() as u64);
        self.envelopes.iter().for_each(|sealed| put_bytes(&mut out, &sealed.encode()));
        out
    }

    /// Reads what [`PushAsk::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > MAX_PUSH_BYTES + 8 * MAX_PUSH_ENVELOPES {
            return Err(WireError::OutOfRange);
        }
        let mut reader = begin(bytes)?;
        let count = reader.count(200)?;
        if count > MAX_PUSH_ENVELOPES {
            return Err(WireError::OutOfRange);
        }
        let mut envelopes = Vec::with_capacity(count);
        for _ in 0..count {
            envelopes.push(Sealed::decode(reader.bytes()?).map_err(|_| WireError::NotCanonical)?);
        }
        reader.finish()?;
        Ok(Self { envelopes })
    }
}

impl PushAnswer {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        match self {
            PushAnswer::Admitted { head, repeated } => {
                out.push(0);
                put_head(&mut out, head);
                put_number(&mut out, u64::from(*repeated));
            }
            PushAnswer::Refused(refused) => put_refused(&mut out, refused),
        }
        out
    }

    /// Reads what [`PushAnswer::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let answer = match reader.byte()? {
            0 => PushAnswer::Admitted { head: read_head(&mut reader)?, repeated: reader.number32()? },
            tag => PushAnswer::Refused(read_refused(tag, &mut reader)?),
        };
        reader.finish()?;
        Ok(answer)
    }
}

fn put_refused(out: &mut Vec<u8>, refused: &Refused) {
    let mut tagged = |tag: u8, agent: Option<&AgentId>, numbers: &[u64]| {
        out.push(tag);
        out.extend_from_slice(agent.map_or(&[], |agent| &agent.0));
        numbers.iter().for_each(|number| put_number(out, *number));
    };
    match refused {
        Refused::TooLarge => tagged(1, None, &[]),
        Refused::Stranger => tagged(2, None, &[]),
        Refused::Space => tagged(3, None, &[]),
        Refused::Founding => tagged(4, None, &[]),
        Refused::Fork { agent, dseq } => tagged(5, Some(agent), &[u64::from(*dseq)]),
        Refused::Gap { agent, have } => tagged(6, Some(agent), &[u64::from(*have)]),
        Refused::Depends { agent, dseq } => tagged(7, Some(agent), &[u64::from(*dseq)]),
        Refused::OtherLog { seq } => tagged(8, None, &[*seq]),
        Refused::Epoch { compartment, current } => tagged(9, None, &[u64::from(compartment.0), u64::from(*current)]),
        Refused::Signature { agent, dseq } => tagged(10, Some(agent), &[u64::from(*dseq)]),
        Refused::Quota { used, limit } => tagged(11, None, &[*used, *limit]),
        Refused::Rate { after_s } => tagged(12, None, &[u64::from(*after_s)]),
        Refused::Member { agent, dseq, error } => {
            tagged(13, Some(agent), &[u64::from(*dseq)]);
            put_member_error(out, error);
        }
    }
}

fn read_refused(tag: u8, reader: &mut Reader<'_>) -> Result<Refused, WireError> {
    Ok(match tag {
        1 => Refused::TooLarge,
        2 => Refused::Stranger,
        3 => Refused::Space,
        4 => Refused::Founding,
        5 => Refused::Fork { agent: AgentId(reader.array()?), dseq: reader.number32()? },
        6 => Refused::Gap { agent: AgentId(reader.array()?), have: reader.number32()? },
        7 => Refused::Depends { agent: AgentId(reader.array()?), dseq: reader.number32()? },
        8 => Refused::OtherLog { seq: reader.number()? },
        9 => Refused::Epoch { compartment: CompartmentId(reader.number16()?), current: reader.number32()? },
        10 => Refused::Signature { agent: AgentId(reader.array()?), dseq: reader.number32()? },
        11 => Refused::Quota { used: reader.number()?, limit: reader.number()? },
        12 => Refused::Rate { after_s: reader.number32()? },
        13 => Refused::Member {
            agent: AgentId(reader.array()?),
            dseq: reader.number32()?,
            error: read_member_error(reader)?,
        },
        _ => return Err(WireError::OutOfRange),
    })
}

fn put_member_error(out: &mut Vec<u8>, error: &MemberError) {
    let mut agent = |tag: u8, agent: &AgentId| {
        out.push(tag);
        out.extend_from_slice(&agent.0);
    };
    match error {
        MemberError::NotAllowed(who) => agent(1, who),
        MemberError::Unknown(who) => agent(2, who),
        MemberError::Already(who) => agent(3, who),
        MemberError::NotActive(who) => agent(4, who),
        MemberError::Founding => out.push(0),
        MemberError::LastAdmin => out.push(5),
        MemberError::Invitation => out.push(6),
        MemberError::Full => out.push(7),
        // Which byte was wrong is of use to nobody but the author of the client.
        MemberError::Wire(_) => out.push(8),
        MemberError::Grants(compartment) => {
            out.push(9);
            put_number(out, u64::from(compartment.0));
        }
        MemberError::Rotation(compartment) => {
            out.push(10);
            put_number(out, u64::from(compartment.0));
        }
        MemberError::Epoch { compartment, current } => {
            out.push(11);
            put_number(out, u64::from(compartment.0));
            put_number(out, u64::from(*current));
        }
    }
}

fn read_member_error(reader: &mut Reader<'_>) -> Result<MemberError, WireError> {
    Ok(match reader.byte()? {
        0 => MemberError::Founding,
        1 => MemberError::NotAllowed(AgentId(reader.array()?)),
        2 => MemberError::Unknown(AgentId(reader.array()?)),
        3 => MemberError::Already(AgentId(reader.array()?)),
        4 => MemberError::NotActive(AgentId(reader.array()?)),
        5 => MemberError::LastAdmin,
        6 => MemberError::Invitation,
        7 => MemberError::Full,
        8 => MemberError::Wire(WireError::NotCanonical),
        9 => MemberError::Grants(CompartmentId(reader.number16()?)),
        10 => MemberError::Rotation(CompartmentId(reader.number16()?)),
        11 => MemberError::Epoch { compartment: CompartmentId(reader.number16()?), current: reader.number32()? },
        _ => return Err(WireError::OutOfRange),
    })
}
