//! 收到的报送: what came in, what is to be looked at, and what is said of it.

use desk::message::Id;
use desk::message::upward::{Doubt, ReceivedView, Said, UpwardRequest, UpwardView};
use leptos::prelude::*;
use web_sys::File;

use super::why::{Question, Why};
use super::{order, save, take};
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{Busy, Button, Chip, FileDrop, Look, Toasts, Tone};

/// 收到的报送.
#[component]
pub(super) fn Received(view: Signal<UpwardView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let received = Memo::new(move |_| view.with(|view| view.received.clone()));
    let writes = Memo::new(move |_| view.with(|view| view.writes));
    let any = Memo::new(move |_| received.with(|list| !list.is_empty()));
    let rejecting = RwSignal::new(None::<Id>);
    let chosen = move |chosen: Vec<File>| {
        busy.run(async move {
            take(session, toasts, chosen, UpwardRequest::TakeSubmission).await;
        });
    };
    view! {
        <section class="card" aria-label=words::RECEIVED>
            <header><h2>{words::RECEIVED}</h2></header>
            <div class="body stack">
                <Show when=move || any.get() fallback=|| view! { <p class="muted">{words::NOTHING_RECEIVED}</p> }>
                    <ul class="up-list">
                        <For
                            each=move || received.get()
                            key=ReceivedView::clone
                            children=move |one| view! { <Line one=one writes=writes rejecting=rejecting /> }
                        />
                    </ul>
                </Show>
                <Show when=move || writes.get()>
                    <FileDrop label=words::TAKE_FILE.to_owned() accept=".sxu".to_owned() on_files=chosen />
                </Show>
            </div>
            <Why whom=rejecting question=REJECT />
        </section>
    }
}

#[component]
fn Line(one: ReceivedView, #[prop(into)] writes: Signal<bool>, rejecting: RwSignal<Option<Id>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let id = one.id;
    let said = one.verdicts.first().map(|verdict| verdict.said);
    let (word, tone) = match (one.flaw, said) {
        (Some(_), _) => (words::FLAWED, Tone::Late),
        (None, Some(said)) => words::verdict(said),
        (None, None) => (words::NEW, Tone::Soon),
    };
    let decide = move |said: Said, done: &'static str| {
        busy.run(async move {
            let request = UpwardRequest::Decide { received: id, said, reason: String::new() };
            if order(session, toasts, request).await.is_some() {
                toasts.say(done);
            }
        });
    };
    let file = move |request: UpwardRequest| {
        busy.run(async move {
            save(session, toasts, request).await;
        });
    };
    let history = one.verdicts.iter().map(|one| {
        let left = one.wait.map(words::not_left).unwrap_or_default();
        view! { <li>{words::said(one.said, &one.reason, one.at_ms)}<span class="muted">{left}</span></li> }
    });
    let (opened, answered) = (one.flaw.is_none(), said.is_some());
    // Of two words of two people one is said again; a closed period is opened by sending back.
    let accepts = match said {
        Some(Said::Received) => one.doubts.contains(&Doubt::TwoWords),
        Some(Said::Locked) => false,
        Some(Said::Rejected) | None => true,
    };
    // What has been corrected since is history: the correction is what is answered.
    let newest = one.newest;
    let may = Signal::derive(move || writes.get() && opened && newest);
    let about = match one.flaw {
        // What does not open says nothing of its period.
        Some(_) => words::TITLE_FLAWED.to_owned(),
        None => words::about(&one.form, &one.period, one.revision),
    };
    view! {
        <li>
            <div class="row">
                <b>{format!("{}　{about}", one.school.1)}</b>
                <Chip text=word.to_owned() tone=tone />
                {one.by_stick.then(|| view! { <Chip text=words::BY_STICK.to_owned() tone=Tone::Info /> })}
                {(!one.newest && opened).then(|| view! { <span class="muted">{words::OLDER}</span> })}
            </div>
            <p class="muted">
                {opened.then(|| view! { {words::file(&one.file, one.size)}<br /> })}
                {words::came(one.came_ms)}
            </p>
            {(!one.sentence.is_empty()).then(|| view! { <p>{one.sentence.clone()}</p> })}
            {one.flaw.map(|flaw| view! { <p class="field-note bad">{words::flaw(flaw)}</p> })}
            {one
                .doubts
                .iter()
                .map(|doubt| view! { <p class="field-note bad">{words::doubt(*doubt)}</p> })
                .collect_view()}
            {(newest && said == Some(Said::Locked))
                .then(|| view! { <p class="field-note">{words::LOCKED_HERE}</p> })}
            <ul class="up-said">{history.collect_view()}</ul>
            <div class="row">
                <Show when=move || may.get() && accepts>
                    <Button look=Look::Primary on_press=move |()| decide(Said::Received, words::ACCEPTED_DONE)>
                        {words::ACCEPT}
                    </Button>
                </Show>
                <Show when=move || may.get()>
                    <Button on_press=move |()| rejecting.set(Some(id))>{words::REJECT}</Button>
                </Show>
                <Show when=move || may.get() && said == Some(Said::Received)>
                    <Button look=Look::Quiet on_press=move |()| decide(Said::Locked, words::LOCKED_DONE)>
                        {words::LOCK}
                    </Button>
                </Show>
                <Show when=move || opened && writes.get()>
                    <Button look=Look::Quiet on_press=move |()| file(UpwardRequest::ReceivedFile(id))>
                        {words::DOWNLOAD}
                    </Button>
                </Show>
                <Show when=move || answered>
                    <Button look=Look::Quiet on_press=move |()| file(UpwardRequest::AckFile(id))>{words::ACK_FILE}</Button>
                </Show>
            </div>
        </li>
    }
}

/// 退回这份报送: what has to be put right.
const REJECT: Question = Question {
    title: words::REJECT_TITLE,
    text: "",
    label: words::REJECT_REASON,
    note: words::REJECT_NOTE,
    act: words::REJECT_DO,
    done: words::REJECTED_DONE,
    order: |received, reason| UpwardRequest::Decide { received, said: Said::Rejected, reason },
};
