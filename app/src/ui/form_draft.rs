//! A form of several texts as one draft: kept as one types, offered on return, put back in the same order.
//!
//! Of a form about something stored, only what was changed is kept: the rest may be something else by then.

use leptos::prelude::*;

use super::DraftOffer;
use super::data_table::block;
use crate::session::Draft;

const KEPT: &str = "1";

/// The draft of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormDraft {
    draft: Draft,
    texts: StoredValue<Vec<RwSignal<String>>>,
    /// What an untouched form says.
    untouched: StoredValue<Vec<String>>,
    /// Only what was changed is kept.
    changes: bool,
}

impl FormDraft {
    /// Follows the texts of a form. What they say now is what an untouched form says.
    pub(crate) fn follow(key: &str, texts: Vec<RwSignal<String>>) -> FormDraft {
        FormDraft::new(key, texts, false)
    }

    /// Follows the texts of a form about something stored.
    pub(crate) fn follow_changes(key: &str, texts: Vec<RwSignal<String>>) -> FormDraft {
        FormDraft::new(key, texts, true)
    }

    fn new(key: &str, texts: Vec<RwSignal<String>>, changes: bool) -> FormDraft {
        let form = FormDraft {
            draft: Draft::open(key),
            texts: StoredValue::new(texts),
            untouched: StoredValue::new(Vec::new()),
            changes,
        };
        form.untouched.set_value(form.says());
        Effect::new(move |before: Option<Vec<String>>| {
            form.texts.with_value(|texts| texts.iter().for_each(|text| text.track()));
            let says = form.says();
            if before.is_some_and(|b| b != says) {
                // What was typed and taken back again is nothing to be asked about.
                if form.untouched.with_value(|u| *u == says) {
                    form.draft.forget();
                } else {
                    form.draft.keep(form.typed(&says));
                }
            }
            says
        });
        form
    }

    /// The form was saved and goes on: what it says now is what an untouched form says.
    pub(crate) fn settle(self) {
        self.untouched.try_update_value(|u| *u = self.says());
        self.draft.forget();
    }

    /// The form was saved or given up.
    pub(crate) fn forget(self) {
        self.draft.forget();
    }

    fn says(self) -> Vec<String> {
        self.texts.try_with_value(|texts| texts.iter().map(|t| t.get_untracked()).collect()).unwrap_or_default()
    }

    /// A line for each text: a second cell says that it is to be put back.
    fn typed(self, says: &[String]) -> String {
        let line = |(text, before): (&String, &String)| match self.changes && text == before {
            true => vec![String::new()],
            false => vec![text.clone(), KEPT.to_owned()],
        };
        block::write(&self.untouched.with_value(|before| says.iter().zip(before).map(line).collect::<Vec<_>>()))
    }

    fn take(self, text: &str) {
        let lines = block::read(text);
        self.texts.with_value(|texts| {
            for (text, mut line) in texts.iter().zip(lines) {
                if line.len() > 1 {
                    text.set(line.swap_remove(0));
                }
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
