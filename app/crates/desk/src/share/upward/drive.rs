//! What comes next between this office and others: send, answer, ask, fetch, or wait.

use std::collections::BTreeSet;

use ledger::schema::{Compartment, Table};
use line::{Call, PartTurn, UpErrand};
use sync::RowId;
use sync::members::Role;
use sync::proto::InboxPost;

use super::Upward;
use super::asking::{Asked, settled};
use super::offices::{self, INBOX};
use super::rows::{self, Sent};
use crate::Desk;
use crate::message::Id;
use crate::message::share::NetworkKind;
use crate::message::upward::UpWait;
use crate::step::Now;

/// Between two looks at a server, while somebody looks at the page, and otherwise.
const WATCHED_MS: u64 = 3_000;
const UNWATCHED_MS: u64 = 60_000;
/// About what was answered already: another answer may come, and hardly ever does.
const SETTLED_WATCHED_MS: u64 = 30_000;
const SETTLED_MS: u64 = 600_000;
/// A page that watches says so again within this while.
const WATCH_MS: u64 = 10_000;
/// A clock that was set back is no reason to wait for the time it showed.
pub(super) const LONGEST_MS: u64 = 3_600_000;
/// What another device of the office may hold.
const ELSEWHERE_MS: u64 = 30_000;

/// What the server has taken, and nobody has answered, is left there again so often: a server that was set back may have
/// lost it, and to one that was not the same is the same.
const AGAIN_MS: u64 = 86_400_000;
/// After this many days it is left to people.
const AGAIN_DAYS: u64 = 30;

/// What comes next.
pub enum UpDrive {
    /// Nothing, until something happens here.
    Off,
    /// Nothing before this moment.
    Wait(u64),
    /// Load this blob, give it with [`Desk::give_post`], then drive on.
    Load(Id),
    /// Send this. If it cannot be sent, say [`Desk::unsent_up`].
    Call(Call),
}

/// What is being done.
#[derive(Debug)]
pub(super) enum Doing {
    /// The list of schools.
    List(Vec<u8>),
    /// Something handed up, and when the server had taken it if it had before.
    Post(RowId, Option<u64>),
    /// Asking for answers.
    Acks(Asked),
    /// Fetching what came in after a place.
    Inbox(u64),
    /// A word of this office.
    Word(RowId),
}

pub(super) enum Job {
    List(Vec<u8>),
    Word(RowId, Vec<u8>),
    Inbox,
    Post(RowId, Id, Option<u64>),
    Acks(Asked, Vec<u8>),
}

impl Upward {
    /// A person looks at the page.
    pub(super) fn watch(&mut self, now_ms: u64) {
        if now_ms >= self.watch_until_ms {
            // Whoever has just come wants to see how it stands now.
            (self.inbox_ms, self.acks_ms) = (0, 0);
        }
        self.watch_until_ms = now_ms.saturating_add(WATCH_MS);
        self.rested = None;
    }

    /// A person wants everything tried now.
    pub(in crate::share) fn press(&mut self) {
        self.again.clear();
        (self.inbox_ms, self.acks_ms, self.settled_ms, self.list_ms, self.moved_ms) = (0, 0, 0, 0, 0);
        self.rested = None;
    }

    pub(super) fn every(&self, now_ms: u64, watched: u64, unwatched: u64) -> u64 {
        now_ms.saturating_add(if now_ms < self.watch_until_ms { watched } else { unwatched })
    }

    pub(super) fn next_look(&self, now_ms: u64) -> u64 {
        self.every(now_ms, WATCHED_MS, UNWATCHED_MS)
    }

    pub(super) fn next_settled(&self, now_ms: u64) -> u64 {
        self.every(now_ms, SETTLED_WATCHED_MS, SETTLED_MS)
    }

    /// Something did not work: not again before a while.
    pub(super) fn put_off(&mut self, row: RowId, why: UpWait, after_ms: u64, now_ms: u64) {
        self.again.insert(row, (why, now_ms.saturating_add(after_ms)));
    }
}

/// Collects when something is due; whether it is now.
pub(super) struct Due {
    now_ms: u64,
    soonest: u64,
}

impl Due {
    pub(super) fn is(&mut self, at_ms: u64) -> bool {
        if self.now_ms >= at_ms || at_ms - self.now_ms > LONGEST_MS {
            return true;
        }
        self.soonest = self.soonest.min(at_ms);
        false
    }
}

impl Desk {
    /// The server of this ledger was set up anew: it has neither the list of schools nor what was said to them.
    pub(in crate::share) fn server_lost_words(&mut self) {
        let lost = rows::words(&self.book).into_iter().map(|word| word.row).collect();
        if let Some(share) = &mut self.share {
            share.upward.press();
            (share.upward.list, share.upward.lost_words) = (None, lost);
        }
    }

    /// Schools have left these again, so what was said about them may be lost.
    pub(super) fn came_again(&mut self, came: &[RowId]) {
        let words = rows::words(&self.book).into_iter().filter(|word| came.contains(&word.about));
        let lost: Vec<RowId> = words.map(|word| word.row).collect();
        if let Some(share) = &mut self.share {
            share.upward.lost_words.extend(lost);
        }
    }

    /// What comes next between this office and others. To be asked when [`Desk::drive`] waits.
    pub fn drive_up(&mut self, now: &Now) -> UpDrive {
        let version = self.book.version;
        let Some(share) = self.share.as_mut() else { return UpDrive::Off };
        if share.refold || share.facts.joining.is_some() || !share.reads_upward() {
            return UpDrive::Off;
        }
        let wish = share.wish(&[], now.ms);
        match share.line.up_turn(&share.device, wish) {
            PartTurn::Speaking | PartTurn::LogFirst => return UpDrive::Off,
            PartTurn::At(at_ms) => return UpDrive::Wait(at_ms),
            PartTurn::Free => {}
        }
        if let Some((of, until_ms)) = share.upward.rested
            && of == version
            && now.ms < until_ms
            && until_ms - now.ms <= LONGEST_MS
        {
            return UpDrive::Wait(until_ms);
        }
        let mut due = Due { now_ms: now.ms, soonest: now.ms.saturating_add(UNWATCHED_MS) };
        match self.up_job(&mut due) {
            Some(job) => self.begin(job, now),
            None => {
                if let Some(share) = &mut self.share {
                    share.upward.rested = Some((version, due.soonest));
                }
                UpDrive::Wait(due.soonest)
            }
        }
    }

    fn up_job(&self, due: &mut Due) -> Option<Job> {
        let share = self.share.as_ref()?;
        let upward = &share.upward;
        let me = share.device.members().member(&share.device.agent());
        let here = Compartment::Sensitive.id();
        // While its past is read again, what an answer says could not be kept.
        let writes = self.may_write(here) && share.device.shows(here);
        let mut ready = |row: &RowId| upward.again.get(row).is_none_or(|(_, at_ms)| due.is(*at_ms));
        let words = rows::words(&self.book);
        if !offices::key_rows(&self.book, INBOX).is_empty() {
            let came = rows::came(&self.book);
            let own = |about: &RowId| came.iter().any(|came| came.row == *about);
            let leaves = writes && me.is_some_and(|me| me.role >= Role::Editor);
            let mut unsaid = words
                .iter()
                .rev()
                .filter(|word| leaves && own(&word.about) && (!word.left || upward.lost_words.contains(&word.row)));
            if let Some(word) = unsaid.find(|word| ready(&word.row)) {
                return Some(Job::Word(word.row, word.ack.encode()));
            }
            let list = self.sender_list();
            if share.leads() && upward.list.as_ref() != Some(&list) && due.is(upward.list_ms) {
                return Some(Job::List(list));
            }
            // While a form is open the log is not read, and the schools that others have registered are not known.
            if writes && due.is(share.hold_until_ms) && due.is(upward.inbox_ms) {
                return Some(Job::Inbox);
            }
        }
        if !writes {
            return None;
        }
        let all = rows::sent(&self.book);
        let settled = settled(&all, &words);
        let superiors = offices::offices(&self.book, Table::Superior).into_iter();
        let counting: BTreeSet<RowId> =
            superiors.filter(|office| office.removed.is_empty()).map(|office| office.row).collect();
        let sent: Vec<&Sent> = all.iter().filter(|sent| counting.contains(&sent.superior) && !sent.taken).collect();
        // Signed with keys that nobody takes any more, and handed up anew since: that is left as it is.
        let given_up =
            |row: &RowId| settled.contains(row) && matches!(upward.again.get(row), Some((UpWait::OldKey, _)));
        let mut ready = |row: &RowId| !given_up(row) && upward.again.get(row).is_none_or(|(_, at_ms)| due.is(*at_ms));
        if let Some(next) = sent.iter().rev().filter(|sent| sent.delivered_ms.is_none()).find(|sent| ready(&sent.row)) {
            return Some(Job::Post(next.row, next.blob, None));
        }
        let metered = share.pictures.network() == NetworkKind::Metered;
        let again = sent.iter().rev().filter(|_| !metered).find(|sent| {
            let asked = share.upward.repeat.get(&sent.row).is_none_or(|at_ms| due.now_ms >= *at_ms);
            let since = |at_ms: u64| due.now_ms.saturating_sub(at_ms);
            let late = sent.left_ms().is_some_and(|at_ms| since(at_ms) >= AGAIN_MS);
            let given_up = sent.delivered_ms.is_some_and(|at_ms| since(at_ms) > AGAIN_DAYS * AGAIN_MS);
            asked && late && !given_up && !settled.contains(&sent.row)
        });
        if let Some(next) = again {
            return Some(Job::Post(next.row, next.blob, next.delivered_ms));
        }
        // What comes in is not taken in while a form is open.
        if due.is(share.hold_until_ms) { self.ack_job(&sent, &settled, due) } else { None }
    }

    /// The schools that are registered here, as the server wants them.
    pub(super) fn sender_list(&self) -> Vec<u8> {
        let offices =
            offices::offices(&self.book, Table::Sender).into_iter().filter(|office| office.removed.is_empty());
        let mut list: Vec<[u8; 48]> = offices
            .map(|office| {
                let mut one = [0; 48];
                one[..16].copy_from_slice(&office.letter.space.0);
                one[16..].copy_from_slice(&office.letter.keys.sign);
                one
            })
            .collect();
        list.sort_unstable();
        list.dedup_by(|one, before| one[..16] == before[..16]);
        list.concat()
    }

    fn begin(&mut self, job: Job, now: &Now) -> UpDrive {
        let with = if matches!(job, Job::Inbox) { self.looks_with() } else { Vec::new() };
        let Some(share) = self.share.as_mut() else { return UpDrive::Off };
        let (doing, errand) = match job {
            Job::List(list) => (Doing::List(list.clone()), UpErrand::List(list)),
            Job::Word(row, ack) => (Doing::Word(row), UpErrand::Ack(ack)),
            Job::Inbox => {
                let since = share.upward.places.since(&self.book, with);
                (Doing::Inbox(since), UpErrand::Inbox(since))
            }
            Job::Acks(asked, ask) => (Doing::Acks(asked), UpErrand::Acks(asked.county, ask)),
            Job::Post(row, blob, before_ms) => match share.upward.loaded.take() {
                Some((loaded, bytes)) if loaded == blob => {
                    share.upward.repeat.insert(row, now.ms.saturating_add(AGAIN_MS));
                    let post = bytes.as_deref().and_then(|bytes| InboxPost::decode(bytes).ok());
                    let sent = rows::sent(&self.book).into_iter().find(|sent| sent.row == row);
                    match post.zip(sent.and_then(|sent| sent.letter())) {
                        Some((post, letter)) => (Doing::Post(row, before_ms), UpErrand::Post(letter.space, post)),
                        None if before_ms.is_some() => return UpDrive::Wait(now.ms),
                        None => {
                            share.upward.put_off(row, UpWait::Elsewhere, ELSEWHERE_MS, now.ms);
                            return UpDrive::Wait(now.ms);
                        }
                    }
                }
                _ => return UpDrive::Load(blob),
            },
        };
        share.upward.doing = Some(doing);
        UpDrive::Call(share.line.ask_up(&share.device, errand, now.ms))
    }

    /// The bytes that [`UpDrive::Load`] asked for; nothing if they are not here.
    pub fn give_post(&mut self, blob: Id, bytes: Option<Vec<u8>>) {
        if bytes.is_none() {
            self.lost_blob(&blob);
        }
        if let Some(share) = &mut self.share {
            share.upward.loaded = Some((blob, bytes));
        }
    }

    /// Whether a call is one between this office and others.
    pub fn is_up(&self, number: u32) -> bool {
        self.share.as_ref().is_some_and(|share| share.line.is_up(number))
    }

    /// What an answer led to could not be stored: the same is asked, or sent, again after that.
    pub fn unstored_up(&mut self, until_ms: u64) {
        if let Some(share) = &mut self.share {
            share.line.pause_up(until_ms);
            share.upward.places = super::places::Places::default();
        }
    }

    /// The call between this office and others was not sent.
    pub fn unsent_up(&mut self) {
        if let Some(share) = &mut self.share {
            share.line.unsent_up();
            share.upward.doing = None;
        }
    }
}
