//! 限权登记: registers that name an offence, and the assessments of disabled children by the county's experts.
//!
//! They stand in a compartment of their own and are shown only after a reason was given: no list, search, export or print
//! of anything else knows them (残疾人教育条例 art. 20: an assessment is used for the child's education only). Which facts
//! they ask is our proposal (示例).

use crate::form::AnswerKind::{self, Date, Line, Lines, OneOf};
use crate::form::Question;
use crate::keyed::keyed;

use super::Placement;

// Keys are stored: never change one.
keyed! {
    /// A restricted register.
    pub enum Restricted {
        /// A parent serves a sentence.
        ParentInPrison = "parent_in_prison", "服刑人员未成年子女";
        /// Of a minor involved in a case.
        Involved = "involved", "涉案未成年人";
        /// 残疾人教育专家委员会.
        Assessment = "assessment", "专委会评估";
    }
}

/// The first day of an entry, or the day of an assessment.
pub const SINCE: u16 = 10;
/// The last day of an entry.
pub const UNTIL: u16 = 11;

struct Asked(Question, &'static [Restricted]);

const fn asked(id: u16, label: &'static str, kind: AnswerKind, of: &'static [Restricted]) -> Asked {
    Asked(Question { id, label, kind }, of)
}

const ENTERED: &[Restricted] = &[Restricted::ParentInPrison, Restricted::Involved];
const PARENT: &[Restricted] = &[Restricted::ParentInPrison];
const CASE: &[Restricted] = &[Restricted::Involved];
const EXPERTS: &[Restricted] = &[Restricted::Assessment];

// Numbers are stored: never change one. 1 and 2 are the child and the register.
const ASKED: &[Asked] = &[
    asked(10, "起始日期", Date, ENTERED),
    asked(
        20,
        "服刑人员",
        OneOf(&[("父亲", "父亲"), ("母亲", "母亲"), ("父母双方", "父母双方"), ("其他监护人", "其他监护人")]),
        PARENT,
    ),
    asked(21, "刑期至", Date, PARENT),
    asked(22, "现由谁照护", Line, PARENT),
    asked(23, "照护人电话", AnswerKind::Phone, PARENT),
    asked(30, "告知来源", Line, CASE),
    asked(31, "现处阶段", Line, CASE),
    asked(32, "专门教育或矫治安排", Line, CASE),
    asked(33, "学籍是否保留", AnswerKind::Tick, CASE),
    asked(12, "帮扶人", Line, ENTERED),
    asked(13, "帮扶措施", Lines, ENTERED),
    asked(10, "评估日期", Date, EXPERTS),
    asked(40, "专家", Line, EXPERTS),
    asked(41, "评估结论", Lines, EXPERTS),
    asked(42, "安置建议", OneOf(Placement::OFFERED), EXPERTS),
    asked(43, "家长意见", Lines, EXPERTS),
    asked(11, "结束日期", Date, ENTERED),
    asked(14, "印证材料", Line, &[]),
    asked(15, "备注", Lines, &[]),
];

/// What a restricted register asks, in the order of its form.
pub fn questions_of_restricted(register: Restricted) -> impl Iterator<Item = &'static Question> {
    let asks = move |asked: &&Asked| asked.1.is_empty() || asked.1.contains(&register);
    ASKED.iter().filter(asks).map(|asked| &asked.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_restricted_register_says_since_when_and_asks_nothing_twice() {
        for register in Restricted::ALL {
            let ids: Vec<u16> = questions_of_restricted(*register).map(|question| question.id).collect();
            let distinct: BTreeSet<u16> = ids.iter().copied().collect();
            assert_eq!(distinct.len(), ids.len(), "{register:?}");
            assert!(ids.contains(&SINCE) && !ids.iter().any(|id| [0, 1, 2].contains(id)), "{register:?}");
        }
    }
}
