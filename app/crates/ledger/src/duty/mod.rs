//! 应办: who is owed what, by when, and was it done?
//!
//! A [`Rule`] says how often something must happen in a [`Period`]; a [`Turn`] compares it with what was recorded. What it
//! is about is a child, or a cadre and his schools ([`About`]). Nothing of this is stored but the rules a county changed,
//! the records themselves, and the reason for a period that was closed short.

mod owed;
mod period;
mod progress;
mod rule;
mod spans;

pub use owed::{About, Owed, Per};
pub use period::{Cycle, MonthDay, Period};
pub use progress::{Closing, Progress, Recorded, Standing, Turn};
pub use rule::{Deed, Rule, shipped};
pub use spans::{joined, without};
