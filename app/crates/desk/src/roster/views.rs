//! Named views (视图): a query and its columns, stored in the ledger so that a colleague's machine has them too.

use ledger::schema::{self, DELETED, Table};
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::cell;
use crate::message::roster::{Action, SavedView};
use crate::message::{Need, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn views(&self) -> Vec<SavedView> {
        let spec = |ix| match self.book.table(Table::View)?.column(FieldId(schema::view::SPEC))?.get(ix) {
            ValueRef::Blob(bytes) => postcard::from_bytes::<SavedView>(bytes).ok(),
            _ => None,
        };
        let mut views: Vec<SavedView> = self.book.live(Table::View).into_iter().filter_map(spec).collect();
        views.sort_by(|a, b| a.name.cmp(&b.name));
        views
    }

    fn view_row(&self, name: &str) -> RowId {
        RowId::natural(&self.book.identity.row_key, "view", name)
    }

    pub(super) fn keep_view(&self, view: &SavedView, now: &Now) -> Step {
        let name = view.name.trim();
        if name.is_empty() {
            return Step::answer(Refusal::Missing(Need::Name));
        }
        let Ok(spec) = postcard::to_allocvec(view) else { return Step::answer(Refusal::Protocol) };
        let row = self.view_row(name);
        let mut save = SaveBuilder::new();
        save.set(cell(Table::View, row, DELETED), ValueRef::Null);
        save.set(cell(Table::View, row, schema::view::NAME), ValueRef::Text(name));
        save.set(cell(Table::View, row, schema::view::SPEC), ValueRef::Blob(&spec));
        self.keep(&save, Action::Setting, name, now, Self::saved())
    }

    pub(super) fn drop_view(&self, name: &str, now: &Now) -> Step {
        let row = self.view_row(name.trim());
        if self.book.find(Table::View, row).is_none() {
            return Step::answer(Refusal::Gone);
        }
        let mut save = SaveBuilder::new();
        save.set(cell(Table::View, row, DELETED), ValueRef::Text("drop"));
        self.keep(&save, Action::Setting, name, now, Self::saved())
    }
}
