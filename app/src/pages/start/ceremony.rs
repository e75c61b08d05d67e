//! A dialog that only its own buttons lead out of: Esc must not throw away a recovery card that is shown once.

use leptos::html;
use leptos::prelude::*;

use crate::ui::effect;

/// The dialog; what is in it is made anew each time it opens.
#[component]
pub(super) fn Ceremony(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is called.
    label: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only if it is already shown.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let keep = move |event: web_sys::Event| event.prevent_default();
    let closed = move |_| {
        if let Some(dialog) = node.get_untracked().filter(|_| open.get_untracked()) {
            drop(dialog.show_modal());
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog class="dialog ceremony" node_ref=node aria-label=label on:cancel=keep on:close=closed>
            <Show when=move || open.get()>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}
