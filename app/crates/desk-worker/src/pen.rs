//! One window writes, the others follow. The browser's lock says who; the vault's fencing counter makes sure.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::WorkerGlobalScope;

/// Asks for the writing lock of a ledger and holds it until the worker ends. `steal` takes it from another window.
/// Browsers without locks answer yes: there the fencing counter alone keeps order.
pub(crate) async fn take(name: &str, steal: bool) -> bool {
    let (tell, told) = futures_channel::oneshot::channel();
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let got = !lock.is_null();
        // The receiver waits at the end of this function.
        let _ = tell.send(got);
        // A promise that is never kept holds the lock for as long as the worker lives.
        if got { Promise::new(&mut |_, _| ()) } else { Promise::resolve(&JsValue::NULL) }
    });
    let Some(request) = request(name, steal, granted.unchecked_ref()) else { return true };
    // A stolen lock rejects the promise of the loser: it is told by the fencing counter, not here.
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(request).await;
    });
    told.await.unwrap_or(true)
}

/// `navigator.locks.request(name, {steal | ifAvailable}, granted)`, called by name: the bindings' own are not stable yet.
fn request(name: &str, steal: bool, granted: &Function) -> Option<Promise> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let navigator: JsValue = scope.navigator().into();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    let ask: Function = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let how = if steal { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &JsValue::from_str(how), &JsValue::TRUE).ok()?;
    ask.call3(&locks, &JsValue::from_str(name), &options, granted).ok()?.dyn_into().ok()
}
