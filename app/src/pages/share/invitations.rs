//! 邀请: the link as text, as a QR code and as a file, or a short code in its place; and the digits once somebody has answered.

use desk::message::Id;
use desk::message::share::{CodeView, InvitationView, ShareRequest, ShareView};
use leptos::prelude::*;

use super::code::ShortCode;
use super::order;
use super::stick::{AnswerFile, TakeRequest};
use crate::pages::carried;
use crate::session::Session;
use crate::text::{share as words, stick};
use crate::ui::{Busy, Button, Look, Toasts};

/// 邀请.
#[component]
pub(super) fn Invitations(view: Signal<ShareView>) -> impl IntoView {
    // What becomes of a code is drawn in its own place: the button that has the focus stays.
    let without_code = |one: &InvitationView| InvitationView { code: None, ..one.clone() };
    let invitations =
        Memo::new(move |_| view.with(|view| view.invitations.iter().map(without_code).collect::<Vec<_>>()));
    let any = Memo::new(move |_| invitations.with(|list| !list.is_empty()));
    let one = move |invitation: InvitationView| {
        let id = invitation.id;
        let found = move |view: &ShareView| view.invitations.iter().find(|one| one.id == id).and_then(|one| one.code);
        let code = Memo::new(move |_| view.with(found));
        view! { <Invitation invitation=invitation code=code /> }
    };
    view! {
        <Show when=move || any.get()>
            <section class="card" aria-label=words::INVITATIONS>
                <header><h2>{words::INVITATIONS}</h2></header>
                <div class="body stack">
                    {move || invitations.get().into_iter().map(one).collect_view()}
                    <TakeRequest />
                </div>
            </section>
        </Show>
    }
}

/// The whole address of an invitation.
fn address(text: &str) -> String {
    let origin = gloo::utils::window().location().origin().unwrap_or_default();
    format!("{origin}/#/sync/join.{text}")
}

#[component]
fn Invitation(invitation: InvitationView, #[prop(into)] code: Signal<Option<CodeView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (id, link) = (invitation.id, address(&invitation.text));
    let heading = format!("{}　{}", words::role(invitation.role), words::until(invitation.expires_ms));
    let withdraw = move |()| {
        busy.run(async move {
            if order(session, toasts, ShareRequest::Withdraw(id)).await.is_some() {
                toasts.say(words::WITHDRAWN_DONE);
            }
        });
    };
    // Nothing is taken back: the card is only not needed any more.
    let done = move |()| {
        busy.run(async move {
            order(session, toasts, ShareRequest::Withdraw(id)).await;
        });
    };
    let by_stick = invitation.by_stick;
    let body = match (invitation.approved, invitation.asked) {
        (true, _) if invitation.inside => view! {
            <p role="status">{stick::INSIDE}</p>
            <div class="row">
                <AnswerFile invite=id inside=true />
                <Button look=Look::Quiet on_press=done>{stick::DONE}</Button>
            </div>
        }
        .into_any(),
        (true, _) => view! { <p role="status">{words::APPROVED}</p> }.into_any(),
        (false, Some((name, digits))) => {
            let approve = move |()| {
                busy.run(async move {
                    order(session, toasts, ShareRequest::Approve(id)).await;
                });
            };
            view! {
                <p role="status"><b>{words::asked(&name)}</b></p>
                <p>{words::COMPARE}</p>
                <p class="digits" role="group" aria-label=words::DIGITS>{words::digits(digits)}</p>
                <div class="row">
                    <Button look=Look::Primary on_press=approve>{words::APPROVE}</Button>
                    <Button look=Look::Danger on_press=withdraw>{words::WITHDRAW}</Button>
                    {by_stick.then(|| view! { <AnswerFile invite=id inside=false /> })}
                </div>
            }
            .into_any()
        }
        (false, None) => view! { <Handing link=link invite=id code=code on_withdraw=withdraw /> }.into_any(),
    };
    view! {
        <article class="stack" aria-label=words::INVITATIONS>
            <h3>{heading}</h3>
            {body}
        </article>
    }
}

/// Before anybody has answered.
#[component]
fn Handing(
    link: String,
    invite: Id,
    code: Signal<Option<CodeView>>,
    #[prop(into)] on_withdraw: Callback<()>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let link = StoredValue::new(link);
    let drawn = carried::drawn(session, link, words::QR);
    let copy = move |()| carried::copied(toasts, link.get_value(), words::COPIED);
    let as_file = move |()| {
        let name = words::FILE_NAME;
        carried::given(toasts, name, link.get_value().as_bytes(), words::saved(name));
    };
    view! {
        <p class="muted" role="status">{words::INVITATION_WAITS}</p>
        <div class="invite-code">
            {drawn}
            <div class="stack">
                <p class="invite-link"><code>{link.get_value()}</code></p>
                <div class="row">
                    <Button look=Look::Primary on_press=copy>{words::COPY}</Button>
                    <Button on_press=as_file>{words::AS_FILE}</Button>
                    <Button look=Look::Quiet on_press=move |()| on_withdraw.run(())>{words::WITHDRAW}</Button>
                </div>
                <ShortCode invite=invite code=code />
            </div>
        </div>
    }
}
