//! Finding one child by typing: name, initials, the end of the number, village.

use desk::message::roster::{Column, RosterAnswer, RosterRequest, RowQuery, RowView};
use desk::message::{Id, Refusal};
use ledger::field::Field;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::care as words;
use crate::ui::{TextField, Toasts, asked};

const SHOWN: u32 = 8;

/// A field to find a child by; pressing one of those found takes it.
#[component]
pub(in crate::pages) fn ChildPicker(
    /// Takes the child.
    #[prop(into)]
    on_pick: Callback<Id>,
    /// Is told the name.
    #[prop(optional)]
    tell: Option<RwSignal<String>>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let typed = RwSignal::new(String::new());
    let found = asked(move || {
        let search = typed.get().trim().to_owned();
        async move {
            if search.is_empty() {
                return None;
            }
            let columns = [Column::Field(Field::Name), Column::Field(Field::Village), Column::GradeClass].to_vec();
            let query = RowQuery { search, ..RowQuery::default() };
            match session.roster(RosterRequest::Rows { query, columns, from: 0, count: SHOWN }).await {
                Ok(RosterAnswer::Rows { rows, .. }) => Some(rows),
                Ok(_) => {
                    toasts.refuse(&Refusal::Protocol);
                    None
                }
                Err(refused) => {
                    toasts.refuse(&refused);
                    None
                }
            }
        }
    });
    let one = move |row: RowView| {
        let (words, name) = (row.cells.join("　"), row.cells.first().cloned().unwrap_or_default());
        let pick = move |_| {
            if let Some(tell) = tell {
                tell.set(name.clone());
            }
            on_pick.run(row.id);
        };
        view! { <li><button type="button" class="button quiet" on:click=pick>{words}</button></li> }
    };
    let list = move || match found.get().flatten() {
        Some(rows) if rows.is_empty() => view! { <p class="muted">{words::FIND_NONE}</p> }.into_any(),
        Some(rows) => view! { <ul class="picks">{rows.into_iter().map(one).collect_view()}</ul> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <TextField label=words::FIND.to_owned() value=typed guidance=words::FIND_GUIDANCE.to_owned() kind="search" first=true />
        <div role="status">{list}</div>
    }
}
