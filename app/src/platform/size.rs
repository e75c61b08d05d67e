//! How large an element is now, followed as it changes.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls `changed` with inner width and height, now and after every change, until the reactive owner ends.
pub(crate) fn follow(element: &Element, changed: impl Fn(u32, u32) + 'static) {
    let measured = element.clone();
    let measure = move || changed(measured.client_width().max(0) as u32, measured.client_height().max(0) as u32);
    measure();
    let on_change = Closure::<dyn Fn(Array)>::new(move |_| measure());
    // Without an observer (none above the floor) the first measure stays.
    let Ok(observer) = ResizeObserver::new(on_change.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let held = StoredValue::new_local((observer, on_change));
    on_cleanup(move || {
        held.try_with_value(|(observer, _)| observer.disconnect());
    });
}
