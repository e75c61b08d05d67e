//! How a line stands: read off its answers, never stored.

use super::{Destination, Docket, Registry};
use crate::case::{CheckOutcome, Spell};
use crate::date::Date;
use crate::form::YES;
use crate::keyed::keyed;
use crate::schema::docket as f;

// Keys stand in addresses and filters: never change one.
keyed! {
    /// How a line stands, from the least to the most done.
    pub enum Standing {
        /// Nothing was found out yet.
        Waiting = "waiting", "待办";
        /// Found out, and the child is not where it belongs: the line stays open and is counted.
        Outstanding = "outstanding", "挂账";
        /// Nothing stands in the way of settling it.
        Ready = "ready", "待销号";
        Closed = "closed", "已销号";
    }
}

impl Docket {
    /// How a line stands. Settled is only what has its day, its proof and whoever answers for it, and an answer that
    /// settles something: a graduate nobody can trace is never settled.
    pub fn standing<'a>(self, answer: impl Fn(u16) -> &'a str) -> Standing {
        let answer = |id| answer(id).trim();
        let said = |id| !answer(id).is_empty();
        let found = self.found(&answer);
        let proof = match self {
            Docket::Movement | Docket::Graduate | Docket::Suspect => said(f::EVIDENCE) && said(f::CLOSED_BY),
            Docket::Letter => said(f::ANSWER) && said(f::CLOSED_BY),
            Docket::Pledge => said(f::EVIDENCE),
        };
        let dated = Date::parse_iso(answer(f::CLOSED_ON)).is_some();
        if found == Standing::Ready && dated && proof { Standing::Closed } else { found }
    }

    /// How a line stands apart from its closing.
    pub(super) fn found<'a>(self, answer: &impl Fn(u16) -> &'a str) -> Standing {
        let settled = match self {
            Docket::Movement => Registry::from_key(answer(f::REGISTRY)).map(|registry| registry != Registry::NotMoved),
            Docket::Graduate => Destination::from_key(answer(f::DESTINATION)).map(Destination::settles),
            Docket::Suspect => CheckOutcome::from_key(answer(f::OUTCOME)).map(|outcome| match outcome {
                CheckOutcome::NotInSchool => Date::parse_iso(answer(f::RETURNED_ON)).is_some(),
                CheckOutcome::Unreached => false,
                _ => true,
            }),
            // An answer or a signature is all that is waited for.
            Docket::Letter | Docket::Pledge => Some(true),
        };
        match settled {
            None => Standing::Waiting,
            Some(false) => Standing::Outstanding,
            Some(true) => Standing::Ready,
        }
    }

    /// The day a line was entered, and the day it was settled; one entered after it was settled began on that day.
    pub fn spell<'a>(self, answer: impl Fn(u16) -> &'a str) -> Option<Spell> {
        let from = Date::parse_iso(answer(f::OPENED).trim())?;
        let closed = self.standing(&answer) == Standing::Closed;
        let to = Date::parse_iso(answer(f::CLOSED_ON).trim()).filter(|_| closed);
        Some(Spell { from: to.map_or(from, |to| from.min(to)), to })
    }

    /// What a standing is called in this docket.
    pub const fn word(self, standing: Standing) -> &'static str {
        match (self, standing) {
            (Docket::Movement, Standing::Waiting) => "手续未填",
            (Docket::Movement, Standing::Outstanding) => "学籍未转",
            (Docket::Movement, Standing::Ready) => "待办结",
            (Docket::Movement, Standing::Closed) => "已办结",
            (Docket::Graduate, Standing::Waiting) => "待核实",
            (Docket::Graduate, Standing::Outstanding) => "去向未落实",
            (Docket::Suspect, Standing::Waiting) => "待核查",
            (Docket::Suspect, Standing::Outstanding) => "未劝返",
            (Docket::Graduate | Docket::Suspect, Standing::Ready) => "待销号",
            (Docket::Graduate | Docket::Suspect, Standing::Closed) => "已销号",
            (Docket::Letter, Standing::Closed) => "已复函",
            (Docket::Letter, _) => "待复函",
            (Docket::Pledge, Standing::Closed) => "已签订",
            (Docket::Pledge, _) => "待签订",
        }
    }
}

/// Whether a checked name of the suspects' list is a child out of school that has to be brought back, and not back yet;
/// children of registered poor households are in another table of the county's.
pub fn is_to_be_returned<'a>(answer: impl Fn(u16) -> &'a str) -> bool {
    CheckOutcome::from_key(answer(f::OUTCOME).trim()) == Some(CheckOutcome::NotInSchool)
        && Date::parse_iso(answer(f::RETURNED_ON).trim()).is_none()
}

/// Whether a line says that the child is of a registered poor household.
pub fn is_poor<'a>(answer: impl Fn(u16) -> &'a str) -> bool {
    answer(f::POOR).trim() == YES
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(docket: Docket, said: &[(u16, &str)], expected: Standing) {
        let answer = |id| said.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
        assert_eq!(docket.standing(answer), expected, "{docket:?} {said:?}");
    }

    const CLOSED: [(u16, &str); 3] =
        [(f::CLOSED_ON, "2020-05-08"), (f::EVIDENCE, "在读证明，柜 3"), (f::CLOSED_BY, "王校长")];

    fn and(said: &[(u16, &'static str)]) -> Vec<(u16, &'static str)> {
        [said, &CLOSED].concat()
    }

    #[test]
    fn a_line_is_settled_by_what_was_found_with_proof_and_approver() {
        check(Docket::Graduate, &[], Standing::Waiting);
        check(Docket::Graduate, &[(f::DESTINATION, "junior")], Standing::Ready);
        check(Docket::Graduate, &and(&[(f::DESTINATION, "junior")]), Standing::Closed);
        check(Docket::Graduate, &and(&[(f::DESTINATION, "untraced")]), Standing::Outstanding);
        check(Docket::Suspect, &and(&[(f::OUTCOME, "not_in_school")]), Standing::Outstanding);
        let back = [(f::OUTCOME, "not_in_school"), (f::RETURNED_ON, "2019-09-02")];
        check(Docket::Suspect, &and(&back), Standing::Closed);
        check(Docket::Suspect, &and(&[(f::OUTCOME, "unreached")]), Standing::Outstanding);
        check(Docket::Suspect, &and(&[(f::OUTCOME, "dead")]), Standing::Closed);
        check(Docket::Movement, &and(&[(f::REGISTRY, "not_moved")]), Standing::Outstanding);
        check(Docket::Movement, &and(&[(f::REGISTRY, "moved")]), Standing::Closed);
        check(Docket::Letter, &[(f::CLOSED_ON, "2026-11-20"), (f::CLOSED_BY, "石川镇")], Standing::Ready);
        check(Docket::Pledge, &[(f::CLOSED_ON, "2026-09-01"), (f::EVIDENCE, "柜 1")], Standing::Closed);
    }

    proptest! {
        /// Whatever is left out of a closing, and whatever was found: no proof, no approver, no closing.
        #[test]
        fn nothing_is_settled_without_proof_and_approver(
            destination in prop::sample::select(Destination::ALL.to_vec()),
            dated: bool, proven: bool, approved: bool,
        ) {
            let answer = |id| match id {
                f::DESTINATION => destination.key(),
                f::CLOSED_ON if dated => "2020-05-08",
                f::EVIDENCE if proven => "在读证明",
                f::CLOSED_BY if approved => "王校长",
                _ => "",
            };
            let closed = Docket::Graduate.standing(answer) == Standing::Closed;
            prop_assert_eq!(closed, destination.settles() && dated && proven && approved);
        }
    }
}
