//! The duties of this month, each with how far it is; one press leads to its chart.

use desk::message::place::DutyProgress;
use leptos::prelude::*;

use crate::pages::part::SecondPart;
use crate::route::Route;
use crate::shell::Facts;
use crate::text::care as words;
use crate::ui::{Segment, SegmentBar};

/// The duties; nothing while none is owed.
#[component]
pub(super) fn Duties() -> impl IntoView {
    let facts = Facts::here();
    let duties = Memo::new(move |_| facts.overview.with(|o| o.as_ref().map(|o| o.duties.clone()).unwrap_or_default()));
    let one = |duty: DutyProgress| {
        let line = words::duty_line(&duty);
        let part = |label: &str, count, class| Segment { label: label.to_owned(), count, class };
        let parts = vec![
            part(words::DONE, duty.done, "ok"),
            part(words::URGENT, duty.urgent, "late"),
            part(words::OPEN, duty.owed - duty.done - duty.urgent, "plain"),
        ];
        view! {
            <a class="duty" href=Route::Duties(duty.key).href()>
                <b>{duty.name}</b>
                <span>{line}</span>
                <SegmentBar parts=parts />
            </a>
        }
    };
    view! {
        <Show when=move || !duties.with(Vec::is_empty)>
            <section class="card" aria-label=words::DUTIES>
                <header><h2>{words::DUTIES}</h2></header>
                <div class="body stack">{move || duties.get().into_iter().map(one).collect_view()}</div>
            </section>
            <SecondPart what="work" />
        </Show>
    }
}
