//! Words of 资助.

use super::count;

pub(crate) const AID: &str = "资助";
pub(crate) const AID_LEDGER: &str = "资助台账";
pub(crate) const AID_SUB: &str =
    "每学期谁该享受什么、发了没有、签收了没有。应享未享按登记册和名册里的事实推算，标准由本县在设置里改。";
pub(crate) const TERM: &str = "学期";
pub(crate) const ADD: &str = "登记资助…";
pub(crate) const PAY_ALL: &str = "批量登记…";
pub(crate) const PAY_ALL_TEXT: &str =
    "把应享未享名单里这一项的孩子全部登记为同一天发放，金额按资助标准，没有标准金额的跳过；签收要逐人补填。";
pub(crate) const PAY_ALL_DO: &str = "全部登记";
pub(crate) const NOBODY_TO_PAY: &str = "这一项没有能批量登记的孩子：都已登记，或者金额表里没有应发金额";
pub(crate) const MISSING: &str = "应享未享";
pub(crate) const LEDGER: &str = "资助台账";
pub(crate) const NOBODY_MISSING: &str = "本学期没有应享未享的孩子。";
pub(crate) const NO_ENTRIES: &str = "还没有资助记录。";
pub(crate) const ENTER: &str = "登记";
pub(crate) const ITEM: &str = "项目";
pub(crate) const BASIS: &str = "依据";
pub(crate) const DUE: &str = "应发金额（元）";
pub(crate) const SOURCE: &str = "政策依据";
pub(crate) const AMOUNT: &str = "金额（元）";
pub(crate) const PAID_ON: &str = "发放日期";
pub(crate) const HOW: &str = "发放方式";
pub(crate) const SIGNED_HEAD: &str = "签收";
pub(crate) const SIGNED: &str = "已签收";
pub(crate) const UNSIGNED: &str = "未签收";
pub(crate) const AMOUNTS: &str = "资助标准";
pub(crate) const AMOUNTS_TEXT: &str = "每学年多少元，从哪天起执行；每学期按一半计算。先列出的是示例，请按本县现行文件改好；标准提高时另加一行，不改旧行。金额留空的行不保存。";
pub(crate) const ENTITLEMENTS: &str = "资助对象";
pub(crate) const ENTITLEMENTS_TEXT: &str =
    "哪类孩子该享受哪一项，应享未享名单按这张表推算。先列出的范围是示例，请按本县文件改好。对象留空的行不保存。";
pub(crate) const STAGE: &str = "学段";
pub(crate) const STAGES: &[(&str, &str)] = &[("primary", "小学"), ("junior", "初中"), ("both", "不分学段")];
pub(crate) const FROM: &str = "执行日期";
pub(crate) const A_YEAR: &str = "每学年（元）";
pub(crate) const GROUND: &str = "对象";
pub(crate) const BOARDS: &str = "住宿情况";

/// Children of whom the tables cannot say all.
pub(crate) fn unknown(n: u32) -> String {
    format!("有 {} 人的就读方式（走读、住校）没有填，是否该享受生活补助还判断不了。", count(n))
}

/// What the ledger comes to.
pub(crate) fn sum(entries: u32, yuan: &str) -> String {
    format!("共 {} 条，合计 {yuan} 元", count(entries))
}

/// A sum, if there is one.
pub(crate) fn yuan(amount: &str) -> String {
    if amount.is_empty() { String::new() } else { format!("{amount} 元") }
}

/// A line of a table that cannot be read.
pub(crate) fn bad_line(line: u32) -> String {
    format!("第 {line} 行填得不对：日期要有效，金额是数字，各项都要选。")
}
