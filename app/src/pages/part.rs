//! A place where a part of the page's second module stands.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::neighbour::Part;
use crate::text::shell as words;
use crate::ui::effect;

/// A part of the second module: fetched when it is first wanted, taken away with its page.
#[component]
pub(crate) fn SecondPart(
    /// Its name.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    // Nothing while it is fetched; then whether it is there.
    let there = RwSignal::new(None::<bool>);
    let part = StoredValue::new_local(None::<Part>);
    let begun = StoredValue::new(false);
    effect(move || {
        let Some(element) = place.get().filter(|_| !begun.get_value()) else { return };
        begun.set_value(true);
        let what = what.clone();
        spawn_local(async move {
            let opened = Part::open(&element, &what).await;
            let _ = there.try_set(Some(opened.is_ok()));
            // If the page is gone meanwhile, the part goes with this value.
            let _ = part.try_update_value(|kept| *kept = opened.ok());
        });
    });
    on_cleanup(move || drop(part.try_update_value(Option::take)));
    view! {
        <div class="second-part" node_ref=place></div>
        {move || match there.get() {
            Some(true) => ().into_any(),
            Some(false) => view! { <p class="muted" role="alert">{words::PART_MISSING}</p> }.into_any(),
            None => view! { <p class="muted" role="status">{words::LOADING}</p> }.into_any(),
        }}
    }
}
