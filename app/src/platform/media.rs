//! What kind of screen this is: touch or mouse, narrow or wide, with large text or not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::preference;
use crate::ui::effect;

const LARGE: &str = "large_text";

/// Facts about the screen that pages must follow in numbers, not only in CSS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// The main pointer is a finger.
    pub(crate) touch: Signal<bool>,
    /// The bottom bar replaces the left list.
    pub(crate) narrow: Signal<bool>,
    /// 大字.
    pub(crate) large: RwSignal<bool>,
}

impl Screen {
    /// Watches the screen and puts itself into context.
    pub(crate) fn provide() -> Screen {
        let screen = Screen {
            touch: watch("(pointer: coarse)"),
            narrow: watch("(max-width: 900px), (pointer: coarse)"),
            large: RwSignal::new(preference::get(LARGE).as_deref() == Some("1")),
        };
        effect(move || {
            let large = screen.large.get();
            preference::set(LARGE, if large { "1" } else { "0" });
            if let Some(root) = gloo::utils::document().document_element() {
                // Refused only for a malformed class name, which this is not.
                let _ = root.class_list().toggle_with_force("large", large);
            }
        });
        provide_context(screen);
        screen
    }

    /// The screen in context.
    pub(crate) fn here() -> Screen {
        use_context::<Screen>().unwrap_or_else(Screen::provide)
    }

    /// Height of a table row in CSS pixels, as `--row` in tokens.css.
    pub(crate) fn row_height(self) -> u32 {
        if self.touch.get() || self.large.get() { 44 } else { 36 }
    }
}

fn watch(query: &str) -> Signal<bool> {
    let state = RwSignal::new(false);
    if let Ok(Some(list)) = gloo::utils::window().match_media(query) {
        state.set(list.matches());
        let on_change = Closure::<dyn Fn(web_sys::Event)>::new({
            let list = list.clone();
            move |_| state.set(list.matches())
        });
        list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
        // Lives as long as the page, as the screen does.
        on_change.forget();
        std::mem::forget(list);
    }
    state.into()
}
