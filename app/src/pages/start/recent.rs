//! Which ledger was opened last on this machine, so that its owner finds it chosen.
//!
//! Only the vault's random id is kept: it says nothing about a school or a child.

use desk::message::Id;
use desk::message::vault::VaultView;

use crate::platform::preference;
use crate::route::id_hex;

const LAST: &str = "last_vault";

/// Remembers the ledger that is being opened.
pub(super) fn keep(id: &Id) {
    preference::set(LAST, &id_hex(id));
}

/// The index of the ledger opened last, or the first.
pub(super) fn index(vaults: &[VaultView]) -> usize {
    let last = preference::get(LAST).unwrap_or_default();
    vaults.iter().position(|v| id_hex(&v.id) == last).unwrap_or(0)
}
