//! One window writes, the others follow. The browser's lock says who; the vault's fencing counter makes sure.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::WorkerGlobalScope;

/// A lock that is held until this is dropped, or the worker ends.
#[derive(Debug)]
pub(crate) struct Hold(Function);

impl Drop for Hold {
    fn drop(&mut self) {
        // Resolving a promise does not throw.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// What came of asking for a lock.
#[derive(Debug)]
pub(crate) enum Grant {
    /// It is held here.
    Held(Hold),
    /// Somebody else holds it.
    Taken,
    /// The browser has no locks.
    NoLocks,
}

impl Grant {
    /// The lock, if it was got.
    pub(crate) fn held(self) -> Option<Hold> {
        match self {
            Grant::Held(hold) => Some(hold),
            Grant::Taken | Grant::NoLocks => None,
        }
    }
}

/// Asks for the writing lock of a ledger and holds it until the worker ends. `steal` takes it from another window.
/// Browsers without locks answer yes: there the fencing counter alone keeps order.
pub(crate) async fn take(name: &str, steal: bool) -> bool {
    match ask(name, steal).await {
        Grant::Held(hold) => {
            // Never let go: it ends with the worker.
            std::mem::forget(hold);
            true
        }
        Grant::NoLocks => true,
        Grant::Taken => false,
    }
}

/// Asks for a lock that is let go again.
pub(crate) async fn hold(name: &str) -> Grant {
    ask(name, false).await
}

async fn ask(name: &str, steal: bool) -> Grant {
    let (tell, told) = futures_channel::oneshot::channel();
    let granted = Closure::once_into_js(move |lock: JsValue| {
        if lock.is_null() {
            // The receiver waits at the end of this function.
            let _ = tell.send(Grant::Taken);
            return Promise::resolve(&JsValue::NULL);
        }
        // The lock is held until this promise is kept.
        let mut keep = None;
        let held = Promise::new(&mut |resolve, _| keep = Some(resolve));
        let _ = tell.send(keep.map_or(Grant::NoLocks, |keep| Grant::Held(Hold(keep))));
        held
    });
    let Some(request) = request(name, steal, granted.unchecked_ref()) else { return Grant::NoLocks };
    // A stolen lock rejects the promise of the loser: it is told by the fencing counter, not here.
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(request).await;
    });
    told.await.unwrap_or(Grant::NoLocks)
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
