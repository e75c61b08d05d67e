//! The states of all compartments as one snapshot: which states there are, then the shards of each.

use ledger::schema::Compartment;
use serde::{Deserialize, Serialize};
use sync::snapshot::{self, SnapshotError};
use sync::{State, WireError};

/// What the first shard begins with.
const MARK: &[u8; 4] = b"SXB1";

/// Which states follow, and in how many shards each.
#[derive(Serialize, Deserialize)]
struct Contents(Vec<(u16, u32)>);

pub(crate) fn write_snapshot(states: &[State]) -> Vec<Vec<u8>> {
    let written: Vec<(u16, Vec<Vec<u8>>)> =
        states.iter().map(|state| (state.compartment().0, snapshot::encode(state))).collect();
    let contents = Contents(written.iter().map(|(one, shards)| (*one, shards.len() as u32)).collect());
    let mut first = MARK.to_vec();
    // Writing into a growing vector fails only for types that do not know their own length.
    first.extend(postcard::to_allocvec(&contents).unwrap_or_default());
    std::iter::once(first).chain(written.into_iter().flat_map(|(_, shards)| shards)).collect()
}

/// `None` if it is not of the compartments of this build.
pub(crate) fn read_snapshot(shards: &[Vec<u8>]) -> Result<Option<Vec<State>>, SnapshotError> {
    let Some((first, mut rest)) = shards.split_first() else { return Ok(None) };
    let Some(contents) = first.strip_prefix(MARK) else { return Ok(None) };
    let Contents(contents) = postcard::from_bytes(contents).map_err(|_| WireError::Truncated)?;
    if !contents.iter().map(|(one, _)| *one).eq(Compartment::ALL.iter().map(|one| one.id().0)) {
        return Ok(None);
    }
    let mut states = Vec::with_capacity(contents.len());
    for (compartment, count) in contents {
        let (own, after) = rest.split_at_checked(count as usize).ok_or(WireError::Truncated)?;
        let state = snapshot::decode(own)?;
        if state.compartment().0 != compartment {
            return Err(WireError::OutOfRange.into());
        }
        states.push(state);
        rest = after;
    }
    Ok(Some(states))
}
