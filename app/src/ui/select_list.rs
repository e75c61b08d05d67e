//! A list of options with ticks and counts, narrowed by typing: the values of a filter, the columns of a table.

use leptos::prelude::*;

use crate::text;
use crate::text::leaf;

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Stable key.
    pub(crate) key: String,
    /// What it is called.
    pub(crate) label: String,
    /// How many it stands for, if that is worth saying.
    pub(crate) count: Option<u32>,
}

/// Options with ticks. The chosen keys keep the order in which they were ticked.
#[component]
pub(crate) fn SelectList(
    /// The options.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Keys of the ticked ones.
    chosen: RwSignal<Vec<String>>,
    /// What is chosen here, for screen readers and the narrowing field.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let narrow = RwSignal::new(String::new());
    let long = move || choices.with(|c| c.len() > 8);
    let shown = move || {
        let wanted = narrow.get();
        let mut all = choices.get();
        all.retain(|c| wanted.is_empty() || c.label.contains(wanted.trim()));
        all
    };
    view! {
        <div class="select-list" role="group" aria-label=move || label.get()>
            <Show when=long>
                <input
                    type="search"
                    class="select-narrow"
                    placeholder=leaf::NARROW_PLACEHOLDER
                    aria-label=move || leaf::narrow(&label.get())
                    on:input=move |event| narrow.set(event_target_value(&event))
                />
            </Show>
            <ul>
                <For
                    each=shown
                    key=|c| (c.key.clone(), c.count)
                    children=move |choice| {
                        let (own, key) = (choice.key.clone(), choice.key);
                        view! {
                            <li>
                                <label class="tick">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || chosen.with(|c| c.contains(&own))
                                        on:change=move |event| {
                                            let on = event_target_checked(&event);
                                            chosen.update(|c| {
                                                c.retain(|k| *k != key);
                                                if on {
                                                    c.push(key.clone());
                                                }
                                            });
                                        }
                                    />
                                    <span>{choice.label}</span>
                                    {choice.count.map(|n| view! { <b>{text::count(n)}</b> })}
                                </label>
                            </li>
                        }
                    }
                />
            </ul>
        </div>
    }
}
