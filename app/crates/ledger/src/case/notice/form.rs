//! What is asked when a notice is issued, and when it was served.

use super::{Counted, Served};
use crate::date::Date;
use crate::form::AnswerKind::{self, Date as Day, Line, Lines, Number, OneOf};
use crate::form::{Fault, Question};
use crate::schema::notice as f;

/// What is asked when a notice is issued, in the order of the form.
pub const ISSUE: &[Question] = &[
    asked(f::NUMBER, "文号", Line),
    asked(f::ISSUED, "签发日期", Day),
    asked(f::ISSUER, "签发单位", Line),
    asked(f::GUARDIAN, "监护人", Line),
    asked(f::SCHOOL, "应到学校", Line),
    asked(f::DAYS, "期限（天）", Number),
    asked(f::COUNTED, "期限算法", OneOf(Counted::OFFERED)),
    asked(f::LAW, "法律依据", Lines),
    asked(f::CONSEQUENCE, "追责说明", Lines),
];

/// What is asked of its service (送达回证), in the order of the form.
pub const SERVICE: &[Question] = &[
    asked(f::RECEIPT, "回证编号", Line),
    asked(f::SERVED_ON, "送达日期", Day),
    asked(f::SERVED_BY, "送达人", Line),
    asked(f::SERVED_HOW, "送达方式", OneOf(Served::OFFERED)),
    asked(f::SERVED_AT, "送达地点", Line),
    asked(f::REFUSED_ON, "明确拒绝送孩子入学的日期", Day),
];

const fn asked(id: u16, label: &'static str, kind: AnswerKind) -> Question {
    Question { id, label, kind }
}

/// Everything that is wrong with a notice to be issued, by question. `used` says whether a number was given out before.
pub fn issue_faults<'a>(
    answer: impl Fn(u16) -> &'a str,
    used: impl Fn(&str) -> bool,
    today: Date,
) -> Vec<(u16, Fault)> {
    let fault = |question: &Question| match (question.id, answer(question.id).trim()) {
        (f::NUMBER | f::ISSUED | f::GUARDIAN, "") => Some(Fault::Needed),
        // A number of days is nothing without the way in which they are counted.
        (f::COUNTED, "") => (!answer(f::DAYS).trim().is_empty()).then_some(Fault::Needed),
        (f::NUMBER, number) => used(number).then_some(Fault::Used),
        (f::ISSUED, text) if Date::parse_iso(text).is_some_and(|day| day > today) => Some(Fault::Future),
        (_, text) => question.fault(text),
    };
    ISSUE.iter().filter_map(|question| Some((question.id, fault(question)?))).collect()
}

/// Everything that is wrong with a receipt, by question. A refusal to obey may be recorded later, but not before the
/// service.
pub fn service_faults<'a>(answer: impl Fn(u16) -> &'a str, issued: Option<Date>, today: Date) -> Vec<(u16, Fault)> {
    let day = |id| Date::parse_iso(answer(id).trim());
    let before = |day: Date, other: Option<Date>| other.is_some_and(|other| day < other);
    let fault = |question: &Question| match (question.id, answer(question.id).trim()) {
        (f::SERVED_ON | f::SERVED_BY | f::SERVED_HOW, "") => Some(Fault::Needed),
        (id, text) => match (id, day(id)) {
            (f::SERVED_ON | f::REFUSED_ON, Some(day)) if day > today => Some(Fault::Future),
            (f::SERVED_ON, Some(day)) if before(day, issued) => Some(Fault::EndsBeforeStart),
            (f::REFUSED_ON, Some(refused)) if before(refused, day(f::SERVED_ON)) => Some(Fault::EndsBeforeStart),
            _ => question.fault(text),
        },
    };
    SERVICE.iter().filter_map(|question| Some((question.id, fault(question)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::new(2025, 10, 9).expect("a day")
    }

    #[test]
    fn a_notice_names_whom_and_how_long_and_has_a_number_of_its_own() {
        let check = |said: &[(u16, &'static str)], expected: &[(u16, Fault)]| {
            let answer = |id| said.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
            let used = |number: &str| number == "义劝通字[2025]第1号";
            assert_eq!(issue_faults(answer, used, today()), expected, "{said:?}");
        };
        let needed = [(f::NUMBER, Fault::Needed), (f::ISSUED, Fault::Needed), (f::GUARDIAN, Fault::Needed)];
        check(&[], &needed);
        let whole = [(f::NUMBER, "义劝通字[2025]第2号"), (f::ISSUED, "2025-10-09"), (f::GUARDIAN, "田大山")];
        check(&whole, &[]);
        check(&[whole[0], whole[1], whole[2], (f::DAYS, "7")], &[(f::COUNTED, Fault::Needed)]);
        check(&[(f::NUMBER, "义劝通字[2025]第1号"), whole[1], whole[2]], &[(f::NUMBER, Fault::Used)]);
        check(&[whole[0], (f::ISSUED, "2025-10-10"), whole[2]], &[(f::ISSUED, Fault::Future)]);
    }

    #[test]
    fn a_receipt_is_not_before_the_notice_nor_a_refusal_before_the_receipt() {
        let check = |on: &'static str, refused: &'static str, expected: &[(u16, Fault)]| {
            let answer = |id| match id {
                f::SERVED_ON => on,
                f::SERVED_BY => "王干部",
                f::SERVED_HOW => "signed",
                f::REFUSED_ON => refused,
                _ => "",
            };
            assert_eq!(service_faults(answer, Date::new(2025, 9, 29), today()), expected, "{on} {refused}");
        };
        check("2025-09-30", "", &[]);
        check("2025-09-30", "2025-10-02", &[]);
        check("2025-09-28", "", &[(f::SERVED_ON, Fault::EndsBeforeStart)]);
        check("2025-10-10", "", &[(f::SERVED_ON, Fault::Future)]);
        check("2025-09-30", "2025-09-29", &[(f::REFUSED_ON, Fault::EndsBeforeStart)]);
        check("", "", &[(f::SERVED_ON, Fault::Needed)]);
    }
}
