//! 应办规则 in the settings: the numbers of each duty that a county sets.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest, DutyNumbers, DutyView};
use leptos::prelude::*;

use super::cared;
use super::dialog::CareDialog;
use super::wanted::Wanted;
use crate::session::Session;
use crate::text::care as words;
use crate::ui::{Busy, Button, FormDraft, FormDraftOffer, SelectField, TextField, Toasts};

/// 应办规则.
#[component]
pub(crate) fn RulesSetting() -> impl IntoView {
    let found = cared(|| CareRequest::Duties);
    let kept = Memo::new(move |_| {
        let Some(CareAnswer::Duties(views)) = found.get() else { return Vec::new() };
        let kept = |duty: DutyView| (duty.progress.name, duty.source, duty.numbers, duty.own, duty.deadline);
        views.into_iter().map(kept).collect::<Vec<_>>()
    });
    let wanted = RwSignal::new(None::<Wanted>);
    view! {
        <section class="card" aria-label=words::RULES>
            <header><h2>{words::RULES}</h2></header>
            <div class="body stack">
                <p class="muted">{words::RULES_TEXT}</p>
                <For
                    each=move || kept.get()
                    key=|(name, _, n, _, deadline)| {
                        let days = (n.alarm_day, n.least_school_days);
                        (name.clone(), n.key.clone(), n.times, days, n.per.clone(), *deadline)
                    }
                    children=move |(name, source, numbers, own, deadline)| {
                        view! {
                            <Rule name=name source=source numbers=numbers own=own deadline=deadline wanted=wanted />
                        }
                    }
                />
                <div class="row">
                    <Button on_press=move |()| wanted.set(Some(Wanted::OwnDuty(String::new())))>
                        {words::OWN_RULE_ADD}
                    </Button>
                </div>
            </div>
            <CareDialog wanted=wanted />
        </section>
    }
}

#[component]
fn Rule(
    name: String,
    source: String,
    numbers: DutyNumbers,
    own: bool,
    deadline: bool,
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let fields = [numbers.times, numbers.alarm_day, numbers.least_school_days].map(|n| RwSignal::new(n.to_string()));
    let error = RwSignal::new(String::new());
    let draft = FormDraft::follow_changes(&format!("rule-{}", numbers.key), fields.to_vec());
    let (per, counted) = (RwSignal::new(numbers.per.clone()), !numbers.per.is_empty());
    let own_key = numbers.key.clone();
    let change = own.then(|| {
        view! {
            <Button on_press=move |()| wanted.set(Some(Wanted::OwnDuty(own_key.clone())))>{words::CHANGE}</Button>
        }
    });
    let key = StoredValue::new(numbers.key);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [Some(times), Some(alarm_day), Some(least_school_days)] =
            fields.map(|text| text.get_untracked().trim().parse::<u8>().ok().filter(|days| *days <= 31))
        else {
            return error.set(words::RULE_NUMBERS.to_owned());
        };
        error.set(String::new());
        let per = per.get_untracked();
        let numbers = DutyNumbers { key: key.get_value(), times, alarm_day, least_school_days, per };
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
                <TextField
                    label=if deadline { words::RULE_AHEAD } else { words::RULE_ALARM }.to_owned()
                    value=alarm
                />
                {(!deadline).then(|| view! { <TextField label=words::RULE_LEAST.to_owned() value=least /> })}
                {counted.then(|| view! { <SelectField label=words::PER.to_owned() value=per options=words::per() /> })}
            </div>
            <div class="submit-bar">
                {change}
                <button type="submit" class="button" prop:disabled=move || busy.get()>{words::SAVE}</button>
            </div>
        </form>
    }
}
