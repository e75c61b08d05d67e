//! 示例乡镇: the fictional township of `public/sample`, loaded the way a person loads files, removed in one click.
//!
//! Every file goes through the file worker and the import like anybody's list, so what a newcomer sees is the program
//! itself and not a film of it.

use std::cell::Cell;

use desk::message::file::ReadChoice;
use desk::message::import::Decision;
use desk::message::{
    CompareAnswer, CompareRequest, Id, ImportRequest, PlaceAnswer, PlaceRequest, Refusal, Request, Response,
};
use js_sys::{Array, Reflect};
use ledger::list::{ListKind, ListTable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::fetch;
use crate::route::{Route, Router};
use crate::session::{FileDesk, Session};
use crate::shell::Facts;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Banner, Button, Look, Progress, Toasts, Tone};

const FOLDER: &str = "/sample/";

thread_local! {
    // The trial is being opened for the sample's sake.
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Loads the sample as soon as the ledger is open.
pub(super) fn load_after_opening() {
    WANTED.set(true);
}

/// The ledger did not open.
pub(super) fn forget_wish() {
    WANTED.set(false);
}

/// A file of the sample.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    file: String,
    kind: ListKind,
    name: String,
    date: String,
    into_roster: bool,
}

/// Loading that goes on, if any: files done, files in all, what is being done.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    facts: Facts,
    state: RwSignal<Option<(u32, u32, String)>>,
}

impl Sample {
    /// Put into context by the frame; starts at once if the trial was opened for it.
    pub(crate) fn provide() -> Sample {
        let sample = Sample { facts: Facts::here(), state: RwSignal::new(None) };
        provide_context(sample);
        if WANTED.replace(false) {
            sample.load();
        }
        sample
    }

    fn here() -> Sample {
        use_context::<Sample>().unwrap_or_else(Sample::provide)
    }

    /// Whether the township is in the ledger and no longer on its way.
    fn loaded(self) -> bool {
        let there = self.facts.overview.with(|o| o.as_ref().is_some_and(|o| o.sample));
        there && self.state.with(Option::is_none)
    }

    /// Loads the township and opens the comparison.
    pub(crate) fn load(self) {
        if self.state.with_untracked(Option::is_some) {
            return;
        }
        let (session, toasts, router) = (Session::here(), Toasts::here(), Router::here());
        self.state.set(Some((0, 0, String::new())));
        spawn_local(async move {
            let loaded = self.load_all(session).await;
            // Whatever happened, what the person does next is the person's own.
            let ended = session.place(PlaceRequest::SampleMode(false)).await;
            let _ = self.state.try_set(None);
            match (loaded, ended) {
                (Ok(()), Ok(_)) => {
                    toasts.say(t::SAMPLE_DONE);
                    router.go(&Route::Compare(String::new()));
                }
                (Err(sentence), _) => toasts.fail(sentence),
                (Ok(()), Err(refused)) => toasts.refuse(&refused),
            }
        });
    }

    async fn load_all(self, session: Session) -> Result<(), String> {
        let manifest = fetch::text(&format!("{FOLDER}manifest.json")).await;
        let entries = manifest.as_deref().and_then(entries).ok_or_else(|| t::SAMPLE_FAILED.to_owned())?;
        let total = entries.len() as u32 + 1;
        session.place(PlaceRequest::SampleMode(true)).await.map_err(|r| refusal::refusal(&r))?;
        let mut lists: Vec<(ListKind, Id)> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let _ = self.state.try_set(Some((index as u32, total, entry.name.clone())));
            if let Some(id) = self.load_one(session, entry).await? {
                lists.push((entry.kind, id));
            }
        }
        let _ = self.state.try_set(Some((total - 1, total, t::SAMPLE_COMPARING.to_owned())));
        compare(session, &lists).await
    }

    async fn load_one(self, session: Session, entry: &Entry) -> Result<Option<Id>, String> {
        let bytes =
            fetch::bytes(&format!("{FOLDER}{}", entry.file)).await.ok_or_else(|| t::SAMPLE_FAILED.to_owned())?;
        let told = |trouble| format!("{}：{}", entry.file, refusal::file(&trouble));
        let worker = FileDesk::open().map_err(told)?;
        let choice = ReadChoice { kind: Some(entry.kind), ..ReadChoice::default() };
        let (_, list) = worker.read(choice, Some(bytes)).await.map_err(told)?;
        let table = Box::new(ListTable::default());
        let (kind, file) = (entry.kind, entry.file.clone());
        if entry.into_roster {
            let preview = Request::Import(ImportRequest::Preview { table, kind, source: file });
            session.ask_with(preview, Some(list)).await.map_err(refused)?;
            let skip = ImportRequest::Decide { rows: Vec::new(), decision: Decision::Skip };
            session.import(skip).await.map_err(refused)?;
            session.import(ImportRequest::Commit).await.map_err(refused)?;
            return Ok(None);
        }
        let add = CompareRequest::AddList { table, kind, name: entry.name.clone(), file, date: entry.date.clone() };
        match session.ask_with(Request::Compare(add), Some(list)).await.map_err(refused)? {
            Response::Compare(CompareAnswer::ListAdded(list)) => Ok(Some(list.id)),
            _ => Ok(None),
        }
    }
}

// The first preset all of whose lists are there; the township is made for 户籍 × 学籍 × 在校.
async fn compare(session: Session, lists: &[(ListKind, Id)]) -> Result<(), String> {
    let CompareAnswer::Presets(presets) = session.compare(CompareRequest::Presets).await.map_err(refused)? else {
        return Ok(());
    };
    for (preset, _, kinds, _) in presets {
        let found = kinds.iter().map(|kind| {
            if *kind == ListKind::Roster {
                Some(Id::default())
            } else {
                lists.iter().find(|(k, _)| k == kind).map(|(_, id)| *id)
            }
        });
        if let Some(lists) = found.collect::<Option<Vec<Id>>>() {
            session.compare(CompareRequest::Run { preset, lists, window: String::new() }).await.map_err(refused)?;
            return Ok(());
        }
    }
    Ok(())
}

fn refused(refusal: Refusal) -> String {
    refusal::refusal(&refusal)
}

fn entries(manifest: &str) -> Option<Vec<Entry>> {
    let array: Array = js_sys::JSON::parse(manifest).ok()?.dyn_into().ok()?;
    array.iter().map(|value| entry(&value)).collect()
}

fn entry(value: &JsValue) -> Option<Entry> {
    let text = |key: &str| Reflect::get(value, &JsValue::from_str(key)).ok()?.as_string();
    Some(Entry {
        file: text("file")?,
        kind: kind(&text("kind")?)?,
        name: text("name")?,
        date: text("date")?,
        into_roster: text("into")? == "roster",
    })
}

fn kind(key: &str) -> Option<ListKind> {
    Some(match key {
        "household" => ListKind::Household,
        "registry" => ListKind::Registry,
        "in_school" => ListKind::InSchool,
        "last_term" => ListKind::LastTerm,
        "reported" => ListKind::Reported,
        "poverty" => ListKind::Poverty,
        "disability" => ListKind::Disability,
        "graduates" => ListKind::Graduates,
        "suspected" => ListKind::Suspected,
        "other" => ListKind::Other,
        _ => return None,
    })
}

/// 载入示例乡镇: a big choice on the empty home page; loads the sample and says so.
#[component]
pub(crate) fn SampleButton() -> impl IntoView {
    let sample = Sample::here();
    view! {
        <Button disabled=Signal::derive(move || sample.state.with(Option::is_some)) on_press=move |()| sample.load()>
            {t::SAMPLE_LOAD}
        </Button>
    }
}

/// How far the loading has come.
#[component]
pub(crate) fn SampleProgress() -> impl IntoView {
    let (sample, session) = (Sample::here(), Session::here());
    let state = move || sample.state.get().unwrap_or_default();
    let words = move || {
        let (done, total, name) = state();
        if total == 0 { String::new() } else { t::sample_step(done as usize, total as usize, &name) }
    };
    let progress = move || {
        let (done, total, _) = state();
        (done, total)
    };
    view! {
        <Show when=move || sample.state.with(Option::is_some)>
            <Banner tone=Tone::Info>
                <span class="sample-words"><b>{t::SAMPLE_LOADING}</b>{words}</span>
                <Progress label=t::SAMPLE_LOADING.to_owned() state=Signal::derive(progress) />
            </Banner>
        </Show>
        <Show when=move || sample.loaded() && !session.trial()>
            <Banner tone=Tone::Info><SampleNote /></Banner>
        </Show>
    }
}

/// While the sample is loaded: that it is one, and the way to be rid of it. Part of a line across the page.
#[component]
pub(crate) fn SampleNote() -> impl IntoView {
    let (sample, session, toasts) = (Sample::here(), Session::here(), Toasts::here());
    let remove = move |()| {
        spawn_local(async move {
            match session.place(PlaceRequest::RemoveSample).await {
                Ok(PlaceAnswer::SampleRemoved { left: 0 }) => toasts.say(t::SAMPLE_REMOVED),
                Ok(PlaceAnswer::SampleRemoved { left }) => toasts.say(t::sample_removed_but(left)),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    view! {
        <Show when=move || sample.loaded()>
            <span>{t::SAMPLE_SHOWN}</span>
            <Button look=Look::Quiet on_press=remove>{t::SAMPLE_REMOVE}</Button>
        </Show>
    }
}
