//! Records that may be one child, side by side. A person decides; merging is one save and can be undone.
//!
//! Looking for them compares the whole roster with itself, so it is done when asked, not with every page.

use desk::message::Id;
use desk::message::Refusal;
use desk::message::roster::{RosterAnswer, RosterRequest, SimilarPair};
use leptos::prelude::*;

use crate::route::Route;
use crate::session::Session;
use crate::text::child as words;
use crate::ui::{Busy, Button, Look, Toasts, effect};

/// Pairs that may be one child: of the whole roster, or those of one child.
#[component]
pub(crate) fn SimilarPairs(
    /// Only pairs with this child.
    only: Option<Id>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let pairs = RwSignal::new(None::<Vec<SimilarPair>>);
    let busy = Busy::new();
    let look = move || {
        busy.run(async move {
            match session.roster(RosterRequest::Similar).await {
                Ok(RosterAnswer::Similar(mut found)) => {
                    found.retain(|p| only.is_none_or(|id| p.a == id || p.b == id));
                    let _ = pairs.try_set(Some(found));
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    effect(move || {
        session.version();
        if pairs.with_untracked(Option::is_some) || only.is_none() {
            look();
        }
    });
    let state = move || match pairs.with(|p| p.as_ref().map(Vec::len)) {
        _ if busy.get() => words::SIMILAR_LOOKING.to_owned(),
        None => words::SIMILAR_TEXT.to_owned(),
        Some(0) => words::SIMILAR_NONE.to_owned(),
        Some(_) => words::SIMILAR_DECIDE.to_owned(),
    };
    view! {
        <section class:card=only.is_some() aria-label=words::SIMILAR>
            <header class:hidden=only.is_none()>
                <h2>{words::SIMILAR}</h2>
                <Button look=Look::Quiet disabled=Signal::derive(move || busy.get()) on_press=move |()| look()>
                    {words::SIMILAR_LOOK}
                </Button>
            </header>
            <p class="body muted" role="status">{state}</p>
            {move || {
                let pairs = pairs.get().unwrap_or_default();
                pairs.into_iter().map(|pair| view! { <Pair pair=turned(pair, only) /> }).collect_view()
            }}
        </section>
    }
}

/// The child being looked at stands left.
fn turned(pair: SimilarPair, only: Option<Id>) -> SimilarPair {
    if only == Some(pair.b) {
        let [a, b] = pair.lines;
        return SimilarPair { a: pair.b, b: pair.a, lines: [b, a], ..pair };
    }
    pair
}

#[component]
fn Pair(pair: SimilarPair) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let busy = Busy::new();
    let merge = move |keep: Id, other: Id| {
        busy.run(async move {
            match session.roster(RosterRequest::Merge { keep, other }).await {
                Ok(RosterAnswer::Saved(save)) => toasts.saved(words::MERGED, &save),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let (a, b) = (pair.a, pair.b);
    let [left, right] = pair.lines;
    let count = left.len().max(right.len());
    let rows = (0..count).map(|i| {
        let text = |side: &[String]| side.get(i).cloned().unwrap_or_default();
        let (l, r) = (text(&left), text(&right));
        let differs = l != r;
        let label = words::LINES.get(i).copied().unwrap_or_default();
        view! { <tr class:differs=differs><th scope="row">{label}</th><td>{l}</td><td>{r}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="pair">
            <p><b>{words::score(pair.score)}</b>"　"{pair.reasons.join("，")}</p>
            <table class="plain">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col"><a href=Route::Child(a).href()>{words::SIMILAR_FIRST}</a></th>
                        <th scope="col"><a href=Route::Child(b).href()>{words::SIMILAR_SECOND}</a></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="row">
                <Button disabled=Signal::derive(move || busy.get()) on_press=move |()| merge(a, b)>{words::MERGE_FIRST}</Button>
                <Button disabled=Signal::derive(move || busy.get()) on_press=move |()| merge(b, a)>{words::MERGE_SECOND}</Button>
            </div>
        </div>
    }
}
