//! Step 1, 文件或粘贴: what can be read, the files that wait, and how far reading has come.

use leptos::prelude::*;

use super::reading::{Incoming, Reading};
use crate::text::import as t;
use crate::text::refusal;
use crate::ui::{Banner, Button, FileDrop, Look, Progress, Tone};

/// Name endings the file chooser offers; what a file is is decided by its content.
const ENDINGS: &str = ".xlsx,.xls,.xlsm,.et,.csv,.tsv,.txt,.htm,.html";

/// Drop zone, chooser and paste area.
#[component]
pub(crate) fn Pick(
    /// Where the files go.
    reading: Reading,
) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    reading.make_ready();
    let read_pasted = move || {
        let block = pasted.get_untracked();
        if !block.trim().is_empty() {
            pasted.set(String::new());
            reading.take(vec![Incoming::Pasted(block)]);
        }
    };
    let on_files = move |files: Vec<web_sys::File>| reading.take(files.into_iter().map(Incoming::File).collect());
    view! {
        <div class="pick">
            <FileDrop
                label=t::DROP_TITLE.to_owned()
                guidance=t::DROP_FORMATS.to_owned()
                accept=ENDINGS.to_owned()
                multiple=true
                on_files=UnsyncCallback::new(on_files)
                on_paste=Callback::new(move |block: String| reading.take(vec![Incoming::Pasted(block)]))
            />
            <section class="card pick-paste">
                <label for="paste-block">{t::PASTE_TITLE}</label>
                <p class="field-note" id="paste-note">{t::PASTE_HINT}</p>
                <textarea
                    id="paste-block"
                    form="unkept"
                    rows="5"
                    aria-describedby="paste-note"
                    prop:value=move || pasted.get()
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
                <Button
                    disabled=Signal::derive(move || pasted.with(|p| p.trim().is_empty()))
                    on_press=move |()| read_pasted()
                >
                    {t::PASTE_GO}
                </Button>
            </section>
        </div>
    }
}

/// The files that wait behind the current one.
#[component]
pub(crate) fn Queue(
    /// Where they wait.
    reading: Reading,
) -> impl IntoView {
    let line = move |(index, name): (usize, String)| {
        view! {
            <li>
                <span>{name}</span>
                <Button look=Look::Quiet on_press=move |()| reading.drop_waiting(index)>{t::QUEUE_DROP}</Button>
            </li>
        }
    };
    view! {
        <Show when=move || !reading.queue().is_empty()>
            <section class="queue" aria-label=t::QUEUE_TITLE>
                <h2>{t::QUEUE_TITLE}</h2>
                <ol>{move || reading.queue().into_iter().enumerate().map(line).collect_view()}</ol>
            </section>
        </Show>
    }
}

/// While a file is read: how far, and a way to stop.
#[component]
pub(crate) fn ReadingProgress(
    /// What is being read.
    reading: Reading,
) -> impl IntoView {
    let words = move || match reading.progress() {
        Some((0, _)) | None => t::READING_STARTS.to_owned(),
        Some((done, total)) => t::reading_rows(done, total),
    };
    view! {
        <Show when=move || reading.progress().is_some()>
            <div class="card reading" role="status">
                <p><b>{move || t::reading(&reading.name())}</b><span>{words}</span></p>
                <Progress
                    label=Signal::derive(move || t::reading(&reading.name()))
                    state=Signal::derive(move || reading.progress().unwrap_or_default())
                />
                <Button on_press=move |()| reading.cancel()>{t::CANCEL}</Button>
            </div>
        </Show>
    }
}

/// Why the current file gave no list, and the ways on.
#[component]
pub(crate) fn ReadingTrouble(
    /// What was being read.
    reading: Reading,
) -> impl IntoView {
    let words = move || reading.trouble.get().map(|trouble| format!("{}：{}", reading.name(), refusal::file(&trouble)));
    view! {
        <Show when=move || reading.trouble.with(Option::is_some)>
            <Banner tone=Tone::Late>
                <span>{words}</span>
                <Button on_press=move |()| reading.choose(|_| {})>{t::READ_AGAIN}</Button>
                <Button on_press=move |()| reading.next()>
                    {move || if reading.queue().is_empty() { t::OTHER_FILE } else { t::QUEUE_NEXT }}
                </Button>
            </Banner>
        </Show>
    }
}
