//! Words of the page of one child.

use desk::message::roster::HistoryLine;

use super::{history, moment};

pub(crate) const GONE_TITLE: &str = "找不到这个孩子";
pub(crate) const GONE_TEXT: &str = "这条记录可能已被删除或并入另一条记录。可以在“修改记录”里撤销。";
pub(crate) const TO_ROSTER: &str = "回到名册";
pub(crate) const FACTS_TITLE: &str = "籍与人";
pub(crate) const REGISTERED: &str = "籍（学籍在哪里）";
pub(crate) const PRESENT: &str = "人（实际在哪里）";
pub(crate) const STATE: &str = "人籍状态";
pub(crate) const STATE_UNKNOWN: &str = "待核实";
pub(crate) const STATE_NOTE: &str = "由左右两边自动得出，不能直接填写";
pub(crate) const NOT_FILLED: &str = "未填";
pub(crate) const EDIT: &str = "修改";
pub(crate) const EDIT_HINT: &str = "点一下就能改，回车保存，Esc 取消";
pub(crate) const FINDINGS: &str = "需要核对";
pub(crate) const REVEAL: &str = "显示全号";
pub(crate) const REVEAL_TITLE: &str = "查看完整号码";
pub(crate) const REVEAL_REASON: &str = "查看事由";
pub(crate) const REVEAL_GUIDANCE: &str = "如 与户口簿核对；事由会记入查阅记录";
pub(crate) const REVEAL_DO: &str = "显示";
pub(crate) const MASKED_GUIDANCE: &str = "请输入完整号码；不改请按 Esc";
pub(crate) const ADD_FIELD: &str = "＋ 填写其他项目";
pub(crate) const HISTORY: &str = "历史";
pub(crate) const NO_HISTORY: &str = "还没有修改";
pub(crate) const SIMILAR: &str = "可能是同一人";
pub(crate) const SIMILAR_LOOK: &str = "查找";
pub(crate) const SIMILAR_LOOKING: &str = "正在对照整本名册……";
pub(crate) const SIMILAR_TEXT: &str = "对照整本名册，找可能重复的记录。";
pub(crate) const SIMILAR_NONE: &str = "没有找到可能重复的记录。";
pub(crate) const SIMILAR_DECIDE: &str = "请对照后再决定。合并把两条记录并成一条，空着的项目互相补齐，可以撤销。";
pub(crate) const SIMILAR_FIRST: &str = "甲";
pub(crate) const SIMILAR_SECOND: &str = "乙";
pub(crate) const MERGE_FIRST: &str = "合并，以甲为准";
pub(crate) const MERGE_SECOND: &str = "合并，以乙为准";
pub(crate) const MERGED: &str = "已合并为一条";
pub(crate) const LINES: [&str; 4] = ["姓名", "出生日期", "证件号", "户籍村"];
pub(crate) const SAVED: &str = "已保存";

/// A line of the history, in words.
pub(crate) fn line(line: &HistoryLine) -> String {
    let Some(field) = line.field else { return history::save(&line.save) };
    let label = field.label();
    match (line.before.is_empty(), line.after.is_empty()) {
        (true, _) => format!("填写“{label}”：{}", line.after),
        (false, true) => format!("清空“{label}”（原为 {}）", line.before),
        (false, false) => format!("把“{label}”从 {} 改为 {}", line.before, line.after),
    }
}

/// Who, when, and by which action.
pub(crate) fn line_head(line: &HistoryLine) -> String {
    format!("{}　{}　{}", history::who(&line.save.who), moment(line.save.at_ms), history::save(&line.save))
}

/// Lines of a save that are folded away.
pub(crate) fn more_lines(n: usize) -> String {
    format!("还有 {n} 项")
}

/// How sure the program is that two records are one child.
pub(crate) fn score(score: u8) -> String {
    format!("相似度 {score}%")
}
