//! What is wrong with a step before it is kept: it is written once, so it should be right.

use super::StepKind;
use crate::case::{Arrangement, DropReason, Exit, Mark};
use crate::date::Date;
use crate::form::{Fault, Question};
use crate::schema::step as f;

use StepKind as S;

impl StepKind {
    /// Everything that is wrong with a step, by question, in the order of the form. `answer` gives what was written.
    pub fn faults<'a>(self, answer: impl Fn(u16) -> &'a str, today: Date) -> Vec<(u16, Fault)> {
        let answer = |id| answer(id).trim();
        let date = |id| Date::parse_iso(answer(id));
        let fault = |question: &Question| {
            let (id, text) = (question.id, answer(question.id));
            if text.is_empty() {
                return self.needs(id, &answer).then_some(Fault::Needed);
            }
            if let Some(fault) = question.fault(text) {
                return Some(fault);
            }
            let day = date(id)?;
            match id {
                f::UNTIL => date(f::DATE).is_some_and(|from| day < from).then_some(Fault::EndsBeforeStart),
                // A return or an absence that has not happened yet is a promise or a fear.
                _ => (day > today).then_some(Fault::Future),
            }
        };
        self.questions().filter_map(|question| Some((question.id, fault(question)?))).collect()
    }

    /// Whether a question must be answered, given the other answers.
    fn needs<'a>(self, id: u16, answer: &impl Fn(u16) -> &'a str) -> bool {
        let approved = || Arrangement::from_key(answer(f::ARRANGEMENT)).is_some_and(Arrangement::needs_approval);
        match (self, id) {
            (_, f::DATE) => true,
            (S::Absence | S::Relapse, f::FIRST_ABSENT) => true,
            (S::Check, f::PEOPLE | f::HOW | f::OUTCOME) => true,
            (S::Confirm, f::DROPPED_ON | f::REASON) => true,
            (S::Confirm | S::Relapse, f::NOTE) => answer(f::REASON) == DropReason::Other.key(),
            (S::Plan, f::PEOPLE | f::MEASURES | f::METHOD | f::UNTIL) => true,
            (S::Promise, f::UNTIL) => true,
            (S::Unreachable, f::TRIED | f::REPORTED_TO) => true,
            (S::Back, f::RETURNED_ON | f::ARRANGEMENT | f::SCHOOL | f::CLASS) => true,
            (S::Arrange, f::ARRANGEMENT) => true,
            (S::Arrange, f::APPLICATION | f::APPROVAL | f::APPROVED_BY | f::UNTIL) => approved(),
            (S::Observed, f::PEOPLE) => true,
            (S::Exit, f::EXIT) | (S::Mark, f::MARK) => true,
            (S::Exit, f::EXPLANATION) => answer(f::EXIT) == Exit::Other.key(),
            (S::Mark, f::EXPLANATION) => answer(f::MARK) == Mark::OtherLeave.key(),
            (S::CloseRequest, f::CLOSING | f::EVIDENCE | f::EVIDENCE_WORDS | f::PEOPLE) => true,
            (S::CloseApprove, f::PEOPLE) => true,
            (S::CloseReject, f::PEOPLE | f::EXPLANATION) => true,
            (S::Note, f::NOTE) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_at_its_question() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let check = |kind: StepKind, answers: &[(u16, &str)], expected: &[(u16, Fault)]| {
            let answer = |id| match answers.iter().find(|(known, _)| *known == id) {
                Some((_, text)) => text,
                None if id == f::DATE => "2026-11-22",
                None => "",
            };
            assert_eq!(kind.faults(answer, today), expected, "{kind:?} {answers:?}");
        };
        let needed = |ids: &[u16]| ids.iter().map(|id| (*id, Fault::Needed)).collect::<Vec<_>>();

        check(S::Absence, &[(f::FIRST_ABSENT, "2026-11-20")], &[]);
        check(S::Absence, &[(f::FIRST_ABSENT, "2026-11-23")], &[(f::FIRST_ABSENT, Fault::Future)]);
        check(S::Absence, &[(f::DATE, "")], &needed(&[f::DATE, f::FIRST_ABSENT]));
        check(
            S::Check,
            &[(f::OUTCOME, "maybe")],
            &[(f::PEOPLE, Fault::Needed), (f::HOW, Fault::Needed), (f::OUTCOME, Fault::NotOffered)],
        );
        let dropped = [(f::DROPPED_ON, "2026-11-02"), (f::REASON, "other")];
        check(S::Confirm, &dropped, &needed(&[f::NOTE]));
        check(S::Promise, &[(f::UNTIL, "2026-11-30")], &[]);
        check(S::Promise, &[(f::UNTIL, "2026-11-21")], &[(f::UNTIL, Fault::EndsBeforeStart)]);
        check(
            S::Back,
            &[(f::RETURNED_ON, "2026-12-01"), (f::ARRANGEMENT, "deferred")],
            &[
                (f::RETURNED_ON, Fault::Future),
                (f::ARRANGEMENT, Fault::NotOffered),
                (f::SCHOOL, Fault::Needed),
                (f::CLASS, Fault::Needed),
            ],
        );
        check(S::Note, &[(f::NOTE, " ")], &needed(&[f::NOTE]));
    }

    #[test]
    fn what_law_and_plans_ask_for_must_be_answered() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let check = |kind: StepKind, field: u16, key: &'static str, expected: &[u16]| {
            let answer = |id| match id {
                f::DATE => "2026-11-22",
                _ if id == field => key,
                _ => "",
            };
            let found: Vec<u16> = kind.faults(answer, today).into_iter().map(|(id, _)| id).collect();
            assert_eq!(found, expected, "{kind:?} {key}");
        };
        // 义务教育法 第十一条.
        let approval = [f::APPLICATION, f::APPROVAL, f::APPROVED_BY, f::UNTIL];
        check(S::Arrange, f::ARRANGEMENT, "suspended", &approval);
        check(S::Arrange, f::ARRANGEMENT, "deferred", &approval);
        check(S::Arrange, f::ARRANGEMENT, "home_teaching", &[]);
        // 联合乡: 其他离校 is explained.
        check(S::Exit, f::EXIT, "other", &[f::EXPLANATION]);
        check(S::Exit, f::EXIT, "dead", &[]);
        check(S::Mark, f::MARK, "other_leave", &[f::EXPLANATION]);
        check(S::Mark, f::MARK, "dropped", &[]);
        // Nothing is closed on anybody's word.
        check(S::CloseRequest, f::CLOSING, "returned", &[f::EVIDENCE, f::EVIDENCE_WORDS, f::PEOPLE]);
        check(S::CloseApprove, f::NOTE, "同意", &[f::PEOPLE]);
    }
}
