//! How long the duties take with a county's worth of visits: `cargo run --release -p desk --example registers_speed`.
//!
//! 20,000 children, 3,000 memberships, 100,000 visits, all made up. Printed are the medians of the queue (every duty), of
//! one chart, and of opening a child with 200 visits; `cargo xtask bench registers` runs it.

mod office;

use std::io::{self, Write};

use desk::message::care::CareRequest;
use desk::message::{Id, Request};
use ledger::register::{MEMBERSHIP, Register};
use ledger::schema::visit;
use ledger::visit::VisitKind;

use office::Office;

const CHILDREN: usize = 20_000;
const MEMBERS: usize = 3_000;
const VISITS: usize = 100_000;
const OFTEN: usize = 200;

fn visit_to(child: Id, day: usize) -> Request {
    let texts = [
        (visit::DATE, format!("2026-{:02}-{:02}", 9 + day % 2, 1 + day % 28)),
        (visit::PEOPLE, "李文静、王建国".to_owned()),
        (visit::LESSONS, "2".to_owned()),
        (visit::CONTENT, "认读数字，练习穿衣。".to_owned()),
        (visit::SIGNED, "paper".to_owned()),
    ];
    let answers = texts.to_vec();
    CareRequest::KeepVisit { kind: VisitKind::HomeTeaching, child, visit: None, answers }.into()
}

fn main() -> io::Result<()> {
    let mut office = Office::new();
    let children = office.children(CHILDREN)?;
    let cared_for: Vec<Id> = children.iter().copied().take(MEMBERS).collect();
    for child in &cared_for {
        let answers =
            vec![(MEMBERSHIP.start, "2026-09-01".to_owned()), (MEMBERSHIP.placement, "home_teaching".to_owned())];
        office.ask(CareRequest::KeepMember { register: Register::Disabled, child: *child, answers }.into());
    }
    let busiest = cared_for.first().copied().unwrap_or_default();
    for day in 0..OFTEN {
        office.ask(visit_to(busiest, day));
    }
    for (day, child) in cared_for.iter().cycle().take(VISITS - OFTEN).enumerate() {
        office.ask(visit_to(*child, day));
    }
    let matrix = CareRequest::Matrix { duty: "home_teaching".to_owned(), year: 0 }.into();
    let form = CareRequest::VisitForm {
        kind: VisitKind::HomeTeaching,
        child: busiest,
        visit: None,
        makes_good: String::new(),
    };
    let asked = [
        ("duties", CareRequest::Duties.into()),
        ("matrix", matrix),
        ("child-visits", CareRequest::Visits(busiest).into()),
        ("visit-form", form.into()),
    ];
    let mut out = io::stdout();
    writeln!(out, "{CHILDREN} children, {MEMBERS} memberships, {VISITS} visits; milliseconds")?;
    for (name, request) in asked {
        writeln!(out, "{name} {:.1}", office.median(&request).as_secs_f64() * 1000.0)?;
    }
    Ok(())
}
