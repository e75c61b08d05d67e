//! The page list: down the left on a PC, along the bottom on a tablet. Only pages that exist, with what waits in each.

use leptos::prelude::*;

use super::Facts;
use crate::route::{Route, Router};
use crate::text;
use crate::text::shell as words;
use crate::ui::{Menu, MenuItem};

static MAIN: [(&str, Route); 4] = [
    (words::TODAY, Route::Today),
    (words::ROSTER, Route::Roster),
    (words::IMPORT, Route::Import),
    (words::COMPARE, Route::Compare(String::new())),
];
static LEDGERS: [(&str, Route); 6] = [
    (words::OF_AGE, Route::OfAge),
    (words::MISMATCH, Route::Mismatch),
    (words::ATTENDANCE, Route::Attendance),
    (words::CASES, Route::Cases(String::new())),
    (words::REGISTERS, Route::Registers(String::new())),
    (words::DUTIES, Route::Duties(String::new())),
];
static REST: [(&str, Route); 3] =
    [(words::SYNC, Route::Sync(String::new())), (words::HISTORY, Route::History), (words::SETTINGS, Route::Settings)];

/// The name of the page of a route.
pub(super) fn name(route: &Route) -> &'static str {
    let all = MAIN.iter().chain(&LEDGERS).chain(&REST);
    all.into_iter().find(|(_, place)| place.same_place(route)).map_or(words::BRAND, |(name, _)| *name)
}

/// What waits behind an entry.
fn waiting(facts: Facts, route: &Route) -> u32 {
    facts.overview.with(|overview| {
        let Some(overview) = overview else { return 0 };
        match route {
            Route::Compare(_) => overview.round.as_ref().map_or(0, |(_, _, progress)| progress.open),
            Route::Mismatch => overview.mismatch,
            Route::Cases(_) => overview.late_cases,
            Route::Duties(_) => overview.duties.iter().map(|duty| duty.urgent + duty.short).sum(),
            Route::Today => overview.queue.iter().filter(|item| overdue(item)).map(|item| item.count.max(1)).sum(),
            _ => 0,
        }
    })
}

fn overdue(item: &desk::message::place::QueueItem) -> bool {
    matches!(item.class, desk::message::place::DueClass::Overdue(_))
}

#[component]
fn Entry(label: &'static str, route: Route) -> impl IntoView {
    let (router, facts) = (Router::here(), Facts::here());
    let href = route.href();
    let own = route.clone();
    let count = Memo::new(move |_| waiting(facts, &route));
    let here = Memo::new(move |_| own.same_place(&router.current()));
    view! {
        <a href=href aria-current=move || here.get().then_some("page")>
            <span>{label}</span>
            {move || {
                let n = count.get();
                (n > 0).then(|| view! { <b aria-label=words::waiting(n)>{text::count(n)}</b> })
            }}
        </a>
    }
}

fn entries(list: &'static [(&'static str, Route)]) -> impl IntoView {
    list.iter().map(|(label, route)| view! { <Entry label=label route=route.clone() /> }).collect_view()
}

/// The list down the left.
#[component]
pub(super) fn PlaceList() -> impl IntoView {
    view! {
        <nav class="places" aria-label=words::PAGES>
            {entries(&MAIN)}
            <p>{words::LEDGERS}</p>
            {entries(&LEDGERS)}
            <p>{words::RECORDS}</p>
            {entries(&REST)}
        </nav>
    }
}

/// The bar along the bottom: the four main pages, and the rest behind 更多.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let router = Router::here();
    let rest = move || {
        let item = |(label, route): &(&'static str, Route)| {
            let route = route.clone();
            MenuItem::new(*label, move || router.go(&route))
        };
        LEDGERS.iter().chain(REST.iter()).map(item).collect::<Vec<_>>()
    };
    view! {
        <nav class="bottom" aria-label=words::PAGES>
            {entries(&MAIN)}
            <Menu label=words::MORE.to_owned() items=Signal::derive(rest) class="bottom-more" />
        </nav>
    }
}
