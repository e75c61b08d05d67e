//! What the content of a backup is made of: one item after the other, across the borders of chunks.

use serde::{Deserialize, Serialize};
use sync::{AgentId, ChainHead, EnvelopeHash};

use crate::head::{Lane, Own};
use crate::log::Entry;
use crate::seal::VaultId;
use crate::wire;

/// No item is longer: an envelope or a chunk of an attachment.
const LIMIT: usize = 64 << 20;

/// Where a backup comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The vault.
    pub vault: VaultId,
    /// The label that vault had on its machine.
    pub label: String,
    /// When the backup was begun, by that machine's clock.
    pub at_ms: u64,
    /// Who wrote there, and how far that chain had come. A restored vault writes as somebody new.
    pub own: Own,
}

/// How much a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Envelopes.
    pub envelopes: u32,
    /// Attachments.
    pub blobs: u32,
    /// Named items.
    pub items: u32,
    /// Entries of the access log.
    pub accesses: u32,
    /// Drafts.
    pub drafts: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredInfo {
    vault: VaultId,
    label: String,
    at_ms: u64,
    agent: [u8; 16],
    dseq: u32,
    hash: [u8; 32],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Info(Info),
    Envelope(Lane, Entry),
    Named(u32, Vec<u8>),
    BlobChunk {
        blob: [u8; 16],
        chunk: u32,
        last: bool,
        bytes: Vec<u8>,
    },
    Access(Vec<u8>),
    Draft(Vec<u8>),
    End(Counts),
    /// What waits to be sent, by name.
    Waiting(Vec<u8>, Vec<u8>),
}

impl Item {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; 5]);
        let kind = match self {
            Self::Info(info) => {
                let stored = StoredInfo {
                    vault: info.vault,
                    label: info.label.clone(),
                    at_ms: info.at_ms,
                    agent: info.own.agent.0,
                    dseq: info.own.chain.dseq,
                    hash: info.own.chain.hash.0,
                };
                out.extend(wire::encode(&stored));
                1
            }
            Self::Envelope(lane, entry) => {
                out.push(u8::from(*lane == Lane::Own));
                out.extend_from_slice(&entry.compartment.to_le_bytes());
                out.extend_from_slice(&entry.dseq.to_le_bytes());
                out.extend_from_slice(&entry.bytes);
                2
            }
            Self::Named(id, bytes) => {
                out.extend_from_slice(&id.to_le_bytes());
                out.extend_from_slice(bytes);
                3
            }
            Self::BlobChunk { blob, chunk, last, bytes } => {
                out.extend_from_slice(blob);
                out.extend_from_slice(&chunk.to_le_bytes());
                out.push((*last).into());
                out.extend_from_slice(bytes);
                4
            }
            Self::Access(content) => {
                out.extend_from_slice(content);
                5
            }
            Self::Draft(draft) => {
                out.extend_from_slice(draft);
                6
            }
            Self::End(counts) => {
                out.extend(wire::encode(counts));
                7
            }
            Self::Waiting(name, bytes) => {
                // Names are a few numbers.
                out.push(name.len() as u8);
                out.extend_from_slice(name);
                out.extend_from_slice(bytes);
                8
            }
        };
        let length = (out.len() - start - 5) as u32;
        out[start] = kind;
        out[start + 1..start + 5].copy_from_slice(&length.to_le_bytes());
    }

    /// Takes one item from the front; `Ok(None)`: more bytes are needed; `Err`: this is no item.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, ()> {
        let Some((head, rest)) = bytes.split_first_chunk::<5>() else {
            return Ok(None);
        };
        let [kind, length @ ..] = *head;
        let length = u32::from_le_bytes(length) as usize;
        if length > LIMIT {
            return Err(());
        }
        let Some(body) = rest.get(..length) else {
            return Ok(None);
        };
        let item = Self::decode(kind, body).ok_or(())?;
        Ok(Some((item, length + 5)))
    }

    fn decode(kind: u8, body: &[u8]) -> Option<Self> {
        Some(match kind {
            1 => {
                let stored: StoredInfo = wire::decode(body)?;
                Self::Info(Info {
                    vault: stored.vault,
                    label: stored.label,
                    at_ms: stored.at_ms,
                    own: Own {
                        agent: AgentId(stored.agent),
                        chain: ChainHead { dseq: stored.dseq, hash: EnvelopeHash(stored.hash) },
                    },
                })
            }
            2 => {
                let (&[own], rest) = body.split_first_chunk::<1>()?;
                let (compartment, rest) = rest.split_first_chunk::<2>()?;
                let (dseq, bytes) = rest.split_first_chunk::<4>()?;
                let lane = if own == 0 { Lane::Received } else { Lane::Own };
                let entry = Entry {
                    compartment: u16::from_le_bytes(*compartment),
                    dseq: u32::from_le_bytes(*dseq),
                    bytes: bytes.to_vec(),
                };
                Self::Envelope(lane, entry)
            }
            3 => {
                let (id, bytes) = body.split_first_chunk::<4>()?;
                Self::Named(u32::from_le_bytes(*id), bytes.to_vec())
            }
            4 => {
                let (blob, rest) = body.split_first_chunk::<16>()?;
                let (chunk, rest) = rest.split_first_chunk::<4>()?;
                let (&[last], bytes) = rest.split_first_chunk::<1>()?;
                Self::BlobChunk {
                    blob: *blob,
                    chunk: u32::from_le_bytes(*chunk),
                    last: last != 0,
                    bytes: bytes.to_vec(),
                }
            }
            5 => Self::Access(body.to_vec()),
            6 => Self::Draft(body.to_vec()),
            7 => Self::End(wire::decode(body)?),
            8 => {
                let (&length, rest) = body.split_first()?;
                let (name, bytes) = rest.split_at_checked(usize::from(length))?;
                Self::Waiting(name.to_vec(), bytes.to_vec())
            }
            _ => return None,
        })
    }

    /// Counts this item in.
    pub(super) fn count(&self, counts: &mut Counts) {
        match self {
            Self::Envelope(..) => counts.envelopes += 1,
            Self::Named(..) => counts.items += 1,
            Self::BlobChunk { last, .. } => counts.blobs += u32::from(*last),
            Self::Access(_) => counts.accesses += 1,
            Self::Draft(_) => counts.drafts += 1,
            Self::Info(_) | Self::End(_) | Self::Waiting(..) => {}
        }
    }
}
