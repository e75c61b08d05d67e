//! What is seen, on paper: title, unit, repeated header, lines to sign. The grid itself holds only the rows in view, so
//! the whole sheet comes from the engine.

use desk::message::Refusal;
use desk::message::place::{AccessAct, PlaceRequest};
use desk::message::roster::{RosterAnswer, RosterRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::children::Children;
use crate::platform::clock::Moment;
use crate::shell::Facts;
use crate::text;
use crate::text::roster as words;
use crate::ui::{Button, Paper, Printer};

/// 打印.
#[component]
pub(crate) fn PrintButton(
    /// The table.
    children: Children,
    /// The title on paper.
    title: &'static str,
) -> impl IntoView {
    let (printer, facts) = (Printer::here(), Facts::here());
    let print = move |()| {
        let people = children.table.found.get_untracked();
        if people > words::PRINT_MOST {
            children.toasts.fail(words::print_too_many(people));
            return;
        }
        let (query, columns) = (children.query.get_untracked(), children.columns.get_untracked());
        spawn_local(async move {
            let request = RosterRequest::Export { query, columns, only: Vec::new(), unmasked: None };
            let sheet = match children.session.roster(request).await {
                Ok(RosterAnswer::Sheet(sheet)) => *sheet,
                Ok(_) => return children.toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return children.toasts.refuse(&refusal),
            };
            let record =
                PlaceRequest::Record { act: AccessAct::Print, subject: title.to_owned(), reason: String::new() };
            if let Err(refusal) = children.session.place(record).await {
                return children.toasts.refuse(&refusal);
            }
            let now = Moment::now();
            let day = text::date(&format!("{:04}-{:02}-{:02}", now.year, now.month, now.day));
            let unit = facts.settings.try_with_untracked(|s| s.unit.clone()).unwrap_or_default();
            printer.print(Paper {
                title: title.to_owned(),
                head: words::print_head(&unit, people, &day).to_vec(),
                headers: sheet.headers,
                rows: sheet.rows,
                foot: words::PRINT_FOOT.map(str::to_owned).to_vec(),
            });
        });
    };
    view! { <Button on_press=print>{words::PRINT}</Button> }
}
