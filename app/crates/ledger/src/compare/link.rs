//! How strongly two groups of rows seem to be one child, when no key says so.
//!
//! The name carries 45 points and the date of birth 25: together 70, which is a possibility. Guardian, village, telephone
//! or what is left of a damaged number lift it to 75 and more, which is likely; contradictions pull it down, and some of
//! them forbid the link whatever else agrees. No sum of such points ever makes a link exact.

use super::digits::{self, Digits};
use super::facts::Facts;
use super::nodes::Nodes;
use super::portrait::{Agreement, Aspect, Portrait};
use super::reason::{Reason, Reasons};
use super::{LIKELY, circumstance};
use crate::name::NameMatch;

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// They are not one child.
    Conflict,
    /// Nothing is known either way.
    Neutral,
    /// They may be one child.
    Link(Link),
}

/// A proposal in the making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// 60 to 99.
    pub(super) score: u8,
    /// How it stands against other links: a repetition within a list yields to a partner in another list.
    pub(super) rank: u8,
    pub(super) reasons: Reasons,
    /// Nothing but name and birth, or name and class, speaks for it.
    pub(super) bare: bool,
}

/// Below this a link is not worth a person's time.
const WORTH: i32 = 60;
/// The most a link may score that a contradiction weakens.
const DOUBTFUL: i32 = 70;
const REPETITION: i32 = 10;

/// The two groups to be weighed.
pub(super) struct Sides<'p> {
    pub(super) a: (u32, Portrait<'p>),
    pub(super) b: (u32, Portrait<'p>),
}

/// Weighs two groups.
pub(super) fn weigh(facts: &Facts<'_>, nodes: &Nodes, sides: &Sides<'_>) -> Tie {
    let ((a, left), (b, right)) = (sides.a, sides.b);
    let agreement = left.against(&right);
    if agreement.same(Aspect::Id) {
        // One number in two groups: only a person's refusal keeps them apart.
        return Tie::Conflict;
    }
    let name = name_of(facts, sides, agreement);
    let looks_at_digits = name.is_some() && (left.damaged || right.damaged);
    let digits = if looks_at_digits {
        digits::compare(facts, nodes.facts(facts, a), nodes.facts(facts, b))
    } else {
        Digits::Silent
    };
    let seen = Seen { agreement, digits, name };
    if nodes.share_a_list(facts, a, b) {
        return seen.repetition(|| all_identical(facts, nodes, a, b));
    }
    seen.partner()
}

/// How the names agree; `None` when one of the groups has no name.
fn name_of(facts: &Facts<'_>, sides: &Sides<'_>, agreement: Agreement) -> Option<NameMatch> {
    let ((_, left), (_, right)) = (sides.a, sides.b);
    if agreement.same(Aspect::Name) {
        return Some(if left.unreadable && right.unreadable { NameMatch::Unreadable } else { NameMatch::Same });
    }
    if agreement.unknown(Aspect::Name) {
        return None;
    }
    if agreement.same(Aspect::AnyName) {
        return Some(NameMatch::Similar);
    }
    let fits = |x: u64, y: u64| facts.names.like(x as u32, y as u32) == NameMatch::Unreadable;
    let readable = (left.unreadable || right.unreadable)
        && left.values(Aspect::Name).any(|x| right.values(Aspect::Name).any(|y| fits(x, y)));
    Some(if readable { NameMatch::Unreadable } else { NameMatch::Different })
}

/// Whether in every list the two groups share their rows are the same in every cell.
fn all_identical(facts: &Facts<'_>, nodes: &Nodes, a: u32, b: u32) -> bool {
    let pairs = nodes.facts(facts, a).flat_map(|x| nodes.facts(facts, b).map(move |y| (x, y)));
    pairs
        .filter(|(x, y)| x.list == y.list)
        .all(|(x, y)| circumstance::identical(facts.lists[usize::from(x.list)].table, x.row as usize, y.row as usize))
}

/// What was seen of two groups. `name` is `Similar` only for a former name.
struct Seen {
    agreement: Agreement,
    digits: Digits,
    name: Option<NameMatch>,
}

impl Seen {
    fn same(&self, aspect: Aspect) -> bool {
        self.agreement.same(aspect)
    }

    fn differ(&self, aspect: Aspect) -> bool {
        self.agreement.differ(aspect)
    }

    /// Whether a G 学籍号 of one holds the other's number.
    fn holds_id(&self) -> bool {
        self.same(Aspect::AnyId)
    }

    fn two_numbers(&self) -> bool {
        self.differ(Aspect::Id)
    }

    /// The same date of birth; a cut number that fits holds the date too, even if rounding leaves its day in doubt.
    fn same_day(&self) -> bool {
        self.same(Aspect::Birth) || (self.digits == Digits::Fit && self.agreement.unknown(Aspect::Birth))
    }

    fn supported(&self) -> bool {
        self.same(Aspect::AnyGuardian) || self.same(Aspect::Village) || self.same(Aspect::Phone)
    }

    /// Two groups with no list in common.
    fn partner(&self) -> Tie {
        let Some(name) = self.name else { return Tie::Neutral };
        if name == NameMatch::Different {
            return self.same_student_only();
        }
        if self.two_numbers() || self.digits == Digits::Against {
            return self.number_changed(name);
        }
        let beyond_doubt = self.digits == Digits::FitClosely || self.holds_id() || self.same(Aspect::Student);
        if self.differ(Aspect::Birth) && !beyond_doubt {
            return Tie::Conflict;
        }
        let near = [Aspect::AnyGuardian, Aspect::Village, Aspect::Phone, Aspect::Class];
        let near = near.into_iter().filter(|a| self.same(*a)).count();
        let without_birth = self.agreement.unknown(Aspect::Birth) && (self.same(Aspect::Class) || near > 1);
        let told = beyond_doubt || self.same_day();
        if !(told || without_birth) {
            return Tie::Neutral;
        }
        let doubtful = !told || name == NameMatch::Unreadable || self.differ(Aspect::Sex) || self.differ(Aspect::Birth);
        let bare = !beyond_doubt && !self.supported() && self.digits == Digits::Silent;
        self.link(self.points(name), if doubtful { DOUBTFUL } else { 99 }, 0, bare)
    }

    /// Plainly different names under one 学籍号: two children, one written with the other's, or one child renamed.
    fn same_student_only(&self) -> Tie {
        if !self.same(Aspect::Student) || self.two_numbers() || self.digits == Digits::Against {
            return Tie::Conflict;
        }
        if self.differ(Aspect::Birth) || self.differ(Aspect::Sex) {
            return Tie::Conflict;
        }
        self.link(WORTH + 2, DOUBTFUL, 0, false)
    }

    /// Two numbers that cannot be one: a child whose number was changed, or, far more often, a namesake.
    fn number_changed(&self, name: NameMatch) -> Tie {
        let kin = self.same(Aspect::AnyGuardian) && self.same(Aspect::Village);
        let same_day = self.same(Aspect::Birth) && !self.differ(Aspect::Sex);
        if name == NameMatch::Unreadable {
            return Tie::Conflict;
        }
        if (self.holds_id() || self.same(Aspect::Student)) && !self.differ(Aspect::Birth) {
            return self.link(DOUBTFUL, DOUBTFUL, 0, false);
        }
        let mistyped = !self.two_numbers() && self.supported();
        if same_day && (kin || mistyped) {
            return self.link(if kin { WORTH + 5 } else { WORTH + 2 }, DOUBTFUL, 0, false);
        }
        Tie::Conflict
    }

    /// Two groups with rows in one list: one child written twice, if nothing at all tells them apart.
    fn repetition(&self, identical: impl FnOnce() -> bool) -> Tie {
        let apart = self.two_numbers() || self.digits == Digits::Against || self.differ(Aspect::Sex);
        // One wrong character may stand in the date itself.
        let one_day =
            self.same(Aspect::Birth) || (self.digits == Digits::FitClosely && self.agreement.unknown(Aspect::Birth));
        if apart || self.name != Some(NameMatch::Same) || !one_day {
            return Tie::Conflict;
        }
        let sure = self.same(Aspect::AnyGuardian)
            || self.same(Aspect::Phone)
            || self.digits == Digits::FitClosely
            || self.holds_id()
            || self.same(Aspect::Student);
        let points = self.points(NameMatch::Same);
        if sure {
            return self.link(points.max(i32::from(LIKELY)), 95, REPETITION, false);
        }
        if self.same(Aspect::Village) && !self.differ(Aspect::Guardian) {
            return self.link(points, i32::from(LIKELY) - 1, REPETITION, false);
        }
        match identical() {
            true => match self.link(DOUBTFUL, DOUBTFUL, REPETITION, false) {
                Tie::Link(link) => Tie::Link(Link { reasons: link.reasons.with(Reason::IdenticalRows), ..link }),
                other => other,
            },
            false => Tie::Conflict,
        }
    }

    fn points(&self, name: NameMatch) -> i32 {
        let if_so = |so: bool, points: i32| if so { points } else { 0 };
        let digits = match self.digits {
            Digits::FitClosely => 35,
            Digits::Fit => 10,
            Digits::Silent | Digits::Against => 0,
        };
        let class = if self.agreement.unknown(Aspect::Birth) { 18 } else { 4 };
        (if name == NameMatch::Same { 45 } else { 40 })
            + digits
            + if_so(self.same_day(), 25)
            + if_so(self.same(Aspect::AnyGuardian), 13)
            + if_so(self.same(Aspect::Village), 8)
            + if_so(self.same(Aspect::Phone), 12)
            + if_so(self.same(Aspect::Class), class)
            + if_so(self.holds_id(), 30)
            + if_so(self.same(Aspect::Student), 35)
            - if_so(self.differ(Aspect::Guardian) && !self.same(Aspect::AnyGuardian), 3)
            - if_so(self.differ(Aspect::Village), 8)
            - if_so(self.differ(Aspect::Student), 5)
            - if_so(self.differ(Aspect::Sex), 15)
            - if_so(self.differ(Aspect::Birth), 15)
    }

    fn link(&self, points: i32, most: i32, yields: i32, bare: bool) -> Tie {
        let score = points.min(most).min(99);
        if score < WORTH {
            return Tie::Neutral;
        }
        Tie::Link(Link { score: score as u8, rank: (score - yields) as u8, reasons: self.reasons(), bare })
    }

    fn reasons(&self) -> Reasons {
        let name = match self.name {
            Some(NameMatch::Same) => Reason::SameName,
            Some(NameMatch::Unreadable) => Reason::NameUnreadable,
            Some(NameMatch::Similar) => Reason::FormerName,
            Some(NameMatch::Different) => Reason::NameDiffers,
            None => Reason::NameMissing,
        };
        Reasons::NONE
            .with(name)
            .with_if(self.same(Aspect::Birth), Reason::SameBirth)
            .with_if(self.differ(Aspect::Birth), Reason::BirthDiffers)
            .with_if(self.differ(Aspect::Sex), Reason::SexDiffers)
            .with_if(self.same(Aspect::AnyGuardian), Reason::SameGuardian)
            .with_if(self.differ(Aspect::Guardian) && !self.same(Aspect::AnyGuardian), Reason::GuardianDiffers)
            .with_if(self.same(Aspect::Village), Reason::SameVillage)
            .with_if(self.differ(Aspect::Village), Reason::VillageDiffers)
            .with_if(self.same(Aspect::Phone), Reason::SamePhone)
            .with_if(self.same(Aspect::Class), Reason::SameClass)
            .with_if(self.holds_id(), Reason::StudentNumberHoldsId)
            .with_if(self.same(Aspect::Student), Reason::SameStudentNumber)
            .with_if(self.differ(Aspect::Student), Reason::StudentNumberDiffers)
            .with_if(matches!(self.digits, Digits::Fit | Digits::FitClosely), Reason::IdDigitsAgree)
            .with_if(self.digits == Digits::Against, Reason::IdDigitsDisagree)
            .with_if(self.two_numbers(), Reason::TwoIds)
    }
}
