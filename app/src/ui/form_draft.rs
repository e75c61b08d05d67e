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
    /// What an untouched form says.
    untouched: StoredValue<String>,
}

impl FormDraft {
    /// Follows the texts of a form. What they say now is what an untouched form says.
    pub(crate) fn follow(key: &str, texts: Vec<RwSignal<String>>) -> FormDraft {
        let form = FormDraft {
            draft: Draft::open(key),
            texts: StoredValue::new(texts),
            untouched: StoredValue::new(String::new()),
        };
        form.untouched.set_value(form.typed(|t| t.get_untracked()));
        Effect::new(move |before: Option<String>| {
            let typed = form.typed(|t| t.get());
            if before.is_some_and(|b| b != typed) {
                // What was typed and taken back again is nothing to be asked about.
                if form.untouched.with_value(|u| *u == typed) {
                    form.draft.forget();
                } else {
                    form.draft.keep(typed.clone());
                }
            }
            typed
        });
        form
    }

    /// The form was saved and goes on: what it says now is what an untouched form says.
    pub(crate) fn settle(self) {
        self.untouched.try_update_value(|u| *u = self.typed(|t| t.get_untracked()));
        self.draft.forget();
    }

    /// The form was saved or given up.
    pub(crate) fn forget(self) {
        self.draft.forget();
    }

    fn typed(self, read: fn(&RwSignal<String>) -> String) -> String {
        let lines = self.texts.try_with_value(|texts| texts.iter().map(|t| vec![read(t)]).collect::<Vec<_>>());
        block::write(&lines.unwrap_or_default())
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
