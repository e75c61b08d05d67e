//! Calling the roll name by name: a press says that a child is not there, and then why.

use desk::message::Id;
use desk::message::attendance::{AttendanceAnswer, AttendanceRequest, RollView};
use ledger::case::Leave;
use leptos::prelude::*;

use super::{keep, told};
use crate::session::Session;
use crate::text::attendance as words;
use crate::text::shell::LOADING;
use crate::ui::{Busy, Dialog, FormDraft, FormDraftOffer, SubmitBar, Toasts, effect};

/// The roll of a class.
#[component]
pub(super) fn RollDialog(
    /// Key of the class and the day; nothing when it is closed.
    open: RwSignal<Option<(String, String)>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    effect(move || shown.set(open.with(Option::is_some)));
    effect(move || {
        // Told even when nothing changes: only a closed roll is to be forgotten.
        if !shown.get() && open.with_untracked(Option::is_some) {
            open.set(None);
        }
    });
    let title =
        move || open.with(|open| open.as_ref().map(|(class, date)| words::roll_title(class, date)).unwrap_or_default());
    view! {
        <Dialog open=shown title=Signal::derive(title) wide=true>
            {move || open.get().map(|(class, date)| view! { <Roll class=class date=date open=open /> })}
        </Dialog>
    }
}

#[component]
fn Roll(class: String, date: String, open: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let found = told(move || AttendanceRequest::Roll { class: class.clone(), date: date.clone() });
    // Asked once: another window's save must not take away what is being typed.
    let first = RwSignal::new(None::<RollView>);
    effect(move || {
        if let Some(AttendanceAnswer::Roll(view)) = found.get().filter(|_| first.with_untracked(Option::is_none)) {
            first.set(Some(view));
        }
    });
    move || match first.get() {
        Some(view) => view! { <Calling view=view open=open /> }.into_any(),
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    }
}

#[component]
fn Calling(view: RollView, open: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let children: Vec<(Id, RwSignal<String>)> =
        view.children.iter().map(|(person, leave)| (person.child, RwSignal::new(leave.clone()))).collect();
    let before: Vec<String> = view.children.iter().map(|(_, leave)| leave.clone()).collect();
    let draft = FormDraft::follow_changes(
        &format!("roll-{}-{}", view.date, digest(&children)),
        children.iter().map(|(_, leave)| *leave).collect(),
    );
    let lines = view.children.iter().zip(&children).map(|((person, _), (_, leave))| child(&person.name, *leave));
    let lines = lines.collect_view();
    let kept = StoredValue::new((view.class, view.date, children, before));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = kept.with_value(|(class, date, children, before)| {
            // Only what was changed here: what another window recorded meanwhile stays.
            let now = children.iter().map(|(child, leave)| (*child, leave.get_untracked()));
            let changed = now.zip(before).filter(|((_, leave), before)| leave != *before).map(|(one, _)| one).collect();
            AttendanceRequest::KeepRoll { class: class.clone(), date: date.clone(), changed }
        });
        busy.run(async move {
            if keep(session, toasts, request).await {
                draft.forget();
                let _ = open.try_set(None);
            }
        });
    };
    view! {
        <FormDraftOffer form=draft />
        <form autocomplete="off" class="form" on:submit=submit>
            <ul class="roll">{lines}</ul>
            <SubmitBar label=crate::text::care::SAVE.to_owned() busy=busy on_cancel=move |()| open.set(None) />
        </form>
    }
}

/// Which children stand on the roll, in order: a draft is put back only on the same.
fn digest(children: &[(Id, RwSignal<String>)]) -> String {
    let all = children.iter().flat_map(|(child, _)| child);
    let sum = all.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

/// A child of the roll. Who is not there has no leave until somebody says so.
fn child(name: &str, leave: RwSignal<String>) -> impl IntoView + use<> {
    let away = Memo::new(move |_| leave.with(|leave| !leave.is_empty()));
    let turn = move |_| {
        leave.update(|leave| *leave = if leave.is_empty() { Leave::None.key().to_owned() } else { String::new() })
    };
    let option = move |(key, text): &(&'static str, &'static str)| {
        let own = *key;
        view! { <option value=own selected=move || leave.with(|leave| leave == own)>{*text}</option> }
    };
    let label = format!("{name}　{}", words::LEAVE);
    view! {
        <li class=move || if away.get() { "away" } else { "here" }>
            <button type="button" class="button quiet" aria-pressed=move || away.get().to_string() on:click=turn>
                <b>{name.to_owned()}</b>
                <span>{move || if away.get() { words::NOT_HERE } else { words::HERE }}</span>
            </button>
            <Show when=move || away.get()>
                <select aria-label=label.clone() on:change=move |event| leave.set(event_target_value(&event))>
                    {Leave::OFFERED.iter().map(option).collect_view()}
                </select>
            </Show>
        </li>
    }
}
