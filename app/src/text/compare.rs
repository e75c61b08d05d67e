//! Words of the comparison workbench (比对): lists, rounds, situations, the countdown.
//!
//! Situation and catalogue texts come from the engine; here stand only the words of the page around them.

use desk::message::compare::{RoundView, Status};

use ledger::compare::Reason;

use super::count;

pub(crate) const TITLE: &str = "比对";
pub(crate) fn title(names: &[String]) -> String {
    format!("比对　{}", names.join(" × "))
}

// First visit.
pub(crate) const EMPTY_TITLE: &str = "还没有做过比对";
pub(crate) const EMPTY_LEAD: &str =
    "把两份以上名单放在一起，找出“有的名单里有、有的名单里没有”的每一个孩子，逐个说明原因，直到销号。";
pub(crate) const EMPTY_FIRST: &str = "先选一种比对，再把需要的名单放进来。";
pub(crate) const LOADING: &str = "正在取数";

// Choosing.
pub(crate) const CHOOSE_TITLE: &str = "比对：选名单";
pub(crate) const PRESET: &str = "比对方案";
pub(crate) const PRESET_FREE: &str = "自己选名单";
pub(crate) const PRESET_FREE_NOTE: &str = "任选两份以上名单。";
pub(crate) fn slot_missing(kind: &str) -> String {
    format!("还缺“{kind}”名单")
}
pub(crate) const STORED: &str = "已有名单";
pub(crate) const STORED_NONE: &str = "还没有存过名单。从文件加入，或在“导入”里选“存为比对名单”。";
pub(crate) const STORED_HELP: &str = "勾选的顺序就是比对结果里各列的顺序。";
pub(crate) const ADD_FROM_FILE: &str = "从文件加入名单…";
pub(crate) fn add_for(kind: &str) -> String {
    format!("加入“{kind}”名单…")
}
pub(crate) const ADD_TITLE: &str = "加入名单";
pub(crate) const COLUMN_USE: &str = "选用";
pub(crate) const COLUMN_KIND: &str = "类别";
pub(crate) const COLUMN_NAME: &str = "名称";
pub(crate) const COLUMN_DATE: &str = "日期";
pub(crate) const COLUMN_COUNTS: &str = "行数";
pub(crate) const COLUMN_FILE: &str = "来源文件";
pub(crate) const COLUMN_DROP: &str = "操作";
pub(crate) fn counts(accepted: u32, rejected: u32, skipped: u32) -> String {
    let mut text = format!("{} 可用", count(accepted));
    if rejected > 0 {
        text.push_str(&format!("，{} 不能读", count(rejected)));
    }
    if skipped > 0 {
        text.push_str(&format!("，{} 跳过", count(skipped)));
    }
    text
}
pub(crate) const ROSTER_DATE: &str = "此刻";
pub(crate) const DROP_LIST: &str = "移除";
pub(crate) fn drop_ask(name: &str) -> String {
    format!("移除名单“{name}”？已做过的比对仍可查看，只是不能再选它。")
}
pub(crate) fn use_label(name: &str) -> String {
    format!("选用 {name}")
}
pub(crate) const WINDOW: &str = "只比适龄范围内的孩子";
pub(crate) const WINDOW_FROM: &str = "出生日期从";
pub(crate) const WINDOW_TO: &str = "到";
pub(crate) const WINDOW_HELP: &str = "默认是本学年九个年龄段（8 月 31 日为界）。范围外的行单列一类，不会丢。";
pub(crate) const WINDOW_BAD: &str = "请写成 2010-09-01 这样的日期，且前面的不晚于后面的";
pub(crate) const RUN: &str = "开始比对";
pub(crate) const RUNNING: &str = "正在比对";
pub(crate) const NEED_TWO: &str = "至少选两份名单。";
pub(crate) fn picked(names: &[String]) -> String {
    if names.is_empty() { "还没有选名单".into() } else { format!("将比对：{}", names.join(" × ")) }
}
pub(crate) const BACK_TO_BENCH: &str = "回到工作台";
pub(crate) const CHANGE_LISTS: &str = "换名单";

// The sum line.
pub(crate) fn round_line(round: &RoundView, date: &str) -> String {
    format!("第 {} 轮　{date}", round.number)
}
pub(crate) fn list_rows(name: &str, rows: u32) -> String {
    format!("{name} {} 行", count(rows))
}
/// The identity of a round. `differing` counts rows, not results, so that the four add up to the rows in.
pub(crate) fn everywhere(rows_in: u32, matched: u32, differing: u32, rejected: u32, skipped: u32) -> String {
    format!(
        "{} 行每一行都有去处：{} 一致 + {} 不一致 + {} 不能读 + {} 跳过（合计、空行）",
        count(rows_in),
        count(matched),
        count(differing),
        count(rejected),
        count(skipped)
    )
}

// The countdown.
pub(crate) fn left(open: u32) -> String {
    count(open)
}
pub(crate) const LEFT_BEFORE: &str = "还有";
pub(crate) const LEFT_AFTER: &str = "条未销号";
pub(crate) fn progress_new(n: u32) -> String {
    format!("本轮新出现 {}", count(n))
}
pub(crate) fn progress_carried(n: u32) -> String {
    format!("上轮说明沿用 {}", count(n))
}
pub(crate) fn progress_gone(n: u32) -> String {
    format!("上轮有、本轮已对上 {}", count(n))
}
pub(crate) const ALL_CLEAR: &str = "全部销号，名单对上了。";

// Filters.
pub(crate) const BUCKETS_LABEL: &str = "按情形筛选";
pub(crate) const STATUS_LABEL: &str = "按状态筛选";
pub(crate) const ALL: &str = "全部";
pub(crate) const ONLY_NEW: &str = "本轮新出现";
pub(crate) const SEARCH: &str = "姓名、拼音首字母、身份证后四位";
pub(crate) const SEARCH_LABEL: &str = "在比对结果里查找";
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "待说明",
        Status::Explained => "已说明",
        Status::Closed => "已销号",
    }
}
pub(crate) fn found(total: u32) -> String {
    format!("{} 条", count(total))
}

// The table.
pub(crate) const COLUMN_CHOOSE: &str = "选择";
pub(crate) const COLUMN_PERSON: &str = "姓名";
pub(crate) const COLUMN_SITUATION: &str = "情形";
pub(crate) const COLUMN_EXPLANATION: &str = "说明";
pub(crate) const COLUMN_NOTE: &str = "备注";
pub(crate) const COLUMN_OWNER: &str = "责任";
pub(crate) const COLUMN_DUE: &str = "期限";
pub(crate) const COLUMN_EVIDENCE: &str = "印证";
pub(crate) const COLUMN_STATUS: &str = "状态";
pub(crate) const NOT_IN: &str = "—";
pub(crate) const NOT_IN_WORDS: &str = "没有";
pub(crate) fn rows(numbers: &[u32]) -> String {
    if numbers.is_empty() {
        return NOT_IN.into();
    }
    let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
    format!("第 {} 行", list.join("、"))
}
pub(crate) const NEW_MARK: &str = "新";
pub(crate) const CARRIED_MARK: &str = "沿用";
pub(crate) fn overdue(days: i32) -> String {
    format!("逾期 {days} 天")
}
pub(crate) const DUE_TODAY: &str = "今天到期";
pub(crate) const AWAITING_EVIDENCE: &str = "待印证";
pub(crate) fn suggestion(score: u8) -> String {
    format!("疑似同一人 {score} 分")
}
pub(crate) const EXPLANATION_NONE: &str = "请选说明";
pub(crate) const TABLE_EMPTY: &str = "没有符合条件的结果。";
pub(crate) const TABLE_EMPTY_DO: &str = "去掉上面的筛选条件再看。";
pub(crate) const TABLE_NONE: &str = "各份名单完全一致，没有差异。";
pub(crate) const OPEN_DETAIL: &str = "并排查看";
pub(crate) fn choose_row(name: &str) -> String {
    format!("选中 {name}")
}

// Selection.
pub(crate) const UNIT: &str = "条";
pub(crate) const MORE: &str = "更多";
pub(crate) const EXPLAIN: &str = "填写说明…";
pub(crate) const CLOSE: &str = "销号…";
pub(crate) const REOPEN: &str = "撤回销号";
pub(crate) const ACCEPT: &str = "是同一人";
pub(crate) const REFUSE: &str = "不是同一人";
pub(crate) const ADOPT: &str = "补入名册…";

// Explaining.
pub(crate) fn explain_title(n: usize) -> String {
    format!("给选中的 {n} 条填写说明")
}
pub(crate) const EXPLAIN_BATCH_HELP: &str = "没有填的项目保持各自原样。";
pub(crate) const FIELD_EXPLANATION: &str = "说明";
pub(crate) const FIELD_NOTE: &str = "备注";
pub(crate) const FIELD_NOTE_HELP: &str = "去了哪里、问了谁、什么时候";
pub(crate) const FIELD_OWNER: &str = "责任人";
pub(crate) const FIELD_OWNER_HELP: &str = "如 班主任、学籍员、村干部，或姓名";
pub(crate) const FIELD_DUE: &str = "期限";
pub(crate) const FIELD_EVIDENCE: &str = "印证材料";
pub(crate) const FIELD_EVIDENCE_HELP: &str = "如 在读证明、转学手续、电话核实记录";
pub(crate) const KEEP_AS_IS: &str = "保持原样";
pub(crate) const SAVE: &str = "保存";
pub(crate) const CLOSE_TITLE: &str = "销号";
pub(crate) fn close_help(n: usize) -> String {
    format!("将为 {n} 条销号。每一条都要有说明和印证材料。")
}
pub(crate) const CLOSE_BY: &str = "审批人";
pub(crate) const CLOSE_DO: &str = "确认销号";
pub(crate) const CLOSE_FILL: &str = "各条的说明、印证已填好的，下面不用再填；在这里填写的内容会写到选中的每一条。";
pub(crate) const SAVED: &str = "已存本机";
pub(crate) fn explained(n: usize) -> String {
    format!("{n} 条已保存说明")
}
pub(crate) fn closed(n: usize) -> String {
    format!("{n} 条已销号")
}
pub(crate) fn reopened(n: usize) -> String {
    format!("{n} 条已撤回销号")
}
pub(crate) fn accepted(n: usize) -> String {
    format!("{n} 条已按同一人处理，并重新比对")
}
pub(crate) fn refused(n: usize) -> String {
    format!("{n} 条已按不同的人处理，并重新比对")
}
pub(crate) fn adopted(n: usize) -> String {
    format!("{n} 个孩子已补入名册")
}

// Proposals.
pub(crate) fn accept_many(n: u32) -> String {
    format!("接受 {n} 条高分建议…")
}
pub(crate) const PROPOSALS_TITLE: &str = "高分建议：这些行很可能是同一个孩子";
pub(crate) fn proposals_help(least: u8) -> String {
    format!("下面是 {least} 分以上的建议。请逐行看一眼，取消勾选拿不准的，再一起接受。接受后可以撤销。")
}
pub(crate) fn accept_chosen(n: usize) -> String {
    format!("接受勾选的 {n} 条")
}
pub(crate) const PROPOSAL_REASONS: &str = "依据";
pub(crate) const PROPOSAL_SCORE: &str = "分数";
pub(crate) fn confidence(key: &str) -> &'static str {
    match key {
        "exact" => "证件号等硬信息一致",
        "likely" => "很可能是同一人，请确认",
        "possible" => "可能是同一人，请核实",
        _ => "",
    }
}
/// A reason of the engine in words; one of a newer engine as it stands.
pub(crate) fn reason(key: &str) -> &str {
    Reason::ALL.iter().find(|r| r.key() == key).map_or(key, |r| r.label())
}

// Detail.
pub(crate) const DETAIL_TABLE: &str = "各份名单里的内容";
pub(crate) const DETAIL_FIELD: &str = "项目";
pub(crate) const DETAIL_DIFFERS: &str = "不同";
pub(crate) const DETAIL_MISSING: &str = "未填";
pub(crate) const DETAIL_ONLY_DIFFERING: &str = "只看不同的项目";
pub(crate) const DETAIL_CLOSE: &str = "关闭";
pub(crate) const DETAIL_PREVIOUS: &str = "上一条";
pub(crate) const DETAIL_NEXT: &str = "下一条";
pub(crate) fn closed_by(name: &str) -> String {
    format!("销号审批：{name}")
}
pub(crate) const CARRIED_LINE: &str = "说明沿用上一轮";
pub(crate) const NEW_LINE: &str = "本轮新出现";
pub(crate) const ALL_SAME: &str = "各份名单里填写的内容没有不同。";

// Adopt.
pub(crate) const ADOPT_TITLE: &str = "补入名册";
pub(crate) fn adopt_help(n: usize) -> String {
    format!("把选中的 {n} 个在名单里、不在名册里的孩子补入名册，作为一次保存，可以撤销。信息取自他们所在的名单。")
}
pub(crate) const ADOPT_DO: &str = "补入";

// Counts.
pub(crate) const VIEW_BENCH: &str = "逐人";
pub(crate) const VIEW_COUNTS: &str = "先看人数";
pub(crate) const VIEW_ROUNDS: &str = "历次比对";
pub(crate) const VIEWS_LABEL: &str = "查看方式";
pub(crate) const COUNTS_LEAD: &str = "各份名单按学校、年级、班级的人数。有差异的行点开看名单。";
pub(crate) const COUNTS_BY: &str = "分到";
pub(crate) const COUNTS_SCHOOL: &str = "学校";
pub(crate) const COUNTS_GRADE: &str = "年级";
pub(crate) const COUNTS_CLASS: &str = "班级";
pub(crate) const COUNTS_DIFFERENCE: &str = "差异";
pub(crate) const COUNTS_SAME: &str = "一致";
pub(crate) fn counts_differ(first: &str, second: &str, by: i64) -> String {
    if by > 0 { format!("{second}比{first}多 {by}") } else { format!("{second}比{first}少 {}", -by) }
}
pub(crate) const COUNTS_TOTAL: &str = "合计";
pub(crate) const COUNTS_NAMES: &str = "看名单";
pub(crate) const COUNTS_ONLY: &str = "只看有差异的";
pub(crate) const COUNTS_UNKNOWN: &str = "（未填）";
pub(crate) fn counts_left_out(lists: &str) -> String {
    format!("{lists}没有学校、年级、班级，不参加人数比较。")
}
pub(crate) const COUNTS_EMPTY: &str = "这些名单里没有学校、年级、班级，数不出人数。";

// Rounds.
pub(crate) const ROUND_NUMBER: &str = "轮次";
pub(crate) const ROUND_AT: &str = "时间";
pub(crate) const ROUND_LISTS: &str = "名单";
pub(crate) const ROUND_OPEN: &str = "打开";
pub(crate) const ROUND_THIS: &str = "正在看";
pub(crate) fn round_no(number: u32) -> String {
    format!("第 {number} 轮")
}
pub(crate) const ROUND_OLD: &str = "这是以前的一轮，说明和状态以最新一轮为准。";
pub(crate) const ROUND_NEWEST: &str = "回到最新一轮";
pub(crate) const RUN_AGAIN: &str = "用同样的名单再比一轮";

// Export and print.
pub(crate) const EXPORT: &str = "导出不一致台账";
pub(crate) const EXPORT_XLSX: &str = "Excel 工作簿（xlsx）";
pub(crate) const EXPORT_CSV: &str = "CSV（UTF-8）";
pub(crate) const EXPORT_SCOPE: &str = "导出当前筛选的结果";
pub(crate) fn export_count(n: u32) -> String {
    format!("当前筛选 {} 条", count(n))
}
pub(crate) const EXPORT_NUMBERS: &str = "证件号码";
pub(crate) const EXPORT_MASKED: &str = "证件号只留前 6 位和后 4 位";
pub(crate) const EXPORT_FULL: &str = "完整证件号（须写明事由，并记入查阅记录）";
pub(crate) const EXPORT_REASON: &str = "事由";
pub(crate) const EXPORT_REASON_HELP: &str = "如 报中心校核对学籍";
pub(crate) const EXPORT_FORMAT: &str = "格式";
pub(crate) const EXPORT_DO: &str = "导出";
pub(crate) fn exported(file: &str) -> String {
    format!("已导出 {file}")
}
pub(crate) const PRINT: &str = "打印";
pub(crate) const NUMBER: &str = "序号";
pub(crate) fn print_unit(unit: &str) -> String {
    format!("单位：{unit}")
}
pub(crate) fn print_too_many(lines: u32) -> String {
    format!("{} 条太多，不宜打印。请先筛选，或导出后打印。", count(lines))
}

/// The score of a proposal, behind its confidence.
pub(crate) fn score(score: u8) -> String {
    format!("（{score} 分）")
}
