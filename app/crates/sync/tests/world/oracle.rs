//! The merge rules a second time, as plainly as they can be said: for every cell a list of versions, everything computed
//! from scratch, nothing shared with the crate but the decoded envelopes.

use std::collections::{BTreeMap, BTreeSet};

use sync::{AgentId, Cell, Envelope, SaveId, State, Value};

/// One envelope and its place in the log, if it has one.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) seq: Option<u64>,
    pub(crate) srv_ms: u64,
    pub(crate) envelope: Envelope,
}

/// Everything a state says about a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CellView {
    pub(crate) versions: Vec<(Value, SaveId)>,
    pub(crate) conflict: Option<Vec<(Value, SaveId)>>,
}

struct Version {
    key: (u64, u64, AgentId, u32),
    value: Value,
    save: SaveId,
    at: usize,
}

pub(crate) fn view(known: &[Known]) -> BTreeMap<Cell, CellView> {
    let mut chains: BTreeMap<AgentId, BTreeMap<u32, usize>> = BTreeMap::new();
    for (at, known) in known.iter().enumerate() {
        let header = known.envelope.header();
        chains.entry(header.agent).or_default().insert(header.dseq, at);
    }
    let mut cells: BTreeMap<Cell, Vec<Version>> = BTreeMap::new();
    for (agent, chain) in &chains {
        let (mut eff, mut rank, mut first) = (0, 0, 1);
        for (dseq, at) in chain {
            let entry = &known[*at];
            let cap = entry.seq.map_or(u64::MAX, |_| (entry.srv_ms + 600_000) << 16 | 0xffff);
            eff = entry.envelope.body().hlc().0.min(cap).max(eff);
            rank = entry.seq.unwrap_or(u64::MAX).max(rank);
            for op in entry.envelope.body().ops() {
                cells.entry(op.cell).or_default().push(Version {
                    key: (eff, rank, *agent, *dseq),
                    value: op.value.to_value(),
                    save: SaveId { agent: *agent, dseq: first },
                    at: *at,
                });
            }
            if !entry.envelope.header().more {
                first = dseq + 1;
            }
        }
    }
    cells.into_iter().map(|(cell, versions)| (cell, cell_view(versions, known))).collect()
}

fn cell_view(mut versions: Vec<Version>, known: &[Known]) -> CellView {
    versions.sort_by_key(|version| std::cmp::Reverse(version.key));
    let saw = |later: &Version, earlier: &Version| {
        let (x, y) = (known[later.at].envelope.header(), known[earlier.at].envelope.header());
        if x.agent == y.agent {
            return x.dseq > y.dseq;
        }
        let logged = known[earlier.at].seq.is_some_and(|seq| seq <= x.seen.seq);
        logged || x.seen.extra.iter().any(|(agent, head)| *agent == y.agent && y.dseq <= head.dseq)
    };
    let open: Vec<_> = versions.iter().filter(|v| !versions.iter().any(|w| saw(w, v))).collect();
    let distinct: BTreeSet<_> = open.iter().map(|v| format!("{:?}", v.value)).collect();
    let told = |v: &Version| (v.value.clone(), v.save);
    CellView {
        conflict: (distinct.len() > 1).then(|| open.iter().map(|v| told(v)).collect()),
        versions: versions.iter().map(told).collect(),
    }
}

/// The same, as the crate says it.
pub(crate) fn view_of(state: &State) -> BTreeMap<Cell, CellView> {
    let told = |version: &sync::Version<'_>| (version.value.to_value(), state.save(version.save).id);
    let mut cells = BTreeMap::new();
    for table in state.tables() {
        for (field, column) in table.columns() {
            for (row, value) in column.iter() {
                let cell = Cell::new(table.id(), table.row_id(row).expect("a row has an id"), field);
                let versions: Vec<_> = state.history(cell).iter().map(told).collect();
                assert_eq!(versions[0].0, value.to_value(), "history begins with the value shown");
                cells.insert(cell, CellView { versions, conflict: None });
            }
        }
    }
    for conflict in state.conflicts(|_, _| true) {
        let versions = conflict.versions.iter().map(told).collect();
        cells.get_mut(&conflict.cell).expect("a contested cell was written").conflict = Some(versions);
    }
    cells
}
