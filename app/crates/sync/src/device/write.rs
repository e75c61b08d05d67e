//! Writing: a save becomes sealed envelopes, a change of the membership a signed one.

use std::sync::Arc;

use super::{Device, DeviceError, Fold, Look, Turn};
use crate::draft::SaveBuilder;
use crate::header::{ChainHead, Header, Kind, Seal, Seen};
use crate::hlc::Hlc;
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId};
use crate::members::MemberOp;
use crate::mutant::{Mutant, bred};
use crate::save::SaveInfo;
use crate::seal::{Outside, Sealed, seal, sign};
use crate::state::LogEntry;
use crate::writer::{Limits, Position, WriteError, Writer};

impl Device {
    /// One save, of one compartment or several. `look` is from when the person began; `hlc` comes after everything in
    /// the states: [`State::last_hlc`](crate::State::last_hlc) of each, the latest, then [`Hlc::next`] with the
    /// corrected clock.
    pub fn write(
        &self,
        saves: &[(CompartmentId, &SaveBuilder)],
        info: &SaveInfo,
        look: &Look,
        hlc: Hlc,
        rng: &mut dyn Rng,
    ) -> Result<Turn, DeviceError> {
        self.write_within(saves, info, look, hlc, Limits::default(), rng)
    }

    /// The same with smaller envelopes.
    pub fn write_within(
        &self,
        saves: &[(CompartmentId, &SaveBuilder)],
        info: &SaveInfo,
        look: &Look,
        hlc: Hlc,
        limits: Limits,
        rng: &mut dyn Rng,
    ) -> Result<Turn, DeviceError> {
        let mut next = self.clone();
        let late = bred(Mutant::SeenAtSave).then(|| self.look());
        let look = late.as_ref().unwrap_or(look);
        let mut drafts = Vec::new();
        for (compartment, save) in saves.iter().filter(|(_, save)| !save.is_empty()) {
            if self.keys.newest(*compartment).is_some() && !self.shows(*compartment) {
                return Err(DeviceError::NoKey(*compartment));
            }
            let (epoch, key) = self.keys.newest(*compartment).ok_or(DeviceError::NoKey(*compartment))?;
            let writer = Writer { space: self.space, compartment: *compartment, epoch, agent: self.agent(), limits };
            let at = Position { head: ChainHead::default(), hlc, seen: self.claims(look, *compartment) };
            drafts.extend(writer.write(save, info, &at)?.into_iter().map(|envelope| (envelope, epoch, key.clone())));
        }
        let count = drafts.len();
        if count == 0 {
            return Err(WriteError::Empty.into());
        }
        let mut folds = Vec::with_capacity(count);
        for (at, (draft, epoch, key)) in drafts.into_iter().enumerate() {
            let draft = draft.moved(self.follow(next.own_head())?, at + 1 < count);
            let (sealed, opened) = seal(draft, &key, epoch, self.secret(), rng);
            next.outbox.push(Arc::new(sealed));
            folds.push(Fold::Apply(LogEntry::local(opened)));
        }
        Ok(Turn::new(self, next, Vec::new(), folds))
    }

    /// A change of the membership, at the end of the own chain. It counts when the log holds it: until then the keys it
    /// brings are not used.
    pub fn change(&self, op: &MemberOp) -> Result<Turn, DeviceError> {
        let mut next = self.clone();
        let sealed = Arc::new(self.change_at(op, self.follow(self.own_head())?, self.in_log()));
        let fold = Fold::Pass { seq: None, srv_ms: 0, outside: sealed.outside().clone() };
        next.outbox.push(sealed);
        Ok(Turn::new(self, next, Vec::new(), vec![fold]))
    }

    /// What the log says, and nothing that came by stick: a change of the membership rests on no envelope that may never
    /// get into the log.
    pub(super) fn in_log(&self) -> Seen {
        let head = self.follower.head();
        Seen { seq: head.seq, hash: head.hash, extra: Vec::new() }
    }

    pub(super) fn change_at(&self, op: &MemberOp, at: ChainHead, seen: Seen) -> Sealed {
        sign(self.header(Kind::Members, CompartmentId::MEMBERS, at, seen), op.encode(), self.secret())
    }

    /// A header of the writing agent. `at` is the envelope's own number and the hash before it.
    pub(super) fn header(&self, kind: Kind, compartment: CompartmentId, at: ChainHead, seen: Seen) -> Header {
        Header {
            kind,
            more: false,
            space: self.space,
            compartment,
            epoch: 0,
            agent: self.agent(),
            dseq: at.dseq,
            prev: at.hash,
            seen,
            origin: None,
            n_ops: 0,
            seal: Seal::Signed { body_len: 0, body_hash: [0; 32] },
        }
    }

    /// The place after an envelope: its number, and the hash before it.
    pub(super) fn follow(&self, head: ChainHead) -> Result<ChainHead, WriteError> {
        let dseq = head.dseq.checked_add(1).ok_or(WriteError::ChainFull)?;
        Ok(ChainHead { dseq, hash: head.hash })
    }
}

/// Whether everything an envelope's author had seen outside the log is among these chain ends.
pub(super) fn rests_on(outside: &Outside, known: &mut dyn FnMut(&AgentId, &ChainHead) -> bool) -> bool {
    outside.header().seen.extra.iter().all(|(agent, head)| known(agent, head))
}
