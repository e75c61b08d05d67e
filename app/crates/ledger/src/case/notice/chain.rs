//! Which notice may be issued next: not before the last one was served and its deadline passed, or was refused.

use thiserror::Error;

use super::{Deadline, NoticeKind, Service};
use crate::calendar::Calendar;
use crate::date::Date;

/// A notice, as far as the next one depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notice {
    /// Which.
    pub kind: NoticeKind,
    /// How long the guardian has; `None` if the notice does not say.
    pub deadline: Option<Deadline>,
    /// The proof that it was served.
    pub service: Option<Service>,
    /// The day on which the guardian said that the child will not be sent. To refuse to sign is not that.
    pub refused_on: Option<Date>,
}

/// To whom a chain is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Addressee {
    /// Whether a guardian is known: a notice to nobody binds nobody.
    pub guardian: bool,
    /// Whether the child was ever in school: then it is asked to return, else to enter.
    pub was_in_school: bool,
}

/// Why no notice may be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Blocked {
    /// Nobody to address it to.
    #[error("no guardian")]
    NoGuardian,
    /// The child is not out, as far as anybody knows.
    #[error("the child is not out")]
    NotOut,
    /// The last notice is not proven to have been served.
    #[error("no receipt")]
    NoReceipt,
    /// The last notice says no deadline, or one that the calendar does not reach.
    #[error("no deadline")]
    NoDeadline,
    /// In time until this day.
    #[error("the deadline is {0}")]
    InTime(Date),
    /// There is no further notice.
    #[error("the chain is at its end")]
    AtEnd,
}

impl Blocked {
    /// As people read it.
    pub fn text(self) -> String {
        match self {
            Blocked::NoGuardian => "没有填监护人，请先在名册补填".to_owned(),
            Blocked::NotOut => "孩子不在缺勤或辍学中，不发通知书".to_owned(),
            Blocked::NoReceipt => "上一份通知书还没有登记送达回证，请先登记".to_owned(),
            Blocked::NoDeadline => {
                "上一份通知书没有填期限，或校历没有排到期限日，请先补填，或在设置里补校历".to_owned()
            }
            Blocked::InTime(day) => format!("上一份通知书的期限到{}", day.chinese()),
            Blocked::AtEnd => "已是最后一份文书".to_owned(),
        }
    }
}

/// The notice that may be issued on a day, given those of this absence in any order. A notice issued again because
/// nobody could serve the first does not hold up a chain whose first was served.
///
/// # Errors
/// Why none may.
pub fn next_allowed(chain: &[Notice], to: Addressee, today: Date, calendar: &Calendar) -> Result<NoticeKind, Blocked> {
    if !to.guardian {
        return Err(Blocked::NoGuardian);
    }
    // Both first notices stand at the beginning, whatever their order here.
    let Some(last) = chain.iter().map(|notice| notice.kind).max() else {
        return Ok(if to.was_in_school { NoticeKind::Return } else { NoticeKind::Enrol });
    };
    let next = last.next().ok_or(Blocked::AtEnd)?;
    let of_last = chain.iter().filter(|notice| notice.kind.next() == Some(next));
    let standings = of_last.map(|notice| over(notice, today, calendar));
    // An error that tells of a served notice says more than one of a notice nobody served.
    let told = |blocked: &Blocked| match blocked {
        Blocked::InTime(day) => (0, Some(*day)),
        Blocked::NoDeadline => (1, None),
        _ => (2, None),
    };
    let best = standings.min_by_key(|standing| standing.err().map(|blocked| told(&blocked)));
    best.unwrap_or(Ok(())).map(|()| next)
}

/// Whether the time of a notice has passed, or been refused, after it was served.
fn over(notice: &Notice, today: Date, calendar: &Calendar) -> Result<(), Blocked> {
    let service = notice.service.ok_or(Blocked::NoReceipt)?;
    if notice.refused_on.is_some_and(|day| service.on() <= day && day <= today) {
        return Ok(());
    }
    let deadline = notice.deadline.filter(|deadline| deadline.days > 0).ok_or(Blocked::NoDeadline)?;
    let last = deadline.last_day(service.on(), calendar).ok_or(Blocked::NoDeadline)?;
    if today > last { Ok(()) } else { Err(Blocked::InTime(last)) }
}

#[cfg(test)]
mod tests {
    use super::super::{Counted, Served};
    use super::*;

    const CHILD: Addressee = Addressee { guardian: true, was_in_school: true };

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn calendar() -> Calendar {
        "term 2025-09-01 2026-01-20 秋季学期\nholiday 2025-10-01 2025-10-08 国庆节\nmakeup 2025-10-11 2025-10-11 调休"
            .parse()
            .expect("a calendar")
    }

    /// Issued on 29 September 2025, for seven days.
    fn notice(kind: NoticeKind, counted: Counted, served: Option<&str>) -> Notice {
        let issued = day("2025-09-29");
        let service = Service::proven(issued, served.map(day), "王干部", Some(Served::Signed));
        Notice { kind, deadline: Some(Deadline { days: 7, counted }), service, refused_on: None }
    }

    fn check(chain: &[Notice], today: &str, expected: Result<NoticeKind, Blocked>) {
        assert_eq!(next_allowed(chain, CHILD, day(today), &calendar()), expected, "{chain:?} on {today}");
    }

    #[test]
    fn the_next_link_waits_for_the_deadline_over_the_national_day_holiday() {
        let of = |counted, served| [notice(NoticeKind::Return, counted, served)];
        let served = of(Counted::Calendar, Some("2025-09-30"));
        check(&served, "2025-09-30", Err(Blocked::InTime(day("2025-10-07"))));
        check(&served, "2025-10-07", Err(Blocked::InTime(day("2025-10-07"))));
        check(&served, "2025-10-08", Ok(NoticeKind::Correct));
        let school = of(Counted::School, Some("2025-09-30"));
        check(&school, "2025-10-16", Err(Blocked::InTime(day("2025-10-16"))));
        check(&school, "2025-10-17", Ok(NoticeKind::Correct));
        check(&of(Counted::Calendar, None), "2025-12-01", Err(Blocked::NoReceipt));
        check(&of(Counted::Calendar, Some("2025-09-28")), "2025-12-01", Err(Blocked::NoReceipt));
    }

    #[test]
    fn a_refusal_ends_the_waiting_but_not_without_a_receipt() {
        let refused = |served, on: &str| {
            [Notice { refused_on: Some(day(on)), ..notice(NoticeKind::Return, Counted::Calendar, served) }]
        };
        check(&refused(Some("2025-09-30"), "2025-10-02"), "2025-10-02", Ok(NoticeKind::Correct));
        check(&refused(Some("2025-09-30"), "2025-10-02"), "2025-10-01", Err(Blocked::InTime(day("2025-10-07"))));
        check(&refused(Some("2025-09-30"), "2025-09-29"), "2025-10-01", Err(Blocked::InTime(day("2025-10-07"))));
        check(&refused(None, "2025-10-02"), "2025-12-01", Err(Blocked::NoReceipt));
    }

    #[test]
    fn a_chain_begins_as_the_child_is_and_goes_on_in_order() {
        let first = |to| next_allowed(&[], to, day("2025-09-29"), &calendar());
        assert_eq!(first(CHILD), Ok(NoticeKind::Return));
        assert_eq!(first(Addressee { was_in_school: false, ..CHILD }), Ok(NoticeKind::Enrol));
        assert_eq!(first(Addressee { guardian: false, ..CHILD }), Err(Blocked::NoGuardian));
        let served = |kind| notice(kind, Counted::Calendar, Some("2025-09-30"));
        let mut chain = vec![served(NoticeKind::Enrol)];
        for kind in &NoticeKind::ALL[2..] {
            check(&chain, "2025-10-20", Ok(*kind));
            chain.insert(0, served(*kind));
        }
        check(&chain, "2025-10-20", Err(Blocked::AtEnd));
    }

    #[test]
    fn a_notice_issued_again_does_not_hold_up_the_chain() {
        let served = notice(NoticeKind::Return, Counted::Calendar, Some("2025-09-30"));
        let lost = Notice { service: None, ..served };
        let endless = Notice { deadline: None, ..served };
        check(&[lost, served], "2025-10-08", Ok(NoticeKind::Correct));
        check(&[lost, served], "2025-10-07", Err(Blocked::InTime(day("2025-10-07"))));
        check(&[lost, endless], "2025-10-08", Err(Blocked::NoDeadline));
        // Past the calendar of schools nobody knows when the time is over.
        let far = Notice { deadline: Some(Deadline { days: 300, counted: Counted::School }), ..served };
        check(&[far], "2026-12-31", Err(Blocked::NoDeadline));
    }
}
