//! 交接: everything one person holds goes to another in one step.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::chain::{ChainAnswer, ChainRequest, ChainView, HandOver};
use leptos::prelude::*;

use crate::session::Session;
use crate::text::chain as words;
use crate::ui::{Busy, DateField, TextField, Toasts, asked};

/// The form of a hand-over.
#[component]
pub(super) fn HandOverForm(
    /// The chains.
    #[prop(into)]
    chain: Signal<ChainView>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let [from, to, phone, date] = [(); 4].map(|()| RwSignal::new(String::new()));
    let error = RwSignal::new(String::new());
    let found = asked(move || {
        let name = from.get().trim().to_owned();
        session.version();
        async move {
            if name.is_empty() {
                return None;
            }
            match session.care(ChainRequest::Holds(name.clone()).into()).await {
                Ok(CareAnswer::Chain(told)) => match *told {
                    ChainAnswer::Holds(held) => Some(words::holds(&name, &held)),
                    _ => None,
                },
                _ => None,
            }
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [from_name, to_name, number, day] = [from, to, phone, date].map(|text| text.get_untracked());
        let told = HandOver { from: from_name, to: to_name, phone: number, date: day };
        busy.run(async move {
            match session.care(ChainRequest::HandOver(told).into()).await {
                Ok(CareAnswer::Chain(told)) => match *told {
                    ChainAnswer::HandedOver(moved, save) => {
                        toasts.saved(words::handed_over(&moved), &save);
                        for text in [from, to, phone, date, error] {
                            let _ = text.try_set(String::new());
                        }
                    }
                    ChainAnswer::Unfit(fault) => drop(error.try_set(words::unfit(fault).to_owned())),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let people = Signal::derive(move || chain.with(|chain| chain.people.clone()));
    view! {
        <section class="card" aria-label=words::HAND_OVER>
            <header><h2>{words::HAND_OVER}</h2></header>
            <form autocomplete="off" class="form body" on:submit=submit>
                <p class="muted">{words::HAND_OVER_TEXT}</p>
                <div class="form-grid">
                    <TextField label=words::OLD.to_owned() value=from offers=people required=true />
                    <TextField label=words::NEW.to_owned() value=to offers=people required=true />
                    <TextField label=words::NEW_PHONE.to_owned() value=phone kind="tel" />
                    <DateField label=words::SINCE.to_owned() value=date required=true />
                </div>
                <p role="status">{move || found.get().flatten()}</p>
                <p class="field-note bad" role="alert">{move || error.get()}</p>
                <div class="submit-bar">
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>
                        {words::HAND_OVER_DO}
                    </button>
                </div>
            </form>
        </section>
    }
}
