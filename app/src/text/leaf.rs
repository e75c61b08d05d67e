//! Words of the leaves: chips, dates, files, lists, paper.

/// Name of the button that takes a condition away.
pub(crate) fn remove_condition(condition: &str) -> String {
    format!("去掉条件 {condition}")
}

pub(crate) const DATE_GUIDANCE: &str = "如 2012-08-31、20120831 或 2012年8月31日";
pub(crate) const DATE_UNREADABLE: &str = "日期读不出来，请写成 2012-08-31 这样";
pub(crate) const CHOOSE_FILE: &str = "选择文件";
pub(crate) const LINE_NUMBER: &str = "序号";
pub(crate) const NARROW_PLACEHOLDER: &str = "输入几个字缩小范围";

/// Name of the field that narrows a list.
pub(crate) fn narrow(list: &str) -> String {
    format!("缩小范围：{list}")
}
