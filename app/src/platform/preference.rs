//! Small choices about this machine (large text, minutes until locking), kept in localStorage.
//!
//! Readable by anybody at the machine, therefore never anything about a school or a child.

fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// A choice made earlier.
pub(crate) fn get(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Remembers a choice; a browser that refuses keeps it until the page is closed.
pub(crate) fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(name), value);
    }
}

fn key(name: &str) -> String {
    format!("shouxue.{name}")
}
