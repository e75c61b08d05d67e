//! 责任链: the links a county uses, who holds them, the hand-over, and the chain of one child.

mod hand_over;
mod links;
mod of_child;
mod posts;

pub(crate) use self::of_child::ChainOfChild;

use desk::message::care::CareAnswer;
use desk::message::chain::{ChainAnswer, ChainRequest};
use desk::message::{Id, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::hand_over::HandOverForm;
use self::links::Links;
use self::posts::Posts;
use crate::pages::care::cared;
use crate::pages::care::sheet::{self, Use};
use crate::route::Route;
use crate::session::Session;
use crate::text::care as care_words;
use crate::text::chain as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Printer, Toasts};

/// What hands out chains.
#[derive(Clone, Copy, Debug)]
struct Sheets {
    session: Session,
    toasts: Toasts,
    printer: Printer,
}

impl Sheets {
    fn here() -> Sheets {
        Sheets { session: Session::here(), toasts: Toasts::here(), printer: Printer::here() }
    }

    /// The chains of all children, or of one.
    fn hand_out(self, child: Option<Id>, what: Use) {
        spawn_local(async move {
            match self.session.care(ChainRequest::Sheet(child, what.act()).into()).await {
                Ok(CareAnswer::Chain(told)) => match *told {
                    ChainAnswer::Sheet(sheet) => sheet::hand_out(*sheet, what, self.toasts, self.printer),
                    _ => self.toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refused) => self.toasts.refuse(&refused),
            }
        });
    }
}

/// 责任链.
#[component]
pub(crate) fn ChainPage() -> impl IntoView {
    let found = cared(|| ChainRequest::Chain.into());
    let view = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Chain(told)) => match *told {
            ChainAnswer::Chain(view) => Some(view),
            _ => None,
        },
        _ => None,
    });
    let ready = move || view.with(Option::is_some);
    let chain = Signal::derive(move || view.get().unwrap_or_default());
    let sheets = Sheets::here();
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::CHAIN}</h1>
                <p class="sub">{words::CHAIN_SUB}</p>
                <div class="row">
                    <a href=Route::Registers(String::new()).href()>{care_words::TO_REGISTERS}</a>
                    <Button on_press=move |()| sheets.hand_out(None, Use::Print)>{words::PRINT}</Button>
                    <Button on_press=move |()| sheets.hand_out(None, Use::File)>{words::EXPORT}</Button>
                </div>
            </div>
            <Show when=ready fallback=|| view! { <p class="muted" role="status">{LOADING}</p> }>
                <Posts chain=chain />
                <HandOverForm chain=chain />
                <Links chain=chain />
            </Show>
        </section>
    }
}
