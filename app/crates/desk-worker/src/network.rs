//! What kind of network is there? Browsers on phones and tablets tell; those on most PCs do not.

use desk::message::share::NetworkKind;

/// What the browser says now.
#[cfg(target_arch = "wasm32")]
pub(crate) fn kind() -> NetworkKind {
    use js_sys::Reflect;
    use wasm_bindgen::JsValue;
    let part = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let kind = part(&part(&part(&js_sys::global(), "navigator"), "connection"), "type");
    kind.as_string().as_deref().map_or(NetworkKind::Untold, of_word)
}

/// In the words of the Network Information API.
fn of_word(word: &str) -> NetworkKind {
    match word {
        "wifi" | "ethernet" => NetworkKind::Free,
        // A phone that lends its network over bluetooth pays for it as well.
        "cellular" | "bluetooth" | "wimax" => NetworkKind::Metered,
        _ => NetworkKind::Untold,
    }
}

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    /// The network of a test.
    pub(crate) static NETWORK: std::cell::Cell<&'static str> = const { std::cell::Cell::new("") };
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn kind() -> NetworkKind {
    of_word(NETWORK.get())
}
