//! Adding a child by hand. The half-typed form is a draft; a held Enter or a double click adds one child, not two.

use desk::message::Refusal;
use desk::message::roster::{RosterAnswer, RosterRequest};
use ledger::choice;
use ledger::field::{Field, FieldKind};
use ledger::identity::IdentityNumber;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::field::guidance;
use crate::text::roster as words;
use crate::text::{finding, refusal};
use crate::ui::{Busy, DateField, Dialog, FormDraft, FormDraftOffer, SelectField, TextField, Toasts};

/// Key of the draft, and of the dialog that opens again after unlocking.
pub(super) const DRAFT: &str = "child-add";

const FIELDS: [Field; 12] = [
    Field::Name,
    Field::IdNumber,
    Field::Sex,
    Field::Birth,
    Field::Village,
    Field::School,
    Field::Grade,
    Field::Class,
    Field::EnrolStatus,
    Field::Attendance,
    Field::Guardian,
    Field::GuardianPhone,
];

type Values = Vec<(Field, RwSignal<String>)>;

fn value(values: &Values, wanted: Field) -> Option<RwSignal<String>> {
    values.iter().find(|(f, _)| *f == wanted).map(|(_, v)| *v)
}

/// The dialog 新增.
#[component]
pub(super) fn AddChild(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=words::ADD_TITLE.to_owned() wide=true>
            <AddForm open=open />
        </Dialog>
    }
}

#[component]
fn AddForm(open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let values: StoredValue<Values> = StoredValue::new(FIELDS.map(|f| (f, RwSignal::new(String::new()))).to_vec());
    let wrong = RwSignal::new(None::<(Field, String)>);
    let (busy, more) = (Busy::new(), RwSignal::new(false));
    let draft = FormDraft::follow(DRAFT, values.with_value(|v| v.iter().map(|(_, t)| *t).collect()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed: Vec<(Field, String)> = values.with_value(|v| {
            let pairs = v.iter().map(|(f, t)| (*f, t.get_untracked().trim().to_owned()));
            pairs.filter(|(_, t)| !t.is_empty()).collect()
        });
        let name = typed.iter().find(|(f, _)| *f == Field::Name).map(|(_, t)| t.clone()).unwrap_or_default();
        if name.is_empty() {
            wrong.set(Some((Field::Name, words::NAME_MISSING.to_owned())));
            return;
        }
        wrong.set(None);
        busy.run(async move {
            match session.roster(RosterRequest::Add(typed)).await {
                Ok(RosterAnswer::Saved(save)) => {
                    draft.forget();
                    toasts.saved(words::added(&name), &save);
                    if more.try_get_untracked() == Some(true) {
                        values.try_with_value(|v| {
                            v.iter().for_each(|(f, t)| {
                                if !stays(*f) {
                                    t.set(String::new())
                                }
                            })
                        });
                        draft.settle();
                    } else {
                        let _ = open.try_set(false);
                    }
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(Refusal::BadValue { field, kind }) => {
                    let _ = wrong.try_set(Some((field, finding::sentence(kind).to_owned())));
                }
                Err(other) => toasts.fail(refusal::refusal(&other)),
            }
        });
    };
    let give_up = move |_| {
        draft.forget();
        open.set(false);
    };
    let fields = values.with_value(|v| v.iter().map(|(f, t)| input(*f, *t, wrong, values)).collect_view());
    view! {
        <FormDraftOffer form=draft />
        <form autocomplete="off" class="form" on:submit=submit>
            <div class="form-grid">{fields}</div>
            <div class="submit-bar">
                <button type="button" class="button" on:click=give_up>{crate::text::shell::CANCEL}</button>
                <button
                    type="submit"
                    class="button"
                    prop:disabled=move || busy.get()
                    on:click=move |_| more.set(true)
                >
                    {words::ADD_MORE}
                </button>
                <button
                    type="submit"
                    class="button primary"
                    prop:disabled=move || busy.get()
                    on:click=move |_| more.set(false)
                >
                    {words::ADD_DO}
                </button>
            </div>
        </form>
    }
}

/// What the next child of the same class or village shares.
fn stays(field: Field) -> bool {
    matches!(
        field,
        Field::Village | Field::School | Field::Grade | Field::Class | Field::EnrolStatus | Field::Attendance
    )
}

fn input(
    field: Field,
    value_of: RwSignal<String>,
    wrong: RwSignal<Option<(Field, String)>>,
    values: StoredValue<Values>,
) -> AnyView {
    let error = Signal::derive(move || {
        wrong.with(|w| w.as_ref().filter(|(f, _)| *f == field).map(|(_, words)| words.clone())).unwrap_or_default()
    });
    let label = field.label().to_owned();
    match field.kind() {
        FieldKind::Date => view! { <DateField label=label value=value_of error=error /> }.into_any(),
        FieldKind::Choice => {
            let blank = (String::new(), String::new());
            let texts = choice::options(field).iter().map(|o| (o.text.to_owned(), o.text.to_owned()));
            let options: Vec<(String, String)> = [blank].into_iter().chain(texts).collect();
            view! { <SelectField label=label value=value_of options=options error=error /> }.into_any()
        }
        FieldKind::Identity => {
            let done = move |()| derive(value_of, values);
            view! {
                <TextField label=label value=value_of guidance=guidance(field).to_owned() error=error on_done=Callback::new(done) />
            }
            .into_any()
        }
        _ => {
            let name = field == Field::Name;
            view! {
                <TextField label=label value=value_of guidance=guidance(field).to_owned() error=error required=name first=name />
            }
            .into_any()
        }
    }
}

/// A valid number says birth date and sex: filled in where nothing stands yet.
fn derive(number: RwSignal<String>, values: StoredValue<Values>) {
    // The engine reads what is written otherwise; here only a number typed as it stands on the card is understood.
    let typed = number.get_untracked().trim().to_ascii_uppercase();
    let Some(number) = typed.as_bytes().try_into().ok().and_then(|c| IdentityNumber::from_bytes(c).ok()) else {
        return;
    };
    values.with_value(|values| {
        let fill = |field: Field, text: String| {
            if let Some(signal) = value(values, field).filter(|s| s.with_untracked(String::is_empty)) {
                signal.set(text);
            }
        };
        fill(Field::Birth, number.birth().to_string());
        fill(Field::Sex, number.sex().text().to_owned());
    });
}
