//! Which part of the log does a caller get?

use crate::header::{Header, Kind};
use crate::ids::AgentId;
use crate::members::Membership;
use crate::proto::LogAsk;

/// Whether the payload of the entry at `seq` belongs into the caller's page. Changes of the membership always do; data
/// only of compartments the caller may read now, and after the place he asked for. An agent that has handed over still
/// reads: it is the same person, who may be about to hand over once more.
pub fn shows(membership: &Membership, caller: &AgentId, ask: &LogAsk, seq: u64, header: &Header) -> bool {
    let reads = || membership.member(caller).is_some_and(|member| member.may_be_shown(header.compartment));
    match header.kind {
        Kind::Members => true,
        Kind::Snapshot => reads(),
        Kind::Data => seq > ask.payloads_after && reads(),
    }
}
