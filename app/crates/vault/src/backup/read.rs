//! Reading a backup as it comes in, in pieces of any size: every chunk is verified before its content is looked at.

use super::BackupError;
use super::frame::{HEAD, Head, Keys, TRAILER};
use super::item::{Counts, Info, Item};

/// A backup being read.
pub(super) struct Reader {
    keys: Keys,
    bytes: Vec<u8>,
    content: Vec<u8>,
    chunks: u32,
    root: blake3::Hasher,
    state: State,
    info: Option<Info>,
    counts: Counts,
    claimed: Option<Counts>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Chunks,
    Trailer,
    Over,
}

/// What a whole backup has shown itself to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) info: Info,
    pub(super) counts: Counts,
    pub(super) root: [u8; 32],
}

impl Reader {
    pub(super) fn new(keys: Keys) -> Self {
        Self {
            keys,
            bytes: Vec::new(),
            content: Vec::new(),
            chunks: 0,
            root: blake3::Hasher::new(),
            state: State::Chunks,
            info: None,
            counts: Counts::default(),
            claimed: None,
        }
    }

    /// Takes the next bytes after the header; gives out the items that are complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Item>, BackupError> {
        self.bytes.extend_from_slice(bytes);
        let mut used = 0;
        while let Some(step) = self.step(used)? {
            used += step;
        }
        self.bytes.drain(..used);
        self.take_items()
    }

    /// Reads one chunk or the trailer from `at` on; `None`: more bytes are needed.
    fn step(&mut self, at: usize) -> Result<Option<usize>, BackupError> {
        let rest = &self.bytes[at..];
        match self.state {
            State::Chunks => {
                let Some((head, rest)) = rest.split_first_chunk::<HEAD>() else {
                    return Ok(None);
                };
                let head = Head::decode(self.chunks, head)?;
                let Some(sealed) = rest.get(..head.length) else {
                    return Ok(None);
                };
                let (last, content) = self.keys.open(self.chunks, &head, sealed)?;
                self.root.update(blake3::hash(sealed).as_bytes());
                self.content.extend_from_slice(&content);
                self.chunks += 1;
                if last {
                    self.state = State::Trailer;
                }
                Ok(Some(HEAD + head.length))
            }
            State::Trailer => {
                let Some(trailer) = rest.get(..TRAILER) else {
                    return Ok(None);
                };
                self.keys.check_trailer(self.chunks, &self.root(), trailer)?;
                self.state = State::Over;
                Ok(Some(TRAILER))
            }
            State::Over if rest.is_empty() => Ok(None),
            State::Over => Err(BackupError::Trailing),
        }
    }

    fn root(&self) -> [u8; 32] {
        *self.root.finalize().as_bytes()
    }

    fn take_items(&mut self) -> Result<Vec<Item>, BackupError> {
        let mut items = Vec::new();
        let mut used = 0;
        while let Some((item, length)) = Item::read(&self.content[used..]).map_err(|()| BackupError::Content)? {
            used += length;
            if self.claimed.is_some() {
                return Err(BackupError::Content);
            }
            item.count(&mut self.counts);
            match item {
                Item::Info(info) => self.info = Some(info),
                Item::End(counts) => self.claimed = Some(counts),
                item => items.push(item),
            }
        }
        self.content.drain(..used);
        Ok(items)
    }

    /// The end of the file: is it whole?
    pub(super) fn finish(&self) -> Result<Whole, BackupError> {
        if self.state != State::Over {
            return Err(BackupError::Truncated { whole: self.chunks });
        }
        let info = self.info.clone().ok_or(BackupError::Content)?;
        if self.claimed != Some(self.counts) || !self.content.is_empty() {
            return Err(BackupError::Content);
        }
        Ok(Whole { info, counts: self.counts, root: self.root() })
    }
}
