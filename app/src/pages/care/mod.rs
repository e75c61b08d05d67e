//! 登记册 and 应办: who is in which register, what is owed to whom, and the forms behind both.

mod aid;
mod aid_of_child;
mod aid_tables;
mod cadres;
mod calendar;
pub(in crate::pages) mod dialog;
mod duties;
mod fields;
mod matrix;
mod members;
mod of_child;
pub(in crate::pages) mod order;
pub(in crate::pages) mod paper;
mod pay_all;
pub(in crate::pages) mod picker;
mod quick;
mod registers;
mod rules;
pub(in crate::pages) mod sheet;
pub(in crate::pages) mod wanted;
mod work;

pub(crate) use self::aid::AidPage;
pub(crate) use self::aid_tables::AidSetting;
pub(crate) use self::cadres::CadresPage;
pub(crate) use self::calendar::CalendarSetting;
pub(crate) use self::duties::DutiesPage;
pub(crate) use self::of_child::OfChild;
pub(crate) use self::registers::RegistersPage;
pub(crate) use self::rules::RulesSetting;
pub(crate) use self::work::Work;

use desk::message::care::{CareAnswer, CareRequest};
use leptos::prelude::*;

use crate::session::Session;
use crate::ui::{Toasts, asked, effect};

/// Where the cadres stand among the duties.
pub(crate) const CADRES: &str = "cadres";
/// Where the subsidies stand among the registers.
pub(crate) const AID: &str = "aid";

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
