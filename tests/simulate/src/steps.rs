//! What happens in a school, in any order, with everything going wrong that can.

use std::sync::Arc;

use sync::device::{LogOnStick, Stick};
use sync::members::{Member, Role};
use sync::proto::PushAsk;
use sync::seal::Sealed;
use sync::{Header, Hlc};

use crate::failure::Failure;
use crate::machine::{Disk, Machine};
use crate::school::{COMPARTMENTS, Edit, School, skew};

const MOST_MACHINES: usize = 8;

impl School {
    pub(crate) fn step(&mut self) -> Result<(), Failure> {
        self.now_ms += match self.dice.below(12) {
            0 => 7 * 86_400_000,
            1 => 3_600_000,
            2 => 0,
            _ => self.dice.below(60_000),
        };
        let at = self.dice.place(self.machines.len());
        match self.dice.below(100) {
            0..=3 => self.machines[at].open_form(),
            4..=37 => self.edit(at)?,
            38..=57 => self.push_badly(at)?,
            58..=71 => drop(self.pull_if_admitted(at)?),
            72..=74 => drop(self.arrive_badly(at)?),
            75..=79 => self.arrive_late()?,
            80..=82 => self.snapshot(at),
            83..=84 => self.let_in(at)?,
            85..=86 => self.rotate(at)?,
            87 => self.change_rights(at)?,
            88..=89 => self.machines[at].skew_ms = skew(&mut self.dice),
            90..=91 => self.take_image(at),
            92..=93 => self.set_back(at)?,
            94 => self.machines[at].reboot()?,
            _ => self.carry(at)?,
        }
        Ok(())
    }

    fn pull_if_admitted(&mut self, at: usize) -> Result<bool, Failure> {
        let limit = 1 + self.dice.below(20) as u32;
        if self.admitted(at) { self.pull(at, limit) } else { Ok(false) }
    }

    /// A person saves one to three cells.
    pub(crate) fn edit(&mut self, at: usize) -> Result<(), Failure> {
        let writable = self.machines[at].writable();
        if writable.is_empty() || self.machines[at].states.is_empty() {
            return Ok(());
        }
        let mut edits = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            let compartment = writable[self.dice.place(writable.len())];
            let row = self.dice.below(3) as u8;
            if !edits.iter().any(|(c, r, _)| (*c, *r) == (compartment, row)) {
                edits.push((compartment, row, self.tally.edits as u32 + 1));
                self.tally.edits += 1;
            }
        }
        let poisoned = self.poisoned == Some(at) && self.dice.percent(30);
        let sane = self.machines[at].next_hlc(self.now_ms);
        let hlc = match (poisoned, self.dice.below(2)) {
            (false, _) => sane,
            (true, 0) => Hlc(u64::MAX - 3),
            // A build that forgot its clock: nothing it writes may come before what it wrote earlier all the same.
            (true, _) => Hlc::from_ms(self.now_ms.saturating_sub(3_600_000)),
        };
        let broken_clock = hlc < sane;
        let (saw, locked) = self.machines[at].write(&edits, hlc, self.now_ms, &mut self.dice)?;
        let save = edits[0].2;
        for (compartment, _, edit) in edits {
            let (saw, locked) = (saw.clone(), locked.contains(&compartment));
            self.edits.insert(edit, Edit { compartment, saw, locked, broken_clock, machine: at, save });
        }
        Ok(())
    }

    /// A push over a line that loses, doubles, delays, shortens and forges.
    fn push_badly(&mut self, at: usize) -> Result<(), Failure> {
        if !self.admitted(at) {
            return Ok(());
        }
        let most = 1 + self.dice.place(6);
        let Some((batch, turn)) = self.machines[at].device.plan(most) else {
            return Ok(());
        };
        self.machines[at].take(turn)?;
        let caller = batch.first().map(|sealed| sealed.header().agent);
        let known = |agent: &sync::AgentId| self.server.members().member(agent).is_some();
        let me = self.machines[at].device.agent();
        let caller = if known(&me) { me } else { caller.unwrap_or(me) };
        let envelopes = |batch: &[Arc<Sealed>]| batch.iter().map(|sealed| (**sealed).clone()).collect();
        if self.dice.percent(25) {
            self.delayed.push((caller, PushAsk { envelopes: envelopes(&batch) }.encode()));
        }
        if batch.len() > 1 && self.dice.percent(15) {
            let _ = self.deliver(caller, &batch[1..])?;
        }
        if batch.len() > 1 && self.dice.percent(10) {
            let _ = self.deliver(caller, &batch[..1])?;
        }
        if self.dice.percent(4) {
            self.forge(caller, &batch)?;
        }
        if self.dice.percent(80) {
            let _ = self.deliver(caller, &batch)?;
            if self.dice.percent(15) {
                let _ = self.deliver(caller, &batch)?;
            }
        }
        Ok(())
    }

    /// Somebody in the middle changes a byte. Nothing of it may get in.
    fn forge(&mut self, caller: sync::AgentId, batch: &[Arc<Sealed>]) -> Result<(), Failure> {
        let before = self.server.end();
        let mut bytes = batch[0].encode();
        let at = self.dice.place(bytes.len());
        bytes[at] ^= 1 << self.dice.below(8);
        let Ok(forged) = Sealed::decode(&bytes) else {
            return Ok(());
        };
        let header: &Header = forged.header();
        let same_place = (header.agent, header.dseq) == (batch[0].header().agent, batch[0].header().dseq);
        let answer = self.server.push(&caller, std::slice::from_ref(&forged), self.now_ms);
        if answer.is_ok() || self.server.end() != before {
            return Err(Failure::new(format!("a forged envelope was admitted (same place: {same_place})")));
        }
        Ok(())
    }

    /// An old copy of a push turns up.
    fn arrive_late(&mut self) -> Result<(), Failure> {
        if self.delayed.is_empty() {
            return Ok(());
        }
        let at = self.dice.place(self.delayed.len());
        let (caller, bytes) = self.delayed.swap_remove(at);
        self.deliver_bytes(caller, &bytes).map(drop)
    }

    /// A machine that has nothing unsent makes a snapshot.
    fn snapshot(&mut self, at: usize) {
        let machine = &self.machines[at];
        let clean = machine.states.values().all(|state| state.unlogged() == 0 && state.waiting().count() == 0);
        let head = machine.device.follower().head().seq;
        let level = machine.states.values().all(|state| state.log_seq() == head);
        let device = &machine.device;
        // While something is being read for the first time, the states are not those of the log.
        let judges = device.settled() && COMPARTMENTS.iter().all(|compartment| device.may_judge(*compartment));
        if clean && level && judges && machine.states.len() == COMPARTMENTS.len() {
            for (compartment, state) in &machine.states {
                self.snapshots.push((head, *compartment, sync::snapshot::encode(state)));
            }
        }
    }

    /// An admin lets somebody in.
    fn let_in(&mut self, at: usize) -> Result<(), Failure> {
        if self.machines.len() >= MOST_MACHINES || !self.leads(at) {
            return Ok(());
        }
        let role = if self.dice.percent(15) { Role::Reader } else { Role::Editor };
        let follows = self.dice.percent(70);
        self.join(at, role, follows)
    }

    /// An admin turns the keys of one compartment, or of all.
    fn rotate(&mut self, at: usize) -> Result<(), Failure> {
        if !self.leads(at) {
            return Ok(());
        }
        let all = self.dice.percent(30);
        let one = COMPARTMENTS[self.dice.place(COMPARTMENTS.len())];
        let which = if all { COMPARTMENTS.to_vec() } else { vec![one] };
        let device = &self.machines[at].device;
        match device.members().rotate_op(&which, device.keys(), &mut self.dice) {
            Some(op) => self.propose(at, &op),
            None => Ok(()),
        }
    }

    /// An admin gives somebody other compartments, or shuts somebody out.
    fn change_rights(&mut self, at: usize) -> Result<(), Failure> {
        if !self.leads(at) {
            return Ok(());
        }
        let device = &self.machines[at].device;
        let me = device.agent();
        let others: Vec<Member> =
            device.members().members().filter(|one| one.is_active() && one.role != Role::Admin).cloned().collect();
        if others.is_empty() {
            return Ok(());
        }
        let whom = others[self.dice.place(others.len())].clone();
        let op = if self.dice.percent(35) {
            device.members().revoke_op(&me, whom.id, device.keys(), &mut self.dice)
        } else {
            let to = COMPARTMENTS.to_vec();
            device.members().change_op(&me, whom.id, (Role::Editor, to), device.keys(), &mut self.dice)
        };
        match op {
            Some(op) => self.propose(at, &op),
            None => Ok(()),
        }
    }

    /// An image of the disk is taken.
    fn take_image(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        machine.image = Some(machine.disk.clone());
    }

    /// The disk jumps back to its image. What was not in the log is gone with it.
    fn set_back(&mut self, at: usize) -> Result<(), Failure> {
        let Some(image) = self.machines[at].image.clone() else {
            return Ok(());
        };
        let unsent = |machine: &Machine| -> Vec<u32> {
            let own = machine.device.outbox().iter().chain(machine.device.aside());
            let own = own.flat_map(|sealed| machine.edits_of(sealed));
            own.chain(machine.device.carried().flat_map(|sealed| machine.edits_of(sealed))).collect()
        };
        self.gone.extend(unsent(&self.machines[at]));
        let orphans: Vec<u32> =
            self.machines[at].device.orphans().iter().flat_map(|sealed| self.machines[at].edits_of(sealed)).collect();
        self.gone.extend(orphans);
        let Disk { .. } = &image;
        self.machines[at].disk = image;
        self.machines[at].stale = true;
        self.tally.restored += 1;
        self.machines[at].reboot()
    }

    /// A stick goes from one machine to another.
    fn carry(&mut self, from: usize) -> Result<(), Failure> {
        let to = self.dice.place(self.machines.len());
        if to == from {
            return Ok(());
        }
        let log = if self.dice.percent(8) { self.machines[from].log() } else { None };
        let (stick, turn) = self.machines[from].device.stick(log);
        self.machines[from].take(turn)?;
        let read = Stick::decode(&stick.encode());
        let stick = read.map_err(|error| Failure::new(format!("a stick does not read back: {error}")))?;
        let taken = self.machines[to].device.take_in(&stick, &mut self.dice);
        let taken = taken.map_err(|error| Failure::new(format!("an honest stick is refused: {error}")))?;
        self.tally.carried += taken.new as u64;
        self.tally.heard_by_stick += u64::from(matches!(taken.log, LogOnStick::Came(_)));
        self.machines[to].take(taken.turn)?;
        self.hear(to)
    }
}
