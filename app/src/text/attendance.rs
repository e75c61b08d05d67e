//! Words of 考勤.

use desk::message::attendance::{AbsencesView, AwayView, ClassView};

use super::{count, short_date};
use crate::ui::Tone;

pub(crate) use super::shell::ATTENDANCE;

pub(crate) const SUB: &str = "只记没到的，其余按到校计。全班到齐按一下“全勤”。";
pub(crate) const DAY: &str = "日期";
pub(crate) const DAY_BEFORE: &str = "前一天";
pub(crate) const DAY_AFTER: &str = "后一天";
pub(crate) const NO_SCHOOL: &str = "按校历这一天不上课";
pub(crate) const BAD_DAY: &str = "日期不对，或者还没有到。";
pub(crate) const CLASSES: &str = "班级";
pub(crate) const ALL_HERE: &str = "全勤";
pub(crate) const CALL: &str = "点名…";
pub(crate) const AGAIN: &str = "修改…";
pub(crate) const PRINT_VISITS: &str = "打印全班家访表";
pub(crate) const NOT_CALLED: &str = "未点名";
pub(crate) const AWAY: &str = "连续未请假缺勤";
pub(crate) const AWAY_TEXT: &str = "连续满 2 个上课日未请假缺勤的，“今日”页会提醒立案（天数为示例）。";
pub(crate) const NOBODY_AWAY: &str = "没有连续未请假缺勤的孩子。";
pub(crate) const HAS_CASE: &str = "已立案";
pub(crate) const TO_CASE: &str = "立案";
pub(crate) const HERE: &str = "到校";
pub(crate) const NOT_HERE: &str = "没到";
pub(crate) const NONE: &str = "还没有班级";
pub(crate) const NONE_TEXT: &str = "名册里的孩子写了年级和班级以后，这里按班点名。";
pub(crate) const TO_IMPORT: &str = "导入名单";
pub(crate) const LEAVE: &str = "请假情况";

pub(crate) const PRINT_NOTICES: &str = "打印未送达通知书";
pub(crate) const IMPORT: &str = "导入缺勤名单…";
pub(crate) const IMPORT_TITLE: &str = "导入缺勤名单";
pub(crate) const IMPORT_DROP: &str = "拖入缺勤名单，或从表格粘贴";
pub(crate) const IMPORT_TEXT: &str =
    "要有“姓名”和“日期”两列，可以有身份证号、年级班级、请假类型。日期里年、月、日都要写；请假类型没有写的记“不清楚”。";
pub(crate) const NO_HEADS: &str = "没有找到“姓名”和“日期”两列的表头，不是缺勤名单。请核对表头后再选。";
pub(crate) const IMPORT_AGAIN: &str = "换一份名单";
pub(crate) const IMPORT_DO: &str = "记下这些缺勤";
pub(crate) const IMPORT_NOTHING: &str = "没有可以记下的缺勤。";
pub(crate) const WRONG: &str = "不能记的行";
pub(crate) const ROW: &str = "行";
pub(crate) const WHY: &str = "原因";

/// What a list would bring: every row stands somewhere.
pub(crate) fn list_sum(view: &AbsencesView) -> String {
    let free = if view.free > 0 {
        format!("，其中 {} 条不是上课日，不计天数", count(view.free))
    } else {
        String::new()
    };
    let changed =
        if view.changed > 0 { format!("改请假情况 {} 条；", count(view.changed)) } else { String::new() };
    format!(
        "共 {} 行：新记缺勤 {} 条{free}；{changed}已记过 {} 条；到校 {} 条；不能记 {} 条",
        count(view.rows),
        count(view.new),
        count(view.known),
        count(view.there),
        count(view.wrong.len() as u32),
    )
}

/// How many of the new absences are shown.
pub(crate) fn first_of(shown: usize, all: u32) -> String {
    if shown as u32 == all { String::new() } else { format!("下面是前 {shown} 条。") }
}

/// How a class stands on a day, and how that is coloured.
pub(crate) fn class_state(class: &ClassView) -> (String, Tone) {
    match (class.called, class.away) {
        (false, _) => (NOT_CALLED.to_owned(), Tone::Soon),
        (true, 0) => (ALL_HERE.to_owned(), Tone::Ok),
        (true, away) => (format!("缺 {} 人", count(away)), Tone::Info),
    }
}

/// Where a class is and how many children it has.
pub(crate) fn children(school: &str, n: u32) -> String {
    let school = if school.is_empty() { "学校未填" } else { school };
    format!("{school}　{} 人", count(n))
}

/// How long a child has been away.
pub(crate) fn away(view: &AwayView) -> String {
    format!("{}起 {} 个上课日", short_date(&view.first), view.days)
}

/// The title over a roll.
pub(crate) fn roll_title(class: &str, date: &str) -> String {
    format!("{}　{}点名", class.replace('/', " ").trim(), short_date(date))
}
