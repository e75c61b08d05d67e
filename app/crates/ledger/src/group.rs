//! 特殊群体: which special groups a child belongs to by the facts on record.
//!
//! Derived, never stored as one flag: the registers of each group, with their definitions and evidence, build on the same
//! fields. The words are those of the registry's own options.

use crate::child::Child;
use crate::field::Field;

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
            Group::Poverty => said(Field::HouseholdKind, &[]) || said(Field::MonitorKind, &[]),
        }
    }

    /// The groups of a child.
    pub fn of(child: &impl Child) -> impl Iterator<Item = Group> {
        Group::ALL.into_iter().filter(|group| group.holds(child))
    }
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
        check(&[(Field::Orphan, "是"), (Field::HouseholdKind, "脱贫户")], &[Group::Orphan, Group::Poverty]);
    }
}
