//! Where two devices meet by a short code (短码): the sizes of what passes through a room of the server.
//!
//! The first three of nine digits name the room; the rest is a password that is in none of these messages in a form that
//! could be tried out elsewhere. What the messages are is the business of the two devices: a server only passes them on.

/// Rooms of a server: what three digits can name.
pub const CODE_ROOMS: u16 = 1_000;
/// How long a code is good for, from its opening on.
pub const CODE_MS: u64 = 600_000;
/// Bytes of what each side says first.
pub const CODE_MESSAGE: usize = 33;
/// Bytes by which each side proves that it knows the code.
pub const CODE_PROOF: usize = 32;
/// Bytes of the last answer, at most: a proof and a sealed invitation.
pub const MAX_CODE_ANSWER: usize = 512;
