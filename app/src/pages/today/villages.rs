//! Children and mismatches per village, the worst first; a village opens its list.

use desk::message::roster::{Column, Filter, RowQuery, Test};
use ledger::field::Field;
use leptos::prelude::*;

use crate::route::Router;
use crate::shell::Facts;
use crate::text;
use crate::text::today as words;

/// The table of villages.
#[component]
pub(super) fn Villages() -> impl IntoView {
    let (facts, router) = (Facts::here(), Router::here());
    let villages =
        Memo::new(move |_| facts.overview.with(|o| o.as_ref().map(|o| o.villages.clone()).unwrap_or_default()));
    let row = move |(village, children, mismatch): (String, u32, u32)| {
        let name = village.clone();
        let open = move |_| {
            let test = Test::OneOf(vec![village.clone()]);
            let filter = Filter { column: Column::Field(Field::Village), test };
            facts.open_roster(router, RowQuery { filters: vec![filter], ..RowQuery::default() });
        };
        view! {
            <tr>
                <th scope="row"><button type="button" class="button link" on:click=open>{name}</button></th>
                <td class="num">{text::count(children)}</td>
                <td class="num" class:late-num={mismatch > 0}>{text::count(mismatch)}</td>
            </tr>
        }
    };
    view! {
        <section class="card" aria-label=words::VILLAGES>
            <header><h2>{words::VILLAGES}</h2></header>
            <Show
                when=move || !villages.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::NO_VILLAGES}</p> }
            >
                <div class="table-scroll">
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">{words::VILLAGE}</th>
                                <th scope="col" class="num">{words::PEOPLE}</th>
                                <th scope="col" class="num">{words::MISMATCH}</th>
                            </tr>
                        </thead>
                        <tbody>{move || villages.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}
