//! Remembered column mappings, one row per source, so that next term's file is understood at once.

use ledger::schema::{self, Table};
use sync::{RowId, SaveBuilder};

use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::Refusal;
use crate::message::roster::Action;
use crate::step::{Now, Step};

impl Desk {
    fn mapping_row(&self, source: &str) -> RowId {
        RowId::natural(&self.book.identity.row_key, "mapping", source)
    }

    pub(super) fn mapping(&self, source: &str) -> Option<String> {
        let ix = self.book.find(Table::Mapping, self.mapping_row(source))?;
        Some(self.book.text(Table::Mapping, ix, schema::mapping::SPEC).to_owned()).filter(|spec| !spec.is_empty())
    }

    pub(super) fn keep_mapping(&self, source: &str, spec: &str, now: &Now) -> Step {
        if self.mapping(source).as_deref() == Some(spec) {
            return Step::answer(Refusal::NothingToWrite);
        }
        let row = self.mapping_row(source);
        let mut save = SaveBuilder::new();
        self.book.revive(Table::Mapping, row, &mut save);
        save.set(cell(Table::Mapping, row, schema::mapping::SOURCE), text_value(source));
        save.set(cell(Table::Mapping, row, schema::mapping::SPEC), text_value(spec));
        self.keep(&save, Action::Remember, "", now, Self::saved())
    }
}
