//! 批量登记: everybody who is entitled to an item and has no entry was paid on one day.

use desk::message::Refusal;
use desk::message::aid::AidRequest;
use desk::message::care::CareAnswer;
use ledger::aid::AidItem;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::aid as words;
use crate::text::care;
use crate::ui::{Busy, DateField, FormDraft, SelectField, SubmitBar, Toasts};

/// The form; closes itself when everybody is entered.
#[component]
pub(super) fn PayAll(
    /// The term.
    term: RwSignal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (item, day) = (RwSignal::new(AidItem::Textbooks.key().to_owned()), RwSignal::new(String::new()));
    let error = RwSignal::new(String::new());
    let draft = FormDraft::follow("pay-all", vec![day]);
    let items: Vec<_> = AidItem::OFFERED.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request =
            AidRequest::PayAll { term: term.get_untracked(), item: item.get_untracked(), paid_on: day.get_untracked() };
        busy.run(async move {
            match session.care(request.into()).await {
                Ok(CareAnswer::Faults(faults)) => {
                    let words = faults.first().map(|(_, fault)| care::fault(*fault)).unwrap_or_default();
                    return drop(error.try_set(words.to_owned()));
                }
                Ok(CareAnswer::Saved(save)) => toasts.saved(care::saved(&save.detail), &save),
                Err(Refusal::NothingToWrite) => toasts.say(words::NOBODY_TO_PAY.to_owned()),
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            draft.forget();
            let _ = open.try_set(false);
        });
    };
    view! {
        <form autocomplete="off" class="form care-form" on:submit=submit>
            <p class="muted">{words::PAY_ALL_TEXT}</p>
            <div class="form-grid">
                <SelectField label=words::ITEM.to_owned() value=item options=items />
                <DateField label=words::PAID_ON.to_owned() value=day error=error />
            </div>
            <SubmitBar label=words::PAY_ALL_DO.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
