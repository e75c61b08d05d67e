//! The end of step 2: what the list is for. Into the roster, or kept as a list to compare with.

use std::sync::Arc;

use desk::message::compare::ListView;
use desk::message::file::ReadView;
use leptos::prelude::*;

use super::mapping::has_key;
use super::wizard::{Ending, Step, Wizard};
use crate::platform::clock::Moment;
use crate::session::Draft;
use crate::text::import as t;
use crate::ui::{Button, DateField, DraftOffer, Look, TextField};

/// Today as `2026-11-22`.
fn today() -> String {
    let now = Moment::now();
    format!("{:04}-{:02}-{:02}", now.year, now.month, now.day)
}

/// What the list is for, and the way on.
#[component]
pub(crate) fn Goal(
    /// What was understood of the file.
    view: Arc<ReadView>,
    /// The list can only be kept as a list, and this is told when it is.
    only_list: Option<Callback<ListView>>,
) -> impl IntoView {
    let wizard = Wizard::here();
    let as_list = RwSignal::new(only_list.is_some());
    let date = RwSignal::new(today());
    let kind = view.kind;
    let default_name = move || kind.map(|k| t::list_name_default(t::kind(k), &date.get())).unwrap_or_default();
    let typed_name = RwSignal::new(String::new());
    let draft = Draft::open("list");
    Effect::new(move |before: Option<String>| {
        let name = typed_name.get();
        if before.is_some_and(|b| b != name) {
            draft.keep(name.clone());
        }
        name
    });
    let name = move || if typed_name.with(|n| n.trim().is_empty()) { default_name() } else { typed_name.get() };
    let blocked = !has_key(&view);
    let not_ready = move || blocked || kind.is_none() || wizard.busy.get() || wizard.reading.progress().is_some();
    let go = move |()| {
        let Some(kind) = kind else { return };
        if !as_list.get_untracked() {
            wizard.preview(kind);
            return;
        }
        draft.forget();
        let then = only_list.unwrap_or_else(|| {
            Callback::new(move |list: ListView| {
                wizard.ending.set(Some(Ending::Listed(list)));
                wizard.step.set(Step::Done);
            })
        });
        wizard.keep_list(kind, untrack(name), date.get_untracked(), then);
    };
    let radio = move |list: bool, label: &'static str, help: &'static str| {
        view! {
            <label class="goal-choice">
                <input
                    type="radio"
                    name="goal"
                    prop:checked=move || as_list.get() == list
                    on:change=move |_| as_list.set(list)
                />
                <span><b>{label}</b><small>{help}</small></span>
            </label>
        }
    };
    view! {
        <section class="card goal">
            {only_list.is_none().then(|| view! {
                <fieldset>
                    <legend>{t::GOAL}</legend>
                    {radio(false, t::GOAL_ROSTER, t::GOAL_ROSTER_HELP)}
                    {radio(true, t::GOAL_LIST, t::GOAL_LIST_HELP)}
                    <a href="#/registers/import">{t::GOAL_REGISTER}</a>
                </fieldset>
            })}
            <Show when=move || as_list.get()>
                <DraftOffer draft=draft on_take=move |name: String| typed_name.set(name) />
                <div class="goal-list">
                    <ListName typed=typed_name shown=Signal::derive(default_name) />
                    <DateField label=t::LIST_DATE.to_owned() value=date required=true />
                </div>
            </Show>
        </section>
            <div class="step-bar stick">
                <Button on_press=move |()| wizard.begin_next()>{t::OTHER_FILE}</Button>
                <Show when=move || kind.is_none()>
                    <span class="step-why">{t::KIND_UNKNOWN}</span>
                </Show>
                <Button look=Look::Primary disabled=Signal::derive(not_ready) on_press=go>
                    {move || match (wizard.busy.get(), as_list.get()) {
                        (true, false) => t::PREVIEWING,
                        (true, true) => t::COMMITTING,
                        (false, true) => t::KEEP_LIST,
                        (false, false) => t::TO_PREVIEW,
                    }}
                </Button>
            </div>
    }
}

// Without typing the name follows kind and date.
#[component]
fn ListName(typed: RwSignal<String>, #[prop(into)] shown: Signal<String>) -> impl IntoView {
    let guidance =
        move || if typed.with(|t| t.trim().is_empty()) { t::list_name_will(&shown.get()) } else { String::new() };
    view! { <TextField label=t::LIST_NAME.to_owned() value=typed guidance=Signal::derive(guidance) /> }
}
