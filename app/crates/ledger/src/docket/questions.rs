//! What each docket asks: when a line is entered, and when it is settled.
//!
//! Fields of 流动生 and 毕业生去向 as counties' registers have them; those of 责任书 are its parties, level, year, targets and
//! the day it was signed.

use super::{Destination, Direction, Docket, PledgeLevel, Registry};
use crate::case::{CheckOutcome, CheckWay, Evidence};
use crate::form::AnswerKind::{self, Date, Line, Lines, OneOf, Tick};
use crate::form::Question;
use crate::schema::docket as f;

const fn q(id: u16, label: &'static str, kind: AnswerKind) -> Question {
    Question { id, label, kind }
}

const NAME: Question = q(f::NAME, "姓名", Line);
const ID_NUMBER: Question = q(f::ID_NUMBER, "身份证件号", Line);
const NOTE: Question = q(f::NOTE, "备注", Lines);
const PROOF: Question = q(f::EVIDENCE_KIND, "印证材料", OneOf(Evidence::OFFERED));
const PROOF_WORDS: Question = q(f::EVIDENCE, "材料说明及存放处", Line);
const APPROVER: Question = q(f::CLOSED_BY, "审批人", Line);

const MOVEMENT: &[Question] = &[
    q(f::DIRECTION, "转入或转出", OneOf(Direction::OFFERED)),
    q(f::OPENED, "日期", Date),
    NAME,
    ID_NUMBER,
    q(f::STUDENT_NUMBER, "学籍号", Line),
    q(f::GRADE_CLASS, "年级班级", Line),
    q(f::PLACE, "转自或转往（省市县校）", Line),
    q(f::REASON, "原因", Line),
    q(f::REGISTRY, "学籍手续", OneOf(Registry::OFFERED)),
    q(f::WAY, "去向核实方式", OneOf(CheckWay::OFFERED)),
    q(f::VERIFIED_ON, "核实日期", Date),
    q(f::HANDLER, "经办人", Line),
    NOTE,
];

const GRADUATE: &[Question] = &[
    q(f::YEAR, "毕业年份", Line),
    q(f::UNIT, "毕业小学", Line),
    NAME,
    ID_NUMBER,
    q(f::DESTINATION, "去向", OneOf(Destination::OFFERED)),
    q(f::NEXT_SCHOOL, "升入学校", Line),
    q(f::NEXT_CLASS, "年级班级", Line),
    q(f::NEXT_NUMBER, "新学籍号", Line),
    q(f::WAY, "核实方式", OneOf(CheckWay::OFFERED)),
    q(f::VERIFIED_ON, "核实日期", Date),
    PROOF,
    PROOF_WORDS,
    q(f::HANDLER, "核实人", Line),
    NOTE,
];

const SUSPECT: &[Question] = &[
    q(f::OPENED, "名单日期", Date),
    q(f::UNIT, "单位", Line),
    NAME,
    ID_NUMBER,
    q(f::POOR, "建档立卡（脱贫户、监测户）", Tick),
    q(f::OUTCOME, "核查结果", OneOf(CheckOutcome::OFFERED)),
    q(f::WAY, "核查方式", OneOf(CheckWay::OFFERED)),
    q(f::HANDLER, "核查人", Line),
    q(f::VERIFIED_ON, "核查日期", Date),
    PROOF,
    PROOF_WORDS,
    q(f::RETURNED_ON, "劝返到校日期", Date),
    NOTE,
];

const LETTER: &[Question] = &[
    q(f::NUMBER, "文号", Line),
    q(f::OPENED, "发函日期", Date),
    NAME,
    ID_NUMBER,
    q(f::GRADE_CLASS, "就读学校及年级班级", Line),
    q(f::PLACE, "收函单位（户籍地乡镇）", Line),
    q(f::UNIT, "发函单位", Line),
    q(f::SITUATION, "学生情况", Lines),
    q(f::ASKED, "请协助的事项", Lines),
    q(f::HANDLER, "经办人及电话", Line),
];

const PLEDGE: &[Question] = &[
    q(f::LEVEL, "层级", OneOf(PledgeLevel::OFFERED)),
    q(f::YEAR, "学年（起始年份）", Line),
    q(f::FIRST, "甲方", Line),
    q(f::SECOND, "乙方", Line),
    q(f::TARGETS, "指标（一行一项，冒号后写目标值）", Lines),
    q(f::TEXT, "约定内容（不填用示例文本）", Lines),
    q(f::OPENED, "登记日期", Date),
    NOTE,
];

const DONE: &[Question] = &[q(f::CLOSED_ON, "办结日期", Date), PROOF, PROOF_WORDS, APPROVER];
const STRUCK_OFF: &[Question] = &[q(f::CLOSED_ON, "销号日期", Date), PROOF, PROOF_WORDS, APPROVER];
const ANSWERED: &[Question] = &[
    q(f::CLOSED_ON, "复函日期", Date),
    q(f::CLOSED_BY, "复函单位或联系人", Line),
    q(f::ANSWER, "复函内容", Lines),
    q(f::EVIDENCE, "复函存放处", Line),
];
const SIGNED: &[Question] = &[q(f::CLOSED_ON, "签订日期", Date), q(f::EVIDENCE, "扫描件或存放处", Line)];

impl Docket {
    /// What is asked when a line is entered or corrected, in the order of the form.
    pub const fn questions(self) -> &'static [Question] {
        match self {
            Docket::Movement => MOVEMENT,
            Docket::Graduate => GRADUATE,
            Docket::Suspect => SUSPECT,
            Docket::Letter => LETTER,
            Docket::Pledge => PLEDGE,
        }
    }

    /// What is asked when a line is settled.
    pub const fn closing(self) -> &'static [Question] {
        match self {
            Docket::Movement => DONE,
            Docket::Graduate | Docket::Suspect => STRUCK_OFF,
            Docket::Letter => ANSWERED,
            Docket::Pledge => SIGNED,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_docket_asks_a_field_once_and_every_field_is_asked_somewhere() {
        let mut asked: BTreeSet<u16> = [f::KIND, f::CHILD, f::SOURCE, f::REOPENED].into();
        for docket in Docket::ALL {
            for form in [docket.questions(), docket.closing()] {
                let ids: BTreeSet<u16> = form.iter().map(|question| question.id).collect();
                assert_eq!(ids.len(), form.len(), "{docket:?}");
                assert!(ids.iter().all(|id| f::ALL.contains(id)), "{docket:?}");
                asked.extend(ids);
            }
            assert!(docket.closing().iter().any(|question| question.id == f::CLOSED_ON), "{docket:?}");
        }
        assert!(f::ALL.iter().all(|id| asked.contains(id)), "a field nobody asks");
    }
}
