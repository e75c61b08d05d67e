//! Opening a round: its lists are loaded, compared again, and joined with what people wrote.

use std::rc::Rc;

use ledger::compare::{self, CompareResult, Comparison, Decisions, NamedList, Options};
use ledger::discrepancy::Situation;
use ledger::field::Field;
use ledger::list::{ListKind, ListTable};
use ledger::schema::Table;
use ledger::schema::round;
use ledger::window::AgeWindow;
use sync::RowId;

use super::lists::ROSTER;
use crate::Desk;
use crate::message::Id;
use crate::message::compare::{ListView, RoundView};
use crate::roster::MATCHED_BY;
use crate::step::{Now, Step};

/// A round on the table.
pub(super) struct OpenRound {
    pub(super) id: Id,
    pub(super) number: u32,
    pub(super) preset: String,
    pub(super) window: String,
    pub(super) at_ms: u64,
    pub(super) lists: Vec<ListView>,
    pub(super) tables: Vec<Rc<ListTable>>,
    pub(super) comparison: Comparison,
    /// Discrepancies: everything but what matches, in the order of the lists.
    pub(super) items: Vec<Item>,
}

/// A discrepancy of the open round.
pub(super) struct Item {
    /// Row of the discrepancy table, named by child and situation.
    pub(super) row: RowId,
    /// Index of the result.
    pub(super) result: u32,
    pub(super) situation: Situation,
}

impl OpenRound {
    pub(super) fn result(&self, item: &Item) -> &CompareResult {
        &self.comparison.results[item.result as usize]
    }

    /// The lists as the comparison takes them.
    pub(super) fn named(&self) -> Vec<NamedList<'_>> {
        self.lists.iter().zip(&self.tables).map(|(l, table)| NamedList { name: &l.name, kind: l.kind, table }).collect()
    }

    /// What the first list that says anything says of a field.
    pub(super) fn first_text(&self, item: &Item, field: Field) -> &str {
        let rows = self.result(item).rows.iter();
        let texts = rows.map(|at| self.tables[usize::from(at.list)].cell(field, at.row as usize));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The identity numbers of a discrepancy's rows.
    pub(super) fn numbers(&self, item: &Item) -> impl Iterator<Item = &str> {
        let rows = self.result(item).rows.iter();
        rows.map(|at| self.tables[usize::from(at.list)].cell(Field::IdNumber, at.row as usize))
    }

    /// Whether some row of the discrepancy belongs to a group of the counts; no group holds everything.
    pub(super) fn in_group(&self, item: &Item, group: &[(Field, String)]) -> bool {
        let belongs = |at: &compare::RowAt| {
            let table = &self.tables[usize::from(at.list)];
            group.iter().all(|(field, text)| table.cell(*field, at.row as usize) == text)
        };
        group.is_empty() || self.result(item).rows.iter().any(belongs)
    }

    /// Rows of children about whom all lists agree, of discrepancies, of rows that cannot be read, and rows skipped.
    pub(super) fn row_counts(&self) -> [u32; 4] {
        let tallies = &self.comparison.lists;
        let rejected: u32 = tallies.iter().map(|t| t.rejected).sum();
        let skipped: u32 = tallies.iter().map(|t| t.skipped).sum();
        let rows_in: u32 = tallies.iter().map(|t| t.rows_in).sum();
        let told = self.items.iter().filter(|item| item.situation != Situation::Rejected);
        let differing: u32 = told.map(|item| self.result(item).rows.len() as u32).sum();
        [rows_in.saturating_sub(differing + rejected + skipped), differing, rejected, skipped]
    }

    /// Whether the child is in the roster, as far as the roster was compared.
    pub(super) fn stands_in_roster(&self, item: &Item) -> bool {
        let roster = self.lists.iter().position(|l| l.kind == ListKind::Roster);
        roster.is_some_and(|list| self.result(item).stands_in(list))
    }

    pub(super) fn item(&self, id: Id) -> Option<&Item> {
        self.items.iter().find(|item| item.row.0 == id)
    }
}

impl Desk {
    /// Rounds, newest first.
    pub(super) fn rounds(&self, now: &Now) -> Vec<RoundView> {
        self.book.live(Table::Round).into_iter().rev().map(|ix| self.round_outline(ix, now)).collect()
    }

    /// A round as stored, without counting.
    fn round_outline(&self, ix: u32, now: &Now) -> RoundView {
        let text = |field| self.book.text(Table::Round, ix, field);
        RoundView {
            id: self.book.row_id(Table::Round, ix).0,
            number: self.book.int(Table::Round, ix, round::NUMBER).try_into().unwrap_or_default(),
            preset: text(round::PRESET).to_owned(),
            lists: list_ids(text(round::LISTS)).filter_map(|id| self.list_by_id(id, now)).collect(),
            at_ms: self.book.int(Table::Round, ix, round::CREATED).try_into().unwrap_or_default(),
            window: text(round::WINDOW).to_owned(),
            ..RoundView::default()
        }
    }

    /// Puts a round on the table; `None` is the newest. `Err` asks for its lists first.
    pub(super) fn open_round(&mut self, id: Option<Id>, now: &Now) -> Result<Option<RoundView>, Step> {
        let rounds = self.rounds(now);
        let Some(outline) = rounds.into_iter().find(|r| id.is_none_or(|id| r.id == id)) else { return Ok(None) };
        let fresh = self.compare.open.as_ref().is_some_and(|open| open.id == outline.id);
        if !fresh {
            let ids: Vec<Id> = outline.lists.iter().map(|l| l.id).collect();
            let tables = self.tables(&ids)?;
            self.compare.open = Some(self.compare_now(outline, tables));
        }
        Ok(self.compare.open.as_ref().map(|open| self.round_view(open)))
    }

    /// The tables of lists, or the step that loads those not here yet.
    pub(super) fn tables(&mut self, ids: &[Id]) -> Result<Vec<Rc<ListTable>>, Step> {
        let unknown: Vec<Id> =
            ids.iter().copied().filter(|id| *id != ROSTER && !self.compare.tables.contains_key(id)).collect();
        if !unknown.is_empty() {
            return Err(Step::Load(unknown));
        }
        let table = |id: &Id| match self.compare.tables.get(id) {
            _ if *id == ROSTER => Ok(Rc::new(self.roster_table(MATCHED_BY).0)),
            Some(Some(table)) => Ok(Rc::clone(table)),
            _ => Err(Step::answer(crate::message::Refusal::Gone)),
        };
        ids.iter().map(table).collect()
    }

    /// Compares the lists of a round under the decisions people took.
    pub(super) fn compare_now(&self, outline: RoundView, tables: Vec<Rc<ListTable>>) -> OpenRound {
        self.compare_under(outline, tables, self.decisions())
    }

    pub(super) fn compare_under(
        &self,
        outline: RoundView,
        tables: Vec<Rc<ListTable>>,
        decisions: Decisions,
    ) -> OpenRound {
        let named: Vec<NamedList<'_>> = outline
            .lists
            .iter()
            .zip(&tables)
            .map(|(list, table)| NamedList { name: &list.name, kind: list.kind, table })
            .collect();
        let options = Options { window: outline.window.parse::<AgeWindow>().ok(), decisions };
        let comparison = compare::compare(&named, &options);
        let kinds: Vec<_> = outline.lists.iter().map(|l| l.kind).collect();
        let item = |(i, result): (usize, &CompareResult)| {
            let situation = Situation::of(result, &kinds)?;
            Some(Item { row: self.discrepancy_row(result, situation), result: i as u32, situation })
        };
        let items = comparison.results.iter().enumerate().filter_map(item).collect();
        OpenRound {
            id: outline.id,
            number: outline.number,
            preset: outline.preset,
            window: outline.window,
            at_ms: outline.at_ms,
            lists: outline.lists,
            tables,
            comparison,
            items,
        }
    }

    /// The row of a discrepancy: of the child as known before if that is on record, else as known now.
    fn discrepancy_row(&self, result: &CompareResult, situation: Situation) -> RowId {
        let named = |subject: &compare::Subject| {
            let text = format!("{subject}/{}", situation.key());
            RowId::natural(&self.book.identity.row_key, "discrepancy", &text)
        };
        let row = named(&result.subject);
        let before = result.alias.as_ref().map(named).filter(|row| self.book.find(Table::Discrepancy, *row).is_some());
        match self.book.find(Table::Discrepancy, row) {
            Some(_) => row,
            None => before.unwrap_or(row),
        }
    }
}

/// List ids as stored: hexadecimal, separated by commas.
fn list_ids(text: &str) -> impl Iterator<Item = Id> {
    text.split(',').filter_map(RowId::from_hex).map(|row| row.0)
}
