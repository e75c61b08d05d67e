//! 登记簿: lines that are entered, looked into and settled one by one.
//!
//! A line taken from a list is named by the person and the list's day, so that two machines that take the same list meet
//! in it and taking it again adds nobody twice.

mod fill;
mod line;
mod list;
mod moves;

pub(crate) use self::fill::person_key;

use ledger::docket::{Docket, Standing};
use ledger::form::Question;
use ledger::identity::mask;
use ledger::schema::{Table, docket as f};
use sync::{FieldId, RowId, ValueRef};

use crate::Desk;
use crate::message::docket::DocketRequest;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// A line of a docket in the open book.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    table: Option<&'a sync::Table>,
    pub(crate) ix: u32,
    pub(crate) docket: Docket,
}

impl<'a> Line<'a> {
    /// What is stored under a field, empty if nothing is.
    pub(crate) fn get(self, field: u16) -> &'a str {
        self.table.and_then(|table| table.column(FieldId(field))).map_or("", |column| column.text(self.ix))
    }

    pub(crate) fn standing(self) -> Standing {
        self.docket.standing(|id| self.get(id))
    }

    pub(crate) fn row(self) -> RowId {
        self.table.and_then(|table| table.row_id(self.ix)).unwrap_or_default()
    }

    /// An answer as people read it; an identity number or 学籍号 is masked unless the whole is wanted.
    pub(crate) fn shown(self, question: &Question, whole: bool) -> String {
        let text = self.get(question.id);
        match question.id {
            f::ID_NUMBER | f::STUDENT_NUMBER | f::NEXT_NUMBER if !whole => mask(text),
            _ => question.shown(text),
        }
    }
}

impl Desk {
    pub(crate) fn ask_docket(&mut self, request: DocketRequest, now: &Now) -> Step {
        match request {
            DocketRequest::Lines { docket, standing } => self.docket_lines(docket, standing, now),
            DocketRequest::Sheet { docket, standing, act, reason } => {
                self.docket_sheet(docket, standing, act, &reason, now)
            }
            DocketRequest::Form { docket, line, child } => self.line_form(docket, line, child, now),
            DocketRequest::Keep { docket, line, child, answers, even } => {
                self.keep_line(docket, line, child, (&answers, even), now)
            }
            DocketRequest::CloseForm(line) => self.close_form(line, now),
            DocketRequest::KeepClose { line, answers } => self.keep_close(line, &answers, now),
            DocketRequest::Reopen { line, reason } => self.reopen_line(line, reason.trim(), now),
            DocketRequest::Strike { line, reason } => self.strike_line(line, reason.trim(), now),
            DocketRequest::Sources(docket) => self.sources(docket, now),
            DocketRequest::Fill { docket, source } => self.fill(docket, source, now),
            DocketRequest::OpenCase(line) => self.case_of_line(line, now),
        }
    }

    /// Every line of a docket that was not struck.
    pub(crate) fn docket_lines_of(&self, docket: Docket) -> impl Iterator<Item = Line<'_>> {
        let table = self.book.table(Table::Docket);
        let rows = table.into_iter().flat_map(sync::Table::live);
        rows.map(move |ix| Line { table, ix, docket }).filter(move |line| line.get(f::KIND) == docket.key())
    }

    /// A line by its row.
    pub(crate) fn docket_line(&self, id: Id) -> Option<Line<'_>> {
        let ix = self.book.find(Table::Docket, RowId(id))?;
        let docket = Docket::from_key(self.book.text(Table::Docket, ix, f::KIND))?;
        Some(Line { table: self.book.table(Table::Docket), ix, docket })
    }

    fn line_or_gone(&self, id: Id) -> Result<Line<'_>, Step> {
        self.docket_line(id).ok_or_else(|| Step::answer(Refusal::Gone))
    }

    /// The child of the roster a line is about.
    pub(crate) fn child_of_line(&self, line: Line<'_>) -> Option<u32> {
        match line.table?.column(FieldId(f::CHILD))?.get(line.ix) {
            ValueRef::Row(child) => self.book.find(Table::Child, child),
            _ => None,
        }
    }
}
