//! How long the duties take with a county's worth of visits: `cargo run --release -p desk --example registers_speed`.
//!
//! 20,000 children, 3,000 memberships, 100,000 visits, 300 returned children and 40 cadres, all made up. Printed are the
//! medians of the queue (every duty), of the charts, and of opening a child with 200 visits; `cargo xtask bench registers`
//! runs it.

mod office;

use std::io::{self, Write};

use desk::message::aid::AidRequest;
use desk::message::cadre::CadreRequest;
use desk::message::care::{CareAnswer, CareRequest, GroupBy};
use desk::message::case::CaseRequest;
use desk::message::{Id, Request, Response};
use ledger::case::StepKind;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{cadre, post, step, visit};
use ledger::visit::VisitKind;

use office::Office;

const CHILDREN: usize = 20_000;
const MEMBERS: usize = 3_000;
const VISITS: usize = 100_000;
const OFTEN: usize = 200;
const RETURNED: usize = 300;
const CADRES: usize = 40;

fn visit_to(child: Id, day: usize) -> Request {
    let texts = [
        (visit::DATE, format!("2026-{:02}-{:02}", 9 + day % 2, 1 + day % 28)),
        (visit::PEOPLE, "李文静、王建国".to_owned()),
        (visit::LESSONS, "2".to_owned()),
        (visit::CONTENT, "认读数字，练习穿衣。".to_owned()),
        (visit::SIGNED, "paper".to_owned()),
    ];
    let answers = texts.to_vec();
    CareRequest::KeepVisit { kind: VisitKind::HomeTeaching, whom: child, visit: None, answers, even: false }.into()
}

/// A child that dropped out and came back.
fn bring_back(office: &mut Office, child: Id) {
    let steps: [(StepKind, &[(u16, &str)]); 3] = [
        (StepKind::Absence, &[(step::DATE, "2026-10-08"), (step::FIRST_ABSENT, "2026-10-08")]),
        (
            StepKind::Confirm,
            &[(step::DATE, "2026-10-12"), (step::DROPPED_ON, "2026-10-08"), (step::REASON, "learning")],
        ),
        (
            StepKind::Back,
            &[
                (step::DATE, "2026-10-19"),
                (step::RETURNED_ON, "2026-10-19"),
                (step::ARRANGEMENT, "same_class"),
                (step::SCHOOL, "东川小学"),
                (step::CLASS, "五年级1班"),
            ],
        ),
    ];
    for (kind, said) in steps {
        let answers = said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
        office.ask(CareRequest::from(CaseRequest::KeepStep { child, kind, answers, even: true }).into());
    }
}

/// A cadre with a school, who went there ten times.
fn send_cadre(office: &mut Office, number: usize) {
    let answers = vec![(cadre::NAME, format!("干部{number}"))];
    office.ask(CareRequest::from(CadreRequest::Keep { cadre: None, answers }).into());
    let Some(Response::Care(bytes)) = office.ask(CareRequest::from(CadreRequest::All).into()) else { return };
    let Some(CareAnswer::Cadres(all)) = CareAnswer::read(&bytes) else { return };
    let Some(id) = all.iter().find(|view| view.posts.is_empty()).map(|view| view.id) else { return };
    let school = format!("{number}号小学");
    let answers = vec![(post::SCHOOL, school.clone()), (post::FROM, "2026-09-01".to_owned())];
    office.ask(CareRequest::from(CadreRequest::KeepPost { cadre: id, post: None, answers }).into());
    for day in 1..=10 {
        let answers = vec![
            (visit::SCHOOL, school.clone()),
            (visit::DATE, format!("2026-10-{day:02}")),
            (visit::LOOKED_AT, "ledgers".to_owned()),
        ];
        let kind = VisitKind::Liaison;
        office.ask(CareRequest::KeepVisit { kind, whom: id, visit: None, answers, even: true }.into());
    }
}

fn main() -> io::Result<()> {
    let mut office = Office::new();
    let children = office.children(CHILDREN)?;
    let cared_for: Vec<Id> = children.iter().copied().take(MEMBERS).collect();
    for child in &cared_for {
        let answers =
            vec![(MEMBERSHIP.start, "2026-09-01".to_owned()), (MEMBERSHIP.placement, "home_teaching".to_owned())];
        office.ask(
            CareRequest::KeepMember {
                register: Which::Shipped(Register::Disabled),
                child: *child,
                answers,
                even: false,
            }
            .into(),
        );
    }
    let busiest = cared_for.first().copied().unwrap_or_default();
    for day in 0..OFTEN {
        office.ask(visit_to(busiest, day));
    }
    for (day, child) in cared_for.iter().cycle().take(VISITS - OFTEN).enumerate() {
        office.ask(visit_to(*child, day));
    }
    cared_for.iter().take(RETURNED).for_each(|child| bring_back(&mut office, *child));
    (0..CADRES).for_each(|number| send_cadre(&mut office, number));
    let matrix = |duty: &str| CareRequest::Matrix { duty: duty.to_owned(), year: 0 }.into();
    let form =
        CareRequest::VisitForm { kind: VisitKind::HomeTeaching, whom: busiest, visit: None, makes_good: String::new() };
    let asked = [
        ("duties", CareRequest::Duties.into()),
        ("work-village", CareRequest::Work(GroupBy::Village).into()),
        ("work-person", CareRequest::Work(GroupBy::Person).into()),
        ("matrix", matrix("home_teaching")),
        ("matrix-cadres", matrix("liaison")),
        ("matrix-follow-up", matrix("follow_up")),
        ("matrix-aid", matrix("aid")),
        ("aid-term", CareRequest::from(AidRequest::Term(String::new())).into()),
        ("child-visits", CareRequest::Visits(busiest).into()),
        ("visit-form", form.into()),
    ];
    let mut out = io::stdout();
    writeln!(
        out,
        "{CHILDREN} children, {MEMBERS} memberships, {VISITS} visits, {RETURNED} cases, {CADRES} cadres; milliseconds"
    )?;
    for (name, request) in asked {
        writeln!(out, "{name} {:.1}", office.median(&request).as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
