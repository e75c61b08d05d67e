//! One action at a time: a second click, a held Enter or a nervous double tap does nothing while the first is under way.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether an action of this form or dialog is under way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Busy(RwSignal<bool>);

impl Busy {
    /// Idle.
    pub(crate) fn new() -> Busy {
        Busy(RwSignal::new(false))
    }

    /// Whether an action is under way.
    pub(crate) fn get(self) -> bool {
        self.0.get()
    }

    /// Runs the action unless one is under way; the check and the mark are one step.
    pub(crate) fn run(self, action: impl Future<Output = ()> + 'static) {
        if !self.0.get_untracked() {
            self.start(Box::pin(action));
        }
    }

    // Boxed, so that this is compiled once and not for every action.
    fn start(self, action: Pin<Box<dyn Future<Output = ()>>>) {
        self.0.set(true);
        spawn_local(async move {
            action.await;
            let _ = self.0.try_set(false);
        });
    }
}
