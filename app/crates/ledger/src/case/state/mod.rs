//! How a case stands: folded from its events, never stored, the same in whatever order they came.
//!
//! Events are put in one order and applied one by one. What does not fit where it stands changes nothing and is listed
//! with the reason, so nothing that anybody wrote is lost and two devices that wrote offline see where they disagree.
//! Who says that the child is not in school is believed over who says that all is well: a closed case is opened again.

mod apply;
mod closing;
mod ground;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use sync::RowId;

use super::event::{Event, in_order};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::keyed::keyed;
use apply::Fold;

// Keys are stored in saved views and reports: never change one.
keyed! {
    /// 台账状态.
    pub enum Stage {
        /// Absent, or missing from a list, and nobody has looked yet.
        Absent = "absent", "缺勤待核";
        Excluded = "excluded", "已排除";
        Suspected = "suspected", "疑似辍学";
        Dropped = "dropped", "辍学";
        Persuading = "persuading", "劝返中";
        Promised = "promised", "承诺返校";
        Observing = "observing", "复学观察";
        Placed = "placed", "已安置";
        /// Approved; the case stays open until the child is back (西吉县 2021).
        Deferred = "deferred", "延缓或休学";
        Unreachable = "unreachable", "联系不上";
        Gone = "gone", "移出控辍范围";
        Closing = "closing", "待销号审批";
        Closed = "closed", "已销号";
    }
}

impl Stage {
    /// Whether the child is, as far as anybody knows, not in school and ought to be.
    pub const fn is_out(self) -> bool {
        matches!(
            self,
            Stage::Absent
                | Stage::Suspected
                | Stage::Dropped
                | Stage::Persuading
                | Stage::Promised
                | Stage::Unreachable
        )
    }
}

keyed! {
    /// Why an event does not fit where it stands.
    pub enum Why {
        Unanswered = "unanswered", "缺少必填内容";
        /// What it reports was before the child came back, or before it was found to be in school.
        Earlier = "earlier", "说的是返校或核实以前的事";
        AlreadyConfirmed = "already_confirmed", "已认定过辍学";
        InSchool = "in_school", "孩子已在校";
        Excluded = "excluded", "核查已排除";
        Deferred = "deferred", "延缓入学或休学尚未到期";
        Gone = "gone", "孩子已移出控辍范围";
        NotBack = "not_back", "孩子还没有复学或安置";
        NotYet = "not_yet", "返校日期还没有到";
        BeforeAbsence = "before_absence", "返校早于缺勤";
        PlainReturn = "plain_return", "回班就读应作复学登记";
        /// 义务教育法 第十一条.
        NotApproved = "not_approved", "延缓入学或休学缺少申请或批准";
        NoEnd = "no_end", "没有到期日，或到期日已过";
        /// 联合乡.
        NoConcreteReason = "no_concrete_reason", "其他离校没有写明具体原因";
        NoReason = "no_reason", "没有销号原因";
        NoEvidence = "no_evidence", "没有证据";
        ReasonUnfit = "reason_unfit", "销号原因与现状不符";
        StillOut = "still_out", "孩子仍未就学，不能销号";
        /// 西吉县 2021.
        StillDeferred = "still_deferred", "延缓入学或休学期间保留一生一案";
        ObservationRuns = "observation_runs", "观察期未满";
        NotConfirmed = "not_confirmed", "观察期满后没有观察确认";
        CalendarEnds = "calendar_ends", "校历排不到观察期满";
        NotProposed = "not_proposed", "没有待审批的销号申请";
        NoApprover = "no_approver", "没有审批人";
        AbsentSince = "absent_since", "申请以后又有缺勤或辍学";
        Closing = "closing", "正在等待销号审批";
        Closed = "closed", "已经销号";
    }
}

/// How long a child is watched after it came back, in school days (示例).
pub const OBSERVATION_DAYS: u16 = 30;

/// The time of observation.
#[derive(Clone, Copy, Debug)]
pub struct Observation<'a> {
    /// How many school days; [`OBSERVATION_DAYS`] unless the county says otherwise.
    pub school_days: u16,
    /// By which calendar.
    pub calendar: &'a Calendar,
}

/// A time during which a case is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spell {
    /// The day it was opened, or opened again.
    pub from: Date,
    /// The day it was closed; `None` while it is open.
    pub to: Option<Date>,
}

/// A time during which somebody watches that a child who came back stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Watched {
    /// The day it came back, or was placed.
    pub from: Date,
    /// The last school day of observation, or the day before the child was out again or belonged elsewhere; `None` if the
    /// calendar does not say.
    pub until: Option<Date>,
}

/// A time during which a case stood somewhere; while its closing waits for approval, where it stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stood {
    /// Where.
    pub stage: Stage,
    /// Since when.
    pub from: Date,
    /// The day before it stood elsewhere; `None` while it stands there.
    pub until: Option<Date>,
    /// Until when the child was deferred or suspended, if it was.
    pub deferred_until: Option<Date>,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Where it stands.
    pub stage: Stage,
    /// Since when. A case sent back by the approver stands where it stood before, since then.
    pub since: Date,
    /// The first absent day of this absence, by which the ladder counts.
    pub first_absent: Option<Date>,
    /// The same, or the day on which it became known, if nobody says which day was the first.
    pub out_since: Date,
    /// The event by which this absence was confirmed as dropping out.
    pub dropped_by: Option<RowId>,
    /// Until when the family promised to send the child.
    pub promised_until: Option<Date>,
    /// The last school day of observation; `None` if there is none, or the calendar does not reach so far.
    pub observation_until: Option<Date>,
    /// Every time of observation there was, in order.
    pub watched: Vec<Watched>,
    /// The confirmation that ended the observation.
    pub confirmed_by: Option<RowId>,
    /// Until when the child is deferred or suspended; the case stays open beyond it until somebody acts.
    pub deferred_until: Option<Date>,
    /// While it waits for approval: where it goes back to if the request is rejected.
    pub returned_to: Option<Stage>,
    /// The approval that closed it.
    pub closed_by: Option<RowId>,
    /// The event that opened it again, or kept it open, against an approval that somebody gave.
    pub reopened_by: Option<RowId>,
    /// The times during which it was open, in order; the last one has no end while the case is open.
    pub spells: Vec<Spell>,
    /// Where it stood from when to when, in order, up to now.
    pub stood: Vec<Stood>,
    /// Every event that fitted, in the order they count.
    pub fitting: Vec<RowId>,
    /// Every event that did not, in the same order.
    pub out_of_place: Vec<(RowId, Why)>,
}

impl State {
    /// The state of a case opened on a day, from all its events. Struck events must be left out.
    pub fn of(opened: Date, events: &[Event], observation: Observation<'_>) -> State {
        let mut fold = Fold::new(opened, observation);
        let (mut fitting, mut out_of_place) = (Vec::new(), Vec::new());
        for event in in_order(events) {
            match fold.apply(&event) {
                Ok(()) => {
                    fold.note_stage(event.day);
                    fitting.push(event.id);
                }
                Err(why) => out_of_place.push((event.id, why)),
            }
        }
        fold.state(fitting, out_of_place)
    }

    /// Whether another event would fit among these, so that it can be said before it is kept.
    ///
    /// # Errors
    /// Why it would not.
    pub fn fits(opened: Date, events: &[Event], another: Event, observation: Observation<'_>) -> Result<(), Why> {
        let mut fold = Fold::new(opened, observation);
        for event in in_order(&[events, &[another]].concat()) {
            let applied = fold.apply(&event);
            if event == another {
                return applied;
            }
        }
        Ok(())
    }
}
