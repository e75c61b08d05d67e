//! 成员: who belongs to the shared ledger, with which rights; inviting and shutting out.

use desk::message::Id;
use desk::message::share::{MemberView, RoleView, ShareRequest, ShareView, StandingView};
use leptos::prelude::*;

use super::order;
use super::rights::{Change, Invite};
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, Chip, Confirm, Look, Toasts, Tone};

/// 成员.
#[component]
pub(super) fn Members(view: Signal<ShareView>) -> impl IntoView {
    let members = Memo::new(move |_| view.with(|view| view.members.clone()));
    let leads = Memo::new(move |_| view.with(|view| view.role == Some(RoleView::Admin)));
    // Whoever leads alone is one broken disk away from nobody leading.
    let alone = move || {
        let leading = |member: &MemberView| member.role == RoleView::Admin && member.standing == StandingView::Active;
        leads.get() && members.with(|members| members.iter().filter(|member| leading(member)).count() == 1)
    };
    let inviting = RwSignal::new(false);
    let leaving = RwSignal::new(None::<Id>);
    let changing = RwSignal::new(None::<MemberView>);
    let line = move |member: MemberView| {
        let active = member.standing == StandingView::Active;
        let tone = if active { Tone::Ok } else { Tone::Plain };
        let here = member.this.then(|| view! { <Chip text=words::THIS.to_owned() tone=Tone::Info /> });
        let (id, whole) = (member.id, StoredValue::new(member.clone()));
        let sensitive = member.sensitive.then(|| view! { <span class="muted">{words::SEES_SENSITIVE}</span> });
        let may = Signal::derive(move || leads.get() && active && !member.this);
        view! {
            <li>
                <b>{member.name}</b>
                {here}
                <Chip text=words::standing(member.standing).to_owned() tone=tone />
                <span class="muted">{words::role(member.role)}</span>
                {sensitive}
                <Show when=move || may.get()>
                    <Button look=Look::Quiet on_press=move |()| changing.set(Some(whole.get_value()))>
                        {words::CHANGE}
                    </Button>
                    <Button look=Look::Quiet on_press=move |()| leaving.set(Some(id))>{words::REVOKE}</Button>
                </Show>
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::MEMBERS>
            <header>
                <h2>{words::MEMBERS}</h2>
                <Show when=move || leads.get()>
                    <Button on_press=move |()| inviting.set(true)>{words::INVITE}</Button>
                </Show>
            </header>
            <div class="body">
                <ul class="sync-list">{move || members.get().into_iter().map(line).collect_view()}</ul>
                <Show when=alone><p class="muted">{words::LEADS_ALONE}</p></Show>
            </div>
            <Invite open=inviting />
            <Change whom=changing />
            <Revoke whom=leaving />
        </section>
    }
}

#[component]
fn Revoke(whom: RwSignal<Option<Id>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let open = RwSignal::new(false);
    let chosen = StoredValue::new(None::<Id>);
    crate::ui::effect(move || {
        if let Some(id) = whom.get() {
            chosen.set_value(Some(id));
            open.set(true);
            whom.set(None);
        }
    });
    let yes = move |()| {
        let Some(id) = chosen.get_value() else { return };
        busy.run(async move {
            if order(session, toasts, ShareRequest::Revoke(id)).await.is_some() {
                toasts.say(words::REVOKED_DONE);
            }
        });
    };
    view! {
        <Confirm
            open=open
            title=words::REVOKE_TITLE.to_owned()
            text=words::REVOKE_TEXT.to_owned()
            label=words::REVOKE_DO.to_owned()
            danger=true
            on_yes=yes
        />
    }
}
