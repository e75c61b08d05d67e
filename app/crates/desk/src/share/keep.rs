//! What a step of a shared ledger changes on the disk.

use line::{Invited, Inviting, Rounds};
use sync::device::Turn;
use sync::{AgentId, ChainHead};

use super::snapshots::Shelf;
use super::{Facts, PartsKeep, Share};
use crate::book::Book;
use crate::message::Id;

/// What of a shared ledger is to be stored, all in one transaction.
#[derive(Debug, Default)]
pub struct SharedKeep {
    pub(super) turn: Option<Turn>,
    pub(super) begin: Option<Box<Share>>,
    pub(super) facts: Option<Facts>,
    pub(super) rounds: Option<Rounds>,
    pub(super) parts: PartsKeep,
    pub(super) codes: Option<Vec<Inviting>>,
    pub(super) by_stick: Option<Vec<Id>>,
    pub(super) guest: Option<Option<Box<Invited>>>,
    pub(super) shelf: Option<Shelf>,
    /// The book as the whole log makes it, in place of the one that stood on a snapshot.
    pub(super) replay: Option<Box<Book>>,
    /// Everything is to be folded anew.
    pub(super) refold: bool,
    pub(super) own: (AgentId, ChainHead),
}

impl SharedKeep {
    /// What changes of the device.
    pub fn device(&self) -> Option<&sync::device::Keep> {
        self.turn.as_ref().map(|turn| &turn.keep)
    }

    /// One record, if it changes.
    pub fn facts(&self) -> Option<Vec<u8>> {
        self.facts.as_ref().map(Facts::encode)
    }

    /// One record, if it changes.
    pub fn rounds(&self) -> Option<Vec<u8>> {
        self.rounds.as_ref().map(Rounds::encode)
    }

    /// Blobs that wait to be sent, with a record each.
    pub fn parts(&self) -> impl Iterator<Item = (Id, Vec<u8>)> + '_ {
        self.parts.waiting.iter().map(|(blob, progress)| (*blob, progress.encode()))
    }

    /// Blobs that wait no more.
    pub fn parts_gone(&self) -> &[Id] {
        &self.parts.gone
    }

    /// One record, if it changes: how pictures travel on this device.
    pub fn photos(&self) -> Option<Vec<u8>> {
        self.parts.setting.as_ref().map(|setting| postcard::to_allocvec(setting).unwrap_or_default())
    }

    /// One record, if it changes: short codes that were made here.
    pub fn codes(&self) -> Option<Vec<u8>> {
        self.codes.as_ref().map(|codes| postcard::to_allocvec(codes).unwrap_or_default())
    }

    /// One record, if it changes: invitations that were answered on a stick.
    pub fn sticks(&self) -> Option<Vec<u8>> {
        self.by_stick.as_ref().map(|sticks| postcard::to_allocvec(sticks).unwrap_or_default())
    }

    /// One record, if it changes: words about snapshots, and what this device stands on.
    pub fn snapshots(&self) -> Option<Vec<u8>> {
        self.shelf.as_ref().map(Shelf::encode)
    }

    /// One record, if it changes: the short code that was typed here; empty if there is none any more.
    pub fn guest(&self) -> Option<Vec<u8>> {
        let encode = |guest: &Invited| postcard::to_allocvec(guest).unwrap_or_default();
        self.guest.as_ref().map(|guest| guest.as_deref().map(encode).unwrap_or_default())
    }

    /// Whether the ledger stays one of this machine: who writes in it does not change.
    pub fn is_of_guest(&self) -> bool {
        self.guest.is_some() && self.begin.is_none()
    }

    pub(crate) fn set_facts(&mut self, facts: Facts) {
        self.facts = Some(facts);
    }

    /// The log came on a stick.
    pub(crate) fn set_exchanged(&mut self, now_ms: u64) {
        if let Some(rounds) = &mut self.rounds {
            rounds.stick_ms = Some(now_ms);
        }
    }

    pub(crate) fn set_sticks(&mut self, by_stick: Vec<Id>) {
        self.by_stick = Some(by_stick);
    }

    pub(crate) fn set_codes(&mut self, codes: Vec<Inviting>) {
        self.codes = Some(codes);
    }

    pub(crate) fn set_parts(&mut self, parts: PartsKeep) {
        self.parts = parts;
    }

    /// Who writes once it is stored, and the end of that chain.
    pub fn own(&self) -> (AgentId, ChainHead) {
        self.own
    }
}
