//! Words of 修改记录, and of every save wherever it is listed.

use desk::message::roster::{Action, SaveView};

use super::count;

pub(crate) const TITLE: &str = "修改记录";
pub(crate) const SUB: &str = "每一次保存都在这里，谁、什么时候、改了什么；误操作可以撤销。";
pub(crate) const WHEN: &str = "时间";
pub(crate) const WHO: &str = "谁";
pub(crate) const WHAT: &str = "做了什么";
pub(crate) const CELLS: &str = "格数";
pub(crate) const UNDONE: &str = "已撤销";
pub(crate) const CLOCK: &str = "时间待核";
pub(crate) const CLOCK_WHY: &str = "保存时本机的时钟与以前的记录对不上，显示的时间可能不准；先后顺序不受影响。";
pub(crate) const NONE_TITLE: &str = "还没有修改记录";
pub(crate) const NONE_TEXT: &str = "导入名单或修改名册后，每一步都会记在这里。";
pub(crate) const MORE: &str = "显示更早的记录";
pub(crate) const UNDO_TITLE: &str = "撤销这一次修改";
pub(crate) const REDO: &str = "恢复刚撤销的";
pub(crate) const NOBODY: &str = "未署名";

/// What a save did.
pub(crate) fn action(action: Action) -> &'static str {
    match action {
        Action::Edit => "修改",
        Action::Paste => "成块修改",
        Action::Bulk => "成批修改",
        Action::Add => "新增",
        Action::Import => "导入",
        Action::Merge => "合并重复记录",
        Action::List => "存入名单",
        Action::Round => "比对一轮",
        Action::Explain => "说明或销号",
        Action::Setting => "修改设置",
        Action::Sample => "载入示例",
        Action::Undo => "撤销",
        Action::Redo => "恢复",
        Action::Delete => "删除",
        Action::Access => "查阅登记",
        Action::Rescue => "从内存找回",
        Action::Register => "登记",
        Action::Visit => "走访记录",
        Action::Duty => "应办说明",
        Action::Case => "一生一案",
        Action::Attendance => "考勤",
        Action::Attach => "附件",
        Action::Upward => "上报",
        Action::Settle => "核对",
        Action::Adopt => "采纳",
        Action::Remember => "记住表头对应",
    }
}

/// A save in one line.
pub(crate) fn save(save: &SaveView) -> String {
    if save.detail.is_empty() {
        action(save.action).to_owned()
    } else {
        format!("{}：{}", action(save.action), save.detail)
    }
}

/// Who made it.
pub(crate) fn who(name: &str) -> &str {
    if name.is_empty() { NOBODY } else { name }
}

/// What undoing would take back.
pub(crate) fn undo_text(view: &SaveView) -> String {
    format!(
        "将撤销“{}”（{} 格）。后来又被改过的内容保持不变。撤销本身也会记录，可以再恢复。",
        save(view),
        count(view.cells)
    )
}
