//! Asking superiors what they said: about what is open often, about what was answered or corrected already now and then, for
//! a later word may come.

use std::collections::{BTreeMap, BTreeSet};

use line::UpNews;
use sync::proto::{AckAsk, MAX_ACK_ASKS};
use sync::{RowId, SpaceId};

use super::Upward;
use super::drive::{Due, Job};
use super::offices::{self, SENDER};
use super::rows::{Sent, Word};
use crate::Desk;
use crate::step::{Keep, Now};

/// A question that is out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) county: SpaceId,
    /// It is about what is settled.
    settled: bool,
    /// It is the last of its round.
    last: bool,
    /// Whether the round was about everything that is open, and about everything that is settled.
    round: (bool, bool),
}

/// Answers that no superior has given: about what is open, and about what is settled.
pub(super) type Odd = (u32, u32);

/// What was handed up that has its answer, or was corrected since.
pub(super) fn settled(sent: &[Sent], words: &[Word]) -> BTreeSet<RowId> {
    let said: BTreeSet<RowId> = words.iter().map(|word| word.about).collect();
    let corrected =
        |one: &Sent| sent.iter().any(|other| other.is_with(one) && other.revision > one.revision && !other.taken);
    sent.iter().filter(|one| said.contains(&one.row) || corrected(one)).map(|one| one.row).collect()
}

impl Desk {
    /// The next question about what was handed up.
    pub(super) fn ack_job(&self, sent: &[&Sent], settled: &BTreeSet<RowId>, due: &mut Due) -> Option<Job> {
        let share = self.share.as_ref()?;
        let upward = &share.upward;
        let handed = sent.iter().filter(|sent| !sent.taken && sent.delivered_ms.or(sent.carried_ms).is_some());
        let (old, open): (Vec<&Sent>, Vec<&Sent>) = handed.partition(|sent| settled.contains(&sent.row));
        let none = (open.is_empty(), old.is_empty());
        let open = if !open.is_empty() && due.is(upward.acks_ms) { open } else { Vec::new() };
        let old = if !old.is_empty() && due.is(upward.settled_ms) { old } else { Vec::new() };
        // One question after the other, each to one office; what is settled comes last, so that it moves no other.
        let round = (none.0 || !open.is_empty(), none.1 || !old.is_empty());
        let mut questions_of = questions(open);
        let open = questions_of.len();
        questions_of.extend(questions(old));
        let last = upward.turn + 1 >= questions_of.len();
        let at = if upward.turn < questions_of.len() { upward.turn } else { 0 };
        let (county, of) = questions_of.get(at)?.clone();
        let settled = at >= open;
        // Registered is one key, whatever a submission was signed with: the newest, unless the superior lags behind.
        let keys = offices::keys(&self.book, SENDER);
        let at = upward.known_by.get(&county).copied().unwrap_or_default();
        let key = keys.get(at).or(keys.first())?;
        let ask = AckAsk::new(county, share.device.space(), of, &key.secret).encode();
        Some(Job::Acks(Asked { county, settled, last, round }, ask))
    }

    /// Answers of superiors, or that there are none.
    pub(super) fn acks_heard(&mut self, news: UpNews, asked: Asked, now: &Now) -> Option<Box<Keep>> {
        let heard = match &news {
            UpNews::Acks(page) => Some(self.read_acks(page)),
            _ => None,
        };
        let keys = offices::key_rows(&self.book, SENDER).len();
        let upward = &mut self.share.as_mut()?.upward;
        match news {
            UpNews::Unlisted => {
                let (at, tries) =
                    (upward.known_by.entry(asked.county).or_default(), upward.deaf.entry(asked.county).or_default());
                *at = (*at + 1) % keys.max(1);
                *tries += 1;
                if *tries < keys {
                    // The same question once more, with another key: the superior may know the one before.
                    return None;
                }
            }
            _ => drop(upward.deaf.remove(&asked.county)),
        }
        let flaws = heard.as_ref().map_or(0, |heard| heard.flaws);
        let odd = if asked.settled { &mut upward.odd_now.1 } else { &mut upward.odd_now.0 };
        *odd = odd.saturating_add(flaws);
        upward.asked(asked, now.ms);
        let heard = heard.filter(|heard| heard.new > 0)?;
        let step = self.keep_heard(&heard, now);
        self.kept_step(step, now)
    }
}

impl Upward {
    /// A question was asked, with whatever answer: one round over everything that is due, then a rest.
    pub(super) fn asked(&mut self, asked: Asked, now_ms: u64) {
        self.turn += 1;
        if asked.last {
            self.turn = 0;
            // What a round was not about stays as it was.
            let (open, settled) = std::mem::take(&mut self.odd_now);
            self.acks_ms = self.next_look(now_ms);
            if asked.round.0 {
                self.odd.0 = open;
            }
            if asked.round.1 {
                self.odd.1 = settled;
                self.settled_ms = self.next_settled(now_ms);
            }
        }
    }
}

/// The questions of a round.
fn questions(sent: Vec<&Sent>) -> Vec<(SpaceId, Vec<[u8; 32]>)> {
    let mut by_county: BTreeMap<SpaceId, Vec<[u8; 32]>> = BTreeMap::new();
    for sent in sent {
        if let Some(letter) = sent.letter() {
            by_county.entry(letter.space).or_default().push(sent.post);
        }
    }
    let chunks = |(county, of): (SpaceId, Vec<[u8; 32]>)| -> Vec<(SpaceId, Vec<[u8; 32]>)> {
        of.chunks(MAX_ACK_ASKS).map(|some| (county, some.to_vec())).collect()
    };
    by_county.into_iter().flat_map(chunks).collect()
}
