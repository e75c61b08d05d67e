//! Words of 考勤.

use desk::message::attendance::{AwayView, ClassView};

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
pub(crate) const AWAY_TEXT: &str = "满 2 个上课日未请假，今日会提醒立案（示例）。";
pub(crate) const NOBODY_AWAY: &str = "没有连续未请假缺勤的孩子。";
pub(crate) const HAS_CASE: &str = "已立案";
pub(crate) const TO_CASE: &str = "立案";
pub(crate) const HERE: &str = "到校";
pub(crate) const NOT_HERE: &str = "没到";
pub(crate) const NONE: &str = "还没有班级";
pub(crate) const NONE_TEXT: &str = "名册里的孩子写了年级和班级以后，这里按班点名。";
pub(crate) const TO_IMPORT: &str = "导入名单";
pub(crate) const LEAVE: &str = "请假情况";

/// How a class stands on a day, and how that is coloured.
pub(crate) fn class_state(class: &ClassView) -> (String, Tone) {
    match (class.called, class.away) {
        (false, _) => (NOT_CALLED.to_owned(), Tone::Soon),
        (true, 0) => (ALL_HERE.to_owned(), Tone::Ok),
        (true, away) => (format!("缺 {} 人", count(away)), Tone::Info),
    }
}

/// How many children a class has.
pub(crate) fn children(n: u32) -> String {
    format!("{} 人", count(n))
}

/// How long a child has been away.
pub(crate) fn away(view: &AwayView) -> String {
    format!("{}起 {} 个上课日", short_date(&view.first), view.days)
}

/// The title over a roll.
pub(crate) fn roll_title(class: &str, date: &str) -> String {
    format!("{}　{}点名", class.replace('/', " ").trim(), short_date(date))
}
