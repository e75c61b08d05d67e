//! The stored lists to choose from; the roster itself is one of them. The order of ticking is the order of the columns.

use desk::message::Id;
use desk::message::compare::{CompareRequest, ListView};
use ledger::list::ListKind;
use leptos::prelude::*;

use super::bench::Bench;
use super::choose::Choosing;
use crate::text;
use crate::text::compare as t;
use crate::text::import;
use crate::ui::{Button, Confirm, Look};

/// The table of lists.
#[component]
pub(super) fn Lists(
    /// What is being chosen.
    choosing: Choosing,
) -> impl IntoView {
    let bench = Bench::here();
    let dropping = RwSignal::new(None::<(Id, String)>);
    let asking = RwSignal::new(false);
    let drop_list = move |()| {
        if let Some((id, _)) = dropping.get_untracked() {
            choosing.lists.update(|l| l.retain(|one| *one != id));
            bench.order(CompareRequest::DropList(id), t::SAVED.to_owned(), || {});
        }
    };
    let line = move |list: ListView| {
        let id = list.id;
        let roster = list.kind == ListKind::Roster;
        let order = move || choosing.lists.with(|l| l.iter().position(|one| *one == id));
        let tick = move |event| {
            let on = event_target_checked(&event);
            choosing.lists.update(|l| {
                l.retain(|one| *one != id);
                if on {
                    l.push(id);
                }
            });
        };
        let name = list.name.clone();
        let ask = move |()| {
            dropping.set(Some((id, name.clone())));
            asking.set(true);
        };
        let [accepted, rejected, skipped] = list.counts;
        view! {
            <tr class:on=move || order().is_some()>
                <td class="use">
                    <input
                        type="checkbox"
                        aria-label=t::use_label(&list.name)
                        prop:checked=move || order().is_some()
                        on:change=tick
                    />
                    <b>{move || order().map(|i| i + 1)}</b>
                </td>
                <th scope="row">{list.name.clone()}</th>
                <td>{import::kind(list.kind)}</td>
                <td>{if roster { t::ROSTER_DATE.to_owned() } else { text::date(&list.date) }}</td>
                <td>{t::counts(accepted, rejected, skipped)}</td>
                <td class="file">{list.file.clone()}</td>
                <td>{(!roster).then(|| view! { <Button look=Look::Quiet on_press=ask>{t::DROP_LIST}</Button> })}</td>
            </tr>
        }
    };
    view! {
        <section class="card">
            <header>
                <h2>{t::STORED}</h2>
                <Button on_press=move |()| choosing.adding.set(Some(None))>{t::ADD_FROM_FILE}</Button>
            </header>
            <div class="table-scroll" tabindex="0" role="region" aria-label=t::STORED>
                <table class="plain lists">
                    <thead>
                        <tr>
                            <th scope="col">{t::COLUMN_USE}</th>
                            <th scope="col">{t::COLUMN_NAME}</th>
                            <th scope="col">{t::COLUMN_KIND}</th>
                            <th scope="col">{t::COLUMN_DATE}</th>
                            <th scope="col">{t::COLUMN_COUNTS}</th>
                            <th scope="col">{t::COLUMN_FILE}</th>
                            <th scope="col"><span class="only-spoken">{t::COLUMN_DROP}</span></th>
                        </tr>
                    </thead>
                    <tbody>{move || choosing.stored.get().into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            <p class="field-note lists-note">
                {move || if choosing.stored.with(|s| s.len() < 2) { t::STORED_NONE } else { t::STORED_HELP }}
            </p>
            <Confirm
                open=asking
                title=t::DROP_LIST.to_owned()
                text=Signal::derive(move || dropping.get().map(|(_, name)| t::drop_ask(&name)).unwrap_or_default())
                label=t::DROP_LIST.to_owned()
                danger=true
                on_yes=drop_list
            />
        </section>
    }
}
