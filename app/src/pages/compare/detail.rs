//! One discrepancy beside the table: why, what each list says, what to do about it.

use desk::message::Id;
use desk::message::compare::{CompareAnswer, CompareRequest, DiscrepancyRow, Status};
use ledger::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use super::columns::status;
use super::explain::OneForm;
use super::names::Chosen;
use super::side::SideBySide;
use crate::text::compare as t;
use crate::ui::{Button, Chip, Look, Tone, composing, effect};

/// What the engine told about the opened row.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    row: DiscrepancyRow,
    columns: Vec<String>,
    fields: Vec<(Field, Vec<String>)>,
}

/// The drawer; there while a row is opened.
#[component]
pub(super) fn Detail(
    /// What the dialogs concern.
    chosen: Chosen,
    /// 销号.
    closing: RwSignal<bool>,
    /// 补入名册.
    adopting: RwSignal<bool>,
) -> impl IntoView {
    let bench = Bench::here();
    let told = RwSignal::new(None::<Told>);
    effect(move || {
        bench.round.track();
        let Some(id) = bench.opened.get() else {
            told.set(None);
            return;
        };
        spawn_local(async move {
            match bench.session.compare(CompareRequest::Detail(id)).await {
                Ok(CompareAnswer::Detail { mut row, columns, fields }) => {
                    row.new &= !bench.first_round();
                    if bench.opened.try_get_untracked() == Some(Some(id)) {
                        let fresh = Some(Told { row: *row, columns, fields });
                        if told.try_with_untracked(|t| *t != fresh) == Some(true) {
                            let _ = told.try_set(fresh);
                        }
                    }
                }
                // The new round may have solved it: then there is nothing to look at.
                Ok(_) | Err(_) => drop(bench.opened.try_set(None)),
            }
        });
    });
    let step = move |by: i32| {
        let Some(id) = bench.opened.get_untracked() else { return };
        spawn_local(async move {
            if let Some(next) = neighbour(bench, id, by).await {
                let _ = bench.opened.try_set(Some(next));
            }
        });
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !composing(&event) {
            bench.opened.set(None);
            bench.table.focus();
        }
    };
    let body = move || {
        told.get().map(|told| {
            let id = told.row.id;
            view! {
                <Facts row=told.row.clone() />
                <SideBySide columns=told.columns fields=told.fields />
                <Deeds row=told.row.clone() on_close=move |()| { chosen.set(vec![id]); closing.set(true); } on_adopt=move |()| { chosen.set(vec![id]); adopting.set(true); } />
                {(told.row.status != Status::Closed && !bench.old_now()).then(|| view! { <OneForm row=told.row /> })}
            }
        })
    };
    view! {
        <Show when=move || bench.opened.with(Option::is_some)>
            <section class="detail card" aria-label=t::OPEN_DETAIL on:keydown=on_key>
                <header class="detail-head">
                    <h2>{move || told.with(|t| t.as_ref().map(|t| t.row.name.clone()))}</h2>
                    <span class="grow"></span>
                    <Button look=Look::Quiet on_press=move |()| step(-1)>{t::DETAIL_PREVIOUS}</Button>
                    <Button look=Look::Quiet on_press=move |()| step(1)>{t::DETAIL_NEXT}</Button>
                    <Button look=Look::Plain on_press=move |()| bench.opened.set(None)>{t::DETAIL_CLOSE}</Button>
                </header>
                <div class="detail-body">{body}</div>
            </section>
        </Show>
    }
}

#[component]
fn Facts(row: DiscrepancyRow) -> impl IntoView {
    let state = status(&row);
    let reasons: Vec<String> = row.reasons.iter().map(|r| t::reason(r).to_owned()).collect();
    let who = (!row.closed_by.is_empty()).then(|| view! { <p class="field-note">{t::closed_by(&row.closed_by)}</p> });
    let history = [(row.new, t::NEW_LINE), (row.carried, t::CARRIED_LINE)];
    let history = history
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, words)| view! { <Chip text=words.to_owned() tone=Tone::Info /> });
    view! {
        <p class="row">
            <b>{row.situation.clone()}</b>
            <Chip text=state.text tone=state.tone.unwrap_or_default() />
            {history.collect_view()}
        </p>
        <p class="detail-why">
            {t::confidence(&row.confidence)}
            {row.proposal.then(|| t::score(row.score))}
            {(!reasons.is_empty()).then(|| format!("：{}", reasons.join("、")))}
        </p>
        {who}
    }
}

#[component]
fn Deeds(
    row: DiscrepancyRow,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] on_adopt: Callback<()>,
) -> impl IntoView {
    let bench = Bench::here();
    if bench.old_now() {
        return ().into_any();
    }
    let id = row.id;
    let decide = move |accept: bool| {
        let told = if accept { t::accepted(1) } else { t::refused(1) };
        bench.order(CompareRequest::Decide { ids: vec![id], accept }, told, || {});
    };
    let reopen = move |()| bench.order(CompareRequest::Reopen { ids: vec![id] }, t::reopened(1), || {});
    let busy = Signal::derive(move || bench.busy.get());
    view! {
        <div class="row detail-deeds">
            {row.proposal.then(|| view! {
                <Button look=Look::Primary disabled=busy on_press=move |()| decide(true)>{t::ACCEPT}</Button>
                <Button disabled=busy on_press=move |()| decide(false)>{t::REFUSE}</Button>
            })}
            {if row.status == Status::Closed {
                view! { <Button disabled=busy on_press=reopen>{t::REOPEN}</Button> }.into_any()
            } else {
                view! { <Button disabled=busy on_press=on_close>{t::CLOSE}</Button> }.into_any()
            }}
            <Button disabled=busy on_press=on_adopt>{t::ADOPT}</Button>
        </div>
    }
    .into_any()
}

/// The row before or after one, in the order of the table.
async fn neighbour(bench: Bench, id: Id, by: i32) -> Option<Id> {
    const AT_ONCE: u32 = 500;
    let query = bench.query.try_get_untracked()?;
    let mut from = 0;
    let mut last = None;
    loop {
        let (total, rows) = bench.lines(query.clone(), from, AT_ONCE).await?;
        let ids: Vec<Id> = rows.iter().map(|r| r.id).collect();
        if let Some(at) = ids.iter().position(|i| *i == id) {
            return if by < 0 {
                at.checked_sub(1).and_then(|i| ids.get(i).copied()).or(last)
            } else if at + 1 < ids.len() {
                ids.get(at + 1).copied()
            } else {
                let (_, next) = bench.lines(query, from + AT_ONCE, 1).await?;
                next.first().map(|r| r.id)
            };
        }
        last = ids.last().copied();
        from += AT_ONCE;
        if from >= total {
            return None;
        }
    }
}
