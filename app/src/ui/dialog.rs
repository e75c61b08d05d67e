//! A question or form above the page, as the browser's own modal `<dialog>`: Esc closes, focus stays inside and returns.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Busy, SubmitBar, effect};
use crate::text::shell as words;

/// A dialog. Its content exists only while it is open, so that a form starts fresh each time.
#[component]
pub(crate) fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Wide, for tables and two columns.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Refused only if it is already shown.
            let _ = dialog.show_modal();
            request_animation_frame(move || focus_first(&dialog));
        }
    });
    let label = format!("dialog-{}", next_number());
    let heading = label.clone();
    view! {
        <dialog
            class=if wide { "dialog wide" } else { "dialog" }
            node_ref=node
            aria-labelledby=label
            // Told a moment after the closing, when the page that owned the dialog may be gone.
            on:close=move |_| {
                let _ = open.try_set(false);
            }
        >
            <Show when=move || open.get()>
                <header class="dialog-head">
                    <h2 id=heading.clone()>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="button quiet icon"
                        aria-label=words::CLOSE
                        on:click=move |_| open.set(false)
                    >
                        "✕"
                    </button>
                </header>
                <div class="dialog-body">{children()}</div>
            </Show>
        </dialog>
    }
}

/// A yes-or-no question.
#[component]
pub(crate) fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// Words of the button that does it.
    #[prop(into)]
    label: Signal<String>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    /// Does it.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=title>
            <form
                autocomplete="off"
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    open.set(false);
                    on_yes.run(());
                }
            >
                <p>{move || text.get()}</p>
                <SubmitBar label=label danger=danger busy=Busy::new() on_cancel=move |()| open.set(false) />
            </form>
        </Dialog>
    }
}

/// Gives the focus to what people want first in a dialog or another part that has just come up. The browser would focus a
/// closing cross, or nothing.
pub(crate) fn focus_first(part: &web_sys::Element) {
    let wanted = "[data-first], .dialog-body input:not([type=hidden]), .dialog-body select, .dialog-body textarea, \
                  .dialog-body button[type=submit]";
    let found = part.query_selector(wanted).ok().flatten().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = found {
        // Refused only for an element that cannot take focus, which leaves the cross focused.
        let _ = element.focus();
    }
}

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A number for element ids, unique in this page.
pub(crate) fn next_number() -> u32 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The numbers of the page's other module stay below this one.
pub(crate) fn number_as_second() {
    NEXT.store(1 << 20, Ordering::Relaxed);
}
