//! A desk asked in memory, timed: what the speed examples share.

use std::io;
use std::time::{Duration, Instant};

use desk::message::roster::{RosterAnswer, RosterRequest, RowQuery};
use desk::message::{Id, Request, Response};
use desk::{Desk, Identity, Now, Step};
use ledger::field::Field;
use sync::{AgentId, SpaceId};

const ROUNDS: usize = 9;

/// A desk and a clock.
pub(crate) struct Office {
    desk: Desk,
    ms: u64,
}

impl Office {
    /// An empty ledger at 2026-11-22 in China.
    pub(crate) fn new() -> Office {
        let identity =
            Identity { space: SpaceId([1; 16]), agent: AgentId([2; 16]), row_key: [3; 32], person: String::new() };
        Office { desk: Desk::new(identity), ms: 1_795_305_600_000 }
    }

    /// So many children of forty villages.
    pub(crate) fn children(&mut self, count: usize) -> io::Result<Vec<Id>> {
        for n in 0..count {
            let fields = vec![(Field::Name, format!("孩子{n}")), (Field::Village, format!("{}号村", n % 40))];
            self.ask(Request::Roster(RosterRequest::Add(fields)));
        }
        let all = RosterRequest::Rows { query: RowQuery::default(), columns: Vec::new(), from: 0, count: count as u32 };
        match self.ask(Request::Roster(all)) {
            Some(Response::Roster(RosterAnswer::Rows { rows, .. })) => Ok(rows.into_iter().map(|row| row.id).collect()),
            _ => Err(io::Error::other("the children were not added")),
        }
    }

    fn now(&mut self) -> Now {
        self.ms += 1;
        let mut entropy = [0; 32];
        entropy.iter_mut().zip(self.ms.to_le_bytes()).for_each(|(into, byte)| *into = byte);
        Now { ms: self.ms, offset_min: 480, entropy }
    }

    /// Asks, and keeps what is to be kept.
    pub(crate) fn ask(&mut self, request: Request) -> Option<Response> {
        let now = self.now();
        match self.desk.ask(request, &now) {
            Step::Answer(response) => Some(*response),
            Step::Keep(keep) => Some(self.desk.kept(*keep)),
            Step::Load(_) | Step::Log => None,
        }
    }

    /// The median of how long the first answer after a save takes.
    pub(crate) fn median(&mut self, request: &Request) -> Duration {
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|n| {
                self.ask(Request::Roster(RosterRequest::Add(vec![(Field::Name, format!("新来{n}"))])));
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
