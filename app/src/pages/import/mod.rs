//! 导入: bringing lists into the roster, or keeping them to compare with. Offline, nothing half-saved.

mod columns;
mod ending;
mod field_picker;
mod goal;
mod lines;
mod mapping;
mod pick;
mod preview;
mod reading;
mod review;
mod row;
mod understood;
mod wizard;

use leptos::prelude::*;

pub(crate) use pick::{Pick, ReadingProgress, ReadingTrouble};
pub(crate) use review::Review;
pub(crate) use wizard::Wizard;

use self::ending::End;
use self::pick::Queue;
use self::preview::Preview;
use self::wizard::Step;
use crate::text::import as t;
use crate::ui::Steps;

/// The import wizard.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let wizard = Wizard::here();
    let reading = wizard.reading;
    let now = move || match wizard.step.get() {
        Step::Pick => 0,
        Step::Understood => 1,
        Step::Preview if wizard.busy.get() => 3,
        Step::Preview => 2,
        Step::Done => 4,
    };
    let step = Memo::new(move |_| wizard.step.get());
    let page = move || match step.get() {
        Step::Pick => view! { <Pick reading=reading /> }.into_any(),
        Step::Understood => view! { <Second /> }.into_any(),
        Step::Preview => view! { <Preview /> }.into_any(),
        Step::Done => view! { <End /> }.into_any(),
    };
    view! {
        <div class="page import" class:fill=move || step.get() == Step::Preview>
            <header class="page-head">
                <h1>{t::TITLE}</h1>
                <p class="sub">{t::LEAD}</p>
            </header>
            <Steps names=&t::STEPS now=Signal::derive(now) label=t::STEPS_LABEL />
            <ReadingTrouble reading=reading />
            <ReadingProgress reading=reading />
            {page}
            <Queue reading=reading />
        </div>
    }
}

#[component]
fn Second() -> impl IntoView {
    let reading = Wizard::here().reading;
    view! {
        <h2 class="understood-title">{move || t::understood_title(&reading.name())}</h2>
        <Review reading=reading />
    }
}
