//! How far off a due date is, from the machine's clock; only for colouring, the date itself is always shown.

use ledger::date::Date;

use crate::platform::clock::Moment;

/// Days until a date like `2026-11-28`; negative when it is past.
pub(super) fn days_until(due: &str) -> Option<i32> {
    let now = Moment::now();
    let today = Date::new(u16::try_from(now.year).ok()?, now.month as u8, now.day as u8)?;
    Some(today.days_until(Date::parse_iso(due)?))
}
