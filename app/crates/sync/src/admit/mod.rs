//! May these envelopes enter the log, and where?
//!
//! The whole answer of a server, without a server: everything is read through [`SpaceStore`], everything is checked
//! before the first row is named, and the rows to write come back as a list. A host writes all of them in one
//! transaction and answers only then. Nothing here can look inside an envelope.

mod anew;
mod answer;
pub mod memory;
mod page;
mod push;
mod refill;
mod token;

pub use self::anew::anew;
pub use self::answer::{Refused, Retry};
pub use self::page::shows;
pub use self::push::{Admitted, Limits, MEMBERS_RESERVE_BYTES, Row, SpaceStore, Usage, admit, found};
pub use self::refill::refill;
pub use self::token::{
    AUTH_CHALLENGE_MS, Challenge, ServerSecret, TOKEN_MS, Token, TokenError, auth_message, challenge, check_token,
    issue,
};
