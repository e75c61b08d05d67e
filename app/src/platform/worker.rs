//! The page's end of the wire to a Web Worker.
//!
//! A message is a JavaScript array of one or two transferred buffers: postcard bytes, and the bytes of a file if there
//! is one. The worker says that it is ready by posting an empty array; what is sent before waits here. Dropping the
//! link terminates the worker, and with it every key and every child it held.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

/// A file's bytes, outside of wasm memory so that handing them over copies nothing.
pub(crate) type Payload = ArrayBuffer;

/// The workers of this build, by the name of the `<meta>` element that holds their address.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// The engine.
    Desk,
    /// Reads and writes list files.
    File,
}

impl Kind {
    fn address(self) -> String {
        let (name, usual) = match self {
            Kind::Desk => ("desk-worker", "/desk-worker_loader.js"),
            Kind::File => ("file-worker", "/file-worker_loader.js"),
        };
        web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.query_selector(&format!("meta[name=\"{name}\"]")).ok().flatten())
            .and_then(|m| m.get_attribute("content"))
            .unwrap_or_else(|| usual.to_owned())
    }
}

/// Where the page's modules find the engine: a property of the window.
const SHARED: &str = "shouxueEngine";

/// A running worker.
pub(crate) struct Link {
    worker: Worker,
    // `None` once the worker is ready.
    waiting: Rc<RefCell<Option<Vec<Array>>>>,
    on_message: Closure<dyn Fn(MessageEvent)>,
    // `None` in a module that has joined a worker which is not its own.
    on_error: Option<Closure<dyn Fn(Event)>>,
}

impl Link {
    /// Starts a worker. `told` gets every message, `broken` the words of an error that ended it.
    pub(crate) fn open(
        kind: Kind,
        told: impl Fn(Vec<u8>, Option<Payload>) + 'static,
        broken: impl Fn(String) + 'static,
    ) -> Result<Link, JsValue> {
        let worker = Worker::new(&kind.address())?;
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let (worker, waiting) = (worker.clone(), waiting.clone());
            move |event: MessageEvent| {
                let Ok(parts) = event.data().dyn_into::<Array>() else { return };
                match parts.get(0).dyn_into::<ArrayBuffer>() {
                    Ok(message) => told(Uint8Array::new(&message).to_vec(), parts.get(1).dyn_into().ok()),
                    Err(_) => {
                        let queued = waiting.borrow_mut().take().unwrap_or_default();
                        queued.iter().for_each(|parts| transfer(&worker, parts));
                    }
                }
            }
        });
        // A worker whose script could not be fetched is told of by a plain event, which has no words.
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let words = Reflect::get(&event, &JsValue::from_str("message")).ok().and_then(|words| words.as_string());
            broken(words.unwrap_or_default());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Link { worker, waiting, on_message, on_error: Some(on_error) })
    }

    /// Lets the page's other module join.
    pub(crate) fn share(&self) {
        // Refused only for a frozen window, which a page cannot have.
        let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(SHARED), &self.worker);
    }

    /// Joins the worker that another module of the page has started; `told` gets every message, those to others too.
    pub(crate) fn join(told: impl Fn(Vec<u8>, Option<Payload>) + 'static) -> Option<Link> {
        let worker: Worker = Reflect::get(&js_sys::global(), &JsValue::from_str(SHARED)).ok()?.dyn_into().ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Ok(parts) = event.data().dyn_into::<Array>() else { return };
            if let Ok(message) = parts.get(0).dyn_into::<ArrayBuffer>() {
                told(Uint8Array::new(&message).to_vec(), parts.get(1).dyn_into().ok());
            }
        });
        worker.add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref()).ok()?;
        Some(Link { worker, waiting: Rc::default(), on_message, on_error: None })
    }

    /// Whether it leads to the worker that the page shares now; the one before may have been ended.
    pub(crate) fn is_current(&self) -> bool {
        let own: &JsValue = self.worker.as_ref();
        Reflect::get(&js_sys::global(), &JsValue::from_str(SHARED)).is_ok_and(|now| now == *own)
    }

    /// Sends a message; `payload` is given away, not copied.
    pub(crate) fn post(&self, message: &[u8], payload: Option<&Payload>) {
        let parts = Array::of1(&Uint8Array::from(message).buffer());
        if let Some(payload) = payload {
            parts.push(payload);
        }
        match self.waiting.borrow_mut().as_mut() {
            Some(queue) => queue.push(parts),
            None => transfer(&self.worker, &parts),
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if self.on_error.is_none() {
            // Refused only for a listener that is not there.
            let _ =
                self.worker.remove_event_listener_with_callback("message", self.on_message.as_ref().unchecked_ref());
            return;
        }
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn transfer(worker: &Worker, parts: &Array) {
    if worker.post_message_with_transfer(parts, parts).is_err() {
        // Only a payload that was already given away can fail here: send the message, the worker will miss the file.
        let _ = worker.post_message(&Array::of1(&parts.get(0)));
    }
}
