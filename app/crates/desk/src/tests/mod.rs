//! The desk asked and told as the page does it, with a disk of two vectors.

mod attachment;
mod attendance;
mod care;
mod case;
mod chain;
mod compare;
mod compartments;
mod docket;
mod duty;
mod import;
mod paper;
mod registers;
mod roster;

use std::collections::HashMap;

use ledger::field::Field;
use ledger::identity;
use ledger::list::{ListColumn, ListTable, TextColumn, rejection};
use sync::{AgentId, Envelope, SpaceId};

use crate::message::compare::{CompareAnswer, CompareRequest};
use crate::message::import::{ImportAnswer, ImportRequest};
use crate::message::place::{PlaceAnswer, PlaceRequest};
use crate::message::roster::{Action, Change, Column, RosterAnswer, RosterRequest, RowQuery, RowView, SaveView};
use crate::message::{Id, Refusal, Request, Response};
use crate::{Desk, Identity, Now, Step};

/// A desk and what it asked to be kept.
pub(super) struct Office {
    pub(super) desk: Desk,
    pub(super) log: Vec<Vec<u8>>,
    blobs: HashMap<Id, Vec<u8>>,
    ms: u64,
}

fn identity() -> Identity {
    Identity { space: SpaceId([1; 16]), agent: AgentId([2; 16]), row_key: [3; 32], person: "李文静".to_owned() }
}

impl Office {
    pub(super) fn new() -> Self {
        // 2026-11-22 at eight in the morning in China.
        Office { desk: Desk::new(identity()), log: Vec::new(), blobs: HashMap::new(), ms: 1_795_305_600_000 }
    }

    pub(super) fn now(&mut self) -> Now {
        self.ms += 1_000;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.ms.to_le_bytes());
        Now { ms: self.ms, offset_min: 480, entropy }
    }

    pub(super) fn wait(&mut self, ms: u64) {
        self.ms += ms;
    }

    pub(super) fn ask(&mut self, request: impl Into<Request>) -> Response {
        let request = request.into();
        loop {
            let now = self.now();
            match self.desk.ask(request.clone(), &now) {
                Step::Answer(response) => return *response,
                Step::Keep(keep) => {
                    self.log.extend(keep.envelopes.iter().map(Envelope::encode));
                    self.blobs.extend(keep.blobs.iter().cloned());
                    return self.desk.kept(*keep);
                }
                Step::Log => {
                    let envelopes = self.log.iter().map(|bytes| Envelope::decode(bytes).unwrap()).collect();
                    self.desk.give_log(envelopes);
                }
                Step::Load(ids) => ids.into_iter().for_each(|id| self.desk.give(id, self.blobs.get(&id).cloned())),
            }
        }
    }

    /// Closes and opens again from what was kept.
    pub(super) fn reopen(&mut self) {
        self.desk = Desk::new(identity());
        for bytes in &self.log {
            self.desk.replay(Envelope::decode(bytes).unwrap()).unwrap();
        }
    }

    pub(super) fn add(&mut self, fields: &[(Field, &str)]) -> SaveView {
        let fields = fields.iter().map(|(f, t)| (*f, (*t).to_owned())).collect();
        self.saved(RosterRequest::Add(fields))
    }

    pub(super) fn saved(&mut self, request: impl Into<Request>) -> SaveView {
        match self.ask(request) {
            Response::Roster(RosterAnswer::Saved(save) | RosterAnswer::Undone { save, .. })
            | Response::Import(ImportAnswer::Done { save, .. })
            | Response::Compare(CompareAnswer::Saved(save)) => save,
            other => panic!("not a save: {other:?}"),
        }
    }

    pub(super) fn refused(&mut self, request: impl Into<Request>) -> Refusal {
        match self.ask(request) {
            Response::Refused(refusal) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    pub(super) fn rows(&mut self, query: RowQuery, columns: &[Field]) -> Vec<RowView> {
        let columns = columns.iter().map(|&f| Column::Field(f)).collect();
        match self.ask(RosterRequest::Rows { query, columns, from: 0, count: 1_000 }) {
            Response::Roster(RosterAnswer::Rows { rows, .. }) => rows,
            other => panic!("no rows: {other:?}"),
        }
    }

    /// One column of all rows a query finds, joined by spaces.
    pub(super) fn column(&mut self, query: RowQuery, field: Field) -> String {
        let rows = self.rows(query, &[field]);
        rows.iter().map(|r| r.cells[0].as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn names(&mut self) -> String {
        self.column(RowQuery::default(), Field::Name)
    }

    pub(super) fn id_of(&mut self, name: &str) -> Id {
        let rows = self.rows(RowQuery::default(), &[Field::Name]);
        rows.iter().find(|r| r.cells[0] == name).unwrap().id
    }

    pub(super) fn write(&mut self, name: &str, field: Field, text: &str) -> Response {
        let change = Change { child: self.id_of(name), field, text: text.to_owned() };
        self.ask(RosterRequest::Write { changes: vec![change], action: Action::Edit })
    }
}

/// A list from one string: a header line of fields, then one line a row, cells by spaces, `-` for an empty cell.
pub(super) fn list(fields: &[Field], text: &str) -> ListTable {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|l| l.split_whitespace().map(|c| if c == "-" { "" } else { c }).collect())
        .filter(|r: &Vec<&str>| !r.is_empty())
        .collect();
    let column = |(i, &field): (usize, &Field)| ListColumn {
        header: field.label().to_owned(),
        index: i as u16,
        field,
        cells: rows.iter().map(|r| r[i]).collect::<TextColumn>(),
    };
    let columns: Vec<_> = fields.iter().enumerate().map(column).collect();
    let mut table = ListTable { columns, row_numbers: (2..rows.len() as u32 + 2).collect(), ..ListTable::default() };
    for row in 0..rows.len() {
        let quality = identity::assess(table.cell(Field::IdNumber, row), false).quality;
        table.rejected.push(rejection(table.cell(Field::Name, row), quality));
        table.id_quality.push(quality);
    }
    table
}

impl From<RosterRequest> for Request {
    fn from(request: RosterRequest) -> Self {
        Request::Roster(request)
    }
}

impl From<ImportRequest> for Request {
    fn from(request: ImportRequest) -> Self {
        Request::Import(request)
    }
}

impl From<CompareRequest> for Request {
    fn from(request: CompareRequest) -> Self {
        Request::Compare(request)
    }
}

impl From<PlaceRequest> for Request {
    fn from(request: PlaceRequest) -> Self {
        Request::Place(request)
    }
}

#[test]
fn the_home_page_of_an_empty_ledger_says_so() {
    let mut office = Office::new();
    match office.ask(PlaceRequest::Overview) {
        Response::Place(PlaceAnswer::Overview(view)) => {
            assert_eq!((view.children, view.sample, view.lists), (0, false, 0))
        }
        other => panic!("{other:?}"),
    }
}
