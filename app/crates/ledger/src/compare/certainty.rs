//! How sure a verdict is. There is one door to the word exact, and it stands here.

use super::facts::Row;
use super::judge::{Case, Court};
use super::outcome::Confidence;
use super::reason::{Reason, Reasons};
use super::view::View;
use super::{LIKELY, digits};
use crate::identity::IdQuality;
use crate::name::NameMatch;

impl Court<'_, '_> {
    /// How sure it is, and the score that goes with it.
    pub(super) fn confidence(
        &self,
        case: &Case<'_>,
        view: &View,
        reasons: Reasons,
        strange: Reasons,
    ) -> (Confidence, u8) {
        if view.rows.len() == 1 {
            let unsure = reasons.has(Reason::Ambiguous) || reasons.has(Reason::RejectedRowAlike);
            return match view.rows[0].id {
                _ if unsure => (Confidence::Possible, 50),
                0 => (Confidence::Likely, 80),
                _ => (Confidence::Exact, 100),
            };
        }
        if strange.is_empty() && self.is_exact(case, view) {
            return (Confidence::Exact, 100);
        }
        if reasons.has(Reason::ConfirmedByPerson) {
            return (Confidence::Likely, 99);
        }
        // One strange thing leaves it likely, two make it doubtful.
        let score = self.doubts(case, view).saturating_sub(strange.iter().count() as u8 * 12).max(30);
        (if score >= LIKELY { Confidence::Likely } else { Confidence::Possible }, score)
    }

    /// What speaks for two children although number and name are one.
    pub(super) fn strange(&self, view: &View) -> Reasons {
        let other_inside = view.rows.iter().any(|r| r.id != 0 && r.student_id != 0 && r.student_id != r.id);
        let around =
            if view.rows.len() > 1 { self.surroundings.against(self.facts, &view.rows) } else { Reasons::NONE };
        around.with_if(other_inside, Reason::StudentNumberHoldsOther)
    }

    /// The one door to the word exact.
    fn is_exact(&self, case: &Case<'_>, view: &View) -> bool {
        let one_name = view.likeness() == NameMatch::Same && !view.nameless;
        let no_contradiction = view.births.len() <= 1 && view.sexes.len() <= 1 && view.numbers.len() <= 1;
        let one_card = view.rows.iter().all(|r| !r.card_disagrees);
        case.proposal.is_none()
            && one_name
            && no_contradiction
            && one_card
            && self.one_key(view)
            && self.digits_fit(view)
    }

    /// Whether every row carries the number, or a 学籍号 that a row with the number (or every row) carries too.
    fn one_key(&self, view: &View) -> bool {
        let trusted = |s: u64| s != 0 && !self.leftover.shared_students.contains(&s);
        let with_number = || view.rows.iter().filter(|r| r.id != 0);
        let mut loose = view.rows.iter().filter(|r| r.id == 0);
        if view.numbers.is_empty() {
            let first = view.rows[0].student;
            return trusted(first) && loose.all(|r| r.student == first);
        }
        loose.all(|r| trusted(r.student) && with_number().any(|w| w.student == r.student))
    }

    /// Whether what is left of damaged numbers goes with the whole one.
    fn digits_fit(&self, view: &View) -> bool {
        let damaged = view.rows.iter().filter(|r| !matches!(r.quality, IdQuality::Valid | IdQuality::Missing));
        let damaged: Vec<Row> = damaged.copied().collect();
        if damaged.is_empty() {
            return true;
        }
        let all = view.rows.iter().copied();
        let fits = |d: &Row| {
            let said = digits::compare(
                self.facts,
                std::iter::once(*d),
                all.clone().filter(|r| (r.list, r.row) != (d.list, d.row)),
            );
            matches!(said, digits::Digits::Fit | digits::Digits::FitClosely)
        };
        damaged.iter().all(|d| fits(d) && d.quality != IdQuality::Foreign)
    }

    /// The score of rows that something keeps from being exact.
    fn doubts(&self, case: &Case<'_>, view: &View) -> u8 {
        let start = case.proposal.map_or(95, |p| p.score);
        // A proposal has weighed births and sexes already.
        let fresh = case.proposal.is_none();
        let off = |so: bool, points: u8| if so { points } else { 0 };
        let name = match view.likeness() {
            NameMatch::Same => 0,
            NameMatch::Unreadable => 5,
            NameMatch::Similar => 15,
            NameMatch::Different => 45,
        };
        let doubt = off(fresh, name)
            + off(!fresh && view.likeness() == NameMatch::Different, 10)
            + off(view.nameless, 10)
            + off(fresh && view.births.len() > 1, 15)
            + off(fresh && view.sexes.len() > 1, 10)
            + off(fresh && view.numbers.len() > 1, 10)
            + off(view.rows.iter().any(|r| r.card_disagrees), 10)
            + off(fresh && !self.digits_fit(view), 15);
        start.saturating_sub(doubt).clamp(30, 99)
    }
}
