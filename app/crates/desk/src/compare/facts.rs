//! What people wrote about a discrepancy, read from its row; and the countdown that follows from it.

use std::collections::BTreeMap;

use ledger::discrepancy::Situation;
use ledger::schema::discrepancy as field;
use ledger::schema::{self, Table};
use sync::RowId;

use super::open::{Item, OpenRound};
use crate::Desk;
use crate::message::compare::{Bucket, RoundProgress, RoundView, Status};
use crate::place::OpenDiscrepancy;

/// Codes by which states are stored. Stored: never change one.
pub(super) const EXPLAINED: &str = "explained";
pub(super) const CLOSED: &str = "closed";

/// A discrepancy's row in the book, if anybody has written to it.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    desk: &'a Desk,
    ix: Option<u32>,
}

impl<'a> Facts<'a> {
    pub(super) fn text(self, field: u16) -> &'a str {
        self.ix.map_or("", |ix| self.desk.book.text(Table::Discrepancy, ix, field))
    }

    fn round(self, field: u16) -> u32 {
        self.ix.map_or(0, |ix| self.desk.book.int(Table::Discrepancy, ix, field)).try_into().unwrap_or_default()
    }

    pub(super) fn status(self) -> Status {
        match self.text(field::STATUS) {
            CLOSED => Status::Closed,
            EXPLAINED => Status::Explained,
            _ => Status::Open,
        }
    }

    /// First seen in this round (or never written down yet).
    pub(super) fn is_new(self, round: u32) -> bool {
        self.ix.is_none() || self.round(field::FIRST_ROUND) >= round
    }

    /// Explained, and seen before this round.
    pub(super) fn is_carried(self, round: u32) -> bool {
        !self.is_new(round) && !self.text(field::EXPLANATION).is_empty()
    }
}

impl Desk {
    pub(super) fn facts(&self, row: RowId) -> Facts<'_> {
        Facts { desk: self, ix: self.book.find(Table::Discrepancy, row) }
    }

    /// A round with its counts as they stand now.
    pub(super) fn round_view(&self, open: &OpenRound) -> RoundView {
        let mut progress = RoundProgress { total: open.items.len() as u32, ..RoundProgress::default() };
        let mut buckets: BTreeMap<Situation, Bucket> = BTreeMap::new();
        for item in &open.items {
            let facts = self.facts(item.row);
            let status = facts.status();
            *match status {
                Status::Open => &mut progress.open,
                Status::Explained => &mut progress.explained,
                Status::Closed => &mut progress.closed,
            } += 1;
            progress.new += u32::from(facts.is_new(open.number));
            progress.carried += u32::from(facts.is_carried(open.number));
            let key = item.situation.key();
            let bucket = buckets.entry(item.situation).or_insert_with(|| Bucket {
                key: key.to_owned(),
                label: item.situation.label().to_owned(),
                ..Bucket::default()
            });
            bucket.count += 1;
            bucket.open += u32::from(status != Status::Closed);
        }
        progress.gone = self.gone_since_last(open);
        RoundView {
            id: open.id,
            number: open.number,
            preset: open.preset.clone(),
            lists: open.lists.clone(),
            at_ms: open.at_ms,
            window: open.window.clone(),
            buckets: buckets.into_values().collect(),
            progress,
            tallies: open.comparison.lists.iter().map(|t| [t.rows_in, t.accepted, t.rejected, t.skipped]).collect(),
            matched: (open.comparison.results.len() - open.items.len()) as u32,
            rows: open.row_counts(),
        }
    }

    /// Discrepancies of the round before that this one does not have any more: the lists themselves solved them.
    fn gone_since_last(&self, open: &OpenRound) -> u32 {
        let last = |ix: &u32| self.book.int(Table::Discrepancy, *ix, field::LAST_ROUND);
        let before = i64::from(open.number) - 1;
        self.book.live(Table::Discrepancy).iter().filter(|ix| last(ix) == before && before > 0).count() as u32
    }

    /// The countdown of the newest round, from what is stored: the home page does not compare lists.
    pub(crate) fn newest_round_summary(&self) -> Option<(u32, String, RoundProgress)> {
        let ix = self.book.live(Table::Round).into_iter().next_back()?;
        let number = self.book.int(Table::Round, ix, schema::round::NUMBER);
        let mut progress = RoundProgress::default();
        for ix in self.discrepancies_of(number) {
            let facts = Facts { desk: self, ix: Some(ix) };
            progress.total += 1;
            *match facts.status() {
                Status::Open => &mut progress.open,
                Status::Explained => &mut progress.explained,
                Status::Closed => &mut progress.closed,
            } += 1;
            progress.new += u32::from(facts.is_new(number as u32));
            progress.carried += u32::from(facts.is_carried(number as u32));
        }
        Some((number as u32, self.book.text(Table::Round, ix, schema::round::NAME).to_owned(), progress))
    }

    fn discrepancies_of(&self, round: i64) -> impl Iterator<Item = u32> {
        let rows = self.book.live(Table::Discrepancy).into_iter();
        rows.filter(move |&ix| self.book.int(Table::Discrepancy, ix, field::LAST_ROUND) == round)
    }

    /// Discrepancies of the newest round that are not closed, for the work queue.
    pub(crate) fn open_discrepancies(&self) -> Vec<OpenDiscrepancy> {
        let Some(newest) = self.book.live(Table::Round).into_iter().next_back() else { return Vec::new() };
        let number = self.book.int(Table::Round, newest, schema::round::NUMBER);
        let read = |ix| {
            let facts = Facts { desk: self, ix: Some(ix) };
            let text = |field| facts.text(field).to_owned();
            OpenDiscrepancy {
                name: text(field::NAME),
                bucket: text(field::KIND),
                situation: text(field::SITUATION),
                owner: text(field::OWNER),
                due: text(field::DUE),
                status: facts.status(),
            }
        };
        self.discrepancies_of(number).map(read).filter(|d| d.status != Status::Closed).collect()
    }

    /// Whether the item stands in the book already.
    pub(super) fn on_record(&self, item: &Item) -> bool {
        self.book.find(Table::Discrepancy, item.row).is_some()
    }
}
