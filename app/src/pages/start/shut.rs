//! Opening a shut ledger by its PIN, or giving up and asking for the passphrase.

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;

use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Button, Look, SecretField};

/// The PIN form.
#[component]
pub(super) fn ShutDoor(
    /// The label of the ledger.
    label: String,
) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let pin = typed.get_untracked();
        if pin.trim().is_empty() {
            return;
        }
        busy.run(async move {
            match session.vault(VaultRequest::OpenWithPin(pin), None).await {
                Ok((VaultAnswer::WrongPin { left }, _)) if left > 0 => {
                    let _ = typed.try_set(String::new());
                    let _ = error.try_set(t::wrong_pin(left));
                }
                Ok((VaultAnswer::Open(_), _)) => {}
                Ok(_) => session.end_saying(t::PIN_OVER),
                Err(failure) => session.end_saying(refusal::vault(&failure)),
            }
        });
    };
    view! {
        <section class="card way-in open-here">
            <h2>{label}</h2>
            <form autocomplete="off" class="form" on:submit=submit>
                <SecretField label=t::PIN.to_owned() value=typed guidance=t::PIN_OPEN_HELP.to_owned() error=error first=true />
                <div class="way-buttons">
                    <button
                        type="submit"
                        class=Look::Primary.class()
                        prop:disabled=move || busy.get() || typed.with(String::is_empty)
                    >
                        {t::OPEN}
                    </button>
                    <Button look=Look::Quiet on_press=move |()| session.end()>{t::USE_PASSPHRASE}</Button>
                </div>
            </form>
        </section>
    }
}
