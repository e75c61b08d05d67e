//! 登记册 and 应办: who is in which register, what is owed to whom, and the forms behind both.

mod calendar;
mod dialog;
mod duties;
mod fields;
mod matrix;
mod members;
mod of_child;
mod picker;
mod registers;
mod rules;

pub(crate) use self::calendar::CalendarSetting;
pub(crate) use self::duties::DutiesPage;
pub(crate) use self::of_child::OfChild;
pub(crate) use self::registers::RegistersPage;
pub(crate) use self::rules::RulesSetting;

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest};
use leptos::prelude::*;

use crate::session::Session;
use crate::ui::{Toasts, asked};

/// Asks again after every change of the ledger; what `read` finds in the answer, empty until then.
fn cared<T: Send + Sync + 'static>(
    question: impl Fn() -> CareRequest + 'static,
    read: fn(CareAnswer) -> Option<T>,
) -> ReadSignal<Option<Option<T>>> {
    let (session, toasts) = (Session::here(), Toasts::here());
    asked(move || {
        session.version();
        let request = question();
        async move {
            match session.care(request).await.map(read) {
                Ok(Some(found)) => Some(found),
                Ok(None) => {
                    toasts.refuse(&Refusal::Protocol);
                    None
                }
                Err(refusal) => {
                    toasts.refuse(&refusal);
                    None
                }
            }
        }
    })
}
