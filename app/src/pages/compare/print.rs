//! The discrepancies on paper: title, unit, round, repeated header, lines to sign.

use desk::message::Refusal;
use desk::message::compare::{CompareAnswer, CompareRequest};
use desk::message::place::{AccessAct, PlaceRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use super::head::kinds;
use crate::shell::Facts;
use crate::text;
use crate::text::compare as t;
use crate::text::roster as roster_words;
use crate::ui::{Button, Paper, Printer};

/// 打印.
#[component]
pub(super) fn PrintButton() -> impl IntoView {
    let (bench, printer, facts) = (Bench::here(), Printer::here(), Facts::here());
    let print = move |()| {
        let lines = bench.table.found.get_untracked();
        if lines > roster_words::PRINT_MOST {
            bench.toasts.fail(t::print_too_many(lines));
            return;
        }
        let Some(round) = bench.round.get_untracked() else { return };
        let query = bench.query.get_untracked();
        spawn_local(async move {
            let mut sheet = match bench.session.compare(CompareRequest::Export { query, unmasked: None }).await {
                Ok(CompareAnswer::Sheet(sheet)) => *sheet,
                Ok(_) => return bench.toasts.refuse(&Refusal::Protocol),
                Err(refused) => return bench.toasts.refuse(&refused),
            };
            let record =
                PlaceRequest::Record { act: AccessAct::Print, subject: sheet.title.clone(), reason: String::new() };
            if let Err(refused) = bench.session.place(record).await {
                return bench.toasts.refuse(&refused);
            }
            // The paper numbers its lines itself.
            if sheet.headers.first().is_some_and(|h| h == t::NUMBER) {
                sheet.headers.remove(0);
                sheet.rows.iter_mut().filter(|r| !r.is_empty()).for_each(|r| drop(r.remove(0)));
            }
            let unit = facts.settings.try_with_untracked(|s| s.unit.clone()).unwrap_or_default();
            printer.print(Paper {
                title: format!("{}（{}）", sheet.title, kinds(&round).join("×")),
                head: vec![t::print_unit(&unit), t::round_line(&round, &text::moment(round.at_ms)), t::found(lines)],
                headers: sheet.headers,
                rows: sheet.rows,
                foot: roster_words::PRINT_FOOT.map(str::to_owned).to_vec(),
            });
        });
    };
    view! { <Button on_press=print>{t::PRINT}</Button> }
}
