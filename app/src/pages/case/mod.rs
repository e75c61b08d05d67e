//! 一生一案: the ledgers of cases, and the file of one child.

mod file;
mod ladder;
mod list;
mod notices;
mod of_child;
mod templates;
mod timeline;

pub(crate) use self::ladder::LadderSetting;
pub(in crate::pages) use self::of_child::CaseOfChild;
pub(crate) use self::templates::TemplateSetting;

use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest};
use ledger::case::CaseList;
use leptos::prelude::*;

use self::file::FilePage;
use self::list::ListPage;
use crate::pages::care::cared;
use crate::route::parse_id;

/// 一生一案.
#[component]
pub(crate) fn CasesPage(
    /// Key of the ledger that is open, or the id of the child whose case is.
    part: String,
) -> impl IntoView {
    match parse_id(&part) {
        Some(child) => view! { <FilePage child=child /> }.into_any(),
        None => {
            let list = CaseList::from_key(&part).unwrap_or(CaseList::Open);
            view! { <ListPage list=list /> }.into_any()
        }
    }
}

/// Asks about cases again after every change of the ledger; nothing until the first answer.
fn told(question: impl Fn() -> CaseRequest + 'static) -> Memo<Option<CaseAnswer>> {
    let found = cared(move || question().into());
    Memo::new(move |_| match found.get() {
        Some(CareAnswer::Case(answer)) => Some(*answer),
        _ => None,
    })
}
