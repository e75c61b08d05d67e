//! Lists and comparison rounds (三比对): run, explain, close, carry over.
//!
//! A round is not stored as results but as the lists it compared; opening it compares again, which is fast and cannot
//! disagree with the lists. What people wrote about a child is a row of its own, named by the child and the situation,
//! so it is there again in the next round.

mod decide;
mod explain;
mod export;
mod facts;
mod lines;
mod lists;
mod open;
mod run;

use std::collections::HashMap;
use std::rc::Rc;

use ledger::discrepancy::PRESETS;
use ledger::list::ListTable;

use crate::Desk;
use crate::message::compare::{CompareAnswer, CompareRequest};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

use open::OpenRound;

/// Rows of lists that stay in memory without having been compared: three lists of a county.
const AT_HAND_ROWS: usize = 300_000;

/// What the room keeps between requests: loaded lists and the round on the table. Derived, never stored.
#[derive(Default)]
pub(crate) struct Room {
    /// Lists loaded so far; `None` for a blob that is not there.
    tables: HashMap<Id, Option<Rc<ListTable>>>,
    open: Option<OpenRound>,
}

impl Room {
    pub(crate) fn give(&mut self, id: Id, bytes: Option<Vec<u8>>) {
        let table = bytes.and_then(|b| postcard::from_bytes(&b).ok()).map(Rc::new);
        self.tables.insert(id, table);
    }

    /// A list that was just added stays at hand for the comparison that follows, unless too many are.
    fn keep_at_hand(&mut self, id: Id, table: Rc<ListTable>) {
        let rows: usize = self.loaded().map(|(_, table)| table.len()).sum();
        if rows + table.len() <= AT_HAND_ROWS {
            self.tables.insert(id, Some(table));
        }
    }

    /// The lists in memory.
    pub(crate) fn loaded(&self) -> impl Iterator<Item = (Id, &ListTable)> {
        self.tables.iter().filter_map(|(id, table)| Some((*id, table.as_deref()?)))
    }
}

impl Desk {
    pub(crate) fn ask_compare(&mut self, request: CompareRequest, now: &Now) -> Step {
        match request {
            CompareRequest::Presets => Step::answer(CompareAnswer::Presets(presets())),
            CompareRequest::Lists => Step::answer(CompareAnswer::Lists(self.lists(now))),
            CompareRequest::AddList { table, kind, name, file, date } => {
                self.add_list(Rc::new(*table), kind, &name, &file, &date, now)
            }
            CompareRequest::DropList(id) => self.drop_list(id, now),
            CompareRequest::Run { preset, lists, window } => self.run(preset, &lists, window, now),
            CompareRequest::Rounds => Step::answer(CompareAnswer::Rounds(self.rounds(now))),
            CompareRequest::Round(id) => match self.open_round(id, now) {
                Ok(round) => Step::answer(CompareAnswer::Round(round.map(Box::new))),
                Err(load) => load,
            },
            CompareRequest::Lines { query, from, count } => self.lines(&query, from, count),
            CompareRequest::Detail(id) => self.detail(id),
            CompareRequest::Explain { ids, explanation } => {
                self.explain(ids.into_iter().map(|id| (id, explanation.clone())), now)
            }
            CompareRequest::ExplainEach(each) => self.explain(each.into_iter(), now),
            CompareRequest::Close { ids, by } => self.close(&ids, &by, now),
            CompareRequest::Reopen { ids } => self.reopen(&ids, now),
            CompareRequest::Decide { ids, accept } => self.decide_proposals(&ids, accept, now),
            CompareRequest::Catalogue { bucket } => Step::answer(CompareAnswer::Catalogue(self.catalogue(&bucket))),
            CompareRequest::Counts { by } => self.count_groups(&by),
            CompareRequest::Export { query, unmasked } => self.export_round(&query, unmasked, now),
            CompareRequest::Adopt { ids } => self.adopt(&ids, now),
        }
    }

    /// The round on the table, or the refusal to answer with.
    fn round_open(&self) -> Result<&OpenRound, Step> {
        self.compare.open.as_ref().ok_or_else(|| Step::answer(Refusal::Gone))
    }
}

fn presets() -> Vec<(String, String, Vec<ledger::list::ListKind>, String)> {
    PRESETS.iter().map(|p| (p.key.to_owned(), p.name.to_owned(), p.kinds.to_vec(), p.note.to_owned())).collect()
}
