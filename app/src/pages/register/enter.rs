//! A list into a register: what was understood, whom each row meets and what it would write, then one save.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest};
use desk::message::entering::{EnterAnswer, EnterCounts, EnterFate, EnterRequest, EnterRow};
use desk::message::file::ReadChoice;
use js_sys::Uint8Array;
use ledger::register::Which;
use leptos::prelude::*;

use crate::pages::care::cared;
use crate::platform::files;
use crate::platform::worker::Payload;
use crate::route::Route;
use crate::session::{FileDesk, FileTrouble, Session};
use crate::text::care as care_words;
use crate::text::refusal;
use crate::text::register as words;
use crate::ui::{Busy, Button, FileDrop, Look, SelectField, Toasts, asked};

/// Rows shown of a tab.
const SHOWN: u32 = 200;

/// What is on its way in: the list, every column as it stands, and what people call it.
#[derive(Clone)]
struct Read {
    list: Vec<u8>,
    columns: Vec<u8>,
    source: String,
}

async fn read(bytes: Payload, source: String, pasted: bool) -> Result<Read, FileTrouble> {
    let worker = FileDesk::open()?;
    let (_, list) = worker.read(ReadChoice { pasted, ..ReadChoice::default() }, Some(bytes)).await?;
    let columns = worker.columns().await?;
    let [list, columns] = [list, columns].map(|bytes| Uint8Array::new(&bytes).to_vec());
    Ok(Read { list, columns, source })
}

/// A list into a register.
#[component]
pub(crate) fn EnterPage() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = cared(|| CareRequest::Registers);
    let into = RwSignal::new(String::new());
    let options = Signal::derive(move || match found.get() {
        Some(CareAnswer::Registers(views)) => {
            let open = views.into_iter().filter(|view| !view.closed);
            open.map(|view| (view.register.key(), view.name)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let counts = RwSignal::new(None::<EnterCounts>);
    let look = move |read: Read| async move {
        let key = match into.get_untracked() {
            key if key.is_empty() => options.with_untracked(|all| all.first().map(|(key, _)| key.clone())),
            key => Some(key),
        };
        let Some(register) = key.as_deref().and_then(Which::from_key) else { return };
        let Read { list, columns, source } = read;
        match session.care(EnterRequest::Preview { register, list, columns, source }.into()).await {
            Ok(CareAnswer::Enter(told)) => match *told {
                EnterAnswer::Counts(found) => drop(counts.try_set(Some(found))),
                _ => toasts.refuse(&Refusal::Protocol),
            },
            Ok(_) => toasts.refuse(&Refusal::Protocol),
            Err(refused) => toasts.refuse(&refused),
        }
    };
    let take = move |bytes: Payload, source: String, pasted: bool| async move {
        match read(bytes, source, pasted).await {
            Ok(read) => look(read).await,
            Err(trouble) => toasts.fail(refusal::file(&trouble)),
        }
    };
    let on_files = move |files: Vec<web_sys::File>| {
        let Some(file) = files.into_iter().next() else { return };
        busy.run(async move {
            match files::bytes(&file).await {
                Ok(bytes) => take(bytes, file.name(), false).await,
                Err(_) => toasts.fail(refusal::file(&FileTrouble::Broken)),
            }
        });
    };
    let on_paste = move |text: String| {
        let bytes = Uint8Array::from(text.as_bytes()).buffer();
        busy.run(take(bytes, words::PASTED.to_owned(), true));
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::ENTER}</h1>
                <p class="sub">{words::ENTER_SUB}</p>
                <a href=Route::Registers(String::new()).href()>{care_words::TO_REGISTERS}</a>
            </div>
            <Show
                when=move || counts.with(Option::is_some)
                fallback=move || view! {
                    <div class="form enter-begin">
                        <SelectField label=words::ENTER_INTO.to_owned() value=into options=options />
                        <FileDrop
                            label=words::ENTER_DROP.to_owned()
                            guidance=words::ENTER_DROP_GUIDANCE.to_owned()
                            on_files=on_files
                            on_paste=Callback::new(on_paste)
                        />
                        <p role="status">{move || busy.get().then_some(words::ENTER_READING)}</p>
                    </div>
                }
            >
                <Preview counts=counts />
            </Show>
        </section>
    }
}

#[component]
fn Preview(counts: RwSignal<Option<EnterCounts>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let now = Memo::new(move |_| counts.get().unwrap_or_default());
    let first = |counts: &EnterCounts| {
        EnterFate::ALL
            .into_iter()
            .zip(counts.fates)
            .find(|(_, rows)| *rows > 0)
            .map_or(EnterFate::New, |(fate, _)| fate)
    };
    let open = RwSignal::new(now.with_untracked(first));
    let found = asked(move || {
        let fate = open.get();
        now.track();
        async move { session.care(EnterRequest::Rows { fate, from: 0, count: SHOWN }.into()).await }
    });
    let rows = move || match found.get() {
        Some(Ok(CareAnswer::Enter(told))) => match *told {
            EnterAnswer::Rows(rows) => rows,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let decide = move |row: u32, same: bool| {
        busy.run(async move {
            match session.care(EnterRequest::Decide { row, same }.into()).await {
                Ok(CareAnswer::Enter(told)) => match *told {
                    EnterAnswer::Counts(found) => drop(counts.try_set(Some(found))),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let [new, changed, ..] = EnterFate::ALL;
    let will = Memo::new(move |_| {
        let counts = now.get();
        let sure = EnterFate::ALL.into_iter().zip(counts.fates).filter(|(fate, _)| [new, changed].contains(fate));
        sure.map(|(_, rows)| rows).sum::<u32>() + counts.confirmed
    });
    let commit = move |()| {
        let entered = will.get_untracked();
        busy.run(async move {
            match session.care(EnterRequest::Commit.into()).await {
                Ok(CareAnswer::Enter(told)) => match *told {
                    EnterAnswer::Done(_, save) => {
                        toasts.saved(words::entered(entered), &save);
                        let _ = counts.try_set(None);
                    }
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let tab = move |fate: EnterFate| {
        let rows = move || {
            now.with(|counts| EnterFate::ALL.into_iter().zip(counts.fates).find(|(one, _)| *one == fate))
                .map_or(0, |(_, rows)| rows)
        };
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || (open.get() == fate).to_string()
                on:click=move |_| open.set(fate)
            >
                {move || words::tab(fate, rows())}
            </button>
        }
    };
    let one = move |row: EnterRow| {
        let index = row.index;
        let changes = row.changes.iter().map(|(label, old, new)| words::change(label, old, new));
        let bad = row.bad.iter().map(|(label, raw)| words::bad(label, raw));
        let said = changes.chain(bad).collect::<Vec<_>>().join("；");
        let answer = match (open.get_untracked(), row.same) {
            (EnterFate::Proposed, Some(true)) => view! { <span>{words::IS_SAME}</span> }.into_any(),
            (EnterFate::Proposed, Some(false)) => view! { <span>{words::IS_OTHER}</span> }.into_any(),
            (EnterFate::Proposed, None) => view! {
                <Button on_press=move |()| decide(index, true)>{words::SAME}</Button>
                <Button look=Look::Quiet on_press=move |()| decide(index, false)>{words::OTHER}</Button>
            }
            .into_any(),
            _ => ().into_any(),
        };
        view! {
            <tr>
                <td>{row.row_number}</td>
                <td>{row.who}</td>
                <td>{row.child}</td>
                <td>{said}</td>
                <td>{answer}</td>
            </tr>
        }
    };
    let understood = move || {
        let counts = now.get();
        let pair =
            |(header, label): (String, String)| if header == label { label } else { format!("{header} → {label}") };
        let understood: Vec<String> = counts.understood.into_iter().map(pair).collect();
        view! {
            <p>{format!("{}：{}", words::UNDERSTOOD, understood.join("、"))}</p>
            {(!counts.ignored.is_empty()).then(|| view! {
                <p class="muted">{format!("{}：{}", words::IGNORED, counts.ignored.join("、"))}</p>
            })}
        }
    };
    view! {
        {understood}
        <div class="row enter-tabs">{EnterFate::ALL.map(tab).collect_view()}</div>
        <Show when=move || found.with(Option::is_some) && rows().is_empty()>
            <p class="muted">{words::ENTER_EMPTY}</p>
        </Show>
        <div class="table-scroll">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{words::ROW}</th>
                        <th scope="col">{words::IN_FILE}</th>
                        <th scope="col">{words::IN_ROSTER}</th>
                        <th scope="col">{words::CHANGES}</th>
                        <th scope="col"><span class="only-spoken">{words::SAME}</span></th>
                    </tr>
                </thead>
                <tbody>{move || rows().into_iter().map(one).collect_view()}</tbody>
            </table>
        </div>
        <div class="step-bar stick">
            <Button on_press=move |()| counts.set(None)>{words::ENTER_AGAIN}</Button>
            <Button look=Look::Primary disabled=Signal::derive(move || will.get() == 0 || busy.get()) on_press=commit>
                {move || words::enter_do(will.get())}
            </Button>
        </div>
    }
}
