//! 待核对的修改: two people changed the same, and a third, or one of them, decides.

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::share::{DeletedView, DisputeView, DisputesView, KeptView, ShareAnswer, ShareRequest, ShareView};
use leptos::prelude::*;

use super::order;
use crate::route::Route;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, Look, Toasts, asked};

/// 待核对的修改.
#[component]
pub(super) fn Disputes(view: Signal<ShareView>) -> impl IntoView {
    let session = Session::here();
    let many = Memo::new(move |_| view.with(|view| view.brief.disputes));
    let found = asked(move || {
        many.get();
        session.version();
        async move { session.care(CareRequest::Share(ShareRequest::Disputes)).await }
    });
    let lists = Memo::new(move |_| match found.get() {
        Some(Ok(CareAnswer::Share(answer))) => match *answer {
            ShareAnswer::Disputes(view) => *view,
            _ => DisputesView::default(),
        },
        _ => DisputesView::default(),
    });
    let any =
        move || lists.with(|lists| !(lists.cells.is_empty() && lists.deleted.is_empty() && lists.kept.is_empty()));
    let noted = |one: KeptView| {
        let version = words::version(&one.version.who, false, one.version.at_ms, &one.version.text);
        view! { <li><b>{one.title}</b>" "{one.field}<span class="muted">{version}</span></li> }
    };
    let kept = move || {
        let kept = lists.get().kept;
        (!kept.is_empty()).then(|| {
            view! {
                <h3>{words::KEPT}</h3>
                <ul class="sync-list">{kept.into_iter().map(noted).collect_view()}</ul>
            }
        })
    };
    // Each by what it is about: somebody else's decision takes one away, and a press is not to meet its neighbour.
    let key = |one: &DisputeView| (one.key.table, one.key.row, one.key.field, one.key.shown);
    view! {
        <Show when=any>
            <section class="card" aria-label=words::DISPUTES>
                <header><h2>{words::DISPUTES}</h2></header>
                <div class="body stack">
                    <p class="muted">{words::DISPUTES_TEXT}</p>
                    <For each=move || lists.get().cells key=key let:one>
                        <Dispute dispute=one />
                    </For>
                    <For each=move || lists.get().deleted key=|one| (one.child, one.fields.clone()) let:one>
                        <Deleted record=one />
                    </For>
                    {kept}
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Dispute(dispute: DisputeView) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let key = dispute.key;
    let settle = move |version: u32, both: bool| {
        busy.run(async move {
            let request = ShareRequest::Settle { dispute: key, version, both };
            if order(session, toasts, request).await.is_some() {
                toasts.say(words::SETTLED);
            }
        });
    };
    let title = match dispute.child {
        Some(child) => {
            let href = Route::Child(child).href();
            view! { <a href=href>{dispute.title}</a> }.into_any()
        }
        None => dispute.title.into_any(),
    };
    let lines = dispute.versions.iter().enumerate().map(|(at, version)| {
        let text = words::version(&version.who, version.mine, version.at_ms, &version.text);
        let label = if version.mine { words::MINE } else { words::THEIRS };
        view! {
            <li>
                <span>{text}</span>
                <Button on_press=move |()| settle(at as u32, false)>{label}</Button>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <article class="dispute">
            <h3>{title}"　"{dispute.field}</h3>
            <ul class="sync-list">{lines}</ul>
            <Button look=Look::Quiet hint=words::BOTH_NOTE on_press=move |()| settle(0, true)>{words::BOTH}</Button>
        </article>
    }
}

#[component]
fn Deleted(record: DeletedView) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let child = record.child;
    let settle = move |keep: bool| {
        busy.run(async move {
            if order(session, toasts, ShareRequest::SettleDeleted { child, keep }).await.is_some() {
                toasts.say(words::SETTLED);
            }
        });
    };
    view! {
        <article class="dispute">
            <h3>{words::deleted(&record.name, &record.by, &record.fields)}</h3>
            <div class="row">
                <Button on_press=move |()| settle(true)>{words::KEEP_CHILD}</Button>
                <Button look=Look::Danger on_press=move |()| settle(false)>{words::KEEP_DELETED}</Button>
            </div>
        </article>
    }
}
