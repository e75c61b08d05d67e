//! How long may an answer take? A wait that ends, in a window as in a worker.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits for some milliseconds; where there is no timer, not at all.
pub async fn sleep(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let global = js_sys::global();
        let started = Reflect::get(&global, &JsValue::from_str("setTimeout"))
            .and_then(|timer| timer.dyn_into::<Function>())
            .and_then(|timer| timer.call2(&global, &resolve, &JsValue::from(ms)));
        if started.is_err() {
            // Resolving a promise does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// The answer, or the unfinished future when the time is up.
pub(crate) async fn within<F: Future + Unpin>(ms: i32, mut future: F) -> Result<F::Output, F> {
    let mut timer = Box::pin(sleep(ms));
    let answer = std::future::poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await;
    answer.ok_or(future)
}
