//! 台账: the ledgers into which open and closed cases fall, each derived from how a case stands.

use super::{Stage, State};
use crate::keyed::keyed;

// Keys stand in addresses of pages: never change one.
keyed! {
    /// A ledger of cases.
    pub enum CaseList {
        /// Every case that is not closed.
        Open = "open", "在办";
        /// Out of school as far as anybody knows, and not yet confirmed as dropped out.
        Suspected = "suspected", "疑似辍学";
        /// Confirmed as dropped out, and not back.
        Dropped = "dropped", "辍学";
        /// Back in school or placed, and watched.
        Back = "back", "复学与安置";
        Deferred = "deferred", "延缓与休学";
        Closing = "closing", "待销号";
        Closed = "closed", "已销号";
    }
}

impl CaseList {
    /// Whether a case that stands so belongs into it.
    pub fn holds(self, state: &State) -> bool {
        let out = state.stage.is_out();
        match self {
            CaseList::Open => state.stage != Stage::Closed,
            CaseList::Suspected => out && state.dropped_by.is_none(),
            CaseList::Dropped => out && state.dropped_by.is_some(),
            CaseList::Back => matches!(state.stage, Stage::Observing | Stage::Placed),
            CaseList::Deferred => state.stage == Stage::Deferred,
            CaseList::Closing => state.stage == Stage::Closing,
            CaseList::Closed => state.stage == Stage::Closed,
        }
    }

    /// What it is called on paper.
    pub fn title(self) -> String {
        format!("{}台账", self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::case::{Event, Observation, What};
    use crate::date::Date;
    use sync::RowId;

    /// Whatever happened, an open case is in one of the ledgers of open cases, or waits only for its closing.
    #[test]
    fn a_suspected_case_becomes_a_dropped_one_when_it_is_confirmed() {
        let day = |n| Date::new(2026, 9, n).expect("a day");
        let (calendar, first) = (Calendar::default(), Some(day(1)));
        let observation = Observation { school_days: 30, calendar: &calendar };
        let absence = Event { id: RowId([1; 16]), day: day(2), what: What::Absence { first } };
        let confirm = Event { id: RowId([2; 16]), day: day(9), what: What::Confirm { dropped_on: first } };
        let check = |events: &[Event], expected: &[CaseList]| {
            let state = State::of(day(2), events, observation);
            let held: Vec<_> = CaseList::ALL.iter().copied().filter(|list| list.holds(&state)).collect();
            assert_eq!(held, expected);
        };
        check(&[], &[CaseList::Open, CaseList::Suspected]);
        check(&[absence], &[CaseList::Open, CaseList::Suspected]);
        check(&[absence, confirm], &[CaseList::Open, CaseList::Dropped]);
    }
}
