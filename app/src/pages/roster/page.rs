//! The page 名册.

use leptos::prelude::*;

use super::add::AddChild;
use super::bulk::{BulkField, RemoveChildren};
use super::children::Children;
use super::columns::ColumnPicker;
use super::export::ExportButton;
use super::filters::FilterBar;
use super::print::PrintButton;
use super::table::ChildTable;
use super::views::Views;
use crate::pages::part::SecondPart;
use crate::pages::start::SampleButton;
use crate::route::Route;
use crate::session::Session;
use crate::shell::Facts;
use crate::text::roster as words;
use crate::ui::data_table::BulkBar;
use crate::ui::{Button, Dialog, Empty, Look};

/// 名册.
#[component]
pub(crate) fn RosterPage() -> impl IntoView {
    let (session, facts) = (Session::here(), Facts::here());
    let children = Children { columns: facts.roster_columns, ..Children::over(facts.roster) };
    if let Some(place) = facts.roster_place.get_value() {
        children.table.resume(place);
    }
    on_cleanup(move || facts.roster_place.set_value(children.table.place()));
    let adding = RwSignal::new(session.resuming(super::add::DRAFT));
    let bulk = RwSignal::new(false);
    super::resume::follow(facts, children, bulk);
    let doubles = RwSignal::new(false);
    let empty = Memo::new(move |_| {
        let asked = facts.roster.with(|q| q.search.is_empty() && q.filters.is_empty());
        asked && children.table.loaded.get() && children.total.get() == 0
    });
    view! {
        <section class="page fill">
            <div class="page-head">
                <h1>{words::TITLE}</h1>
                <p class="sub" role="status">{move || children.counted()}</p>
            </div>
            <div class="tools">
                <FilterBar children=children />
                <span class="grow"></span>
                <Views children=children />
                <ColumnPicker children=children />
                <Button on_press=move |()| doubles.set(true)>{words::DOUBLES}</Button>
                <PrintButton children=children title=words::TITLE />
                <ExportButton children=children />
                <Button look=Look::Primary on_press=move |()| adding.set(true)>{words::ADD}</Button>
            </div>
            <Show when=move || empty.get()>
                <Welcome on_add=Callback::new(move |()| adding.set(true)) />
            </Show>
            <div class="fill-rest" class:hidden=move || empty.get()>
                <ChildTable children=children />
                <BulkBar table=children.table unit=words::UNIT>
                    <BulkField children=children open=bulk />
                    <RemoveChildren children=children />
                </BulkBar>
            </div>
            <AddChild open=adding />
            <Dialog open=doubles title=words::DOUBLES_TITLE.to_owned() wide=true>
                <SecondPart what="similar" />
            </Dialog>
        </section>
    }
}

#[component]
fn Welcome(on_add: Callback<()>) -> impl IntoView {
    view! {
        <Empty title=words::EMPTY_TITLE.to_owned() text=words::EMPTY_TEXT.to_owned()>
            <a class="door primary" href=Route::Import.href()>
                <b>{words::EMPTY_IMPORT}</b>
                <span>{words::EMPTY_IMPORT_NOTE}</span>
            </a>
            <button type="button" class="door" on:click=move |_| on_add.run(())>
                <b>{words::ADD_TITLE}</b>
                <span>{words::EMPTY_ADD_NOTE}</span>
            </button>
            <SampleButton />
        </Empty>
    }
}
