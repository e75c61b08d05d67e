//! 特殊群体: which special groups a child belongs to by the facts on record.
//!
//! Derived, never stored as one flag: the registers of each group, with their definitions and evidence, build on the same
//! fields. The words are those of the registry's own options.

use crate::child::Child;
use crate::choice;
use crate::field::Field;
use crate::plain;

/// A special group that can be read from a child's own record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// 留守, by the registry's own mark (one or both parents away for three months or more).
    LeftBehind,
    /// 随迁.
    Migrant,
    /// 残疾: a card, a kind, or the mark.
    Disabled,
    /// 孤儿.
    Orphan,
    /// 脱贫户, 监测户.
    Poverty,
}

impl Group {
    /// Every group, in the order of forms.
    pub const ALL: [Group; 5] = [Group::LeftBehind, Group::Migrant, Group::Disabled, Group::Orphan, Group::Poverty];

    /// The word on forms.
    pub const fn text(self) -> &'static str {
        match self {
            Group::LeftBehind => "留守",
            Group::Migrant => "随迁",
            Group::Disabled => "残疾",
            Group::Orphan => "孤儿",
            Group::Poverty => "脱贫监测",
        }
    }

    /// Whether the facts on record put the child in the group.
    pub fn holds(self, child: &impl Child) -> bool {
        let said = |field, denials: &[&str]| {
            let text = child.get(field);
            !text.is_empty() && !denials.contains(&text)
        };
        match self {
            Group::LeftBehind => said(Field::LeftBehind, &["非留守儿童"]) || child.get(Field::RuralLeftBehind) == "是",
            Group::Migrant => child.get(Field::Migrant) == "是" || child.get(Field::MigrantWorker) == "是",
            Group::Disabled => {
                said(Field::DisabilityKind, &["无残疾"])
                    || child.get(Field::Disabled) == "是"
                    || !child.get(Field::DisabilityCard).is_empty()
            }
            Group::Orphan => child.get(Field::Orphan) == "是",
            Group::Poverty => is_poor(child.get(Field::HouseholdKind), child.get(Field::MonitorKind)),
        }
    }

    /// The groups of a child.
    pub fn of(child: &impl Child) -> impl Iterator<Item = Group> {
        Group::ALL.into_iter().filter(|group| group.holds(child))
    }
}

/// Whether the two columns of a list put the household among 脱贫户 and 监测户.
///
/// Both are free text, and lists head them 户类型 as well as 是否建档立卡: what they write may say no.
pub fn is_poor(kind: &str, monitor: &str) -> bool {
    names_household(kind) || names_household(monitor)
}

/// Whether a word says what household it is, and does not say that it is none: `未脱贫` names one, `未纳入` does not.
pub fn names_household(word: &str) -> bool {
    const DENIALS: &[&str] = &["否", "不是", "不属", "无", "没有", "非", "未纳入", "未识别", "未列入"];
    const ORDINARY: &[&str] = &["一般户", "一般农户", "普通户", "普通农户", "一般群众"];
    let word = word.trim();
    !(plain::says_nothing(word)
        || choice::says_no(word)
        || DENIALS.iter().any(|denial| word.starts_with(denial))
        || ORDINARY.iter().any(|ordinary| word.ends_with(ordinary)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn check(fields: &[(Field, &str)], expected: &[Group]) {
        let child: HashMap<Field, &str> = fields.iter().copied().collect();
        assert_eq!(Group::of(&child).collect::<Vec<_>>(), expected, "{fields:?}");
    }

    #[test]
    fn groups_follow_from_the_facts() {
        check(&[], &[]);
        check(&[(Field::LeftBehind, "非留守儿童"), (Field::DisabilityKind, "无残疾")], &[]);
        check(&[(Field::LeftBehind, "双亲留守儿童")], &[Group::LeftBehind]);
        check(&[(Field::DisabilityCard, "99052620120831001851")], &[Group::Disabled]);
        check(&[(Field::HouseholdKind, "否"), (Field::MonitorKind, "非监测对象")], &[]);
        check(&[(Field::Orphan, "是"), (Field::HouseholdKind, "脱贫户")], &[Group::Orphan, Group::Poverty]);
    }

    #[test]
    fn a_household_is_poor_by_what_the_list_says_and_not_by_its_saying_something() {
        let check = |kind: &str, monitor: &str, expected| {
            assert_eq!(is_poor(kind, monitor), expected, "{kind} {monitor}");
        };
        for no in ["", "否", " 否", "不是", "无", "/", "0", "N", "×", "非脱贫户", "非贫困户", "一般农户", "未纳入"]
        {
            check(no, no, false);
            check(no, "突发严重困难户", true);
        }
        for yes in ["是", "1", "脱贫户", "脱贫不稳定户", "未脱贫", "边缘易致贫户", "低保户"] {
            check(yes, "", true);
            check("一般户", yes, true);
        }
    }
}
