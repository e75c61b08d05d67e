//! 登记册: every register with its count, and the children of one; from here to what is beside the lists.

use desk::message::care::{CareAnswer, CareRequest, RegisterView};
use ledger::register::{Register, Which};
use leptos::prelude::*;

use super::cared;
use super::members::Members;
use crate::pages::chain::ChainPage;
use crate::pages::register::{CHAIN, DEFINE, DefinePage, ENTER, EnterPage, NEW, RESTRICTED, RestrictedPage};
use crate::route::Route;
use crate::text;
use crate::text::aid::AID_LEDGER;
use crate::text::care as words;
use crate::text::chain as chain_words;
use crate::text::register as own_words;

/// 登记册.
#[component]
pub(crate) fn RegistersPage(
    /// Key of the register that is open, or of a page beside them.
    key: String,
) -> AnyView {
    match key.as_str() {
        NEW => return view! { <DefinePage id=None /> }.into_any(),
        ENTER => return view! { <EnterPage /> }.into_any(),
        RESTRICTED => return view! { <RestrictedPage /> }.into_any(),
        CHAIN => return view! { <ChainPage /> }.into_any(),
        _ => {}
    }
    if let Some(Which::Own(id)) = key.strip_prefix(DEFINE).and_then(Which::from_key) {
        return view! { <DefinePage id=Some(id) /> }.into_any();
    }
    let shown = Which::from_key(&key).unwrap_or(Which::Shipped(Register::LeftBehind));
    let found = cared(|| CareRequest::Registers);
    let views = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Registers(views)) => views,
        _ => Vec::new(),
    });
    let entry = move |view: RegisterView| {
        let here = (view.register == shown).then_some("page");
        view! {
            <a href=Route::Registers(view.register.key()).href() aria-current=here>
                <span>{view.name}</span>
                <b>{text::count(view.members)}</b>
            </a>
        }
    };
    let open = Memo::new(move |_| views.with(|all| all.iter().find(|view| view.register == shown).cloned()));
    // The list is made once for a register: a save elsewhere must not take away its filters.
    let name = Memo::new(move |_| open.with(|open| open.as_ref().map(|view| (view.name.clone(), view.closed))));
    let suggested = Signal::derive(move || open.with(|open| open.as_ref().map_or(0, |view| view.suggested)));
    let beside = |(key, label): (&str, &'static str)| {
        view! { <a class="button" href=Route::Registers(key.to_owned()).href()>{label}</a> }
    };
    let ways = [
        (ENTER, own_words::ENTER),
        (NEW, own_words::NEW),
        (RESTRICTED, own_words::RESTRICTED),
        (CHAIN, chain_words::CHAIN),
    ];
    let basis = move || {
        let view = open.get()?;
        let Which::Own(_) = view.register else { return None };
        let define = Route::Registers(format!("{DEFINE}{}", view.register.key())).href();
        Some(view! {
            <p class="muted">
                {(!view.basis.is_empty()).then(|| format!("{}：{}　", own_words::BASIS, view.basis))}
                <a href=define>{own_words::DEFINE}</a>
            </p>
        })
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::REGISTERS}</h1>
                <p class="sub">{words::REGISTERS_SUB}</p>
                <div class="row">{ways.map(beside).collect_view()}</div>
            </div>
            <nav class="register-list" aria-label=words::REGISTER_LIST>
                {move || views.get().into_iter().map(entry).collect_view()}
                <a href=Route::Registers(super::AID.to_owned()).href()><span>{AID_LEDGER}</span></a>
            </nav>
            {move || name.get().map(|(name, closed)| view! {
                <Members register=shown name=name closed=closed suggested=suggested />
            })}
            {basis}
        </section>
    }
    .into_any()
}
