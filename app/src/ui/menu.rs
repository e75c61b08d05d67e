//! A button that opens a short list of actions: arrows move, Enter acts, Esc and a click elsewhere close.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::keys::composing;

/// One action.
#[derive(Clone, Debug)]
pub(crate) struct MenuItem {
    /// Its words.
    pub(crate) label: String,
    /// What it does.
    pub(crate) action: Callback<()>,
    /// Takes something away.
    pub(crate) danger: bool,
}

impl MenuItem {
    /// An ordinary action.
    pub(crate) fn new(label: impl Into<String>, action: impl Fn() + Send + Sync + 'static) -> MenuItem {
        MenuItem { label: label.into(), action: Callback::new(move |()| action()), danger: false }
    }

    /// An action that takes something away.
    pub(crate) fn danger(label: impl Into<String>, action: impl Fn() + Send + Sync + 'static) -> MenuItem {
        MenuItem { danger: true, ..MenuItem::new(label, action) }
    }
}

/// A button with actions behind it.
#[component]
pub(crate) fn Menu(
    /// Words on the button.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Class of the button.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let inside = root.get_untracked().zip(event.target()).is_some_and(|(root, target)| {
            target.dyn_ref::<web_sys::Node>().is_some_and(|node| root.contains(Some(node)))
        });
        if !inside && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let focus = move |index: isize| {
        let Some(root) = root.get_untracked() else { return };
        let Ok(found) = root.query_selector_all("[role=menuitem]") else { return };
        let length = found.length() as isize;
        if length > 0 {
            let item =
                found.item(index.rem_euclid(length) as u32).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok());
            // Refused only for an element that cannot take focus.
            let _ = item.map(|i| i.focus());
        }
    };
    let here = move || {
        let active = document().active_element()?;
        let found = root.get_untracked()?.query_selector_all("[role=menuitem]").ok()?;
        (0..found.length()).find(|i| found.item(*i).is_some_and(|n| n.is_same_node(Some(&active)))).map(|i| i as isize)
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if composing(&event) {
            return;
        }
        let key = event.key();
        match (key.as_str(), open.get_untracked()) {
            ("Escape", true) => {
                event.stop_propagation();
                open.set(false);
                let button = root.get_untracked().and_then(|r| r.first_element_child());
                // Refused only for an element that cannot take focus.
                let _ = button.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()).map(|b| b.focus());
            }
            ("ArrowDown", false) => {
                open.set(true);
                request_animation_frame(move || focus(0));
            }
            ("ArrowDown", true) => focus(here().map_or(0, |i| i + 1)),
            ("ArrowUp", true) => focus(here().map_or(-1, |i| i - 1)),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="menu" node_ref=root on:keydown=on_key>
            <button
                type="button"
                class=class
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)
            >
                {move || label.get()}
                <span class="caret" aria-hidden="true"></span>
            </button>
            <Show when=move || open.get()>
                <div class="menu-list" role="menu">
                    {move || {
                        items
                            .get()
                            .into_iter()
                            .map(|item| {
                                view! {
                                    <button
                                        type="button"
                                        role="menuitem"
                                        class=if item.danger { "danger" } else { "" }
                                        on:click=move |_| {
                                            open.set(false);
                                            item.action.run(());
                                        }
                                    >
                                        {item.label}
                                    </button>
                                }
                            })
                            .collect_view()
                    }}
                </div>
            </Show>
        </div>
    }
}
