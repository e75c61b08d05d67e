//! Rows that cannot be used: each is a result of its own, and a hint to the children they may be about.

use std::collections::HashSet;

use super::circumstance;
use super::facts::{Facts, RejectedRow, Row};
use super::fingerprint::Subject;
use super::hash::QuickBuild;
use super::outcome::{CompareResult, Confidence, ResultKind, RowAt};
use super::reason::{Reason, Reasons};
use crate::field::Field;
use crate::finding::FindingKind;

/// Names and births that stand in rejected rows.
pub(super) struct Alike(HashSet<(u32, u32), QuickBuild>);

impl Alike {
    /// Collects them.
    pub(super) fn of(facts: &Facts<'_>) -> Alike {
        let known = facts.rejected.iter().filter(|r| r.name.key != 0 && r.birth != 0);
        Alike(known.map(|r| (r.name.key, r.birth)).collect())
    }

    /// Whether one of these rows looks like a rejected one.
    pub(super) fn has<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> bool {
        !self.0.is_empty()
            && rows.flat_map(|r| [(r.name.key, r.birth), (r.name.key, r.id_birth)]).any(|key| self.0.contains(&key))
    }
}

/// The result of one rejected row.
pub(super) fn result(facts: &Facts<'_>, rejected: &RejectedRow) -> CompareResult {
    let (table, row) = (facts.lists[usize::from(rejected.list)].table, rejected.row as usize);
    let why = table.rejected.get(row).copied().flatten().map_or(Reason::RowUnusable, reason);
    let place = circumstance::place_text(table, row);
    let subject = Subject::of_rejected(facts.names.text(rejected.name.key), rejected.birth, &place);
    CompareResult {
        kind: ResultKind::Rejected,
        also: Vec::new(),
        lists: Vec::new(),
        confidence: Confidence::Exact,
        score: 100,
        reasons: Reasons::NONE.with(why),
        rows: vec![RowAt { list: rejected.list, row: rejected.row }],
        name: table.cell(Field::Name, row).to_owned(),
        subject,
        alias: None,
    }
}

const fn reason(kind: FindingKind) -> Reason {
    match kind {
        FindingKind::IdScientific => Reason::IdScientific,
        FindingKind::IdTruncated => Reason::IdTruncated,
        FindingKind::IdRounded => Reason::IdRounded,
        FindingKind::IdChecksum => Reason::IdChecksum,
        FindingKind::IdDate => Reason::IdDate,
        FindingKind::IdFifteen => Reason::IdFifteen,
        FindingKind::IdMalformed => Reason::IdMalformed,
        FindingKind::IdMissing => Reason::IdMissing,
        FindingKind::NameMissing => Reason::NameMissing,
        FindingKind::NoIdentity => Reason::NoIdentity,
        _ => Reason::RowUnusable,
    }
}
