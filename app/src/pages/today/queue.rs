//! The work queue: 逾期, 本周, 以后. One press leads to the place where it is done.

use desk::message::place::{DueClass, QueueItem, QueuePlace};
use leptos::prelude::*;

use crate::route::{Route, id_hex};
use crate::shell::Facts;
use crate::text;
use crate::text::today as words;
use crate::ui::{Chip, Tone};

/// Items shown per column; the rest is in the workbench.
const SHOWN: usize = 8;

/// The three columns.
#[component]
pub(super) fn Queue() -> impl IntoView {
    view! {
        <div class="cols">
            <Pile title=words::OVERDUE none=words::NONE_OVERDUE tone=Tone::Late fits=|c| matches!(c, DueClass::Overdue(_)) />
            <Pile title=words::WEEK none=words::NONE_WEEK tone=Tone::Soon fits=|c| c == DueClass::ThisWeek />
            <Pile title=words::LATER none=words::NONE_LATER tone=Tone::Plain fits=|c| c == DueClass::Later />
        </div>
    }
}

#[component]
fn Pile(title: &'static str, none: &'static str, tone: Tone, fits: fn(DueClass) -> bool) -> impl IntoView {
    let facts = Facts::here();
    let items = Memo::new(move |_| {
        facts.overview.with(|o| {
            let queue = o.as_ref().map(|o| o.queue.iter().filter(|i| fits(i.class)).cloned().collect::<Vec<_>>());
            queue.unwrap_or_default()
        })
    });
    let count = move || items.with(|i| i.iter().map(|i| i.count.max(1)).sum::<u32>());
    let chip = move || if count() == 0 { Tone::Plain } else { tone };
    let list = move || items.get().into_iter().take(SHOWN).map(|i| view! { <Task item=i tone=tone /> }).collect_view();
    view! {
        <section class="card pile" aria-label=title>
            <header>
                <h2>{title}</h2>
                <Chip text=Signal::derive(move || text::count(count())) tone=Signal::derive(chip) />
            </header>
            <Show
                when=move || !items.with(Vec::is_empty)
                fallback=move || view! { <p class="body muted">{none}</p> }
            >
                <ul class="tasks">{list}</ul>
            </Show>
        </section>
    }
}

fn place(place: QueuePlace) -> Route {
    match place {
        QueuePlace::Compare(bucket) => Route::Compare(bucket),
        QueuePlace::Duty(key) => Route::Duties(key),
        QueuePlace::Case(child) => Route::Cases(id_hex(&child)),
    }
}

#[component]
fn Task(item: QueueItem, tone: Tone) -> impl IntoView {
    let due = words::due(&item);
    let detail = match item.place {
        QueuePlace::Duty(_) => words::duty_detail(&item),
        QueuePlace::Compare(_) | QueuePlace::Case(_) => item.detail,
    };
    view! {
        <li>
            <a class="task" href=place(item.place).href()>
                <span class="task-title">{item.title}</span>
                <Chip text=due tone=tone />
                <span class="task-detail">{detail}</span>
            </a>
        </li>
    }
}
