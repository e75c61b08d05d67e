//! The top of the workbench: which lists, the sum that shows no row is lost, the views, the countdown.

use desk::message::compare::RoundView;
use leptos::prelude::*;

use super::bench::{Bench, View};
use crate::text::compare as t;
use crate::text::{self, import};
use crate::ui::{Banner, Button, Look, Segment, SegmentBar, Tone};

/// Title, sum, views.
#[component]
pub(super) fn Head(
    /// The view shown.
    view: Memo<View>,
) -> impl IntoView {
    let bench = Bench::here();
    let title = move || match (view.get(), bench.round.get()) {
        (View::Choose, _) | (_, None) => t::CHOOSE_TITLE.to_owned(),
        (_, Some(round)) => t::title(&kinds(&round)),
    };
    let any = move || !bench.empty();
    let tab = move |to: View, label: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (view.get() == to).to_string() on:click=move |_| bench.view.set(to)>
                {label}
            </button>
        }
    };
    view! {
        <div class="page-head">
            <h1>{title}</h1>
            <span class="grow"></span>
            <Show when=any>
                <div class="segmented" role="group" aria-label=t::VIEWS_LABEL>
                    {tab(View::Names, t::VIEW_BENCH)} {tab(View::Counts, t::VIEW_COUNTS)} {tab(View::Rounds, t::VIEW_ROUNDS)}
                </div>
                <Button on_press=move |()| bench.view.set(View::Choose)>{t::CHANGE_LISTS}</Button>
            </Show>
        </div>
        <Show when=move || any() && view.get() != View::Choose>
            <p class="sub sum-line">{move || bench.round.get().map(|round| sum_line(&round))}</p>
        </Show>
        <Show when=move || bench.old()>
            <Banner tone=Tone::Soon>
                <span>{t::ROUND_OLD}</span>
                <Button look=Look::Plain on_press=move |()| bench.open(None)>{t::ROUND_NEWEST}</Button>
            </Banner>
        </Show>
        <Show when=move || any() && view.get() == View::Names>
            <Countdown />
        </Show>
    }
}

/// The kinds of the lists, as people name a comparison; two of one kind by their own names.
pub(super) fn kinds(round: &RoundView) -> Vec<String> {
    let once = |i: usize| round.lists.iter().filter(|l| l.kind == round.lists[i].kind).count() == 1;
    (0..round.lists.len())
        .map(|i| if once(i) { import::kind(round.lists[i].kind).to_owned() } else { round.lists[i].name.clone() })
        .collect()
}

fn sum_line(round: &RoundView) -> impl IntoView + use<> {
    let lists = round.lists.iter().zip(&round.tallies).map(|(list, tally)| t::list_rows(&list.name, tally[0]));
    let [matched, differing, rejected, skipped] = round.rows;
    let rows_in = round.tallies.iter().map(|t| t[0]).sum();
    let first = t::round_line(round, &text::moment(round.at_ms));
    view! {
        <span>{first}</span>
        <span>{lists.collect::<Vec<_>>().join(" · ")}</span>
        <span>{t::everywhere(rows_in, matched, differing, rejected, skipped)}</span>
    }
}

#[component]
fn Countdown() -> impl IntoView {
    let bench = Bench::here();
    let progress = Memo::new(move |_| bench.round.with(|r| r.as_ref().map(|r| r.progress).unwrap_or_default()));
    let parts = move || {
        let p = progress.get();
        let part = |label: &str, count: u32, class: &'static str| Segment { label: label.to_owned(), count, class };
        vec![
            part(t::status(desk::message::compare::Status::Closed), p.closed, "ok"),
            part(t::status(desk::message::compare::Status::Explained), p.explained, "info"),
            part(t::status(desk::message::compare::Status::Open), p.open, "soon"),
        ]
    };
    // In the very first round everything is new.
    let fresh = move |n: u32| if bench.first_round() { 0 } else { n };
    let words = move || {
        let p = progress.get();
        let left = p.open + p.explained;
        if left == 0 {
            return view! { <p class="left-words"><b>{t::ALL_CLEAR}</b></p> }.into_any();
        }
        let side = [
            (fresh(p.new), t::progress_new(p.new)),
            (p.carried, t::progress_carried(p.carried)),
            (p.gone, t::progress_gone(p.gone)),
        ];
        let side: Vec<String> = side.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
        view! {
            <p class="left-words">
                {t::LEFT_BEFORE}<b>{t::left(left)}</b>{t::LEFT_AFTER}
                <span>{side.join("，")}</span>
            </p>
        }
        .into_any()
    };
    view! {
        <div class="card countdown">
            {words}
            <div class="countdown-bar"><SegmentBar parts=Signal::derive(parts) /></div>
        </div>
    }
}
