//! How long the duties take with a county's worth of visits: `cargo run --release -p desk --example registers_speed`.
//!
//! 20,000 children, 3,000 memberships, 100,000 visits, all made up. Printed are the medians of the queue (every duty), of
//! one chart, and of opening a child with 200 visits; `cargo xtask bench registers` runs it.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use desk::message::care::CareRequest;
use desk::message::roster::{RosterAnswer, RosterRequest, RowQuery};
use desk::message::{Id, Request, Response};
use desk::{Desk, Identity, Now, Step};
use ledger::field::Field;
use ledger::register::{MEMBERSHIP, Register};
use ledger::schema::visit;
use ledger::visit::VisitKind;
use sync::{AgentId, SpaceId};

const CHILDREN: usize = 20_000;
const MEMBERS: usize = 3_000;
const VISITS: usize = 100_000;
const OFTEN: usize = 200;
const ROUNDS: usize = 9;

struct Office {
    desk: Desk,
    ms: u64,
}

impl Office {
    fn now(&mut self) -> Now {
        self.ms += 1;
        let mut entropy = [0; 32];
        entropy.iter_mut().zip(self.ms.to_le_bytes()).for_each(|(into, byte)| *into = byte);
        Now { ms: self.ms, offset_min: 480, entropy }
    }

    fn ask(&mut self, request: Request) -> Option<Response> {
        let now = self.now();
        match self.desk.ask(request, &now) {
            Step::Answer(response) => Some(*response),
            Step::Keep(keep) => Some(self.desk.kept(*keep)),
            Step::Load(_) => None,
        }
    }

    fn median(&mut self, request: &Request) -> Duration {
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let begun = Instant::now();
                let answer = self.ask(request.clone());
                let took = begun.elapsed();
                drop(answer);
                took
            })
            .collect();
        times.sort_unstable();
        times.get(ROUNDS / 2).copied().unwrap_or_default()
    }
}

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
    let identity =
        Identity { space: SpaceId([1; 16]), agent: AgentId([2; 16]), row_key: [3; 32], person: String::new() };
    // 2026-11-22 in China.
    let mut office = Office { desk: Desk::new(identity), ms: 1_795_305_600_000 };
    for n in 0..CHILDREN {
        let fields = vec![(Field::Name, format!("孩子{n}")), (Field::Village, format!("{}号村", n % 40))];
        office.ask(Request::Roster(RosterRequest::Add(fields)));
    }
    let all = RosterRequest::Rows { query: RowQuery::default(), columns: Vec::new(), from: 0, count: CHILDREN as u32 };
    let Some(Response::Roster(RosterAnswer::Rows { rows, .. })) = office.ask(Request::Roster(all)) else {
        return Err(io::Error::other("the children were not added"));
    };
    let children: Vec<Id> = rows.into_iter().map(|row| row.id).collect();
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
