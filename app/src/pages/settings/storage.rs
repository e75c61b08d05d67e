//! How the ledger is kept, in plain words, and the way to a backup.

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::start::{BackupDialog, KeepDialog, RestoreDialog};
use crate::platform::clock;
use crate::platform::storage::{self, Persistence};
use crate::session::Session;
use crate::text::settings as words;
use crate::ui::{Button, Chip, Look, Toasts, Tone, asked};

/// A backup older than this is worth a colour.
const OLD_DAYS: u64 = 7;

/// 存放与备份.
#[component]
pub(super) fn Keeping() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let promise = storage::persistence_signal();
    let (keep, backup, restore) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let used = asked(move || {
        session.version();
        async move {
            match session.vault(VaultRequest::Storage, None).await {
                Ok((VaultAnswer::Storage { used, quota }, _)) => Some((used, quota)),
                Ok(_) | Err(_) => None,
            }
        }
    });
    let tight = move || used.get().flatten().is_some_and(|(used, quota)| quota > 0 && used / 4 >= quota / 5);
    let promise_words = move || match promise.get() {
        Persistence::Persisted => (words::PERSISTED, Tone::Ok),
        Persistence::BestEffort => (words::BEST_EFFORT, Tone::Soon),
        Persistence::Unknown => (words::PERSIST_UNKNOWN, Tone::Soon),
    };
    let plead = move |()| {
        spawn_local(async move {
            let answer = storage::persistence(true).await;
            let _ = promise.try_set(answer);
            if answer != Persistence::Persisted {
                toasts.fail(words::PERSIST_REFUSED);
            }
        });
    };
    let last = move || session.view().map_or(0, |v| v.last_backup_ms);
    let backup_tone = move || {
        let age = clock::now_ms().saturating_sub(last()) / 86_400_000;
        if last() == 0 || age > OLD_DAYS { Tone::Late } else { Tone::Ok }
    };
    view! {
        <section class="card" aria-label=words::STORAGE_TITLE>
            <header><h2>{words::STORAGE_TITLE}</h2></header>
            <div class="body stack">
                <dl class="facts">
                    <dt>{words::KIND}</dt>
                    <dd>{move || match (session.lost(), session.trial()) {
                        (true, _) => words::KIND_LOST,
                        (false, true) => words::KIND_TRIAL,
                        (false, false) => words::KIND_VAULT,
                    }}</dd>
                    <Show when=move || !session.trial()>
                        <dt>{words::PERSIST}</dt>
                        <dd>{move || promise_words().0}</dd>
                        <dt>{words::BACKUP}</dt>
                        <dd>
                            <Chip
                                text=Signal::derive(move || words::backup_age(last(), clock::now_ms()))
                                tone=Signal::derive(backup_tone)
                            />
                        </dd>
                    </Show>
                    <Show when=move || used.get().flatten().is_some()>
                        <dt>{words::USED}</dt>
                        <dd>
                            {move || used.get().flatten().map(|(used, quota)| words::used(used, quota))}
                            <Show when=tight>" "<Chip text=words::TIGHT.to_owned() tone=Tone::Late /></Show>
                        </dd>
                    </Show>
                </dl>
                <div class="row">
                    <Show
                        when=move || session.trial()
                        fallback=move || view! {
                            <Button look=Look::Primary on_press=move |()| backup.set(true)>{words::BACKUP_DO}</Button>
                        }
                    >
                        <Button look=Look::Primary on_press=move |()| keep.set(true)>{words::KEEP_DO}</Button>
                    </Show>
                    <Show when=move || session.lost()>
                        <Button on_press=move |()| backup.set(true)>{words::BACKUP_DO}</Button>
                    </Show>
                    <Button on_press=move |()| restore.set(true)>{words::RESTORE_DO}</Button>
                    <Show when=move || !session.trial() && promise.get() == Persistence::BestEffort>
                        <Button on_press=plead>{words::PERSIST_ASK}</Button>
                    </Show>
                </div>
            </div>
            <KeepDialog open=keep />
            <BackupDialog open=backup />
            <RestoreDialog open=restore />
        </section>
    }
}
