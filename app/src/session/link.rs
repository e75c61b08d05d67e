//! Calls to the engine's worker: each order has a number, and the answer with that number resolves it.
//!
//! When the worker is ended, every open call is answered with `None`: nobody waits for ever for a locked ledger.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use desk::message::vault::{Answer, FromWorker, Order, ToWorker};
use futures_channel::oneshot;

use crate::platform::worker::{Kind, Link, Payload};

type Pending = Rc<RefCell<HashMap<u32, oneshot::Sender<(Answer, Option<Payload>)>>>>;

/// The first number of calls by a module that has joined: the two never meet.
const JOINED: u32 = 1 << 31;

/// What is done with a message: news are told, an answer is given to whoever waits for it, the rest is for others.
fn hearing(pending: Pending, news: impl Fn(Answer) + 'static) -> impl Fn(Vec<u8>, Option<Payload>) + 'static {
    move |message, payload| {
        let call = postcard::take_from_bytes::<u32>(&message).ok().map(|(call, _)| call);
        if call.is_some_and(|call| call != 0 && !pending.borrow().contains_key(&call)) {
            // Nobody here asked: the caller has lost interest, or is another module.
            return;
        }
        match postcard::from_bytes::<FromWorker>(&message) {
            Ok(FromWorker { call: 0, answer }) => news(answer),
            Ok(FromWorker { call, answer }) => {
                let waiting = pending.borrow_mut().remove(&call);
                if let Some(sender) = waiting {
                    let _ = sender.send((answer, payload));
                }
            }
            // Page and worker are of different builds: whoever waits must not wait for ever.
            Err(_) => pending.borrow_mut().clear(),
        }
    }
}

/// One engine worker.
pub(crate) struct DeskLink {
    link: Link,
    pending: Pending,
    next: Cell<u32>,
}

impl DeskLink {
    /// Starts a worker. `news` gets what nobody asked for, `broken` the words of an error that ended it.
    pub(crate) fn open(news: impl Fn(Answer) + 'static, broken: impl Fn(String) + 'static) -> Option<DeskLink> {
        let pending = Pending::default();
        let told = hearing(pending.clone(), news);
        let failed = {
            let pending = pending.clone();
            move |words| {
                pending.borrow_mut().clear();
                broken(words);
            }
        };
        let link = Link::open(Kind::Desk, told, failed).ok()?;
        Some(DeskLink { link, pending, next: Cell::new(1) })
    }

    /// Lets the page's other module join.
    pub(crate) fn share(&self) {
        self.link.share();
    }

    /// Joins the engine that another module of the page has started.
    pub(crate) fn join(news: impl Fn(Answer) + 'static) -> Option<DeskLink> {
        let pending = Pending::default();
        let link = Link::join(hearing(pending.clone(), news))?;
        Some(DeskLink { link, pending, next: Cell::new(JOINED) })
    }

    /// Whether it leads to the engine that runs now.
    pub(crate) fn is_current(&self) -> bool {
        self.link.is_current()
    }

    /// Sends an order and waits for its answer.
    pub(crate) fn call(&self, order: Order, payload: Option<Payload>) -> oneshot::Receiver<(Answer, Option<Payload>)> {
        let (sender, receiver) = oneshot::channel();
        let call = self.next.get();
        self.next.set(call.wrapping_add(1).max(1));
        if let Ok(message) = postcard::to_allocvec(&ToWorker { call, order }) {
            self.pending.borrow_mut().insert(call, sender);
            self.link.post(&message, payload.as_ref());
        }
        receiver
    }
}
