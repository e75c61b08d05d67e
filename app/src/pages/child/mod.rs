//! One child: the two facts side by side, every field edited in place, what is wrong, who changed what when.

mod edit;
mod facts;
mod fields;
mod findings;
mod history;
mod line;
mod reveal;
mod similar;

use desk::message::Id;
use desk::message::Refusal;
use desk::message::roster::{ChildView, Column, RosterAnswer, RosterRequest};
use ledger::field::Field;
use leptos::prelude::*;

use self::edit::Record;
use self::facts::Facts;
use self::fields::Sections;
use self::findings::Findings;
use self::history::History;
pub(crate) use self::similar::SimilarPairs;
use crate::pages::care::OfChild;
use crate::pages::roster::cell;
use crate::route::Route;
use crate::session::Session;
use crate::text::child as words;
use crate::text::shell::LOADING;
use crate::ui::{Chip, Empty, Toasts, Tone, asked, effect};

/// One child.
#[component]
pub(crate) fn ChildPage(
    /// Which.
    id: Id,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let found = asked(move || {
        session.version();
        async move {
            match session.roster(RosterRequest::Child(id)).await {
                Ok(RosterAnswer::Child(view)) => Some(*view),
                Err(Refusal::Gone) => None,
                Ok(_) => None,
                Err(refusal) => {
                    toasts.refuse(&refusal);
                    None
                }
            }
        }
    });
    // What is shown stays while newer values are on their way: lines being typed in are not taken away.
    let view = RwSignal::new(None::<ChildView>);
    let gone = RwSignal::new(false);
    effect(move || {
        if let Some(answer) = found.get() {
            gone.set(answer.is_none());
            if answer.is_some() {
                view.set(answer);
            }
        }
    });
    let there = Memo::new(move |_| {
        if gone.get() {
            0
        } else if view.with(Option::is_some) {
            1
        } else {
            2
        }
    });
    view! {
        <section class="page child">
            {move || match there.get() {
                0 => view! { <Gone /> }.into_any(),
                1 => view! { <Whole record=Record::new(id, view) /> }.into_any(),
                _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <Empty title=words::GONE_TITLE.to_owned() text=words::GONE_TEXT.to_owned()>
            <a class="button primary" href=Route::Roster.href()>{words::TO_ROSTER}</a>
        </Empty>
    }
}

#[component]
fn Whole(record: Record) -> impl IntoView {
    let chip = move |column: Column| {
        let shown = cell(column, record.derived(column));
        let tone = shown.tone.unwrap_or(Tone::Plain);
        (!shown.text.is_empty()).then(|| view! { <Chip text=shown.text tone=tone /> })
    };
    view! {
        <div class="page-head">
            <a class="back" href=Route::Roster.href()>"‹ "{words::TO_ROSTER}</a>
            <h1>{move || record.text(Field::Name)}</h1>
            <p class="sub">
                {move || record.text(Field::Sex)}" "
                {move || crate::text::date(&record.text(Field::Birth))}" "
                {move || record.text(Field::Village)}
            </p>
            <p class="row">
                {move || chip(Column::GradeClass)}
                {move || chip(Column::Groups)}
            </p>
        </div>
        <div class="child-cols">
            <div class="stack">
                <Facts record=record />
                <OfChild id=record.id />
                <Sections record=record />
            </div>
            <aside class="stack">
                <Findings record=record />
                <SimilarPairs only=Some(record.id) />
                <History record=record />
            </aside>
        </div>
    }
}
