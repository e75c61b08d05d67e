//! Rows at hand: a small cache of blocks, one question to the source at a time.
//!
//! While a new question is under way the old rows stay on the screen, so that typing in the search box never flashes
//! empty. Answers to an older question are dropped.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::{Page, Row, RowKey, RowSource};
use super::table::Table;

/// Rows fetched together.
const BLOCK: u32 = 64;
/// Blocks kept; more are fetched again when needed.
const KEPT: usize = 48;

/// The rows at hand.
#[derive(Default)]
pub(super) struct Rows {
    source: Option<RowSource>,
    blocks: BTreeMap<u32, Vec<Arc<Row>>>,
    /// Which question the blocks answer, and which is asked now.
    answered: u64,
    asked: u64,
    busy: bool,
}

impl Rows {
    pub(super) fn set_source(&mut self, source: RowSource) {
        self.source = Some(source);
    }

    /// Another question, or the same about changed data.
    pub(super) fn ask_anew(&mut self) {
        self.asked += 1;
    }

    /// The row at a place, if it is at hand.
    pub(super) fn get(&self, index: u32) -> Option<Arc<Row>> {
        self.blocks.get(&(index / BLOCK))?.get((index % BLOCK) as usize).cloned()
    }

    /// Shows a text before the disk has it; the next answer puts right what was wrong.
    pub(super) fn patch(&mut self, key: RowKey, column: usize, text: &str) {
        for row in self.blocks.values_mut().flatten().filter(|r| r.key == key) {
            if let Some(cell) = Arc::make_mut(row).cells.get_mut(column) {
                cell.text = text.to_owned();
            }
        }
    }

    /// What to ask for next so that rows `from..to` are at hand.
    fn missing(&self, from: u32, to: u32) -> Option<(u32, u32)> {
        let (first, last) = (from / BLOCK, to.saturating_sub(1).max(from) / BLOCK);
        if self.answered != self.asked {
            return Some((first, last));
        }
        let lacks = |b: &u32| !self.blocks.contains_key(b);
        let start = (first..=last).find(lacks)?;
        let end = (start..=last).rev().find(lacks)?;
        Some((start, end))
    }

    fn keep(&mut self, question: u64, first: u32, page: &Page) {
        if self.answered != question {
            self.blocks.clear();
            self.answered = question;
        }
        let rows: Vec<Arc<Row>> = page.rows.iter().cloned().map(Arc::new).collect();
        for (offset, chunk) in rows.chunks(BLOCK as usize).enumerate() {
            self.blocks.insert(first + offset as u32, chunk.to_vec());
        }
        // Blocks beyond the last row are known to be empty: without this they would be asked for again and again.
        self.blocks.entry(first).or_default();
        while self.blocks.len() > KEPT {
            let far = |b: &u32| b.abs_diff(first);
            let Some(farthest) = self.blocks.keys().copied().max_by_key(far) else { break };
            self.blocks.remove(&farthest);
        }
    }
}

impl Table {
    /// Fetches what the window lacks; one question at a time, the newest window wins.
    pub(super) fn fetch(self) {
        let (from, lines) = (self.first.get_untracked(), self.lines.get_untracked());
        let found = if self.loaded.get_untracked() { self.found.get_untracked() } else { u32::MAX };
        let to = from.saturating_add(lines).min(found.max(from));
        let order = self.rows.try_update_value(|rows| {
            if rows.busy {
                return None;
            }
            let (first, last) = rows.missing(from, to)?;
            let source = rows.source.clone()?;
            rows.busy = true;
            Some((source, first, last, rows.asked))
        });
        let Some(Some((source, first, last, question))) = order else { return };
        spawn_local(async move {
            let answer = source.ask(first * BLOCK, (last - first + 1) * BLOCK).await;
            let current = self.rows.try_update_value(|rows| {
                rows.busy = false;
                let current = rows.asked == question;
                match &answer {
                    Some(page) if current => rows.keep(question, first, page),
                    // Asking again at once would fail again: wait for the next scroll or change.
                    None if current => rows.answered = question,
                    _ => {}
                }
                current
            });
            let Some(current) = current else { return };
            if let (Some(page), true) = (&answer, current) {
                self.arrived(page.found);
            }
            if answer.is_some() || !current {
                self.fetch();
            }
        });
    }

    /// Rows `from..from + count`, at hand or asked for.
    pub(super) async fn rows_between(self, from: u32, count: u32) -> Option<Vec<Arc<Row>>> {
        let at_hand: Option<Vec<Arc<Row>>> =
            self.rows.try_with_value(|rows| (from..from + count).map(|i| rows.get(i)).collect())?;
        if let Some(rows) = at_hand {
            return Some(rows);
        }
        let source = self.rows.try_with_value(|rows| rows.source.clone())??;
        let page = source.ask(from, count).await?;
        Some(page.rows.into_iter().map(Arc::new).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(count: usize) -> Page {
        Page { found: 1000, rows: vec![Row::default(); count] }
    }

    #[test]
    fn only_what_is_missing_is_asked_for() {
        let mut rows = Rows::default();
        rows.ask_anew();
        assert_eq!(rows.missing(0, 40), Some((0, 0)));
        rows.keep(1, 0, &page(64));
        assert_eq!(rows.missing(0, 40), None);
        assert_eq!(rows.missing(40, 100), Some((1, 1)));
        rows.keep(1, 1, &page(64));
        assert_eq!(rows.missing(40, 100), None);
        rows.ask_anew();
        assert_eq!(rows.missing(40, 100), Some((0, 1)), "the same rows of a new question");
        assert!(rows.get(40).is_some(), "old rows stay until the answer is there");
    }

    #[test]
    fn an_empty_answer_is_not_asked_for_again() {
        let mut rows = Rows::default();
        rows.ask_anew();
        rows.keep(1, 0, &page(0));
        assert_eq!(rows.missing(0, 0), None);
    }

    #[test]
    fn the_cache_stays_small() {
        let mut rows = Rows::default();
        rows.ask_anew();
        for block in 0..200 {
            rows.keep(1, block, &page(64));
        }
        assert!(rows.blocks.len() <= KEPT);
        assert!(rows.get(199 * 64).is_some());
    }
}
