//! Words of 设置.

use desk::message::place::AccessAct;

use super::{bytes, date, days_ago};

pub(crate) const TITLE: &str = "设置";
pub(crate) const UNIT_TITLE: &str = "单位与学年";
pub(crate) const UNIT: &str = "学校或单位";
pub(crate) const UNIT_GUIDANCE: &str = "打印和导出时作为填报单位";
pub(crate) const PERSON: &str = "填写人";
pub(crate) const PERSON_GUIDANCE: &str = "记入每一次修改";
pub(crate) const YEAR: &str = "学年";
pub(crate) const YEAR_AUTO: &str = "按电脑日期";
pub(crate) const WINDOW_TITLE: &str = "适龄范围";
pub(crate) const WINDOW_TEXT: &str =
    "出生日期在这个范围内的算适龄。不填时按学年取九个年龄段（年满六周岁入学，共九年）。";
pub(crate) const WINDOW_FROM: &str = "最早出生日期";
pub(crate) const WINDOW_TO: &str = "最晚出生日期";
pub(crate) const WINDOW_ORDER: &str = "最早的日期要早于最晚的日期";
pub(crate) const WINDOW_BOTH: &str = "两个日期要么都填，要么都不填";
pub(crate) const SAVE: &str = "保存";
pub(crate) const SAVED: &str = "设置已保存";
pub(crate) const STORAGE_TITLE: &str = "存放与备份";
pub(crate) const KIND: &str = "存放方式";
pub(crate) const KIND_TRIAL: &str = "试用：内容只在内存里，关闭页面就没有了";
pub(crate) const KIND_LOST: &str = "本机数据已被清除，内容只在内存里，请马上保存或备份";
pub(crate) const TIGHT: &str = "快满了，请清理磁盘并做备份";
pub(crate) const KIND_VAULT: &str = "加密保存在本机浏览器里，没有口令或恢复卡打不开";
pub(crate) const PERSIST: &str = "长期保留";
pub(crate) const PERSISTED: &str = "浏览器已同意长期保留，磁盘紧张时也不会清除";
pub(crate) const BEST_EFFORT: &str = "浏览器尚未同意长期保留，磁盘紧张时可能清除，请勤做备份";
pub(crate) const PERSIST_UNKNOWN: &str = "浏览器没有说明，请勤做备份";
pub(crate) const PERSIST_ASK: &str = "请浏览器长期保留";
pub(crate) const PERSIST_REFUSED: &str =
    "浏览器这次没有同意。安装到桌面或多用几天后再试，往往就会同意；在此之前请勤做备份。";
pub(crate) const USED: &str = "占用空间";
pub(crate) const BACKUP: &str = "上次备份";
pub(crate) const BACKUP_NEVER: &str = "从未备份";
pub(crate) const BACKUP_DO: &str = "备份到文件…";
pub(crate) const RESTORE_DO: &str = "从备份恢复…";
pub(crate) const KEEP_DO: &str = "保存到本机…";
pub(crate) const LOCK_TITLE: &str = "口令与锁定";
pub(crate) const PASSPHRASE_DO: &str = "修改口令…";
pub(crate) const CARD_DO: &str = "换恢复卡…";
pub(crate) const LOCK_MINUTES: &str = "无人操作多久后锁定";
pub(crate) const LOCK_MINUTES_NOTE: &str = "只影响这台电脑，断网时也一样。";
pub(crate) const LOCK_HIDDEN: &str = "窗口被遮住或最小化多久后锁定";
pub(crate) const LOCK_HIDDEN_NOTE: &str = "切换到别的网页、最小化都算。";
pub(crate) const PIN_TITLE: &str = "PIN 码（临时离开用）";
pub(crate) const PIN_TEXT: &str = "设了 PIN 码，锁定后先用 PIN 码打开，不用每次输口令。PIN 码只在本页没有关闭时有用：输错 5 次、超过时限或关闭页面，就要输口令。锁定期间密钥仍在内存里，长时间离开请关闭页面。";
pub(crate) const PIN_SET: &str = "设置 PIN 码…";
pub(crate) const PIN_CHANGE: &str = "修改 PIN 码…";
pub(crate) const PIN_AWAY: &str = "取消 PIN 码";
pub(crate) const PIN_GONE: &str = "PIN 码已取消，锁定后须输口令。";
pub(crate) const PIN_KEPT: &str = "PIN 码已设好，下次锁定起生效。";
pub(crate) const PIN_NEW: &str = "新 PIN 码";
pub(crate) const PIN_AGAIN: &str = "再输一遍";
pub(crate) const PIN_DIFFERS: &str = "两遍输入不一样";
pub(crate) const PIN_SHAPE: &str = "4 至 8 位数字";
pub(crate) const PIN_COMMON: &str = "相同或连号的数字太容易猜，请换一个";
pub(crate) const PIN_MINUTES: &str = "锁定多久以后 PIN 码失效";
pub(crate) const PIN_MINUTES_NOTE: &str = "失效后须输口令；内存里的密钥同时清除。";
pub(crate) const SCREEN_TITLE: &str = "显示与程序";
pub(crate) const LARGE: &str = "大字";
pub(crate) const LARGE_NOTE: &str = "放大文字和按钮";
pub(crate) const INSTALL: &str = "安装到桌面";
pub(crate) const INSTALL_NOTE: &str = "装好后从桌面图标打开，断网也能用。";
pub(crate) const VERSION: &str = "程序版本";
pub(crate) const ACCESS_TITLE: &str = "查阅记录";
pub(crate) const ACCESS_TEXT: &str = "谁在什么时候打开台账、查看完整号码和限权登记、导出、打印、备份。只增不改。";
pub(crate) const ACCESS_NONE: &str = "还没有查阅记录。";
pub(crate) const ACCESS_WHEN: &str = "时间";
pub(crate) const ACCESS_WHO: &str = "谁";
pub(crate) const ACCESS_ACT: &str = "做了什么";
pub(crate) const ACCESS_SUBJECT: &str = "对象";
pub(crate) const ACCESS_REASON: &str = "事由";
pub(crate) const ACCESS_MORE: &str = "显示更早的记录";

/// The window that holds now.
pub(crate) fn window_in_force(window: &str) -> String {
    match window.split_once("..") {
        Some((from, to)) => format!("现在按 {} 至 {} 出生计算。", date(from), date(to)),
        None => String::new(),
    }
}

/// What was done.
pub(crate) fn act(act: AccessAct) -> &'static str {
    match act {
        AccessAct::Open => "打开台账",
        AccessAct::Reveal => "查看完整号码或限权登记",
        AccessAct::Export => "导出",
        AccessAct::Print => "打印",
        AccessAct::Backup => "备份",
    }
}

/// How long ago the last backup was.
pub(crate) fn backup_age(last_ms: u64, now_ms: u64) -> String {
    if last_ms == 0 { BACKUP_NEVER.to_owned() } else { days_ago(last_ms, now_ms) }
}

/// Used and granted bytes.
pub(crate) fn used(used: u64, quota: u64) -> String {
    if quota == 0 { bytes(used) } else { format!("{}（浏览器最多给 {}）", bytes(used), bytes(quota)) }
}

/// A school year by its first year.
pub(crate) fn year(first: u16) -> String {
    format!("{first}—{}学年", first + 1)
}

/// Minutes until locking.
pub(crate) fn minutes(n: u64) -> String {
    format!("{n} 分钟")
}
