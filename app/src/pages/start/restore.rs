//! 恢复: a backup is looked through first, told in counts, and only then written.

use desk::message::vault::{VaultAnswer, VaultFailure, VaultRequest};
use leptos::prelude::*;
use web_sys::File;

use super::card_steps::{CardSteps, Made};
use super::recover::{complete, progress};
use crate::platform::files;
use crate::session::{Session, derive};
use crate::text;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{AreaField, Busy, Button, Dialog, FileDrop, Look, Progress, SecretField, Toasts};

const ENDING: &str = ".sxb";

/// What an inspected backup holds, in words.
#[derive(Clone, Debug, PartialEq)]
struct Holds {
    line: String,
    effect: String,
    nothing_new: bool,
}

/// Choosing, looking, restoring.
#[component]
pub(super) fn RestoreFlow(
    /// Gives up, or all is done.
    on_leave: Callback<()>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let into_open = session.view_untracked().is_some_and(|v| !v.trial);
    let busy = Busy::new();
    let made = RwSignal::new(None::<Made>);
    let written = RwSignal::new(false);
    let file = RwSignal::new_local(None::<File>);
    let holds = RwSignal::new(None::<Holds>);
    let failed = RwSignal::new(String::new());
    let by_card = RwSignal::new(false);
    let (passphrase, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fresh = move |chosen: Option<File>| {
        holds.set(None);
        failed.set(String::new());
        file.set(chosen);
    };
    let look = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let _ = failed.try_set(String::new());
            let Some(Some(chosen)) = file.try_get_untracked() else { return };
            let card = by_card.try_get_untracked().unwrap_or_default();
            let secret = if card { words } else { passphrase }.try_get_untracked().unwrap_or_default();
            match inspect(session, &chosen, secret, card, into_open).await {
                Ok(found) => drop(holds.try_set(Some(found))),
                Err(sentence) => drop(failed.try_set(sentence)),
            }
        });
    };
    let restore = move |()| {
        busy.run(async move {
            match session.vault(VaultRequest::Restore, None).await {
                // A ledger of its own, restored by its passphrase, gets a new card.
                Ok((VaultAnswer::Created { session, words, code, qr }, _)) => {
                    drop(made.try_set(Some(Made { session, words, code, qr })))
                }
                Ok(_) => {
                    toasts.say(t::RESTORE_DONE);
                    on_leave.try_run(());
                }
                Err(failure) => {
                    let _ = failed.try_set(refusal::vault(&failure));
                }
            }
        });
    };
    let ready = move || if by_card.get() { words.with(|w| complete(w)) } else { !passphrase.with(String::is_empty) };
    let way = move |card: bool, label: &'static str| {
        view! {
            <label class="tick">
                <input type="radio" name="restore-by" prop:checked=move || by_card.get() == card on:change=move |_| by_card.set(card) />
                <span>{label}</span>
            </label>
        }
    };
    let name = move || file.with(|f| f.as_ref().map(|f| t::restore_file(&f.name())).unwrap_or_default());
    let form = move || {
        view! {
            <div class="restore">
                {(!into_open).then(|| view! { <h2>{t::RESTORE_TITLE}</h2> })}
                <p>{t::RESTORE_TEXT}</p>
                <Show
                    when=move || file.with(Option::is_some)
                    fallback=move || view! {
                        <FileDrop
                            label=t::RESTORE_DROP.to_owned()
                            guidance=t::RESTORE_DROP_HELP.to_owned()
                            accept=ENDING.to_owned()
                            on_files=UnsyncCallback::new(move |found: Vec<File>| fresh(found.into_iter().next()))
                        />
                    }
                >
                    <p class="restore-file">
                        <b>{name}</b>
                        <Button look=Look::Quiet on_press=move |()| fresh(None)>{t::RESTORE_OTHER}</Button>
                    </p>
                    <form autocomplete="off" class="form" on:submit=look>
                        <fieldset class="restore-by">
                            <legend>{t::RESTORE_BY}</legend>
                            {way(false, t::RESTORE_BY_PASSPHRASE)}
                            {way(true, t::RESTORE_BY_CARD)}
                        </fieldset>
                        <Show
                            when=move || by_card.get()
                            fallback=move || view! { <SecretField label=t::RESTORE_BY_PASSPHRASE.to_owned() value=passphrase first=true /> }
                        >
                            <AreaField
                                label=t::CARD_WORDS.to_owned()
                                value=words
                                guidance=Signal::derive(move || format!("{}{}", t::CARD_WORDS_HELP, words.with(|w| progress(w))))
                            />
                        </Show>
                        <button type="submit" class="button" prop:disabled=move || busy.get() || !ready()>{t::RESTORE_LOOK}</button>
                    </form>
                </Show>
                <Show when=move || busy.get()>
                    <Progress label=t::RESTORE_LOOKING.to_owned() state=Signal::derive(|| (0, 0)) />
                </Show>
                <p role="alert" class="form-error">{move || failed.get()}</p>
                {move || holds.get().map(|found| view! {
                    <div class="restore-holds" role="status">
                        <p><b>{found.line}</b></p>
                        <p>{found.effect}</p>
                    </div>
                })}
                <div class="submit-bar">
                    <Button on_press=on_leave>{t::CREATE_CANCEL}</Button>
                    <Button
                        look=Look::Primary
                        disabled=Signal::derive(move || busy.get() || holds.with(|h| h.as_ref().is_none_or(|h| h.nothing_new)))
                        on_press=restore
                    >
                        {t::RESTORE_DO}
                    </Button>
                </div>
            </div>
        }
    };
    move || match made.get() {
        Some(made) => view! { <CardSteps made=made written=written on_leave=on_leave /> }.into_any(),
        None => form().into_any(),
    }
}

// Each look sends the file anew: its bytes are handed over, not copied.
async fn inspect(session: Session, file: &File, secret: String, card: bool, into_open: bool) -> Result<Holds, String> {
    let told = |failure: VaultFailure| refusal::vault(&failure);
    let wrong = if card { t::RESTORE_WRONG_CARD } else { t::RESTORE_WRONG };
    let (kek, words) = if card {
        (None, Some(secret))
    } else {
        let bytes = files::bytes(file).await.map_err(|_| t::RESTORE_UNREADABLE.to_owned())?;
        let (answer, _) = session.vault(VaultRequest::BackupLock, Some(bytes)).await.map_err(told)?;
        let VaultAnswer::SlotLock { salt, kdf } = answer else { return Err(told(VaultFailure::Protocol)) };
        (Some(derive(secret, Some(salt), Some(kdf)).await.map_err(told)?.kek), None)
    };
    let bytes = files::bytes(file).await.map_err(|_| t::RESTORE_UNREADABLE.to_owned())?;
    let (answer, _) = session.vault(VaultRequest::Inspect { kek, words }, Some(bytes)).await.map_err(told)?;
    match answer {
        VaultAnswer::Inspected { label, at_ms, saves, new, files } => Ok(Holds {
            line: t::restore_holds(&label, &text::moment(at_ms), saves, files),
            effect: if into_open { t::restore_new(new) } else { t::RESTORE_AS_NEW.to_owned() },
            nothing_new: into_open && new == 0,
        }),
        VaultAnswer::Wrong { .. } => Err(wrong.to_owned()),
        VaultAnswer::BadCard { position } => Err(t::bad_card(position)),
        VaultAnswer::BadCode => Err(t::BAD_CODE.to_owned()),
        _ => Err(told(VaultFailure::Protocol)),
    }
}

/// 恢复: reads a backup file into the open ledger; opened from 设置.
#[component]
pub(crate) fn RestoreDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::RESTORE_TITLE.to_owned()>
            <RestoreFlow on_leave=Callback::new(move |()| open.set(false)) />
        </Dialog>
    }
}
