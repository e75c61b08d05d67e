//! The table of children itself.

use leptos::prelude::*;

use super::children::Children;
use super::column;
use crate::text::roster as words;
use crate::ui::data_table::DataTable;

/// Children as a table.
#[component]
pub(crate) fn ChildTable(
    /// The table.
    children: Children,
    /// What it is called, for screen readers.
    #[prop(default = words::TABLE)]
    label: &'static str,
    /// What is said when nothing is found.
    #[prop(default = words::NONE)]
    none: &'static str,
) -> impl IntoView {
    children.follow();
    let columns =
        Signal::derive(move || children.columns.with(|c| c.iter().copied().map(column::model).collect::<Vec<_>>()));
    view! {
        <DataTable
            table=children.table
            columns=columns
            source=children.source()
            actions=children.actions()
            sort=children.sort
            frozen=1
            ticks=true
            label=label.to_owned()
            none=none.to_owned()
        />
    }
}
