//! 考勤名单: a list of absences as a school keeps it: who, on which day, with which leave.
//!
//! Only the words of its heads decide what a column is. Nothing is guessed: a day without a year, a name nobody bears and
//! a name that several bear are told with their row.

use crate::case::Leave;
use crate::clean::read_date;
use crate::date::Date;
use crate::keyed::keyed;

/// How far down the heads may stand.
const HEADS_WITHIN: usize = 10;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceRow {
    /// The row as a person sees it in the sheet, from 1.
    pub row: u32,
    /// The child's name as it stands.
    pub name: String,
    /// The identity number as it stands, or empty.
    pub number: String,
    /// Grade and class as they stand, or empty.
    pub class: String,
    /// The day; `None` if it cannot be read.
    pub day: Option<Date>,
    /// The leave; `None` if the row says that the child was there.
    pub leave: Option<Leave>,
}

keyed! {
    /// Why a row cannot be taken.
    pub enum Wrong {
        NoDay = "no_day", "日期看不懂，年、月、日都要写";
        Future = "future", "日期还没有到";
        Nobody = "nobody", "名册里没有这个孩子";
        Several = "several", "名册里有几个同名的孩子，要加身份证号或班级";
        OtherClass = "other_class", "名册里这个孩子在别的班，请核对，或写身份证号";
        Repeated = "repeated", "同一个孩子同一天在前面已有一行";
    }
}

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Name,
    Number,
    Grade,
    Class,
    Day,
    Leave,
}

/// People of a list who are not the child it is about.
const OTHERS: &[&str] =
    &["家长", "监护", "父亲", "母亲", "班主任", "教师", "老师", "联系人", "填表", "登记人", "负责", "经办"];

/// How surely a head says it: `日期` is the day, `发生日期` may be, `登记日期` is if nothing else is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Surely {
    Exactly,
    Likely,
    Perhaps,
}

/// What a head says its column is, and how surely.
fn says(head: &str) -> Option<(Says, Surely)> {
    let head: String = head.split_whitespace().collect();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let exact = |words: &[&str]| if words.contains(&head.as_str()) { Surely::Exactly } else { Surely::Likely };
    let of_others = has(OTHERS);
    match () {
        () if has(&["身份证"]) && !of_others => Some((Says::Number, exact(&["身份证号", "身份证号码"]))),
        () if has(&["姓名"]) && !of_others => Some((Says::Name, exact(&["姓名", "学生姓名"]))),
        () if has(&["日期"]) && has(&["缺勤", "请假", "考勤", "缺课"]) => Some((Says::Day, Surely::Exactly)),
        () if has(&["出生", "生日", "入学", "销假", "返校"]) => None,
        () if has(&["日期"]) && has(&["填表", "登记", "上报"]) => Some((Says::Day, Surely::Perhaps)),
        () if has(&["日期"]) || head == "时间" => Some((Says::Day, exact(&["日期"]))),
        () if has(&["请假", "缺勤", "考勤", "类型", "类别", "情况", "原因"]) => {
            Some((Says::Leave, exact(&["请假类型", "请假情况", "缺勤类型", "考勤情况", "考勤"])))
        }
        () if has(&["班"]) && !of_others => Some((Says::Class, exact(&["班级", "年级班级", "班"]))),
        () if has(&["年级"]) && !of_others => Some((Says::Grade, exact(&["年级"]))),
        () => None,
    }
}

/// The columns of a row of heads: of several that may say the same, the one that says it most surely, else the first.
fn columns(row: &[String]) -> impl Fn(Says) -> Option<usize> {
    let found: Vec<(usize, Says, Surely)> =
        row.iter().enumerate().filter_map(|(at, head)| says(head).map(|(what, surely)| (at, what, surely))).collect();
    move |wanted| {
        let of = found.iter().filter(|(_, what, _)| *what == wanted);
        of.min_by_key(|(at, _, surely)| (*surely, *at)).map(|(at, ..)| *at)
    }
}

/// The rows of a list; `None` if no row heads a column of names and one of days.
pub fn read(rows: &[Vec<String>]) -> Option<Vec<AbsenceRow>> {
    let heads = rows.iter().take(HEADS_WITHIN).map(|row| columns(row)).enumerate();
    let (at, column) =
        heads.into_iter().find(|(_, column)| column(Says::Name).is_some() && column(Says::Day).is_some())?;
    let row = |(at, cells): (usize, &Vec<String>)| {
        let text = |what: Says| cells.get(column(what)?).map(|text| text.trim());
        let said = |what| text(what).unwrap_or_default().to_owned();
        let (name, number) = (said(Says::Name), said(Says::Number));
        if name.is_empty() && number.is_empty() {
            return None;
        }
        let class = [said(Says::Grade), said(Says::Class)].concat();
        Some(AbsenceRow {
            row: at as u32 + 1,
            name,
            number,
            class,
            day: day(&said(Says::Day)),
            leave: leave(text(Says::Leave)),
        })
    };
    Some(rows.iter().enumerate().skip(at + 1).filter_map(row).collect())
}

/// A day with its year; five digits are a spreadsheet's.
fn day(text: &str) -> Option<Date> {
    let serial = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    read_date(text, serial, false)
}

/// The leave a word means; a list without such a column, or another word, says that nobody knows.
fn leave(word: Option<&str>) -> Option<Leave> {
    let word = word.unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|one| word.contains(one));
    match () {
        () if has(&["未请假", "没请假", "没有请假", "不请假", "无假", "旷", "无故"]) => {
            Some(Leave::None)
        }
        () if has(&["病"]) => Some(Leave::Sick),
        () if has(&["事假"]) => Some(Leave::Personal),
        // `未到校` and `不正常` name what they deny.
        () if has(&["未", "没", "不", "缺", "非"]) => Some(Leave::Unknown),
        // Somebody allowed something; nobody says what.
        () if has(&["假"]) && !has(&["销假"]) => Some(Leave::Unknown),
        () if has(&["到校", "出勤", "正常", "全勤"]) => None,
        () => Some(Leave::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_list_is_read_by_its_heads() {
        let list = rows(
            "石川镇中心小学缺勤登记\n序号|学生姓名|年级|班级|缺勤日期|请假类型\n1|田小禾|五年级|1班|2026年11月19日|病假\n\
             2|白杨|五年级|1班|46345|旷课\n3|王小满|五年级|1班|11月20日|\n4|陈果|五年级|1班|2026-11-20|已到校\n|||||",
        );
        let found = read(&list).expect("a list");
        let said: Vec<_> = found
            .iter()
            .map(|row| (row.row, row.name.as_str(), row.day.map(|day| day.to_string()), row.leave))
            .collect();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            said,
            [
                (3, "田小禾", day("2026-11-19"), Some(Leave::Sick)),
                (4, "白杨", day("2026-11-19"), Some(Leave::None)),
                (5, "王小满", None, Some(Leave::Unknown)),
                (6, "陈果", day("2026-11-20"), None),
            ]
        );
        assert_eq!(found[0].class, "五年级1班");
    }

    #[test]
    fn a_word_that_denies_being_there_is_an_absence() {
        let check = |word: &str, expected| assert_eq!(leave(Some(word)), expected, "{word}");
        for word in ["未到校", "没到校", "未出勤", "不正常", "没有到校", "缺勤", "没来", ""] {
            check(word, Some(Leave::Unknown));
        }
        for word in ["到校", "已到校", "出勤", "正常", "全勤"] {
            check(word, None);
        }
        check("未请假", Some(Leave::None));
        check("没有请假", Some(Leave::None));
        check("不请假", Some(Leave::None));
        check("病假未到校", Some(Leave::Sick));
        check("事假", Some(Leave::Personal));
        check("正常请假", Some(Leave::Unknown));
        check("已销假到校", None);
    }

    #[test]
    fn a_head_means_the_child_and_the_day_of_absence() {
        let check = |heads: &str, cells: &str, expected: (&str, &str, &str)| {
            let found = read(&rows(&format!("{heads}\n{cells}"))).expect("a list");
            let day = found[0].day.map(|day| day.to_string()).unwrap_or_default();
            assert_eq!((found[0].name.as_str(), found[0].class.as_str(), day.as_str()), expected, "{heads}");
        };
        let said = ("田小禾", "五年级1班", "2026-11-19");
        check("家长姓名|学生姓名|班级|出生日期|日期", "田大山|田小禾|五年级1班|2015-03-01|2026-11-19", said);
        check("姓名|班主任|班级|登记日期|缺勤日期", "田小禾|李文静|五年级1班|2026-11-20|2026-11-19", said);
        check("监护人姓名|姓名|班主任姓名|年级班级|时间", "田大山|田小禾|李文静|五年级1班|2026-11-19", said);
        check("姓名|班级|出生日期|考勤日期|销假日期", "田小禾|五年级1班|2015-03-01|2026-11-19|2026-11-21", said);
        check("姓名|班级|登记日期|日期", "田小禾|五年级1班|2026-11-20|2026-11-19", said);
        check("姓名|班级|登记日期", "田小禾|五年级1班|2026-11-19", said);
        assert_eq!(read(&rows("家长姓名|日期\n田大山|2026-11-19")), None, "no child is named");
        assert_eq!(read(&rows("姓名|出生日期\n田小禾|2015-03-01")), None, "no day of absence");
    }

    #[test]
    fn without_names_or_days_it_is_no_list_of_absences() {
        assert_eq!(read(&rows("姓名|班级\n田小禾|1班")), None);
        assert_eq!(read(&[]), None);
        assert_eq!(read(&rows("姓名|日期")), Some(Vec::new()));
        // No column for the leave: nobody knows.
        let found = read(&rows("姓名|日期\n田小禾|2026.11.19")).expect("a list");
        assert_eq!(found[0].leave, Some(Leave::Unknown));
    }
}
