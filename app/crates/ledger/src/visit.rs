//! 走访记录: somebody went to a child, or to a school. One shape, five kinds.
//!
//! A record is never altered unseen: what was written first stays in its history. What is wrong with a record is said at
//! its field and does not keep it from being saved as a draft.

use crate::attachment::AttachmentKind;
use crate::date::Date;
use crate::form::{AnswerKind, Fault, Question, minutes};
use crate::keyed::keyed;
use crate::schema;

// Keys are stored: never change one.
keyed! {
    /// What a visit was for.
    pub enum VisitKind {
        /// 送教上门: lessons at the child's home.
        HomeTeaching = "home_teaching", "送教";
        /// A teacher visits the family.
        HomeVisit = "home_visit", "家访";
        /// To bring a child back to school.
        Persuasion = "persuasion", "劝返";
        /// 包联走访: a cadre visits the school he answers for.
        Liaison = "liaison", "包联";
        /// Help for one child.
        Support = "support", "帮扶";
    }
}

keyed! {
    /// What came of trying to bring a child back.
    pub enum PersuasionOutcome {
        /// Said by the family; it is registered as a return when the school sees the child.
        Returned = "returned", "已返校";
        Promised = "promised", "承诺返校";
        NotYet = "not_yet", "仍未返校";
        Refused = "refused", "家长拒绝";
    }
}

/// A question, and the kinds of visit that ask it; none is all of them.
struct Asked(Question, &'static [VisitKind]);

use VisitKind as V;
use schema::visit as f;

// In the order of the forms. Home teaching after the records schools keep (送教服务记录表), home visits after the form of a
// county plan (家访记录表); what is not in those is our own proposal (示例).
const ASKED: &[Asked] = &[
    asked(f::DATE, "日期", AnswerKind::Date, &[]),
    asked(f::START, "开始时间", AnswerKind::Time, &[]),
    asked(f::END, "结束时间", AnswerKind::Time, &[]),
    asked(f::PEOPLE, "人员", AnswerKind::Line, &[]),
    asked(f::PLACE, "地点", AnswerKind::Line, &[]),
    asked(f::LESSONS, "课时", AnswerKind::Number, &[V::HomeTeaching]),
    asked(f::HELP, "帮扶类型", AnswerKind::OneOf(HELP), &[V::Support]),
    asked(f::REASON, "走访原因", AnswerKind::Line, &[V::HomeVisit, V::Persuasion]),
    asked(f::GOAL, "目标", AnswerKind::Line, &[V::HomeTeaching]),
    asked(f::CONTENT, "内容", AnswerKind::Lines, &[]),
    asked(f::RESPONSE, "学生表现", AnswerKind::Line, &[V::HomeTeaching, V::Support]),
    asked(f::FAMILY, "家长意见", AnswerKind::Line, &[V::HomeTeaching, V::HomeVisit, V::Persuasion]),
    asked(f::OUTCOME, "结果", AnswerKind::OneOf(PersuasionOutcome::OFFERED), &[V::Persuasion]),
    asked(f::SIGNED, "家长签字", AnswerKind::OneOf(&[("paper", "纸质已签")]), &[]),
    asked(f::NEXT, "下一步", AnswerKind::Line, &[]),
];

const HELP: &[(&str, &str)] =
    &[("thinking", "思想"), ("mind", "心理"), ("life", "生活"), ("study", "学业"), ("visit", "家访")];

const fn asked(id: u16, label: &'static str, kind: AnswerKind, of: &'static [VisitKind]) -> Asked {
    Asked(Question { id, label, kind }, of)
}

/// Whether there is evidence of a visit: the family signed, on paper or on the screen, or a picture shows it. `signed` is
/// the answer under [`SIGNED`](schema::visit::SIGNED), `attached` what belongs to the visit and was not removed.
pub fn has_evidence(signed: &str, attached: impl IntoIterator<Item = AttachmentKind>) -> bool {
    !signed.is_empty() || attached.into_iter().any(AttachmentKind::proves)
}

impl VisitKind {
    /// What its form asks, in order.
    pub fn questions(self) -> impl Iterator<Item = &'static Question> {
        let asks = move |asked: &&Asked| asked.1.is_empty() || asked.1.contains(&self);
        ASKED.iter().filter(asks).map(|asked| &asked.0)
    }

    /// Everything that is wrong with a record, by question, in the order of the form. `answer` gives what was written.
    pub fn faults<'a>(self, answer: impl Fn(u16) -> &'a str, today: Date) -> Vec<(u16, Fault)> {
        let needed = |id| id == f::DATE || id == f::PEOPLE || id == f::CONTENT || id == f::LESSONS;
        let future = Date::parse_iso(answer(f::DATE)).is_some_and(|date| date > today);
        let hours = minutes(answer(f::START)).zip(minutes(answer(f::END)));
        let fault = |question: &Question| match answer(question.id).trim() {
            "" => needed(question.id).then_some(Fault::Needed),
            _ if question.id == f::DATE && future => Some(Fault::Future),
            _ if question.id == f::END && hours.is_some_and(|(start, end)| end <= start) => {
                Some(Fault::EndsBeforeStart)
            }
            text => question.fault(text),
        };
        self.questions().filter_map(|question| Some((question.id, fault(question)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_at_its_question() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let whole = [
            (f::DATE, "2026-11-22"),
            (f::START, "09:00"),
            (f::END, "10:30"),
            (f::PEOPLE, "李文静"),
            (f::LESSONS, "2"),
            (f::CONTENT, "认读数字一到十"),
        ];
        let check = |kind: VisitKind, changed: (u16, &str), expected: &[(u16, Fault)]| {
            let answer = |id| {
                let kept = whole.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
                if id == changed.0 { changed.1 } else { kept }
            };
            assert_eq!(kind.faults(answer, today), expected, "{kind:?} {changed:?}");
        };
        let teaching = VisitKind::HomeTeaching;
        check(teaching, (0, ""), &[]);
        check(teaching, (f::DATE, "2026-11-23"), &[(f::DATE, Fault::Future)]);
        check(teaching, (f::DATE, "2026-02-30"), &[(f::DATE, Fault::NotADate)]);
        check(teaching, (f::DATE, ""), &[(f::DATE, Fault::Needed)]);
        check(teaching, (f::END, "09:00"), &[(f::END, Fault::EndsBeforeStart)]);
        check(teaching, (f::END, ""), &[]);
        check(teaching, (f::LESSONS, "0"), &[(f::LESSONS, Fault::NotANumber)]);
        check(teaching, (f::LESSONS, ""), &[(f::LESSONS, Fault::Needed)]);
        check(VisitKind::HomeVisit, (f::LESSONS, ""), &[]);
        check(VisitKind::Persuasion, (f::OUTCOME, "maybe"), &[(f::OUTCOME, Fault::NotOffered)]);
        check(VisitKind::HomeVisit, (f::CONTENT, " "), &[(f::CONTENT, Fault::Needed)]);
    }

    #[test]
    fn a_signature_on_paper_or_screen_and_a_picture_are_evidence() {
        assert!(!has_evidence("", []));
        assert!(has_evidence("paper", []));
        for kind in AttachmentKind::ALL {
            assert!(has_evidence("", [*kind]), "{kind:?}");
        }
    }

    #[test]
    fn every_question_is_stored_in_its_own_field() {
        let ids: std::collections::BTreeSet<u16> = ASKED.iter().map(|asked| asked.0.id).collect();
        assert_eq!(ids.len(), ASKED.len());
        assert!(ids.iter().all(|id| f::ALL.contains(id)));
    }
}
