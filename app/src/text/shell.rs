//! Words of the frame around every page.

pub(crate) const BRAND: &str = "守学";
pub(crate) const SEAL: &str = "守";
pub(crate) const NO_UNIT: &str = "尚未填写单位";
pub(crate) const SEARCH: &str = "姓名、拼音首字母、身份证后四位、村、电话";
pub(crate) const SEARCH_LABEL: &str = "在名册中查找";
pub(crate) const SKIP: &str = "跳到正文";
pub(crate) const PAGES: &str = "页面";
pub(crate) const TODAY: &str = "今日";
pub(crate) const ROSTER: &str = "名册";
pub(crate) const IMPORT: &str = "导入";
pub(crate) const COMPARE: &str = "比对";
pub(crate) const LEDGERS: &str = "台账";
pub(crate) const OF_AGE: &str = "适龄儿童";
pub(crate) const MISMATCH: &str = "人籍不一致";
pub(crate) const PART_MISSING: &str = "这一部分没有下载完整。请检查网络后刷新本页；已保存的数据不受影响。";
pub(crate) const ATTENDANCE: &str = "考勤";
pub(crate) const CASES: &str = "一生一案";
pub(crate) const REGISTERS: &str = "登记册";
pub(crate) const DUTIES: &str = "应办";
pub(crate) const RECORDS: &str = "记录与设置";
pub(crate) const SYNC: &str = "同步";
pub(crate) const HISTORY: &str = "修改记录";
pub(crate) const SETTINGS: &str = "设置";
pub(crate) const MORE: &str = "更多";
pub(crate) const LOCK: &str = "锁定";
pub(crate) const LOCK_HINT: &str = "锁定后须输入口令（设了 PIN 码的，先用 PIN 码）才能再打开；正在填写的内容会存为草稿";
pub(crate) const SAVED_HERE: &str = "已存本机";
pub(crate) const SAVING: &str = "正在保存";
pub(crate) const TRIAL: &str = "试用：只在内存";
pub(crate) const TRIAL_BANNER: &str = "试用中：内容只在内存里，关闭页面就没有了。";
pub(crate) const LOST: &str = "这个台账在本机的数据刚被清除（可能是清理软件，或有人清除了浏览数据、移除了台账）。内容还在内存里，可以照常查看、修改、导出，但关闭页面就没有了：请马上保存到本机或备份到文件（备份仍用原来的口令打开）。";
pub(crate) const LOST_BACKUP: &str = "备份到文件";
pub(crate) const LOST_STATE: &str = "未存：只在内存";
pub(crate) const BLOCKED: &str = "另一个窗口还开着旧版本的守学，数据暂时不能升级。请关闭其他守学窗口，本页会自动继续。";
pub(crate) const KEEP: &str = "保存到本机";
pub(crate) const READ_ONLY: &str = "守学已在另一个窗口打开，由那个窗口保存；本窗口只能查看。";
pub(crate) const TAKE_PEN: &str = "改由本窗口保存";
pub(crate) const OUTDATED: &str = "程序已在另一个窗口更新。内容都已保存，请重新打开本页。";
pub(crate) const RELOAD: &str = "重新打开";
pub(crate) const UPDATE_READY: &str = "新版本已下载好，重新打开本页即可使用。";
pub(crate) const UPDATE_DIRTY: &str = "正在填写的内容还没有保存，请先保存或放弃，再更新。";
pub(crate) const UPDATE_LATER: &str = "以后再说";
pub(crate) const STARTING: &str = "正在打开……";
pub(crate) const CLOSE: &str = "关闭";
pub(crate) const CANCEL: &str = "取消";
pub(crate) const UNDO: &str = "撤销";
pub(crate) const UNDONE: &str = "已撤销";
pub(crate) const REDONE: &str = "已恢复刚才撤销的修改";
pub(crate) const REQUIRED: &str = "必填";
pub(crate) const LOADING: &str = "正在读取……";

/// What the access log says of a page that was printed by the browser's own menu.
pub(crate) fn printed(page: &str) -> String {
    format!("{page}页面（浏览器打印）")
}

/// How old the last backup is.
pub(crate) fn backup(last_ms: u64, now_ms: u64) -> String {
    if last_ms == 0 {
        "还没有备份".to_owned()
    } else {
        format!("上次备份 {}", super::days_ago(last_ms, now_ms))
    }
}

/// An entry of the page list with waiting work, for those who cannot see the red figure.
pub(crate) fn waiting(n: u32) -> String {
    format!("{n} 项待办")
}

/// Damaged records found while opening.
pub(crate) fn damaged(n: usize) -> String {
    format!("有 {n} 处记录损坏，读不出来，其余内容完整。请到“设置”用备份恢复。")
}

/// A cell left alone by an undo because somebody changed it later.
pub(crate) fn undone_but(left: u32) -> String {
    format!("已撤销；其中 {left} 处后来又被改过，保持现在的内容")
}
