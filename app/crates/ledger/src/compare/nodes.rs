//! The groups of rows that keys have made, as the proposals see them: each with its rows, its lists and what it lacks.

use super::clusters::Clusters;
use super::facts::{Facts, Row};

/// One group of rows.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
    /// Absent from at least one list.
    open: bool,
    /// Holds a row without a number that could be a key.
    loose: bool,
}

/// All groups. A group's rows are in order of list and row.
pub(super) struct Nodes {
    rows: Vec<u32>,
    spans: Vec<Span>,
    of_row: Vec<u32>,
}

impl Nodes {
    /// Groups the rows by their cluster.
    pub(super) fn of(facts: &Facts<'_>, clusters: &mut Clusters) -> Nodes {
        let total = clusters.len();
        let mut of_row = vec![u32::MAX; total];
        let mut sizes: Vec<u32> = Vec::new();
        for row in 0..total as u32 {
            let root = clusters.root(row) as usize;
            // The root is the lowest row of its set, so it has been numbered by now.
            if root == row as usize {
                of_row[root] = sizes.len() as u32;
                sizes.push(0);
            }
            let node = of_row[root];
            of_row[row as usize] = node;
            sizes[node as usize] += 1;
        }
        let mut spans = Vec::with_capacity(sizes.len());
        let mut start = 0;
        for size in &sizes {
            spans.push(Span { start, end: start, open: false, loose: false });
            start += size;
        }
        let mut rows = vec![0; total];
        for (row, node) in of_row.iter().enumerate() {
            let span = &mut spans[*node as usize];
            rows[span.end as usize] = row as u32;
            span.end += 1;
        }
        let lists = facts.lists.len();
        for span in &mut spans {
            let own = &rows[span.start as usize..span.end as usize];
            let changes = own.windows(2).filter(|w| list_of(facts, w[0]) != list_of(facts, w[1])).count();
            span.open = changes + 1 < lists;
            span.loose = own.iter().any(|r| facts.rows[*r as usize].is_loose());
        }
        Nodes { rows, spans, of_row }
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The rows of a group.
    pub(super) fn rows(&self, node: u32) -> &[u32] {
        let span = self.spans[node as usize];
        &self.rows[span.start as usize..span.end as usize]
    }

    /// What the rows of a group say.
    pub(super) fn facts<'f>(&'f self, facts: &'f Facts<'_>, node: u32) -> impl Iterator<Item = Row> + Clone + 'f {
        self.rows(node).iter().map(|r| facts.rows[*r as usize])
    }

    /// The group a row is in.
    pub(super) fn of_row(&self, row: u32) -> u32 {
        self.of_row[row as usize]
    }

    /// Whether the group is absent from at least one list.
    pub(super) fn is_open(&self, node: u32) -> bool {
        self.spans[node as usize].open
    }

    /// Whether it holds a row without a number that could be a key.
    pub(super) fn is_loose(&self, node: u32) -> bool {
        self.spans[node as usize].loose
    }

    /// Whether another group could still come to it: from a list it is absent from, or as a repetition within one.
    pub(super) fn is_seed(&self, node: u32) -> bool {
        self.is_open(node) || self.is_loose(node)
    }

    /// Whether two groups have rows in one list.
    pub(super) fn share_a_list(&self, facts: &Facts<'_>, a: u32, b: u32) -> bool {
        self.rows(a).iter().any(|x| self.rows(b).iter().any(|y| list_of(facts, *x) == list_of(facts, *y)))
    }
}

fn list_of(facts: &Facts<'_>, row: u32) -> u16 {
    facts.rows[row as usize].list
}
