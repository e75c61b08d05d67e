//! 接受高分建议: the proposals with high scores in one list, looked at before they are accepted together.

use std::collections::BTreeSet;

use desk::message::Id;
use desk::message::compare::{CompareRequest, DiscrepancyQuery, DiscrepancyRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use crate::text::compare as t;
use crate::ui::{Button, Dialog, Look, SubmitBar, effect};

/// What counts as high.
const HIGH: u8 = 85;
/// Looked at together: more than a person reads in one go is accepted in several.
const AT_MOST: u32 = 200;

/// The button, there while such proposals are open, and the list behind it.
#[component]
pub(super) fn Proposals() -> impl IntoView {
    let bench = Bench::here();
    let open = RwSignal::new(false);
    let found = RwSignal::new((0u32, Vec::<DiscrepancyRow>::new()));
    effect(move || {
        bench.round.track();
        spawn_local(async move {
            let query = DiscrepancyQuery { proposals_from: HIGH, ..DiscrepancyQuery::default() };
            if let Some(answer) = bench.lines(query, 0, AT_MOST).await {
                let _ = found.try_set(answer);
            }
        });
    });
    let total = move || found.with(|(total, _)| *total);
    view! {
        <Show when=move || { total() > 0 } && !bench.old()>
            <Button look=Look::Primary on_press=move |()| open.set(true)>{move || t::accept_many(total())}</Button>
        </Show>
        <Dialog open=open title=t::PROPOSALS_TITLE.to_owned() wide=true>
            <List open=open rows=found.with_untracked(|(_, rows)| rows.clone()) />
        </Dialog>
    }
}

#[component]
fn List(open: RwSignal<bool>, rows: Vec<DiscrepancyRow>) -> impl IntoView {
    let bench = Bench::here();
    let ticked: RwSignal<BTreeSet<Id>> = RwSignal::new(rows.iter().map(|r| r.id).collect());
    let lists = untrack(|| bench.list_names());
    let line = |row: DiscrepancyRow| {
        let id = row.id;
        let place = |(i, numbers): (usize, &Vec<u32>)| {
            let other = row.other_names.get(i).filter(|n| !n.is_empty());
            let words = other.map_or_else(|| t::rows(numbers), |name| format!("{} {name}", t::rows(numbers)));
            view! { <td>{words}</td> }
        };
        let places = row.rows.iter().enumerate().map(place).collect_view();
        let reasons: Vec<&str> = row.reasons.iter().map(|r| t::reason(r)).collect();
        let reasons = reasons.join("、");
        view! {
            <tr>
                <td>
                    <input
                        type="checkbox"
                        aria-label=t::choose_row(&row.name)
                        prop:checked=move || ticked.with(|t| t.contains(&id))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            ticked.update(|t| {
                                if on {
                                    t.insert(id);
                                } else {
                                    t.remove(&id);
                                }
                            });
                        }
                    />
                </td>
                <th scope="row">{row.name.clone()}</th>
                <td>{row.situation.clone()}</td>
                {places}
                <td class="num">{row.score}</td>
                <td>{reasons}</td>
            </tr>
        }
    };
    let lines = rows.into_iter().map(line).collect_view();
    let heads = lists.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let ids: Vec<Id> = ticked.get_untracked().into_iter().collect();
        let told = t::accepted(ids.len());
        bench.order(CompareRequest::Decide { ids, accept: true }, told, move || {
            // The page may be gone by now.
            let _ = open.try_set(false);
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{t::proposals_help(HIGH)}</p>
            <div class="table-scroll proposals" tabindex="0" role="region" aria-label=t::PROPOSALS_TITLE>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col"><span class="only-spoken">{t::COLUMN_CHOOSE}</span></th>
                            <th scope="col">{t::COLUMN_PERSON}</th>
                            <th scope="col">{t::COLUMN_SITUATION}</th>
                            {heads}
                            <th scope="col" class="num">{t::PROPOSAL_SCORE}</th>
                            <th scope="col">{t::PROPOSAL_REASONS}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <SubmitBar
                label=Signal::derive(move || t::accept_chosen(ticked.with(BTreeSet::len)))
                busy=bench.busy
                disabled=Signal::derive(move || ticked.with(BTreeSet::is_empty))
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}
