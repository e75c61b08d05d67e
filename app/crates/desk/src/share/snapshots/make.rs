//! A snapshot for those who will join: when is one worth its room at the server, and who makes it?
//!
//! It is made of one compartment after the other, by a machine at which nobody has a form open and of which everything is
//! in the log. Whoever lets people in comes first: those need nobody else's word for it. The others wait longer, so that
//! usually one device does it; two do no harm.

use line::{PartErrand, PartName};
use sync::proto::part_id;
use sync::snapshot::Words;
use sync::{CompartmentId, State};

use super::Doing;
use super::drive::Next;
use crate::Desk;
use crate::book::Dice;
use crate::message::share::NetworkKind;
use crate::share::drive::quiet;
use crate::share::{PartDrive, Share};
use crate::step::Now;

/// A snapshot is due when so many cells were written since the one before.
const OPS: u64 = 20_000;
/// Or so many entries came.
const ENTRIES: u64 = 2_000;
/// A long log has fewer of them: due is what a quarter of it has come since, up to these.
const MOST_OPS: u64 = 400_000;
const MOST_ENTRIES: u64 = 20_000;
/// Or if the one before is so old, and at least so many entries came.
const OLD_MS: u64 = 7 * 86_400_000;
const OLD_ENTRIES: u64 = 400;
/// How long it is waited for others to make one, at least; as long again by chance. First for whoever lets people in.
const LEADS_MS: u64 = 5_000;
const WAITS_MS: u64 = 90_000;
/// After a server that has no room, or does not take it.
const REST_MS: u64 = 3_600_000;

/// A snapshot in the making.
#[derive(Debug)]
pub(super) struct Making {
    snapshot: sync::snapshot::Making,
    /// The part that is on its way.
    part: Option<(PartName, Vec<u8>)>,
}

/// When the next is made.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// For the log up to here it is known what is due.
    judged: Option<u64>,
    due: Vec<CompartmentId>,
    at_ms: u64,
    rest_until_ms: u64,
    /// This device has made the one before: the next compartment follows at once.
    goes_on: bool,
    /// The end of the log when one was announced: it is not made again before the log says it.
    announced: Option<u64>,
}

impl Making {
    /// The part that was on its way lies at the server.
    pub(super) fn there(&mut self) {
        self.part = None;
    }
}

impl Pace {
    pub(super) fn rest(&mut self, now_ms: u64) {
        (self.rest_until_ms, self.goes_on) = (now_ms.saturating_add(REST_MS), false);
    }
}

impl Desk {
    /// What comes next of a snapshot for others.
    pub(super) fn drive_making(&mut self, now: &Now) -> Next {
        let Some(share) = self.share.as_mut() else { return Next::Idle(None) };
        if share.snapshots.making.is_some() {
            return self.go_on_making(now);
        }
        let metered = share.pictures.network() == NetworkKind::Metered;
        if metered || now.ms < share.hold_until_ms || !share.device.settled() || share.snapshots.stands() {
            return Next::Idle(None);
        }
        let head = share.device.follower().head().seq;
        let pace = &mut share.snapshots.pace;
        if pace.announced.take_if(|announced| *announced < head).is_some() {
            (pace.rest_until_ms, pace.goes_on) = (0, true);
        }
        let rest_ms = pace.rest_until_ms;
        // A clock that was set back is no reason to wait for the time it showed.
        if now.ms < rest_ms && rest_ms - now.ms <= REST_MS {
            return Next::Idle(Some(rest_ms));
        }
        share.judge(self.book.states(), now);
        let pace = &mut share.snapshots.pace;
        let Some(compartment) = pace.due.first().copied() else { return Next::Idle(None) };
        if now.ms < pace.at_ms && pace.at_ms - now.ms <= 2 * WAITS_MS {
            return Next::Idle(Some(pace.at_ms));
        }
        let state = self.book.states().iter().find(|state| state.compartment() == compartment);
        match state.and_then(|state| share.device.begin_snapshot(state)) {
            Some(snapshot) => {
                share.snapshots.making = Some(Making { snapshot, part: None });
                // The rest has its turn in between: this took a while.
                Next::Do(PartDrive::Wait(now.ms))
            }
            None => {
                share.snapshots.pace.rest(now.ms);
                Next::Idle(None)
            }
        }
    }

    fn go_on_making(&mut self, now: &Now) -> Next {
        let Some(share) = self.share.as_mut() else { return Next::Idle(None) };
        let Some(mut making) = share.snapshots.making.take() else { return Next::Idle(None) };
        if making.part.is_none() {
            let part = share.device.seal_part(&mut making.snapshot, &mut Dice::apart(now, "snapshot"));
            making.part = part.map(|part| (part_id(&part), part));
        }
        if let Some((name, part)) = making.part.clone() {
            share.snapshots.making = Some(making);
            share.snapshots.doing = Some(Doing::Put);
            let errand = PartErrand::Put(name, part);
            return Next::Do(PartDrive::Call(share.line.ask_part(&share.device, errand, now.ms)));
        }
        match share.device.announce_made(making.snapshot, &mut Dice::apart(now, "manifest")) {
            Some(turn) => {
                // If that cannot be stored, its parts would only be uploaded once more.
                share.snapshots.pace.rest(now.ms);
                share.snapshots.pace.announced = Some(share.device.follower().head().seq);
                Next::Do(PartDrive::Keep(quiet(Self::shared_keep(share, turn))))
            }
            // Its key has passed, or this person may not write any more.
            None => {
                share.snapshots.pace.rest(now.ms);
                Next::Idle(None)
            }
        }
    }
}

impl Share {
    /// Finds out what is due, once for every end of the log, and when it is to be done.
    fn judge(&mut self, states: &[State], now: &Now) {
        let head = self.device.follower().head().seq;
        if self.snapshots.pace.judged == Some(head) {
            return;
        }
        let (words, reads) = (self.words(), self.read_here());
        let mine: Vec<&State> = states.iter().filter(|state| reads.contains(&state.compartment())).collect();
        let due: Vec<CompartmentId> = mine
            .iter()
            .map(|state| state.compartment())
            .filter(|one| self.device.may_judge(*one) && self.is_due(*one, &words, &mine))
            .collect();
        let me = self.device.members().member(&self.device.agent());
        let waits = if me.is_some_and(|me| me.leads()) { LEADS_MS } else { WAITS_MS };
        let mut chance = [0; 1];
        sync::Rng::fill(&mut Dice::apart(now, "pace"), &mut chance);
        let pace = &mut self.snapshots.pace;
        let wait = if pace.goes_on { 0 } else { waits + waits * u64::from(chance[0]) / 255 };
        pace.goes_on &= !due.is_empty();
        (pace.judged, pace.due, pace.at_ms) = (Some(head), due, now.ms.saturating_add(wait));
    }

    /// Whether so much has come since the last snapshot of a compartment that another one is worth it.
    fn is_due(&self, compartment: CompartmentId, words: &Words, states: &[&State]) -> bool {
        let members = self.device.members();
        let me = self.device.agent();
        let leads = members.member(&me).is_some_and(|me| me.leads());
        // Whoever lets people in counts on no snapshot that these could not load.
        let counts = |said: &sync::snapshot::Said| {
            let others = words.attested(said).iter().any(|other| !members.same_person(other, &said.author))
                || self.snapshots.vouches.iter().any(|vouch| vouch.is_for(said));
            members.member(&said.author).is_some_and(|author| author.reads(compartment))
                && (!leads || others || members.same_person(&said.author, &me))
        };
        let last = words.newest(compartment, counts);
        let since = last.and_then(|said| said.manifest()).map_or(0, |manifest| manifest.seq);
        let head = self.device.follower().head();
        let entries = head.seq.saturating_sub(since);
        let (mut all, mut new) = (0_u64, 0_u64);
        for save in states.iter().flat_map(|state| state.saves().map(|(_, save)| save)) {
            all += u64::from(save.ops);
            new += if save.seq.is_some_and(|seq| seq > since) { u64::from(save.ops) } else { 0 };
        }
        let age_ms = last.map(|said| head.srv_ms.saturating_sub(said.srv_ms));
        new >= (all / 4).clamp(OPS, MOST_OPS)
            || entries >= (head.seq / 4).clamp(ENTRIES, MOST_ENTRIES)
            || entries >= OLD_ENTRIES && age_ms.is_some_and(|age_ms| age_ms >= OLD_MS)
    }
}
