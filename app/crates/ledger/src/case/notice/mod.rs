//! 通知书与送达回证: what guardians are told in writing, in which order, and the proof that they were told.
//!
//! The first two, the order to correct and the court after it, and that a notice must quote the law and say what follows
//! (追责说明), are 联合乡's. The documents of the court route and every number of days come from single counties' cases and
//! are 示例: a county sets its own.

mod chain;
mod form;
mod number;

pub use chain::{Addressee, Blocked, Notice, next_allowed};
pub use form::{ISSUE, SERVICE, issue_faults, service_faults};
pub use number::{NoticeNumber, NumberError, NumberRange};

use crate::calendar::Calendar;
use crate::date::Date;
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// A notice, in the order of the chain: it begins with one of the first two.
    pub enum NoticeKind {
        /// To the guardians of a child that never entered school.
        Enrol = "enrol", "义务教育入学通知书";
        /// To the guardians of a child that dropped out.
        Return = "return", "劝返复学通知书";
        Correct = "correct", "责令限期改正通知书";
        Order = "order", "责令送被监护人接受义务教育通知书";
        Penalty = "penalty", "行政处罚决定书";
        Demand = "demand", "履行行政决定催告书";
        Suit = "suit", "民事起诉状";
        Mediation = "mediation", "民事调解书";
    }
}

impl NoticeKind {
    /// The link after this one.
    pub const fn next(self) -> Option<NoticeKind> {
        match self {
            NoticeKind::Enrol | NoticeKind::Return => Some(NoticeKind::Correct),
            NoticeKind::Correct => Some(NoticeKind::Order),
            NoticeKind::Order => Some(NoticeKind::Penalty),
            NoticeKind::Penalty => Some(NoticeKind::Demand),
            NoticeKind::Demand => Some(NoticeKind::Suit),
            NoticeKind::Suit => Some(NoticeKind::Mediation),
            NoticeKind::Mediation => None,
        }
    }

    /// The deadline a form begins with, where a county's form has one (示例).
    pub const fn proposed_deadline(self) -> Option<Deadline> {
        match self {
            NoticeKind::Return => Some(Deadline { days: 7, counted: Counted::Calendar }),
            NoticeKind::Mediation => Some(Deadline { days: 10, counted: Counted::Calendar }),
            _ => None,
        }
    }

    /// The words before the year in its number, where a county's form has them (示例).
    pub const fn proposed_prefix(self) -> Option<&'static str> {
        match self {
            NoticeKind::Return => Some("义劝通字"),
            _ => None,
        }
    }
}

keyed! {
    /// How a county counts days. Working days are not among them: which days the State Council makes free or working in
    /// a year is in no calendar here but that of schools, and offices do not follow it.
    pub enum Counted {
        Calendar = "calendar", "自然日";
        School = "school", "上课日";
    }
}

keyed! {
    /// How a notice was served (送达回证).
    pub enum Served {
        Signed = "signed", "签收";
        /// The guardian would not sign: it was served all the same, and the deadline runs.
        Refused = "refused", "拒绝签收";
        Left = "left", "留置送达";
    }
}

/// How long a guardian has, from the day of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// How many days; 0 is none.
    pub days: u16,
    /// Which days.
    pub counted: Counted,
}

impl Deadline {
    /// The last day in time for a notice served on a day, that day not counted; `None` if the calendar of schools does not
    /// reach so far.
    pub fn last_day(self, served_on: Date, calendar: &Calendar) -> Option<Date> {
        match self.counted {
            Counted::Calendar => served_on.plus_days(self.days.into()),
            Counted::School => calendar.school_days_after(served_on, self.days.into()),
        }
    }
}

/// A proven service: it says on which day, by whom and how, and the day is not before the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Service {
    on: Date,
    how: Served,
}

impl Service {
    /// The service a receipt proves, if it does.
    pub fn proven(issued: Date, on: Option<Date>, by: &str, how: Option<Served>) -> Option<Service> {
        let (on, how) = (on.filter(|day| *day >= issued)?, how?);
        (!by.trim().is_empty()).then_some(Service { on, how })
    }

    /// The day.
    pub const fn on(self) -> Date {
        self.on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_proves_a_service_only_when_it_is_whole() {
        let (issued, next) = (Date::new(2025, 9, 29).expect("a day"), Date::new(2025, 9, 30));
        let proves = |on, by, how| Service::proven(issued, on, by, how).is_some();
        assert!(proves(next, "王干部", Some(Served::Signed)));
        assert!(proves(Some(issued), "王干部", Some(Served::Refused)));
        assert!(!proves(next, "　", Some(Served::Signed)));
        assert!(!proves(next, "王干部", None));
        assert!(!proves(None, "王干部", Some(Served::Left)));
        assert!(!proves(Date::new(2025, 9, 28), "王干部", Some(Served::Signed)));
    }

    #[test]
    fn the_chain_has_one_end_and_every_kind_leads_there() {
        for first in NoticeKind::ALL {
            let links = std::iter::successors(Some(*first), |kind| kind.next());
            assert_eq!(links.last(), Some(NoticeKind::Mediation), "{first:?}");
        }
        assert_eq!(NoticeKind::Enrol.next(), Some(NoticeKind::Correct));
    }
}
