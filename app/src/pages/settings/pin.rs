//! PIN: setting it, taking it away, and what it is worth, in words.

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;

use crate::platform::idle;
use crate::session::Session;
use crate::text::refusal;
use crate::text::settings as words;
use crate::ui::{Busy, Button, Dialog, SecretField, SelectField, SubmitBar, Toasts, effect};

const MINUTES: [u64; 4] = [5, 15, 30, 60];

/// Whether there is a PIN, and the ways to change that.
#[component]
pub(super) fn PinSetting() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let open = RwSignal::new(false);
    let busy = Busy::new();
    let on = move || session.view().is_some_and(|v| v.pin);
    let minutes = RwSignal::new(idle::pin_minutes().to_string());
    effect(move || {
        if let Ok(minutes) = minutes.get().parse() {
            idle::set_pin_minutes(minutes);
        }
    });
    let options: Vec<(String, String)> = MINUTES.map(|m| (m.to_string(), words::minutes(m))).to_vec();
    let options = StoredValue::new(options);
    let away = move |()| {
        busy.run(async move {
            match session.vault(VaultRequest::SetPin(None), None).await {
                Ok(_) => toasts.say(words::PIN_GONE),
                Err(failure) => toasts.fail(refusal::vault(&failure)),
            }
        });
    };
    view! {
        <div>
            <h3>{words::PIN_TITLE}</h3>
            <p class="muted">{words::PIN_TEXT}</p>
        </div>
        <div class="row">
            <Button on_press=move |()| open.set(true)>{move || if on() { words::PIN_CHANGE } else { words::PIN_SET }}</Button>
            <Show when=on>
                <Button on_press=away>{words::PIN_AWAY}</Button>
            </Show>
        </div>
        <Show when=on>
            <SelectField
                label=words::PIN_MINUTES.to_owned()
                value=minutes
                options=options.get_value()
                guidance=words::PIN_MINUTES_NOTE.to_owned()
            />
        </Show>
        <Dialog open=open title=words::PIN_TITLE.to_owned()>
            <PinForm open=open />
        </Dialog>
    }
}

#[component]
fn PinForm(open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let busy = Busy::new();
    let (typed, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(String::new());
    effect(move || {
        typed.track();
        error.set(String::new());
    });
    let differs = move || {
        let differs = again.with(|b| !b.is_empty()) && typed.with(|a| again.with(|b| a != b));
        if differs { words::PIN_DIFFERS.to_owned() } else { String::new() }
    };
    let ready = move || typed.with(|a| !a.is_empty() && again.with(|b| a == b));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !untrack(ready) {
            return;
        }
        let digits = typed.get_untracked();
        busy.run(async move {
            let wrong = match session.vault(VaultRequest::SetPin(Some(digits)), None).await {
                Ok((VaultAnswer::Open(_), _)) => {
                    toasts.say(words::PIN_KEPT);
                    let _ = open.try_set(false);
                    return;
                }
                Ok((VaultAnswer::BadPin { common: true }, _)) => words::PIN_COMMON.to_owned(),
                Ok(_) => words::PIN_SHAPE.to_owned(),
                Err(failure) => refusal::vault(&failure),
            };
            let _ = error.try_set(wrong);
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <SecretField label=words::PIN_NEW.to_owned() value=typed guidance=words::PIN_SHAPE.to_owned() error=error first=true />
            <SecretField label=words::PIN_AGAIN.to_owned() value=again error=Signal::derive(differs) />
            <SubmitBar
                label=words::SAVE.to_owned()
                busy=busy
                disabled=Signal::derive(move || !ready())
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}
