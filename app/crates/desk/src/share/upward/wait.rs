//! Why something is not at the server yet.

use sync::RowId;

use super::offices::{self, Office, SENDER};
use super::rows::Sent;
use crate::Desk;
use crate::message::upward::UpWait;

impl Desk {
    /// Why something handed up waits.
    pub(super) fn sent_wait(&self, one: &Sent, superior: Option<&Office>) -> UpWait {
        match superior {
            Some(office) if office.removed.is_empty() => self.up_wait(one.row),
            _ => UpWait::Removed,
        }
    }

    /// Why something of this office waits: something handed up, or a word about something that came in.
    pub(super) fn up_wait(&self, row: RowId) -> UpWait {
        let Some(share) = &self.share else { return UpWait::Next };
        if let Some(trouble) = share.line.trouble().or(share.line.up_trouble()) {
            return UpWait::Trouble(trouble);
        }
        match share.upward.again.get(&row) {
            Some((why, _)) => *why,
            None if share.line.has_unsent(&share.device) => UpWait::LogFirst,
            None => UpWait::Next,
        }
    }

    /// Whether the superior answers no question about something, for it has registered none of this office's keys.
    pub(super) fn is_unheard(&self, one: &Sent, superior: Option<&Office>) -> bool {
        let Some(share) = self.share.as_ref().filter(|_| superior.is_some_and(|office| office.removed.is_empty()))
        else {
            // Nothing is asked of whom nothing is handed to any more.
            return false;
        };
        let deaf = &share.upward.deaf;
        if deaf.is_empty() {
            return false;
        }
        let tries = one.letter().and_then(|letter| deaf.get(&letter.space)).copied().unwrap_or_default();
        tries > 0 && tries >= offices::key_rows(&self.book, SENDER).len()
    }
}
