//! A letter of this office: as a QR code, as text, as a file and on paper, with the digits that are compared.

use desk::message::upward::{OwnLetterView, UpwardRequest};
use leptos::prelude::*;

use super::order;
use crate::pages::carried;
use crate::platform::print;
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{Busy, Button, Confirm, Look, Toasts};

/// A letter.
#[component]
pub(super) fn OwnLetter(
    /// It is that of the inbox.
    inbox: bool,
    /// The letter.
    letter: OwnLetterView,
    /// Whoever sees it may change the keys.
    #[prop(into)]
    writes: Signal<bool>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (title, text, renew_text, renewed) = match inbox {
        true => (words::OWN_INBOX, words::OWN_INBOX_TEXT, words::RENEW_INBOX_TEXT, words::RENEWED_INBOX),
        false => (words::OWN_SENDER, words::OWN_SENDER_TEXT, words::RENEW_SENDER_TEXT, words::RENEWED_SENDER),
    };
    let whole = StoredValue::new(letter.clone());
    let message = move || whole.with_value(|own| words::letter_message(inbox, &own.name, &own.text));
    let drawn = carried::drawn(session, StoredValue::new(letter.text.clone()), words::QR);
    let copy = move |()| carried::copied(toasts, message(), words::COPIED);
    let as_file = move |()| {
        let name = whole.with_value(|own| words::letter_file(inbox, &own.name));
        carried::given(toasts, &name, message().as_bytes(), words::saved(&name));
    };
    let renewing = RwSignal::new(false);
    let renew = move |()| {
        let name = whole.with_value(|own| own.name.clone());
        let request = if inbox { UpwardRequest::OpenInbox(name) } else { UpwardRequest::MakeSender(name) };
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                toasts.say(renewed);
            }
        });
    };
    view! {
        <section class="card" aria-label=title>
            <header>
                <h2>{title}</h2>
                <Show when=move || writes.get()>
                    <Button look=Look::Quiet on_press=move |()| renewing.set(true)>{words::RENEW}</Button>
                </Show>
            </header>
            <div class="body stack">
                <p class="muted">{text}</p>
                <div class="card-paper letter-paper">
                    <p class="paper-only letter-title">{words::letter_of(inbox, &letter.name)}</p>
                    <div class="invite-code">
                        {drawn}
                        <div class="stack">
                            <b>{letter.name.clone()}</b>
                            <p class="letter-digits" role="group" aria-label=words::DIGITS>{letter.digits.clone()}</p>
                            <p class="invite-link"><code>{letter.text.clone()}</code></p>
                        </div>
                    </div>
                    <p class="paper-only card-seal">{words::SEAL}</p>
                </div>
                <div class="row">
                    <Button look=Look::Primary on_press=copy>{words::COPY}</Button>
                    <Button on_press=as_file>{words::AS_FILE}</Button>
                    <Button on_press=move |()| print::card()>{words::PRINT}</Button>
                </div>
            </div>
            <Confirm
                open=renewing
                title=words::RENEW_TITLE.to_owned()
                text=renew_text.to_owned()
                label=words::RENEW_DO.to_owned()
                danger=true
                on_yes=renew
            />
        </section>
    }
}
