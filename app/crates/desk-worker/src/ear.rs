//! The web socket on which the server says that its log has grown.

use desk::Ear as Heard;
use futures_channel::mpsc::UnboundedSender;
use js_sys::Array;
use line::Listen;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, WebSocket, WorkerGlobalScope};

use crate::news::Event;

/// An open socket, or one that is being opened. It is closed when it is dropped, and says nothing from then on.
pub(crate) struct Ear {
    socket: WebSocket,
    _changes: [Closure<dyn Fn()>; 2],
    _message: Closure<dyn Fn(MessageEvent)>,
}

impl Ear {
    /// Opens a socket to the server that served the program; what becomes of it comes as events.
    pub(crate) fn open(listen: &Listen, events: &UnboundedSender<Event>) -> Option<Ear> {
        let ear = Self::try_open(listen, events).ok();
        if ear.is_none() {
            say(events, Heard::Ended);
        }
        ear
    }

    fn try_open(listen: &Listen, events: &UnboundedSender<Event>) -> Result<Ear, JsValue> {
        let place = js_sys::global().dyn_into::<WorkerGlobalScope>()?.location();
        let scheme = if place.protocol() == "https:" { "wss:" } else { "ws:" };
        let protocols: Array = listen.protocols.iter().map(|text| JsValue::from_str(text)).collect();
        let address = format!("{scheme}//{}{}", place.host(), listen.path);
        let socket = WebSocket::new_with_str_sequence(&address, &protocols)?;
        let to_say = |heard| {
            let events = events.clone();
            Closure::<dyn Fn()>::new(move || say(&events, heard))
        };
        let (opened, ended) = (to_say(Heard::Open), to_say(Heard::Ended));
        let events = events.clone();
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(head) = event.data().as_string().as_deref().and_then(head) {
                say(&events, Heard::Head(head));
            }
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        // An error is followed by the end.
        socket.set_onclose(Some(ended.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        Ok(Ear { socket, _changes: [opened, ended], _message: message })
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        self.socket.set_onmessage(None);
        // A socket that is closed already cannot be closed again; both is what is wanted.
        let _ = self.socket.close();
    }
}

fn say(events: &UnboundedSender<Event>, heard: Heard) {
    // The receiver lives as long as the worker.
    let _ = events.unbounded_send(Event::Ear(heard));
}

/// How far the log goes, in the server's words.
fn head(text: &str) -> Option<u64> {
    text.strip_prefix("head ")?.parse().ok()
}
