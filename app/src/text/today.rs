//! Words of 今日.

use desk::message::compare::RoundProgress;
use desk::message::place::{DueClass, QueueItem, QueuePlace};

use super::{count, short_date, weekday};
use crate::platform::clock::Moment;

pub(crate) const TITLE: &str = "今日";
pub(crate) const FIRST_TITLE: &str = "从这里开始";
pub(crate) const FIRST_TEXT: &str = "把手里的名单放进来，守学会找出“有的名单里有、有的名单里没有”的每一个孩子。断网可用；不建共享台账，名单不离开这台电脑。";
pub(crate) const DOOR_IMPORT: &str = "导入名单";
pub(crate) const DOOR_IMPORT_TEXT: &str = "学籍、户籍、在校等名单，Excel、WPS、CSV 都可以，也可以直接粘贴。";
pub(crate) const DOOR_COMPARE: &str = "直接做三比对";
pub(crate) const DOOR_COMPARE_TEXT: &str = "不建名册，先把几份名单放在一起比，看谁不在哪一份里。";
pub(crate) const DOOR_SAMPLE: &str = "先看看示例";
pub(crate) const DOOR_SAMPLE_TEXT: &str = "一个虚构的乡镇，约 2,000 个孩子，可随时一键清除。";
pub(crate) const CHILDREN: &str = "名册人数";
pub(crate) const OF_AGE: &str = "适龄儿童";
pub(crate) const MISMATCH: &str = "人籍不一致";
pub(crate) const BAD_IDS: &str = "证件号有问题";
pub(crate) const UNVERIFIED: &str = "在校情况待核实";
pub(crate) const OF_AGE_NOTE: &str = "在本学年年龄范围内";
pub(crate) const BAD_IDS_NOTE: &str = "缺号、校验不符或被表格软件损坏";
pub(crate) const UNVERIFIED_NOTE: &str = "学籍或在校缺一项";
pub(crate) const ALL_RIGHT: &str = "全部相符";
pub(crate) const PROGRESS: &str = "比对销号";
pub(crate) const NO_ROUND: &str = "还没有做过比对。在“导入”里把户籍、学籍、在校三份名单存为比对名单后就可以比。";
pub(crate) const TO_COMPARE: &str = "去比对";
pub(crate) const OPEN_ROUND: &str = "打开比对";
pub(crate) const OVERDUE: &str = "逾期";
pub(crate) const WEEK: &str = "七天内";
pub(crate) const LATER: &str = "以后";
pub(crate) const NONE_OVERDUE: &str = "没有逾期的事项";
pub(crate) const NONE_WEEK: &str = "七天内没有到期的事项";
pub(crate) const NONE_LATER: &str = "没有别的事项";
pub(crate) const VILLAGES: &str = "各村情况";
pub(crate) const VILLAGE: &str = "户籍村";
pub(crate) const PEOPLE: &str = "人数";
pub(crate) const NO_VILLAGES: &str = "名册里还没有填户籍村。";
pub(crate) const SAVES: &str = "最近的修改";
pub(crate) const NO_SAVES: &str = "还没有修改。";
pub(crate) const ALL_SAVES: &str = "全部修改记录";
pub(crate) const CLOSED: &str = "已销号";
pub(crate) const EXPLAINED: &str = "已说明";
pub(crate) const OPEN: &str = "待说明";

/// `11月22日　星期日`.
pub(crate) fn day(now: Moment) -> String {
    format!("{}年{}月{}日　{}", now.year, now.month, now.day, weekday(now.weekday))
}

/// How the mismatches divide.
pub(crate) fn mismatch_note(states: &[u32; 5]) -> String {
    let [_, away, unlisted, neither, _] = *states;
    if away + unlisted + neither == 0 {
        return ALL_RIGHT.to_owned();
    }
    let parts = [(away, "在籍不在校"), (unlisted, "在校不在籍"), (neither, "都不在")];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{name} {}", count(*n))).collect();
    said.join("，")
}

/// The title of the newest round.
pub(crate) fn round(number: u32, title: &str) -> String {
    format!("第 {number} 轮　{title}")
}

/// The countdown in words.
pub(crate) fn countdown(progress: &RoundProgress) -> String {
    let left = progress.open + progress.explained;
    if left == 0 {
        return format!("{} 条不一致已全部销号", count(progress.total));
    }
    let mut words = format!("还有 {} 条没有销号，共 {} 条", count(left), count(progress.total));
    if progress.new > 0 {
        words.push_str(&format!("；本轮新出现 {}", count(progress.new)));
    }
    if progress.carried > 0 {
        words.push_str(&format!("，沿用上轮说明 {}", count(progress.carried)));
    }
    words
}

/// What is to be done about a duty.
pub(crate) fn duty_detail(item: &QueueItem) -> String {
    match item.class {
        DueClass::Overdue(_) => format!("{} 人次到期没有做够，请补记或写明原因", count(item.count)),
        DueClass::ThisWeek | DueClass::Later => format!("{} 人本期还没有做够", count(item.count)),
    }
}

/// When a piece of work is due, in a word or two.
pub(crate) fn due(item: &QueueItem) -> String {
    match item.class {
        // A case is late by school days: a holiday makes nobody late.
        DueClass::Overdue(days) if matches!(item.place, QueuePlace::Case(_)) => format!("{days} 个上课日"),
        DueClass::Overdue(days) => format!("逾期 {days} 天"),
        DueClass::ThisWeek | DueClass::Later if item.due.is_empty() => format!("{} 人", count(item.count)),
        DueClass::ThisWeek | DueClass::Later => short_date(&item.due),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countdown_says_what_is_left() {
        let progress = RoundProgress { total: 186, open: 20, explained: 3, closed: 163, new: 5, carried: 0, gone: 0 };
        assert_eq!(countdown(&progress), "还有 23 条没有销号，共 186 条；本轮新出现 5");
        let done = RoundProgress { total: 9, closed: 9, ..RoundProgress::default() };
        assert_eq!(countdown(&done), "9 条不一致已全部销号");
    }

    #[test]
    fn mismatches_divide() {
        assert_eq!(mismatch_note(&[9, 0, 0, 0, 4]), "全部相符");
        assert_eq!(mismatch_note(&[9, 3, 0, 1, 0]), "在籍不在校 3，都不在 1");
    }
}
