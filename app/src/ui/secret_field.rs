//! A passphrase being typed: hidden by default, and open to Chinese input methods.
//!
//! Browsers switch input methods off in `type=password`, and passphrases here may be Chinese: so it is a text field whose
//! characters the style sheet draws as dots.

use leptos::prelude::*;

use super::dialog::next_number;
use crate::text::start as words;

/// A passphrase.
#[component]
pub(crate) fn SecretField(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// How to type it, or how it is judged.
    #[prop(optional, into)]
    guidance: Signal<String>,
    /// What is wrong with it; empty if nothing.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Gets the focus when its dialog opens.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let id = format!("secret-{}", next_number());
    let note = format!("{id}-note");
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let on_key = move |event: web_sys::KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    let line = move || match (error.get(), caps.get()) {
        (error, _) if !error.is_empty() => error,
        (_, true) => words::CAPS.to_owned(),
        _ => guidance.get(),
    };
    view! {
        <div class="field" class:bad=move || !error.with(String::is_empty)>
            <label for=id.clone()>{move || label.get()}</label>
            <div class="secret">
                <input
                    id=id
                    type="text"
                    class:dots=move || !shown.get()
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    data-first=first.then_some("")
                    aria-describedby=note.clone()
                    aria-invalid=move || (!error.with(String::is_empty)).then_some("true")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    on:keydown=on_key
                />
                <button
                    type="button"
                    class="button quiet"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|s| *s = !*s)
                >
                    {move || if shown.get() { words::HIDE } else { words::SHOW }}
                </button>
            </div>
            <p id=note class="field-note" role="status">{line}</p>
        </div>
    }
}
