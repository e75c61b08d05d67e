//! Where files come in: choose, drop, or paste.

use leptos::html;
use leptos::prelude::*;
use web_sys::{DragEvent, File};

use crate::platform::files;
use crate::text::leaf;

/// A field that takes files, and blocks of text pasted from a spreadsheet.
#[component]
pub(crate) fn FileDrop(
    /// What to drop here.
    #[prop(into)]
    label: Signal<String>,
    /// What can be read.
    #[prop(optional, into)]
    guidance: Signal<String>,
    /// Name endings offered by the chooser, e.g. `.xlsx,.csv`.
    #[prop(optional, into)]
    accept: Option<String>,
    /// Several at once.
    #[prop(optional)]
    multiple: bool,
    /// Called with what came in.
    #[prop(into)]
    on_files: UnsyncCallback<Vec<File>>,
    /// Called with a pasted block of text; without it only files are taken.
    #[prop(optional, into)]
    on_paste: Option<Callback<String>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let drag = move |event: DragEvent, inside: bool| {
        event.prevent_default();
        over.set(inside);
    };
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let found = event.data_transfer().map(|t| files::dropped(&t)).unwrap_or_default();
        if !found.is_empty() {
            on_files.run(found);
        }
    };
    let paste = move |event: web_sys::ClipboardEvent| {
        let Some(on_paste) = on_paste else { return };
        let Some(data) = event.clipboard_data() else { return };
        let found = files::dropped(&data);
        if !found.is_empty() {
            on_files.run(found);
        } else if let Ok(block) = data.get_data("text/plain")
            && !block.trim().is_empty()
        {
            on_paste.run(block);
        }
        event.prevent_default();
    };
    view! {
        <div
            class="file-drop"
            class:over=move || over.get()
            tabindex="0"
            role="group"
            aria-label=move || label.get()
            on:dragover=move |event| drag(event, true)
            on:dragleave=move |event| drag(event, false)
            on:drop=on_drop
            on:paste=paste
        >
            <p class="file-drop-label">{move || label.get()}</p>
            <button
                type="button"
                class="button primary"
                on:click=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.click();
                    }
                }
            >
                {leaf::CHOOSE_FILE}
            </button>
            <p class="field-note">{move || guidance.get()}</p>
            <input
                node_ref=input
                type="file"
                class="hidden"
                tabindex="-1"
                aria-hidden="true"
                accept=accept
                multiple=multiple
                on:change=move |_| {
                    let found = input.get_untracked().map(|i| files::chosen(&i)).unwrap_or_default();
                    if !found.is_empty() {
                        on_files.run(found);
                    }
                }
            />
        </div>
    }
}
