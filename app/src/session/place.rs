//! The place that a lock leaves: forms half typed and what lies beside them are sealed, and the same person finds them
//! open again, filled in, on the same page.
//!
//! The page keeps no more of it than names of forms, which hold random ids at most. Whoever opens another ledger gets
//! nothing of it.

use desk::message::Id;
use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;

use super::{Phase, Session};
use crate::platform::neighbour;

impl Session {
    /// Whether the pages are locked in place: the ledger that stood open waits for its person.
    pub(crate) fn locked_in_place(self) -> Option<Id> {
        let left = self.left.get()?;
        self.phase
            .with(|phase| match phase {
                Phase::Starting | Phase::Shut { .. } => true,
                Phase::Locked(vaults) => vaults.iter().any(|v| v.id == left && !(v.gone || v.damaged || v.newer)),
                _ => false,
            })
            .then_some(left)
    }

    /// Somebody else wants the machine, or another ledger is wanted: nothing waits any more, and a ledger that was only
    /// shut is ended.
    pub(crate) fn walk_away(self) {
        self.left.set(None);
        self.forget_place();
        neighbour::tell_stranger();
        if matches!(self.phase.get_untracked(), Phase::Shut { .. }) {
            self.end();
        }
    }

    /// A ledger is opened: if it is not the one that was locked in place, nothing of that one is found again.
    pub(super) fn arrive(self, ledger: &Id) {
        let left = self.left.try_update(Option::take).flatten();
        if left.is_some_and(|left| left != *ledger) {
            self.forget_place();
            neighbour::tell_stranger();
        }
    }

    pub(super) fn forget_place(self) {
        self.resume.try_update_value(Vec::clear);
    }

    /// Takes what is to be sealed out of the page's memory, and remembers the names.
    pub(super) fn take_leave(self) -> Vec<(String, String)> {
        let drafts = self.drafts.with_value(|drafts| drafts.take());
        let beside = self.beside.try_update_value(std::mem::take).unwrap_or_default();
        let left: Vec<(String, String)> = drafts.into_iter().chain(beside).collect();
        self.resume.set_value(left.iter().map(|(key, _)| key.clone()).collect());
        left
    }

    /// Whether this was open when the ledger was locked: its page opens it again by itself.
    pub(crate) fn resuming(self, form: &str) -> bool {
        self.resume.with_value(|keys| keys.iter().any(|key| key == form))
    }

    /// What follows `prefix` in the name of a form that was open when the ledger was locked.
    pub(crate) fn resuming_after(self, prefix: &str) -> Option<String> {
        self.resume.with_value(|keys| keys.iter().find_map(|key| key.strip_prefix(prefix).map(str::to_owned)))
    }

    /// It is open again; whether it was waited for.
    pub(super) fn resumed(self, form: &str) -> bool {
        let waited = self.resuming(form);
        self.resume.update_value(|keys| keys.retain(|key| key != form));
        waited
    }

    /// What lies beside a form, such as the rows it is about: sealed with it when the page is locked, never before.
    pub(crate) fn beside(self, key: &str, text: Option<String>) {
        self.beside.try_update_value(|beside| match text {
            Some(text) => beside.insert(key.to_owned(), text),
            None => beside.remove(key),
        });
    }

    /// What lay beside a form when the page was locked; once.
    pub(crate) async fn beside_again(self, key: &str) -> Option<String> {
        if !self.resumed(key) {
            return None;
        }
        let found = self.vault(VaultRequest::Draft(key.to_owned()), None).await;
        // Nothing to tell: what is left over is written over by the next lock.
        let _ = self.vault(VaultRequest::DropDraft(key.to_owned()), None).await;
        match found {
            Ok((VaultAnswer::Draft(Some((text, _))), _)) => Some(text),
            _ => None,
        }
    }
}

/// Bytes as a text that can be sealed like a draft.
pub(crate) fn to_text(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes that were written so; none if they were not.
pub(crate) fn from_text(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|nibble| nibble as u8);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_find_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_text(&to_text(&all)), Some(all));
        assert_eq!(from_text(""), Some(Vec::new()));
        for wrong in ["0", "0g", "中文"] {
            assert_eq!(from_text(wrong), None, "{wrong}");
        }
    }
}
