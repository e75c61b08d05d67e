//! How does a change of the membership stand in bytes? In one way only: lists are sorted, nothing is left over.

use super::op::{Add, Change, Escrow, Founding, Grant, Invite, MemberOp, Policy, Recipient, Role, Rotation};
use super::{MAX_COMPARTMENTS, MAX_LABEL_BYTES, MAX_MEMBERS};
use crate::ids::{AgentId, CompartmentId};
use crate::seal::{AgentKeys, KeyCheck};
use crate::wire::{Reader, WireError, put_bytes, put_number};

const FOUND: u8 = 0;
const INVITE: u8 = 1;
const WITHDRAW: u8 = 2;
const ADD: u8 = 3;
const CHANGE: u8 = 4;
const REVOKE: u8 = 5;
const SUCCEED: u8 = 6;
const ROTATE: u8 = 7;
const POLICY: u8 = 8;

impl MemberOp {
    /// The change in its only encoding: the body of its envelope.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            MemberOp::Found(founding, rotations) => {
                out.push(FOUND);
                out.extend_from_slice(&founding_bytes(founding));
                put_rotations(&mut out, rotations);
            }
            MemberOp::Invite(invite) => {
                out.push(INVITE);
                out.extend_from_slice(&invite.id);
                out.extend_from_slice(&invite.secret_hash);
                out.push(invite.role as u8);
                put_compartments(&mut out, &invite.compartments);
                put_number(&mut out, invite.expires_ms);
                out.push(u8::from(invite.automatic));
            }
            MemberOp::Withdraw(id) => {
                out.push(WITHDRAW);
                out.extend_from_slice(id);
            }
            MemberOp::Add(add) => {
                out.push(ADD);
                put_keys(&mut out, &add.keys);
                out.push(add.role as u8);
                put_compartments(&mut out, &add.compartments);
                put_bytes(&mut out, &add.label);
                put_option(&mut out, add.invite.as_ref(), |out, id| out.extend_from_slice(id));
                put_grants(&mut out, &add.grants);
            }
            MemberOp::Change(change) => {
                out.push(CHANGE);
                out.extend_from_slice(&change.agent.0);
                out.push(change.role as u8);
                put_compartments(&mut out, &change.compartments);
                put_grants(&mut out, &change.grants);
                put_rotations(&mut out, &change.rotations);
            }
            MemberOp::Revoke(agent, rotations) => {
                out.push(REVOKE);
                out.extend_from_slice(&agent.0);
                put_rotations(&mut out, rotations);
            }
            MemberOp::Succeed(keys) => {
                out.push(SUCCEED);
                put_keys(&mut out, keys);
            }
            MemberOp::Rotate(rotations) => {
                out.push(ROTATE);
                put_rotations(&mut out, rotations);
            }
            MemberOp::Policy(policy, rotations) => {
                out.push(POLICY);
                put_policy(&mut out, policy);
                put_rotations(&mut out, rotations);
            }
        }
        out
    }

    /// Reads what [`MemberOp::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let op = read_op(&mut reader)?;
        reader.finish()?;
        Ok(op)
    }
}

fn read_op(reader: &mut Reader<'_>) -> Result<MemberOp, WireError> {
    Ok(match reader.byte()? {
        FOUND => MemberOp::Found(read_founding(reader)?, read_rotations(reader)?),
        INVITE => MemberOp::Invite(Invite {
            id: reader.array()?,
            secret_hash: reader.array()?,
            role: read_role(reader)?,
            compartments: read_compartments(reader)?,
            expires_ms: reader.number()?,
            automatic: reader.flag()?,
        }),
        WITHDRAW => MemberOp::Withdraw(reader.array()?),
        ADD => MemberOp::Add(Add {
            keys: read_keys(reader)?,
            role: read_role(reader)?,
            compartments: read_compartments(reader)?,
            label: read_label(reader)?,
            invite: read_option(reader, Reader::array)?,
            grants: read_grants(reader)?,
        }),
        CHANGE => MemberOp::Change(Change {
            agent: AgentId(reader.array()?),
            role: read_role(reader)?,
            compartments: read_compartments(reader)?,
            grants: read_grants(reader)?,
            rotations: read_rotations(reader)?,
        }),
        REVOKE => MemberOp::Revoke(AgentId(reader.array()?), read_rotations(reader)?),
        SUCCEED => MemberOp::Succeed(read_keys(reader)?),
        ROTATE => MemberOp::Rotate(read_rotations(reader)?),
        POLICY => MemberOp::Policy(read_policy(reader)?, read_rotations(reader)?),
        _ => return Err(WireError::OutOfRange),
    })
}

pub(super) fn founding_bytes(founding: &Founding) -> Vec<u8> {
    let mut out = founding.salt.to_vec();
    put_keys(&mut out, &founding.founder);
    put_bytes(&mut out, &founding.label);
    put_compartments(&mut out, &founding.compartments);
    put_policy(&mut out, &founding.policy);
    out
}

fn read_founding(reader: &mut Reader<'_>) -> Result<Founding, WireError> {
    Ok(Founding {
        salt: reader.array()?,
        founder: read_keys(reader)?,
        label: read_label(reader)?,
        compartments: read_compartments(reader)?,
        policy: read_policy(reader)?,
    })
}

fn put_policy(out: &mut Vec<u8>, policy: &Policy) {
    put_option(out, policy.recovery.as_ref(), put_keys);
    put_option(out, policy.escrow.as_ref(), |out, escrow| {
        out.extend_from_slice(&escrow.receive);
        put_bytes(out, &escrow.label);
    });
}

fn read_policy(reader: &mut Reader<'_>) -> Result<Policy, WireError> {
    let recovery = read_option(reader, read_keys)?;
    let escrow = |reader: &mut Reader<'_>| Ok(Escrow { receive: reader.array()?, label: read_label(reader)? });
    Ok(Policy { recovery, escrow: read_option(reader, escrow)? })
}

fn put_rotations(out: &mut Vec<u8>, rotations: &[Rotation]) {
    put_number(out, rotations.len() as u64);
    for rotation in rotations {
        put_number(out, u64::from(rotation.compartment.0));
        put_number(out, u64::from(rotation.epoch));
        out.extend_from_slice(&rotation.check.0);
        put_option(out, rotation.link.as_ref(), |out, link| out.extend_from_slice(link));
        put_number(out, rotation.grants.len() as u64);
        for (to, wrap) in &rotation.grants {
            match to {
                Recipient::Agent(agent) => {
                    out.push(0);
                    out.extend_from_slice(&agent.0);
                }
                Recipient::Recovery => out.push(1),
                Recipient::Escrow => out.push(2),
            }
            out.extend_from_slice(wrap);
        }
    }
}

fn read_rotations(reader: &mut Reader<'_>) -> Result<Vec<Rotation>, WireError> {
    let mut rotations: Vec<Rotation> = Vec::new();
    for _ in 0..limited(reader, 36, MAX_COMPARTMENTS)? {
        let compartment = CompartmentId(reader.number16()?);
        if rotations.last().is_some_and(|last| last.compartment >= compartment) {
            return Err(WireError::NotCanonical);
        }
        let (epoch, check) = (reader.number32()?, KeyCheck(reader.array()?));
        let link = read_option(reader, Reader::array)?;
        let mut grants: Vec<(Recipient, _)> = Vec::new();
        for _ in 0..limited(reader, 81, MAX_MEMBERS + 2)? {
            let to = match reader.byte()? {
                0 => Recipient::Agent(AgentId(reader.array()?)),
                1 => Recipient::Recovery,
                2 => Recipient::Escrow,
                _ => return Err(WireError::OutOfRange),
            };
            if grants.last().is_some_and(|(last, _)| *last >= to) {
                return Err(WireError::NotCanonical);
            }
            grants.push((to, reader.array()?));
        }
        rotations.push(Rotation { compartment, epoch, check, link, grants });
    }
    Ok(rotations)
}

fn put_grants(out: &mut Vec<u8>, grants: &[Grant]) {
    put_number(out, grants.len() as u64);
    for grant in grants {
        put_number(out, u64::from(grant.compartment.0));
        put_number(out, u64::from(grant.epoch));
        out.extend_from_slice(&grant.wrap);
    }
}

fn read_grants(reader: &mut Reader<'_>) -> Result<Vec<Grant>, WireError> {
    let mut grants: Vec<Grant> = Vec::new();
    for _ in 0..limited(reader, 82, MAX_COMPARTMENTS)? {
        let compartment = CompartmentId(reader.number16()?);
        if grants.last().is_some_and(|last| last.compartment >= compartment) {
            return Err(WireError::NotCanonical);
        }
        grants.push(Grant { compartment, epoch: reader.number32()?, wrap: reader.array()? });
    }
    Ok(grants)
}

fn put_compartments(out: &mut Vec<u8>, compartments: &[CompartmentId]) {
    put_number(out, compartments.len() as u64);
    compartments.iter().for_each(|compartment| put_number(out, u64::from(compartment.0)));
}

/// By number, each once, and never that of the membership itself.
fn read_compartments(reader: &mut Reader<'_>) -> Result<Vec<CompartmentId>, WireError> {
    let mut compartments = Vec::new();
    for _ in 0..limited(reader, 1, MAX_COMPARTMENTS)? {
        let next = CompartmentId(reader.number16()?);
        if next == CompartmentId::MEMBERS || compartments.last().is_some_and(|last| *last >= next) {
            return Err(WireError::NotCanonical);
        }
        compartments.push(next);
    }
    Ok(compartments)
}

pub(super) fn put_keys(out: &mut Vec<u8>, keys: &AgentKeys) {
    out.extend_from_slice(&keys.sign);
    out.extend_from_slice(&keys.receive);
}

pub(super) fn read_keys(reader: &mut Reader<'_>) -> Result<AgentKeys, WireError> {
    Ok(AgentKeys { sign: reader.array()?, receive: reader.array()? })
}

pub(super) fn read_label(reader: &mut Reader<'_>) -> Result<Vec<u8>, WireError> {
    let label = reader.bytes()?;
    if label.len() > MAX_LABEL_BYTES { Err(WireError::OutOfRange) } else { Ok(label.to_vec()) }
}

fn read_role(reader: &mut Reader<'_>) -> Result<Role, WireError> {
    Ok(match reader.byte()? {
        0 => Role::Courier,
        1 => Role::Reader,
        2 => Role::Editor,
        3 => Role::Admin,
        _ => return Err(WireError::OutOfRange),
    })
}

fn put_option<T>(out: &mut Vec<u8>, value: Option<&T>, put: impl FnOnce(&mut Vec<u8>, &T)) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        put(out, value);
    }
}

fn read_option<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, WireError>,
) -> Result<Option<T>, WireError> {
    if reader.flag()? { read(reader).map(Some) } else { Ok(None) }
}

fn limited(reader: &mut Reader<'_>, least: usize, most: usize) -> Result<usize, WireError> {
    let count = reader.count(least)?;
    if count > most { Err(WireError::OutOfRange) } else { Ok(count) }
}
