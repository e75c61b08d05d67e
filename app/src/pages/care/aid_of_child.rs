//! On a child's page: what was paid to it, term by term.

use desk::message::Id;
use desk::message::aid::{AidAnswer, AidRequest, AidView};
use desk::message::care::CareAnswer;
use leptos::prelude::*;

use super::cared;
use super::wanted::Wanted;
use crate::text;
use crate::text::aid as words;
use crate::ui::{Button, Chip, Look, Tone};

/// The subsidies of a child.
#[component]
pub(super) fn AidOfChild(
    /// Which.
    id: Id,
    /// The form that is opened by a press.
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    let found = cared(move || AidRequest::OfChild(id).into());
    let entries = move || match found.get() {
        Some(CareAnswer::Aid(told)) => match *told {
            AidAnswer::OfChild(entries) => entries,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let add = move |()| wanted.set(Some(Wanted::Aid { child: id, term: String::new(), item: String::new() }));
    let line = move |one: AidView| {
        let form = Wanted::Aid { child: id, term: one.term, item: one.item };
        let unsigned = (!one.signed).then(|| view! { <Chip text=words::UNSIGNED.to_owned() tone=Tone::Soon /> });
        view! {
            <li class="visit">
                <Button look=Look::Quiet on_press=move |()| wanted.set(Some(form.clone()))>
                    {one.term_label}" "{one.name}
                </Button>
                <span>{words::yuan(&one.amount)}</span>
                <span class="muted">{text::date(&one.paid_on)}</span>
                {unsigned}
            </li>
        }
    };
    let list = move || {
        let entries = entries();
        if entries.is_empty() {
            return view! { <p class="body muted">{words::NO_ENTRIES}</p> }.into_any();
        }
        view! { <ul class="visits">{entries.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-label=words::AID>
            <header>
                <h2>{words::AID}</h2>
                <Button on_press=add>{words::ADD}</Button>
            </header>
            {list}
        </section>
    }
}
