//! What a membership says, register by register: the columns of its list, the fields of its form.
//!
//! Columns after the registers' own forms (民政 2016 form of 留守儿童, 残联 list, 随迁 and 困境 forms); what schools add
//! (helper, contact) is our own proposal (示例).

use super::Register;

/// How a fact is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Free text.
    Text,
    /// An ISO date.
    Date,
    /// A telephone number.
    Phone,
    /// `是` or nothing.
    Tick,
    /// A [`Placement`](super::Placement), by its key.
    Placement,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A fact that a membership may carry.
#[derive(Clone, Copy, Debug)]
pub struct RegisterFact {
    /// The stored field of [`Table::Membership`](crate::schema::Table::Membership).
    pub id: u16,
    /// The label on forms.
    pub label: &'static str,
    /// How it is written.
    pub kind: FactKind,
    /// The registers that ask for it; none is all of them.
    pub of: &'static [Register],
}

/// The fields rules read.
pub struct Known {
    /// The first day.
    pub start: u16,
    /// The last day; nothing while it lasts.
    pub end: u16,
    /// 安置方式.
    pub placement: u16,
    /// Since when the placement holds.
    pub placed_since: u16,
    /// Until when enrolment is deferred.
    pub deferred_until: u16,
    /// 父亲外出时间.
    pub father_away: u16,
    /// 母亲外出时间.
    pub mother_away: u16,
    /// 一方无监护能力.
    pub other_unable: u16,
    /// 农村户籍.
    pub rural: u16,
    /// 帮扶人.
    pub helper: u16,
}

/// Where the fields that rules read are stored.
pub const MEMBERSHIP: Known = Known {
    start: 10,
    end: 11,
    placement: 30,
    placed_since: 31,
    deferred_until: 32,
    father_away: 20,
    mother_away: 22,
    other_unable: 24,
    rural: 25,
    helper: 13,
};

use FactKind::{Choice, Date, Phone, Placement, Text, Tick};
use Register as R;

// Numbers are stored: never change one. 1 and 2 are the child and the register.
const FACTS: &[RegisterFact] = &[
    fact(20, "父亲外出时间", Date, &[R::LeftBehind]),
    fact(21, "父亲外出地点", Text, &[R::LeftBehind]),
    fact(22, "母亲外出时间", Date, &[R::LeftBehind]),
    fact(23, "母亲外出地点", Text, &[R::LeftBehind]),
    fact(24, "在家一方无监护能力", Tick, &[R::LeftBehind]),
    fact(25, "农村户籍", Tick, &[R::LeftBehind]),
    fact(26, "委托监护人", Text, &[R::LeftBehind]),
    fact(27, "委托监护人关系", Text, &[R::LeftBehind]),
    fact(28, "委托监护人电话", Phone, &[R::LeftBehind]),
    fact(30, "安置方式", Placement, &[R::Disabled]),
    fact(31, "安置起始日期", Date, &[R::Disabled]),
    fact(32, "延缓入学至", Date, &[R::Disabled]),
    fact(33, "持证情况", Choice(&["持证", "未持证"]), &[R::Disabled]),
    fact(34, "送教教师", Text, &[R::Disabled]),
    fact(40, "父母务工地点", Text, &[R::Migrant]),
    fact(41, "居住证", Choice(&["有", "无"]), &[R::Migrant]),
    fact(42, "现住地", Text, &[R::Migrant, R::Returned]),
    fact(43, "来自或去往", Text, &[R::Returned]),
    fact(50, "困境类别", Choice(&["家庭贫困", "自身残疾", "重病", "监护缺失", "监护不当", "其他"]), &[R::Difficult]),
    fact(51, "认定部门", Text, &[R::Difficult, R::Poverty, R::Orphan]),
    fact(52, "认定日期", Date, &[R::Difficult, R::Poverty, R::Orphan]),
    fact(53, "文号", Text, &[R::Difficult, R::Poverty, R::Orphan]),
    fact(
        54,
        "户类型",
        Choice(&["脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "低保户", "低保边缘户", "特困供养"]),
        &[R::Poverty],
    ),
    fact(55, "类别", Choice(&["孤儿", "事实无人抚养"]), &[R::Orphan]),
    fact(60, "毕业去向意向", Choice(&["普通高中", "中等职业学校", "未定", "有流失风险"]), &[R::Ninth]),
    fact(61, "困难学科", Text, &[R::Learning]),
    fact(62, "父母残疾情况", Text, &[R::DisabledParent]),
    fact(12, "监护人意见", Text, &[R::Disabled, R::Difficult]),
    fact(13, "帮扶人", Text, &[]),
    fact(14, "帮扶人电话", Phone, &[]),
    fact(10, "起始日期", Date, &[]),
    fact(11, "结束日期", Date, &[]),
    fact(15, "结束原因", Text, &[]),
    fact(16, "印证材料", Text, &[]),
    fact(17, "备注", Text, &[]),
];

const fn fact(id: u16, label: &'static str, kind: FactKind, of: &'static [Register]) -> RegisterFact {
    RegisterFact { id, label, kind, of }
}

/// What a register asks for, in the order of its form.
pub fn facts_of(register: Register) -> impl Iterator<Item = &'static RegisterFact> {
    FACTS.iter().filter(move |fact| fact.of.is_empty() || fact.of.contains(&register))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_number_is_used_twice() {
        let ids: BTreeSet<u16> = FACTS.iter().map(|fact| fact.id).collect();
        assert_eq!(ids.len(), FACTS.len());
        assert!(!ids.contains(&0) && !ids.contains(&1) && !ids.contains(&2));
        let known = MEMBERSHIP;
        for id in [
            known.start, known.end, known.placement, known.placed_since, known.deferred_until, known.father_away,
            known.mother_away, known.other_unable, known.rural, known.helper,
        ] {
            assert!(ids.contains(&id), "{id}");
        }
    }
}
