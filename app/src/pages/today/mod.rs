//! 今日: what to do first, or what waits and how far the clearing has come.

mod duties;
mod first;
mod numbers;
mod queue;
mod round;
mod saves;
mod villages;

use leptos::prelude::*;

use self::duties::Duties;
use self::first::First;
use self::numbers::Numbers;
use self::queue::Queue;
use self::round::Round;
use self::saves::Saves;
use self::villages::Villages;
use crate::platform::clock::Moment;
use crate::shell::Facts;
use crate::text::shell::LOADING;
use crate::text::today as words;

/// 今日.
#[component]
pub(crate) fn TodayPage() -> impl IntoView {
    let facts = Facts::here();
    // 0 while asking, 1 with nothing stored, 2 with something.
    let stage = Memo::new(move |_| {
        facts.overview.with(|o| match o {
            None => 0,
            Some(o) if o.children == 0 && o.lists == 0 => 1,
            Some(_) => 2,
        })
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::TITLE}</h1>
                <p class="sub">{words::day(Moment::now())}</p>
            </div>
            {move || match stage.get() {
                0 => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
                1 => view! { <First /> }.into_any(),
                _ => {
                    view! {
                        <div class="stack">
                            <Numbers />
                            <Round />
                            <Queue />
                            <Duties />
                            <div class="cols wide">
                                <Villages />
                                <Saves />
                            </div>
                        </div>
                    }
                    .into_any()
                }
            }}
        </section>
    }
}
