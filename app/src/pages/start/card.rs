//! The recovery card: 24 words and their QR code on the screen and on a sheet of paper, shown once.

use desk::message::vault::QrView;
use leptos::html;
use leptos::prelude::*;

use crate::platform::clock::Moment;
use crate::platform::print;
use crate::text;
use crate::text::start as t;
use crate::ui::{Button, Look, Qr, effect, focus_first};

/// The card, to be printed or written down.
#[component]
pub(super) fn RecoveryCard(
    /// The words.
    words: Vec<String>,
    /// The same for machines.
    code: String,
    /// That as a QR code.
    qr: QrView,
    /// The label of the ledger.
    label: String,
    /// The person says that the card exists on paper.
    #[prop(into)]
    on_written: Callback<()>,
) -> impl IntoView {
    let now = Moment::now();
    let date = text::date(&format!("{:04}-{:02}-{:02}", now.year, now.month, now.day));
    let word = |word: String| view! { <li>{word}</li> };
    let rule = |rule: &'static str| view! { <li>{rule}</li> };
    let step = NodeRef::<html::Div>::new();
    // The form before it is gone, and the focus with it: the card is what is to be read now.
    effect(move || {
        if let Some(step) = step.get() {
            focus_first(&step);
        }
    });
    view! {
        <div class="card-step" node_ref=step>
            <p tabindex="-1" data-first="">{t::CARD_LEAD}<b>{t::CARD_ONCE}</b></p>
            <article class="recovery-card card-paper">
                <h3>{t::CARD_PAPER_TITLE}</h3>
                <dl class="card-facts">
                    <div><dt>{t::CARD_PAPER_LABEL}</dt><dd>{label}</dd></div>
                    <div><dt>{t::CARD_PAPER_DATE}</dt><dd>{date}</dd></div>
                    <div class="paper-only"><dt>{t::CARD_PAPER_KEEP}</dt><dd class="blank"></dd></div>
                    <div class="paper-only"><dt>{t::CARD_PAPER_PLACE}</dt><dd class="blank"></dd></div>
                </dl>
                <ol class="card-words" aria-label=t::CARD_WORDS_LABEL>{words.into_iter().map(word).collect_view()}</ol>
                <div class="card-code">
                    <Qr code=qr label=t::CARD_QR_LABEL />
                    <div>
                        <p>{t::CARD_QR_TEXT}</p>
                        <code>{code}</code>
                    </div>
                </div>
                <ol class="card-rules paper-only">{t::CARD_PAPER_RULES.into_iter().map(rule).collect_view()}</ol>
                <p class="card-seal paper-only">{t::CARD_PAPER_SEAL}</p>
            </article>
            <div class="submit-bar">
                <Button on_press=move |()| print::card()>{t::CARD_PRINT}</Button>
                <Button look=Look::Primary on_press=on_written>{t::CARD_WRITTEN}</Button>
            </div>
        </div>
    }
}
