//! A Web Worker's end of the wire.
//!
//! Every message is a JavaScript array of one or two transferred `ArrayBuffer`s: a postcard message, and the bytes of a
//! file if there is one. The first thing a worker posts is an empty array: it is ready. Messages are handed out one at a
//! time, so an order is finished before the next is looked at.

use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A message with the file that came with it.
#[derive(Debug)]
pub struct Parcel {
    message: Vec<u8>,
    /// The bytes sent along.
    pub payload: Option<Vec<u8>>,
}

impl Parcel {
    /// The message, or `None` if it is not one of this build's.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.message).ok()
    }
}

/// The sending end.
#[derive(Clone, Debug)]
pub struct Port {
    scope: DedicatedWorkerGlobalScope,
}

impl Port {
    /// Takes over the worker's message event and says that it is ready.
    pub fn open() -> (Port, UnboundedReceiver<Parcel>) {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let (sender, receiver) = unbounded();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let parts: Array = event.data().unchecked_into();
            let parcel = Parcel { message: bytes(parts.get(0)).unwrap_or_default(), payload: bytes(parts.get(1)) };
            // The receiver lives as long as the worker: a closed channel means the worker is ending.
            let _ = sender.unbounded_send(parcel);
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let port = Port { scope };
        port.transfer(&Array::new(), &Array::new());
        (port, receiver)
    }

    /// Sends a message and, if given, a file.
    pub fn send<T: Serialize>(&self, message: &T, payload: Option<&[u8]>) {
        // Encoding into a growing vector fails only for types that do not know their own length; ours all do.
        let Ok(encoded) = postcard::to_allocvec(message) else { return };
        let parts = Array::new();
        parts.push(&buffer(&encoded));
        if let Some(payload) = payload {
            parts.push(&buffer(payload));
        }
        self.transfer(&parts, &parts);
    }

    fn transfer(&self, parts: &Array, transfer: &Array) {
        // Posting fails only if a buffer is already detached; these were made one line above.
        let _ = self.scope.post_message_with_transfer(parts, transfer);
    }
}

fn buffer(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
}

fn bytes(part: JsValue) -> Option<Vec<u8>> {
    part.dyn_into::<ArrayBuffer>().ok().map(|buffer| Uint8Array::new(&buffer).to_vec())
}
