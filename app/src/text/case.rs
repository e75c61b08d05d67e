//! Words of 一生一案.

use desk::message::case::{BalanceView, BriefView, ClearingView, NoticeView, RungView};
use desk::message::paper::BlankForm;
use ledger::case::{CaseList, NoticeKind, Stage, Why};
use ledger::docket::Docket;
use ledger::visit::VisitKind;

use super::{count, date};
use crate::ui::Tone;

pub(crate) use super::shell::CASES;

pub(crate) const CASES_SUB: &str = "从第一天缺勤到销号，一人一案。状态由步骤推算，错了就划去那一步，不改结果。";
pub(crate) const LISTS: &str = "案件台账";
pub(crate) const OPEN: &str = "立案…";
pub(crate) const OPEN_TITLE: &str = "给谁立案";
pub(crate) const NONE: &str = "这个台账是空的";
pub(crate) const NONE_TEXT: &str =
    "孩子没到校时，按“立案…”写下第一天缺勤；以后的核查、劝返、复学、销号都记在这一案里。";
pub(crate) const NO_CASE: &str = "没有立案";
pub(crate) const NO_CASE_TEXT: &str = "这个孩子还没有案件。发现缺勤或去向不明时立案。";
pub(crate) const GO_ON: &str = "看案件";
pub(crate) const OTHER_STEPS: &str = "其他步骤…";
pub(crate) const PERSUADE: &str = "记一次劝返";
pub(crate) const STAGE: &str = "台账状态";
pub(crate) const FIRST_ABSENT: &str = "首次缺勤";
pub(crate) const NEXT: &str = "下一步";
pub(crate) const TIMELINE: &str = "经过";
pub(crate) const LADDER: &str = "逐级办理时限";
pub(crate) const LADDER_OVER: &str = "孩子当前没有缺勤，时限不计。";
pub(crate) const FILE: &str = "案卷目录";
pub(crate) const FILE_TEXT: &str = "标“缺”的是现在这一步应有的材料，应有哪些为示例。";
pub(crate) const FACTS: &str = "基本情况";
pub(crate) const HOUSEHOLD: &str = "同户的孩子";
pub(crate) const MISSING: &str = "缺";
pub(crate) const NOTICES: &str = "通知书";
pub(crate) const RECEIPT: &str = "送达回证";
pub(crate) const NOT_SERVED: &str = "未送达";
pub(crate) const REFUSED: &str = "明确拒绝";
pub(crate) const PRINT_FILE: &str = "打印案卷";
pub(crate) const PRINT_PERSUASION: &str = "打印劝返记录";
pub(crate) const PRINT_TABLE: &str = "打印劝返对象统计表";
pub(crate) const BLANKS: &str = "空白表…";
pub(crate) const BLANK_ONE: &str = "空白表";
pub(crate) const RETURN_TABLE: &str = "附件1统计表";
pub(crate) const PRINT_WIDE: &str = "A3 打印";
pub(crate) const PRINT_NOTICES: &str = "打印未送达通知书";
pub(crate) const PRINT_HOUSEHOLD: &str = "打印一家一案";
pub(crate) const LETTER: &str = "发户籍地协查函…";
pub(crate) const DONE: &str = "已办";
pub(crate) const STRUCK: &str = "已划去";
pub(crate) const STRIKE: &str = "划去";
pub(crate) const STRIKE_REASON: &str = "划去的原因";
pub(crate) const STRIKE_TEXT: &str = "划去的步骤仍留在案卷里，写明原因，不再计入状态。";
pub(crate) const EVEN: &str = "仍然记下";
pub(crate) const REOPENED: &str = "销号批准以后又记有缺勤或辍学，案件已重开。请核对双方的记录。";
pub(crate) const CHILD: &str = "孩子的资料";
pub(crate) const LADDER_TEXT: &str =
    "从首次缺勤起，到第几个上课日由谁办什么。这里先列出的是示例，请按本县的规程改好；某一级全部清空，这一级就停用。";
pub(crate) const TEMPLATES: &str = "通知书文本";
pub(crate) const TEMPLATES_TEXT: &str =
    "印发通知书时用的文字。这里先列出的是示例，不是法定文本；请由司法所或法律顾问核对后，按本县的文书改好。";
pub(crate) const TEMPLATE_KIND: &str = "哪一种";
pub(crate) const TEMPLATE_BODY: &str = "正文";
pub(crate) const TEMPLATE_LAW: &str = "法律依据";
pub(crate) const TEMPLATE_LIABILITY: &str = "追责说明";
pub(crate) const RUNG_AFTER: &str = "第几个上课日";
pub(crate) const RUNG_WHO: &str = "责任人";
pub(crate) const RUNG_WHAT: &str = "要办的事";
pub(crate) const RUNG_ACT: &str = "完成标志";
pub(crate) const RUNG_NOTICE: &str = "须发的通知书";
pub(crate) const RUNG_METHOD: &str = "劝返方式";
pub(crate) const RUNG_NONE: &str = "（不限）";
pub(crate) const RUNG_VISIT: &str = "家访或劝返走访";

/// How a step that does not fit is told before it is kept.
pub(crate) fn unfit(why: Why) -> String {
    format!("这一步与案件现状不合：{}。可以回去改，也可以照样记下，记下后不改变状态。", why.text())
}

/// The same beside a step that was kept.
pub(crate) fn unfit_kept(why: Why) -> String {
    format!("未计入：{}", why.text())
}

/// How many steps do not fit.
pub(crate) fn unfit_count(n: u32) -> String {
    format!("{n} 步未计入")
}

/// The title over the striking of a step.
pub(crate) fn strike_title(step: &str) -> String {
    format!("划去“{step}”")
}

/// A ledger in the list of ledgers: what is not closed is counted among those in hand.
pub(crate) fn list(list: CaseList) -> &'static str {
    list.text()
}

/// The forms that are handed out empty.
pub(crate) fn blanks() -> Vec<(&'static str, BlankForm)> {
    let visits = [
        ("家访记录表", VisitKind::HomeVisit),
        ("送教服务记录表", VisitKind::HomeTeaching),
        ("劝返记录", VisitKind::Persuasion),
    ];
    let visits = visits.map(|(label, kind)| (label, BlankForm::Visit(kind)));
    let others = [
        ("一生一案封面与目录", BlankForm::CaseFile),
        ("一家一案", BlankForm::Household),
        ("一校一案", BlankForm::SchoolPlan),
        ("户籍地协查函", BlankForm::Letter),
        ("责任书", BlankForm::Pledge),
        (RETURN_TABLE, BlankForm::ReturnTable),
    ];
    let dockets = Docket::ALL.iter().map(|docket| (docket.title(), BlankForm::Docket(*docket)));
    let notices = NoticeKind::ALL.iter().map(|kind| (kind.text(), BlankForm::Notice(*kind)));
    visits.into_iter().chain(others).chain(notices).chain(dockets).collect()
}

/// The button that issues a notice.
pub(crate) fn issue(kind: NoticeKind) -> String {
    match kind {
        // A suit is brought, and a court writes down what was agreed: neither is issued by the office.
        NoticeKind::Suit => format!("起草{}…", kind.text()),
        NoticeKind::Mediation => format!("登记{}…", kind.text()),
        _ => format!("签发{}…", kind.text()),
    }
}

/// What became of a notice, and how that is coloured.
pub(crate) fn notice_state(notice: &NoticeView) -> (String, Tone) {
    match (notice.served.as_str(), notice.refused.as_str(), notice.until.as_str()) {
        ("", ..) => (NOT_SERVED.to_owned(), Tone::Soon),
        (_, "", "") => (format!("{}送达", super::short_date(&notice.served)), Tone::Info),
        (_, "", until) => (format!("期限至{}", super::short_date(until)), Tone::Info),
        _ => (REFUSED.to_owned(), Tone::Late),
    }
}

/// How a stage is coloured.
pub(crate) fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Closed | Stage::Excluded => Tone::Ok,
        Stage::Observing | Stage::Placed | Stage::Deferred | Stage::Closing | Stage::Gone => Tone::Info,
        Stage::Dropped | Stage::Persuading | Stage::Unreachable => Tone::Late,
        Stage::Absent | Stage::Suspected | Stage::Promised => Tone::Soon,
    }
}

/// Since when.
pub(crate) fn since(brief: &BriefView) -> String {
    format!("{}起", date(&brief.since))
}

/// When a step of the ladder is due.
pub(crate) fn due(rung: &RungView) -> String {
    if rung.late > 0 {
        let up = if rung.up.is_empty() { String::new() } else { format!("，报{}", rung.up) };
        return format!("逾期 {} 个上课日{up}", rung.late);
    }
    match rung.due.as_str() {
        "" => "日期未定".to_owned(),
        day => format!("{} 前", super::short_date(day)),
    }
}

/// How that is coloured.
pub(crate) fn due_tone(rung: &RungView) -> Tone {
    if rung.late > 0 { Tone::Late } else { Tone::Soon }
}

/// The cases of this school year in one line that balances.
pub(crate) fn balance(b: &BalanceView) -> String {
    format!(
        "本学年：期初在办 {} ＋ 立案和重开 {} − 销号 {} ＝ 在办 {}",
        count(b.before),
        count(b.opened),
        count(b.closed),
        count(b.open)
    )
}

/// How far those who dropped out have been brought back; nothing while nobody has.
pub(crate) fn clearing(view: &ClearingView) -> Option<String> {
    (view.found > 0).then(|| {
        let back = view.found.saturating_sub(view.left);
        format!(
            "清零进度：认定辍学 {} 人，已复学、安置或移出控辍范围 {} 人，未劝返 {} 人；{}",
            count(view.found),
            count(back),
            count(view.left),
            view.formula
        )
    })
}

/// What may stand between braces.
pub(crate) fn places(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    format!("大括号里的名称印发时换成这份通知书的内容：{}、{{法条}}、{{追责}}", names.join("、"))
}

/// Names between braces into which nothing goes.
pub(crate) fn unknown_places(names: &[String]) -> String {
    format!("不认识大括号里的“{}”，请用下面列出的名称。", names.join("”“"))
}

/// A rung of the ladder that cannot be read.
pub(crate) fn bad_rung(line: u32) -> String {
    format!(
        "第 {line} 级不对：上课日要填 1 以上的整数，不少于上一级；责任人要填写，“完成标志”和“须发的通知书”至少选一项。"
    )
}
