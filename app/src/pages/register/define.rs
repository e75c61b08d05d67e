//! A county's own register: its name, the document it rests on, whom it suggests, and what it asks.

use desk::message::care::CareAnswer;
use desk::message::register::{Definition, QuestionLine, RegisterAnswer, RegisterRequest};
use desk::message::{Id, Refusal};
use ledger::field::{Field, FieldKind};
use ledger::form::YES;
use ledger::register::{OwnKind, Which};
use leptos::prelude::*;

use crate::pages::care::cared;
use crate::route::{Route, Router};
use crate::session::Session;
use crate::text::care as care_words;
use crate::text::register as words;
use crate::text::shell::LOADING;
use crate::ui::{Busy, Button, Look, SelectField, TextField, Toasts, effect};

/// A question being edited.
#[derive(Clone, Copy)]
struct Line {
    id: Option<Id>,
    label: RwSignal<String>,
    kind: RwSignal<String>,
    options: RwSignal<String>,
    retired: RwSignal<bool>,
}

impl Line {
    fn new(line: QuestionLine) -> Line {
        Line {
            id: line.id,
            label: RwSignal::new(line.label),
            kind: RwSignal::new(line.kind.key().to_owned()),
            options: RwSignal::new(line.options.join("、")),
            retired: RwSignal::new(line.retired),
        }
    }

    fn blank() -> Line {
        let kind = OwnKind::Line;
        Line::new(QuestionLine { id: None, label: String::new(), kind, options: Vec::new(), retired: false })
    }

    fn read(self) -> QuestionLine {
        let options = self.options.get_untracked();
        QuestionLine {
            id: self.id,
            label: self.label.get_untracked().trim().to_owned(),
            kind: OwnKind::from_key(&self.kind.get_untracked()).unwrap_or(OwnKind::Line),
            options: options.split(['、', '，', ',', '\n']).map(|o| o.trim().to_owned()).collect(),
            retired: self.retired.get_untracked(),
        }
    }
}

/// A new register, or the definition of one.
#[component]
pub(crate) fn DefinePage(
    /// Which; nothing for a new one.
    id: Option<Id>,
) -> impl IntoView {
    let first = RwSignal::new(id.is_none().then(Definition::default));
    if let Some(id) = id {
        let found = cared(move || RegisterRequest::Definition(id).into());
        // Asked once: another window's save must not take away what is being typed.
        effect(move || {
            if let Some(CareAnswer::Register(told)) = found.get()
                && let RegisterAnswer::Definition(definition) = *told
                && first.with_untracked(Option::is_none)
            {
                first.set(Some(definition));
            }
        });
    }
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{if id.is_some() { words::DEFINE } else { words::NEW }}</h1>
                <p class="sub">{words::DEFINE_SUB}</p>
                <a href=Route::Registers(String::new()).href()>{care_words::TO_REGISTERS}</a>
            </div>
            {move || match first.get() {
                Some(definition) => view! { <Editing definition=definition /> }.into_any(),
                None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Editing(definition: Definition) -> impl IntoView {
    let (session, toasts, busy, router) = (Session::here(), Toasts::here(), Busy::new(), Router::here());
    let (name, basis) = (RwSignal::new(definition.name), RwSignal::new(definition.basis));
    let suggest = RwSignal::new(definition.suggest.map_or_else(String::new, |field| field.key().to_owned()));
    let (answer, closed) = (RwSignal::new(definition.answer), RwSignal::new(definition.closed));
    let lines = RwSignal::new(definition.questions.into_iter().map(Line::new).collect::<Vec<_>>());
    let (id, error) = (definition.id, RwSignal::new(String::new()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let definition = Definition {
            id,
            name: name.get_untracked(),
            basis: basis.get_untracked(),
            suggest: suggest.with_untracked(|key| Field::ALL.iter().copied().find(|field| field.key() == key)),
            answer: answer.get_untracked(),
            closed: closed.get_untracked(),
            questions: lines.get_untracked().into_iter().map(Line::read).collect(),
        };
        busy.run(async move {
            match session.care(RegisterRequest::KeepDefinition(definition).into()).await {
                Ok(CareAnswer::Register(told)) => match *told {
                    RegisterAnswer::Defined(id, save) => {
                        toasts.saved(words::DEFINED.to_owned(), &save);
                        router.go(&Route::Registers(Which::Own(id).key()));
                    }
                    RegisterAnswer::Unfit(fault) => drop(error.try_set(words::unfit(fault))),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Err(Refusal::NothingToWrite) => {
                    if let Some(id) = id {
                        router.go(&Route::Registers(Which::Own(id).key()));
                    }
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let kinds: Vec<(String, String)> =
        OwnKind::OFFERED.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let one = move |(at, line): (usize, Line)| {
        let up = move |()| lines.update(|all| all.swap(at, at - 1));
        let offered = move || line.kind.with(|kind| kind == OwnKind::OneOf.key());
        view! {
            <div class="own-question" class:retired=move || line.retired.get()>
                <TextField label=words::QUESTION.to_owned() value=line.label />
                <SelectField label=words::KIND.to_owned() value=line.kind options=kinds.clone() />
                <Show when=offered>
                    <TextField label=words::OPTIONS.to_owned() value=line.options />
                </Show>
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || line.retired.get()
                        on:change=move |event| line.retired.set(event_target_checked(&event))
                    />
                    <span>{words::RETIRED}</span>
                </label>
                <Button look=Look::Quiet disabled=at == 0 on_press=up>{words::UP}</Button>
            </div>
        }
    };
    view! {
        <form autocomplete="off" class="form care-form" on:submit=submit>
            <div class="form-grid">
                <TextField label=words::NAME.to_owned() value=name guidance=words::NAME_GUIDANCE.to_owned() required=true />
                <TextField label=words::BASIS.to_owned() value=basis guidance=words::BASIS_GUIDANCE.to_owned() />
                <SelectField label=words::SUGGEST.to_owned() value=suggest options=suggesting() />
                <TextField
                    label=words::SUGGEST_IS.to_owned()
                    value=answer
                    guidance=words::SUGGEST_GUIDANCE.to_owned()
                    offers=vec![YES.to_owned()]
                />
            </div>
            <h2>{words::QUESTIONS}</h2>
            <p class="muted">{words::QUESTIONS_TEXT}</p>
            {move || lines.get().into_iter().enumerate().map(&one).collect_view()}
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || closed.get()
                    on:change=move |event| closed.set(event_target_checked(&event))
                />
                <span>{words::CLOSED}</span>
            </label>
            <p class="field-note bad" role="alert">{move || error.get()}</p>
            <div class="submit-bar">
                <Button on_press=move |()| lines.update(|all| all.push(Line::blank()))>{words::ADD_QUESTION}</Button>
                <button type="submit" class="button primary" prop:disabled=move || busy.get()>{care_words::SAVE}</button>
            </div>
        </form>
    }
}

/// Fields of the roster by which a child can be suggested.
fn suggesting() -> Vec<(String, String)> {
    let none = (String::new(), words::SUGGEST_NONE.to_owned());
    let fits = |field: &&Field| matches!(field.kind(), FieldKind::Choice | FieldKind::Text | FieldKind::Code);
    let fields = Field::ALL.iter().filter(fits).map(|field| (field.key().to_owned(), field.label().to_owned()));
    [none].into_iter().chain(fields).collect()
}
