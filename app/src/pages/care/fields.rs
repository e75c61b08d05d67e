//! A form that came as data: one input for each question, what is wrong at its place, kept as a draft while it is typed.

use desk::message::form::{Answers, Faults, FormField, InputKind};
use leptos::prelude::*;

use crate::text::care as words;
use crate::ui::{AreaField, DateField, FormDraft, SelectField, TextField};

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

    /// What is to be kept: what was changed in something stored, what was written in something new.
    pub(super) fn written(self) -> Answers {
        let mut answers = self.answers();
        self.fields.with_value(|fields| {
            answers.retain(|(id, answer)| match fields.iter().find(|(field, _)| field.id == *id) {
                Some((field, _)) if self.stored => *answer != field.value,
                _ => !answer.is_empty(),
            });
        });
        answers
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
