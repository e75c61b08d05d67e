//! The network is good again: everybody sends and fetches until nothing moves.

use crate::failure::Failure;
use crate::school::School;

/// A school that is not quiet after so many rounds never will be.
const ROUNDS: usize = 120;

impl School {
    pub(crate) fn heal(&mut self) -> Result<(), Failure> {
        self.now_ms += 60_000;
        // What is still somewhere in the network arrives first, in any order.
        while !self.delayed.is_empty() {
            let at = self.dice.place(self.delayed.len());
            let (caller, bytes) = self.delayed.swap_remove(at);
            let _ = self.deliver_bytes(caller, &bytes)?;
        }
        for _ in 0..ROUNDS {
            let mut moved = false;
            for at in 0..self.machines.len() {
                if !self.admitted(at) {
                    continue;
                }
                while self.pull(at, 7)? {
                    moved = true;
                }
                while self.arrive(at)? {
                    moved = true;
                }
                moved |= self.turn_due_keys(at)?;
                let before = self.server.end();
                if let Some(answer) = self.push(at, 100)? {
                    moved |= self.server.end() != before;
                    if let Err(refused) = answer {
                        let aside = self.machines[at].device.refused(&refused, &mut self.dice);
                        let why = || Failure::new(format!("at the end of the log a push is refused: {refused}"));
                        self.machines[at].take(aside.ok_or_else(why)?)?;
                        moved = true;
                    }
                }
            }
            if !moved {
                return Ok(());
            }
        }
        Err(Failure::new("the school does not come to rest"))
    }

    /// An admin turns keys that somebody holds who should not.
    fn turn_due_keys(&mut self, at: usize) -> Result<bool, Failure> {
        let device = &self.machines[at].device;
        let due = device.due_keys();
        if due.is_empty() || !device.outbox().is_empty() {
            return Ok(false);
        }
        match device.members().rotate_op(&due, device.keys(), &mut self.dice) {
            Some(op) => self.propose(at, &op).map(|()| true),
            None => Ok(false),
        }
    }
}
