//! On a child's page: who answers for it, line by line.

use desk::message::Id;
use desk::message::care::CareAnswer;
use desk::message::chain::{ChainAnswer, ChainRequest, LinkView};
use ledger::chain::Line;
use leptos::prelude::*;

use super::Sheets;
use crate::pages::care::cared;
use crate::pages::care::sheet::Use;
use crate::pages::register::CHAIN;
use crate::route::Route;
use crate::text::chain as words;
use crate::ui::{Button, Look};

/// The chain of a child.
#[component]
pub(crate) fn ChainOfChild(
    /// Which.
    id: Id,
) -> impl IntoView {
    let sheets = Sheets::here();
    let found = cared(move || ChainRequest::OfChild(id).into());
    let links = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Chain(told)) => match *told {
            ChainAnswer::OfChild(links) => links,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    });
    let one = |link: LinkView| {
        view! {
            <span class="chain-of">
                <small>{link.title}</small>
                <b>{link.name}</b>
                {(!link.phone.is_empty()).then(|| view! { <small>{link.phone.clone()}</small> })}
            </span>
        }
    };
    let line = move |which: Line| {
        let named: Vec<LinkView> = links
            .with(|links| links.iter().filter(|link| link.line == which && !link.name.is_empty()).cloned().collect());
        (!named.is_empty()).then(|| {
            view! {
                <p class="chain-line">
                    <span class="muted">{words::line(which)}</span>
                    {named.into_iter().map(one).collect_view()}
                </p>
            }
        })
    };
    let nobody = move || links.with(|links| links.iter().all(|link| link.name.is_empty()));
    view! {
        <section class="card" aria-label=words::CHAIN>
            <header>
                <h2>{words::CHAIN}</h2>
                <Button look=Look::Quiet on_press=move |()| sheets.hand_out(Some(id), Use::Print)>{words::PRINT}</Button>
            </header>
            <div class="body">
                {move || [Line::Administrative, Line::Education].map(line).collect_view()}
                <Show when=nobody>
                    <p class="muted">
                        {words::NO_CHAIN}
                        <a href=Route::Registers(CHAIN.to_owned()).href()>{words::TO_CHAIN}</a>
                    </p>
                </Show>
            </div>
        </section>
    }
}
