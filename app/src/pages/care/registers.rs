//! 登记册: every register with its count, and the children of one.

use desk::message::care::{CareAnswer, CareRequest, RegisterView};
use ledger::register::Register;
use leptos::prelude::*;

use super::cared;
use super::members::Members;
use crate::route::Route;
use crate::text;
use crate::text::aid::AID_LEDGER;
use crate::text::care as words;

/// 登记册.
#[component]
pub(crate) fn RegistersPage(
    /// Key of the register that is open.
    key: String,
) -> impl IntoView {
    let shown = Register::from_key(&key).unwrap_or(Register::LeftBehind);
    let found = cared(|| CareRequest::Registers);
    let views = Signal::derive(move || match found.get() {
        Some(CareAnswer::Registers(views)) => views,
        _ => Vec::new(),
    });
    let entry = move |view: RegisterView| {
        let here = (view.register == shown).then_some("page");
        view! {
            <a href=Route::Registers(view.register.key().to_owned()).href() aria-current=here>
                <span>{view.register.text()}</span>
                <b>{text::count(view.members)}</b>
            </a>
        }
    };
    let suggested =
        Signal::derive(move || views.get().iter().find(|view| view.register == shown).map_or(0, |view| view.suggested));
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::REGISTERS}</h1>
                <p class="sub">{words::REGISTERS_SUB}</p>
            </div>
            <nav class="register-list" aria-label=words::REGISTER_LIST>
                {move || views.get().into_iter().map(entry).collect_view()}
                <a href=Route::Registers(super::AID.to_owned()).href()><span>{AID_LEDGER}</span></a>
            </nav>
            <Members register=shown suggested=suggested />
        </section>
    }
}
