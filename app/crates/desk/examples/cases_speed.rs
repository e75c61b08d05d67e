//! How long the cases take with a county's worth of them: `cargo run --release -p desk --example cases_speed`.
//!
//! 20,000 children, 5,000 cases, 100,000 steps, all made up. Printed are the medians of a ledger of cases, of the home page
//! with its queue, and of opening a file; `cargo xtask bench cases` runs it.

mod office;

use std::io::{self, Write};

use desk::message::care::CareRequest;
use desk::message::case::CaseRequest;
use desk::message::place::PlaceRequest;
use desk::message::{Id, Request};
use ledger::case::{CaseList, StepKind};
use ledger::schema::step;

use office::Office;

const CHILDREN: usize = 20_000;
const CASES: usize = 5_000;
const STEPS: usize = 20;

/// The steps of a case in turn: an absence, a check, dropping out, then notes; every third child is back.
fn steps(case: usize) -> impl Iterator<Item = (StepKind, Vec<(u16, String)>)> {
    let text = |said: &[(u16, &str)]| said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect::<Vec<_>>();
    let mut told = vec![
        (StepKind::Absence, text(&[(step::DATE, "2026-10-12"), (step::FIRST_ABSENT, "2026-10-12")])),
        (
            StepKind::Check,
            text(&[
                (step::DATE, "2026-10-14"),
                (step::PEOPLE, "李文静"),
                (step::HOW, "visit"),
                (step::OUTCOME, "not_in_school"),
            ]),
        ),
        (
            StepKind::Confirm,
            text(&[(step::DATE, "2026-10-16"), (step::DROPPED_ON, "2026-10-12"), (step::REASON, "work")]),
        ),
    ];
    if case.is_multiple_of(3) {
        let back = [
            (step::DATE, "2026-10-20"),
            (step::RETURNED_ON, "2026-10-20"),
            (step::ARRANGEMENT, "same_class"),
            (step::SCHOOL, "石川镇中心小学"),
            (step::CLASS, "五年级1班"),
        ];
        told.push((StepKind::Back, text(&back)));
    }
    let notes = (told.len()..STEPS).map(move |n| {
        let day = format!("2026-11-{:02}", 1 + n % 20);
        (StepKind::Note, vec![(step::DATE, day), (step::NOTE, "电话联系监护人，约定上门时间。".to_owned())])
    });
    told.into_iter().chain(notes)
}

fn main() -> io::Result<()> {
    let mut office = Office::new();
    let children = office.children(CHILDREN)?;
    let in_cases: Vec<Id> = children.into_iter().take(CASES).collect();
    for (case, child) in in_cases.iter().enumerate() {
        for (kind, answers) in steps(case) {
            let step = CaseRequest::KeepStep { child: *child, kind, answers, even: false };
            office.ask(CareRequest::from(step).into());
        }
    }
    let first = in_cases.first().copied().unwrap_or_default();
    let of_case = |request: CaseRequest| Request::from(CareRequest::from(request));
    let asked = [
        ("ledger-open", of_case(CaseRequest::List(CaseList::Open))),
        ("ledger-dropped", of_case(CaseRequest::List(CaseList::Dropped))),
        ("home", Request::Place(PlaceRequest::Overview)),
        ("file", of_case(CaseRequest::File(first))),
    ];
    let mut out = io::stdout();
    writeln!(out, "{CHILDREN} children, {CASES} cases, {} steps; milliseconds", CASES * STEPS)?;
    for (name, request) in asked {
        writeln!(out, "{name} {:.1}", office.median(&request).as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
