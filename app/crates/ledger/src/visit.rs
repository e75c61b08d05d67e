//! 走访记录: somebody went to a child, or to a school. One shape, five kinds.
//!
//! A record is never altered unseen: what was written first stays in its history. What is wrong with a record is said at
//! its field and does not keep it from being saved as a draft.

use crate::attachment::AttachmentKind;
use crate::date::Date;
use crate::form::{AnswerKind, Fault, Question, minutes};
use crate::keyed::keyed;
use crate::register::Register;
use crate::schema;
use crate::window::SchoolYear;

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

keyed! {
    /// Who helps (西吉县 2021).
    pub enum HelpWay {
        Teacher = "teacher", "师对生";
        /// Its record names a second child: shown in full in the form alone.
        Peer = "peer", "生对生";
    }
}

/// A question, and the kinds of visit that ask it; none is all of them.
struct Asked(Question, &'static [VisitKind]);

use VisitKind as V;
use schema::visit as f;

/// The kinds that go to a child; a cadre goes to a school.
const TO_CHILD: &[V] = &[V::HomeTeaching, V::HomeVisit, V::Persuasion, V::Support];

// In the order of the forms. Home teaching after the records schools keep (送教服务记录表), home visits after the form of a
// county plan (家访记录表); what is not in those is our own proposal (示例).
const ASKED: &[Asked] = &[
    asked(f::SCHOOL, "学校", AnswerKind::Line, &[V::Liaison]),
    asked(f::DATE, "日期", AnswerKind::Date, &[]),
    asked(f::START, "开始时间", AnswerKind::Time, TO_CHILD),
    asked(f::END, "结束时间", AnswerKind::Time, TO_CHILD),
    asked(f::START, "到校时间", AnswerKind::Time, &[V::Liaison]),
    asked(f::END, "离校时间", AnswerKind::Time, &[V::Liaison]),
    asked(f::PEOPLE, "人员", AnswerKind::Line, &[V::HomeTeaching, V::HomeVisit, V::Persuasion]),
    asked(f::PEOPLE, "帮扶人", AnswerKind::Line, &[V::Support]),
    asked(f::PLACE, "地点", AnswerKind::Line, TO_CHILD),
    asked(f::LESSONS, "课时", AnswerKind::Number, &[V::HomeTeaching]),
    asked(f::GROUP, "所属群体", AnswerKind::OneOf(Register::OFFERED), &[V::Support]),
    asked(f::WAY, "帮扶方式", AnswerKind::OneOf(HelpWay::OFFERED), &[V::Support]),
    asked(f::RATIO, "帮扶形式", AnswerKind::OneOf(&[("one", "一对一"), ("many", "一对n")]), &[V::Support]),
    asked(f::PEER, "帮扶同学", AnswerKind::Child, &[V::Support]),
    asked(f::HELP, "帮扶类型", AnswerKind::OneOf(HELP), &[V::Support]),
    asked(f::REASON, "走访原因", AnswerKind::Line, &[V::HomeVisit, V::Persuasion]),
    asked(f::GOAL, "目标", AnswerKind::Line, &[V::HomeTeaching]),
    asked(f::LOOKED_AT, "查看内容", AnswerKind::SomeOf(LOOKED_AT), &[V::Liaison]),
    asked(f::CONTENT, "内容", AnswerKind::Lines, TO_CHILD),
    asked(f::PROBLEMS, "发现问题", AnswerKind::Lines, &[V::Liaison]),
    asked(f::ADVICE, "意见建议", AnswerKind::Lines, &[V::Liaison]),
    asked(f::CORRECT_BY, "整改期限", AnswerKind::Date, &[V::Liaison]),
    asked(f::RECHECK, "复查结果", AnswerKind::Line, &[V::Liaison]),
    asked(f::RESPONSE, "学生表现", AnswerKind::Line, &[V::HomeTeaching]),
    asked(f::RESPONSE, "帮扶效果", AnswerKind::Line, &[V::Support]),
    asked(f::FAMILY, "家长意见", AnswerKind::Line, &[V::HomeTeaching, V::HomeVisit, V::Persuasion]),
    asked(f::OUTCOME, "结果", AnswerKind::OneOf(PersuasionOutcome::OFFERED), &[V::Persuasion]),
    asked(f::SIGNED, "家长签字", AnswerKind::OneOf(&[("paper", "纸质已签")]), TO_CHILD),
    asked(f::SIGNED, "学校签字", AnswerKind::OneOf(&[("paper", "纸质已签")]), &[V::Liaison]),
    asked(f::NEXT, "下一步", AnswerKind::Line, &[]),
];

// 蒲城县 2020 names the five.
const HELP: &[(&str, &str)] =
    &[("thinking", "思想"), ("mind", "心理"), ("life", "生活"), ("study", "学业"), ("visit", "家访")];

/// What a cadre looks at in a school.
pub const LOOKED_AT: &[(&str, &str)] =
    &[("ledgers", "台账"), ("files", "档案"), ("roll", "班级点名"), ("home_teaching", "送教"), ("aid", "资助")];

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
        let day = Date::parse_iso(answer(f::DATE));
        let hours = minutes(answer(f::START)).zip(minutes(answer(f::END)));
        let before = |text: &str| Date::parse_iso(text).zip(day).is_some_and(|(end, start)| end < start);
        let fault = |question: &Question| match answer(question.id).trim() {
            "" => self.needs(question.id, answer(f::WAY)).then_some(Fault::Needed),
            _ if question.id == f::DATE && day.is_some_and(|day| day > today) => Some(Fault::Future),
            _ if question.id == f::DATE && day.is_some_and(|day| !same_year(day, today)) => {
                Some(Fault::OutsideSchoolYear)
            }
            _ if question.id == f::END && hours.is_some_and(|(start, end)| end <= start) => {
                Some(Fault::EndsBeforeStart)
            }
            text if question.id == f::CORRECT_BY && before(text) => Some(Fault::EndsBeforeStart),
            text => question.fault(text),
        };
        self.questions().filter_map(|question| Some((question.id, fault(question)?))).collect()
    }

    /// Whether a question must be answered, given who helps.
    fn needs(self, id: u16, way: &str) -> bool {
        match id {
            f::DATE | f::CONTENT | f::LESSONS | f::SCHOOL | f::LOOKED_AT | f::HELP => true,
            f::PEER => way == HelpWay::Peer.key(),
            // A pupil who helps is named by itself.
            f::PEOPLE => way != HelpWay::Peer.key(),
            _ => false,
        }
    }
}

fn same_year(day: Date, today: Date) -> bool {
    SchoolYear::containing(day) == SchoolYear::containing(today)
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
        // A doubt, not a fault: somebody writes up what lay in a drawer.
        check(teaching, (f::DATE, "2026-08-31"), &[(f::DATE, Fault::OutsideSchoolYear)]);
        check(teaching, (f::DATE, "2026-09-01"), &[]);
        assert!(Fault::OutsideSchoolYear.is_doubt() && !Fault::Future.is_doubt());
        check(VisitKind::Support, (f::HELP, ""), &[(f::HELP, Fault::Needed)]);
        check(VisitKind::Support, (f::WAY, "peer"), &[(f::PEER, Fault::Needed), (f::HELP, Fault::Needed)]);
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
    fn a_visit_to_a_school_says_which_and_what_was_looked_at() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let whole = |changed: (u16, &'static str)| {
            let said = [(f::SCHOOL, "石川镇中心小学"), (f::DATE, "2026-11-20"), (f::LOOKED_AT, "ledgers roll")];
            move |id| {
                if id == changed.0 { changed.1 } else { said.iter().find(|(k, _)| *k == id).map_or("", |(_, t)| t) }
            }
        };
        let check = |changed, expected: &[(u16, Fault)]| {
            assert_eq!(VisitKind::Liaison.faults(whole(changed), today), expected, "{changed:?}");
        };
        check((0, ""), &[]);
        check((f::SCHOOL, ""), &[(f::SCHOOL, Fault::Needed)]);
        check((f::LOOKED_AT, ""), &[(f::LOOKED_AT, Fault::Needed)]);
        check((f::CORRECT_BY, "2026-12-20"), &[]);
        check((f::CORRECT_BY, "2026-11-19"), &[(f::CORRECT_BY, Fault::EndsBeforeStart)]);
        let labels: Vec<&str> = VisitKind::Liaison.questions().map(|question| question.label).collect();
        let form = "学校 日期 到校时间 离校时间 查看内容 发现问题 意见建议 整改期限 复查结果 学校签字 下一步";
        assert_eq!(labels.join(" "), form);
    }

    #[test]
    fn every_question_of_a_kind_is_stored_in_its_own_field() {
        for kind in VisitKind::ALL {
            let ids: Vec<u16> = kind.questions().map(|question| question.id).collect();
            let distinct: std::collections::BTreeSet<u16> = ids.iter().copied().collect();
            assert_eq!(distinct.len(), ids.len(), "{kind:?}");
            assert!(ids.iter().all(|id| f::ALL.contains(id)), "{kind:?}");
        }
    }
}
