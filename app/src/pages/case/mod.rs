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
use ledger::docket::Docket;
use leptos::prelude::*;

use self::file::FilePage;
use self::list::ListPage;
use crate::pages::care::cared;
use crate::pages::docket::{DOCKET, DocketPage, PLANS, PlansPage};
use crate::route::parse_id;

/// 一生一案.
#[component]
pub(crate) fn CasesPage(
    /// Key of the ledger that is open, the id of the child whose case is, or a docket.
    part: String,
) -> impl IntoView {
    match (parse_id(&part), part.split_once('/')) {
        (Some(child), _) => view! { <FilePage child=child /> }.into_any(),
        (None, Some((DOCKET, key))) => {
            let docket = Docket::from_key(key).unwrap_or(Docket::Movement);
            view! { <DocketPage docket=docket /> }.into_any()
        }
        (None, _) if part == PLANS => view! { <PlansPage /> }.into_any(),
        (None, _) => {
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
