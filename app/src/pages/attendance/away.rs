//! Who has not come for long, and whether there is a case.

use desk::message::attendance::AwayView;
use leptos::prelude::*;

use crate::route::{Route, id_hex};
use crate::text::attendance as words;
use crate::text::care::whose;
use crate::ui::{Chip, Tone};

/// Children who have been away without leave.
pub(super) fn away(children: Vec<AwayView>) -> impl IntoView {
    let none = children.is_empty().then(|| view! { <p class="body muted">{words::NOBODY_AWAY}</p> });
    let one = |child: AwayView| {
        let href = Route::Cases(id_hex(&child.person.child)).href();
        let case = match child.case {
            true => view! { <a href=href>{words::HAS_CASE}</a> }.into_any(),
            false => view! { <a class="button" href=href>{words::TO_CASE}</a> }.into_any(),
        };
        let tone = if child.case { Tone::Info } else { Tone::Late };
        view! {
            <li class="rung">
                <b>{child.person.name.clone()}</b>
                <span class="muted">{whose(&child.person)}</span>
                <Chip text=words::away(&child) tone=tone />
                {case}
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::AWAY>
            <header><h2>{words::AWAY}</h2></header>
            <p class="body muted">{words::AWAY_TEXT}</p>
            {none}
            <ol class="rungs">{children.into_iter().map(one).collect_view()}</ol>
        </section>
    }
}
