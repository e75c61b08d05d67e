//! Words of the import wizard (导入): steps, tabs, sentences about files and cells.
//!
//! Every sentence about a fault says which file, sheet, row and column it is about and what to do next.

use desk::message::import::{Decision, Fate, FateCounts, PreviewRow};
use ledger::list::ListKind;

use super::{count, finding};

pub(crate) const MOVED: &str = "预览之后，名册被别处修改过，下面的数字已重新计算。请看过之后再确认一次。";
pub(crate) const TITLE: &str = "导入";
pub(crate) const LEAD: &str =
    "把公安、学籍、学校、乡村振兴、残联等给的名单放进来。全程不联网，确认之前不写入任何数据。";

pub(crate) const STEPS: [&str; 5] = ["选文件", "看懂了什么", "预览", "提交", "结果"];
pub(crate) const STEPS_LABEL: &str = "导入的五个步骤";

// Step 1.
pub(crate) const DROP_TITLE: &str = "把名单文件拖到这里";
pub(crate) const DROP_FORMATS: &str = "可以一次放几个文件。支持 .xlsx、.xls、.csv、.txt（制表符分隔），以及从系统导出的“名为 .xls 的网页”。编码 GBK、GB18030、UTF-8、UTF-16 自动识别，看的是文件内容，不看后缀。";
pub(crate) const PASTE_TITLE: &str = "从 Excel 或 WPS 复制后粘贴";
pub(crate) const PASTE_HINT: &str = "在表格里选中区域（连表头一起），复制，再到这里粘贴。";
pub(crate) const PASTE_GO: &str = "读这一块";
pub(crate) const PASTE_NAME: &str = "粘贴";

pub(crate) const QUEUE_TITLE: &str = "等候的文件";
pub(crate) const QUEUE_DROP: &str = "不要了";
pub(crate) const QUEUE_NEXT: &str = "处理下一个文件";

// Reading.
pub(crate) fn reading(file: &str) -> String {
    format!("正在读 {file}")
}
pub(crate) fn reading_rows(done: u32, total: u32) -> String {
    if total == 0 {
        format!("已读 {} 行", count(done))
    } else {
        format!("已读 {} 行，共 {} 行", count(done), count(total))
    }
}
pub(crate) const READING_STARTS: &str = "正在打开文件";
pub(crate) const CANCEL: &str = "取消";
pub(crate) const PREVIEWING: &str = "正在与名册比较";

// Step 2.
pub(crate) fn understood_title(file: &str) -> String {
    format!("{file} 里看懂了什么")
}
pub(crate) const FORMAT: &str = "格式";
pub(crate) const ENCODING: &str = "文字编码";
pub(crate) const ENCODING_HELP: &str = "下面的字如果是乱码，换一种编码再看。";
pub(crate) const SHEET: &str = "工作表";
pub(crate) const SHEET_HIDDEN: &str = "隐藏";
pub(crate) fn sheet_size(rows: u32, columns: u32) -> String {
    format!("{} 行 × {} 列", count(rows), columns)
}
pub(crate) const HEADER_ROW: &str = "表头";
pub(crate) fn header_rows(first: u32, last: u32) -> String {
    match (first, last) {
        (0, _) => "没有表头".into(),
        (a, b) if a == b => format!("第 {a} 行"),
        (a, b) => format!("第 {a} 至 {b} 行（两行表头）"),
    }
}
pub(crate) const HEADER_HELP: &str = "下面按原样显示最前面的几行。表头认错了，就点真正的表头那一行。";
pub(crate) const HEADER_NONE: &str = "这张表没有表头";
pub(crate) fn header_pick(row: u32) -> String {
    format!("第 {row} 行是表头")
}
pub(crate) const FIRST_ROWS: &str = "文件最前面几行";
pub(crate) const ROW_NO: &str = "行号";
pub(crate) const KIND: &str = "这是什么名单";
pub(crate) const KIND_UNKNOWN: &str = "没有看出来，请选一项";
pub(crate) fn title_found(title: &str) -> String {
    format!("标题：{title}")
}
pub(crate) const DATA_ROWS: &str = "数据行";
pub(crate) const SKIPPED: &str = "跳过的行";
pub(crate) fn skipped(total: u32, parts: &[(&str, u32)]) -> String {
    if total == 0 {
        return "没有".into();
    }
    let parts: Vec<String> = parts.iter().map(|(why, n)| format!("{why} {n}")).collect();
    format!("{} 行（{}）", count(total), parts.join("、"))
}
pub(crate) fn skip_reason(key: &str) -> &'static str {
    match key {
        "blank" => "空行",
        "total" => "合计行",
        "note" => "说明行",
        "repeated_header" => "重复的表头",
        "title" => "标题行",
        _ => "其他",
    }
}
pub(crate) fn notice(key: &str, n: u32) -> String {
    match key {
        "cut_short" => "文件好像没有存完（没有正常结尾），请与发送人核对行数。".to_owned(),
        "hidden_rows" => format!("表里有 {} 行是隐藏的，也已读入。", count(n)),
        "no_header" => "没有找到表头，各列请自己指定。".to_owned(),
        _ => String::new(),
    }
}
pub(crate) fn format_name(key: &str) -> &'static str {
    match key {
        "csv" => "CSV（逗号分隔）",
        "tsv" => "制表符分隔的文本",
        "xlsx" => "Excel 工作簿（xlsx）",
        "xls" => "Excel 97-2003 工作簿（xls）",
        "html" => "网页表格（后缀常写成 .xls）",
        "paste" => "粘贴的表格",
        _ => "文本",
    }
}
/// Encodings offered, with the key the reader knows.
pub(crate) const ENCODINGS: [(&str, &str); 4] = [
    ("gb18030", "GBK / GB18030"),
    ("utf-8", "UTF-8"),
    ("utf-16le", "UTF-16（Unicode 文本）"),
    ("utf-16be", "UTF-16 大端"),
];

pub(crate) const MAPPING: &str = "每一列是什么";
pub(crate) const MAPPING_HELP: &str =
    "左边是文件里的列名，右边是它在名册里对应的项目。没有对应的列不会导入，也不会改动原文件。";
pub(crate) const COLUMN_LETTER: &str = "列";
pub(crate) const COLUMN_HEADER: &str = "文件里的列名";
pub(crate) const COLUMN_SAMPLES: &str = "前几个值";
pub(crate) const COLUMN_FIELD: &str = "对应项目";
pub(crate) const COLUMN_SURE: &str = "把握";
pub(crate) const COLUMN_BLANK: &str = "（没有列名）";
pub(crate) const FIELD_NONE: &str = "不导入这一列";
pub(crate) const FIELD_SEARCH: &str = "找项目，如“身份证”";
pub(crate) const FIELD_NOT_FOUND: &str = "没有这样的项目";
pub(crate) fn field_taken(column: &str) -> String {
    format!("已用于“{column}”列")
}
pub(crate) fn field_pick(header: &str) -> String {
    format!("“{header}”列对应的项目")
}
pub(crate) fn confidence(score: u8, mapped: bool) -> &'static str {
    match (mapped, score) {
        (false, _) => "不导入",
        (true, 100) => "列名完全相同",
        (true, 80..) => "很有把握",
        (true, 50..) => "大概是，请看一眼",
        (true, 1..) => "拿不准，请核对",
        (true, 0) => "您选的",
    }
}
pub(crate) fn remembered(yes: bool) -> &'static str {
    if yes {
        "这种表以前导入过，列的对应沿用上次的；改动后会记住新的。"
    } else {
        "这种表第一次导入，提交后会记住列的对应，下次不用再选。"
    }
}
pub(crate) fn mapped_count(mapped: usize, total: usize) -> String {
    format!("{total} 列中对应了 {mapped} 列")
}
pub(crate) const NO_KEY: &str = "没有一列对应到“姓名”或“身份证件号”，这样无法认人。请至少指定其中一列。";
pub(crate) const FORGET_MAPPING: &str = "重新自动识别";

pub(crate) const GOAL: &str = "这份名单用来做什么";
pub(crate) const GOAL_ROSTER: &str = "导入名册";
pub(crate) const GOAL_ROSTER_HELP: &str = "新增没有的孩子，补上和更新已有孩子的信息。";
pub(crate) const GOAL_LIST: &str = "存为比对名单";
pub(crate) const GOAL_REGISTER: &str = "登记到登记册…";
pub(crate) const GOAL_LIST_HELP: &str = "名册不变，只留作比对用（如户籍、报到、残联名单）。";
pub(crate) const LIST_NAME: &str = "名单名称";
pub(crate) const LIST_DATE: &str = "名单日期";
pub(crate) fn list_name_default(kind: &str, date: &str) -> String {
    format!("{kind} {date}")
}
pub(crate) fn list_name_will(name: &str) -> String {
    format!("不填就叫“{name}”")
}
pub(crate) const TO_PREVIEW: &str = "下一步：预览";
pub(crate) const KEEP_LIST: &str = "存为比对名单";
pub(crate) const BACK: &str = "上一步";
pub(crate) const OTHER_FILE: &str = "换文件";
pub(crate) const READ_AGAIN: &str = "再读一次";

// Step 3.
pub(crate) fn preview_title(file: &str) -> String {
    format!("{file} 与名册比较的结果")
}
pub(crate) const IDENTITY_LABEL: &str = "每一行都有去处";
pub(crate) fn identity(c: &FateCounts) -> String {
    format!(
        "文件 {} 行 = 新增 {} + 有变化 {} + 未变 {} + 疑似同一人 {} + 文件内重复 {} + 不能用 {}",
        count(c.rows_in),
        count(c.new),
        count(c.changed),
        count(c.unchanged),
        count(c.similar),
        count(c.repeated),
        count(c.rejected)
    )
}
pub(crate) fn identity_broken(c: &FateCounts) -> String {
    let sum = c.new + c.changed + c.unchanged + c.similar + c.repeated + c.rejected;
    format!(
        "行数对不上：文件 {} 行，去处合计 {} 行。请不要提交，并把这份文件的格式告诉技术人员。",
        count(c.rows_in),
        count(sum)
    )
}
pub(crate) fn skipped_beside(rows: u32) -> String {
    format!("另有 {} 行是空行、合计、说明，已跳过", count(rows))
}
pub(crate) const TABS_LABEL: &str = "按去处查看";
pub(crate) fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "新增",
        Fate::Changed => "有变化",
        Fate::Unchanged => "未变",
        Fate::Similar => "疑似同一人",
        Fate::Repeated => "文件内重复",
        Fate::Rejected => "不能用",
        Fate::Missing => "名册有而文件没有",
    }
}
pub(crate) fn fate_help(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "名册里没有这些孩子，提交后新增。",
        Fate::Changed => "名册里已有，逐项列出原值和新值；空着的格子不会抹掉名册里的内容。",
        Fate::Unchanged => "名册里已有，而且各项相同，不写入。",
        Fate::Similar => {
            "没有有效证件号可以对上，但姓名、出生日期等很像名册里的某个孩子。请逐个或成批决定；没有决定的先不导入。"
        }
        Fate::Repeated => "同一个孩子在文件里出现了几次，只用第一次，其余列在这里。",
        Fate::Rejected => {
            "这些行认不出是谁或证件号已损坏，不会写入。可以在这里改正，也可以下载后在原表里改正再单独导入。"
        }
        Fate::Missing => "在这份文件的范围内，名册里有而文件里没有的孩子。只是提醒，导入不会删除任何人。",
    }
}
pub(crate) fn fate_empty(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "没有要新增的孩子。",
        Fate::Changed => "没有信息要更新。",
        Fate::Unchanged => "没有完全相同的行。",
        Fate::Similar => "没有需要您判断的行。",
        Fate::Repeated => "文件里没有重复的孩子。",
        Fate::Rejected => "没有不能用的行，每一行都读懂了。",
        Fate::Missing => "名册里的孩子文件里都有。",
    }
}
pub(crate) const WHO: [&str; 6] = ["姓名", "身份证件号", "出生日期", "户籍村", "学校", "年级班级"];
pub(crate) const COLUMN_CHANGES: &str = "变化（原值 → 新值）";
pub(crate) const COLUMN_FOUND: &str = "发现的问题";
pub(crate) const COLUMN_REASONS: &str = "为什么像";
pub(crate) const COLUMN_CHILD: &str = "像名册里的";
pub(crate) const COLUMN_THIS: &str = "文件里";
pub(crate) const COLUMN_DECISION: &str = "怎么办";
pub(crate) const COLUMN_PLACE: &str = "行";
pub(crate) const CHANGE_EMPTY: &str = "空";
pub(crate) const CHANGE_OLD: &str = "原值";
pub(crate) const CHANGE_NEW: &str = "新值";
pub(crate) fn change(field: &str, old: &str, new: &str) -> String {
    let old = if old.is_empty() { CHANGE_EMPTY } else { old };
    format!("{field}：{old} → {new}")
}
pub(crate) fn sheet_row(row: u32) -> String {
    format!("第 {row} 行")
}
pub(crate) const FIX: &str = "改正";
pub(crate) fn row_title(row: u32, name: &str) -> String {
    if name.is_empty() { format!("第 {row} 行") } else { format!("第 {row} 行　{name}") }
}
pub(crate) const FIX_FIELD: &str = "项目";
pub(crate) const FIX_VALUE: &str = "正确的内容";
pub(crate) const FIX_HELP: &str = "请照户口簿或证件原件填写；程序不会代为猜测或修补。";
pub(crate) const FIX_SAVE: &str = "改正并重新判断";
pub(crate) const SCORE_WORDS: [(&str, u8); 3] = [("非常像", 85), ("比较像", 65), ("有点像", 0)];
pub(crate) fn score(score: u8) -> String {
    let word = SCORE_WORDS.iter().find(|(_, least)| score >= *least).map_or("", |(w, _)| w);
    format!("{word}（{score} 分）")
}
pub(crate) fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Same => "按同一人更新",
        Decision::Other => "另立新人",
        Decision::Skip => "暂不导入",
    }
}
pub(crate) const DECISION_UNKNOWN: &str = "请从“按同一人更新、另立新人、暂不导入”里选一项。";
pub(crate) const UNDECIDED: &str = "尚未决定";
pub(crate) const DECIDE_ALL: &str = "全部：";

// Step 4.
pub(crate) const COMMIT: &str = "提交，写入名册";
pub(crate) fn commit_line(c: &FateCounts) -> String {
    let mut parts = Vec::new();
    if c.new > 0 {
        parts.push(format!("新增 {} 人", count(c.new)));
    }
    if c.changed > 0 {
        parts.push(format!("更新 {} 人", count(c.changed)));
    }
    if parts.is_empty() {
        return "没有要写入的内容".into();
    }
    format!("将{}，作为一次保存，可以整体撤销", parts.join("、"))
}
pub(crate) const COMMITTING: &str = "正在加密写入本机";
pub(crate) const NOTHING_TO_COMMIT: &str = "没有新增和变化，不需要提交。";
pub(crate) const DISCARD: &str = "放弃这次导入";
pub(crate) const DISCARD_ASK: &str = "放弃后，这份文件的对应和改正都不保留。名册没有任何变化。";

// Step 5.
pub(crate) const DONE_TITLE: &str = "导入完成，已存本机";
pub(crate) const DONE_TRIAL: &str = "导入完成（试用，未写入磁盘）";
pub(crate) const UNDONE_TITLE: &str = "这次导入已撤销";
pub(crate) const DONE_ROWS: [&str; 6] = ["新增", "更新", "未变", "疑似未决定，未导入", "文件内重复，未导入", "不能用"];
pub(crate) const UNDO: &str = "撤销这次导入";
pub(crate) const UNDO_ASK: &str = "撤销后，这次新增的孩子和改动的内容都回到导入之前。之后别人又改过的格子保持不动。";
pub(crate) fn undone(left: u32) -> String {
    if left == 0 {
        "已撤销，名册回到导入之前。".into()
    } else {
        format!("已撤销。有 {left} 个格子后来又改过，保持不动。")
    }
}
pub(crate) const FAILING: &str = "下载不能用的行（带原因列）";
pub(crate) const FAILING_HELP: &str = "下载的表与原文件同样的列，多一列“原因”。在里面改正后，单独导入这一份就行。";
pub(crate) const TO_ROSTER: &str = "去名册";
pub(crate) const TO_COMPARE: &str = "去比对";
pub(crate) const ANOTHER: &str = "再导入一份";
pub(crate) fn list_kept(name: &str, rows: u32) -> String {
    format!("名单“{name}”已存好，{} 行可用于比对。", count(rows))
}

/// The 原因 of a row that was left out.
pub(crate) fn failing_reason(fate: Fate, row: &PreviewRow) -> String {
    let mut reasons: Vec<String> = match fate {
        Fate::Similar => vec!["疑似与名册里的孩子是同一人，没有决定".to_owned()],
        Fate::Repeated => vec!["与文件里前面的一行是同一个孩子".to_owned()],
        _ => Vec::new(),
    };
    for (field, kind, value) in &row.findings {
        reasons.push(finding::placed(0, *field, *kind, value));
    }
    reasons.join("；")
}

/// The name of a kind of list.
pub(crate) fn kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Household => "户籍",
        ListKind::Registry => "学籍",
        ListKind::InSchool => "在校",
        ListKind::LastTerm => "上学期在校",
        ListKind::Reported => "本学期报到",
        ListKind::Poverty => "脱贫、监测",
        ListKind::Disability => "残联",
        ListKind::Graduates => "小学毕业库",
        ListKind::Suspected => "疑似失学",
        ListKind::Roster => "当前名册",
        ListKind::Other => "其他名单",
    }
}
/// Where such a list usually comes from.
pub(crate) fn kind_source(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Household => "派出所给的户籍名单",
        ListKind::Registry => "学籍系统里的学生名单",
        ListKind::InSchool => "各班实际在校学生",
        ListKind::LastTerm => "上学期末在校学生",
        ListKind::Reported => "本学期报到注册学生",
        ListKind::Poverty => "防返贫系统导出的脱贫户、监测对象",
        ListKind::Disability => "残联给的残疾儿童名单",
        ListKind::Graduates => "近三年小学毕业生",
        ListKind::Suspected => "上级下发的疑似失学名单",
        ListKind::Roster => "本台账的名册",
        ListKind::Other => "入户摸排或其他来源",
    }
}
/// The kinds a file may be.
pub(crate) const KINDS: [ListKind; 10] = [
    ListKind::Household,
    ListKind::Registry,
    ListKind::InSchool,
    ListKind::LastTerm,
    ListKind::Reported,
    ListKind::Poverty,
    ListKind::Disability,
    ListKind::Graduates,
    ListKind::Suspected,
    ListKind::Other,
];

/// What is counted in a preview.
pub(crate) const ROW_UNIT: &str = "行";

/// A number of rows.
pub(crate) fn rows_of(count: &str) -> String {
    format!("{count} 行")
}
