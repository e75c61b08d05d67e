//! 升级阶梯: the county's steps with their days, and how far a case has come on them.

use ledger::calendar::Calendar;
use ledger::case::{Ladder, State};
use ledger::date::Date;

use super::file::CaseFile;
use crate::Desk;
use crate::message::case::{CaseAnswer, RungView};
use crate::step::{Now, Step};

const LADDER: &str = "ladder";

impl Desk {
    /// The ladder in force; until somebody writes one, the one shipped (示例).
    pub(super) fn ladder(&self) -> Ladder {
        let kept = self.setting(LADDER).parse().ok();
        kept.unwrap_or_else(Ladder::shipped)
    }

    pub(super) fn keep_ladder(&self, text: &str, now: &Now) -> Step {
        match text.parse::<Ladder>() {
            Ok(ladder) => self.keep_setting(LADDER, &ladder.to_string(), now, Self::care_saved()),
            Err(error) => Step::answer(CaseAnswer::BadLine(error.line() as u32)),
        }
    }
}
