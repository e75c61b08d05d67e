//! What a header means: candidate fields with how sure each is.

use std::collections::HashMap;
use std::sync::OnceLock;

use ledger::field::Field;
use ledger::list::ListKind;

use super::aliases::{ALIASES, SERIALS};
use super::context;
use super::plain::{Plain, plain};
use super::subject;

/// An official label.
pub(crate) const CERTAIN: u8 = 100;
/// A known other name.
const KNOWN: u8 = 95;
/// A part of the header is a known name.
const PARTLY: u8 = 60;

/// Longest header, in characters, in which a part is looked for: longer texts are notes.
const LONGEST: usize = 16;

/// Fields a header may stand for, surest first. `whole` tells that the header is not put together of several rows, so
/// that a known name inside it counts.
pub(crate) fn candidates(header: &str, kind: Option<ListKind>, whole: bool) -> Vec<(Field, u8)> {
    let Plain { core, note } = plain(header);
    if core.is_empty() || is_serial(&core) {
        return Vec::new();
    }
    let in_context = context::candidates(&core, kind);
    if !in_context.is_empty() && !subject::names_other(&note) {
        return in_context.to_vec();
    }
    // A note that names a person says whose it is, unless the header already means that person.
    let of_person = subject::field(&core, &note, |rest| known(rest).map(|(field, _)| field));
    match (known(&core), of_person) {
        (Some(found), None) => return vec![found],
        (Some(found), Some(_)) if subject::field(&core, "", |_| None).is_some() => return vec![found],
        (_, Some(found)) => return found.into_iter().collect(),
        (None, None) => {}
    }
    if let Some(found) = alternatives(header) {
        return vec![found];
    }
    if whole && core.chars().count() <= LONGEST { part(&core).into_iter().collect() } else { Vec::new() }
}

/// Whether a plain header numbers rows.
pub(crate) fn is_serial(core: &str) -> bool {
    SERIALS.contains(&core)
}

fn known(core: &str) -> Option<(Field, u8)> {
    static NAMES: OnceLock<HashMap<String, (Field, u8)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let labels = Field::ALL.iter().map(|&field| (plain(field.label()).core, (field, CERTAIN)));
        let others =
            ALIASES.iter().flat_map(|(field, names)| names.iter().map(|name| (plain(name).core, (*field, KNOWN))));
        let mut names: HashMap<String, (Field, u8)> = others.collect();
        names.extend(labels);
        names.insert("学校".to_owned(), (Field::School, CERTAIN));
        names
    });
    names.get(core).copied()
}

/// `村/社区` or `姓名 Name`: one of the alternatives is known.
fn alternatives(header: &str) -> Option<(Field, u8)> {
    let parts = header.split(|c: char| matches!(c, '/' | '／' | '、' | '|' | '\n' | '\r') || c.is_whitespace());
    let mut found = parts.filter(|p| p.chars().count() > 1).filter_map(|p| known(&plain(p).core));
    let first = found.next()?;
    found.all(|(field, _)| field == first.0).then_some((first.0, 85))
}

/// A header that contains a word that hardly means anything else, and no other person.
fn part(core: &str) -> Option<(Field, u8)> {
    const OTHERS: &[&str] = &[
        "父",
        "母",
        "家长",
        "监护",
        "户主",
        "成员",
        "配偶",
        "班主任",
        "教师",
        "老师",
        "校长",
        "联系人",
        "负责人",
        "责任人",
        "帮扶",
        "包联",
        "填表",
        "审核",
        "是否",
        "有无",
        "数",
        "原因",
        "说明",
        "册",
        "情况",
        "照片",
        "复印",
    ];
    const WORDS: &[(&str, Field)] = &[
        ("残疾证", Field::DisabilityCard),
        ("残疾人证", Field::DisabilityCard),
        ("学籍号", Field::StudentNumber),
        ("身份证", Field::IdNumber),
        ("身份号码", Field::IdNumber),
        ("姓名", Field::Name),
        ("性别", Field::Sex),
        ("出生", Field::Birth),
        ("民族", Field::Ethnicity),
        ("户籍地址", Field::RegisteredAddress),
        ("家庭住址", Field::HomeAddress),
        ("现住址", Field::CurrentAddress),
        ("电话", Field::Phone),
        ("手机", Field::Phone),
        ("年级", Field::Grade),
        ("班级", Field::Class),
        ("行政村", Field::Village),
    ];
    if OTHERS.iter().any(|word| core.contains(word)) {
        return None;
    }
    WORDS.iter().find(|(word, _)| core.contains(word)).map(|(_, field)| (*field, PARTLY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: Option<Field>) {
        check_in(header, None, expected);
    }

    fn check_in(header: &str, kind: Option<ListKind>, expected: Option<Field>) {
        assert_eq!(candidates(header, kind, true).first().map(|c| c.0), expected, "{header} {kind:?}");
    }

    #[test]
    fn every_label_means_its_field() {
        for &field in Field::ALL {
            let found = candidates(field.label(), None, true);
            assert_eq!(found.first().map(|c| c.0), Some(field), "{}", field.label());
        }
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut seen: HashMap<String, Field> = HashMap::new();
        for (field, names) in ALIASES {
            for name in *names {
                assert_eq!(&plain(name).core, name, "aliases are written plainly");
                if let Some(other) = seen.insert((*name).to_owned(), *field) {
                    panic!("{name}: {other:?} and {field:?}");
                }
            }
        }
        for &field in Field::ALL {
            let label = plain(field.label()).core;
            assert!(seen.get(&label).is_none_or(|other| *other == field), "{label}");
        }
    }

    #[test]
    fn the_registry_template_is_understood_whole() {
        let template = "学校标识码,姓名,性别,出生日期,出生地行政区划代码,籍贯,民族,国籍/地区,身份证件类型,身份证件号,港澳台侨外,政治面貌,健康状况,\
            姓名拼音,曾用名,身份证件有效期,户口所在地行政区划,户口性质,特长,学籍辅号,班内学号,年级,班级,入学年月,入学方式,就读方式,学生来源,现住址,\
            通信地址,家庭地址,联系电话,邮政编码,电子信箱,主页地址,是否独生子女,是否受过学前教育,是否留守儿童,是否进城务工人员随迁子女,是否孤儿,\
            是否烈士或优抚子女,随班就读,残疾类型,是否由政府购买学位,是否需要申请资助,是否享受一补,上下学距离,上下学交通方式,是否需要乘坐校车,\
            成员1姓名,成员1关系,成员1关系说明,成员1现住址,成员1户口所在地行政区划,成员1联系电话,成员1是否监护人,成员1身份证件类型,成员1身份证件号,\
            成员1民族,成员1工作单位,成员1职务,成员2姓名,成员2关系,成员2关系说明,成员2现住址,成员2户口所在地行政区划,成员2联系电话,成员2是否监护人,\
            成员2身份证件类型,成员2身份证件号,成员2民族,成员2工作单位,成员2职务,残疾人类型,上下学方式,校区号,班号,血型,是否农村留守儿童,是否残疾人,\
            是否随迁子女,是否乘坐校车";
        for header in template.split(',') {
            let found = candidates(header, Some(ListKind::Registry), false);
            assert!(found.first().is_some_and(|c| c.1 >= 90), "{header}: {found:?}");
        }
    }

    #[test]
    fn other_lists_are_understood_whole() {
        let poverty = "县,乡,村,户编号,人口编号,姓名,证件号码,与户主关系,性别,证件类型,出生日期,民族,家庭成员联系电话,文化程度,在校生状况,劳动技能,\
            健康状况,户类型,监测对象类别,义务教育阶段未上学原因,是否义务教育阶段适龄儿童少年失学辍学,风险是否已消除";
        let household = "姓名,性别,民族,出生日期,公民身份号码,户号,户主,与户主关系,户籍地址,村组";
        let disability = "姓名,残疾人证号,类别,等级,监护人,住址,就学状况,未入学原因";
        let graduates = "毕业年份,毕业学校,学籍号,姓名,升入学校,新学籍号";
        let lists = [
            (ListKind::Poverty, poverty),
            (ListKind::Household, household),
            (ListKind::Disability, disability),
            (ListKind::Graduates, graduates),
        ];
        for (kind, list) in lists {
            for header in list.split(',') {
                let found = candidates(header, Some(kind), false);
                assert!(found.first().is_some_and(|c| c.1 >= 85), "{kind:?} {header}: {found:?}");
            }
        }
    }

    #[test]
    fn what_schools_write_is_understood() {
        check("学生姓名", Some(Field::Name));
        check("姓 名", Some(Field::Name));
        check("学生身份证号码（18位）", Some(Field::IdNumber));
        check("*身份证号", Some(Field::IdNumber));
        check("公民身份号码", Some(Field::IdNumber));
        check("家长姓名", Some(Field::Guardian));
        check("监护人", Some(Field::Guardian));
        check("监护人身份证号", Some(Field::Member1IdNumber));
        check("家长联系电话", Some(Field::GuardianPhone));
        check("联系电话（监护人）", Some(Field::GuardianPhone));
        check("父亲姓名", Some(Field::Member1Name));
        check("母亲电话", Some(Field::Member2Phone));
        check("成员1 / 姓名", Some(Field::Member1Name));
        check("家庭成员或监护人二/身份证件号", Some(Field::Member2IdNumber));
        check("户主姓名", Some(Field::HouseholdHead));
        check("村（社区）", Some(Field::Village));
        check("村/社区", Some(Field::Village));
        check("行政村", Some(Field::Village));
        check("组", Some(Field::VillageGroup));
        check("出生年月", Some(Field::Birth));
        check("现就读学校", Some(Field::AttendSchool));
        check("班主任", Some(Field::ClassTeacher));
        check("姓名 Name", Some(Field::Name));
        check("孩子出生年月", Some(Field::Birth));
        check("二〇二五年在读学生姓名", Some(Field::Name));
    }

    #[test]
    fn what_is_not_the_childs_is_not_taken_for_it() {
        for header in [
            "班主任电话",
            "配偶姓名",
            "联系人电话",
            "填表人姓名",
            "家长身份证复印件",
            "原因",
            "序号",
            "照片",
            "姓名数",
            "",
        ] {
            check(header, None);
        }
    }

    #[test]
    fn the_kind_of_list_decides_what_a_short_name_means() {
        check_in("学校", Some(ListKind::InSchool), Some(Field::School));
        check_in("学校", Some(ListKind::Graduates), Some(Field::GraduationSchool));
        check_in("就读学校", Some(ListKind::InSchool), Some(Field::School));
        check_in("就读学校", Some(ListKind::Disability), Some(Field::AttendSchool));
        check_in("类别", Some(ListKind::Disability), Some(Field::DisabilityKind));
        check_in("类别", None, None);
        check_in("住址", Some(ListKind::Household), Some(Field::RegisteredAddress));
        check_in("住址", Some(ListKind::Disability), Some(Field::HomeAddress));
    }
}
