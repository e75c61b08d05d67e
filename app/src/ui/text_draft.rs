//! A form that is one text, such as lines that can be added, as a draft: kept as one types, forgotten when it says again
//! what is stored.

use leptos::prelude::*;

use super::effect;
use crate::session::Draft;

/// The draft of a form that says one text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextDraft {
    /// For the offer.
    pub(crate) draft: Draft,
    /// What an untouched form says; empty until it says something.
    untouched: StoredValue<String>,
}

impl TextDraft {
    /// Follows what a form says. The first thing it says is what an untouched form says.
    pub(crate) fn follow(key: &str, says: impl Fn() -> String + 'static) -> TextDraft {
        let form = TextDraft { draft: Draft::open(key), untouched: StoredValue::new(String::new()) };
        let known = StoredValue::new(String::new());
        effect(move || {
            let says = says();
            if form.untouched.with_value(String::is_empty) {
                form.untouched.set_value(says.clone());
            } else if known.with_value(|known| *known != says) {
                if form.untouched.with_value(|untouched| *untouched == says) {
                    form.draft.forget();
                } else {
                    form.draft.keep(says.clone());
                }
            }
            known.set_value(says);
        });
        form
    }

    /// The form was saved and goes on: what it says now is what an untouched form says.
    pub(crate) fn settle(self, says: String) {
        self.untouched.try_update_value(|untouched| *untouched = says);
        self.draft.forget();
    }
}
