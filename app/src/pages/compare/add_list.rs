//! A list added on the spot: the reading steps of the import, ending in a stored list instead of the roster.

use desk::message::compare::ListView;
use ledger::list::ListKind;
use leptos::prelude::*;

use crate::pages::import::{Pick, ReadingProgress, ReadingTrouble, Review, Wizard};
use crate::text::compare as t;
use crate::text::import;
use crate::ui::{Dialog, Toasts, effect};

/// The dialog; open while a kind is wanted (`Some(None)` is any kind).
#[component]
pub(super) fn AddList(
    /// The kind wanted.
    adding: RwSignal<Option<Option<ListKind>>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(adding.with(Option::is_some)));
    effect(move || {
        if !open.get() && adding.with_untracked(Option::is_some) {
            adding.set(None);
        }
    });
    let title = move || match adding.get().flatten() {
        Some(kind) => t::add_for(import::kind(kind)),
        None => t::ADD_TITLE.to_owned(),
    };
    view! {
        <Dialog open=open title=Signal::derive(title) wide=true>
            <Reader adding=adding />
        </Dialog>
    }
}

// Its own wizard in its own context: an import under way on another page stays untouched.
#[component]
fn Reader(adding: RwSignal<Option<Option<ListKind>>>) -> impl IntoView {
    let toasts = Toasts::here();
    let wizard = Wizard::provide();
    let reading = wizard.reading;
    if let Some(kind) = adding.get_untracked().flatten() {
        reading.expect(kind);
    }
    let added = Callback::new(move |list: ListView| {
        toasts.say(import::list_kept(&list.name, list.counts[0]));
        if reading.queue().is_empty() {
            adding.set(None);
        } else {
            wizard.begin_next();
        }
    });
    let read = Memo::new(move |_| reading.view.with(Option::is_some));
    let page = move || match read.get() {
        true => view! {
            <div class="stack">
                <h3>{move || import::understood_title(&reading.name())}</h3>
                <Review reading=reading only_list=added />
            </div>
        }
        .into_any(),
        false => view! { <Pick reading=reading /> }.into_any(),
    };
    view! {
        <ReadingTrouble reading=reading />
        <ReadingProgress reading=reading />
        {page}
    }
}
