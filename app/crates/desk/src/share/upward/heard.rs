//! What an answer of a server about handing up and taking in means.

use ledger::schema::{Table, submission, verdict};
use line::{Heard, UpNews};
use sync::{RowId, SaveBuilder, ValueRef};

use super::drive::Doing;
use super::letters::done;
use super::offices::{self, SENDER};
use super::rows;
use super::{Upward, ms};
use crate::Desk;
use crate::book::{Dice, cell};
use crate::message::roster::Action;
use crate::message::upward::UpWait;
use crate::step::{Keep, Now, Step};

/// What a server does not take now is tried again after this; what stands in another office's hand, sooner while somebody
/// looks.
const STUCK_MS: u64 = 600_000;
const UNLISTED_MS: u64 = 15_000;
/// What is signed with keys that others have taken the place of: there is hardly a way left for it.
const LONG_MS: u64 = 3_600_000;
/// What the server says is there already, and nothing here knows of yet; while somebody looks.
const TAKEN_MS: u64 = 60_000;
/// What could not be sent waits until others had their turn.
const OTHERS_FIRST_MS: u64 = 30_000;
/// An answer that cannot be kept, or is not what was asked for.
const PAUSE_MS: u64 = 10_000;

impl Desk {
    /// What came back for a call between this office and others; to be stored, if there is something.
    pub fn up_heard(&mut self, number: u32, heard: Heard, now: &Now) -> Option<Box<Keep>> {
        let overtaken = match self.share.as_ref()?.upward.doing {
            Some(Doing::Post(row, None)) => self.was_overtaken(row),
            _ => false,
        };
        let share = self.share.as_mut()?;
        let news = share.line.heard_up(number, heard, now.ms, &mut Dice::apart(now, "up"))?;
        let doing = share.upward.doing.take()?;
        let upward = &mut share.upward;
        upward.rested = None;
        let about = match doing {
            Doing::Post(row, _) | Doing::Word(row) => Some(row),
            _ => None,
        };
        let step = match (doing, news) {
            (doing, UpNews::Later) => {
                upward.let_others_first(&doing, now.ms);
                return None;
            }
            (Doing::List(list), UpNews::Done) => {
                upward.list = Some(list);
                return None;
            }
            (Doing::List(_), _) => {
                upward.list_ms = now.ms.saturating_add(STUCK_MS);
                return None;
            }
            (Doing::Inbox(since), UpNews::Page(page)) => return self.page_heard(since, page, now),
            (Doing::Inbox(_), _) => {
                upward.inbox_ms = now.ms.saturating_add(STUCK_MS);
                return None;
            }
            (Doing::Acks(asked), news) => return self.acks_heard(news, asked, now),
            (Doing::Word(row), UpNews::Done) => {
                if upward.lost_words.remove(&row)
                    && rows::words(&self.book).iter().any(|word| word.row == row && word.left)
                {
                    return None;
                }
                self.note_up((Table::Verdict, row, verdict::LEFT), now.ms, "送出回执", now)
            }
            (Doing::Post(row, Some(before_ms)), UpNews::Delivered(receipt)) if receipt.server_ms == before_ms => {
                self.note_up((Table::Submission, row, submission::AGAIN), now.ms, "再次送出，服务器已有", now)
            }
            (Doing::Post(row, _), UpNews::Delivered(receipt)) => {
                self.note_up((Table::Submission, row, submission::DELIVERED), receipt.server_ms, "已送达", now)
            }
            // It was taken once already; whatever this answer is, that stands.
            (Doing::Post(_, Some(_)), _) => return None,
            (Doing::Post(row, None), UpNews::Taken) if overtaken => {
                self.note_up((Table::Submission, row, submission::TAKEN), now.ms, "报送次数已被占用", now)
            }
            (Doing::Post(row, None), UpNews::Taken) => {
                let until_ms = upward.every(now.ms, TAKEN_MS, STUCK_MS);
                upward.put_off(row, UpWait::Taken, until_ms.saturating_sub(now.ms), now.ms);
                return None;
            }
            (Doing::Post(row, None), UpNews::Unlisted) => {
                self.put_unlisted_off(row, now);
                return None;
            }
            (Doing::Post(row, None) | Doing::Word(row), news) => {
                let why = if matches!(news, UpNews::Full { .. }) { UpWait::Full } else { UpWait::Refused };
                upward.put_off(row, why, STUCK_MS, now.ms);
                return None;
            }
        };
        if let (Some(row), false) = (about, matches!(step, Step::Keep(_))) {
            // Sent once more at once, it would lead to the same.
            self.share.as_mut()?.upward.put_off(row, UpWait::Next, STUCK_MS, now.ms);
        }
        self.kept_step(step, now)
    }

    /// Whether another submission of the same period and revision is known to have been sent.
    fn was_overtaken(&self, row: RowId) -> bool {
        let sent = rows::sent(&self.book);
        let Some(own) = sent.iter().find(|sent| sent.row == row) else { return false };
        let same = |other: &&rows::Sent| other.row != row && other.is_with(own) && other.revision == own.revision;
        sent.iter().filter(same).any(|other| other.delivered_ms.is_some())
    }

    /// The superior has registered other keys than something is signed with, or none.
    fn put_unlisted_off(&mut self, row: RowId, now: &Now) {
        let newest = offices::key_rows(&self.book, SENDER).first().map(|key| key.id());
        let sent = rows::sent(&self.book).into_iter().find(|sent| sent.row == row);
        let is_newest = sent.and_then(|sent| sent.key) == newest;
        let Some(share) = self.share.as_mut() else { return };
        let until_ms = share.upward.every(now.ms, UNLISTED_MS, STUCK_MS);
        let (why, after_ms) = match is_newest {
            true => (UpWait::Unlisted, until_ms.saturating_sub(now.ms)),
            false => (UpWait::OldKey, LONG_MS),
        };
        share.upward.put_off(row, why, after_ms, now.ms);
    }

    /// Notes a moment in a row.
    fn note_up(&self, (table, row, field): (Table, RowId, u16), at_ms: u64, detail: &str, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        save.set(cell(table, row, field), ValueRef::Int(ms(at_ms)));
        self.keep(&save, Action::Upward, detail, now, done())
    }

    /// What a step has to store. One that cannot be stored for want of a right or a key is not asked for again at once.
    pub(super) fn kept_step(&mut self, step: Step, now: &Now) -> Option<Box<Keep>> {
        match step {
            Step::Keep(keep) => Some(keep),
            _ => {
                let upward = &mut self.share.as_mut()?.upward;
                let later = now.ms.saturating_add(PAUSE_MS);
                (upward.inbox_ms, upward.acks_ms) = (upward.inbox_ms.max(later), upward.acks_ms.max(later));
                None
            }
        }
    }
}

impl Upward {
    /// Something could not be asked now: the next time others are asked first, so that one that is too slow holds up none.
    fn let_others_first(&mut self, doing: &Doing, now_ms: u64) {
        let later = self.next_look(now_ms);
        match doing {
            Doing::Post(row, None) | Doing::Word(row) => self.put_off(*row, UpWait::Next, OTHERS_FIRST_MS, now_ms),
            Doing::Post(row, Some(_)) => drop(self.repeat.insert(*row, now_ms.saturating_add(STUCK_MS))),
            Doing::List(_) => self.list_ms = later,
            Doing::Inbox(_) => self.inbox_ms = later,
            Doing::Acks(asked) => self.asked(*asked, now_ms),
        }
    }
}
