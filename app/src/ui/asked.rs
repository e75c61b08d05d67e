//! What the engine answered to a question that is asked again whenever what it depends on changes.
//!
//! The answer before is shown until the next one is there. Leptos' resources do the same and more; that more is a
//! fortieth of the page's module.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::effect;

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
