//! What a right that was taken away leaves behind.
//!
//! Own saves of a compartment that may not be written to any more would stop everything behind them: a chain has no gaps.
//! So would those of a machine that was set back, if their key is not on its disk.
//! They stand *aside*, as they were sealed and in their order. Nobody sends or folds them, a stick takes them along, and
//! they go to the end of the outbox when the right is given back. In one compartment the order of a person's saves stays
//! what it was, for they stand aside together.

use std::sync::Arc;

use super::Device;
use crate::header::{ChainHead, Kind};
use crate::host::Rng;
use crate::ids::{AgentId, EnvelopeHash};
use crate::members::{Role, Standing};
use crate::seal::Sealed;

impl Device {
    /// Own saves that no server takes now.
    pub fn aside(&self) -> impl Iterator<Item = &Arc<Sealed>> {
        self.aside.values()
    }

    /// Whether nobody takes this own save now, though others of the same person are taken.
    pub(super) fn is_barred(&self, sealed: &Sealed) -> bool {
        let header = sealed.header();
        let taken_away = |me: &crate::members::Member| {
            me.role >= Role::Editor
                && !matches!(me.standing, Standing::Revoked { .. })
                && !me.may_be_shown(header.compartment)
        };
        header.kind == Kind::Data && header.agent == self.agent() && self.me().is_some_and(taken_away)
    }

    pub(super) fn put_aside(&mut self, sealed: Arc<Sealed>) {
        let number = self.aside.last_key_value().map_or(0, |(last, _)| last + 1);
        self.aside.insert(number, sealed);
    }

    /// What may be written again goes to the end of the own chain. Whether anything did.
    pub(super) fn take_back(&mut self, rng: &mut dyn Rng) -> bool {
        let mut head = self.own_head();
        let mut back = Vec::new();
        let mut rest = self.aside.iter().peekable();
        while let Some((number, sealed)) = rest.next() {
            if !self.again_allowed(sealed) {
                continue;
            }
            let end = sealed.outside().chain_head();
            let follows = |next: &Sealed| next.header().prev == end.hash && self.again_allowed(next);
            let more = sealed.header().more && rest.peek().is_some_and(|(_, next)| follows(next));
            if let Some(again) = self.back_in_chain(sealed, head, more, rng) {
                head = again.outside().chain_head();
                back.push((*number, again));
            }
        }
        for (number, again) in &back {
            self.aside.remove(number);
            self.outbox.push(Arc::new(again.clone()));
        }
        !back.is_empty()
    }

    fn back_in_chain(&self, sealed: &Sealed, head: ChainHead, more: bool, rng: &mut dyn Rng) -> Option<Sealed> {
        let (me, author) = (self.agent(), sealed.header().agent);
        if author == me {
            return self.again(sealed, me, head, more, rng);
        }
        // Written under a name the machine had before its disk was set back.
        let base = self.bases.iter().find(|(old, _)| *old == author).map_or(ChainHead::default(), |(_, base)| *base);
        self.under_new_name(sealed, head, (author, base), more, rng)
    }

    /// An own save that stands aside has come into the log all the same: somebody carried it there.
    pub(super) fn arrived_from_aside(&mut self, (agent, hash): (AgentId, EnvelopeHash)) -> bool {
        let there = |sealed: &Sealed| sealed.header().agent == agent && sealed.hash() == hash;
        let found = self.aside.iter().find(|(_, sealed)| there(sealed)).map(|(number, _)| *number);
        found.is_some_and(|number| self.aside.remove(&number).is_some())
    }
}
