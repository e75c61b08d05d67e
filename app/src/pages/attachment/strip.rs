//! What is attached to one thing, as tiles, and the buttons that add to it.

use desk::message::Id;
use desk::message::attachment::{AttachmentAnswer, AttachmentRequest, AttachmentView, Away};
use desk::message::care::CareAnswer;
use desk::message::paper::PaperRequest;
use ledger::attachment::{AttachmentKind, OwnerKind};
use leptos::html;
use leptos::prelude::*;

use super::pad::Pad;
use super::pictures::{Pending, Pictures};
use crate::pages::care::paper::Forms;
use crate::platform::files;
use crate::session::Session;
use crate::text::attachment as words;
use crate::ui::{Button, Chip, Look, Menu, MenuItem, Toasts, Tone, asked, effect};

/// What is attached to something, asked again after every change; nothing before there is something to attach to.
pub(super) fn kept(kind: OwnerKind, owner: RwSignal<Option<Id>>) -> Memo<Vec<AttachmentView>> {
    let (session, toasts) = (Session::here(), Toasts::here());
    let found = asked(move || {
        session.version();
        let owner = owner.get();
        async move {
            match owner {
                Some(owner) => Some(session.care(AttachmentRequest::Of(kind, owner).into()).await),
                None => None,
            }
        }
    });
    effect(move || {
        if let Some(Some(Err(refusal))) = found.get() {
            toasts.refuse(&refusal);
        }
    });
    Memo::new(move |_| match found.get() {
        Some(Some(Ok(CareAnswer::Attachment(told)))) => match *told {
            AttachmentAnswer::Of(views) => views,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    })
}

/// The tiles and the buttons.
#[component]
pub(in crate::pages) fn Strip(
    /// The pictures.
    pictures: Pictures,
) -> impl IntoView {
    let (views, looking, signing) = (pictures.views, pictures.looking, RwSignal::new(false));
    let signs = matches!(pictures.kind, OwnerKind::Visit | OwnerKind::Notice);
    let forms = Forms::here();
    let printing = move || {
        let pages = |label: &str, six| {
            MenuItem::new(label, move || {
                if let Some(owner) = pictures.owner.get_untracked() {
                    forms.print(PaperRequest::Pictures { owner_kind: pictures.kind, owner, six });
                }
            })
        };
        vec![pages(words::PRINT_FOUR, false), pages(words::PRINT_SIX, true)]
    };
    let printable = move || {
        views.with(|views| views.iter().any(|view| view.removed.is_empty() && view.kind != AttachmentKind::Signature))
    };
    let working = move || (pictures.working.get() > 0).then(|| view! { <p role="status">{words::WORKING}"……"</p> });
    let hint = move || if pictures.owner.get().is_some() { words::AT_ONCE } else { words::LATER };
    let empty = move || {
        let none = views.with(Vec::is_empty) && !pictures.waiting() && !pictures.working();
        none.then(|| view! { <p class="muted">{words::NONE}</p> })
    };
    view! {
        <section class="attachments" aria-label=words::TITLE>
            <h3>{words::TITLE}</h3>
            <div class="row">
                <Choose label=words::TAKE kind=AttachmentKind::Photo pictures=pictures camera=true />
                <Choose label=words::CHOOSE kind=AttachmentKind::Photo pictures=pictures />
                <Choose label=words::SCAN kind=AttachmentKind::Scan pictures=pictures />
                <Show when=move || signs && !signing.get()>
                    <Button on_press=move |()| signing.set(true)>{words::SIGN}</Button>
                </Show>
                <Show when=printable>
                    <Menu label=words::PRINT.to_owned() items=Signal::derive(printing) />
                </Show>
            </div>
            <Show when=move || signing.get()>
                <Pad on_done=move |canvas| {
                    signing.set(false);
                    if let Some(canvas) = canvas {
                        pictures.take_drawn(canvas);
                    }
                } />
            </Show>
            {working}
            {empty}
            <ul class="pictures">
                <For
                    each=move || views.get().into_iter().enumerate()
                    key=|(at, view)| (*at, view.id, view.caption.clone(), view.removed.clone(), view.small.is_empty(), view.away)
                    children=move |(at, view)| view! { <Tile view=view number=at + 1 looking=looking /> }
                />
                <For
                    each=move || pictures.pending.get()
                    key=|one| one.key
                    children=move |one| view! { <Waiting one=one pictures=pictures /> }
                />
            </ul>
            <p class="muted">{hint}</p>
        </section>
    }
}

/// A button that takes files.
#[component]
fn Choose(
    label: &'static str,
    kind: AttachmentKind,
    pictures: Pictures,
    /// Opens the camera, where there is one to hold in the hand.
    #[prop(optional)]
    camera: bool,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    view! {
        <span class=if camera { "camera" } else { "" }>
            <Button on_press=move |()| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }>{label}</Button>
            <input
                node_ref=input
                type="file"
                form="unkept"
                class="hidden"
                tabindex="-1"
                aria-hidden="true"
                accept="image/*"
                data-attach=kind.key()
                capture=camera.then_some("environment")
                multiple=!camera
                on:change=move |_| {
                    let found = input.get_untracked().map(|i| files::chosen(&i)).unwrap_or_default();
                    if !found.is_empty() {
                        pictures.take(kind, found);
                    }
                }
            />
        </span>
    }
}

/// A picture that is kept.
#[component]
fn Tile(view: AttachmentView, number: usize, looking: RwSignal<Option<Id>>) -> impl IntoView {
    let id = view.id;
    let spoken = words::spoken(view.kind, &view.caption, number);
    let removed = (!view.removed.is_empty()).then(|| {
        view! {
            <Chip text=words::REMOVED.to_owned() tone=Tone::Plain />
        }
    });
    let caption = if view.caption.is_empty() { view.kind.text().to_owned() } else { view.caption };
    view! {
        <li class=if view.removed.is_empty() { "picture" } else { "picture removed" }>
            <button type="button" class="picture-open" aria-label=spoken on:click=move |_| looking.set(Some(id))>
                {super::thumbs::image(view.small, view.away)}
            </button>
            <span class="picture-words">{caption}</span>
            {removed}
        </li>
    }
}

/// A picture that waits to be kept.
#[component]
fn Waiting(one: Pending, pictures: Pictures) -> impl IntoView {
    let (key, caption, trouble) = (one.key, one.caption, one.trouble);
    let failed = move || !trouble.with(String::is_empty);
    view! {
        <li class="picture waiting">
            {super::thumbs::image(one.source, Away::No)}
            <input
                type="text"
                form="unkept"
                autocomplete="off"
                class="plain-input"
                aria-label=words::CAPTION
                placeholder=words::CAPTION
                prop:value=move || caption.get()
                on:input=move |event| caption.set(event_target_value(&event))
                // Enter would send a form.
                on:keydown=|event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                    }
                }
            />
            <Button look=Look::Quiet on_press=move |()| pictures.drop(key)>{words::DROP}</Button>
            <Show when=failed>
                <p class="form-error" role="alert">{move || trouble.get()}</p>
                <Show when=move || pictures.owner.get().is_some()>
                    <Button on_press=move |()| pictures.store_now()>{words::AGAIN}</Button>
                </Show>
            </Show>
        </li>
    }
}
