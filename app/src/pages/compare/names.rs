//! 逐人: filters, the table, what can be done with the ticked rows, and one row side by side.

use desk::message::Id;
use desk::message::compare::CompareRequest;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::adopt::AdoptDialog;
use super::bench::Bench;
use super::close::CloseDialog;
use super::detail::Detail;
use super::explain::ExplainDialog;
use super::export::ExportButton;
use super::filters::Filters;
use super::print::PrintButton;
use super::proposals::Proposals;
use super::table::Discrepancies;
use crate::session::{Session, from_text, to_text};
use crate::text::compare as t;
use crate::ui::data_table::BulkBar;
use crate::ui::{Button, Menu, MenuItem, effect};

/// What an order concerns: one row, or the ticked ones.
pub(super) type Chosen = RwSignal<Vec<Id>>;

/// The workbench proper.
#[component]
pub(super) fn Workbench() -> impl IntoView {
    let bench = Bench::here();
    let chosen: Chosen = RwSignal::new(Vec::new());
    let [explaining, closing, adopting] = [(); 3].map(|()| RwSignal::new(false));
    resume(bench.session, chosen, explaining, closing);
    let with_picked = move |then: Callback<Vec<Id>>| {
        spawn_local(async move {
            if let Some(ids) = bench.table.picked_keys().await
                && !ids.is_empty()
            {
                then.try_run(ids);
            }
        });
    };
    let open = move |dialog: RwSignal<bool>| {
        with_picked(Callback::new(move |ids| {
            chosen.set(ids);
            dialog.set(true);
        }));
    };
    let decide = move |accept: bool| {
        with_picked(Callback::new(move |ids: Vec<Id>| {
            let told = if accept { t::accepted(ids.len()) } else { t::refused(ids.len()) };
            bench.order(CompareRequest::Decide { ids, accept }, told, || {});
        }));
    };
    let reopen = move || {
        with_picked(Callback::new(move |ids: Vec<Id>| {
            let told = t::reopened(ids.len());
            bench.order(CompareRequest::Reopen { ids }, told, || {});
        }));
    };
    let more = move || {
        vec![
            MenuItem::new(t::ACCEPT, move || decide(true)),
            MenuItem::new(t::REFUSE, move || decide(false)),
            MenuItem::new(t::REOPEN, reopen),
            MenuItem::new(t::ADOPT, move || open(adopting)),
        ]
    };
    view! {
        <div class="tools bench-tools">
            <Filters />
            <span class="grow"></span>
            <PrintButton />
            <ExportButton />
            <Proposals />
        </div>
        <div class="bench-body" class:with-detail=move || bench.opened.with(Option::is_some)>
            <div class="bench-table">
                <Discrepancies />
                <BulkBar table=bench.table unit=t::UNIT>
                    <Button disabled=Signal::derive(move || bench.old()) on_press=move |()| open(explaining)>{t::EXPLAIN}</Button>
                    <Button disabled=Signal::derive(move || bench.old()) on_press=move |()| open(closing)>{t::CLOSE}</Button>
                    <div class="menu-up"><Menu label=t::MORE.to_owned() items=Signal::derive(more) /></div>
                </BulkBar>
            </div>
            <Detail chosen=chosen closing=closing adopting=adopting />
        </div>
        <ExplainDialog open=explaining chosen=chosen />
        <CloseDialog open=closing chosen=chosen />
        <AdoptDialog open=adopting chosen=chosen />
    }
}

/// Which rows a form is about is sealed with what is typed in it when the page is locked, and found again with it.
fn resume(session: Session, chosen: Chosen, explaining: RwSignal<bool>, closing: RwSignal<bool>) {
    const BESIDE: &str = "compare";
    if session.resuming(BESIDE) {
        spawn_local(async move {
            let sealed = session.beside_again(BESIDE).await.and_then(|text| from_text(&text));
            let ids = sealed.map(|bytes| bytes.chunks_exact(16).filter_map(|id| id.try_into().ok()).collect());
            if chosen.try_set(ids.unwrap_or_default()).is_none() {
                let _ = explaining.try_set(session.resuming(super::explain::MANY));
                let _ = closing.try_set(session.resuming(super::close::DRAFT));
            }
        });
    }
    effect(move || {
        let open = explaining.get() || closing.get();
        session.beside(BESIDE, open.then(|| to_text(&chosen.with(|ids| ids.concat()))));
    });
    on_cleanup(move || session.beside(BESIDE, None));
}
