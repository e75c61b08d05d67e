//! How the things of a space stand in rows, and the books of a space read from them.

use std::collections::BTreeMap;

use sync::admit::{Row, SpaceStore, Usage};
use sync::log::LogHead;
use sync::members::Membership;
use sync::seal::Outside;
use sync::{AgentId, ChainHead, EnvelopeHash};

use crate::store::{Store, StoreError, Table, Write};

/// The end of the log.
pub(super) const HEAD: &[u8] = b"head";
/// The membership at the end of the log.
pub(super) const MEMBERS: &[u8] = b"members";
/// Bytes of all envelopes.
pub(super) const LOG_BYTES: &[u8] = b"log_bytes";
/// Bytes of all parts.
pub(super) const PART_BYTES: &[u8] = b"part_bytes";
/// Bytes of all reports.
pub(super) const INBOX_BYTES: &[u8] = b"inbox_bytes";
/// How many reports were taken.
pub(super) const INBOX_END: &[u8] = b"inbox_end";
/// The schools whose reports are taken, and the keys they sign with.
pub(super) const SENDERS: &[u8] = b"senders";
/// What only this server knows: challenges and tokens are made with it.
pub(super) const SECRET: &[u8] = b"secret";
/// Random, made with the space: a store that was restored or set up anew shows by it.
pub(super) const GENERATION: &[u8] = b"generation";

/// There while the log of a space that was lost is being brought back, and not all of it is here: when a page came last.
pub(super) const FILLING: &[u8] = b"filling";

/// A log entry's value begins with the time it was received and the log's hash there.
const BEFORE_ENVELOPE: usize = 8 + 32;

/// One entry of the log as it is kept.
pub(super) struct LogRow<'a> {
    pub(super) srv_ms: u64,
    pub(super) outside: Outside,
    pub(super) payload: &'a [u8],
}

impl<'a> LogRow<'a> {
    pub(super) fn read(value: &'a [u8]) -> Result<Self, StoreError> {
        let (srv_ms, _, envelope) = begin(value)?;
        let (outside, length) = Outside::decode(envelope).map_err(|_| damaged())?;
        Ok(Self { srv_ms, outside, payload: envelope.get(length..).ok_or_else(damaged)? })
    }
}

fn begin(value: &[u8]) -> Result<(u64, [u8; 32], &[u8]), StoreError> {
    let (time, rest) = value.split_first_chunk().ok_or_else(damaged)?;
    let (hash, envelope) = rest.split_first_chunk().ok_or_else(damaged)?;
    Ok((u64::from_be_bytes(*time), *hash, envelope))
}

/// The writes that append entries: rows of one table together, and where each agent's chain ends only once.
pub(super) fn append(rows: &[Row]) -> Vec<Write> {
    let entry = |row: &Row| {
        let mut value = Vec::with_capacity(BEFORE_ENVELOPE + row.sealed.size());
        value.extend_from_slice(&row.head.srv_ms.to_be_bytes());
        value.extend_from_slice(&row.head.hash);
        value.extend_from_slice(&row.sealed.encode());
        Write::Add(Table::Log, row.head.seq.to_be_bytes().to_vec(), value)
    };
    let link = |row: &Row| {
        let end = row.sealed.outside().chain_head();
        Write::Add(Table::Chain, link_key(&row.sealed.header().agent, end.dseq), end.hash.0.to_vec())
    };
    let ends: BTreeMap<AgentId, ChainHead> =
        rows.iter().map(|row| (row.sealed.header().agent, row.sealed.outside().chain_head())).collect();
    let end = |(agent, end): (AgentId, ChainHead)| {
        Write::Put(Table::Chain, agent.0.to_vec(), [&end.dseq.to_be_bytes()[..], &end.hash.0].concat())
    };
    rows.iter().map(entry).chain(rows.iter().map(link)).chain(ends.into_iter().map(end)).collect()
}

/// The end of the log, as a row.
pub(super) fn put_head(head: &LogHead) -> Write {
    let value = [&head.seq.to_be_bytes()[..], &head.srv_ms.to_be_bytes(), &head.hash].concat();
    Write::Put(Table::Meta, HEAD.to_vec(), value)
}

/// A number by its name.
pub(super) fn put_number(name: &[u8], number: u64) -> Write {
    Write::Put(Table::Meta, name.to_vec(), number.to_be_bytes().to_vec())
}

/// A number by its name; 0 when it was never written.
pub(super) fn number(store: &impl Store, name: &[u8]) -> Result<u64, StoreError> {
    store.get(Table::Meta, name)?.map_or(Ok(0), |value| Ok(u64::from_be_bytes(exactly(&value)?)))
}

/// Bytes of a fixed number by their name; nothing when they were never written.
pub(super) fn fixed<const N: usize>(store: &impl Store, name: &[u8]) -> Result<Option<[u8; N]>, StoreError> {
    store.get(Table::Meta, name)?.map(|value| exactly(&value)).transpose()
}

/// The end of the log; its default before there is one.
pub(super) fn head(store: &impl Store) -> Result<LogHead, StoreError> {
    let Some(value) = store.get(Table::Meta, HEAD)? else {
        return Ok(LogHead::default());
    };
    let (seq, rest) = value.split_first_chunk().ok_or_else(damaged)?;
    let (srv_ms, hash) = rest.split_first_chunk().ok_or_else(damaged)?;
    Ok(LogHead { seq: u64::from_be_bytes(*seq), srv_ms: u64::from_be_bytes(*srv_ms), hash: exactly(hash)? })
}

/// The log's hash at a place; nothing beyond its end.
pub(super) fn hash_at(store: &impl Store, seq: u64) -> Result<Option<[u8; 32]>, StoreError> {
    if seq == 0 {
        return Ok(Some([0; 32]));
    }
    let row = store.get(Table::Log, &seq.to_be_bytes())?;
    row.map(|value| begin(&value).map(|(_, hash, _)| hash)).transpose()
}

fn link_key(agent: &AgentId, dseq: u32) -> Vec<u8> {
    [&agent.0[..], &dseq.to_be_bytes()].concat()
}

fn exactly<const N: usize>(value: &[u8]) -> Result<[u8; N], StoreError> {
    value.try_into().map_err(|_| damaged())
}

fn damaged() -> StoreError {
    StoreError("a row is not what was written".to_owned())
}

/// The books of a space, as admission wants to read them.
pub(super) struct Books<'a, S> {
    pub(super) store: &'a S,
    pub(super) membership: &'a Membership,
}

impl<S: Store> SpaceStore for Books<'_, S> {
    type Error = StoreError;

    fn head(&self) -> Result<LogHead, StoreError> {
        head(self.store)
    }

    fn hash_at(&self, seq: u64) -> Result<Option<[u8; 32]>, StoreError> {
        hash_at(self.store, seq)
    }

    fn chain_head(&self, agent: &AgentId) -> Result<ChainHead, StoreError> {
        let Some(value) = self.store.get(Table::Chain, &agent.0)? else {
            return Ok(ChainHead::default());
        };
        let (dseq, hash) = value.split_first_chunk().ok_or_else(damaged)?;
        Ok(ChainHead { dseq: u32::from_be_bytes(*dseq), hash: EnvelopeHash(exactly(hash)?) })
    }

    fn envelope_hash(&self, agent: &AgentId, dseq: u32) -> Result<Option<EnvelopeHash>, StoreError> {
        let row = self.store.get(Table::Chain, &link_key(agent, dseq))?;
        row.map(|value| exactly(&value).map(EnvelopeHash)).transpose()
    }

    fn membership(&self) -> Result<Membership, StoreError> {
        Ok(self.membership.clone())
    }

    fn usage(&self, _caller: &AgentId) -> Result<Usage, StoreError> {
        // How often somebody may push is decided before anything is read.
        Ok(Usage { log_bytes: number(self.store, LOG_BYTES)?, pushes: 0 })
    }
}
