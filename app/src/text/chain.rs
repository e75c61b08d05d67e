//! Words of 责任链 and of the hand-over.

use desk::message::chain::{ChainFault, Holdings};
use ledger::chain::{Line, UnitKind};

use super::count;

pub(crate) const CHAIN: &str = "责任链";
pub(crate) const CHAIN_SUB: &str =
    "双线责任：行政线按户籍村，教育线按学校和班级。姓名写在村、校、班上，每个孩子的责任链由系统推算。";
pub(crate) const LINKS: &str = "责任链的各环";
pub(crate) const LINKS_TEXT: &str =
    "勾选本县用的各环，称呼可以改。五长、七长取自两个县的方案，只是样例，请按本县文件定。";
pub(crate) const FIVE: &str = "用五长";
pub(crate) const SEVEN: &str = "用七长";
pub(crate) const EVERY: &str = "全部都用";
pub(crate) const LINKS_DO: &str = "保存各环";
pub(crate) const POSTS: &str = "谁负责";
pub(crate) const UNIT: &str = "单位";
pub(crate) const WHOLE: &str = "全域";
pub(crate) const NAME: &str = "姓名";
pub(crate) const PHONE: &str = "电话";
pub(crate) const FROM: &str = "从";
pub(crate) const TO: &str = "到";
pub(crate) const CHILDREN: &str = "孩子";
pub(crate) const NOBODY: &str = "还没有人";
pub(crate) const NO_LINKS: &str = "名册里还没有村、校、班，导入名册后这里会列出要填的责任人。";
pub(crate) const CHANGE: &str = "修改";
pub(crate) const FILL: &str = "填写";
pub(crate) const KEEP: &str = "保存";
pub(crate) const PRINT: &str = "打印";
pub(crate) const EXPORT: &str = "导出表格";
pub(crate) const HAND_OVER: &str = "交接";
pub(crate) const HAND_OVER_TEXT: &str = "把一个人名下的责任岗位、班级、帮扶和送教的孩子（含限权登记的帮扶人）、还没有销号的差异，一次交给另一个人。可以撤销。";
pub(crate) const OLD: &str = "交出人";
pub(crate) const NEW: &str = "接手人";
pub(crate) const NEW_PHONE: &str = "接手人电话";
pub(crate) const SINCE: &str = "从哪天起";
pub(crate) const HAND_OVER_DO: &str = "交接";
pub(crate) const NO_CHAIN: &str = "还没有填写责任人。";
pub(crate) const TO_CHAIN: &str = "去填写责任链";

/// A line of the two.
pub(crate) fn line(line: Line) -> &'static str {
    match line {
        Line::Administrative => "行政线",
        Line::Education => "教育线",
    }
}

/// What names of a link belong to.
pub(crate) fn unit(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Whole => "全域",
        UnitKind::Town => "按乡镇",
        UnitKind::Village => "按户籍村",
        UnitKind::School => "按学校",
        UnitKind::Grade => "按年级",
        UnitKind::Class => "按班级",
        UnitKind::Child => "按每个孩子的登记",
    }
}

/// What a person holds.
pub(crate) fn holds(name: &str, held: &Holdings) -> String {
    format!("{name}名下：{}", holdings(held))
}

/// What went over.
pub(crate) fn handed_over(held: &Holdings) -> String {
    format!("已交接：{}", holdings(held))
}

fn holdings(held: &Holdings) -> String {
    format!(
        "责任岗位 {} 处，任班主任的学生 {} 人，帮扶和送教的孩子 {} 人，未销号差异 {} 条",
        count(held.posts),
        count(held.taught),
        count(held.helped),
        count(held.owned)
    )
}

/// What is wrong.
pub(crate) fn unfit(fault: ChainFault) -> &'static str {
    match fault {
        ChainFault::NoName => "请填写姓名。",
        ChainFault::NoUnit => "请填写单位。",
        ChainFault::NotADate => "日期不对，例：2026-09-01。",
        ChainFault::Future => "日期在今天以后：到那天再交接。",
        ChainFault::EndsBeforeStart => "结束日期早于开始日期。",
        ChainFault::SamePerson => "交出人和接手人是同一个人。",
        ChainFault::Nothing => "这个人名下没有要交接的。",
    }
}
