//! 权限: what somebody may do in the shared ledger, asked when they are invited and when it changes.

use desk::message::share::{MemberView, RoleView, ShareAnswer, ShareRequest};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Dialog, SelectField, SubmitBar, Toasts, effect};

const ROLES: [RoleView; 3] = [RoleView::Editor, RoleView::Reader, RoleView::Admin];

/// What is chosen: a place in [`ROLES`], and whether restricted registers may be read.
#[derive(Clone, Copy)]
struct Rights {
    role: RwSignal<String>,
    sensitive: RwSignal<bool>,
}

impl Rights {
    fn new() -> Rights {
        Rights { role: RwSignal::new("0".to_owned()), sensitive: RwSignal::new(false) }
    }

    fn set(self, role: RoleView, sensitive: bool) {
        let at = ROLES.iter().position(|one| *one == role).unwrap_or_default();
        self.role.set(at.to_string());
        self.sensitive.set(sensitive);
    }

    fn chosen(self) -> (RoleView, bool) {
        let at: usize = self.role.get_untracked().parse().unwrap_or_default();
        (ROLES.get(at).copied().unwrap_or_default(), self.sensitive.get_untracked())
    }
}

#[component]
fn RightsForm(
    open: RwSignal<bool>,
    rights: Rights,
    text: &'static str,
    label: &'static str,
    busy: Busy,
    on_submit: Callback<()>,
) -> impl IntoView {
    let options: Vec<_> =
        ROLES.iter().enumerate().map(|(at, one)| (at.to_string(), words::role(*one).to_owned())).collect();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p class="muted">{text}</p>
            <SelectField label=words::ROLE.to_owned() value=rights.role options=options />
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || rights.sensitive.get()
                    on:change=move |event| rights.sensitive.set(event_target_checked(&event))
                />
                <span>{words::SENSITIVE}</span>
            </label>
            <SubmitBar label=label.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}

/// 邀请.
#[component]
pub(super) fn Invite(open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let rights = Rights::new();
    let submit = Callback::new(move |()| {
        let (role, sensitive) = rights.chosen();
        busy.run(async move {
            let request = ShareRequest::Invite { role, sensitive };
            if let Some(ShareAnswer::Invited(_)) = order(session, toasts, request).await {
                let _ = open.try_set(false);
            }
        });
    });
    view! {
        <Dialog open=open title=words::INVITE_TITLE.to_owned()>
            <RightsForm open rights text=words::INVITE_TEXT label=words::INVITE_DO busy on_submit=submit />
        </Dialog>
    }
}

/// 改权限.
#[component]
pub(super) fn Change(whom: RwSignal<Option<MemberView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (open, rights) = (RwSignal::new(false), Rights::new());
    let member = StoredValue::new(None);
    let title = RwSignal::new(String::new());
    effect(move || {
        if let Some(one) = whom.get() {
            title.set(words::change_title(&one.name));
            rights.set(one.role, one.sensitive);
            member.set_value(Some(one.id));
            open.set(true);
            whom.set(None);
        }
    });
    let submit = Callback::new(move |()| {
        let Some(member) = member.get_value() else { return };
        let (role, sensitive) = rights.chosen();
        busy.run(async move {
            if order(session, toasts, ShareRequest::Change { member, role, sensitive }).await.is_some() {
                toasts.say(words::CHANGED_DONE);
                let _ = open.try_set(false);
            }
        });
    });
    view! {
        <Dialog open=open title=title>
            <RightsForm open rights text=words::CHANGE_TEXT label=words::CHANGE_DO busy on_submit=submit />
        </Dialog>
    }
}
