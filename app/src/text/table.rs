//! Words of the table of rows, whichever page shows it.

use super::count;

pub(crate) const READING: &str = "正在读取……";
pub(crate) const EDITED: &str = "已保存";
pub(crate) const BULK: &str = "对所选各行";
pub(crate) const OPTIONS: &str = "可选内容";
pub(crate) const TOO_MUCH: &str = "一次最多改 20 万格，请分几次进行";
pub(crate) const LOADING: &str = "……";
pub(crate) const PICK_ROW: &str = "选中此行";
pub(crate) const PICK_ALL: &str = "选中全部";
pub(crate) const CLEAR: &str = "取消选择";
pub(crate) const ROW_MISSING: &str = "这一行还没有读出来，请稍等再按回车";
pub(crate) const READ_ONLY_CELL: &str = "此列不能在表中修改";
pub(crate) const NOTHING_TO_PASTE: &str = "剪贴板里没有可粘贴的文字";
pub(crate) const COPY_FAILED: &str = "浏览器不让复制，请再按一次 Ctrl+C";
pub(crate) const RESIZE: &str = "拖动改变列宽";
pub(crate) const EDITOR_KEYS: &str = "方向键移动，直接打字或按 F2 修改，回车确认并下移，Esc 取消";

/// What the cursor stands on, for screen readers.
pub(crate) fn cell(row: u32, column: &str, text: &str) -> String {
    format!("第 {} 行，{column}：{}", count(row), if text.is_empty() { "空" } else { text })
}

/// The bulk bar.
pub(crate) fn picked(picked: u32, found: u32, unit: &str) -> String {
    format!("已选 {} {unit}（共 {}）", count(picked), count(found))
}

/// Offer of the bulk bar.
pub(crate) fn pick_all_found(found: u32) -> String {
    format!("选择全部筛选结果 {}", count(found))
}

/// What a pasted block did.
pub(crate) fn pasted(cells: u32, skipped: u32, beyond: u32) -> String {
    let mut words = format!("已粘贴 {} 格", count(cells));
    if skipped > 0 {
        words.push_str(&format!("，{} 格在不能修改的列，未粘贴", count(skipped)));
    }
    if beyond > 0 {
        words.push_str(&format!("，{} 行超出末行，未粘贴", count(beyond)));
    }
    words
}

/// What copy-down did.
pub(crate) fn filled(cells: u32) -> String {
    format!("已向下填充 {} 格", count(cells))
}

/// What clearing did.
pub(crate) fn cleared(cells: u32) -> String {
    format!("已清空 {} 格", count(cells))
}

/// What copying did.
pub(crate) fn copied(rows: u32, columns: u32) -> String {
    if rows == 1 && columns == 1 {
        "已复制".to_owned()
    } else {
        format!("已复制 {} 行 {columns} 列", count(rows))
    }
}

/// How a sorted column is announced.
pub(crate) fn sort_hint(title: &str, direction: Option<bool>) -> String {
    match direction {
        None => format!("按{title}排序"),
        Some(false) => format!("{title}，升序，按下改为降序"),
        Some(true) => format!("{title}，降序，按下取消排序"),
    }
}
