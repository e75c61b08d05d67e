//! How far reading has come, and the caller's word whether to go on.

use serde::{Deserialize, Serialize};

use crate::not_a_list::NotAList;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Taking the sheet's cells out of the file.
    Reading,
    /// Cleaning and checking the cells.
    Cleaning,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Rows done.
    pub done: u32,
    /// Rows in all, 0 while unknown.
    pub total: u32,
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// Stop; the answer is [`NotAList::Cancelled`].
    No,
}

/// Rows between two reports.
const STEP: u32 = 2_048;

/// Reports every few thousand rows and hears the answer.
pub(crate) struct Pace<'a> {
    report: &'a mut dyn FnMut(Progress) -> Continue,
    stage: Stage,
    total: u32,
}

impl<'a> Pace<'a> {
    pub(crate) fn new(report: &'a mut dyn FnMut(Progress) -> Continue) -> Pace<'a> {
        Pace { report, stage: Stage::Reading, total: 0 }
    }

    /// Goes over to another stage.
    pub(crate) fn stage(&mut self, stage: Stage, total: u32) {
        self.stage = stage;
        self.total = total;
    }

    /// To be called for every row.
    pub(crate) fn row(&mut self, done: u32) -> Result<(), NotAList> {
        if done.is_multiple_of(STEP) { self.report(done) } else { Ok(()) }
    }

    /// Reports at once.
    pub(crate) fn report(&mut self, done: u32) -> Result<(), NotAList> {
        match (self.report)(Progress { stage: self.stage, done, total: self.total }) {
            Continue::Yes => Ok(()),
            Continue::No => Err(NotAList::Cancelled),
        }
    }
}
