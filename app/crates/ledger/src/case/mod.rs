//! 一生一案: the case of a child who is, or may be, out of school, from the first absent day until it is closed (销号).
//!
//! A case is opened, and then steps are added to it; how it stands is never stored but folded from them ([`State::of`]), so
//! that devices which wrote offline agree whatever came first. Nothing is ever closed by itself: it needs a reason,
//! evidence and somebody who approves. Rules come from county plans and are named where they stand; what no plan says
//! is our own proposal, marked 示例, and data a county can change.

mod balance;
mod catalogue;
mod event;
mod file;
mod ladder;
mod notice;
mod outcome;
mod proof;
mod return_table;
mod state;
mod step;

pub use balance::{Balance, Clearing};
pub use catalogue::{CheckWay, Leave, Mark, Method, Origin};
pub use event::{Event, What};
pub use file::{Section, SectionState, completeness};
pub use ladder::{Act, Climb, Ladder, LadderError, Rung, Standing};
pub use notice::{
    Addressee, Blocked, Counted, Deadline, Notice, NoticeKind, NoticeNumber, NumberError, NumberRange, Served, Service,
    next_allowed,
};
pub use outcome::{Arrangement, CheckOutcome, ClosingReason, DropReason, Exit, Leads};
pub use proof::{Evidence, proofs_of_check, proofs_of_closing, proofs_of_exit};
pub use return_table::{ReturnRow, ReturnTable};
pub use state::{OBSERVATION_DAYS, Observation, Spell, Stage, State, Why};
pub use step::StepKind;
