//! 选名单: a preset or any lists, an age window, and lists added from files on the spot.

use desk::message::Id;
use desk::message::compare::{CompareAnswer, CompareRequest, ListView};
use ledger::list::ListKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::add_list::AddList;
use super::bench::{Bench, View};
use super::lists::Lists;
use super::window::WindowFields;
use crate::pages::start::SampleButton;
use crate::text::compare as t;
use crate::text::import;
use crate::ui::{Button, Look, effect};

/// A preset: key, name, kinds in order, note on its source.
type Preset = (String, String, Vec<ListKind>, String);

/// What is being chosen.
#[derive(Clone, Copy)]
pub(super) struct Choosing {
    /// Key of the preset, empty for a free choice.
    pub(super) preset: RwSignal<String>,
    /// The lists in order.
    pub(super) lists: RwSignal<Vec<Id>>,
    /// The stored lists.
    pub(super) stored: RwSignal<Vec<ListView>>,
    /// The kind wanted from a file, while one is being added.
    pub(super) adding: RwSignal<Option<Option<ListKind>>>,
}

impl Choosing {
    /// The newest list of a kind.
    fn newest(self, kind: ListKind) -> Option<Id> {
        self.stored.with(|s| s.iter().find(|l| l.kind == kind).map(|l| l.id))
    }

    /// Takes the newest lists of the kinds of a preset.
    fn fill(self, kinds: &[ListKind]) {
        let found = kinds.iter().filter_map(|k| self.newest(*k)).collect();
        self.lists.set(found);
    }
}

/// The page.
#[component]
pub(super) fn Choose() -> impl IntoView {
    let bench = Bench::here();
    let choosing = Choosing {
        preset: RwSignal::new(String::new()),
        lists: RwSignal::new(Vec::new()),
        stored: RwSignal::new(Vec::new()),
        adding: RwSignal::new(None),
    };
    let presets = RwSignal::new(Vec::<Preset>::new());
    let window = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Ok(CompareAnswer::Presets(found)) = bench.session.compare(CompareRequest::Presets).await {
            let first = found.first().map(|p| p.0.clone()).unwrap_or_default();
            let _ = presets.try_set(found);
            let _ = choosing.preset.try_set(first);
        }
    });
    effect(move || {
        bench.session.version();
        spawn_local(async move {
            match bench.session.compare(CompareRequest::Lists).await {
                Ok(CompareAnswer::Lists(lists)) => drop(choosing.stored.try_set(lists)),
                Ok(_) => {}
                Err(refused) => bench.toasts.refuse(&refused),
            }
        });
    });
    let kinds = Memo::new(move |_| {
        let key = choosing.preset.get();
        presets.with(|p| p.iter().find(|(k, ..)| *k == key).map(|p| p.2.clone()).unwrap_or_default())
    });
    effect(move || {
        choosing.stored.track();
        let kinds = kinds.get();
        if !kinds.is_empty() {
            choosing.fill(&kinds);
        }
    });
    let names = move || {
        let stored = choosing.stored.get();
        let name = |id: &Id| stored.iter().find(|l| l.id == *id).map(|l| l.name.clone());
        choosing.lists.with(|chosen| chosen.iter().filter_map(name).collect::<Vec<_>>())
    };
    let complete = move || {
        let wanted = kinds.with(Vec::len);
        let chosen = choosing.lists.with(Vec::len);
        chosen >= 2 && chosen >= wanted && window.with(Option::is_some)
    };
    let run = move |()| {
        let (preset, lists) = (choosing.preset.get_untracked(), choosing.lists.get_untracked());
        let window = window.get_untracked().unwrap_or_default();
        bench.run(preset, lists, window);
    };
    let preset = move |(key, name, kinds, note): Preset| {
        let own = key.clone();
        let names: Vec<&str> = kinds.iter().map(|k| import::kind(*k)).collect();
        view! {
            <label class="preset">
                <input
                    type="radio"
                    name="preset"
                    prop:checked=move || choosing.preset.with(|p| *p == own)
                    on:change=move |_| choosing.preset.set(key.clone())
                />
                <span><b>{name}</b><span>{names.join(" × ")}</span><small>{note}</small></span>
            </label>
        }
    };
    let free = (String::new(), t::PRESET_FREE.to_owned(), Vec::new(), t::PRESET_FREE_NOTE.to_owned());
    let slots = move || {
        let missing = kinds.get().into_iter().filter(|k| choosing.newest(*k).is_none());
        missing
            .map(|kind| view! {
                <li>
                    <span>{t::slot_missing(import::kind(kind))}</span>
                    <Button on_press=move |()| choosing.adding.set(Some(Some(kind)))>{t::add_for(import::kind(kind))}</Button>
                </li>
            })
            .collect_view()
    };
    let any_missing = move || kinds.with(|k| k.iter().any(|k| choosing.newest(*k).is_none()));
    view! {
        <Show when=move || bench.empty()>
            <div class="card compare-first">
                <h2>{t::EMPTY_TITLE}</h2>
                <p>{t::EMPTY_LEAD}{t::EMPTY_FIRST}</p>
                <SampleButton />
            </div>
        </Show>
        <div class="choose">
            <fieldset class="card presets">
                <legend>{t::PRESET}</legend>
                {move || presets.get().into_iter().map(preset).collect_view()}
                {preset(free)}
            </fieldset>
            <div class="stack">
                <Show when=any_missing>
                    <ul class="card slots">{slots}</ul>
                </Show>
                <Lists choosing=choosing />
                <WindowFields window=window />
                <div class="step-bar stick">
                    <Show when=move || !bench.empty()>
                        <Button on_press=move |()| bench.view.set(View::Names)>{t::BACK_TO_BENCH}</Button>
                    </Show>
                    <span class="grow"></span>
                    <span class="step-why">
                        {move || if names().len() < 2 { t::NEED_TWO.to_owned() } else { t::picked(&names()) }}
                    </span>
                    <Button
                        look=Look::Primary
                        disabled=Signal::derive(move || bench.busy.get() || !complete())
                        on_press=run
                    >
                        {move || if bench.busy.get() { t::RUNNING } else { t::RUN }}
                    </Button>
                </div>
            </div>
        </div>
        <AddList adding=choosing.adding />
    }
}
