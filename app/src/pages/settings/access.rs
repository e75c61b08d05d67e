//! 查阅记录: who opened, revealed, exported, printed, when and why.

use desk::message::place::{AccessLine, PlaceAnswer, PlaceRequest};
use leptos::prelude::*;

use crate::session::Session;
use crate::text;
use crate::text::history::who;
use crate::text::settings as words;
use crate::ui::{Button, Toasts, asked};

const STEP: u32 = 50;

/// The access log.
#[component]
pub(crate) fn AccessLog() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let wanted = RwSignal::new(STEP);
    let found = asked(move || {
        session.version();
        let count = wanted.get();
        async move {
            match session.place(PlaceRequest::AccessLog { count }).await {
                Ok(PlaceAnswer::AccessLog(lines)) => lines,
                Ok(_) => Vec::new(),
                Err(refusal) => {
                    toasts.refuse(&refusal);
                    Vec::new()
                }
            }
        }
    });
    let lines = Signal::derive(move || found.get().unwrap_or_default());
    let row = |line: AccessLine| {
        view! {
            <tr>
                <td class="nowrap">{text::moment(line.at_ms)}</td>
                <td class="nowrap">{who(&line.who).to_owned()}</td>
                <td class="nowrap">{words::act(line.act)}</td>
                <td>{line.subject}</td>
                <td>{line.reason}</td>
            </tr>
        }
    };
    view! {
        <section class="card access" aria-label=words::ACCESS_TITLE>
            <header>
                <h2>{words::ACCESS_TITLE}</h2>
                <p class="muted">{words::ACCESS_TEXT}</p>
            </header>
            <Show
                when=move || !lines.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::ACCESS_NONE}</p> }
            >
                <div class="table-scroll">
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">{words::ACCESS_WHEN}</th>
                                <th scope="col">{words::ACCESS_WHO}</th>
                                <th scope="col">{words::ACCESS_ACT}</th>
                                <th scope="col">{words::ACCESS_SUBJECT}</th>
                                <th scope="col">{words::ACCESS_REASON}</th>
                            </tr>
                        </thead>
                        <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <Show when=move || { lines.with(Vec::len) as u32 >= wanted.get() }>
                    <div class="more">
                        <Button on_press=move |()| wanted.update(|n| *n += STEP)>{words::ACCESS_MORE}</Button>
                    </div>
                </Show>
            </Show>
        </section>
    }
}
