//! What follows signals without drawing anything.

use leptos::prelude::*;

/// Runs the closure now, and again whenever what it reads changes. Leptos makes a task of its own for every such closure;
/// boxed, they all share one, which the page's module is smaller for.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}
