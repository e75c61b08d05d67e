//! 一生一案: the case of a child who is, or may be, out of school, from the first absent day until it is closed (销号).
//!
//! A case is opened, and then steps are added to it; how it stands is never stored but folded from them ([`State::of`]), so
//! that devices which wrote offline agree whatever came first. Nothing is ever closed by itself: it needs a reason,
//! evidence and somebody who approves. Rules come from county plans and are named where they stand; what no plan says
//! is our own proposal, marked 示例, and data a county can change.
//!
//! ```
//! use ledger::calendar::Calendar;
//! use ledger::case::{CheckOutcome, Event, OBSERVATION_DAYS, Observation, Stage, State, What, Why};
//! use ledger::date::Date;
//! use sync::RowId;
//!
//! let calendar: Calendar = "term 2025-09-01 2026-01-20 秋季学期".parse()?;
//! let day = |n| Date::new(2025, 9, n).expect("a day of September");
//! let event = |id, n, what| Event { id: RowId([id; 16]), day: day(n), what };
//! let events = [
//!     // Recorded last, by a device that knew of nothing else; it counts where it belongs.
//!     event(3, 9, What::Back { on: Some(day(9)) }),
//!     event(1, 3, What::Absence { first: Some(day(3)) }),
//!     event(2, 5, What::Check(Some(CheckOutcome::NotInSchool))),
//!     event(4, 10, What::CloseApprove { named: true }),
//! ];
//! let state = State::of(day(3), &events, Observation { school_days: OBSERVATION_DAYS, calendar: &calendar });
//! assert_eq!(state.stage, Stage::Observing);
//! assert_eq!(state.observation_until.map(|day| day.to_string()).as_deref(), Some("2025-10-21"));
//! // Nobody asked for it to be closed, so the approval is listed and changes nothing.
//! assert_eq!(state.out_of_place, [(RowId([4; 16]), Why::NotProposed)]);
//! # Ok::<(), ledger::calendar::CalendarError>(())
//! ```

mod balance;
mod catalogue;
mod event;
mod file;
mod ladder;
mod ledgers;
mod next;
mod notice;
mod outcome;
mod proof;
mod return_table;
mod state;
mod step;
mod usual;

pub use balance::{Balance, Clearing};
pub use catalogue::{CheckWay, Leave, Mark, Method, Origin};
pub use event::{Event, What};
pub use file::{Section, SectionState, completeness};
pub use ladder::{Act, Climb, Ladder, LadderError, Rung, Standing};
pub use ledgers::CaseList;
pub use next::{Next, next};
pub use notice::{
    Addressee, Blocked, Counted, Deadline, ISSUE, Notice, NoticeKind, NoticeNumber, NumberError, NumberRange, SERVICE,
    Served, Service, issue_faults, next_allowed, service_faults,
};
pub use outcome::{Arrangement, CheckOutcome, ClosingReason, DropReason, Exit, Leads};
pub use proof::{Evidence, proofs_of_check, proofs_of_closing, proofs_of_exit};
pub use return_table::{ReturnRow, ReturnTable};
pub use state::{OBSERVATION_DAYS, Observation, Spell, Stage, State, Stood, Watched, Why};
pub use step::StepKind;
