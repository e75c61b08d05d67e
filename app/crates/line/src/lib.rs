//! When do a device and its server speak, and about what? Calls go out, answers come in; nothing here does I/O.
//!
//! A [`Line`] belongs to one [`Device`](sync::device::Device). Whoever drives it asks for the [`Next`] step, stores what
//! has to be stored before a call is sent, sends it, and tells what was [`Heard`]. Everything a server or a network can
//! answer leads to a step, a wait or a [`Trouble`] that people have a sentence for; none of it drops anything.
//!
//! The order of a round: who one is, then the log until there is no more of it, then what is written here, and the log
//! again, for acceptance is learned from the log alone. While a form is open (`hold`) nothing is taken in, so that what is
//! on the screen is what its author has seen; what was saved still goes out.

mod call;
mod code;
mod files;
mod invitation;
mod record;
mod round;
mod trouble;
mod wire;

pub use call::{Call, Heard};
pub use code::{CodeErrand, Digits, Ended, Guest, GuestNews, GuestNext, Invited, Inviting, Over, Stage};
pub use files::{JoinAnswer, JoinFile};
pub use invitation::{Invitation, open_label, seal_label};
pub use record::{read_entry, write_entry};
pub use round::{Round, Rounds};
pub use trouble::{Stopped, Trouble};
pub use wire::{
    CodeNews, Errand, Line, Listen, News, Next, PartErrand, PartName, PartNews, PartTurn, UpErrand, UpNews, Wish,
};

#[cfg(test)]
mod part_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod up_tests;
