//! 邀请: the link as text, as a code and as a file; and the digits once somebody has answered.

use desk::message::share::{InvitationView, ShareRequest, ShareView};
use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;

use super::order;
use crate::platform::files;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, Look, Qr, Toasts, asked};

/// 邀请.
#[component]
pub(super) fn Invitations(view: Signal<ShareView>) -> impl IntoView {
    let invitations = Memo::new(move |_| view.with(|view| view.invitations.clone()));
    move || {
        let list = invitations.get();
        if list.is_empty() {
            return None;
        }
        let one = |invitation: InvitationView| view! { <Invitation invitation=invitation /> };
        Some(view! {
            <section class="card" aria-label=words::INVITATIONS>
                <header><h2>{words::INVITATIONS}</h2></header>
                <div class="body stack">{list.into_iter().map(one).collect_view()}</div>
            </section>
        })
    }
}

/// The whole address of an invitation.
fn address(text: &str) -> String {
    let origin = gloo::utils::window().location().origin().unwrap_or_default();
    format!("{origin}/#/sync/join.{text}")
}

#[component]
fn Invitation(invitation: InvitationView) -> impl IntoView {
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
    let body = match (invitation.approved, invitation.asked) {
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
                </div>
            }
            .into_any()
        }
        (false, None) => view! { <Handing link=link on_withdraw=withdraw /> }.into_any(),
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
fn Handing(link: String, #[prop(into)] on_withdraw: Callback<()>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let link = StoredValue::new(link);
    let code = asked(move || {
        let request = VaultRequest::Qr(link.get_value());
        async move { session.vault(request, None).await }
    });
    let drawn = move || match code.get() {
        Some(Ok((VaultAnswer::Qr(code), _))) => Some(view! { <Qr code=code label=words::QR /> }),
        _ => None,
    };
    let copy = move |()| {
        leptos::task::spawn_local(async move {
            if files::copy(&link.get_value()).await.is_ok() {
                toasts.say(words::COPIED);
            }
        });
    };
    let as_file = move |()| {
        let bytes = js_sys::Uint8Array::from(link.get_value().as_bytes()).buffer();
        // Refused only where downloads are forbidden: the link stands on the page all the same.
        let _ = files::save(words::FILE_NAME, &bytes);
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
            </div>
        </div>
    }
}
