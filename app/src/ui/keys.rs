//! Keys that belong to an input method and not to us.
//!
//! While Chinese is being composed, Enter picks a word and letters spell one: no shortcut, search or submit may act on
//! them. Chromium marks such keys `isComposing`; the first one of a composition only has key code 229.

use web_sys::KeyboardEvent;

/// Whether the key belongs to an input method.
pub(crate) fn composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether Ctrl (or Command on a Mac) is held, and Alt is not: Ctrl+Alt types letters on some keyboards.
pub(crate) fn command(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.alt_key()
}
