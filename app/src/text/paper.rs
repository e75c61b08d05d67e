//! Words of printing.

pub(crate) const ORDER: &str = "打印多份或完整号码…";
pub(crate) const ORDER_TITLE: &str = "打印多份或完整号码";
pub(crate) const COPIES_TITLE: &str = "打印多份";
pub(crate) const COPIES: &str = "份数";
pub(crate) const REASON: &str = "打印完整号码的理由";
pub(crate) const REASON_TEXT: &str = "不填则身份证号打码、残疾情况不印；填了理由才印全，并记入查阅记录。";
pub(crate) const AS_SHEET: &str = "存为 Excel 表";
pub(crate) const PRINT: &str = "打印";
pub(crate) const SHEET: &str = "打印或导出…";
pub(crate) const PRINT_A4: &str = "打印（A4 横向）";
pub(crate) const PRINT_A3: &str = "打印（A3 横向）";
pub(crate) const EXPORT: &str = "导出 Excel（号码打码）";
pub(crate) const PRINT_WHOLE: &str = "打印完整号码…";
pub(crate) const EXPORT_WHOLE: &str = "导出完整号码…";
pub(crate) const WHOLE: &str = "要完整号码的理由";
pub(crate) const WHOLE_TEXT: &str = "理由会记入查阅记录；打印或导出的文件请锁好，用完收回。";
pub(crate) const WHOLE_DO: &str = "继续";
pub(crate) const NONE_OPEN: &str = "没有未送达的通知书";

/// The menu beside a form's button.
pub(crate) fn other_ways(label: &str) -> String {
    format!("{}…", label.trim_start_matches("打印"))
}
