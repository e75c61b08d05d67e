//! The catalogue of duties. Shipped rules are those the plans of several counties name; every number is the county's to
//! change. Where a plan is silent, our own proposal stands and is marked 示例.

use serde::{Deserialize, Serialize};

use super::Cycle;
use crate::register::{Placement, Register};
use crate::visit::VisitKind;

/// Who is owed it, or owes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owed {
    /// Every disabled child placed so.
    Placed(Placement),
    /// Every child in one of these registers.
    Listed(Vec<Register>),
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The stored key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Who is owed it.
    pub owed: Owed,
    /// Which records count.
    pub kinds: Vec<VisitKind>,
    /// How often it comes again.
    pub cycle: Cycle,
    /// On how many distinct days in each turn.
    pub times: u8,
    /// A month with fewer school days than this is free (示例).
    pub least_school_days: u8,
    /// From this day of the month on, what is missing is shown as urgent (示例).
    pub alarm_day: u8,
    /// Only a record with evidence, which is a signature, counts.
    pub evidence: bool,
    /// Where the rule comes from.
    pub source: String,
}

/// The rules a ledger begins with.
pub fn shipped() -> Vec<Rule> {
    let rule = |key: &str, name: &str, owed: Owed, kinds: &[VisitKind], cycle, times, evidence, source: &str| Rule {
        key: key.to_owned(),
        name: name.to_owned(),
        owed,
        kinds: kinds.to_vec(),
        cycle,
        times,
        least_school_days: 5,
        alarm_day: 20,
        evidence,
        source: source.to_owned(),
    };
    let cared_for =
        || Owed::Listed(vec![Register::LeftBehind, Register::Difficult, Register::Orphan, Register::Poverty]);
    vec![
        rule(
            "home_teaching",
            "送教上门",
            Owed::Placed(Placement::HomeTeaching),
            &[VisitKind::HomeTeaching],
            Cycle::Month,
            2,
            true,
            "蒲城县教育局蒲教发〔2020〕33号：送教上门每月 2 次",
        ),
        rule(
            "care",
            "关爱联系",
            cared_for(),
            &[VisitKind::HomeVisit, VisitKind::Support],
            Cycle::Month,
            1,
            false,
            "示例：特殊群体每月至少联系一次",
        ),
        rule(
            "term_visit",
            "学期家访",
            cared_for(),
            &[VisitKind::HomeVisit],
            Cycle::Term,
            1,
            false,
            "示例：特殊群体每学期至少家访一次",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_teaching_is_twice_a_month_with_evidence() {
        let rules = shipped();
        let teaching = rules.iter().find(|rule| rule.key == "home_teaching").expect("it is shipped");
        assert_eq!((teaching.times, teaching.cycle, teaching.evidence), (2, Cycle::Month, true));
        let keys: std::collections::BTreeSet<&str> = rules.iter().map(|rule| rule.key.as_str()).collect();
        assert_eq!(keys.len(), rules.len());
    }
}
