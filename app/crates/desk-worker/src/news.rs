//! What windows of one ledger tell each other: that something was saved. The content they read from the disk.

use futures_channel::mpsc::UnboundedSender;
use line::Heard;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// Something that happened outside the orders of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Another window saved.
    Saved,
    /// A newer build wants the database.
    Outdated,
    /// The browser closed the database, or somebody deleted it.
    Lost,
    /// An older build in another window keeps the database from being opened.
    Blocked,
    /// An answer to a call of a shared ledger, or that there is none.
    Heard(u32, Heard),
    /// Something on the socket of a shared ledger.
    Ear(desk::Ear),
    /// It is time to look at the line of a shared ledger; which turn of waiting is over.
    Tick(u32),
}

/// The channel of a ledger.
pub(crate) struct Channel(BroadcastChannel);

impl Channel {
    /// Joins the channel; what others say goes to `events`. `None` where the browser has no channels.
    pub(crate) fn join(name: &str, events: UnboundedSender<Event>) -> Option<Channel> {
        let channel = BroadcastChannel::new(name).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |_| {
            // The receiver lives as long as the worker.
            let _ = events.unbounded_send(Event::Saved);
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        Some(Channel(channel))
    }

    /// Tells the other windows that something was saved.
    pub(crate) fn saved(&self) {
        // A closed channel means the worker is ending; there is nobody to tell.
        let _ = self.0.post_message(&JsValue::from_str("saved"));
    }
}
