//! The explanations offered for a situation: the catalogue of 人籍不一致, what verification of a suspected list finds, and
//! what goes wrong with names and numbers.
//!
//! Sources: the mismatch catalogue of the house ([`crate::enrolment::Mismatch`]); outcome classes a county used for its
//! list of suspected dropouts; the rest is our own proposal (示例). A county edits the words; keys are stored.

use super::Situation;
use crate::enrolment::{Mismatch, MismatchGroup};

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stored key.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
}

use Situation as S;

/// Explanations beyond the mismatch catalogue, with the situations they are offered for; an empty list is for all.
pub const EXPLANATIONS: &[(&str, &str, &[Situation])] = &[
    ("studies_elsewhere", "外地就读，学籍已转出", &[S::EnrolledNotThere, S::RegisteredNotEnrolled, S::NotReported]),
    (
        "home_teaching",
        "送教上门",
        &[S::EnrolledNotThere, S::RegisteredNotEnrolled, S::DisabledNotEnrolled, S::PoorNotThere],
    ),
    ("special_school", "在特殊教育学校就读", &[S::RegisteredNotEnrolled, S::DisabledNotEnrolled, S::PoorNotThere]),
    ("deferred", "延缓入学（已批准）", &[S::RegisteredNotEnrolled, S::DisabledNotEnrolled, S::PoorNotThere]),
    ("on_leave", "请假或迟到校", &[S::EnrolledNotThere, S::NotReported]),
    ("vocational", "在职业学校就读", &[S::GraduateLost, S::EnrolledNotThere, S::SuspectedNotThere]),
    ("other_county", "升入外地学校", &[S::GraduateLost]),
    ("in_school_enrolled", "核实在校并有学籍", &[S::SuspectedNotThere, S::PoorNotThere, S::DisabledNotEnrolled]),
    ("province_no_registry", "省内就读无学籍", &[S::SuspectedNotThere, S::RegisteredNotEnrolled]),
    ("outside_no_registry", "省外就读无学籍", &[S::SuspectedNotThere, S::RegisteredNotEnrolled]),
    ("over_age", "超龄离校", &[S::SuspectedNotThere, S::OutOfWindow, S::DisabledNotEnrolled]),
    ("too_young", "不足入学年龄", &[S::OutOfWindow]),
    ("abroad", "出国（境）", &[S::SuspectedNotThere, S::RegisteredNotEnrolled]),
    (
        "with_parents_unreached",
        "随父母外出，暂联系不上",
        &[S::SuspectedNotThere, S::RegisteredNotEnrolled, S::EnrolledNotThere, S::NotReported],
    ),
    ("moved_in", "外地户籍，随迁或借住", &[S::NotRegistered, S::ThereNotEnrolled]),
    ("transferred_in", "本学期转入", &[S::NewThisTerm, S::ThereNotEnrolled]),
    ("returned", "复学", &[S::NewThisTerm]),
    ("first_grade", "一年级新生", &[S::NewThisTerm, S::ThereNotEnrolled]),
    ("spelling", "姓名写法不同，是同一人", &[S::SameIdNameDiffers]),
    ("renamed", "已改名", &[S::SameIdNameDiffers]),
    ("wrong_number_entered", "一方证件号录入错误，是两个人", &[S::SameIdNameDiffers]),
    ("cut_by_excel", "证件号在电子表格中被截断或改变", &[S::SamePersonIdDiffers, S::Rejected]),
    ("number_changed", "证件号已变更", &[S::SamePersonIdDiffers]),
    ("no_number_yet", "尚无证件号", &[S::SamePersonIdDiffers, S::Rejected]),
    ("typing_error", "录入错误", &[S::SamePersonIdDiffers, S::Rejected]),
    ("two_registrations", "双重户籍", &[S::Duplicate]),
    ("two_enrolments", "重复学籍", &[S::Duplicate]),
    ("listed_twice", "名单重复登记", &[S::Duplicate]),
    (OTHER, "其他（须写明）", &[]),
];

/// The explanation that needs a note.
pub(super) const OTHER: &str = "other";

/// Whether a mismatch of the catalogue explains a situation.
fn explains(mismatch: Mismatch, situation: Situation) -> bool {
    matches!(
        (mismatch.group(), situation),
        (MismatchGroup::EnrolledNotThere, S::EnrolledNotThere | S::NotReported)
            | (MismatchGroup::ThereNotEnrolled, S::ThereNotEnrolled)
            | (MismatchGroup::DataDiffers, S::SameIdNameDiffers | S::SamePersonIdDiffers)
            | (MismatchGroup::RegisteredNotEnrolled, S::RegisteredNotEnrolled | S::SuspectedNotThere | S::PoorNotThere)
    )
}

/// The explanations offered for a situation, the most usual first.
pub fn explanations(situation: Situation) -> impl Iterator<Item = Explanation> {
    let catalogue = Mismatch::ALL.iter().filter(move |m| explains(**m, situation));
    let catalogue = catalogue.map(|m| Explanation { key: m.key(), label: m.text() });
    let others = EXPLANATIONS.iter().filter(move |(_, _, of)| of.is_empty() || of.contains(&situation));
    catalogue.chain(others.map(|&(key, label, _)| Explanation { key, label }))
}

/// The explanation with this stored key, if this build knows it.
pub fn explanation(key: &str) -> Option<Explanation> {
    let own = EXPLANATIONS.iter().find(|(own, ..)| *own == key).map(|&(key, label, _)| Explanation { key, label });
    own.or_else(|| Mismatch::from_key(key).map(|m| Explanation { key: m.key(), label: m.text() }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_situation_has_explanations_and_each_leads_back() {
        for &situation in Situation::ALL {
            let offered: Vec<_> = explanations(situation).collect();
            assert_eq!(offered.last().map(|e| e.key), Some(OTHER), "{situation:?}");
            assert!(offered.iter().all(|e| explanation(e.key).as_ref() == Some(e)), "{situation:?}");
            let keys: BTreeSet<_> = offered.iter().map(|e| e.key).collect();
            assert_eq!(keys.len(), offered.len(), "{situation:?}");
        }
    }
}
