//! The ticked rows at once: one field of all of them, or all of them away. One save each, undone as one.

use desk::message::Refusal;
use desk::message::roster::{RosterAnswer, RosterRequest};
use ledger::choice;
use ledger::field::Field;
use leptos::prelude::*;

use super::children::Children;
use crate::text::roster as words;
use crate::text::{field, finding, refusal};
use crate::ui::data_table::Picked;
use crate::ui::{Busy, Button, Dialog, FormDraft, FormDraftOffer, SelectField, SubmitBar, TextField};

/// Key of the draft, and of the dialog that opens again after unlocking.
pub(super) const DRAFT: &str = "bulk";

/// 改字段.
#[component]
pub(crate) fn BulkField(
    /// The table.
    children: Children,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Button on_press=move |()| open.set(true)>{words::BULK_FIELD}</Button>
        <Dialog open=open title=words::BULK_TITLE.to_owned()>
            <BulkForm children=children open=open />
        </Dialog>
    }
}

#[component]
fn BulkForm(children: Children, open: RwSignal<bool>) -> impl IntoView {
    let options: Vec<(String, String)> = Field::ALL
        .iter()
        .filter(|f| !matches!(f, Field::Name | Field::IdNumber | Field::StudentNumber))
        .map(|f| (f.key().to_owned(), f.label().to_owned()))
        .collect();
    let key = RwSignal::new(Field::School.key().to_owned());
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let busy = Busy::new();
    let draft = FormDraft::follow(DRAFT, vec![key, text]);
    let chosen = move || key.with(|k| Field::ALL.iter().copied().find(|f| f.key() == k)).unwrap_or(Field::School);
    let offers = move || choice::options(chosen()).iter().map(|o| o.text.to_owned()).collect::<Vec<_>>();
    let guidance = move || {
        let how = field::guidance(chosen());
        if how.is_empty() { words::BULK_CLEAR.to_owned() } else { format!("{how}；{}", words::BULK_CLEAR) }
    };
    let preview = move || words::bulk_preview(children.picked_count(), chosen().label(), text.get().trim());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (field, text) = (untrack(chosen), text.get_untracked().trim().to_owned());
        busy.run(async move {
            let Some((query, only)) = children.picked().await else { return };
            match children.session.roster(RosterRequest::Bulk { query, only, field, text }).await {
                Ok(RosterAnswer::Saved(save)) => {
                    draft.forget();
                    let _ = open.try_set(false);
                    children.toasts.saved(words::bulk_done(save.cells, field.label()), &save);
                }
                Ok(_) => children.toasts.refuse(&Refusal::Protocol),
                Err(Refusal::BadValue { kind, .. }) => {
                    let _ = error.try_set(finding::sentence(kind).to_owned());
                }
                Err(other) => {
                    let _ = error.try_set(refusal::refusal(&other));
                }
            }
        });
    };
    let give_up = move |()| {
        draft.forget();
        open.set(false);
    };
    view! {
        <FormDraftOffer form=draft />
        <form autocomplete="off" class="form" on:submit=submit>
            <SelectField label=words::BULK_WHICH.to_owned() value=key options=options />
            <TextField
                label=words::BULK_TEXT.to_owned()
                value=text
                guidance=Signal::derive(guidance)
                offers=Signal::derive(offers)
                error=error
                first=true
            />
            <p role="status">{preview}</p>
            <SubmitBar label=words::BULK_DO.to_owned() busy=busy on_cancel=give_up />
        </form>
    }
}

/// 删除.
#[component]
pub(crate) fn RemoveChildren(
    /// The table.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move |()| open.set(true)>{words::DELETE}</Button>
        <Dialog open=open title=words::DELETE_TITLE.to_owned()>
            <RemoveForm children=children open=open />
        </Dialog>
    }
}

#[component]
fn RemoveForm(children: Children, open: RwSignal<bool>) -> impl IntoView {
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = Busy::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            error.set(words::REASON_MISSING.to_owned());
            return;
        }
        busy.run(async move {
            let Some(keys) = children.table.picked_keys().await else { return };
            let people = u32::try_from(keys.len()).unwrap_or(u32::MAX);
            match children.session.roster(RosterRequest::Delete { children: keys, reason: why }).await {
                Ok(RosterAnswer::Saved(save)) => {
                    let _ = open.try_set(false);
                    let _ = children.table.picked.try_set(Picked::default());
                    children.toasts.saved(words::deleted(people), &save);
                }
                Ok(_) => children.toasts.refuse(&Refusal::Protocol),
                Err(refused) => {
                    let _ = error.try_set(refusal::refusal(&refused));
                }
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{move || words::delete_preview(children.picked_count())}</p>
            <TextField
                label=words::DELETE_REASON.to_owned()
                value=reason
                guidance=words::DELETE_GUIDANCE.to_owned()
                error=error
                required=true
                first=true
            />
            <SubmitBar label=words::DELETE.to_owned() danger=true busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
