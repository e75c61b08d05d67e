//! A page of the log, how it is asked for, and the log's end alone.

use super::{MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, PROTOCOL, begin};
use crate::header::MAX_PAYLOAD_BYTES;
use crate::log::{Entry, LogHead};
use crate::seal::Outside;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// What part of the log is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogAsk {
    /// Entries after this place.
    pub since: u64,
    /// At most so many, and never more than [`MAX_PAGE_ENTRIES`].
    pub limit: u32,
    /// Payloads of data are wanted only after this place: whoever has a snapshot needs none before it. Changes of the
    /// membership and words about snapshots always come whole.
    pub payloads_after: u64,
}

/// A page. Its entries have the places after `since`, one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// The place before the first entry.
    pub since: u64,
    /// The log's hash there.
    pub since_hash: [u8; 32],
    /// The end of the whole log.
    pub head: LogHead,
    /// Random, made when the server's storage was set up: another one means another, or an older, storage.
    pub generation: [u8; 16],
    /// The server's time when it answered.
    pub server_ms: u64,
    /// The entries. Payloads of compartments the caller may not read are not there.
    pub entries: Vec<Entry>,
}

/// The end of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadAnswer {
    /// The end.
    pub head: LogHead,
    /// As in [`LogPage::generation`].
    pub generation: [u8; 16],
    /// The server's time.
    pub server_ms: u64,
}

impl LogAsk {
    /// The query that goes behind the question mark.
    pub fn to_query(&self) -> String {
        format!("since={}&limit={}&payloads_after={}", self.since, self.limit, self.payloads_after)
    }

    /// Reads a query; what is not there has its default, what is not known or not a number is refused.
    pub fn from_query(query: &str) -> Option<Self> {
        let mut ask = Self { since: 0, limit: MAX_PAGE_ENTRIES as u32, payloads_after: 0 };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            match name {
                "since" => ask.since = value.parse().ok()?,
                "limit" => ask.limit = value.parse().ok()?,
                "payloads_after" => ask.payloads_after = value.parse().ok()?,
                _ => return None,
            }
        }
        ask.limit = ask.limit.clamp(1, MAX_PAGE_ENTRIES as u32);
        Some(ask)
    }
}

impl LogPage {
    /// Whether there is more behind it.
    pub fn more(&self) -> bool {
        self.since + (self.entries.len() as u64) < self.head.seq
    }

    /// A log of any length in pages as a server would cut it; one without entries is one page.
    pub fn cut(self) -> Vec<LogPage> {
        let (mut pages, mut rest) = (Vec::new(), self);
        loop {
            let (mut count, mut bytes) = (0, 0);
            while let Some(entry) = rest.entries.get(count).filter(|_| count < MAX_PAGE_ENTRIES) {
                bytes += entry.size();
                if count > 0 && bytes > MAX_PAGE_BYTES {
                    break;
                }
                count += 1;
            }
            let entries = rest.entries.split_off(count);
            let later = LogPage { since: rest.since + count as u64, entries, ..rest };
            pages.push(rest);
            if later.entries.is_empty() {
                return pages;
            }
            rest = later;
        }
    }

    /// The log that was cut; nothing if a page is missing or from elsewhere, or there is none.
    pub fn join(pages: impl IntoIterator<Item = LogPage>) -> Option<LogPage> {
        let mut pages = pages.into_iter();
        let mut log = pages.next()?;
        for page in pages {
            if page.since != log.since + log.entries.len() as u64 || page.head != log.head {
                return None;
            }
            log.entries.extend(page.entries);
        }
        Some(log)
    }

    /// The same log, after a place that is known: what comes before is taken out. Nothing if it ends before it, or begins
    /// after it.
    pub fn after(mut self, known: &LogHead) -> Option<LogPage> {
        let skip = usize::try_from(known.seq.checked_sub(self.since)?).ok()?;
        if skip > self.entries.len() {
            return None;
        }
        (self.since, self.since_hash) = (known.seq, known.hash);
        self.entries.drain(..skip);
        Some(self)
    }

    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        put_number(&mut out, self.since);
        out.extend_from_slice(&self.since_hash);
        put_head(&mut out, &self.head);
        out.extend_from_slice(&self.generation);
        put_number(&mut out, self.server_ms);
        put_number(&mut out, self.entries.len() as u64);
        for entry in &self.entries {
            put_number(&mut out, entry.srv_ms);
            put_bytes(&mut out, &entry.outside.encode());
            out.push(u8::from(entry.payload.is_some()));
            if let Some(payload) = &entry.payload {
                put_bytes(&mut out, payload);
            }
        }
        out
    }

    /// Reads what [`LogPage::encode`] wrote and nothing else. Whether it is true is for a
    /// [`Follower`](crate::log::Follower) to say.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > MAX_PAGE_BYTES + MAX_PAYLOAD_BYTES + (1 << 16) {
            return Err(WireError::OutOfRange);
        }
        let mut reader = begin(bytes)?;
        let (since, since_hash) = (reader.number()?, reader.array()?);
        let (head, generation, server_ms) = (read_head(&mut reader)?, reader.array()?, reader.number()?);
        let count = reader.count(1 + 1 + 200 + 1)?;
        if count > MAX_PAGE_ENTRIES || since.checked_add(count as u64).is_none() {
            return Err(WireError::OutOfRange);
        }
        let mut entries = Vec::with_capacity(count);
        for step in 1..=count as u64 {
            let srv_ms = reader.number()?;
            let bytes = reader.bytes()?;
            let (outside, len) = Outside::decode(bytes).map_err(|_| WireError::NotCanonical)?;
            if len != bytes.len() {
                return Err(WireError::Trailing);
            }
            let payload = if reader.flag()? { Some(reader.bytes()?.to_vec()) } else { None };
            entries.push(Entry { seq: since + step, srv_ms, outside, payload });
        }
        reader.finish()?;
        Ok(Self { since, since_hash, head, generation, server_ms, entries })
    }
}

impl HeadAnswer {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        put_head(&mut out, &self.head);
        out.extend_from_slice(&self.generation);
        put_number(&mut out, self.server_ms);
        out
    }

    /// Reads what [`HeadAnswer::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let answer = Self { head: read_head(&mut reader)?, generation: reader.array()?, server_ms: reader.number()? };
        reader.finish()?;
        Ok(answer)
    }
}

pub(super) fn put_head(out: &mut Vec<u8>, head: &LogHead) {
    put_number(out, head.seq);
    out.extend_from_slice(&head.hash);
    put_number(out, head.srv_ms);
}

pub(super) fn read_head(reader: &mut Reader<'_>) -> Result<LogHead, WireError> {
    Ok(LogHead { seq: reader.number()?, hash: reader.array()?, srv_ms: reader.number()? })
}
