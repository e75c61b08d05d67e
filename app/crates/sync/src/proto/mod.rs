//! What do client and server say to each other? Version 1, binary bodies, `application/octet-stream`.
//!
//! Every body begins with the version and has one encoding; whoever reads one refuses any other bytes, and none makes it
//! panic or allocate more than what came. Lengths are bytes, times are milliseconds since 1970 by the server's clock.
//!
//! | call | request | answer |
//! |---|---|---|
//! | `POST /v1/spaces` | [`PushAsk`] with the founding alone | [`PushAnswer`] |
//! | `POST /v1/s/{space}/auth` | [`AuthAsk`] | [`AuthAnswer`] |
//! | `POST /v1/s/{space}/push` | [`PushAsk`] | [`PushAnswer`] |
//! | `GET /v1/s/{space}/log?since=..` | [`LogAsk`] as the query | [`LogPage`] |
//! | `POST /v1/s/{space}/refill` | a [`LogPage`] with what the log lacks after its end, by a member that still has it | [`PushAnswer`] |
//! | `GET /v1/s/{space}/head` | | [`HeadAnswer`] |
//! | `PUT`, `GET /v1/s/{space}/part/{hash}` | a sealed part: a shard of a snapshot, a chunk of a photo | the same |
//! | `PUT`, `GET /v1/s/{space}/mail/{invite}` | a [`JoinRequest`](crate::members::JoinRequest), by whoever was invited | the same, to an admin |
//! | `PUT`, `GET /v1/s/{space}/welcome/{invite}` | the inviting device's number, by an admin | the same, to anybody |
//! | `PUT`, `GET`, `POST /v1/s/{space}/code/{room}` | an admin opens a short code with its first message, looks for the other's message and proof, answers them; no answer ends the code | what the other side said |
//! | `POST`, `PUT /v1/code/{room}` | whoever was told the code: the first message, then that and the proof | the first message of the inviting device; its answer once it is there |
//! | `POST /v1/inbox/{county}` | [`InboxPost`] | [`InboxReceipt`] |
//! | `GET /v1/s/{county}/inbox?since=..` | by a member | [`InboxPage`] |
//! | `PUT /v1/s/{county}/ack` | [`AckPost`], by a member who writes | |
//! | `POST /v1/inbox/{county}/acks` | [`AckAsk`], by a listed school | [`AckPage`] |
//!
//! A part is named by the BLAKE3 hash of its bytes ([`part_id`]), so it never changes and may be put any number of times.

mod ack;
mod auth;
mod code;
mod inbox;
mod page;
mod push;

pub use self::ack::{AckAsk, AckPage, AckPost, MAX_ACK_ASKS, MAX_ACK_BYTES, MAX_ACKS};
pub use self::auth::{AuthAnswer, AuthAsk};
pub use self::code::{CODE_MESSAGE, CODE_MS, CODE_PROOF, CODE_ROOMS, MAX_CODE_ANSWER};
pub use self::inbox::{InboxLeft, InboxPage, InboxPost, InboxReceipt, MAX_INBOX_BYTES};
pub use self::page::{HeadAnswer, LogAsk, LogPage};
pub use self::push::{PushAnswer, PushAsk};
use crate::wire::{Reader, WireError};

/// The version of the protocol this build speaks.
pub const PROTOCOL: u8 = 1;
/// Envelopes in one push, at most: what keeps a server busy for a moment, and no longer.
pub const MAX_PUSH_ENVELOPES: usize = 250;
/// Bytes of the envelopes of one push, at most.
pub const MAX_PUSH_BYTES: usize = 900_000;
/// Entries of one page, at most.
pub const MAX_PAGE_ENTRIES: usize = 1_000;
/// Bytes of one page's entries, at most; one entry always fits.
pub const MAX_PAGE_BYTES: usize = 900_000;
/// Bytes of a part, at most: a mebibyte, and its seal.
pub const MAX_PART_BYTES: usize = (1 << 20) + 1024;

/// The name of a part: whoever stores or fetches one compares.
pub fn part_id(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// Begins to read a body.
fn begin(bytes: &[u8]) -> Result<Reader<'_>, WireError> {
    let mut reader = Reader::new(bytes);
    if reader.byte()? == PROTOCOL { Ok(reader) } else { Err(WireError::OutOfRange) }
}
