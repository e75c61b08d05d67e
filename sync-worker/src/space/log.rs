//! The log in pages, its end, and listening to it.

use sync::admit::shows;
use sync::log::Entry;
use sync::proto::{HeadAnswer, LogAsk, LogPage, MAX_PAGE_BYTES};
use sync::{AgentId, Clock, Rng};

use super::rows::{self, LogRow};
use super::{Ask, Effects, Space};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, Table};

/// Entries are read from the disk up to this many bytes for one page, those counted whose payload is left out.
const MOST_READ: usize = 8 << 20;

impl<S: Store> Space<S> {
    pub(super) fn log<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        wanted: &LogAsk,
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        let Some(since_hash) = rows::hash_at(&self.store, wanted.since)? else {
            // Beyond the end: the end alone says what a client has to know.
            let page = self.page(wanted.since, [0; 32], Vec::new(), machine)?;
            return Ok(Answer::bytes(200, page.encode()));
        };
        let entries = self.entries(&caller, wanted)?;
        let page = self.page(wanted.since, since_hash, entries, machine)?;
        Ok(Answer::bytes(200, page.encode()))
    }

    pub(super) fn head<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        self.caller(ask, machine)?;
        let head = rows::head(&self.store)?;
        let answer = HeadAnswer { head, generation: self.generation()?, server_ms: machine.now_ms() };
        Ok(Answer::bytes(200, answer.encode()))
    }

    pub(super) fn listen<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        machine: &mut M,
        effects: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let caller = self.caller(ask, machine)?;
        effects.listen = Some((caller, rows::head(&self.store)?.seq));
        // The host makes a socket of the connection; this is the answer where it cannot.
        Ok(Answer::json(426, r#"{"error":"upgrade_required"}"#))
    }

    fn page<M: Clock + Rng>(
        &self,
        since: u64,
        since_hash: [u8; 32],
        entries: Vec<Entry>,
        machine: &mut M,
    ) -> Result<LogPage, Refusal> {
        let (head, generation) = (rows::head(&self.store)?, self.generation()?);
        Ok(LogPage { since, since_hash, head, generation, server_ms: machine.now_ms(), entries })
    }

    /// The entries after a place. A payload of data is there only where the caller holds the compartment and wants it.
    fn entries(&mut self, caller: &AgentId, wanted: &LogAsk) -> Result<Vec<Entry>, Refusal> {
        let Some(first) = wanted.since.checked_add(1) else {
            return Ok(Vec::new());
        };
        let members = self.membership()?.ok_or(Refusal::Credential)?.clone();
        let mut entries: Vec<Entry> = Vec::new();
        let (mut bytes, mut read) = (0, 0);
        let mut failed = None;
        self.store.scan(Table::Log, &first.to_be_bytes(), &mut |_, value| {
            let row = match LogRow::read(value) {
                Ok(row) => row,
                Err(error) => {
                    failed = Some(error);
                    return false;
                }
            };
            let seq = first + entries.len() as u64;
            let whole = shows(&members, caller, wanted, seq, row.outside.header());
            let overhead = value.len() - row.payload.len();
            let size = if whole { value.len() } else { overhead };
            read += value.len();
            // The first entry always fits: it was let in.
            if !entries.is_empty() && (bytes + size > MAX_PAGE_BYTES || read > MOST_READ) {
                return false;
            }
            bytes += size;
            let payload = whole.then(|| row.payload.to_vec());
            entries.push(Entry { seq, srv_ms: row.srv_ms, outside: row.outside, payload });
            entries.len() < wanted.limit as usize
        })?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(entries),
        }
    }
}
