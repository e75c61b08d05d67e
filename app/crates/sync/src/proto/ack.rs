//! What a county answers the schools that left something in its inbox. The server can tell whom, about what was left, and
//! how often; no more.

use super::{PROTOCOL, begin};
use crate::ids::SpaceId;
use crate::seal::{AgentKeys, AgentSecret, Signature};
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// A sealed ack is never larger.
pub const MAX_ACK_BYTES: usize = 4_096;
/// So many can be said of one submission.
pub const MAX_ACKS: usize = 16;
/// So many submissions are asked about at once.
pub const MAX_ACK_ASKS: usize = 8;

const PURPOSE: &str = "sx-ack-ask-v1";

/// An ack: signed inside, sealed to the school's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AckPost {
    /// To which school.
    pub school: SpaceId,
    /// About what it left: [`InboxPost::name`](super::InboxPost::name).
    pub of: [u8; 32],
    /// HPKE to the school's key.
    pub sealed: Vec<u8>,
}

impl AckPost {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.school.0);
        out.extend_from_slice(&self.of);
        put_bytes(out, &self.sealed);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        let (school, of) = (SpaceId(reader.array()?), reader.array()?);
        let sealed = reader.bytes()?.to_vec();
        if sealed.len() > MAX_ACK_BYTES { Err(WireError::OutOfRange) } else { Ok(Self { school, of, sealed }) }
    }

    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        self.put(&mut out);
        out
    }

    /// Reads what [`AckPost::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let post = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(post)
    }
}

/// Acks together: an answer of the server, and what stands in a file for a stick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AckPage {
    /// In the order in which they were left.
    pub acks: Vec<AckPost>,
}

impl AckPage {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        put_number(&mut out, self.acks.len() as u64);
        self.acks.iter().for_each(|ack| ack.put(&mut out));
        out
    }

    /// Reads what [`AckPage::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let count = reader.count(16 + 32 + 1)?;
        let acks = (0..count).map(|_| AckPost::read(&mut reader)).collect::<Result<_, _>>()?;
        reader.finish()?;
        Ok(Self { acks })
    }
}

/// A school asks for what was said of what it left. It proves that it is the school by its listed submission key: the
/// proof is good at one county and for these submissions, and gives whoever overhears it nothing that opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AckAsk {
    /// Which school.
    pub school: SpaceId,
    /// About what it left.
    pub of: Vec<[u8; 32]>,
    signature: Signature,
}

impl AckAsk {
    /// Asks a county about submissions.
    pub fn new(county: SpaceId, school: SpaceId, of: Vec<[u8; 32]>, secret: &AgentSecret) -> Self {
        let mut ask = Self { school, of, signature: [0; 64] };
        ask.signature = secret.sign(PURPOSE, &ask.message(county));
        ask
    }

    /// Whether whoever holds this key asks this county.
    pub fn is_by(&self, county: SpaceId, school: &AgentKeys) -> bool {
        school.verify(PURPOSE, &self.message(county), &self.signature)
    }

    fn message(&self, county: SpaceId) -> Vec<u8> {
        [&county.0[..], &self.inside()].concat()
    }

    fn inside(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        out.extend_from_slice(&self.school.0);
        put_number(&mut out, self.of.len() as u64);
        self.of.iter().for_each(|of| out.extend_from_slice(of));
        out
    }

    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.inside();
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`AckAsk::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let school = SpaceId(reader.array()?);
        let count = reader.count(32)?;
        if count > MAX_ACK_ASKS {
            return Err(WireError::OutOfRange);
        }
        let of = (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?;
        let signature = reader.array()?;
        reader.finish()?;
        Ok(Self { school, of, signature })
    }
}
