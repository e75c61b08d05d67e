//! The chart of a duty: who it is about by turn. One press on a cell opens the form that is needed there.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest, MatrixRow, MatrixView, SubjectView, TurnView};
use ledger::duty::{About, Standing};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cared;
use super::dialog::CareDialog;
use super::sheet::{self, Use};
use super::wanted::Wanted;
use crate::route::Route;
use crate::session::Session;
use crate::text::care as words;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Button, Empty, Printer, SelectField, Toasts, Tone};

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
    let (session, toasts, printer) = (Session::here(), Toasts::here(), Printer::here());
    let key = StoredValue::new(duty.clone());
    let found = cared(move || CareRequest::Matrix { duty: duty.clone(), year: year.get() });
    let body = move || match found.get() {
        Some(CareAnswer::Matrix(view)) => {
            let turn_year = move |by: i16| {
                let to = view.year.saturating_add_signed(by);
                move |()| year.set(to)
            };
            let period = view.periods.get(view.present.unwrap_or_default() as usize);
            let period = period.map(|(key, _)| key.clone()).unwrap_or_default();
            let turns = view.periods.clone();
            let chosen = RwSignal::new(period);
            let sheet = move |what: Use| {
                let request =
                    CareRequest::DutySheet { duty: key.get_value(), period: chosen.get_untracked(), act: what.act() };
                spawn_local(async move {
                    match session.care(request).await {
                        Ok(CareAnswer::Sheet(sheet)) => sheet::hand_out(*sheet, what, toasts, printer),
                        Ok(_) => toasts.refuse(&Refusal::Protocol),
                        Err(refused) => toasts.refuse(&refused),
                    }
                });
            };
            let lists = (!view.rows.is_empty()).then(|| {
                view! {
                    <SelectField label=words::SHEET_OF.to_owned() value=chosen options=turns />
                    <Button on_press=move |()| sheet(Use::Print)>{words::PRINT_LIST}</Button>
                    <Button on_press=move |()| sheet(Use::File)>{words::EXPORT}</Button>
                }
            });
            let cadres = (view.about != About::Child).then(|| {
                view! {
                    <a class="button" href=Route::Duties(super::CADRES.to_owned()).href()>{words::CADRES}</a>
                }
            });
            let tools = view! {
                <div class="tools duty-tools">
                    <h2>{view.name.clone()}" "{view.year_label.clone()}</h2>
                    <span class="grow"></span>
                    {cadres}
                    {lists}
                    <Button on_press=turn_year(-1)>{words::EARLIER}</Button>
                    <Button on_press=turn_year(1)>{words::LATER}</Button>
                </div>
            };
            let left = (view.left_over > 0).then(|| {
                view! {
                    <Banner tone=Tone::Late>
                        <span>{words::left_over(view.left_over)}</span>
                        <Button on_press=turn_year(-1)>{words::EARLIER}</Button>
                    </Banner>
                }
            });
            let rows = if view.rows.is_empty() {
                nobody(view.about).into_any()
            } else {
                table(view, wanted, shown).into_any()
            };
            view! { {tools} {left} {rows} }.into_any()
        }
        _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    };
    view! {
        {body}
        <CareDialog wanted=wanted />
    }
}

fn nobody(about: About) -> impl IntoView {
    let (title, text, to, link) = match about {
        About::Child => {
            (words::NO_ROWS, words::NO_ROWS_TEXT, Route::Registers("disabled".to_owned()), words::TO_REGISTERS)
        }
        About::Cadre | About::Post => {
            (words::NO_POSTS, words::NO_POSTS_TEXT, Route::Duties(super::CADRES.to_owned()), words::TO_CADRES)
        }
    };
    view! {
        <Empty title=title.to_owned() text=text.to_owned()>
            <a class="button primary" href=to.href()>{link}</a>
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
    let (name, place) = match view.about {
        About::Child => (words::NAME, words::VILLAGE),
        About::Cadre | About::Post => (words::CADRE, words::POST),
    };
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
                        <th scope="col">{name}</th>
                        <th scope="col">{place}</th>
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
    let subject = row.subject.clone();
    // In the chart of another school year no turn is the present one.
    let present = view.present.map(|at| at as usize);
    let cells = row.turns.iter().enumerate().map(|(at, turn)| {
        let period = row.own.as_ref().map_or(&view.periods[at].0, |(own, _)| own).clone();
        let form = match turn.standing {
            _ if turn.owed == 0 => None,
            Standing::Short | Standing::Excused => {
                Some(Wanted::Short { duty: view.key.clone(), subject: subject.clone(), period, deed: view.deed })
            }
            _ if Some(at) == present => Some(Wanted::doing(view.deed, subject.id, &period, false)),
            _ => None,
        };
        let until = row.own.as_ref().map(|(_, last)| {
            view! { <small class="muted">{words::by_day(last)}</small> }
        });
        view! { <td>{cell(*turn, form, wanted)}{until}</td> }
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">{who(&subject)}</th>
            <td class="place">{subject.place.clone()}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// A name, which leads to the child's page if it is a child's.
pub(super) fn who(subject: &SubjectView) -> AnyView {
    match subject.about {
        About::Child => view! { <a href=Route::Child(subject.id).href()>{subject.name.clone()}</a> }.into_any(),
        About::Cadre | About::Post => subject.name.clone().into_any(),
    }
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
