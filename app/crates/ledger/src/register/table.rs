//! What a membership says, register by register: the columns of its list, the fields of its form.
//!
//! Columns after the registers' own forms (民政 2016 form of 留守儿童, 残联 list, 随迁 and 困境 forms); what schools add
//! (helper, contact) is our own proposal (示例).

use super::{Placement, Register};
use crate::form::AnswerKind::{self, Date, Line, OneOf, Phone, Tick};
use crate::form::Question;

/// A question, and the registers that ask it; none is all of them.
struct Asked(Question, &'static [Register]);

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
    /// 持证情况.
    pub holds_card: u16,
    /// 送教教师.
    pub home_teacher: u16,
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
    holds_card: 33,
    home_teacher: 34,
};

use Register as R;

// Numbers are stored: never change one. 1 and 2 are the child and the register.
const ASKED: &[Asked] = &[
    asked(10, "起始日期", Date, &[]),
    asked(20, "父亲外出时间", Date, &[R::LeftBehind]),
    asked(21, "父亲外出地点", Line, &[R::LeftBehind]),
    asked(22, "母亲外出时间", Date, &[R::LeftBehind]),
    asked(23, "母亲外出地点", Line, &[R::LeftBehind]),
    asked(24, "在家一方无监护能力", Tick, &[R::LeftBehind]),
    asked(25, "农村户籍", Tick, &[R::LeftBehind]),
    asked(26, "委托监护人", Line, &[R::LeftBehind]),
    asked(27, "委托监护人关系", Line, &[R::LeftBehind]),
    asked(28, "委托监护人电话", Phone, &[R::LeftBehind]),
    asked(30, "安置方式", OneOf(Placement::OFFERED), &[R::Disabled]),
    asked(31, "安置起始日期", Date, &[R::Disabled]),
    asked(32, "延缓入学至", Date, &[R::Disabled]),
    asked(33, "持证情况", OneOf(&[("持证", "持证"), ("未持证", "未持证")]), &[R::Disabled]),
    asked(34, "送教教师", Line, &[R::Disabled]),
    asked(40, "父母务工地点", Line, &[R::Migrant]),
    asked(41, "居住证", OneOf(&[("有", "有"), ("无", "无")]), &[R::Migrant]),
    asked(42, "现住地", Line, &[R::Migrant, R::Returned]),
    asked(43, "来自或去往", Line, &[R::Returned]),
    asked(
        50,
        "困境类别",
        OneOf(&[
            ("家庭贫困", "家庭贫困"),
            ("自身残疾", "自身残疾"),
            ("重病", "重病"),
            ("监护缺失", "监护缺失"),
            ("监护不当", "监护不当"),
            ("其他", "其他"),
        ]),
        &[R::Difficult],
    ),
    asked(51, "认定部门", Line, &[R::Difficult, R::Poverty, R::Orphan]),
    asked(52, "认定日期", Date, &[R::Difficult, R::Poverty, R::Orphan]),
    asked(53, "文号", Line, &[R::Difficult, R::Poverty, R::Orphan]),
    asked(
        54,
        "户类型",
        OneOf(&[
            ("脱贫户", "脱贫户"),
            ("脱贫不稳定户", "脱贫不稳定户"),
            ("边缘易致贫户", "边缘易致贫户"),
            ("突发严重困难户", "突发严重困难户"),
            ("低保户", "低保户"),
            ("低保边缘户", "低保边缘户"),
            ("特困供养", "特困救助供养"),
        ]),
        &[R::Poverty],
    ),
    asked(55, "类别", OneOf(&[("孤儿", "孤儿"), ("事实无人抚养", "事实无人抚养")]), &[R::Orphan]),
    asked(
        60,
        "升学意向",
        OneOf(&[
            ("普通高中", "普通高中"),
            ("中等职业学校", "中等职业学校"),
            ("未定", "未定"),
            ("有流失风险", "有辍学风险"),
        ]),
        &[R::Ninth],
    ),
    asked(61, "困难学科", Line, &[R::Learning]),
    asked(62, "父母残疾情况", Line, &[R::DisabledParent]),
    asked(12, "监护人意见", Line, &[R::Disabled, R::Difficult]),
    asked(13, "帮扶人", Line, &[]),
    asked(14, "帮扶人电话", Phone, &[]),
    asked(11, "结束日期", Date, &[]),
    asked(15, "结束原因", Line, &[]),
    asked(16, "印证材料", Line, &[]),
    asked(17, "备注", Line, &[]),
];

const fn asked(id: u16, label: &'static str, kind: AnswerKind, of: &'static [Register]) -> Asked {
    Asked(Question { id, label, kind }, of)
}

/// What a register asks, in the order of its form.
pub fn questions_of(register: Register) -> impl Iterator<Item = &'static Question> {
    let asks = move |asked: &&Asked| asked.1.is_empty() || asked.1.contains(&register);
    ASKED.iter().filter(asks).map(|asked| &asked.0)
}

/// What every register asks, in the order of its form; those of a county too.
pub fn common_questions() -> impl Iterator<Item = &'static Question> {
    ASKED.iter().filter(|asked| asked.1.is_empty()).map(|asked| &asked.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_number_is_used_twice() {
        let ids: BTreeSet<u16> = ASKED.iter().map(|asked| asked.0.id).collect();
        assert_eq!(ids.len(), ASKED.len());
        assert!(!ids.contains(&0) && !ids.contains(&1) && !ids.contains(&2));
        let known = MEMBERSHIP;
        for id in [
            known.start,
            known.end,
            known.placement,
            known.placed_since,
            known.deferred_until,
            known.father_away,
            known.mother_away,
            known.other_unable,
            known.rural,
            known.helper,
        ] {
            assert!(ids.contains(&id), "{id}");
        }
    }
}
