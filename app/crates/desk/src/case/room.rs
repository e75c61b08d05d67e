//! Every case with where it stands, worked out once for a version of the ledger and a day: the home page, the queue and the
//! ledgers all ask for the same.

use std::cell::RefCell;
use std::rc::Rc;

use ledger::case::State;
use ledger::date::Date;

use super::file::CaseFile;
use crate::Desk;
use crate::step::Now;

/// All cases, shared by whoever asks.
pub(crate) type Cases = Rc<[(CaseFile, State)]>;

/// What was worked out last.
#[derive(Debug, Default)]
pub(crate) struct Room {
    last: RefCell<Option<(u64, Date, Cases)>>,
}

impl Desk {
    /// Every case, and what follows from its steps.
    pub(crate) fn standing_cases(&self, now: &Now) -> Cases {
        let (version, today) = (self.book.version, Self::today(now));
        let mut last = self.cases.last.borrow_mut();
        match &*last {
            Some((of, on, cases)) if (*of, *on) == (version, today) => Rc::clone(cases),
            _ => {
                let calendar = self.case_calendar(now);
                let with_state = |file: CaseFile| {
                    let state = file.state(&calendar);
                    (file, state)
                };
                let cases: Cases = self.case_files().into_iter().map(with_state).collect();
                *last = Some((version, today, Rc::clone(&cases)));
                cases
            }
        }
    }
}
