//! 备份: one sealed file, offered as a download.

use desk::message::place::{AccessAct, PlaceRequest};
use desk::message::vault::{SessionView, VaultAnswer, VaultFailure, VaultRequest};
use leptos::prelude::*;

use crate::platform::clock::now_ms;
use crate::platform::files;
use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Dialog, Progress, SubmitBar};

/// 备份: writes and verifies a backup file; opened from 设置 and the backup badge.
#[component]
pub(crate) fn BackupDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::BACKUP_TITLE.to_owned()>
            <BackupForm open=open />
        </Dialog>
    }
}

#[component]
fn BackupForm(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let (done, failed) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let age = move || {
        let last = session.view().map_or(0, |v| v.last_backup_ms);
        t::backup_age((last > 0).then(|| now_ms().saturating_sub(last) / 86_400_000))
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let _ = failed.try_set(String::new());
            match write(session).await {
                Ok(sentence) => drop(done.try_set(sentence)),
                Err(failure) => drop(failed.try_set(refusal::vault(&failure))),
            }
        });
    };
    let trial = session.view_untracked().is_some_and(|v| v.trial && !v.lost);
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{if trial { t::BACKUP_TRIAL } else { t::BACKUP_TEXT }}</p>
            <p class="field-note">{age}</p>
            <Show when=move || busy.get()>
                <Progress label=t::BACKUP_RUNNING.to_owned() state=Signal::derive(|| (0, 0)) />
            </Show>
            <p role="status" class="form-done">{move || done.get()}</p>
            <p role="alert" class="form-error">{move || failed.get()}</p>
            <SubmitBar
                label=t::BACKUP_DO.to_owned()
                busy=busy
                disabled=trial
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}

async fn write(session: Session) -> Result<String, VaultFailure> {
    let (answer, payload) = session.vault(VaultRequest::Backup, None).await?;
    let (VaultAnswer::Backup { name, saves }, Some(bytes)) = (answer, payload) else {
        return Err(VaultFailure::Protocol);
    };
    files::save(&name, &bytes).map_err(|_| VaultFailure::NotSaved)?;
    let record = PlaceRequest::Record { act: AccessAct::Backup, subject: name.clone(), reason: String::new() };
    // The backup exists; a log line that could not be written is told by the next save.
    let _ = session.place(record).await;
    if let Some(view) = session.view_untracked() {
        session.enter(SessionView { last_backup_ms: now_ms(), ..view });
    }
    Ok(t::backup_done(&name, saves))
}
