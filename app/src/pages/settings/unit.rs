//! Unit, person, school year, age window.

use desk::message::place::{PlaceRequest, Settings};
use leptos::prelude::*;

use crate::platform::clock::Moment;
use crate::session::Session;
use crate::shell::Facts;
use crate::text::refusal;
use crate::text::settings as words;
use crate::ui::{Busy, DateField, FormDraft, FormDraftOffer, SelectField, TextField, Toasts};

const DRAFT: &str = "settings";

/// The form; it waits for what is stored before it lets anybody type.
#[component]
pub(super) fn Unit() -> impl IntoView {
    let facts = Facts::here();
    let stored = Memo::new(move |_| facts.overview.with(Option::is_some).then(|| facts.settings.get()));
    view! {
        <section class="card" aria-label=words::UNIT_TITLE>
            <header><h2>{words::UNIT_TITLE}</h2></header>
            <div class="body">{move || stored.get().map(|settings| view! { <UnitForm settings=settings /> })}</div>
        </section>
    }
}

#[component]
fn UnitForm(settings: Settings) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let (from, to) = settings.window.split_once("..").unwrap_or_default();
    let (unit, person) = (RwSignal::new(settings.unit.clone()), RwSignal::new(settings.person.clone()));
    let year = RwSignal::new(settings.school_year.to_string());
    let (from, to) = (RwSignal::new(from.to_owned()), RwSignal::new(to.to_owned()));
    let error = RwSignal::new(String::new());
    let busy = Busy::new();
    let draft = FormDraft::follow(DRAFT, vec![unit, person, year, from, to]);
    let now = u16::try_from(Moment::now().year).unwrap_or(0);
    let years: Vec<(String, String)> = [("0".to_owned(), words::YEAR_AUTO.to_owned())]
        .into_iter()
        .chain((now.saturating_sub(3)..=now + 1).rev().map(|y| (y.to_string(), words::year(y))))
        .collect();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (first, last) = (from.get_untracked(), to.get_untracked());
        let window = match (first.is_empty(), last.is_empty()) {
            (true, true) => String::new(),
            (false, false) if first <= last => format!("{first}..{last}"),
            (false, false) => return error.set(words::WINDOW_ORDER.to_owned()),
            _ => return error.set(words::WINDOW_BOTH.to_owned()),
        };
        error.set(String::new());
        let settings = Settings {
            unit: unit.get_untracked().trim().to_owned(),
            person: person.get_untracked().trim().to_owned(),
            school_year: year.get_untracked().parse().unwrap_or(0),
            window,
            ..Settings::default()
        };
        busy.run(async move {
            match session.place(PlaceRequest::KeepSettings(settings)).await {
                Ok(_) => {
                    draft.forget();
                    toasts.say(words::SAVED);
                }
                Err(refused) => {
                    let _ = error.try_set(refusal::refusal(&refused));
                }
            }
        });
    };
    view! {
        <FormDraftOffer form=draft />
        <form autocomplete="off" class="form" on:submit=submit>
            <TextField label=words::UNIT.to_owned() value=unit guidance=words::UNIT_GUIDANCE.to_owned() />
            <TextField label=words::PERSON.to_owned() value=person guidance=words::PERSON_GUIDANCE.to_owned() />
            <SelectField label=words::YEAR.to_owned() value=year options=years />
            <h3>{words::WINDOW_TITLE}</h3>
            <p class="muted">{words::WINDOW_TEXT}</p>
            <p>{words::window_in_force(&settings.window_in_force)}</p>
            <div class="form-grid">
                <DateField label=words::WINDOW_FROM.to_owned() value=from />
                <DateField label=words::WINDOW_TO.to_owned() value=to error=error />
            </div>
            <div class="submit-bar">
                <button type="submit" class="button primary" prop:disabled=move || busy.get()>{words::SAVE}</button>
            </div>
        </form>
    }
}
