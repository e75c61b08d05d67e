//! Words of a county's own registers, the restricted ones, lists into registers, and quick entry.

use desk::message::entering::EnterFate;
use desk::message::register::DefinitionFault;

use super::count;

pub(crate) const FILTER: &str = "筛选";
pub(crate) const ALL: &str = "全部";
pub(crate) const SCHOOL: &str = "学校";
pub(crate) const FACT: &str = "按事实筛选";
pub(crate) const FACT_IS: &str = "该项";
pub(crate) const IS_EMPTY: &str = "未填";
pub(crate) const IS_FILLED: &str = "已填";
pub(crate) const NONE_FOUND: &str = "没有符合条件的孩子，请放宽筛选。";
pub(crate) const COLUMNS: &str = "选列…";
pub(crate) const COLUMNS_TITLE: &str = "列表、打印和导出显示哪些列";
pub(crate) const COLUMNS_DO: &str = "用这些列";
pub(crate) const COLUMNS_USUAL: &str = "恢复默认列";

pub(crate) const NEW: &str = "新建登记册";
pub(crate) const DEFINE: &str = "修改登记册设置";
pub(crate) const DEFINE_SUB: &str =
    "本县自设的登记册：名称、依据和要填的事项由本县定。停用的事项不再询问，已填的内容一直保留。";
pub(crate) const NAME: &str = "登记册名称";
pub(crate) const NAME_GUIDANCE: &str = "例：易地搬迁学生";
pub(crate) const BASIS: &str = "依据";
pub(crate) const BASIS_GUIDANCE: &str = "文件名称和文号";
pub(crate) const SUGGEST: &str = "按名册的哪一项建议登记";
pub(crate) const SUGGEST_NONE: &str = "不建议";
pub(crate) const SUGGEST_IS: &str = "该项的内容";
pub(crate) const SUGGEST_GUIDANCE: &str = "不填表示有内容（且不是“否”）就建议";
pub(crate) const CLOSED: &str = "停止登记新的孩子";
pub(crate) const QUESTIONS: &str = "登记事项";
pub(crate) const QUESTIONS_TEXT: &str = "起止日期、帮扶人和印证材料各登记册都有，不必再加。";
pub(crate) const QUESTION: &str = "事项";
pub(crate) const KIND: &str = "填写方式";
pub(crate) const OPTIONS: &str = "选项（用顿号隔开）";
pub(crate) const RETIRED: &str = "停用";
pub(crate) const ADD_QUESTION: &str = "加一项";
pub(crate) const UP: &str = "上移";
pub(crate) const DEFINED: &str = "登记册已保存";

pub(crate) const RESTRICTED: &str = "限权登记";
pub(crate) const RESTRICTED_SUB: &str = "涉及司法和残疾评估的登记单独存放，不进名册、班级名单、搜索、其他登记册和它们的导出；单独打印或导出的，每次写明用途。查看要先写明原因，记入查阅记录，一小时后自动合上。";
pub(crate) const REASON: &str = "查看原因";
pub(crate) const REASON_GUIDANCE: &str = "例：专委会复核安置方式";
pub(crate) const UNSEAL: &str = "写明原因并查看";
pub(crate) const RESEAL: &str = "合上";
pub(crate) const SEALED_CHIP: &str = "限权登记　●●●●";
pub(crate) const HOUR_OVER: &str =
    "限权登记的查看时间已到，这张表还没有保存；已填的内容还在。请重新写明原因打开登记后，再保存。";
pub(crate) const SEALED_TEXT: &str = "是否有登记、登记了什么，都要写明原因才能查看。";
pub(crate) const NO_ENTRIES: &str = "没有限权登记。";
pub(crate) const SHEET_TITLE: &str = "打印或导出限权登记";
pub(crate) const SHEET_TEXT: &str = "纸和表格离开本机后不受保护，请写明用途，用完收回。";
pub(crate) const EDIT: &str = "修改";

pub(crate) const ENTER: &str = "名单导入登记册";
pub(crate) const ENTER_SUB: &str = "把残联、民政、乡村振兴等名单里的人登记到登记册。按有效身份证号、残疾人证号前18位、学籍号认人；只有姓名和出生日期相同的，由您确认。";
pub(crate) const ENTER_INTO: &str = "导入到";
pub(crate) const ENTER_DROP: &str = "把名单拖到这里，或从表格复制后在这里粘贴";
pub(crate) const ENTER_DROP_GUIDANCE: &str = "xls、xlsx、csv 都可以；要有姓名和证件号、残疾人证号、学籍号中的一项";
pub(crate) const ENTER_AGAIN: &str = "换一份名单";
pub(crate) const ENTER_READING: &str = "正在读取……";
pub(crate) const ENTER_EMPTY: &str = "这一类没有行。";
pub(crate) const UNDERSTOOD: &str = "读懂的列";
pub(crate) const IGNORED: &str = "没有用到的列";
pub(crate) const PASTED: &str = "粘贴";
pub(crate) const ROW: &str = "行";
pub(crate) const IN_FILE: &str = "名单里";
pub(crate) const IN_ROSTER: &str = "名册里";
pub(crate) const CHANGES: &str = "登记内容";
pub(crate) const SAME: &str = "是同一人";
pub(crate) const OTHER: &str = "不是";
pub(crate) const IS_SAME: &str = "已确认是同一人";
pub(crate) const IS_OTHER: &str = "已确认不是";

pub(crate) const QUICK: &str = "快速录入";
pub(crate) const QUICK_SUB: &str =
    "把手边的纸质走访记录一张接一张录入：回车到下一项，最后一项回车就保存并开始下一个孩子。类别和日期沿用上一张。";
pub(crate) const QUICK_KIND: &str = "走访类别";
pub(crate) const QUICK_CHILD: &str = "孩子";
pub(crate) const QUICK_CHILD_GUIDANCE: &str = "姓名、拼音首字母或证件号后四位；上下键选，回车定";
pub(crate) const QUICK_DONE: &str = "本次已录入";
pub(crate) const QUICK_SAVE: &str = "保存并录下一张";

/// How many are listed, of how many.
pub(crate) fn listed(shown: u32, total: u32) -> String {
    if shown == total {
        format!("共 {} 人", count(total))
    } else {
        format!("共 {} 人，筛出 {} 人", count(total), count(shown))
    }
}

/// `有帮扶人 3/10`.
pub(crate) fn progress(what: &str, have: u32, of: u32) -> String {
    format!("{what} {have}/{of}")
}

/// Until when restricted entries are open.
pub(crate) fn open_until(clock: &str) -> String {
    format!("查看截止 {clock}")
}

/// Why a definition was not kept; questions by their place.
pub(crate) fn unfit(fault: DefinitionFault) -> String {
    match fault {
        DefinitionFault::NoName => "请填写登记册名称。".to_owned(),
        DefinitionFault::NameTaken => "已有同名的登记册，请换一个名称。".to_owned(),
        DefinitionFault::Gone => "这本登记册已经不在了。".to_owned(),
        DefinitionFault::NoLabel(at) => format!("第 {} 项没有写事项名称。", at + 1),
        DefinitionFault::LabelTwice(at) => format!("第 {} 项与前面的事项重名。", at + 1),
        DefinitionFault::NoOptions(at) => format!("第 {} 项要从选项里选，请写出选项。", at + 1),
    }
}

/// A tab of the preview.
pub(crate) fn fate(fate: EnterFate) -> &'static str {
    match fate {
        EnterFate::New => "新登记",
        EnterFate::Changed => "有变化",
        EnterFate::Unchanged => "无变化",
        EnterFate::Proposed => "待确认",
        EnterFate::Unmatched => "名册里没有",
        EnterFate::Repeated => "重复",
        EnterFate::Rejected => "不能读",
    }
}

/// How many rows a tab has.
pub(crate) fn tab(which: EnterFate, rows: u32) -> String {
    format!("{} {}", fate(which), count(rows))
}

/// A fact that cannot be read.
pub(crate) fn bad(label: &str, raw: &str) -> String {
    format!("{label}“{raw}”不能用")
}

/// A fact that would be written over another.
pub(crate) fn change(label: &str, old: &str, new: &str) -> String {
    if old.is_empty() { format!("{label}：{new}") } else { format!("{label}：{old} → {new}") }
}

/// What the button does.
pub(crate) fn enter_do(rows: u32) -> String {
    format!("登记 {} 人", count(rows))
}

/// What was entered.
pub(crate) fn entered(rows: u32) -> String {
    format!("已登记 {} 人", count(rows))
}
