//! Names that mean different things in different lists: `学校` of a graduates' list is the school left, `类别` of a
//! disability list is a kind of disability and of any other list nothing known.

use ledger::field::Field;
use ledger::list::ListKind;

/// Fields a plain name may stand for in a list of this kind, surest first.
pub(super) fn candidates(core: &str, kind: Option<ListKind>) -> &'static [(Field, u8)] {
    use ListKind::{Disability, Graduates, Household, InSchool, LastTerm, Poverty, Registry, Reported, Suspected};
    match (core, kind) {
        // A list of who is in school says with "学校" where they attend; the importer knows that from the list's kind.
        (
            "就读学校" | "所在学校" | "在读学校" | "所在校" | "就读校",
            Some(Registry | InSchool | LastTerm | Reported),
        ) => &[(Field::School, 95), (Field::AttendSchool, 90)],
        ("就读学校" | "所在学校" | "在读学校" | "所在校" | "就读校", Some(Graduates)) => {
            &[(Field::GraduationSchool, 85), (Field::NextSchool, 60)]
        }
        ("就读学校" | "所在学校" | "在读学校" | "所在校" | "就读校", _) => {
            &[(Field::AttendSchool, 90), (Field::School, 80)]
        }
        ("学校" | "学校名称" | "小学", Some(Graduates)) => {
            &[(Field::GraduationSchool, 85), (Field::School, 70)]
        }
        ("初中" | "中学", Some(Graduates)) => &[(Field::NextSchool, 85)],
        ("原学校" | "原就读学校" | "原所在学校", _) => {
            &[(Field::School, 75), (Field::GraduationSchool, 70)]
        }
        ("学籍号", Some(Graduates)) => &[(Field::StudentNumber, 100), (Field::NextStudentNumber, 60)],
        ("类别" | "类型" | "种类", Some(Disability)) => &[(Field::DisabilityKind, 95)],
        ("等级" | "级别" | "程度" | "残级", Some(Disability)) => &[(Field::DisabilityLevel, 95)],
        ("证号" | "证件号码" | "证件号", Some(Disability)) => {
            &[(Field::DisabilityCard, 70), (Field::IdNumber, 65)]
        }
        ("类别" | "类型", Some(Poverty)) => &[(Field::HouseholdKind, 60), (Field::MonitorKind, 55)],
        ("住址" | "地址" | "详细地址" | "家庭住址" | "家庭地址", Some(Household)) => {
            &[(Field::RegisteredAddress, 90), (Field::HomeAddress, 85)]
        }
        ("地址" | "住址" | "详细地址", _) => &[(Field::HomeAddress, 85), (Field::CurrentAddress, 60)],
        ("原因", Some(Suspected | Disability | Poverty)) => &[],
        ("状态" | "学生状态", Some(Registry)) => &[(Field::EnrolStatus, 95)],
        ("关系" | "与户主关系", Some(Household | Poverty)) => &[(Field::RelationToHead, 95)],
        ("户号", Some(Poverty)) => &[(Field::PovertyHousehold, 80), (Field::HouseholdNumber, 75)],
        ("年度" | "年份", Some(Graduates)) => &[(Field::GraduationYear, 80)],
        ("结果", Some(Suspected)) => &[(Field::Outcome, 80)],
        _ => &[],
    }
}

/// The kind of list that a title, a sheet's name and its headers speak of.
pub(crate) fn guess(title: &str, sheet: &str, fields: &[Field]) -> Option<ListKind> {
    const WORDS: &[(&str, ListKind)] = &[
        ("疑似失学", ListKind::Suspected),
        ("疑似辍学", ListKind::Suspected),
        ("失学辍学", ListKind::Suspected),
        ("残联", ListKind::Disability),
        ("残疾", ListKind::Disability),
        ("毕业", ListKind::Graduates),
        ("上学期", ListKind::LastTerm),
        ("报到", ListKind::Reported),
        ("脱贫", ListKind::Poverty),
        ("监测", ListKind::Poverty),
        ("扶贫", ListKind::Poverty),
        ("贫困", ListKind::Poverty),
        ("建档立卡", ListKind::Poverty),
        ("在校", ListKind::InSchool),
        ("学籍", ListKind::Registry),
        ("户籍", ListKind::Household),
        ("户口", ListKind::Household),
        ("常住人口", ListKind::Household),
    ];
    let said = [title, sheet].into_iter().find_map(|text| WORDS.iter().find(|(word, _)| text.contains(word)));
    if let Some((_, kind)) = said {
        return Some(*kind);
    }
    let has = |field| fields.contains(&field);
    if has(Field::PovertyHousehold) || has(Field::PovertyPerson) || has(Field::MonitorKind) {
        Some(ListKind::Poverty)
    } else if has(Field::DisabilityCard)
        && !has(Field::StudentNumber)
        && (has(Field::DisabilityKind) || has(Field::DisabilityLevel))
    {
        Some(ListKind::Disability)
    } else if has(Field::GraduationYear) || has(Field::NextSchool) {
        Some(ListKind::Graduates)
    } else if has(Field::StudentNumber) {
        Some(ListKind::Registry)
    } else if has(Field::HouseholdNumber) || has(Field::HouseholdHead) || has(Field::RelationToHead) {
        Some(ListKind::Household)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_speak_before_headers() {
        let check =
            |title, sheet, fields: &[Field], kind| assert_eq!(guess(title, sheet, fields), kind, "{title}{sheet}");
        check("联合乡2025年户籍适龄儿童名册", "Sheet1", &[], Some(ListKind::Household));
        check("", "上学期在校学生", &[], Some(ListKind::LastTerm));
        check("", "", &[Field::StudentNumber], Some(ListKind::Registry));
        check("学生花名册", "", &[Field::HouseholdHead], Some(ListKind::Household));
        check("学生花名册", "", &[Field::Name], None);
        check("", "", &[Field::DisabilityCard, Field::DisabilityLevel], Some(ListKind::Disability));
        check("残疾儿童名单", "学籍", &[Field::StudentNumber], Some(ListKind::Disability));
    }
}
