//! What each step asks, in the order of its form.
//!
//! Fields after the records counties keep of 劝返, 复学 and 疑似辍学; application, approval and end of 延缓 and 休学 after
//! 义务教育法 第十一条; study, life and thinking after 伊川县 2019; the concrete reason of 其他离校 after 联合乡. The rest is 示例.

use super::StepKind;
use crate::case::{
    Arrangement, CheckOutcome, CheckWay, ClosingReason, DropReason, Evidence, Exit, Leave, Mark, Method, Origin,
};
use crate::form::AnswerKind::{self, Date, Line, Lines, OneOf};
use crate::form::Question;
use crate::schema::step as f;

/// A question, and the steps that ask it; none is all of them.
struct Asked(Question, &'static [StepKind]);

use StepKind as S;

// A field has another label in another step where people say it differently.
const ASKED: &[Asked] = &[
    asked(f::DATE, "日期", Date, &[]),
    asked(f::FIRST_ABSENT, "首次缺勤日期", Date, &[S::Absence, S::Relapse]),
    asked(f::NOTICED, "如何发现", Line, &[S::Absence]),
    asked(f::LEAVE, "请假情况", OneOf(Leave::OFFERED), &[S::Absence]),
    asked(f::ORIGIN, "来源", OneOf(Origin::OFFERED), &[S::Absence, S::Check]),
    asked(f::PEOPLE, "核查人", Line, &[S::Check]),
    asked(f::HOW, "核查方式", OneOf(CheckWay::OFFERED), &[S::Check]),
    asked(f::OUTCOME, "核查结果", OneOf(CheckOutcome::OFFERED), &[S::Check]),
    asked(f::DROPPED_ON, "辍学日期", Date, &[S::Confirm]),
    asked(f::REASON, "辍学原因", OneOf(DropReason::OFFERED), &[S::Confirm, S::Relapse]),
    asked(f::WHEREABOUTS, "去向", Line, &[S::Confirm]),
    asked(f::PEOPLE, "责任人", Line, &[S::Plan]),
    asked(f::METHOD, "劝返方式", OneOf(Method::OFFERED), &[S::Plan]),
    asked(f::MEASURES, "措施", Lines, &[S::Plan]),
    asked(f::UNTIL, "期限", Date, &[S::Plan]),
    asked(f::PEOPLE, "承诺人", Line, &[S::Promise]),
    asked(f::UNTIL, "承诺返校日期", Date, &[S::Promise]),
    asked(f::TRIED, "已用联系方式", Lines, &[S::Unreachable]),
    asked(f::REPORTED_TO, "已报告", Line, &[S::Unreachable]),
    asked(f::RETURNED_ON, "返校日期", Date, &[S::Back]),
    asked(f::ARRANGEMENT, "安置方式", OneOf(Arrangement::RETURNS), &[S::Back]),
    asked(f::ARRANGEMENT, "安置方式", OneOf(Arrangement::PLACES), &[S::Arrange]),
    asked(f::SCHOOL, "学校", Line, &[S::Back, S::Arrange]),
    asked(f::CLASS, "年级班级", Line, &[S::Back, S::Arrange]),
    asked(f::HELPER, "帮扶教师", Line, &[S::Back, S::Arrange]),
    asked(f::APPLICATION, "申请", Line, &[S::Arrange]),
    asked(f::APPROVAL, "批准文件", Line, &[S::Arrange]),
    asked(f::APPROVED_BY, "批准机关", Line, &[S::Arrange]),
    asked(f::UNTIL, "到期日", Date, &[S::Arrange]),
    asked(f::PEOPLE, "确认教师", Line, &[S::Observed]),
    asked(f::STUDY, "学习情况", Line, &[S::Observed]),
    asked(f::LIFE, "生活情况", Line, &[S::Observed]),
    asked(f::THINKING, "思想情况", Line, &[S::Observed]),
    asked(f::EXIT, "移出原因", OneOf(Exit::OFFERED), &[S::Exit]),
    asked(f::MARK, "标注", OneOf(Mark::OFFERED), &[S::Mark]),
    asked(f::EXPLANATION, "具体原因", Line, &[S::Exit, S::Mark]),
    asked(f::CLOSING, "销号原因", OneOf(ClosingReason::OFFERED), &[S::CloseRequest]),
    asked(f::EVIDENCE, "证据种类", OneOf(Evidence::OFFERED), &[S::CloseRequest]),
    asked(f::EVIDENCE_WORDS, "证据说明", Line, &[S::CloseRequest]),
    asked(f::PEOPLE, "申请人", Line, &[S::CloseRequest]),
    asked(f::PEOPLE, "审批人", Line, &[S::CloseApprove, S::CloseReject]),
    asked(f::EXPLANATION, "退回原因", Line, &[S::CloseReject]),
    asked(f::NOTE, "备注", Lines, &[]),
];

const fn asked(id: u16, label: &'static str, kind: AnswerKind, of: &'static [StepKind]) -> Asked {
    Asked(Question { id, label, kind }, of)
}

impl StepKind {
    /// What its form asks, in order.
    pub fn questions(self) -> impl Iterator<Item = &'static Question> {
        let asks = move |asked: &&Asked| asked.1.is_empty() || asked.1.contains(&self);
        ASKED.iter().filter(asks).map(|asked| &asked.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_step_asks_a_field_once_and_every_answer_is_stored() {
        for kind in StepKind::ALL {
            let ids: Vec<u16> = kind.questions().map(|question| question.id).collect();
            let distinct: BTreeSet<u16> = ids.iter().copied().collect();
            assert_eq!(distinct.len(), ids.len(), "{kind:?}");
            assert!(ids.iter().all(|id| f::ALL.contains(id)), "{kind:?}");
            assert!(!ids.contains(&f::CASE) && !ids.contains(&f::KIND), "{kind:?}");
        }
        let asked: BTreeSet<u16> = ASKED.iter().map(|asked| asked.0.id).chain([f::CASE, f::KIND]).collect();
        assert!(f::ALL.iter().all(|id| asked.contains(id)), "a field nobody asks");
    }

    #[test]
    fn a_return_asks_what_a_register_of_returns_holds() {
        let labels: Vec<&str> = StepKind::Back.questions().map(|question| question.label).collect();
        assert_eq!(labels, ["日期", "返校日期", "安置方式", "学校", "年级班级", "帮扶教师", "备注"]);
    }
}
