//! One word of the recovery card typed back: the proof that the card exists on paper.

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::html;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Button, TextField, effect, focus_first};

/// Asks for one word.
#[component]
pub(super) fn CheckForm(
    /// How many words the card has.
    count: usize,
    /// Shows the card again.
    #[prop(into)]
    on_back: Callback<()>,
    /// The word was right.
    on_checked: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let index = (js_sys::Math::random() * count as f64) as u8;
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let form = NodeRef::<html::Form>::new();
    effect(move || {
        if let Some(form) = form.get() {
            focus_first(&form);
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let word = typed.try_get_untracked().unwrap_or_default().trim().to_owned();
            match session.vault(VaultRequest::CheckCard { index, word }, None).await {
                Ok((VaultAnswer::Done, _)) => drop(on_checked.try_run(())),
                Ok(_) => {
                    let _ = error.try_set(t::CHECK_WRONG.to_owned());
                }
                Err(failure) => {
                    let _ = error.try_set(refusal::vault(&failure));
                }
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" node_ref=form on:submit=submit>
            <TextField label=t::check_ask(index) value=typed error=error first=true />
            <div class="submit-bar">
                <Button on_press=on_back>{t::CHECK_BACK}</Button>
                <button
                    type="submit"
                    class="button primary"
                    prop:disabled=move || busy.get() || typed.with(|t| t.trim().is_empty())
                >
                    {t::CHECK_DO}
                </button>
            </div>
        </form>
    }
}
