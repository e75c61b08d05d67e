//! The top bar: unit, term, person, quick search, the state of the ledger, the lock.

use desk::message::roster::RowQuery;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Facts;
use crate::pages::part::SecondPart;
use crate::platform::clock::{self, Moment};
use crate::route::{Route, Router};
use crate::session::Session;
use crate::text;
use crate::text::shell as words;
use crate::ui::{Chip, Tone, composing};

/// Older than this, a backup is spoken of on every page.
const BACKUP_OLD_MS: u64 = 7 * 86_400_000;

/// The top bar.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    let (session, facts) = (Session::here(), Facts::here());
    let unit =
        move || facts.settings.with(|s| if s.unit.is_empty() { words::NO_UNIT.to_owned() } else { s.unit.clone() });
    let term = move || text::term(facts.settings.with(|s| s.school_year), Moment::now());
    let person = move || facts.settings.with(|s| s.person.clone());
    let state = move || match (session.saving(), session.trial()) {
        (true, _) => (words::SAVING, Tone::Info),
        (false, true) if session.lost() => (words::LOST_STATE, Tone::Late),
        (false, true) => (words::TRIAL, Tone::Soon),
        (false, false) => (words::SAVED_HERE, Tone::Ok),
    };
    view! {
        <header class="bar">
            <a class="brand" href=Route::Today.href()>
                <i aria-hidden="true"></i>
                <span>{words::BRAND}</span>
            </a>
            <p class="who">
                <b>{unit}</b>
                <span>{term}</span>
                <span>{person}</span>
            </p>
            <QuickSearch />
            <div class="bar-end">
                <BackupAge />
                <Show when=move || session.view().is_some_and(|view| view.shared)>
                    <SecondPart what="chip" />
                </Show>
                <span role="status">
                    <Chip text=Signal::derive(move || state().0.to_owned()) tone=Signal::derive(move || state().1) />
                </span>
                <Show when=move || !session.trial()>
                    <button type="button" class="button" title=words::LOCK_HINT on:click=move |_| session.lock()>
                        {words::LOCK}
                    </button>
                </Show>
            </div>
        </header>
    }
}

/// 上次备份 N 天前, once that is worth saying.
#[component]
fn BackupAge() -> impl IntoView {
    let (session, facts) = (Session::here(), Facts::here());
    let words = Memo::new(move |_| {
        let view = session.view().filter(|v| !v.trial)?;
        let something = facts.overview.with(|o| o.as_ref().is_some_and(|o| o.children > 0 || o.lists > 0));
        let old = clock::now_ms().saturating_sub(view.last_backup_ms) > BACKUP_OLD_MS;
        (something && old).then(|| words::backup(view.last_backup_ms, clock::now_ms()))
    });
    view! {
        <Show when=move || words.with(Option::is_some)>
            <a class="chip soon" href=Route::Settings.href()>{move || words.get()}</a>
        </Show>
    }
}

/// The search box of the whole program: typing anywhere in it shows the roster narrowed to what was typed.
#[component]
fn QuickSearch() -> impl IntoView {
    let (facts, router) = (Facts::here(), Router::here());
    let input = NodeRef::<html::Input>::new();
    let search = move || {
        let Some(input) = input.get_untracked() else { return };
        let typed = input.value().trim().to_owned();
        if router.current_untracked() == Route::Roster {
            if facts.roster.with_untracked(|q| q.search != typed) {
                facts.roster.update(|q| q.search = typed);
            }
        } else if !typed.is_empty() {
            facts.open_roster(router, RowQuery { search: typed, ..RowQuery::default() });
        }
    };
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        let free = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).is_none_or(|e| {
            !matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT" | "DIALOG")
                || e.class_list().contains("cell-editor") && e.get_attribute("data-idle").is_some()
        });
        let open = document().query_selector("dialog[open]").ok().flatten().is_some();
        if event.key() == "/" && free && !open && !composing(&event) {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                // Refused only while the box is hidden.
                let _ = input.focus();
                input.select();
            }
        }
    });
    on_cleanup(move || slash.remove());
    view! {
        <div class="find" role="search">
            <input
                node_ref=input
                id="quick-search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=words::SEARCH_LABEL
                placeholder=words::SEARCH
                prop:value=move || facts.roster.with(|q| q.search.clone())
                on:input=move |event| {
                    // While a word is being composed its letters are not yet what the person means.
                    if !event.unchecked_ref::<web_sys::InputEvent>().is_composing() {
                        search();
                    }
                }
                on:compositionend=move |_| search()
                on:keydown=move |event| {
                    if event.key() == "Escape" && !composing(&event) {
                        if let Some(input) = input.get_untracked() {
                            input.set_value("");
                        }
                        search();
                    }
                }
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}

/// Jumps over the page list; a plain link would change the address, which is the page.
pub(super) fn skip_to_main(event: web_sys::MouseEvent) {
    event.prevent_default();
    let main = document().get_element_by_id("main").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        // Refused only for an element that cannot take focus.
        let _ = main.focus();
    }
}
