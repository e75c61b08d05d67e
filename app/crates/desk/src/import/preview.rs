//! What becomes of each row of a list. The matching is the comparison's own: the roster is one list, the file the other.

use std::collections::BTreeSet;

use ledger::compare::{self, CompareResult, Confidence, NamedList, Options, Reason, Reasons, ResultKind};
use ledger::field::Field;
use ledger::list::{ListKind, ListTable};

use super::effect::effects;
use crate::Desk;
use crate::message::import::{Decision, Fate, FateCounts};
use crate::roster::MATCHED_BY;

/// One row of the list.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) fate: Fate,
    /// The child it meets, by the state's index.
    pub(super) child: Option<u32>,
    pub(super) score: u8,
    pub(super) reasons: Reasons,
    pub(super) decision: Option<Decision>,
}

/// A list being looked at.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) table: ListTable,
    pub(super) kind: ListKind,
    pub(super) source: String,
    /// One per row of the table.
    pub(super) lines: Vec<Line>,
    /// Children within the file's scope that the file does not have.
    pub(super) missing: Vec<u32>,
    /// Cells that new and changed rows would write over.
    pub(super) cells: u32,
    /// The book it was made against.
    pub(super) version: u64,
    /// Children it meets were changed after a person last saw its counts.
    pub(super) moved: bool,
}

impl Preview {
    /// The indexes of the rows with a fate.
    pub(super) fn rows_of(&self, fate: Fate) -> impl Iterator<Item = usize> {
        self.lines.iter().enumerate().filter(move |(_, l)| l.fate == fate).map(|(i, _)| i)
    }

    pub(super) fn counts(&self) -> FateCounts {
        let mut counts = FateCounts { rows_in: self.lines.len() as u32, ..FateCounts::default() };
        for line in &self.lines {
            *match line.fate {
                Fate::New => &mut counts.new,
                Fate::Changed => &mut counts.changed,
                Fate::Unchanged => &mut counts.unchanged,
                Fate::Similar => &mut counts.similar,
                Fate::Repeated => &mut counts.repeated,
                Fate::Rejected | Fate::Missing => &mut counts.rejected,
            } += 1;
        }
        counts.missing = self.missing.len() as u32;
        counts.cells = self.cells;
        counts.undecided = self.rows_of(Fate::Similar).filter(|&i| self.lines[i].decision.is_none()).count() as u32;
        counts
    }

    /// Decides similar rows; an empty list decides all of them.
    pub(super) fn decide(&mut self, rows: &[u32], decision: Decision) {
        let wanted: BTreeSet<u32> = rows.iter().copied().collect();
        for (i, line) in self.lines.iter_mut().enumerate() {
            if line.fate == Fate::Similar && (wanted.is_empty() || wanted.contains(&(i as u32))) {
                line.decision = Some(decision);
            }
        }
    }
}

impl Desk {
    pub(super) fn preview(&self, table: ListTable, kind: ListKind, source: String) -> Preview {
        let (lines, missing) = self.lines_of(&table, kind);
        let mut preview =
            Preview { table, kind, source, lines, missing, cells: 0, version: self.book.version, moved: false };
        self.tell_changed(&mut preview);
        preview
    }

    /// What becomes of each row, and the children within the list's scope that it does not have. Whether a row that meets
    /// a child changes anything is not looked at.
    pub(super) fn lines_of(&self, table: &ListTable, kind: ListKind) -> (Vec<Line>, Vec<u32>) {
        let (roster, children) = self.roster_table(MATCHED_BY);
        let lists = [
            NamedList { name: "roster", kind: ListKind::Roster, table: &roster },
            NamedList { name: "file", kind, table },
        ];
        let comparison = compare::compare(&lists, &Options::default());

        let nothing = Line { fate: Fate::Rejected, child: None, score: 0, reasons: Reasons::default(), decision: None };
        let mut lines = vec![nothing; table.len()];
        let mut missing = Vec::new();
        let scope = Scope::of(table);
        for result in &comparison.results {
            let child = result.rows_in(0).next().and_then(|row| children.get(row)).copied();
            let rows: Vec<usize> = result.rows_in(1).collect();
            match (child, rows.is_empty()) {
                (Some(child), true) if scope.covers(self, child) => missing.push(child),
                (_, true) => {}
                (child, false) => {
                    for (nth, &row) in rows.iter().enumerate() {
                        lines[row] = line(result, child, nth);
                    }
                }
            }
        }
        (lines, missing)
    }

    /// Makes the preview anew against the book as it is now, keeping the decisions.
    pub(super) fn preview_again(&self, old: Preview) -> Preview {
        let mut fresh = self.preview(old.table, old.kind, old.source);
        for (line, before) in fresh.lines.iter_mut().zip(old.lines) {
            line.decision = before.decision.filter(|_| line.fate == Fate::Similar);
        }
        fresh
    }

    /// Rows that meet a child: do they change anything?
    fn tell_changed(&self, preview: &mut Preview) {
        for (i, line) in preview.lines.iter_mut().enumerate() {
            let (Fate::Changed, Some(child)) = (line.fate, line.child) else { continue };
            let changes = effects(&preview.table, preview.kind, i, self.row(child)).count() as u32;
            preview.cells += changes;
            if changes == 0 {
                line.fate = Fate::Unchanged;
            }
        }
    }
}

/// The fate of the `nth` file row of a result that meets `child`. `Changed` is provisional.
fn line(result: &CompareResult, child: Option<u32>, nth: usize) -> Line {
    let sure = result.confidence == Confidence::Exact;
    let fate = match (child, nth) {
        _ if result.kind == ResultKind::Rejected => Fate::Rejected,
        (_, 1..) if sure => Fate::Repeated,
        (Some(_), _) if sure => Fate::Changed,
        (None, 0) if !result.reasons.has(Reason::Ambiguous) => Fate::New,
        _ => Fate::Similar,
    };
    Line { fate, child, score: result.score, reasons: result.reasons, decision: None }
}

/// What part of the roster the file speaks of: children of its schools, else of its villages, else everybody.
enum Scope {
    Schools(BTreeSet<String>),
    Villages(BTreeSet<String>),
    Everybody,
}

impl Scope {
    fn of(table: &ListTable) -> Scope {
        let distinct = |field| -> BTreeSet<String> {
            let cells = table.column(field).into_iter().flat_map(|c| c.iter());
            cells.filter(|t| !t.is_empty()).map(str::to_owned).collect()
        };
        let schools = distinct(Field::School);
        let villages = distinct(Field::Village);
        match (schools.is_empty(), villages.is_empty()) {
            (false, _) => Scope::Schools(schools),
            (true, false) => Scope::Villages(villages),
            (true, true) => Scope::Everybody,
        }
    }

    fn covers(&self, desk: &Desk, child: u32) -> bool {
        let row = desk.row(child);
        match self {
            Scope::Schools(schools) => {
                schools.contains(row.get(Field::School)) || schools.contains(row.get(Field::AttendSchool))
            }
            Scope::Villages(villages) => villages.contains(row.get(Field::Village)),
            Scope::Everybody => true,
        }
    }
}
