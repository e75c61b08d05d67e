//! The seven sentences that must be true of every school, whatever happened in it.

use std::collections::{BTreeMap, BTreeSet};

use sync::seal::Keyring;
use sync::{CompartmentId, Kind, State};

use crate::failure::Failure;
use crate::machine::number;
use crate::oracle::{View, Written, read, view};
use crate::school::{COMPARTMENTS, School};

impl School {
    pub(crate) fn check(&mut self) -> Result<(), Failure> {
        let keys = self.all_keys();
        let log = read(self, &keys)?;
        let shown = view(&log);
        let replayed = self.replay(&keys)?;
        self.everybody_holds_the_same(&replayed, &shown)?;
        self.snapshot_and_tail_are_the_whole(&replayed, &keys)?;
        self.nothing_is_lost_or_doubled(&log)?;
        self.what_was_seen_never_wins(&shown)?;
        self.claims_are_exact(&log)?;
        self.tally.envelopes = self.server.envelopes().len() as u64;
        self.tally.conflicts = shown.values().filter(|cell| !cell.conflict.is_empty()).count() as u64;
        self.tally.gone_with_disk = self.edits.len().saturating_sub(in_log(&log).len()) as u64;
        self.tally.revoked = self
            .server
            .members()
            .members()
            .filter(|one| matches!(one.standing, sync::members::Standing::Revoked { .. }))
            .count() as u64;
        self.tally.rotations = self.server.members().epochs().map(|epoch| u64::from(epoch.current) - 1).sum();
        Ok(())
    }

    /// The head teacher's ring, or that of whoever has the most.
    fn all_keys(&self) -> Keyring {
        let rings = self.machines.iter().map(|machine| machine.device.keys());
        rings.max_by_key(|ring| ring.epochs().count()).cloned().unwrap_or_default()
    }

    fn replay(&self, keys: &Keyring) -> Result<BTreeMap<CompartmentId, State>, Failure> {
        let mut states: BTreeMap<_, _> = COMPARTMENTS.iter().map(|c| (*c, State::new(self.space, *c))).collect();
        self.fold_from(0, &mut states, keys)?;
        Ok(states)
    }

    fn fold_from(
        &self,
        after: u64,
        states: &mut BTreeMap<CompartmentId, State>,
        keys: &Keyring,
    ) -> Result<(), Failure> {
        for (head, sealed) in self.server.envelopes().filter(|(head, _)| head.seq > after) {
            for (compartment, state) in states.iter_mut() {
                let (seq, srv_ms) = (Some(head.seq), head.srv_ms);
                let own = sealed.header().kind == Kind::Data && sealed.header().compartment == *compartment;
                let folded = match sync::seal::open(sealed, keys) {
                    Ok(envelope) if own => state.apply(sync::LogEntry { seq, srv_ms, envelope }),
                    _ => state.pass_shared(seq, srv_ms, sealed.header(), sealed.hash()),
                };
                folded.map_err(|error| Failure::new(format!("the log does not fold at {}: {error}", head.seq)))?;
            }
        }
        Ok(())
    }

    /// I1, I7: everybody who may read a compartment shows what the plain rules say.
    fn everybody_holds_the_same(
        &self,
        replayed: &BTreeMap<CompartmentId, State>,
        shown: &BTreeMap<sync::Cell, View>,
    ) -> Result<(), Failure> {
        for (compartment, state) in replayed {
            let cells = shown.iter().filter(|(cell, _)| cell.table.0 == compartment.0);
            for (cell, expected) in cells {
                let history = state.history(*cell);
                let found: Vec<u32> = history.iter().filter_map(|version| number(version.value.text()?)).collect();
                if found != expected.versions {
                    return Err(Failure::diverged(format!(
                        "I7 {cell:?}: {found:?}, and by the plain rules {:?}",
                        expected.versions
                    )));
                }
                let conflict = state.conflict(*cell).map(|conflict| conflict.versions).unwrap_or_default();
                let found: Vec<u32> = conflict.iter().filter_map(|version| number(version.value.text()?)).collect();
                if found != expected.conflict {
                    return Err(Failure::diverged(format!(
                        "I7 {cell:?}: in conflict {found:?}, and by the plain rules {:?}",
                        expected.conflict
                    )));
                }
            }
        }
        let end = self.server.end();
        for (at, machine) in self.machines.iter().enumerate().filter(|(at, _)| self.admitted(*at)) {
            let device = &machine.device;
            if device.follower().head() != end {
                return Err(Failure::new(format!("machine {at} is not at the end of the log")));
            }
            let Some(member) = device.members().member(&device.agent()) else { continue };
            if device.waits_for_keys().next().is_some() {
                // Set back to before it was given its keys, and nobody is left who has them.
                continue;
            }
            for (compartment, state) in machine.states.iter().filter(|(compartment, _)| member.reads(**compartment)) {
                if state.unlogged() == 0 && state.root() != replayed[compartment].root() {
                    return Err(Failure::diverged(format!(
                        "I1 machine {at} shows another compartment {}",
                        compartment.0
                    )));
                }
            }
            let missing = member
                .compartments
                .iter()
                .find(|compartment| member.reads(**compartment) && !machine.states.contains_key(compartment));
            if let Some(missing) = missing {
                return Err(Failure::diverged(format!("I1 machine {at} does not show compartment {}", missing.0)));
            }
        }
        Ok(())
    }

    /// I2.
    fn snapshot_and_tail_are_the_whole(
        &self,
        replayed: &BTreeMap<CompartmentId, State>,
        keys: &Keyring,
    ) -> Result<(), Failure> {
        for (seq, compartment, shards) in &self.snapshots {
            let state = sync::snapshot::decode(shards).map_err(|error| Failure::new(format!("I2 {error}")))?;
            let mut states = BTreeMap::from([(*compartment, state)]);
            self.fold_from(*seq, &mut states, keys)?;
            if states[compartment].root() != replayed[compartment].root() {
                return Err(Failure::diverged(format!(
                    "I2 the snapshot at {seq} and the log after it are another state"
                )));
            }
        }
        Ok(())
    }

    /// I3: every edit counts exactly once in the log, or is still where it was written, or went with its disk.
    fn nothing_is_lost_or_doubled(&self, log: &[Written]) -> Result<(), Failure> {
        let mut counted: BTreeMap<u32, u32> = BTreeMap::new();
        for written in log.iter().filter(|written| !written.repeats) {
            written.edits.iter().for_each(|edit| *counted.entry(*edit).or_default() += 1);
        }
        if let Some((edit, times)) = counted.iter().find(|(_, times)| **times > 1) {
            return Err(Failure::new(format!("I3 edit {edit} counts {times} times")));
        }
        let mut kept: BTreeSet<u32> = BTreeSet::new();
        for machine in &self.machines {
            let device = &machine.device;
            let own = device.outbox().iter().chain(device.aside());
            let unsent = own.chain(device.orphans()).chain(device.carried());
            kept.extend(unsent.flat_map(|sealed| machine.edits_of(sealed)));
        }
        let lost: Vec<_> = self
            .edits
            .keys()
            .filter(|edit| !counted.contains_key(edit) && !kept.contains(edit) && !self.gone.contains(edit))
            .collect();
        if !lost.is_empty() {
            return Err(Failure::lost(format!("I3 lost: {lost:?}"), lost.len() as u32));
        }
        // Whoever may still write has nothing left to send, whatever else was written before it.
        for (at, machine) in self.machines.iter().enumerate().filter(|(at, _)| self.admitted(*at)) {
            let device = &machine.device;
            let writes =
                |compartment| device.members().member(&device.agent()).is_some_and(|member| member.writes(compartment));
            let stuck = device
                .outbox()
                .iter()
                .find(|sealed| sealed.header().kind == Kind::Data && writes(sealed.header().compartment));
            if let Some(sealed) = stuck {
                return Err(Failure::new(format!("I3 machine {at} still holds envelope {}", sealed.header().dseq)));
            }
        }
        Ok(())
    }

    /// I4: what a person saw never stands above what he then wrote.
    fn what_was_seen_never_wins(&self, shown: &BTreeMap<sync::Cell, View>) -> Result<(), Failure> {
        for (cell, view) in shown {
            let place = |edit: &u32| view.versions.iter().position(|version| version == edit);
            for (at, edit) in view.versions.iter().enumerate() {
                let Some(truth) = self.edits.get(edit) else {
                    return Err(Failure::new(format!("I4 {cell:?} holds an edit nobody made")));
                };
                for seen in &truth.saw {
                    let same_author = self.edits.get(seen).is_some_and(|other| other.machine == truth.machine);
                    // Where a logical clock was broken, only its owner's own order is promised.
                    // What it saw came by stick, never got into the log in that form, and is in conflict with it now.
                    let orphaned = self.machines[truth.machine].orphaned.contains(seen);
                    let promised = !orphaned && !truth.broken_clock || same_author && self.tally.succeeded == 0;
                    if promised && place(seen).is_some_and(|above| above < at) {
                        return Err(Failure::new(format!(
                            "I4 {cell:?}: edit {edit} was made in the knowledge of {seen} and loses to it"
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    /// I6: an envelope claims exactly what its author had seen; I5 is that no pull ever raised an alarm.
    fn claims_are_exact(&self, log: &[Written]) -> Result<(), Failure> {
        let there = in_log(log);
        for written in log {
            let header = written.envelope.header();
            let claims = |other: &&Written| {
                let (seen, there) = (&header.seen, other.envelope.header());
                there.compartment == header.compartment
                    && (other.seq <= seen.seq
                        || there.agent == header.agent && there.dseq < header.dseq
                        || seen.extra.iter().any(|(agent, head)| *agent == there.agent && there.dseq <= head.dseq))
            };
            let claimed: BTreeSet<u32> =
                log.iter().filter(claims).flat_map(|other| other.edits.iter().copied()).collect();
            for edit in &written.edits {
                let Some(truth) = self.edits.get(edit) else { continue };
                let of_compartment =
                    |one: &&u32| self.edits.get(one).is_some_and(|other| other.compartment == truth.compartment);
                let saw: BTreeSet<u32> = truth.saw.iter().filter(of_compartment).copied().collect();
                let same_save = |one: &u32| self.edits.get(one).is_some_and(|other| other.save == truth.save);
                if let Some(much) = claimed.iter().find(|one| !saw.contains(one) && !same_save(one)) {
                    return Err(Failure::new(format!(
                        "I6 edit {edit} claims to have seen {much}, and its author had not"
                    )));
                }
                let orphaned = &self.machines[truth.machine].orphaned;
                let mut owed = saw.iter().filter(|_| !truth.locked);
                if let Some(little) =
                    owed.find(|one| there.contains(one) && !claimed.contains(one) && !orphaned.contains(one))
                {
                    return Err(Failure::new(format!(
                        "I6 edit {edit} does not claim to have seen {little}, and its author had"
                    )));
                }
            }
        }
        Ok(())
    }
}

fn in_log(log: &[Written]) -> BTreeSet<u32> {
    log.iter().flat_map(|written| written.edits.iter().copied()).collect()
}
