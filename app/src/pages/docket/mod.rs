//! 登记簿 and 一校一案: lists that are worked off line by line, and the plan of each school.

mod fill;
mod list;
mod plan;
mod plans;

pub(in crate::pages) use self::list::DocketPage;
pub(in crate::pages) use self::plans::PlansPage;

use desk::message::care::CareAnswer;
use desk::message::docket::{DocketAnswer, DocketRequest};
use leptos::prelude::*;

use crate::pages::care::cared;
use crate::route::Route;
use crate::text::docket as words;
use ledger::docket::Docket;

/// What stands before the key of a docket in the part of an address.
pub(in crate::pages) const DOCKET: &str = "docket";
/// The part of the address of 一校一案.
pub(in crate::pages) const PLANS: &str = "schools";

/// The address of a docket.
pub(in crate::pages) fn docket_href(docket: Docket) -> String {
    Route::Cases(format!("{DOCKET}/{}", docket.key())).href()
}

/// Links to every docket and to 一校一案, `here` being the one that is open.
pub(in crate::pages) fn docket_links(here: Option<Docket>) -> impl IntoView {
    let one = move |docket: &Docket| {
        let current = (here == Some(*docket)).then_some("page");
        view! { <a href=docket_href(*docket) aria-current=current><span>{docket.text()}</span></a> }
    };
    view! {
        <nav class="register-list" aria-label=words::DOCKETS>
            {Docket::ALL.iter().map(one).collect_view()}
            <a href=Route::Cases(PLANS.to_owned()).href()><span>{words::PLANS}</span></a>
        </nav>
    }
}

/// Asks about dockets again after every change of the ledger; nothing until the first answer.
fn told(question: impl Fn() -> DocketRequest + 'static) -> Memo<Option<DocketAnswer>> {
    let found = cared(move || question().into());
    Memo::new(move |_| match found.get() {
        Some(CareAnswer::Docket(answer)) => Some(*answer),
        _ => None,
    })
}
