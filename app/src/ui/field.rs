//! A labelled input: label above, guidance below, the error in its place, tied together for screen readers.

use leptos::prelude::*;

use super::dialog::next_number;
use crate::text::shell as words;

#[component]
fn Frame(
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] guidance: Signal<String>,
    #[prop(into)] error: Signal<String>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let note = format!("{id}-note");
    view! {
        <div class="field" class:bad=move || !error.with(String::is_empty)>
            <label for=id>
                {move || label.get()}
                {required.then(|| view! { <span class="required">{words::REQUIRED}</span> })}
            </label>
            {children()}
            <p id=note class="field-note" role="status">
                {move || if error.with(String::is_empty) { guidance.get() } else { error.get() }}
            </p>
        </div>
    }
}

/// One line of text.
#[component]
pub(crate) fn TextField(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// How to type it.
    #[prop(optional, into)]
    guidance: Signal<String>,
    /// What is wrong with it; empty if nothing.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Must be given.
    #[prop(optional)]
    required: bool,
    /// Texts offered while typing.
    #[prop(optional, into)]
    offers: Signal<Vec<String>>,
    /// `text`, `password`, `tel`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Gets the focus when its dialog opens.
    #[prop(optional)]
    first: bool,
    /// Called when the person has finished with it (focus leaves after a change).
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    let (note, list) = (format!("{id}-note"), format!("{id}-list"));
    let list_id = list.clone();
    view! {
        <Frame id=id.clone() label=label guidance=guidance error=error required=required>
            <input
                id=id
                type=kind
                autocomplete="off"
                data-first=first.then_some("")
                list=move || (!offers.with(Vec::is_empty)).then(|| list.clone())
                aria-describedby=note
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.with(String::is_empty)).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:change=move |_| {
                    // Taking a field off the page makes the browser report a last change: nobody is there to hear it.
                    if let Some(done) = on_done.filter(|_| !value.is_disposed()) {
                        done.run(());
                    }
                }
            />
            <datalist id=list_id>
                {move || offers.get().into_iter().map(|o| view! { <option value=o></option> }).collect_view()}
            </datalist>
        </Frame>
    }
}

/// Several lines of text.
#[component]
pub(crate) fn AreaField(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// How to type it.
    #[prop(optional, into)]
    guidance: Signal<String>,
    /// What is wrong with it; empty if nothing.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Must be given.
    #[prop(optional)]
    required: bool,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    let note = format!("{id}-note");
    view! {
        <Frame id=id.clone() label=label guidance=guidance error=error required=required>
            <textarea
                id=id
                rows=rows
                aria-describedby=note
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.with(String::is_empty)).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Frame>
    }
}

/// One of a few options: value and text.
#[component]
pub(crate) fn SelectField(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    value: RwSignal<String>,
    /// Value and text of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// How to choose.
    #[prop(optional, into)]
    guidance: Signal<String>,
    /// What is wrong with it; empty if nothing.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Must be given.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    let note = format!("{id}-note");
    view! {
        <Frame id=id.clone() label=label guidance=guidance error=error required=required>
            <select
                id=id
                aria-describedby=note
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.with(String::is_empty)).then_some("true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, text)| {
                            let own = key.clone();
                            view! { <option value=key prop:selected=move || value.with(|v| *v == own)>{text}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </Frame>
    }
}
