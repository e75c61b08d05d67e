//! Lines above the page: trial, read-only window, new version, damaged records.

use desk::message::vault::VaultRequest;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::start::{AfterOpening, BackupDialog, KeepDialog, SampleNote};
use crate::platform::service_worker::{self, Update};
use crate::session::Session;
use crate::text;
use crate::text::shell as words;
use crate::ui::{Banner, Button, Look, Toasts, Tone};

/// The lines that apply now.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let session = Session::here();
    let (keep, backup) = (RwSignal::new(false), RwSignal::new(false));
    let toasts = Toasts::here();
    // The window that writes now may have been closed, or stand forgotten on another desk.
    let take_pen = move |()| {
        spawn_local(async move {
            if let Err(failure) = session.vault(VaultRequest::TakePen, None).await {
                toasts.fail(text::refusal::vault(&failure));
            }
        });
    };
    let damaged = move || session.view().map_or(0, |v| v.damaged.len());
    view! {
        <Show when=move || session.lost()>
            <Banner tone=Tone::Late>
                <span>{words::LOST}</span>
                <Button look=Look::Primary on_press=move |()| keep.set(true)>{words::KEEP}</Button>
                <Button on_press=move |()| backup.set(true)>{words::LOST_BACKUP}</Button>
            </Banner>
        </Show>
        <Show when=move || session.trial() && !session.lost()>
            <Banner tone=Tone::Soon>
                <span>{words::TRIAL_BANNER}</span>
                <Button look=Look::Primary on_press=move |()| keep.set(true)>{words::KEEP}</Button>
                <SampleNote />
            </Banner>
        </Show>
        <Show when=move || session.outdated()>
            <Banner tone=Tone::Late>
                <span>{words::OUTDATED}</span>
                <Button on_press=move |()| service_worker::reload()>{words::RELOAD}</Button>
            </Banner>
        </Show>
        <Show when=move || session.read_only()>
            <Banner tone=Tone::Soon>
                <span>{words::READ_ONLY}</span>
                <Button on_press=take_pen>{words::TAKE_PEN}</Button>
            </Banner>
        </Show>
        <Show when=move || { damaged() > 0 }>
            <Banner tone=Tone::Late><span>{move || words::damaged(damaged())}</span></Banner>
        </Show>
        <NewVersion />
        <AfterOpening />
        <KeepDialog open=keep />
        <BackupDialog open=backup />
    }
}

#[component]
fn NewVersion() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let Some(update) = use_context::<Update>() else { return ().into_any() };
    let later = RwSignal::new(false);
    let take = move |()| {
        if session.dirty() {
            toasts.fail(words::UPDATE_DIRTY);
        } else {
            update.take();
        }
    };
    view! {
        <Show when=move || update.ready() && !later.get()>
            <Banner tone=Tone::Info>
                <span>{words::UPDATE_READY}</span>
                <Button on_press=take>{words::RELOAD}</Button>
                <Button look=Look::Quiet on_press=move |()| later.set(true)>{words::UPDATE_LATER}</Button>
            </Banner>
        </Show>
    }
    .into_any()
}
