//! The lists of the township, each as its office would write it, with discrepancies of every kind planted by number of
//! child, so that each kind is there and nobody has two.

use crate::damage::{full_width, scientific, spaced, truncated, wrong_check};
use crate::people::{Child, SCHOOLS, VILLAGES, with_check};
use crate::sheet::Sheet;

/// What is wrong with a child's rows. Everybody else agrees in all lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// 有户无籍: registered as a resident, in no school list.
    NoSchool,
    /// 在籍不在校.
    Absent,
    /// 在校无籍.
    Unregistered,
    /// In school lists, not among the residents.
    Newcomer,
    /// The registry's number lost its last three digits.
    Truncated,
    /// The registry holds it as a number.
    Rounded,
    /// The in-school list shows it in scientific form.
    Scientific,
    /// The in-school list has another check character.
    WrongCheck,
    /// The in-school list has no number.
    NoNumber,
    /// The in-school list writes it in full width.
    FullWidth,
    /// The in-school list writes the name with a space.
    Spaced,
    /// The in-school list has another name to the number.
    OtherName,
    /// The registry lost a rare character.
    Unreadable,
    /// Twice in the household list.
    TwiceHousehold,
    /// Twice in the in-school list, in two schools.
    TwiceSchool,
    /// The number was changed; the registry still has the old one.
    OldNumber,
}

use Fault as F;

const PLANTED: [(Fault, usize); 16] = [
    (F::NoSchool, 24),
    (F::Absent, 12),
    (F::Unregistered, 9),
    (F::Newcomer, 11),
    (F::Truncated, 8),
    (F::Rounded, 5),
    (F::Scientific, 4),
    (F::WrongCheck, 3),
    (F::NoNumber, 5),
    (F::FullWidth, 6),
    (F::Spaced, 10),
    (F::OtherName, 3),
    (F::Unreadable, 3),
    (F::TwiceHousehold, 3),
    (F::TwiceSchool, 3),
    (F::OldNumber, 2),
];

/// The fault of a child by its place; children of school age only.
fn fault(children: &[Child], i: usize) -> Option<Fault> {
    if children[i].grade == 0 || i % 16 != 5 {
        return None;
    }
    let mut nth = i / 16;
    for (fault, count) in PLANTED {
        if nth < count {
            return Some(fault);
        }
        nth -= count;
    }
    None
}

/// Each child with its fault.
fn with_faults(children: &[Child]) -> impl Iterator<Item = (usize, &Child, Option<Fault>)> {
    children.iter().enumerate().map(|(i, child)| (i, child, fault(children, i)))
}

/// 户籍: what the police station sends.
pub(crate) fn household(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new(
        "石川镇户籍适龄儿童少年名单（石川派出所 2026年9月）",
        &[
            "序号",
            "户号",
            "户主",
            "与户主关系",
            "姓名",
            "性别",
            "民族",
            "出生日期",
            "公民身份号码",
            "户籍地址",
            "村（社区）",
            "组",
        ],
    );
    for (_, child, fault) in with_faults(children).filter(|(_, _, f)| *f != Some(F::Newcomer)) {
        let village = VILLAGES[child.village];
        let relation = if child.male { "子" } else { "女" };
        let row = vec![
            (sheet.rows.len() + 1).to_string(),
            child.household.to_string(),
            child.guardian.clone(),
            relation.to_owned(),
            child.name.clone(),
            child.sex().to_owned(),
            "汉族".to_owned(),
            child.birth_iso(),
            child.id.clone(),
            format!("石川镇{village}{}组", child.group),
            village.to_owned(),
            format!("{}组", child.group),
        ];
        if fault == Some(F::TwiceHousehold) {
            let mut second = row.clone();
            second[1] = (child.household + 40_000).to_string();
            sheet.rows.push(second);
        }
        sheet.rows.push(row);
    }
    sheet
}

fn attends(child: &Child, fault: Option<Fault>) -> bool {
    child.grade > 0 && fault != Some(F::NoSchool)
}

/// 学籍: a copy of the registry's template, numbers as one careless program left them.
pub(crate) fn registry(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new(
        "石川镇2026年秋季学期学生学籍名册",
        &[
            "学校",
            "年级",
            "班级",
            "姓名",
            "性别",
            "出生日期",
            "民族",
            "身份证件类型",
            "身份证件号",
            "学籍号",
            "入学年月",
            "就读方式",
            "是否留守儿童",
            "残疾类型",
            "现住址",
            "联系电话",
            "成员1姓名",
            "成员1关系",
            "成员1联系电话",
            "户籍村",
        ],
    );
    for (_, child, fault) in with_faults(children).filter(|(_, c, f)| attends(c, *f) && *f != Some(F::Unregistered)) {
        let old = with_check(&format!(
            "99052620{}1209{:03}",
            child.id.chars().skip(8).take(2).collect::<String>(),
            21 + child.household % 400
        ));
        let number = match fault {
            Some(F::Truncated) => truncated(&child.id),
            Some(F::OldNumber) => old,
            _ => child.id.clone(),
        };
        if fault == Some(F::Rounded) && !child.id.ends_with('X') {
            sheet.numeric_ids.push(sheet.rows.len());
        }
        let name = match fault {
            Some(F::Unreadable) => {
                child.name.chars().take(1).chain("?".chars()).chain(child.name.chars().skip(2)).collect()
            }
            _ => child.name.clone(),
        };
        let disability = child.disability.map_or("无残疾", |(kind, _)| KINDS[usize::from(kind) - 1]);
        let away = ["非留守儿童", "单亲留守儿童", "双亲留守儿童"][usize::from(child.left_behind)];
        let started = 2026 - (u16::from(child.grade) - 1) % 6;
        sheet.rows.push(vec![
            SCHOOLS[child.school].to_owned(),
            child.grade_name().to_owned(),
            child.class_name(),
            name,
            child.sex().to_owned(),
            child.birth_plain(),
            "汉族".to_owned(),
            "居民身份证".to_owned(),
            number,
            if fault == Some(F::OldNumber) { String::new() } else { child.student_number() },
            format!("{started}09"),
            if child.grade > 6 { "住校" } else { "走读" }.to_owned(),
            away.to_owned(),
            disability.to_owned(),
            format!("石川镇{}", VILLAGES[child.village]),
            child.phone.clone(),
            child.guardian.clone(),
            child.relation.to_owned(),
            child.phone.clone(),
            VILLAGES[child.village].to_owned(),
        ]);
    }
    sheet
}

/// Names of the seven kinds of disability, by the digit of the card.
const KINDS: [&str; 7] = ["视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾", "多重残疾"];

/// 在校: what the class teachers counted.
pub(crate) fn in_school(children: &[Child], title: &str) -> Sheet {
    let mut sheet =
        Sheet::new(title, &["学校", "年级", "班级", "学生姓名", "性别", "身份证号", "家长姓名", "联系电话", "村"]);
    for (i, child, fault) in with_faults(children).filter(|(_, c, f)| attends(c, *f) && *f != Some(F::Absent)) {
        let number = match fault {
            Some(F::Scientific) => scientific(&child.id),
            Some(F::WrongCheck) => wrong_check(&child.id),
            Some(F::NoNumber) => String::new(),
            Some(F::FullWidth) => full_width(&child.id),
            _ => child.id.clone(),
        };
        let name = match fault {
            Some(F::Spaced) => spaced(&child.name),
            Some(F::OtherName) => children[(i + 700) % children.len()].name.clone(),
            _ => child.name.clone(),
        };
        let row = vec![
            SCHOOLS[child.school].to_owned(),
            child.grade_name().to_owned(),
            child.class_name(),
            name,
            child.sex().to_owned(),
            number,
            child.guardian.clone(),
            child.phone.clone(),
            VILLAGES[child.village].to_owned(),
        ];
        if fault == Some(F::TwiceSchool) {
            let mut second = row.clone();
            second[0] = SCHOOLS[(child.school + 1) % 2].to_owned();
            sheet.rows.push(second);
        }
        sheet.rows.push(row);
    }
    sheet.rows.sort_by(|a, b| (&a[0], &a[1], &a[2]).cmp(&(&b[0], &b[1], &b[2])));
    sheet
}

/// 脱贫、监测: an export of the poverty system; a disabled child's card stands in the number column.
pub(crate) fn poverty(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new(
        "石川镇脱贫户、监测户家庭成员（义务教育阶段）",
        &[
            "县",
            "乡",
            "村",
            "户编号",
            "人口编号",
            "姓名",
            "证件号码",
            "与户主关系",
            "性别",
            "出生日期",
            "家庭成员联系电话",
            "户类型",
            "监测对象类别",
            "在校生状况",
            "义务教育阶段未上学原因",
        ],
    );
    for (i, child, fault) in with_faults(children).filter(|(_, c, _)| c.poor) {
        let number = if child.disability.is_some() { child.card() } else { child.id.clone() };
        let monitored = if i % 5 == 0 { "脱贫不稳定户" } else { "" };
        let stage = if !attends(child, fault) {
            ""
        } else if child.grade > 6 {
            "初中"
        } else {
            "小学"
        };
        sheet.rows.push(vec![
            "示例县".to_owned(),
            "石川镇".to_owned(),
            VILLAGES[child.village].to_owned(),
            format!("99052600{:06}", child.household),
            format!("99052600{:06}{:02}", child.household, 3),
            child.name.clone(),
            number,
            if child.male { "之子" } else { "之女" }.to_owned(),
            child.sex().to_owned(),
            child.birth_plain(),
            child.phone.clone(),
            "脱贫户".to_owned(),
            monitored.to_owned(),
            stage.to_owned(),
            String::new(),
        ]);
    }
    sheet
}

/// 残联: holders of a card.
pub(crate) fn disability(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new(
        "石川镇持证残疾儿童少年名单（6—17周岁）",
        &["姓名", "残疾人证号", "残疾类别", "残疾等级", "监护人", "联系电话", "住址", "就学状况", "未入学原因"],
    );
    for (_, child, fault) in with_faults(children) {
        let Some((kind, level)) = child.disability else { continue };
        let schooling = if attends(child, fault) { "随班就读" } else { "未入学" };
        sheet.rows.push(vec![
            child.name.clone(),
            child.card(),
            KINDS[usize::from(kind) - 1].to_owned(),
            ["一级", "二级", "三级", "四级"][usize::from(level) - 1].to_owned(),
            child.guardian.clone(),
            child.phone.clone(),
            format!("石川镇{}", VILLAGES[child.village]),
            schooling.to_owned(),
            String::new(),
        ]);
    }
    sheet
}

/// 近三年小学毕业库: who left primary school; every thirtieth cannot be found.
pub(crate) fn graduates(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new(
        "石川镇近三年小学毕业生名册",
        &["毕业年份", "毕业学校", "姓名", "性别", "身份证件号", "家长姓名", "联系电话", "升入学校"],
    );
    for (i, child) in children.iter().enumerate().filter(|(_, c)| c.grade > 6) {
        let next = if i % 30 == 0 { "" } else { SCHOOLS[2] };
        sheet.rows.push(vec![
            (2026 - (u16::from(child.grade) - 7)).to_string(),
            SCHOOLS[usize::from(child.village == 2 || child.village == 3)].to_owned(),
            child.name.clone(),
            child.sex().to_owned(),
            child.id.clone(),
            child.guardian.clone(),
            child.phone.clone(),
            next.to_owned(),
        ]);
    }
    sheet
}

/// 疑似失学名单: sent down to be verified.
pub(crate) fn suspected(children: &[Child]) -> Sheet {
    let mut sheet = Sheet::new("疑似失学儿童少年核查名单", &["姓名", "性别", "身份证件号", "户籍地址", "核查结果"]);
    for (_, child, _) in
        with_faults(children).filter(|(_, _, f)| matches!(f, Some(F::NoSchool | F::Absent | F::Unregistered)))
    {
        let address = format!("石川镇{}{}组", VILLAGES[child.village], child.group);
        sheet.rows.push(vec![child.name.clone(), child.sex().to_owned(), child.id.clone(), address, String::new()]);
    }
    sheet
}
