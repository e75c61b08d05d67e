//! 短码: nine digits that one person reads out and another types, in place of a link.
//!
//! The first three digits name a room of the server, and all nine are the password of a SPAKE2 exchange. What passes through
//! the room cannot be tried out anywhere else, so whoever runs the server, or is quicker than the invited, has one guess in a
//! million with each side; a wrong one ends the code. Both sides prove that they hold the same key before the invitation is
//! sealed under it, and then everything goes on as with a link: the six digits are compared all the same.
//!
//! Both sides can be ended and begun again at any step: what they draw follows from a seed that is stored, and what the other
//! side has said is stored before it is answered. So a device never answers two of them under one code.

mod digits;
mod guest;
mod invited;
mod inviting;
mod pake;

#[cfg(test)]
mod tests;

pub use digits::Digits;
pub use guest::{Guest, GuestNews, GuestNext};
pub use invited::{Invited, Over};
pub use inviting::{CodeErrand, Ended, Inviting, Stage};
