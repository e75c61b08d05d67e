//! Words of 名册 and of every table of children.

use desk::message::roster::Test;

use super::count;

pub(crate) const TITLE: &str = "名册";
pub(crate) const UNIT: &str = "人";
pub(crate) const TABLE: &str = "名册表格";
pub(crate) const NONE: &str = "没有符合条件的孩子。可以去掉一些条件，或清空查找框。";
pub(crate) const EMPTY_TITLE: &str = "名册里还没有人";
pub(crate) const EMPTY_TEXT: &str = "先导入一份名单（学籍、户籍或在校都可以），也可以逐个新增。";
pub(crate) const EMPTY_IMPORT: &str = "导入名单";
pub(crate) const EMPTY_IMPORT_NOTE: &str = "Excel、WPS、CSV 文件，或从表格里复制粘贴";
pub(crate) const EMPTY_ADD_NOTE: &str = "逐个录入，适合临时补人";

// Filters.
pub(crate) const ADD_FILTER: &str = "＋ 条件";
pub(crate) const CLEAR_FILTERS: &str = "清空条件";
pub(crate) const FILTER_TITLE: &str = "筛选条件";
pub(crate) const FILTER_COLUMN: &str = "按哪一列";
pub(crate) const FILTER_TEST: &str = "怎样筛选";
pub(crate) const FILTER_VALUES: &str = "任选内容";
pub(crate) const FILTER_EMPTY: &str = "为空";
pub(crate) const FILTER_NOT_EMPTY: &str = "不为空";
pub(crate) const FILTER_ONE_OF: &str = "等于任一";
pub(crate) const FILTER_CONTAINS: &str = "包含";
pub(crate) const FILTER_BETWEEN: &str = "起止之间";
pub(crate) const FILTER_TEXT: &str = "包含的文字";
pub(crate) const FILTER_FROM: &str = "从";
pub(crate) const FILTER_TO: &str = "到";
pub(crate) const FILTER_OPEN_END: &str = "留空表示不限";
pub(crate) const FILTER_APPLY: &str = "筛选";
pub(crate) const FILTER_NO_VALUES: &str = "这一列没有内容";

// Columns and views.
pub(crate) const COLUMNS: &str = "列";
pub(crate) const COLUMNS_TITLE: &str = "显示哪些列";
pub(crate) const COLUMNS_TEXT: &str = "“姓名”总在最前。新勾选的列排在后面。";
pub(crate) const COLUMNS_USUAL: &str = "恢复常用列";
pub(crate) const DONE: &str = "确定";
pub(crate) const VIEWS: &str = "视图";
pub(crate) const VIEW_KEEP: &str = "保存当前视图…";
pub(crate) const VIEW_KEEP_TITLE: &str = "保存视图";
pub(crate) const VIEW_KEEP_TEXT: &str = "记住现在的条件、排序和列，下次一点就到。";
pub(crate) const VIEW_NAME: &str = "视图名称";
pub(crate) const VIEW_NAME_GUIDANCE: &str = "如 六年级留守、学籍号为空；同名的会被替换";
pub(crate) const VIEW_ALL: &str = "全部";
pub(crate) const SAVE: &str = "保存";

// Adding.
pub(crate) const ADD: &str = "新增";
pub(crate) const ADD_TITLE: &str = "新增一个孩子";
pub(crate) const ADD_DO: &str = "保存";
pub(crate) const ADD_MORE: &str = "保存并继续新增";
pub(crate) const NAME_MISSING: &str = "请填写姓名";

// Bulk.
pub(crate) const BULK_FIELD: &str = "改字段";
pub(crate) const BULK_TITLE: &str = "成批修改一个字段";
pub(crate) const BULK_WHICH: &str = "改哪个字段";
pub(crate) const BULK_TEXT: &str = "改成什么";
pub(crate) const BULK_CLEAR: &str = "留空表示清空这个字段";
pub(crate) const BULK_DO: &str = "修改";
pub(crate) const DELETE: &str = "删除";
pub(crate) const DELETE_TITLE: &str = "从名册删除";
pub(crate) const DELETE_REASON: &str = "删除原因";
pub(crate) const DELETE_GUIDANCE: &str = "如 重复录入、不属本乡镇；原因会记入修改记录，可以撤销";
pub(crate) const REASON_MISSING: &str = "请写明原因";

pub(crate) const DOUBLES: &str = "查重";
pub(crate) const DOUBLES_TITLE: &str = "可能重复的记录";

// Export and print.
pub(crate) const EXPORT: &str = "导出";
pub(crate) const EXPORT_TITLE: &str = "导出到文件";
pub(crate) const EXPORT_TEXT: &str = "导出现在筛选出来的人和显示的列。文件没有加密，请妥善保管，不要发到微信群。";
pub(crate) const EXPORT_FORMAT: &str = "文件格式";
pub(crate) const EXPORT_XLSX: &str = "Excel 工作簿（xlsx）";
pub(crate) const EXPORT_CSV: &str = "CSV（UTF-8，表格软件可直接打开）";
pub(crate) const EXPORT_SCOPE: &str = "导出哪些人";
pub(crate) const EXPORT_FULL: &str = "包含完整证件号码";
pub(crate) const EXPORT_REASON: &str = "使用完整号码的事由";
pub(crate) const EXPORT_REASON_GUIDANCE: &str = "如 报县教育局学籍核对；事由会记入查阅记录";
pub(crate) const EXPORT_DO: &str = "导出";
pub(crate) const PRINT: &str = "打印";
pub(crate) const PRINT_MOST: u32 = 5_000;

/// The line under the title.
pub(crate) fn shown(total: u32, found: u32) -> String {
    if total == found {
        format!("共 {} 人", count(total))
    } else {
        format!("共 {} 人，显示 {} 人", count(total), count(found))
    }
}

/// A filter as its chip says it.
pub(crate) fn filter(column: &str, test: &Test) -> String {
    match test {
        Test::Empty => format!("{column}：{FILTER_EMPTY}"),
        Test::NotEmpty => format!("{column}：{FILTER_NOT_EMPTY}"),
        Test::OneOf(texts) if texts.len() > 3 => {
            format!("{column}：{} 等 {} 项", texts.iter().take(2).cloned().collect::<Vec<_>>().join("、"), texts.len())
        }
        Test::OneOf(texts) => format!("{column}：{}", texts.join("、")),
        Test::Contains(part) => format!("{column}：含“{part}”"),
        Test::Between(from, to) if to.is_empty() => format!("{column}：{from} 起"),
        Test::Between(from, to) if from.is_empty() => format!("{column}：到 {to}"),
        Test::Between(from, to) => format!("{column}：{from} 至 {to}"),
    }
}

/// The button of the views, naming the one that is open.
pub(crate) fn view(name: &str) -> String {
    if name.is_empty() { VIEWS.to_owned() } else { format!("{VIEWS}：{name}") }
}

/// Removing the open view.
pub(crate) fn view_drop(name: &str) -> String {
    format!("删除视图“{name}”")
}

/// A view was kept.
pub(crate) fn view_kept(name: &str) -> String {
    format!("视图“{name}”已保存")
}

/// A view was removed.
pub(crate) fn view_dropped(name: &str) -> String {
    format!("视图“{name}”已删除")
}

/// A child was added.
pub(crate) fn added(name: &str) -> String {
    format!("已新增 {name}")
}

/// What a bulk edit is about to do.
pub(crate) fn bulk_preview(people: u32, field: &str, text: &str) -> String {
    if text.is_empty() {
        format!("将清空 {} 人的“{field}”。", count(people))
    } else {
        format!("将把 {} 人的“{field}”改为“{text}”。", count(people))
    }
}

/// What a bulk edit did.
pub(crate) fn bulk_done(cells: u32, field: &str) -> String {
    format!("已修改 {} 人的“{field}”，有关的人籍状态和证件号情况已重新计算", count(cells))
}

/// What deleting is about to do.
pub(crate) fn delete_preview(people: u32) -> String {
    format!("将从名册删除 {} 人。删除可以撤销，修改记录保留。", count(people))
}

/// What deleting did.
pub(crate) fn deleted(people: u32) -> String {
    format!("已删除 {} 人", count(people))
}

/// Whom an export holds.
pub(crate) fn scope_found(people: u32) -> String {
    format!("全部筛选结果（{} 人）", count(people))
}

/// Whom an export holds.
pub(crate) fn scope_picked(people: u32) -> String {
    format!("勾选的 {} 人", count(people))
}

/// A file was written.
pub(crate) fn exported(file: &str) -> String {
    format!("已导出 {file}，请到浏览器的下载文件夹查看")
}

/// Too many for paper.
pub(crate) fn print_too_many(people: u32) -> String {
    format!("共 {} 人，超过一次打印的上限 {} 人。请先筛选，或导出后打印。", count(people), count(PRINT_MOST))
}

/// Under the title on paper.
pub(crate) fn print_head(unit: &str, people: u32, day: &str) -> [String; 3] {
    [format!("填报单位（盖章）：{unit}"), format!("共 {} 人", count(people)), format!("打印日期：{day}")]
}

/// At the end of a printed table.
pub(crate) const PRINT_FOOT: [&str; 3] = ["审核人：", "填表人：", "联系电话："];
