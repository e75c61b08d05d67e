//! Sending a call to the server that served the program, and what comes back of it.

use futures_channel::mpsc::UnboundedSender;
use js_sys::{ArrayBuffer, Uint8Array};
use line::{Call, Heard};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
    WorkerGlobalScope,
};

use crate::news::Event;

/// Longer than this nobody waits for an answer to a word; a slow line gets the time that it needs for more than that.
const LONGEST_MS: i32 = 30_000;
/// A page of the log or of an inbox, or a part of a picture, is as long as it is.
const LONGEST_PAGE_MS: i32 = 180_000;
/// What the slowest line that is waited for brings away in a millisecond: 32 kbit/s.
const BYTES_A_MS: usize = 4;

/// Sends a call; the answer comes as an event.
pub(crate) fn send(call: Call, events: UnboundedSender<Event>) {
    spawn_local(async move {
        let number = call.number;
        let heard = answer(call).await.unwrap_or(Heard::Nothing);
        // The receiver lives as long as the worker.
        let _ = events.unbounded_send(Event::Heard(number, heard));
    });
}

/// Says after a while that it is time; `turn` tells whether anybody still waits for it.
pub(crate) fn wake(after_ms: i32, turn: u32, events: UnboundedSender<Event>) {
    spawn_local(async move {
        vault_idb::sleep(after_ms).await;
        let _ = events.unbounded_send(Event::Tick(turn));
    });
}

async fn answer(call: Call) -> Result<Heard, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().dyn_into()?;
    let abort = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_signal(Some(&abort.signal()));
    init.set_cache(RequestCache::NoStore);
    // A sign-in page of the network is not followed, and nothing of it is believed.
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(RequestCredentials::Omit);
    let headers = Headers::new()?;
    if let Some(credential) = &call.credential {
        headers.set("authorization", credential)?;
    }
    if !call.body.is_empty() {
        headers.set("content-type", "application/octet-stream")?;
        init.set_body(&Uint8Array::from(call.body.as_slice()));
    }
    init.set_headers(&headers);
    let request = Request::new_with_str_and_init(&call.path, &init)?;
    let slow = abort.clone();
    let page = call.path.contains("/log?") || call.path.contains("/inbox?");
    let brings = page || (call.path.contains("/part/") && call.body.is_empty());
    let longest = match brings {
        true => LONGEST_PAGE_MS,
        false => LONGEST_MS.saturating_add(i32::try_from(call.body.len() / BYTES_A_MS).unwrap_or(i32::MAX)),
    };
    spawn_local(async move {
        vault_idb::sleep(longest).await;
        slow.abort();
    });
    let response: Response = JsFuture::from(scope.fetch_with_request(&request)).await?.dyn_into()?;
    let retry_after_s = response.headers().get("retry-after")?.and_then(|text| text.parse().ok());
    let body: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    // Status 0 is a redirection: somebody else answers.
    let status = if response.status() == 0 { 302 } else { response.status() };
    Ok(Heard::Answer { status, retry_after_s, body: Uint8Array::new(&body).to_vec() })
}
