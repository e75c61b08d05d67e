//! The catalogue of duties. Shipped rules are those the plans of several counties name; every number is the county's to
//! change, and it may add rules of its own. Where a plan is silent, our own proposal stands and is marked 示例.

use serde::{Deserialize, Serialize};

use super::{Cycle, Owed, Per};
use crate::register::{Placement, Register, Which};
use crate::visit::VisitKind;

/// What a record is, as far as a duty may count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Deed {
    /// A visit.
    Visit(VisitKind),
    /// The step 观察 of a case.
    Observation,
    /// Everything a child is entitled to in a term was paid.
    Aid,
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The stored key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Who is owed it, or owes it.
    pub owed: Owed,
    /// Which records count; the first is the one the page offers to write.
    pub deeds: Vec<Deed>,
    /// How often it comes again.
    pub cycle: Cycle,
    /// On how many distinct days in each turn.
    pub times: u8,
    /// A month or a week with fewer school days than this is free (示例).
    pub least_school_days: u8,
    /// From this day of the month, or of the week, on, what is missing is shown as urgent (示例); where there is a deadline, from
    /// so many days before it.
    pub alarm_day: u8,
    /// Only a record with evidence, which is a signature, counts.
    pub evidence: bool,
    /// Where the rule comes from.
    pub source: String,
}

impl Rule {
    /// Whether a record of this sort counts for it.
    pub fn counts(&self, deed: Deed) -> bool {
        self.deeds.contains(&deed)
    }

    /// The same rule of a cycle, with the days of 示例 that fit the cycle.
    pub fn every(cycle: Cycle) -> Rule {
        let (least_school_days, alarm_day) = match cycle {
            Cycle::Week => (3, 4),
            Cycle::Month | Cycle::Term => (5, 20),
            Cycle::By(_) | Cycle::Within(_) => (0, 7),
        };
        Rule {
            key: String::new(),
            name: String::new(),
            owed: Owed::Listed(Vec::new()),
            deeds: Vec::new(),
            cycle,
            times: 1,
            least_school_days,
            alarm_day,
            evidence: false,
            source: String::new(),
        }
    }
}

/// The rules a ledger begins with.
pub fn shipped() -> Vec<Rule> {
    let rule = |key: &str, name: &str, owed: Owed, deeds: &[Deed], cycle, times, evidence, source: &str| Rule {
        key: key.to_owned(),
        name: name.to_owned(),
        owed,
        deeds: deeds.to_vec(),
        times,
        evidence,
        source: source.to_owned(),
        ..Rule::every(cycle)
    };
    let cared_for = || {
        Owed::Listed(
            [Register::LeftBehind, Register::Difficult, Register::Orphan, Register::Poverty]
                .map(Which::Shipped)
                .to_vec(),
        )
    };
    let (visited, helped) = (Deed::Visit(VisitKind::HomeVisit), Deed::Visit(VisitKind::Support));
    vec![
        rule(
            "home_teaching",
            "送教上门",
            Owed::Placed(Placement::HomeTeaching),
            &[Deed::Visit(VisitKind::HomeTeaching)],
            Cycle::Month,
            2,
            true,
            "蒲城县教育局蒲教发〔2020〕33号：送教上门每月 2 次",
        ),
        rule(
            "liaison",
            "包联走访",
            Owed::Liaison(Per::Cadre),
            &[Deed::Visit(VisitKind::Liaison)],
            Cycle::Month,
            2,
            false,
            "蒲城县教育局蒲教发〔2020〕33号：包联每月至少两次；西吉县 2021：包抓每月不少于 2 次",
        ),
        rule(
            "care",
            "关爱联系",
            cared_for(),
            &[visited, helped],
            Cycle::Month,
            1,
            false,
            "示例：特殊群体每月至少联系一次",
        ),
        rule(
            "term_visit",
            "学期家访",
            cared_for(),
            &[visited],
            Cycle::Term,
            1,
            false,
            "示例：特殊群体每学期至少家访一次",
        ),
        rule(
            "follow_up",
            "复学后跟踪",
            Owed::Returned,
            &[Deed::Observation, visited, helped],
            Cycle::Week,
            1,
            false,
            "示例：复学观察期内每周至少跟踪一次；伊川县 2019 督查复学学生的学习、生活、思想",
        ),
        rule("aid", "资助", Owed::Entitled, &[Deed::Aid], Cycle::Term, 1, true, "示例：每学期应享尽享，发放有签收"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::About;

    #[test]
    fn what_plans_name_is_shipped_as_they_name_it() {
        let rules = shipped();
        let check = |key: &str, expected: (u8, Cycle, bool, About)| {
            let rule = rules.iter().find(|rule| rule.key == key).expect("it is shipped");
            assert_eq!((rule.times, rule.cycle, rule.evidence, rule.owed.about()), expected, "{key}");
        };
        check("home_teaching", (2, Cycle::Month, true, About::Child));
        check("liaison", (2, Cycle::Month, false, About::Cadre));
        check("follow_up", (1, Cycle::Week, false, About::Child));
        check("aid", (1, Cycle::Term, true, About::Child));
        let keys: std::collections::BTreeSet<&str> = rules.iter().map(|rule| rule.key.as_str()).collect();
        assert_eq!(keys.len(), rules.len());
        assert!(rules.iter().all(|rule| !rule.deeds.is_empty() && !rule.source.is_empty()));
    }
}
