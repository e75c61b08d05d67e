//! Somebody new chooses what to stand on, reads what came since, then what came before, and compares.

use sync::device::Arrival;
use sync::proto::LogPage;
use sync::{CompartmentId, State};

use crate::failure::Failure;
use crate::school::{COMPARTMENTS, School};

impl School {
    /// The same over a bad line.
    pub(crate) fn arrive_badly(&mut self, at: usize) -> Result<bool, Failure> {
        if !self.admitted(at) || self.dice.percent(30) { Ok(false) } else { self.arrive(at) }
    }

    /// One step of somebody new; whether there was one to be made.
    pub(crate) fn arrive(&mut self, at: usize) -> Result<bool, Failure> {
        let device = &self.machines[at].device;
        match device.arrival() {
            None => Ok(false),
            Some(Arrival::Following) => {
                let known = device.members().member(&device.agent()).is_some_and(|me| me.is_active());
                if known { self.choose(at) } else { Ok(false) }
            }
            // What was not given before comes first, over the log itself.
            Some(Arrival::Reading { .. }) if device.ask(1).since != device.follower().head().seq => Ok(false),
            Some(Arrival::Reading { .. }) if device.has_read_all() => self.compare(at),
            Some(Arrival::Reading { .. }) => self.read_past(at),
        }
    }

    /// A snapshot of every compartment that is read, each of any place, or the whole log.
    fn choose(&mut self, at: usize) -> Result<bool, Failure> {
        let device = &self.machines[at].device;
        let head = device.follower().head().seq;
        let me = device.members().member(&device.agent());
        let reads: Vec<CompartmentId> =
            COMPARTMENTS.iter().filter(|one| me.is_some_and(|me| me.reads(**one))).copied().collect();
        let mut chosen = Vec::new();
        for compartment in &reads {
            let of = self.snapshots.iter().filter(|(seq, one, _)| *seq <= head && one == compartment);
            let of: Vec<&(u64, CompartmentId, Vec<Vec<u8>>)> = of.collect();
            if !of.is_empty() {
                chosen.push(of[self.dice.place(of.len())].clone());
            }
        }
        if chosen.len() < reads.len() || self.dice.percent(15) {
            chosen.clear();
        }
        let lowest = chosen.iter().map(|(seq, ..)| *seq).min().unwrap_or_default();
        let machine = &mut self.machines[at];
        let turn = machine.device.read_from(lowest).ok_or_else(|| Failure::new("no way into the log"))?;
        self.tally.stood += u64::from(lowest > 0);
        machine.disk.snapshots = chosen.into_iter().map(|(_, compartment, shards)| (compartment, shards)).collect();
        machine.take(turn)?;
        Ok(true)
    }

    fn read_past(&mut self, at: usize) -> Result<bool, Failure> {
        let limit = 1 + self.dice.below(9) as u32;
        let caller = self.caller(at);
        let Some(ask) = self.machines[at].device.ask_past() else { return Ok(false) };
        let ask = sync::proto::LogAsk { limit: ask.limit.min(limit), ..ask };
        let bytes = self.server.page(&caller, &ask, self.now_ms).encode();
        let page =
            LogPage::decode(&bytes).map_err(|error| Failure::new(format!("a page does not read back: {error}")))?;
        let turn = self.machines[at].device.take_past(&page);
        let turn = turn.map_err(|alarm| Failure::new(format!("an alarm about an honest server's past: {alarm}")))?;
        self.machines[at].take(turn)?;
        Ok(true)
    }

    /// The whole log is here: it is what stood on the snapshots.
    fn compare(&mut self, at: usize) -> Result<bool, Failure> {
        let machine = &mut self.machines[at];
        let roots = |machine: &crate::machine::Machine| -> Vec<[u8; 32]> {
            let me = machine.device.members().member(&machine.device.agent());
            let reads = |one: &CompartmentId| me.is_some_and(|me| me.reads(*one));
            machine.states.iter().filter(|(one, _)| reads(one)).map(|(_, state)| State::root(state)).collect()
        };
        let stood = roots(machine);
        machine.rebuild()?;
        if machine.device.waits_for_keys().next().is_none() && roots(machine) != stood {
            return Err(Failure::diverged(format!("I2 machine {at} stood on something else than the log")));
        }
        let turn =
            machine.device.arrived().ok_or_else(|| Failure::new("nothing is left to be read, and it is not over"))?;
        machine.disk.snapshots.clear();
        machine.take(turn)?;
        Ok(true)
    }
}
