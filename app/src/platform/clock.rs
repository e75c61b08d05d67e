//! The machine's clock, which on school PCs may be wrong by years: used for showing, never for refusing.

use gloo::timers::callback::Timeout;
use js_sys::Date;
use wasm_bindgen::JsValue;

/// Milliseconds since 1970 by the machine's clock.
pub(crate) fn now_ms() -> u64 {
    Date::now() as u64
}

/// Lets so many milliseconds pass.
pub(crate) async fn pause(ms: u32) {
    let (done, over) = futures_channel::oneshot::channel();
    let timer = Timeout::new(ms, move || {
        // The waiting side may be gone with its page.
        let _ = done.send(());
    });
    // An error would mean that the timer was dropped, which it is not before this line is done.
    let _ = over.await;
    drop(timer);
}

/// A moment split into the parts people read, in the machine's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the parts are")]
pub(crate) struct Moment {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    /// 0 is Sunday.
    pub(crate) weekday: u32,
}

impl Moment {
    /// The parts of a moment in milliseconds.
    pub(crate) fn of(ms: u64) -> Moment {
        let date = Date::new(&JsValue::from_f64(ms as f64));
        Moment {
            year: date.get_full_year(),
            month: date.get_month() + 1,
            day: date.get_date(),
            hour: date.get_hours(),
            minute: date.get_minutes(),
            weekday: date.get_day(),
        }
    }

    /// Now.
    pub(crate) fn now() -> Moment {
        Moment::of(now_ms())
    }
}
