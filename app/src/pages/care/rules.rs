//! 应办规则 in the settings: the numbers of each duty that a county sets.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest, DutyNumbers};
use leptos::prelude::*;

use super::cared;
use crate::session::Session;
use crate::text::care as words;
use crate::ui::{Busy, FormDraft, FormDraftOffer, TextField, Toasts};

/// 应办规则.
#[component]
pub(crate) fn RulesSetting() -> impl IntoView {
    let found = cared(|| CareRequest::Duties);
    let kept = Memo::new(move |_| {
        let Some(CareAnswer::Duties(views)) = found.get() else { return Vec::new() };
        views.into_iter().map(|duty| (duty.progress.name, duty.source, duty.numbers)).collect::<Vec<_>>()
    });
    view! {
        <section class="card" aria-label=words::RULES>
            <header><h2>{words::RULES}</h2></header>
            <div class="body stack">
                <p class="muted">{words::RULES_TEXT}</p>
                <For
                    each=move || kept.get()
                    key=|(_, _, n)| (n.key.clone(), n.times, n.alarm_day, n.least_school_days)
                    children=|(name, source, numbers)| view! { <Rule name=name source=source numbers=numbers /> }
                />
            </div>
        </section>
    }
}

#[component]
fn Rule(name: String, source: String, numbers: DutyNumbers) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let fields = [numbers.times, numbers.alarm_day, numbers.least_school_days].map(|n| RwSignal::new(n.to_string()));
    let error = RwSignal::new(String::new());
    let draft = FormDraft::follow_changes(&format!("rule-{}", numbers.key), fields.to_vec());
    let key = StoredValue::new(numbers.key);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [Some(times), Some(alarm_day), Some(least_school_days)] =
            fields.map(|text| text.get_untracked().trim().parse::<u8>().ok().filter(|days| *days <= 31))
        else {
            return error.set(words::RULE_NUMBERS.to_owned());
        };
        error.set(String::new());
        let numbers = DutyNumbers { key: key.get_value(), times, alarm_day, least_school_days };
        busy.run(async move {
            match session.care(CareRequest::KeepDuty(numbers)).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(words::saved(&save.detail), &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            draft.settle();
        });
    };
    let [times, alarm, least] = fields;
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <h3>{name}</h3>
            <p class="muted">{source}</p>
            <FormDraftOffer form=draft />
            <div class="form-grid rule-numbers">
                <TextField label=words::RULE_TIMES.to_owned() value=times error=error />
                <TextField label=words::RULE_ALARM.to_owned() value=alarm />
                <TextField label=words::RULE_LEAST.to_owned() value=least />
            </div>
            <div class="submit-bar">
                <button type="submit" class="button" prop:disabled=move || busy.get()>{words::SAVE}</button>
            </div>
        </form>
    }
}
