//! Opening by the recovery card, its 24 words or the code under its QR code; a new passphrase comes right after.

use desk::message::vault::{VaultAnswer, VaultRequest, VaultView};
use leptos::prelude::*;

use super::recent;
use super::unlock::Wait;
use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{AreaField, Busy, Button, Look};

/// The recovery form of one ledger.
#[component]
pub(super) fn RecoverForm(
    /// The ledger.
    vault: VaultView,
    /// Back to the passphrase.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let words = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let wait = Wait::new(vault.wait_ms);
    let vault = StoredValue::new(vault);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let Some(id) = vault.try_with_value(|v| v.id) else { return };
            let typed = words.try_get_untracked().unwrap_or_default();
            let answer = session.vault(VaultRequest::UnlockByCard { vault: id, words: typed }, None).await;
            let sentence = match answer {
                Ok((VaultAnswer::Open(_), _)) => {
                    recent::keep(&id);
                    return;
                }
                Ok((VaultAnswer::BadCard { position }, _)) => t::bad_card(position),
                Ok((VaultAnswer::BadCode, _)) => t::BAD_CODE.to_owned(),
                Ok((VaultAnswer::Wrong { wait_ms }, _)) => {
                    wait.begin(wait_ms);
                    t::WRONG_CARD.to_owned()
                }
                Ok(_) => t::WRONG_CARD.to_owned(),
                Err(failure) => refusal::vault(&failure),
            };
            let _ = error.try_set(sentence);
        });
    };
    let guidance = move || format!("{}{}", t::CARD_WORDS_HELP, words.with(|w| progress(w)));
    let shown = move || match (error.get(), wait.seconds()) {
        (words, seconds) if seconds > 0 && !words.is_empty() => format!("{words}{}", t::wait(seconds)),
        (words, _) => words,
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <AreaField
                label=t::CARD_WORDS.to_owned()
                value=words
                guidance=Signal::derive(guidance)
                error=Signal::derive(shown)
                rows=3
            />
            <p class="field-note">{t::CARD_THEN}</p>
            <div class="way-buttons">
                <button
                    type="submit"
                    class=Look::Primary.class()
                    prop:disabled=move || busy.get() || !words.with(|w| complete(w)) || { wait.seconds() > 0 }
                    aria-busy=move || busy.get().to_string()
                >
                    {t::CARD_OPEN}
                </button>
                <Button look=Look::Quiet on_press=move |()| on_back.run(())>{t::USE_PASSPHRASE}</Button>
            </div>
        </form>
    }
}

/// Characters of the card typed so far: numbers, spaces, letters and punctuation do not count.
pub(super) fn count_words(text: &str) -> usize {
    text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count()
}

/// Whether enough is typed to be tried: the 24 words, or what looks like the code under the QR code.
pub(super) fn complete(text: &str) -> bool {
    count_words(text) == 24 || is_code(text)
}

/// What stands under the field: how many words, or that a code was recognised.
pub(super) fn progress(text: &str) -> String {
    if is_code(text) { t::CARD_CODE_SEEN.to_owned() } else { t::card_count(count_words(text)) }
}

fn is_code(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        // Full-width letters of an input method.
        c if is_wide(c) => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_uppercase(),
        c => c.to_ascii_uppercase(),
    });
    letters.by_ref().take(3).eq("SX1".chars()) && letters.next().is_some() && count_words(text) == 0
}

fn is_wide(c: char) -> bool {
    ('\u{ff01}'..='\u{ff5e}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_count() {
        let check = |text: &str, count: usize, code: bool| {
            assert_eq!((count_words(text), is_code(text)), (count, code), "{text}");
        };
        check("1 山 2 石\n田，水", 4, false);
        check("", 0, false);
        check("SX1:ABCD-EFGH", 0, true);
        check(" sx1 abcd", 0, true);
        check("ＳＸ１：ＡＢ", 0, true);
        check("SX1", 0, false);
        check("SX1:山石", 2, false);
    }
}
