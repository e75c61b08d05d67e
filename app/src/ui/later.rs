//! Drawing a page in several tasks, so that none keeps the page's thread for long.

use std::time::Duration;

use leptos::prelude::*;

/// Counts from 0 to `parts` as what is drawn is painted. What comes later on a page, or costs most, waits for its number.
pub(crate) fn painted(parts: u8) -> ReadSignal<u8> {
    let (done, set_done) = signal(0);
    next(set_done, 1, parts);
    done
}

fn next(set_done: WriteSignal<u8>, part: u8, parts: u8) {
    request_animation_frame(move || {
        let told = move || {
            // The page may be gone by then.
            if set_done.try_set(part).is_none() && part < parts {
                next(set_done, part + 1, parts);
            }
        };
        set_timeout(told, Duration::ZERO);
    });
}
