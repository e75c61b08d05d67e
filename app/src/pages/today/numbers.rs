//! The numbers of the whole; each opens the list of children behind it.

use desk::message::place::Overview;
use desk::message::roster::{Column, Filter, RowQuery, Test};
use ledger::enrolment::EnrolState;
use ledger::identity::IdQuality;
use leptos::prelude::*;

use crate::route::{Route, Router};
use crate::shell::Facts;
use crate::text;
use crate::text::today as words;
use crate::ui::{Stat, Tone};

/// Wordings of numbers that are in order; every other one is a problem.
const GOOD_IDS: [&str; 2] = [IdQuality::Valid.text(), IdQuality::Foreign.text()];
const UNVERIFIED: &str = EnrolState::Unverified.text();

fn only(column: Column, texts: Vec<String>) -> RowQuery {
    RowQuery { filters: vec![Filter { column, test: Test::OneOf(texts) }], ..RowQuery::default() }
}

/// The numbers.
#[component]
pub(super) fn Numbers() -> impl IntoView {
    let (facts, router) = (Facts::here(), Router::here());
    let number = move |of: fn(&Overview) -> u32| {
        Signal::derive(move || facts.overview.with(|o| o.as_ref().map(of).map(text::count)).unwrap_or_default())
    };
    let tone = move |of: fn(&Overview) -> u32, bad: Tone| {
        Signal::derive(move || if facts.overview.with(|o| o.as_ref().map_or(0, of)) > 0 { bad } else { Tone::Ok })
    };
    let mismatch_note =
        move || facts.overview.with(|o| o.as_ref().map(|o| words::mismatch_note(&o.states)).unwrap_or_default());
    let bad_ids = move |()| {
        use ledger::identity::IdQuality as Q;
        let all = [Q::Missing, Q::Checksum, Q::Date, Q::Fifteen, Q::Scientific, Q::Truncated, Q::Rounded, Q::Malformed];
        let texts = all.iter().map(|q| q.text()).filter(|t| !GOOD_IDS.contains(t)).map(str::to_owned).collect();
        facts.open_roster(router, only(Column::IdQuality, texts));
    };
    view! {
        <div class="stats">
            <Stat
                label=words::CHILDREN.to_owned()
                value=number(|o| o.children)
                on_open=move |()| facts.open_roster(router, RowQuery::default())
            />
            <Stat
                label=words::OF_AGE.to_owned()
                value=number(|o| o.of_age)
                note=words::OF_AGE_NOTE.to_owned()
                on_open=move |()| router.go(&Route::OfAge)
            />
            <Stat
                label=words::MISMATCH.to_owned()
                value=number(|o| o.mismatch)
                note=Signal::derive(mismatch_note)
                tone=tone(|o| o.mismatch, Tone::Late)
                on_open=move |()| router.go(&Route::Mismatch)
            />
            <Stat
                label=words::BAD_IDS.to_owned()
                value=number(|o| o.bad_ids)
                note=words::BAD_IDS_NOTE.to_owned()
                tone=tone(|o| o.bad_ids, Tone::Soon)
                on_open=bad_ids
            />
            <Stat
                label=words::UNVERIFIED.to_owned()
                value=number(|o| o.states[4])
                note=words::UNVERIFIED_NOTE.to_owned()
                tone=tone(|o| o.states[4], Tone::Soon)
                on_open=move |()| facts.open_roster(router, only(Column::State, vec![UNVERIFIED.to_owned()]))
            />
        </div>
    }
}
