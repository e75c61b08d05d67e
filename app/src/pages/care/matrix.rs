//! The chart of a duty: child by turn. One press on a cell opens the form that is needed there.

use desk::message::care::{CareAnswer, CareRequest, MatrixRow, MatrixView, TurnView};
use ledger::duty::Standing;
use leptos::prelude::*;

use super::cared;
use super::dialog::CareDialog;
use super::wanted::Wanted;
use crate::route::Route;
use crate::text::care as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Empty};

/// Rows drawn at first, and with each press of 显示更多.
const STEP: usize = 100;

/// The chart of a duty.
#[component]
pub(super) fn Chart(
    /// Its key.
    duty: String,
) -> impl IntoView {
    let (year, shown) = (RwSignal::new(0u16), RwSignal::new(STEP));
    let wanted = RwSignal::new(None::<Wanted>);
    let found = cared(move || CareRequest::Matrix { duty: duty.clone(), year: year.get() });
    let body = move || match found.get() {
        Some(CareAnswer::Matrix(view)) => {
            let turn_year = move |by: i16| {
                let to = view.year.saturating_add_signed(by);
                move |()| year.set(to)
            };
            let tools = view! {
                <div class="tools">
                    <h2>{view.name.clone()}" "{view.year_label.clone()}</h2>
                    <span class="grow"></span>
                    <Button on_press=turn_year(-1)>{words::EARLIER}</Button>
                    <Button on_press=turn_year(1)>{words::LATER}</Button>
                </div>
            };
            let rows = if view.rows.is_empty() { nobody().into_any() } else { table(view, wanted, shown).into_any() };
            view! { {tools} {rows} }.into_any()
        }
        _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    };
    view! {
        {body}
        <CareDialog wanted=wanted />
    }
}

fn nobody() -> impl IntoView {
    view! {
        <Empty title=words::NO_ROWS.to_owned() text=words::NO_ROWS_TEXT.to_owned()>
            <a class="button primary" href=Route::Registers("disabled".to_owned()).href()>{words::TO_REGISTERS}</a>
        </Empty>
    }
}

fn table(view: MatrixView, wanted: RwSignal<Option<Wanted>>, shown: RwSignal<usize>) -> impl IntoView {
    let all = view.rows.len();
    let present = view.present.map(|at| at as usize);
    let heads = view.periods.iter().enumerate().map(|(at, (_, label))| {
        let now = (Some(at) == present).then_some("date");
        view! { <th scope="col" aria-current=now>{label.clone()}</th> }
    });
    let heads = heads.collect_view();
    let view = StoredValue::new(view);
    let lines = move || {
        view.with_value(|view| view.rows.iter().take(shown.get()).map(|row| line(view, row, wanted)).collect_view())
    };
    view! {
        <p class="muted">{words::LEGEND}</p>
        <div class="table-scroll">
            <table class="plain chart">
                <thead>
                    <tr>
                        <th scope="col">{words::NAME}</th>
                        <th scope="col">{words::VILLAGE}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <Show when=move || { shown.get() < all }>
            <div class="more"><Button on_press=move |()| shown.update(|n| *n += STEP)>{words::MORE}</Button></div>
        </Show>
    }
}

fn line(view: &MatrixView, row: &MatrixRow, wanted: RwSignal<Option<Wanted>>) -> AnyView {
    let person = row.person.clone();
    let present = view.present.map_or(0, |at| at as usize);
    let cells = row.turns.iter().enumerate().map(|(at, turn)| {
        let form = match turn.standing {
            _ if turn.owed == 0 => None,
            Standing::Short | Standing::Excused => Some(Wanted::Short {
                duty: view.key.clone(),
                person: person.clone(),
                period: view.periods[at].0.clone(),
                kind: view.kind,
            }),
            _ if at == present => Some(Wanted::visit(view.kind, person.child)),
            _ => None,
        };
        view! { <td>{cell(*turn, form, wanted)}</td> }
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row"><a href=Route::Child(person.child).href()>{person.name.clone()}</a></th>
            <td class="nowrap">{person.village.clone()}</td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(turn: TurnView, form: Option<Wanted>, wanted: RwSignal<Option<Wanted>>) -> AnyView {
    let (drawn, said, class) = (words::turn_drawn(&turn), words::turn_said(&turn), words::turn_class(turn.standing));
    match form {
        Some(form) => view! {
            <button type="button" class=class title=said.clone() aria-label=said on:click=move |_| wanted.set(Some(form.clone()))>
                {drawn}
            </button>
        }
        .into_any(),
        None => view! { <span class=class title=said.clone() role="img" aria-label=said>{drawn}</span> }.into_any(),
    }
}
