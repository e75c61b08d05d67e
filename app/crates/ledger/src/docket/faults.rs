//! What is wrong with a line before it is kept, and before it is settled.

use super::{Destination, Docket, Standing};
use crate::case::CheckOutcome;
use crate::date::Date;
use crate::form::{Fault, Question};
use crate::identity::{IdQuality, assess};
use crate::schema::docket as f;

impl Docket {
    /// Everything that is wrong with a line as it is entered, by question, in the order of the form. `is_used` says
    /// whether a number was given out before.
    pub fn faults<'a>(
        self,
        answer: impl Fn(u16) -> &'a str,
        is_used: impl Fn(&str) -> bool,
        today: Date,
    ) -> Vec<(u16, Fault)> {
        let answer = |id| answer(id).trim();
        let fault = |question: &Question| {
            let (id, text) = (question.id, answer(question.id));
            if text.is_empty() {
                return self.needs(id, &answer).then_some(Fault::Needed);
            }
            if let Some(fault) = question.fault(text) {
                return Some(fault);
            }
            let day = Date::parse_iso(text);
            match id {
                f::YEAR => (!is_year(text)).then_some(Fault::NotAYear),
                f::NUMBER => is_used(text).then_some(Fault::Used),
                f::ID_NUMBER | f::STUDENT_NUMBER | f::NEXT_NUMBER if text.contains(['*', '＊']) => Some(Fault::InPart),
                f::ID_NUMBER => (assess(text, false).quality != IdQuality::Valid).then_some(Fault::NumberDoubtful),
                // A graduate may have been looked for before anybody wrote the line.
                f::VERIFIED_ON | f::RETURNED_ON
                    if self != Docket::Graduate && day.zip(opened(&answer)).is_some_and(|(day, from)| day < from) =>
                {
                    Some(Fault::EndsBeforeStart)
                }
                _ => day.is_some_and(|day| day > today).then_some(Fault::Future),
            }
        };
        self.questions().iter().filter_map(|question| Some((question.id, fault(question)?))).collect()
    }

    /// Whether a question must be answered, given the other answers.
    fn needs<'a>(self, id: u16, answer: &impl Fn(u16) -> &'a str) -> bool {
        match (self, id) {
            (Docket::Movement, f::DIRECTION | f::OPENED | f::NAME | f::PLACE) => true,
            (Docket::Graduate, f::YEAR | f::NAME) => true,
            (Docket::Graduate, f::NEXT_SCHOOL) => {
                Destination::from_key(answer(f::DESTINATION)).is_some_and(Destination::is_school)
            }
            (Docket::Graduate, f::VERIFIED_ON) => !answer(f::DESTINATION).is_empty(),
            (Docket::Suspect, f::OPENED | f::NAME) => true,
            (Docket::Suspect, f::VERIFIED_ON | f::HANDLER) => !answer(f::OUTCOME).is_empty(),
            // A child cannot come back that was never found to be out.
            (Docket::Suspect, f::OUTCOME) => !answer(f::RETURNED_ON).is_empty(),
            (Docket::Letter, f::NUMBER | f::OPENED | f::NAME | f::PLACE | f::SITUATION) => true,
            (Docket::Pledge, f::LEVEL | f::YEAR | f::FIRST | f::SECOND | f::OPENED) => true,
            _ => false,
        }
    }

    /// Everything that stands in the way of settling a line: `answer` gives what is stored and what the form of
    /// settling says over it.
    pub fn closing_faults<'a>(self, answer: impl Fn(u16) -> &'a str, today: Date) -> Vec<(u16, Fault)> {
        let answer = |id| answer(id).trim();
        let fault = |question: &Question| {
            let (id, text) = (question.id, answer(question.id));
            if text.is_empty() {
                return self.closing_needs(id).then_some(Fault::Needed);
            }
            if let Some(fault) = question.fault(text) {
                return Some(fault);
            }
            let day = Date::parse_iso(text).filter(|_| id == f::CLOSED_ON)?;
            if day > today {
                return Some(Fault::Future);
            }
            let from = match self {
                // The line may have been written long after the destination was found and approved.
                Docket::Graduate => f::VERIFIED_ON,
                // Signed in September, entered when somebody finds the time.
                Docket::Pledge => return None,
                _ => f::OPENED,
            };
            Date::parse_iso(answer(from)).is_some_and(|from| day < from).then_some(Fault::EndsBeforeStart)
        };
        let mut faults: Vec<_> =
            self.closing().iter().filter_map(|question| Some((question.id, fault(question)?))).collect();
        if self.found(&answer) != Standing::Ready {
            // Told at the day, which every form of settling asks for.
            faults.retain(|(id, _)| *id != f::CLOSED_ON);
            faults.insert(0, (f::CLOSED_ON, Fault::Unsettled));
        }
        faults
    }

    fn closing_needs(self, id: u16) -> bool {
        match self {
            Docket::Movement | Docket::Graduate | Docket::Suspect => id != f::EVIDENCE_KIND,
            Docket::Letter => id != f::EVIDENCE,
            Docket::Pledge => true,
        }
    }

    /// Why a line cannot be settled as it stands, in words; nothing if it can.
    pub fn stands_against<'a>(self, answer: impl Fn(u16) -> &'a str) -> Option<&'static str> {
        let answer = |id| answer(id).trim();
        let standing = self.found(&answer);
        Some(match (self, standing) {
            (_, Standing::Ready | Standing::Closed) => return None,
            (Docket::Movement, Standing::Waiting) => "学籍手续还没有填，先补填再办结。",
            (Docket::Movement, _) => "学籍还没有转接，催办后再办结；确实不转的，选“未转，另有凭证”。",
            (Docket::Graduate, Standing::Waiting) => "去向还没有核实，先填去向再销号。",
            (Docket::Graduate, _) => "去向没有落实的不能销号，继续挂账追踪；查清后改填去向。",
            (Docket::Suspect, Standing::Waiting) => "核查结果还没有填，先核查再销号。",
            (Docket::Suspect, _) if CheckOutcome::from_key(answer(f::OUTCOME)) == Some(CheckOutcome::Unreached) => {
                "联系不上的不能销号，继续挂账；查清后改填核查结果。"
            }
            (Docket::Suspect, _) => "还没有劝返到校，不能销号；劝返后填劝返到校日期。",
            (Docket::Letter | Docket::Pledge, _) => return None,
        })
    }
}

fn opened<'a>(answer: &impl Fn(u16) -> &'a str) -> Option<Date> {
    Date::parse_iso(answer(f::OPENED))
}

/// A year in four digits that a child now in school can have to do with.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1990..=2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::new(2020, 5, 10).expect("a day")
    }

    #[test]
    fn a_line_is_entered_with_what_makes_it_one() {
        let check = |docket: Docket, said: &[(u16, &'static str)], expected: &[(u16, Fault)]| {
            let answer = |id| said.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
            let used = |number: &str| number == "协函字[2020]第1号";
            assert_eq!(docket.faults(answer, used, today()), expected, "{docket:?} {said:?}");
        };
        let needed = |ids: &[u16]| ids.iter().map(|id| (*id, Fault::Needed)).collect::<Vec<_>>();
        check(Docket::Graduate, &[], &needed(&[f::YEAR, f::NAME]));
        check(Docket::Graduate, &[(f::YEAR, "2019"), (f::NAME, "王小满")], &[]);
        check(Docket::Graduate, &[(f::YEAR, "19"), (f::NAME, "王小满")], &[(f::YEAR, Fault::NotAYear)]);
        let junior = [(f::YEAR, "2019"), (f::NAME, "王小满"), (f::DESTINATION, "junior")];
        check(Docket::Graduate, &junior, &needed(&[f::NEXT_SCHOOL, f::VERIFIED_ON]));
        let moved = [(f::DIRECTION, "out"), (f::OPENED, "2020-05-11"), (f::NAME, "王小满"), (f::PLACE, "邻县实验小学")];
        check(Docket::Movement, &moved, &[(f::OPENED, Fault::Future)]);
        let early = [(f::OPENED, "2019-05-01"), (f::NAME, "王小满"), (f::RETURNED_ON, "2019-04-30")];
        check(Docket::Suspect, &early, &[(f::OUTCOME, Fault::Needed), (f::RETURNED_ON, Fault::EndsBeforeStart)]);
        let letter = [
            (f::NUMBER, "协函字[2020]第1号"),
            (f::OPENED, "2020-05-01"),
            (f::NAME, "王小满"),
            (f::PLACE, "石川镇人民政府"),
            (f::SITUATION, "未到校"),
        ];
        check(Docket::Letter, &letter, &[(f::NUMBER, Fault::Used)]);
        let numbered = |id, number: &'static str| [(f::YEAR, "2019"), (f::NAME, "王小满"), (id, number)];
        check(Docket::Graduate, &numbered(f::ID_NUMBER, "990526201208310018"), &[]);
        let doubt = (f::ID_NUMBER, Fault::NumberDoubtful);
        check(Docket::Graduate, &numbered(f::ID_NUMBER, "990526201208310019"), &[doubt]);
        check(Docket::Graduate, &numbered(f::ID_NUMBER, "E12345678"), &[doubt]);
        for id in [f::ID_NUMBER, f::NEXT_NUMBER] {
            check(Docket::Graduate, &numbered(id, "990526********0019"), &[(id, Fault::InPart)]);
        }
        check(Docket::Pledge, &[(f::OPENED, "2020-05-01")], &needed(&[f::LEVEL, f::YEAR, f::FIRST, f::SECOND]));
    }

    #[test]
    fn a_line_is_settled_with_proof_and_approver_after_it_was_entered() {
        let check = |docket: Docket, said: &[(u16, &'static str)], expected: &[(u16, Fault)]| {
            let answer = |id| said.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
            assert_eq!(docket.closing_faults(answer, today()), expected, "{docket:?} {said:?}");
        };
        let entered = [(f::OPENED, "2020-05-01"), (f::DESTINATION, "junior"), (f::VERIFIED_ON, "2020-04-20")];
        let needed = [f::CLOSED_ON, f::EVIDENCE, f::CLOSED_BY].map(|id| (id, Fault::Needed));
        check(Docket::Graduate, &entered, &needed);
        let close = |day: &'static str| {
            [&entered[..], &[(f::CLOSED_ON, day), (f::EVIDENCE, "在读证明"), (f::CLOSED_BY, "王校长")]].concat()
        };
        check(Docket::Graduate, &close("2020-05-08"), &[]);
        check(Docket::Graduate, &close("2020-04-19"), &[(f::CLOSED_ON, Fault::EndsBeforeStart)]);
        // The line was written after the child had been found.
        check(Docket::Graduate, &close("2020-04-30"), &[]);
        check(Docket::Graduate, &close("2020-05-11"), &[(f::CLOSED_ON, Fault::Future)]);
        // Nobody can trace the child: nothing settles the line, and the person is told why.
        let mut untraced = close("2020-05-08");
        untraced[1].1 = "untraced";
        check(Docket::Graduate, &untraced, &[(f::CLOSED_ON, Fault::Unsettled)]);
        let answer = |id| untraced.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
        assert!(Docket::Graduate.stands_against(answer).is_some_and(|why| why.contains("挂账")));
        check(Docket::Letter, &[(f::CLOSED_ON, "2020-05-08"), (f::CLOSED_BY, "镇政府")], &[(f::ANSWER, Fault::Needed)]);
        let signed = |day: &'static str| [(f::OPENED, "2020-05-01"), (f::CLOSED_ON, day), (f::EVIDENCE, "柜 1")];
        check(Docket::Pledge, &signed("2020-03-01"), &[]);
        check(Docket::Pledge, &signed("2020-05-11"), &[(f::CLOSED_ON, Fault::Future)]);
    }
}
