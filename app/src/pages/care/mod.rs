//! 登记册 and 应办: who is in which register, what is owed to whom, and the forms behind both.

mod calendar;
pub(in crate::pages) mod dialog;
mod duties;
mod fields;
mod matrix;
mod members;
mod of_child;
pub(in crate::pages) mod order;
pub(in crate::pages) mod paper;
pub(in crate::pages) mod picker;
mod registers;
mod rules;
pub(in crate::pages) mod sheet;
pub(in crate::pages) mod wanted;

pub(crate) use self::calendar::CalendarSetting;
pub(crate) use self::duties::DutiesPage;
pub(crate) use self::of_child::OfChild;
pub(crate) use self::registers::RegistersPage;
pub(crate) use self::rules::RulesSetting;

use desk::message::care::{CareAnswer, CareRequest};
use leptos::prelude::*;

use crate::session::Session;
use crate::ui::{Toasts, asked, effect};

/// Asks again after every change of the ledger; nothing until the first answer.
pub(in crate::pages) fn cared(question: impl Fn() -> CareRequest + 'static) -> ReadSignal<Option<CareAnswer>> {
    let (session, toasts) = (Session::here(), Toasts::here());
    let (answer, tell) = signal(None);
    let found = asked(move || {
        session.version();
        let request = question();
        async move { session.care(request).await }
    });
    effect(move || match found.get() {
        Some(Ok(told)) => tell.set(Some(told)),
        Some(Err(refusal)) => toasts.refuse(&refusal),
        None => {}
    });
    answer
}
