//! Keys that somebody holds who should not: turned by whoever can.
//!
//! Who shuts somebody out turns the keys he holds himself. Where the one shut out could read more than that, the first
//! device of an admin who holds the rest turns it, by itself and without a word. Only one that is even with the server: a
//! change of the membership is made there, and on a stick nothing of its author gets past it.

use super::drive::quiet;
use crate::Desk;
use crate::book::Dice;
use crate::step::{Keep, Now};

impl Desk {
    /// Turns what is due, once for every state of the membership: if somebody else was first, it is not due any more.
    pub(super) fn turn_due_keys(&mut self, now: &Now) -> Option<Box<Keep>> {
        let share = self.share.as_mut()?;
        if !share.even || share.refold || share.facts.joining.is_some() || !share.device.outbox().is_empty() {
            return None;
        }
        let members = share.device.members();
        let (due, version) = (share.device.due_keys(), members.version());
        if due.is_empty() || share.turned_at == version {
            return None;
        }
        let op = members.rotate_op(&due, share.device.keys(), &mut Dice::apart(now, "turn"))?;
        let turn = share.device.change(&op).ok()?;
        share.turned_at = version;
        Some(quiet(Self::shared_keep(share, turn)))
    }
}
