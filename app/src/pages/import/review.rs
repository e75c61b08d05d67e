//! Step 2 as a whole: what was understood, the first rows, the columns, and what the list is for.

use desk::message::compare::ListView;
use leptos::prelude::*;

use super::goal::Goal;
use super::mapping::Mapping;
use super::reading::Reading;
use super::understood::{FirstRows, Understood};
use crate::session::Draft;
use crate::ui::{DraftOffer, painted};

/// Everything about the file that was read; its parts are drawn one after the other the first time.
#[component]
pub(crate) fn Review(
    /// The file.
    reading: Reading,
    /// The list can only be kept as a list, and this is told when it is.
    #[prop(optional, into)]
    only_list: Option<Callback<ListView>>,
) -> impl IntoView {
    let painted = painted(2);
    let page = move || {
        reading.view.get().map(|view| {
            let (rows, columns) = (view.clone(), view.clone());
            let rows = move || {
                let view = rows.clone();
                (painted.get() >= 1).then(|| view! { <FirstRows reading=reading view=view /> })
            };
            let columns = move || {
                let view = columns.clone();
                (painted.get() >= 2).then(|| {
                    view! {
                        <Mapping reading=reading view=view.clone() />
                        <Goal view=view only_list=only_list />
                    }
                })
            };
            view! {
                <Understood reading=reading view=view />
                {rows}
                {columns}
            }
        })
    };
    let said = move || reading.draft.get().map(|key| view! { <Said reading=reading key=key /> });
    view! {
        {said}
        <div class="stack" class:stale=move || reading.progress().is_some()>{page}</div>
    }
}

/// What the person says of the file is a draft until the list is kept or given up.
#[component]
fn Said(reading: Reading, key: String) -> impl IntoView {
    let draft = Draft::open(&key);
    Effect::new(move |before: Option<String>| {
        let said = reading.said.get();
        if before.is_some_and(|before| before != said) {
            // What was said and taken back again is nothing to be asked about.
            if said.is_empty() {
                draft.forget();
            } else {
                draft.keep(said.clone());
            }
        }
        said
    });
    view! { <DraftOffer draft=draft on_take=move |said: String| reading.take_up(&said) /> }
}
