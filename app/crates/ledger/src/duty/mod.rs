//! 应办: who is owed what, by when, and was it done?
//!
//! A [`Rule`] says how often something must happen in a [`Period`]; a [`Turn`] compares it with what was recorded.
//! Nothing of this is stored but the rules a county changed, the records themselves, and the reason for a period that
//! was closed short.

mod period;
mod progress;
mod rule;

pub use period::{Cycle, Period};
pub use progress::{Closing, Progress, Recorded, Standing, Turn};
pub use rule::{Owed, Rule, shipped};
