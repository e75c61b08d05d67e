//! 历次比对: every round, newest first.

use desk::message::compare::{CompareAnswer, CompareRequest, RoundView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use super::head::kinds;
use crate::text;
use crate::text::compare as t;
use crate::ui::{Button, Chip, Look, Tone, effect};

/// The table of rounds.
#[component]
pub(super) fn Rounds() -> impl IntoView {
    let bench = Bench::here();
    let rounds = RwSignal::new(Vec::<RoundView>::new());
    effect(move || {
        bench.session.version();
        spawn_local(async move {
            match bench.session.compare(CompareRequest::Rounds).await {
                Ok(CompareAnswer::Rounds(found)) => drop(rounds.try_set(found)),
                Ok(_) => {}
                Err(refused) => bench.toasts.refuse(&refused),
            }
        });
    });
    let again = move |()| {
        if let Some(round) = bench.round.get_untracked() {
            bench.run(round.preset, round.lists.into_iter().map(|l| l.id).collect(), round.window);
        }
    };
    let line = move |(index, round): (usize, RoundView)| {
        let (id, newest) = (round.id, index == 0);
        let this = move || bench.round.with(|r| r.as_ref().is_some_and(|r| r.id == id));
        let lists: Vec<String> = round.lists.iter().map(|l| l.name.clone()).collect();
        view! {
            <tr>
                <th scope="row">{t::round_no(round.number)}</th>
                <td>{text::moment(round.at_ms)}</td>
                <td>{kinds(&round).join(" × ")}<small class="round-lists">{lists.join("、")}</small></td>
                <td>
                    <Show
                        when=this
                        fallback=move || view! {
                            <Button look=Look::Quiet on_press=move |()| bench.open((!newest).then_some(id))>{t::ROUND_OPEN}</Button>
                        }
                    >
                        <Chip text=t::ROUND_THIS.to_owned() tone=Tone::Ok />
                    </Show>
                </td>
            </tr>
        }
    };
    view! {
        <div class="tools">
            <Button look=Look::Primary disabled=Signal::derive(move || bench.busy.get()) on_press=again>{t::RUN_AGAIN}</Button>
        </div>
        <div class="card table-scroll">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{t::ROUND_NUMBER}</th>
                        <th scope="col">{t::ROUND_AT}</th>
                        <th scope="col">{t::ROUND_LISTS}</th>
                        <th scope="col"><span class="only-spoken">{t::COLUMN_DROP}</span></th>
                    </tr>
                </thead>
                <tbody>{move || rounds.get().into_iter().enumerate().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}
