//! How far the inbox of the server is known, and what a page of it means. Rows say which places were kept; what was not kept,
//! because nobody vouches for it, is looked at again when other schools are registered. A server that was set back has given
//! places a second time: then what rows say of places is forgotten, everything is read once from the beginning, and what comes
//! twice is one row all the same.

use std::collections::{BTreeMap, BTreeSet};

use ledger::schema::{Table, received as f};
use sync::proto::{InboxPage, InboxPost, part_id};
use sync::{SaveBuilder, ValueRef};

use super::drive::LONGEST_MS;
use super::letters::done;
use super::row::Row;
use super::rows::{self, Lain};
use crate::Desk;
use crate::book::{Book, cell};
use crate::message::roster::Action;
use crate::step::{Keep, Now, Step};

/// What is known of the server's inbox while the ledger is open.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// What was found where since the ledger was opened, and its name.
    found: BTreeMap<u64, (Lies, [u8; 32])>,
    /// The letters and keys that it was looked at with.
    with: Vec<u8>,
    /// The last place that was known when the ledger was opened: it is looked at once more, to see that it is the same.
    last: Option<u64>,
    /// The last places that were known when the server was asked: by rows, and by what was found.
    ends: (u64, u64),
}

/// What lies at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// Something that is believed.
    Good,
    /// Something of a registered school that is not.
    Flawed,
    /// Something that no registered school has signed.
    Odd,
}

/// The name of what lies at a place. What is no submission at all is named by its bytes.
pub(super) fn name_of(left: &[u8]) -> [u8; 32] {
    InboxPost::decode(left).map_or_else(|_| part_id(left), |post| post.name())
}

impl Places {
    /// After which place the server is to be asked, by somebody who looks with these letters and keys.
    pub(super) fn since(&mut self, book: &Book, with: Vec<u8>) -> u64 {
        if self.with != with {
            self.with = with;
            self.found.retain(|_, (lies, _)| *lies == Lies::Good);
        }
        let kept = rows::places(book);
        let end = |last: Option<&u64>| last.copied().unwrap_or_default();
        self.ends = (end(kept.keys().last()), end(self.found.keys().last()));
        let last = *self.last.get_or_insert(self.ends.0);
        let mut seen: BTreeSet<u64> =
            kept.into_iter().filter(|(place, lain)| lain.good && *place != last).map(|(place, _)| place).collect();
        seen.extend(self.found.keys());
        let mut next = 1;
        for place in seen.range(1..) {
            if *place != next {
                break;
            }
            next += 1;
        }
        next - 1
    }

    /// How much lies there that no registered school has signed.
    pub(super) fn odd(&self) -> u32 {
        let odd = self.found.values().filter(|(lies, _)| *lies == Lies::Odd).count();
        u32::try_from(odd).unwrap_or(u32::MAX)
    }

    /// What was found at a place, with its name.
    pub(super) fn found(&mut self, place: u64, lies: Lies, name: [u8; 32]) {
        self.found.insert(place, (lies, name));
    }

    /// Nothing is known of any place.
    fn forget(&mut self) {
        self.found.clear();
        self.last = Some(0);
    }
}

/// What a page shows of a server that has given places a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    Not,
    /// What was found while the ledger is open lies elsewhere now; what rows say does not contradict.
    Found,
    /// What rows say of places is not so.
    Rows,
}

/// Whether a page that was asked for from a place on shows that the server was set back.
fn moved(places: &Places, kept: &BTreeMap<u64, Lain>, since: u64, page: &InboxPage) -> Moved {
    let left = page.left.iter().map(|left| (left.place, name_of(&left.post)));
    // Where nothing lies any more, the end says so.
    let shown: Vec<(u64, [u8; 32])> =
        left.chain((1..=page.end).contains(&since).then_some((since, page.before))).collect();
    let (kept_end, found_end) = places.ends;
    let other = |(place, name): &(u64, [u8; 32])| kept.get(place).is_some_and(|lain| !lain.names.contains(name));
    if kept_end > page.end || shown.iter().any(other) {
        return Moved::Rows;
    }
    let other = |(place, name): &(u64, [u8; 32])| places.found.get(place).is_some_and(|(_, known)| known != name);
    if found_end > page.end || shown.iter().any(other) { Moved::Found } else { Moved::Not }
}

impl Desk {
    /// A page of the inbox, which was asked for from a place on.
    pub(super) fn page_heard(&mut self, since: u64, page: InboxPage, now: &Now) -> Option<Box<Keep>> {
        let kept = rows::places(&self.book);
        let upward = &mut self.share.as_mut()?.upward;
        let later = upward.next_look(now.ms);
        match moved(&upward.places, &kept, since, &page) {
            Moved::Not => {}
            Moved::Found => {
                upward.places.forget();
                upward.inbox_ms = later;
                return None;
            }
            Moved::Rows => return self.moved_heard(now),
        }
        let places = page.left.iter().map(|left| left.place);
        upward.gap = !places.eq((since + 1..).take(page.left.len())) || (page.left.is_empty() && page.end > since);
        // What is left over for another page is fetched at once.
        if page.left.is_empty() || upward.gap {
            upward.inbox_ms = later;
            return None;
        }
        self.take_page(page, now)
    }

    /// The server was set back: what rows say of places is forgotten, and the inbox is read from the beginning. A server that
    /// says so again and again is believed once in an hour.
    fn moved_heard(&mut self, now: &Now) -> Option<Box<Keep>> {
        let upward = &mut self.share.as_mut()?.upward;
        if now.ms < upward.moved_ms && upward.moved_ms - now.ms <= LONGEST_MS {
            upward.inbox_ms = upward.moved_ms;
            return None;
        }
        upward.places.forget();
        let step = self.forget_places(now);
        let keep = self.kept_step(step, now)?;
        self.share.as_mut()?.upward.moved_ms = now.ms.saturating_add(LONGEST_MS);
        Some(keep)
    }

    fn forget_places(&self, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        let placed =
            Row::all(&self.book, Table::Received).filter(|row| row.ms(f::PLACE).is_some_and(|place| place > 0));
        // It came over the server all the same.
        placed.for_each(|row| save.set(cell(Table::Received, row.id(), f::PLACE), ValueRef::Int(0)));
        self.keep(&save, Action::Upward, "服务器的收件箱已恢复到较早的备份，重新核对", now, done())
    }
}
