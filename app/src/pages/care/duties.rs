//! 应办: every duty with its present turn, and the chart of one.

use desk::message::care::{CareAnswer, CareRequest, DutyView};
use leptos::prelude::*;

use super::cared;
use super::matrix::Chart;
use super::quick::{QUICK, QuickPage};
use crate::route::Route;
use crate::text::care as words;
use crate::text::register as quick_words;
use crate::ui::{Chip, Tone};

/// 应办.
#[component]
pub(crate) fn DutiesPage(
    /// Key of the duty that is open.
    key: String,
) -> AnyView {
    if key == QUICK {
        return view! { <QuickPage /> }.into_any();
    }
    let found = cared(|| CareRequest::Duties);
    let duties = Memo::new(move |_| {
        let Some(CareAnswer::Duties(views)) = found.get() else { return Vec::new() };
        views.into_iter().filter(|duty| duty.numbers.times > 0).collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        let named = duties.with(|views| views.iter().any(|duty| duty.progress.key == key));
        if named {
            key.clone()
        } else {
            duties.with(|views| views.first().map(|duty| duty.progress.key.clone()).unwrap_or_default())
        }
    });
    let entry = move |duty: DutyView| {
        let own = duty.progress.key.clone();
        let late = duty.progress.short + duty.progress.late;
        let waiting = duty.progress.urgent + late;
        let tone = if late > 0 { Tone::Late } else { Tone::Soon };
        let chip = (waiting > 0).then(|| view! { <Chip text=waiting.to_string() tone=tone /> });
        let line = words::duty_line(&duty.progress);
        view! {
            <a
                class="card duty"
                href=Route::Duties(duty.progress.key).href()
                aria-current=move || (shown.get() == own).then_some("page")
            >
                <b>{duty.progress.name}</b>
                {chip}
                <span>{line}</span>
                <span class="muted">{duty.source}</span>
            </a>
        }
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::DUTIES}</h1>
                <p class="sub">{words::DUTIES_SUB}</p>
                <a class="button" href=Route::Duties(QUICK.to_owned()).href()>{quick_words::QUICK}</a>
            </div>
            <nav class="duty-list" aria-label=words::DUTY_LIST>
                {move || duties.get().into_iter().map(entry).collect_view()}
            </nav>
            {move || Some(shown.get()).filter(|key| !key.is_empty()).map(|key| view! { <Chart duty=key /> })}
        </section>
    }
    .into_any()
}
