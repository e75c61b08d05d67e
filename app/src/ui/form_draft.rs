//! A form of several texts as one draft: kept as one types, offered on return, put back in the same order.

use leptos::prelude::*;

use super::DraftOffer;
use super::data_table::block;
use crate::session::Draft;

/// The draft of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormDraft {
    draft: Draft,
    texts: StoredValue<Vec<RwSignal<String>>>,
}

impl FormDraft {
    /// Follows the texts of a form. What they say now is what an untouched form says.
    pub(crate) fn follow(key: &str, texts: Vec<RwSignal<String>>) -> FormDraft {
        let form = FormDraft { draft: Draft::open(key), texts: StoredValue::new(texts) };
        Effect::new(move |before: Option<String>| {
            let typed = block::write(&form.lines(|t| t.get()));
            if before.is_some_and(|b| b != typed) {
                form.draft.keep(typed.clone());
            }
            typed
        });
        form
    }

    /// The form was saved or given up.
    pub(crate) fn forget(self) {
        self.draft.forget();
    }

    fn lines(self, read: fn(&RwSignal<String>) -> String) -> Vec<Vec<String>> {
        self.texts.with_value(|texts| texts.iter().map(|t| vec![read(t)]).collect())
    }

    fn take(self, text: &str) {
        let lines = block::read(text);
        self.texts.with_value(|texts| {
            for (text, line) in texts.iter().zip(lines) {
                text.set(line.into_iter().next().unwrap_or_default());
            }
        });
    }
}

/// 继续上次填写, above the form.
#[component]
pub(crate) fn FormDraftOffer(
    /// The form's draft.
    form: FormDraft,
) -> impl IntoView {
    view! { <DraftOffer draft=form.draft on_take=move |text: String| form.take(&text) /> }
}
