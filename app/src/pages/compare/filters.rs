//! Narrowing the workbench: situation, status, new ones, a group of the counts, a search.

use desk::message::compare::Status;
use leptos::prelude::*;

use super::bench::Bench;
use super::search::SearchBox;
use crate::text::compare as t;
use crate::text::count;
use crate::ui::FilterChip;

const STATUSES: [Status; 3] = [Status::Open, Status::Explained, Status::Closed];

/// The filters.
#[component]
pub(super) fn Filters() -> impl IntoView {
    let bench = Bench::here();
    let buckets = move || bench.round.with(|r| r.as_ref().map(|r| r.buckets.clone()).unwrap_or_default());
    let total = move || bench.round.with(|r| r.as_ref().map_or(0, |r| r.progress.total));
    let all = move || bench.query.with(|q| q.buckets.is_empty());
    let bucket = move |(key, label, n): (String, String, u32)| {
        let own = key.clone();
        let on = move || bench.query.with(|q| q.buckets.contains(&own));
        let press = move |_| {
            bench.query.update(|q| {
                let only = q.buckets == [key.clone()];
                q.buckets = if only { Vec::new() } else { vec![key.clone()] };
            });
        };
        view! {
            <button type="button" class="pill" aria-pressed=move || on().to_string() on:click=press>
                {label}<b>{count(n)}</b>
            </button>
        }
    };
    let chips = move || buckets().into_iter().map(|b| (b.key, b.label, b.count)).map(bucket).collect_view();
    let status = move |status: Status| {
        let on = move || bench.query.with(|q| q.statuses == [status]);
        let press = move |_| {
            bench.query.update(|q| q.statuses = if q.statuses == [status] { Vec::new() } else { vec![status] })
        };
        view! { <button type="button" aria-pressed=move || on().to_string() on:click=press>{t::status(status)}</button> }
    };
    let only_new = move || bench.query.with(|q| q.only_new);
    let later = move || bench.round.with(|r| r.as_ref().is_some_and(|r| r.number > 1));
    let group = move || {
        let words: Vec<String> = bench.query.with(|q| q.group.iter().map(|(_, text)| text.clone()).collect());
        (!words.is_empty()).then(|| {
            view! {
                <FilterChip
                    text=words.join(" ")
                    on_open=move |()| bench.view.set(super::bench::View::Counts)
                    on_remove=move |()| bench.query.update(|q| q.group.clear())
                />
            }
        })
    };
    view! {
        <div class="pills" role="group" aria-label=t::BUCKETS_LABEL>
            <button
                type="button"
                class="pill"
                aria-pressed=move || all().to_string()
                on:click=move |_| bench.query.update(|q| q.buckets.clear())
            >
                {t::ALL}<b>{move || count(total())}</b>
            </button>
            {chips}
        </div>
        <div class="segmented" role="group" aria-label=t::STATUS_LABEL>
            {STATUSES.into_iter().map(status).collect_view()}
            <Show when=later>
                <button
                    type="button"
                    aria-pressed=move || only_new().to_string()
                    on:click=move |_| bench.query.update(|q| q.only_new = !q.only_new)
                >
                    {t::ONLY_NEW}
                </button>
            </Show>
        </div>
        {group}
        <SearchBox />
    }
}
