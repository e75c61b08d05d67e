//! One picture, large: the next and the one before by arrow keys, what it shows, its place in the row, its removal.

use desk::message::attachment::{AttachmentAnswer, AttachmentRequest, AttachmentView};
use desk::message::care::CareAnswer;
use desk::message::{Id, Refusal};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::pictures::Pictures;
use crate::session::Session;
use crate::text::shell::LOADING;
use crate::text::{attachment as words, photos};
use crate::ui::{Busy, Button, Dialog, Look, SubmitBar, TextField, Toasts, asked, composing, effect};

/// The dialog of the picture that is looked at.
#[component]
pub(in crate::pages) fn Viewer(
    /// What can be looked at.
    pictures: Pictures,
) -> impl IntoView {
    let (views, looking) = (pictures.views, pictures.looking);
    let open = RwSignal::new(false);
    let view = Memo::new(move |_| {
        let id = looking.get()?;
        views.with(|views| views.iter().find(|view| view.id == id).cloned())
    });
    let any = Memo::new(move |_| view.with(Option::is_some));
    effect(move || open.set(any.get()));
    effect(move || {
        if !open.get() && any.get_untracked() {
            looking.set(None);
        }
    });
    let title = Signal::derive(move || {
        view.with(|view| view.as_ref().map(|view| view.kind.text().to_owned()).unwrap_or_default())
    });
    view! {
        <Dialog open=open title=title wide=true>
            <Looking view=view views=views looking=looking />
        </Dialog>
    }
}

#[component]
fn Looking(
    view: Memo<Option<AttachmentView>>,
    views: Memo<Vec<AttachmentView>>,
    looking: RwSignal<Option<Id>>,
) -> impl IntoView {
    // The fields of one picture are not those of the next; the buttons between them stay, and keep the focus.
    let id = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.id)));
    let neighbour = move |by: isize| {
        let id = id.get()?;
        views.with(|views| {
            let at = views.iter().position(|view| view.id == id)?;
            views.get(at.checked_add_signed(by)?).map(|view| view.id)
        })
    };
    let go = move |by: isize| {
        if let Some(next) = untrack(|| neighbour(by)) {
            looking.set(Some(next));
        }
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let typing = event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlInputElement>().is_some());
        match event.key().as_str() {
            _ if typing || composing(&event) => {}
            "ArrowLeft" => go(-1),
            "ArrowRight" => go(1),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
    let step = move |by: isize, label: &'static str| {
        let disabled = Signal::derive(move || neighbour(by).is_none());
        view! { <Button disabled=disabled on_press=move |()| go(by)>{label}</Button> }
    };
    let facts = move || view.with(|view| view.as_ref().map(words::facts).unwrap_or_default());
    view! {
        <div class="looking">
            <div class="whole" tabindex="-1" data-first="">
                {move || id.get().map(|id| view! { <Whole id=id view=view /> })}
            </div>
            <div class="row">
                {step(-1, words::PREVIOUS)}
                {step(1, words::NEXT)}
                <span class="grow"></span>
                {move || id.get().map(|id| view! { <Acts id=id view=view /> })}
            </div>
            <p class="muted">{facts}</p>
            {move || id.get().map(|id| view! { <Caption id=id view=view /> })}
        </div>
    }
}

/// The whole picture; it is here only while it is looked at.
#[component]
fn Whole(id: Id, view: Memo<Option<AttachmentView>>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    // A picture that is on its way from another device is asked for again when something has come.
    let missing = RwSignal::new(false);
    let found = asked(move || {
        if missing.get() {
            session.version();
        }
        async move { session.care(AttachmentRequest::Picture(id).into()).await }
    });
    effect(move || {
        let none =
            matches!(found.get(), Some(Ok(CareAnswer::Attachment(told))) if *told == AttachmentAnswer::Picture(None));
        if missing.get_untracked() != none {
            missing.set(none);
        }
    });
    let away = move || {
        let where_it_is = view.with(|view| view.as_ref().map(|view| view.away).unwrap_or_default());
        photos::opened(where_it_is)
    };
    let alt = move || view.with(|view| view.as_ref().map(|view| words::spoken(view.kind, &view.caption, 1)));
    effect(move || {
        if let Some(Err(refused)) = found.get() {
            toasts.refuse(&refused);
        }
    });
    move || match found.get() {
        Some(Ok(CareAnswer::Attachment(told))) => match *told {
            AttachmentAnswer::Picture(Some(source)) => {
                view! { <img class="whole-picture" src=source alt=alt /> }.into_any()
            }
            _ => view! { <p class="no-picture" role="status">{away}</p> }.into_any(),
        },
        Some(_) => view! { <p class="no-picture" role="status">{away}</p> }.into_any(),
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    }
}

/// Keeps a change; whether it is on the disk, or was there already.
async fn keep(session: Session, toasts: Toasts, request: AttachmentRequest) -> bool {
    match session.care(request.into()).await {
        Ok(CareAnswer::Saved(_)) => return true,
        Err(Refusal::NothingToWrite) => return true,
        Ok(CareAnswer::Faults(_)) => toasts.fail(words::NEEDED),
        Ok(_) => toasts.refuse(&Refusal::Protocol),
        Err(refused) => toasts.refuse(&refused),
    }
    false
}

#[component]
fn Caption(id: Id, view: Memo<Option<AttachmentView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let stored = view.with_untracked(|view| view.as_ref().map(|view| view.caption.clone()).unwrap_or_default());
    let caption = RwSignal::new(stored);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        let request = AttachmentRequest::Describe { attachment: id, caption: caption.get_untracked() };
        busy.run(async move {
            if keep(session, toasts, request).await {
                toasts.say(words::CAPTION_SAVED);
            }
        });
    };
    view! {
        <form autocomplete="off" class="row caption" on:submit=submit>
            <TextField label=words::CAPTION.to_owned() value=caption />
            <button type="submit" class="button" prop:disabled=move || busy.get()>{words::SAVE_CAPTION}</button>
        </form>
    }
}

/// Its place in the row, and its removal with a reason.
#[component]
fn Acts(id: Id, view: Memo<Option<AttachmentView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let removing = RwSignal::new(false);
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let order = move |request: AttachmentRequest| {
        busy.run(async move {
            keep(session, toasts, request).await;
        });
    };
    let remove = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        let reason = reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            return error.set(words::NEEDED.to_owned());
        }
        busy.run(async move {
            if keep(session, toasts, AttachmentRequest::Remove { attachment: id, reason }).await {
                let _ = removing.try_set(false);
            }
        });
    };
    let removed =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.removed.clone()).unwrap_or_default()));
    let shown = move || {
        if !removed.with(String::is_empty) {
            return view! {
                <span>{move || words::removed(&removed.get())}</span>
                <Button on_press=move |()| order(AttachmentRequest::Restore(id))>{words::RESTORE}</Button>
            }
            .into_any();
        }
        if removing.get() {
            return view! {
                <form autocomplete="off" class="form removing" on:submit=remove>
                    <p class="muted">{words::REMOVE_TEXT}</p>
                    <TextField label=words::REMOVE_REASON.to_owned() value=reason error=error first=true />
                    <SubmitBar
                        label=words::REMOVE_DO.to_owned()
                        danger=true
                        busy=busy
                        on_cancel=move |()| removing.set(false)
                    />
                </form>
            }
            .into_any();
        }
        view! {
            <Button on_press=move |()| order(AttachmentRequest::Move { attachment: id, later: false })>{words::EARLIER}</Button>
            <Button on_press=move |()| order(AttachmentRequest::Move { attachment: id, later: true })>{words::LATER_ONE}</Button>
            <Button look=Look::Danger on_press=move |()| removing.set(true)>{words::REMOVE}</Button>
        }
        .into_any()
    };
    view! { {shown} }
}
