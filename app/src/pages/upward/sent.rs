//! 报送给上级: superiors, the letter for them, and everything that was handed up with what became of it.

use desk::message::upward::{SentView, UpwardRequest, UpwardView};
use leptos::prelude::*;
use web_sys::File;

use super::letter::OwnLetter;
use super::offices::Offices;
use super::submit::{Begin, Submit};
use super::{save, take};
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{Banner, Busy, Button, Chip, FileDrop, Look, Toasts, Tone};

/// 报送给上级.
#[component]
pub(super) fn Send(view: Signal<UpwardView>) -> impl IntoView {
    let superiors = Memo::new(move |_| view.with(|view| view.superiors.clone()));
    let writes = Memo::new(move |_| view.with(|view| view.writes));
    let letter = Memo::new(move |_| view.with(|view| view.sender.clone()));
    let paired = Memo::new(move |_| superiors.with(|list| list.iter().any(|office| office.removed.is_empty())));
    let sent = Memo::new(move |_| view.with(|view| view.sent.clone()));
    let odd = Memo::new(move |_| view.with(|view| view.odd > 0));
    let begin = RwSignal::new(None::<Begin>);
    let known = Memo::new(move |_| letter.with(Option::is_some) || sent.with(|list| !list.is_empty()));
    view! {
        <div class="cols wide">
            <div class="stack">
                <Show when=move || known.get()>
                    <section class="card" aria-label=words::SENT>
                        <header>
                            <h2>{words::SENT}</h2>
                            <Show when=move || paired.get() && writes.get()>
                                <Button look=Look::Primary on_press=move |()| begin.set(Some(Begin::New))>
                                    {words::SUBMIT}
                                </Button>
                            </Show>
                        </header>
                        <div class="body stack">
                            {move || odd.get().then(|| view! { <Banner tone=Tone::Late>{words::ODD}</Banner> })}
                            <Lines sent=sent writes=writes begin=begin />
                        </div>
                    </section>
                    <Show when=move || writes.get()>
                        <ByStick />
                    </Show>
                </Show>
                <Show when=move || !known.get()>
                    <Offices inbox=true offices=superiors writes=writes />
                </Show>
            </div>
            <div class="stack">
                <Show when=move || known.get()>
                    <Offices inbox=true offices=superiors writes=writes />
                </Show>
                {move || letter.get().map(|letter| view! { <OwnLetter inbox=false letter=letter writes=writes /> })}
            </div>
        </div>
        <Submit begin=begin view=view />
    }
}

#[component]
fn Lines(
    #[prop(into)] sent: Signal<Vec<SentView>>,
    #[prop(into)] writes: Signal<bool>,
    begin: RwSignal<Option<Begin>>,
) -> impl IntoView {
    let any = Memo::new(move |_| sent.with(|list| !list.is_empty()));
    view! {
        <Show when=move || any.get() fallback=|| view! { <p class="muted">{words::NOTHING_SENT}</p> }>
            <ul class="up-list">
                <For each=move || sent.get() key=SentView::clone children=move |one| view! { <Line one=one writes=writes begin=begin /> } />
            </ul>
        </Show>
    }
}

#[component]
fn Line(one: SentView, #[prop(into)] writes: Signal<bool>, begin: RwSignal<Option<Begin>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let id = one.id;
    let (word, tone) = words::state(one.state);
    let whole = StoredValue::new(one.clone());
    let file = move |request: UpwardRequest| {
        busy.run(async move {
            save(session, toasts, request).await;
        });
    };
    let again = one.newest && !one.closed;
    let history = one.verdicts.iter().map(|one| view! { <li>{words::said(one.said, &one.reason, one.at_ms)}</li> });
    view! {
        <li>
            <div class="row">
                <b>{words::about(&one.form, &one.period, one.revision)}</b>
                <Chip text=word.to_owned() tone=tone />
                {(!one.newest).then(|| view! { <span class="muted">{words::OLDER}</span> })}
            </div>
            <p class="muted">
                {format!("{}　{}", one.superior.1, words::file(&one.file, one.size))}
                <br />
                {words::times(one.created_ms, one.delivered_ms, one.carried_ms)}
            </p>
            {(!one.sentence.is_empty()).then(|| view! { <p>{one.sentence.clone()}</p> })}
            {words::state_note(one.state, one.wait).map(|note| view! { <p class="field-note">{note}</p> })}
            {one.closed.then(|| view! { <p class="field-note">{words::CLOSED}</p> })}
            {one.unheard.then(|| view! { <p class="field-note bad">{words::UNHEARD}</p> })}
            {one.twice.then(|| view! { <p class="field-note bad">{words::SENT_TWICE}</p> })}
            <ul class="up-said">{history.collect_view()}</ul>
            <div class="row">
                <Show when=move || again && writes.get()>
                    <Button on_press=move |()| begin.set(Some(Begin::Again(Box::new(whole.get_value()))))>
                        {words::AGAIN}
                    </Button>
                </Show>
                <Show when=move || writes.get()>
                    <Button look=Look::Quiet on_press=move |()| file(UpwardRequest::SubmissionFile(id))>
                        {words::EXPORT}
                    </Button>
                    <Button look=Look::Quiet on_press=move |()| file(UpwardRequest::OwnFile(id))>
                        {words::OWN_FILE}
                    </Button>
                </Show>
            </div>
        </li>
    }
}

/// Answers that come on a stick.
#[component]
fn ByStick() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let chosen = move |chosen: Vec<File>| {
        busy.run(async move {
            take(session, toasts, chosen, UpwardRequest::TakeAcks).await;
        });
    };
    view! {
        <section class="card" aria-label=words::TAKE_ACKS>
            <header><h2>{words::TAKE_ACKS}</h2></header>
            <div class="body stack">
                <p class="muted">{words::TAKE_ACKS_TEXT}</p>
                <FileDrop label=words::TAKE_ACKS.to_owned() accept=".sxr".to_owned() on_files=chosen />
            </div>
        </section>
    }
}
