//! What the engine answered to a question that is asked again whenever what it depends on changes.
//!
//! The answer before is shown until the next one is there. Leptos' resources do the same and more; that more is a
//! fortieth of the page's module.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::effect;
use crate::platform::clock;

/// Asks now and after every change of what `question` reads; empty until the first answer.
pub(crate) fn asked<T, F>(question: impl Fn() -> F + 'static) -> ReadSignal<Option<T>>
where
    T: Send + Sync + 'static,
    F: Future<Output = T> + 'static,
{
    let (answer, tell) = signal(None);
    let turn = StoredValue::new(0u32);
    effect(move || {
        let own = turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        let asking = question();
        spawn_local(async move {
            let told = asking.await;
            // Something has changed meanwhile, or the page is gone: then this answer is nobody's.
            if turn.try_get_value() == own {
                let _ = tell.try_set(Some(told));
            }
        });
    });
    answer
}

/// Asks every so often while the page is open, and after every change of what `question` reads. The answer counts only where
/// it differs from the one before, so that forms and the focus stay; none leaves the one before.
pub(crate) fn watched<T, F>(every_ms: u32, question: impl Fn() -> F + 'static) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Option<T>> + 'static,
{
    let turn = RwSignal::new(0u32);
    spawn_local(async move {
        while turn.try_update(|turn| *turn = turn.wrapping_add(1)).is_some() {
            clock::pause(every_ms).await;
        }
    });
    let found = asked(move || {
        turn.track();
        question()
    });
    Memo::new(move |before: Option<&Option<T>>| found.get().flatten().or_else(|| before.cloned().flatten()))
}
