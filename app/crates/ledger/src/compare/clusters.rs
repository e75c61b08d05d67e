//! Rows that were put together, as sets that can only grow.

/// Disjoint sets of rows; each set can be walked from any of its rows.
pub(super) struct Clusters {
    parent: Vec<u32>,
    next: Vec<u32>,
}

impl Clusters {
    /// Every row alone.
    pub(super) fn new(rows: usize) -> Self {
        let each: Vec<u32> = (0..rows as u32).collect();
        Clusters { parent: each.clone(), next: each }
    }

    /// The row that stands for the set: its lowest.
    pub(super) fn root(&mut self, row: u32) -> u32 {
        let mut at = row;
        while self.parent[at as usize] != at {
            let above = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = above;
            at = above;
        }
        at
    }

    /// Puts two sets together; whether they were apart.
    pub(super) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        self.parent[a.max(b) as usize] = a.min(b);
        // Two rings become one when their arrows are crossed.
        self.next.swap(a as usize, b as usize);
        true
    }

    /// The rows of the set, from this one around.
    pub(super) fn rows(&self, row: u32) -> impl Iterator<Item = u32> + Clone {
        let mut at = Some(row);
        std::iter::from_fn(move || {
            let here = at?;
            let after = self.next[here as usize];
            at = (after != row).then_some(after);
            Some(here)
        })
    }

    /// How many rows there are in all sets.
    pub(super) fn len(&self) -> usize {
        self.parent.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_grow_and_are_walked_whole() {
        let mut sets = Clusters::new(6);
        assert!(sets.join(4, 1));
        assert!(sets.join(3, 4));
        assert!(!sets.join(1, 3));
        let mut rows: Vec<u32> = sets.rows(3).collect();
        rows.sort_unstable();
        assert_eq!(rows, [1, 3, 4]);
        assert_eq!(sets.root(4), 1);
        assert_eq!(sets.rows(5).collect::<Vec<_>>(), [5]);
    }
}
