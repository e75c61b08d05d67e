//! What is handed to other people and taken from them: files, copied texts, and texts drawn as a QR code.

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;
use web_sys::File;

use crate::platform::files;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Qr, Toasts, asked};

/// The bytes of the chosen file. One that cannot be read is said.
pub(super) async fn taken(toasts: Toasts, chosen: impl IntoIterator<Item = File>) -> Option<Vec<u8>> {
    match files::bytes(&chosen.into_iter().next()?).await {
        Ok(bytes) => Some(js_sys::Uint8Array::new(&bytes).to_vec()),
        Err(_) => {
            toasts.fail(words::UNREADABLE);
            None
        }
    }
}

/// The same of a file that is never longer than this: one that is gets no place in memory, and is said.
pub(super) async fn taken_short(
    toasts: Toasts,
    chosen: impl IntoIterator<Item = File>,
    most: usize,
) -> Option<Vec<u8>> {
    let file = chosen.into_iter().next()?;
    // Looked at before it is read: what people choose by mistake may be a film.
    if file.size() > most as f64 {
        toasts.fail(words::OTHER_FILE);
        return None;
    }
    taken(toasts, [file]).await
}

/// Saves a file, and says under which name; or that the browser does not save.
pub(super) fn given(toasts: Toasts, name: &str, bytes: &[u8], saved: String) {
    match files::save(name, &js_sys::Uint8Array::from(bytes).buffer()) {
        Ok(()) => toasts.say(saved),
        Err(_) => toasts.fail(words::NOT_SAVED),
    }
}

/// Copies a text, and says so; or that the browser does not allow it.
pub(super) fn copied(toasts: Toasts, text: String, done: &'static str) {
    leptos::task::spawn_local(async move {
        match files::copy(&text).await {
            Ok(()) => toasts.say(done),
            Err(_) => toasts.fail(words::NOT_COPIED),
        }
    });
}

/// A text as a QR code, once it is drawn; one that is too long for it is not.
pub(super) fn drawn(session: Session, text: StoredValue<String>, label: &'static str) -> impl Fn() -> Option<AnyView> {
    let drawing = asked(move || async move { session.vault(VaultRequest::Qr(text.get_value()), None).await });
    move || match drawing.get() {
        Some(Ok((VaultAnswer::Qr(code), _))) => Some(view! { <Qr code=code label=label /> }.into_any()),
        _ => None,
    }
}
