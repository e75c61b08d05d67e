//! Which columns are shown.

use desk::message::roster::Column;
use ledger::field::Field;
use leptos::prelude::*;

use super::children::Children;
use super::column;
use crate::text::field;
use crate::text::roster as words;
use crate::ui::{Button, Choice, Dialog, Look, SelectList};

const NAME: Column = Column::Field(Field::Name);

/// The button that opens the choice of columns.
#[component]
pub(crate) fn ColumnPicker(
    /// The table.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<String>::new());
    let start = move |()| {
        chosen.set(children.columns.with_untracked(|c| keys(c)));
        open.set(true);
    };
    // The shown columns first, in their order; ticking does not make lines jump.
    let choices = move || {
        let shown = children.columns.get_untracked();
        let rest = column::all().filter(|c| !shown.contains(c));
        let all = shown.iter().copied().chain(rest).filter(|c| *c != NAME);
        let choice = |c| Choice { key: column::key(c).to_owned(), label: field::column(c).to_owned(), count: None };
        all.map(choice).collect::<Vec<_>>()
    };
    let done = move |()| {
        open.set(false);
        let picked = chosen.with_untracked(|keys| keys.iter().filter_map(|k| column::from_key(k)).collect::<Vec<_>>());
        children.columns.set([NAME].into_iter().chain(picked).collect());
    };
    view! {
        <Button on_press=start>{words::COLUMNS}</Button>
        <Dialog open=open title=words::COLUMNS_TITLE.to_owned()>
            <div class="form">
                <p class="muted">{words::COLUMNS_TEXT}</p>
                <SelectList choices=choices() chosen=chosen label=words::COLUMNS_TITLE.to_owned() />
                <div class="submit-bar">
                    <Button look=Look::Quiet on_press=move |()| chosen.set(keys(&column::USUAL))>{words::COLUMNS_USUAL}</Button>
                    <Button look=Look::Primary on_press=done>{words::DONE}</Button>
                </div>
            </div>
        </Dialog>
    }
}

fn keys(columns: &[Column]) -> Vec<String> {
    columns.iter().filter(|c| **c != NAME).map(|c| column::key(*c).to_owned()).collect()
}
