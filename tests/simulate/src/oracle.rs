//! The merge rules a second time, as plainly as they can be said, over the log as the server holds it: nothing of the
//! crate under test is used but headers and opened bodies.

use std::collections::{BTreeMap, BTreeSet};

use sync::seal::{Keyring, open};
use sync::{AgentId, Cell, Envelope, EnvelopeHash, Kind};

use crate::failure::Failure;
use crate::machine::{edits, number};
use crate::school::School;

/// One envelope with ops.
pub(crate) struct Written {
    pub(crate) seq: u64,
    pub(crate) eff: u64,
    pub(crate) envelope: Envelope,
    pub(crate) edits: Vec<u32>,
    /// The same ops count already through an earlier entry.
    pub(crate) repeats: bool,
}

/// Everything in the log, opened.
pub(crate) fn read(school: &School, keys: &Keyring) -> Result<Vec<Written>, Failure> {
    let mut effs: BTreeMap<(AgentId, u16), u64> = BTreeMap::new();
    let mut met: BTreeSet<EnvelopeHash> = BTreeSet::new();
    let mut log = Vec::new();
    for (head, sealed) in school.server.envelopes().filter(|(_, sealed)| sealed.header().kind == Kind::Data) {
        let envelope = open(sealed, keys).map_err(|error| Failure::new(format!("place {}: {error}", head.seq)))?;
        let cap = (head.srv_ms + 600_000) << 16 | 0xffff;
        let last = effs.entry((sealed.header().agent, sealed.header().compartment.0)).or_default();
        *last = envelope.body().hlc().0.min(cap).max(*last);
        let eff = *last;
        let first = sealed.header().origin.unwrap_or(sealed.hash());
        let repeats = !met.insert(first);
        let edits = edits(&envelope);
        log.push(Written { seq: head.seq, eff, envelope, edits, repeats });
    }
    Ok(log)
}

/// Versions of every cell, the one shown first, and those in conflict.
pub(crate) struct View {
    pub(crate) versions: Vec<u32>,
    pub(crate) conflict: Vec<u32>,
}

pub(crate) fn view(log: &[Written]) -> BTreeMap<Cell, View> {
    let mut cells: BTreeMap<Cell, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, written) in log.iter().enumerate() {
        for op in written.envelope.body().ops() {
            if let Some(edit) = op.value.text().and_then(number) {
                cells.entry(op.cell).or_default().push((at, edit));
            }
        }
    }
    cells.into_iter().map(|(cell, versions)| (cell, one(log, versions))).collect()
}

fn one(log: &[Written], mut versions: Vec<(usize, u32)>) -> View {
    versions.retain(|(at, _)| !log[*at].repeats);
    versions.sort_by_key(|(at, _)| std::cmp::Reverse((log[*at].eff, log[*at].seq)));
    let saw = |later: usize, earlier: usize| {
        let (x, y) = (log[later].envelope.header(), log[earlier].envelope.header());
        if x.agent == y.agent {
            return x.dseq > y.dseq;
        }
        log[earlier].seq <= x.seen.seq
            || x.seen.extra.iter().any(|(agent, head)| *agent == y.agent && y.dseq <= head.dseq)
    };
    let open = versions.iter().filter(|(at, _)| !versions.iter().any(|(other, _)| saw(*other, *at)));
    let open: Vec<u32> = open.map(|(_, edit)| *edit).collect();
    let conflict = if open.len() > 1 { open } else { Vec::new() };
    View { versions: versions.into_iter().map(|(_, edit)| edit).collect(), conflict }
}
