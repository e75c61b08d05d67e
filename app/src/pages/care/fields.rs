//! A form that came as data: one input for each question, what is wrong at its place, kept as a draft while it is typed.

use desk::message::form::{Answers, Faults, FormField, InputKind};
use leptos::prelude::*;

use super::picker::ChildPicker;
use crate::route::id_hex;
use crate::text::care as words;
use crate::ui::{AreaField, Button, DateField, FormDraft, Look, SelectField, TextField};

/// The answers of an open form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    fields: StoredValue<Vec<(FormField, RwSignal<String>)>>,
    // Whether it is about something that is stored already.
    stored: bool,
    // What the engine found wrong, and what it was told.
    judged: RwSignal<(Faults, Answers)>,
    /// Its draft.
    pub(super) draft: FormDraft,
}

impl Form {
    /// A form under the key of its draft.
    pub(super) fn new(key: &str, fields: Vec<FormField>, stored: bool) -> Form {
        let typed = |field: FormField| {
            let value = RwSignal::new(field.value.clone());
            (field, value)
        };
        let fields: Vec<_> = fields.into_iter().map(typed).collect();
        let texts = fields.iter().map(|(_, value)| *value).collect();
        let draft = if stored { FormDraft::follow_changes(key, texts) } else { FormDraft::follow(key, texts) };
        Form { fields: StoredValue::new(fields), stored, judged: RwSignal::new((Vec::new(), Vec::new())), draft }
    }

    /// What is typed.
    pub(super) fn answers(self) -> Answers {
        self.fields.with_value(|fields| {
            fields.iter().map(|(field, value)| (field.id, value.get_untracked().trim().to_owned())).collect()
        })
    }

    /// What is to be kept: what was changed in something stored, what was written in something new. What was proposed
    /// and taken out is said to be empty, or it would be proposed and kept all the same.
    pub(super) fn written(self) -> Answers {
        let mut answers = self.answers();
        self.fields.with_value(|fields| {
            answers.retain(|(id, answer)| match fields.iter().find(|(field, _)| field.id == *id) {
                Some((field, _)) if self.stored => *answer != field.value,
                Some((field, _)) => !answer.is_empty() || !field.value.is_empty(),
                None => !answer.is_empty(),
            });
        });
        answers
    }

    /// Whether what is typed is what was judged last.
    pub(super) fn is_judged(self) -> bool {
        self.judged.with_untracked(|(_, judged)| *judged == self.answers())
    }

    /// This is wrong with the answers that were sent.
    pub(super) fn judge(self, faults: Faults, answers: Answers) {
        let _ = self.judged.try_set((faults, answers));
    }

    /// What is wrong with an answer; a changed one is not judged yet.
    fn error(self, id: u16, value: RwSignal<String>) -> Signal<String> {
        Signal::derive(move || {
            let typed = value.get();
            let fault = self.judged.with(|(faults, answers)| {
                let told = answers.iter().any(|(field, answer)| *field == id && *answer == typed.trim());
                faults.iter().find(|(field, _)| told && *field == id).map(|(_, fault)| *fault)
            });
            fault.map(words::fault).unwrap_or_default().to_owned()
        })
    }
}

/// The inputs of a form.
#[component]
pub(super) fn Inputs(
    /// The form.
    form: Form,
) -> impl IntoView {
    let input = move |(field, value): &(FormField, RwSignal<String>)| {
        let (label, value, error) = (field.label.clone(), *value, form.error(field.id, *value));
        let offered = match &field.kind {
            InputKind::Lines => {
                return view! { <div class="whole"><AreaField label=label value=value error=error /></div> }.into_any();
            }
            InputKind::Date => return view! { <DateField label=label value=value error=error /> }.into_any(),
            InputKind::Tick => vec![(ledger::form::YES.to_owned(), ledger::form::YES.to_owned())],
            InputKind::OneOf(offered) => offered.clone(),
            InputKind::SomeOf(offered) => {
                return view! { <Ticks label=label value=value error=error offered=offered.clone() /> }.into_any();
            }
            InputKind::Child(name) => {
                return view! { <ChildField label=label value=value error=error name=name.clone() /> }.into_any();
            }
            kind => {
                let kind = match kind {
                    InputKind::Time => "time",
                    InputKind::Phone => "tel",
                    _ => "text",
                };
                return view! { <TextField label=label value=value error=error kind=kind /> }.into_any();
            }
        };
        let blank = (String::new(), words::BLANK.to_owned());
        let options: Vec<_> = [blank].into_iter().chain(offered).collect();
        view! { <SelectField label=label value=value options=options error=error /> }.into_any()
    };
    view! { <div class="form-grid">{form.fields.with_value(|fields| fields.iter().map(input).collect_view())}</div> }
}

/// Any of a few answers: keys in one line, as the engine stores them.
#[component]
fn Ticks(
    label: String,
    value: RwSignal<String>,
    error: Signal<String>,
    offered: Vec<(String, String)>,
) -> impl IntoView {
    let keys: Vec<String> = offered.iter().map(|(key, _)| key.clone()).collect();
    let keys = StoredValue::new(keys);
    let has = move |key: &str| value.with(|all| all.split(' ').any(|one| one == key));
    let turn = move |key: &str, on: bool| {
        let chosen = |one: &&String| if *one == key { on } else { has(one) };
        let all = keys.with_value(|keys| keys.iter().filter(chosen).cloned().collect::<Vec<_>>().join(" "));
        value.set(all);
    };
    let one = move |(key, words): (String, String)| {
        let (own, ticked) = (key.clone(), key);
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || has(&ticked)
                    on:change=move |event| turn(&own, event_target_checked(&event))
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="field whole ticks" class:bad=move || !error.with(String::is_empty)>
            <legend>{label}</legend>
            <div class="row">{offered.into_iter().map(one).collect_view()}</div>
            <p class="field-note" role="status">{move || error.get()}</p>
        </fieldset>
    }
}

/// A child of the roster: its name is shown here and nowhere in a list.
#[component]
fn ChildField(label: String, value: RwSignal<String>, error: Signal<String>, name: String) -> impl IntoView {
    let (name, picking) = (RwSignal::new(name), RwSignal::new(false));
    let chosen = move || match (value.with(String::is_empty), name.get()) {
        (true, _) => words::NO_PEER.to_owned(),
        // A draft holds the number of the row alone.
        (false, name) if name.is_empty() => words::PEER_CHOSEN.to_owned(),
        (false, name) => name,
    };
    let pick = move |child| {
        value.set(id_hex(&child));
        picking.set(false);
    };
    let keep_form = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && picking.get_untracked() {
            event.prevent_default();
        }
    };
    view! {
        <div class="field whole peer" class:bad=move || !error.with(String::is_empty) on:keydown=keep_form>
            <div class="row">
                <span>{label}"　"<b>{chosen}</b></span>
                <Button look=Look::Quiet on_press=move |()| picking.update(|on| *on = !*on)>{words::PICK}</Button>
                <Show when=move || !value.with(String::is_empty)>
                    <Button look=Look::Quiet on_press=move |()| value.set(String::new())>{words::UNPICK}</Button>
                </Show>
            </div>
            <Show when=move || picking.get()>
                <ChildPicker on_pick=pick tell=name />
            </Show>
            <p class="field-note" role="status">{move || error.get()}</p>
        </div>
    }
}
