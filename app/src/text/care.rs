//! Words of 登记册, 应办 and the forms behind them.

use desk::message::care::{PauseView, PersonView, TurnView, WorkItem};
use desk::message::place::{DueClass, DutyProgress};
use ledger::duty::{Deed, Per, Standing};
use ledger::form::Fault;
use ledger::visit::VisitKind;

use super::{count, date};

pub(crate) const REGISTERS: &str = "登记册";
pub(crate) const REGISTERS_SUB: &str = "特殊群体按登记册管理；事实写在登记册里，各口径由系统推算。";
pub(crate) const REGISTER_LIST: &str = "登记册目录";
pub(crate) const ADD: &str = "登记孩子…";
pub(crate) const ADD_TITLE: &str = "登记到";
pub(crate) const PAST: &str = "看已结束的";
pub(crate) const PRESENT: &str = "看在册的";
pub(crate) const EXPORT: &str = "导出表格";
pub(crate) const PRINT: &str = "打印";
pub(crate) const NAME: &str = "姓名";
pub(crate) const GRADE_CLASS: &str = "年级班级";
pub(crate) const VILLAGE: &str = "户籍村";
pub(crate) const DERIVED: &str = "口径";
pub(crate) const CHANGE: &str = "修改";
pub(crate) const NOBODY: &str = "还没有登记";
pub(crate) const NOBODY_TEXT: &str = "可以按姓名登记，也可以从名册里已有的标记成批补入。";
pub(crate) const NOBODY_PAST: &str = "没有已结束的登记。";
pub(crate) const SUGGEST_DO: &str = "全部补入";
pub(crate) const FIND: &str = "找孩子";
pub(crate) const FIND_GUIDANCE: &str = "输入姓名、拼音首字母、证件号后四位或户籍村";
pub(crate) const FIND_NONE: &str = "名册里没有找到";
pub(crate) const SAVE: &str = "保存";
pub(crate) const BLANK: &str = "（未填）";

pub(crate) const DUTIES: &str = "应办";
pub(crate) const DUTIES_SUB: &str = "谁该做、每期几次、做了没有。次数按不同的日期计算，同一天两次算一次。";
pub(crate) const DUTY_LIST: &str = "应办事项";
pub(crate) const RECORD: &str = "记一次走访…";
pub(crate) const NO_ROWS: &str = "本学年没有应办的孩子";
pub(crate) const NO_ROWS_TEXT: &str = "在登记册里登记孩子（送教上门要填安置方式）后，这里会列出每月应办的次数。";
pub(crate) const TO_REGISTERS: &str = "去登记册";
pub(crate) const MORE: &str = "显示更多";
pub(crate) const EARLIER: &str = "上一学年";
pub(crate) const LATER: &str = "下一学年";
pub(crate) const LEGEND: &str =
    "● 已做　○ 未做　△ 缺印证（没有家长签字或照片，不计次数）　— 不需要。点一格可补记或说明原因。";
pub(crate) const SHORT_TITLE: &str = "本期次数不足";
pub(crate) const SHORT_REASON: &str = "原因";
pub(crate) const SHORT_MAKE_UP: &str = "补办日期";
pub(crate) const SHORT_DO: &str = "写明原因";

pub(crate) const DONE: &str = "已做够";
pub(crate) const URGENT: &str = "快到期";
pub(crate) const OPEN: &str = "还有时间";

pub(crate) const NO_POSTS: &str = "还没有登记包联干部";
pub(crate) const NO_POSTS_TEXT: &str = "登记包联干部和他包联的学校后，这里会列出每月走访的次数。";
pub(crate) const TO_CADRES: &str = "去登记包联干部";
pub(crate) const SHEET_OF: &str = "清单";
pub(crate) const PRINT_LIST: &str = "打印清单";

pub(crate) const CADRES: &str = "包联干部";
pub(crate) const CADRES_SUB: &str =
    "谁包联哪所学校、从哪天起，走访记在干部名下；次数按干部计还是按每所学校计，在设置里选。";
pub(crate) const CADRE: &str = "包联干部";
pub(crate) const CADRE_ADD: &str = "登记干部…";
pub(crate) const NO_CADRES: &str = "还没有登记包联干部";
pub(crate) const NO_CADRES_TEXT: &str = "先登记干部，再写明他包联的学校和起始日期。";
pub(crate) const POST: &str = "包联学校";
pub(crate) const POST_ADD: &str = "加学校…";
pub(crate) const POST_OVER: &str = "已结束";
pub(crate) const LIAISON_ADD: &str = "记一次走访…";
pub(crate) const TO_LIAISON: &str = "每月走访次数";
pub(crate) const BLANK_FORM: &str = "打印空白表";

pub(crate) const WORK: &str = "要做的事";
pub(crate) const BY_VILLAGE: &str = "按村";
pub(crate) const BY_PERSON: &str = "按责任人";
pub(crate) const NOBODY_NAMED: &str = "没有填写";

pub(crate) const PAUSE: &str = "暂停应办";
pub(crate) const PAUSE_ADD: &str = "登记暂停…";
pub(crate) const OWN_RULE: &str = "本县自定的应办";
pub(crate) const OWN_RULE_ADD: &str = "加一项应办…";
pub(crate) const PER: &str = "次数怎样计";

pub(crate) const DOUBTFUL: &str = "有拿不准的地方，请核对；确实如此，可以照样保存。";
pub(crate) const KEEP_EVEN: &str = "核对过，仍要保存";
pub(crate) const NO_PEER: &str = "（没有选）";
pub(crate) const PEER_CHOSEN: &str = "（已选）";
pub(crate) const PICK: &str = "选孩子…";
pub(crate) const UNPICK: &str = "清除";

pub(crate) const VISITS: &str = "走访记录";
pub(crate) const NO_VISITS: &str = "还没有走访记录。";
pub(crate) const NO_EVIDENCE: &str = "缺印证";
pub(crate) const IN_REGISTERS: &str = "登记与走访";

pub(crate) const CALENDAR: &str = "校历";
pub(crate) const CALENDAR_TEXT: &str =
    "学期、放假和调休上课的日子由本县确定。这里先列出的是示例，请按本学年的校历改好；应办次数和上课天数都按它计算。";
pub(crate) const CALENDAR_KIND: &str = "类别";
pub(crate) const CALENDAR_FROM: &str = "从";
pub(crate) const CALENDAR_TO: &str = "到";
pub(crate) const CALENDAR_NAME: &str = "名称";
pub(crate) const CALENDAR_ADD: &str = "加一行";
pub(crate) const RULES: &str = "应办规则";
pub(crate) const RULES_TEXT: &str = "次数、提醒日由本县确定，次数填 0 表示不用这一项；每周的事项，提醒日是星期几（1 至 7）。月中进出的孩子按在册天数折算次数，上课天数太少的月份不计，这两条是示例做法。";
pub(crate) const RULE_NUMBERS: &str = "请填 0 至 31 的整数";
pub(crate) const RULE_TIMES: &str = "每期次数";
pub(crate) const RULE_ALARM: &str = "几日（星期几）起提醒";
pub(crate) const RULE_AHEAD: &str = "提前几天提醒";
pub(crate) const RULE_LEAST: &str = "当月（周）上课少于几天不计";

/// `残疾儿童登记册`.
pub(crate) fn register_title(name: &str) -> String {
    format!("{name}登记册")
}

/// By when, in a small place.
pub(crate) fn by_day(last: &str) -> String {
    format!("{}前", date(last))
}

/// What was saved.
pub(crate) fn saved(what: &str) -> String {
    format!("{what}　已保存")
}

/// How many the roster suggests.
pub(crate) fn suggested(n: u32) -> String {
    format!("名册里还有 {} 人有这个标记，没有登记", count(n))
}

/// Where a child is found.
pub(crate) fn whose(person: &PersonView) -> String {
    [person.village.as_str(), person.grade_class.as_str()]
        .iter()
        .filter(|text| !text.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("　")
}

/// The title of a visit's form.
pub(crate) fn visit_title(kind: VisitKind) -> String {
    format!("{}记录", kind.text())
}

/// Turns of last school year that are still to be made good.
pub(crate) fn left_over(n: u32) -> String {
    format!("上一学年还有 {} 期次数不足，没有补办。", count(n))
}

/// What is asked of a turn that ended short, by what would have been done in it.
pub(crate) fn short_text(deed: Deed) -> &'static str {
    match deed {
        Deed::Visit(_) => {
            "到期次数不足的，请补记走访；确实不能补记的，请写明原因和补办日期。补办的走访在“补哪一期”里选这一期。"
        }
        Deed::Observation => "到期没有跟踪的，请补记当时的观察；确实不能补记的，请写明原因和补办日期。",
        Deed::Aid => "到期没有发放或没有签收的，请补记发放和签收；确实不能补记的，请写明原因和补办日期。",
    }
}

/// The button that makes good a turn that ended short.
pub(crate) fn short_do(deed: Deed) -> &'static str {
    match deed {
        Deed::Visit(_) => "补记走访",
        Deed::Observation => "补记观察",
        Deed::Aid => "补记发放",
    }
}

/// What is wrong with an answer.
pub(crate) fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Needed => "这一项必须填写",
        Fault::NotADate => "不是有效的日期，例：2026-11-22",
        Fault::Future => "日期在今天以后，请核对",
        Fault::EndsBeforeStart => "早于开始或今天，请核对",
        Fault::NotATime => "不是有效的时间，例：09:30",
        Fault::NotANumber => "请填 1 至 99 的整数",
        Fault::NotOffered => "请从选项里选择",
        Fault::Used => "这个文号已经用过",
        Fault::NotAYear => "请填四位年份，例：2026",
        Fault::Unsettled => "查到的情况还不能办结，见上面的说明",
        Fault::NotAnAmount => "请填金额，例：625 或 312.50",
        Fault::NotAChild => "请在名册里选另一个孩子",
        Fault::OutsideSchoolYear => "不在本学年内，请核对",
        Fault::CardContradicts => "名册里的残疾人证号与身份证号或残疾类别不符，请核对",
        Fault::KindContradicts => "随班就读，但名册里没有残疾类型，请核对",
        Fault::InPart => "号码只显示一部分：不改就保持原样，要改请删去后填完整的号码",
        Fault::SameDay => "安置方式变了，请填新的安置起始日期，以前的安置才会保留；只是改正填错的可以照存",
        Fault::TooLate => "要在本学年内，请核对",
        Fault::NumberDoubtful => "身份证号的位数、日期或校验码不对，请核对",
    }
}

/// A turn in the chart, drawn.
pub(crate) fn turn_drawn(turn: &TurnView) -> String {
    if turn.standing == Standing::Free && turn.days == 0 {
        return "—".to_owned();
    }
    let owed = turn.owed.max(turn.days).min(6);
    let days = turn.days.min(owed);
    let bare = turn.bare.min(owed - days);
    let drawn = |sign: &str, n: u8| sign.repeat(usize::from(n));
    format!("{}{}{}", drawn("●", days), drawn("△", bare), drawn("○", owed - days - bare))
}

/// The same in words.
pub(crate) fn turn_said(turn: &TurnView) -> String {
    let standing = match turn.standing {
        Standing::Short => "已过期，次数不足",
        Standing::Urgent => "快到期，还没做够",
        Standing::Excused => "已说明原因，待补办",
        Standing::Open => "还有时间",
        Standing::Done => "已做够",
        Standing::Free => "不需要",
    };
    let bare = if turn.bare > 0 { format!("，另有 {} 次缺印证", turn.bare) } else { String::new() };
    format!("应 {} 次，已做 {} 次{bare}，{standing}", turn.owed, turn.days)
}

/// The class that colours a turn.
pub(crate) fn turn_class(standing: Standing) -> &'static str {
    match standing {
        Standing::Short => "turn late",
        Standing::Urgent => "turn soon",
        Standing::Excused => "turn info",
        Standing::Done => "turn ok",
        Standing::Open | Standing::Free => "turn",
    }
}

/// How a duty stands in its present turn.
pub(crate) fn duty_line(duty: &DutyProgress) -> String {
    let mut words = format!("{}：应办 {} 人，已做够 {} 人", duty.period, count(duty.owed), count(duty.done));
    if duty.urgent > 0 {
        words.push_str(&format!("，快到期 {} 人", count(duty.urgent)));
    }
    if duty.late > 0 {
        words.push_str(&format!("，已过期 {} 人", count(duty.late)));
    }
    if duty.short > 0 {
        words.push_str(&format!("；以前有 {} 人次没有做够", count(duty.short)));
    }
    words
}

/// The pupil who helped, almost hidden.
pub(crate) fn peer(hidden: &str) -> String {
    format!("帮扶同学 {hidden}")
}

/// From when to when.
pub(crate) fn span(from: &str, until: &str) -> String {
    let until = if until.is_empty() { "今".to_owned() } else { date(until) };
    format!("{} 至 {until}", date(from))
}

/// Days on which nothing is owed.
pub(crate) fn pause(pause: &PauseView) -> String {
    format!("{}　{}，不计应办", pause.cause, span(&pause.from, &pause.until))
}

/// How often a cadre went to a school.
pub(crate) fn visits_this_year(n: u32) -> String {
    format!("本学年走访 {} 次", count(n))
}

/// How much there is to do.
pub(crate) fn items(n: u32) -> String {
    format!("{} 件", count(n))
}

/// What is not named one by one.
pub(crate) fn work_left(n: u32) -> String {
    format!("另有 {} 件没有列出，在各项应办的图里。", count(n))
}

/// When a piece of work is due.
pub(crate) fn work_due(item: &WorkItem) -> String {
    match item.class {
        DueClass::Overdue(days) => format!("{} 逾期 {days} 天", item.period_label),
        DueClass::ThisWeek | DueClass::Later => item.period_label.clone(),
    }
}

/// How visits of cadres are counted.
pub(crate) fn per() -> Vec<(String, String)> {
    Per::OFFERED.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

/// How often a visit was corrected.
pub(crate) fn corrected(n: u32) -> String {
    format!("更正 {n} 次")
}

/// A line of the calendar that cannot be read.
pub(crate) fn bad_line(line: u32) -> String {
    format!("第 {line} 行的日期不对：要填两个有效的日期，后一个不早于前一个。")
}

/// The kinds of lines of the calendar.
pub(crate) fn calendar_kinds() -> Vec<(String, String)> {
    use ledger::calendar::DayKind;
    DayKind::ALL.map(|kind| (kind.key().to_owned(), kind.text().to_owned())).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_drawn_and_said() {
        let check = |owed, days, bare, standing, drawn: &str, said: &str| {
            let turn = TurnView { owed, days, bare, standing };
            assert_eq!((turn_drawn(&turn).as_str(), turn_said(&turn).as_str()), (drawn, said));
        };
        check(2, 2, 0, Standing::Done, "●●", "应 2 次，已做 2 次，已做够");
        check(2, 1, 0, Standing::Short, "●○", "应 2 次，已做 1 次，已过期，次数不足");
        check(2, 0, 1, Standing::Urgent, "△○", "应 2 次，已做 0 次，另有 1 次缺印证，快到期，还没做够");
        check(2, 0, 3, Standing::Open, "△△", "应 2 次，已做 0 次，另有 3 次缺印证，还有时间");
        check(0, 0, 0, Standing::Free, "—", "应 0 次，已做 0 次，不需要");
        check(1, 3, 0, Standing::Done, "●●●", "应 1 次，已做 3 次，已做够");
    }
}
