//! The card on paper, then one word typed back; only then the ledger is entered.

use desk::message::vault::{QrView, SessionView};
use leptos::prelude::*;

use super::card::RecoveryCard;
use super::check::CheckForm;
use crate::session::Session;
use crate::text::start as t;
use crate::ui::Toasts;

/// A ledger on the disk whose card is not checked yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Made {
    /// The session to be entered.
    pub(super) session: SessionView,
    /// The words of the card.
    pub(super) words: Vec<String>,
    /// Its code.
    pub(super) code: String,
    /// That as a QR code.
    pub(super) qr: QrView,
}

/// Card and check.
#[component]
pub(super) fn CardSteps(
    /// The new ledger.
    made: Made,
    /// Whether the card is said to be written.
    written: RwSignal<bool>,
    /// Told before the ledger is entered.
    on_leave: Callback<()>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let view = StoredValue::new(made.session);
    let words = StoredValue::new(made.words);
    let (code, qr) = (StoredValue::new(made.code), StoredValue::new(made.qr));
    let checked = Callback::new(move |()| {
        toasts.say(t::CHECK_DONE);
        let view = view.get_value();
        on_leave.run(());
        session.enter(SessionView { card_checked: true, ..view });
    });
    view! {
        <Show
            when=move || written.get()
            fallback=move || view! {
                <RecoveryCard
                    words=words.get_value()
                    code=code.get_value()
                    qr=qr.get_value()
                    label=view.get_value().label
                    on_written=move |()| written.set(true)
                />
            }
        >
            <CheckForm count=words.with_value(Vec::len) on_back=move |()| written.set(false) on_checked=checked />
        </Show>
    }
}
