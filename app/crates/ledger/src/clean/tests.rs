//! Every kind of cell as lists really write it.

use proptest::prelude::*;

use super::*;

fn check(field: Field, raw: &str, text: &str, finding: Option<FindingKind>) {
    check_as(field, raw, (false, false), text, finding);
}

fn check_as(field: Field, raw: &str, (numeric, date1904): (bool, bool), text: &str, finding: Option<FindingKind>) {
    let cleaned = clean_cell(field, raw, numeric, date1904);
    let found = (cleaned.text.as_ref(), cleaned.finding.map(|f| f.0));
    assert_eq!(found, (text, finding), "{field:?} {raw:?} numeric: {numeric}");
}

#[test]
fn dates_in_every_spelling() {
    for raw in [
        "20120901",
        "2012-09-01",
        "2012-9-1",
        "2012/9/1",
        "2012.9.1",
        "2012.09.01",
        "2012年9月1日",
        "2012年09月01日",
        "２０１２年９月１日",
        "2012 年 9 月 1 日",
        "2012—9—1",
        "2012-09-01 00:00:00",
        "2012-09-01T00:00:00",
        "2012/9/1 0:00",
        "20120901 00:00:00",
        "20120901000000",
        "'2012-09-01",
        "2012年9月1号",
        "2012、9、1",
        "2012/09-01",
        "2012-9-1 星期六",
        "2012年9月1日 上午8时",
        "2012。9。1",
        " 2012-9-1 ",
    ] {
        check(Field::Birth, raw, "2012-09-01", None);
    }
}

#[test]
fn dates_nobody_can_read_stay_as_they_stood() {
    for raw in [
        "2011-02-29",
        "20111301",
        "2012-9",
        "2012年",
        "9/1/2012",
        "12-9-1",
        "1-Sep-12",
        "2012",
        "201209",
        "二〇一二年九月一日",
        "待查",
        "2012-9-1-3",
        "99990101",
        "0012-09-01",
        "2012-09-01 ~ 2013-09-01",
        "2012-9-1.5",
        "1234567",
        "2012-9-111",
    ] {
        check(Field::Birth, raw, raw, Some(FindingKind::DateUnreadable));
    }
    for raw in ["无", "/", "——", " "] {
        check(Field::Birth, raw, "", None);
    }
}

#[test]
fn spreadsheet_serials_are_days() {
    check_as(Field::Birth, "41153", (true, false), "2012-09-01", None);
    check_as(Field::Birth, "41153", (false, false), "2012-09-01", None);
    check_as(Field::Birth, "41153.5", (true, false), "2012-09-01", None);
    check_as(Field::Birth, "39691", (true, true), "2012-09-01", None);
    check_as(Field::Birth, "20120901", (true, false), "2012-09-01", None);
    check_as(Field::Birth, "20120901.0", (true, false), "2012-09-01", None);
    check_as(Field::EntryMonth, "43344", (true, false), "2018-09", None);
    check_as(Field::Birth, "9", (true, false), "9", Some(FindingKind::DateUnreadable));
    check_as(Field::Birth, "99999", (true, false), "99999", Some(FindingKind::DateUnreadable));
    assert_eq!(excel_date(1, false).map(|d| d.to_string()).as_deref(), Some("1900-01-01"));
    assert_eq!(excel_date(59, false).map(|d| d.to_string()).as_deref(), Some("1900-02-28"));
    assert_eq!(excel_date(61, false).map(|d| d.to_string()).as_deref(), Some("1900-03-01"));
    assert_eq!(excel_date(0, false), None);
    assert_eq!(excel_date(0, true).map(|d| d.to_string()).as_deref(), Some("1904-01-01"));
    assert_eq!(excel_date(u32::MAX, false), None);
}

#[test]
fn months_in_every_spelling() {
    for raw in [
        "201809",
        "2018.9",
        "2018.09",
        "2018年9月",
        "2018-09",
        "2018-9",
        "2018/9",
        "2018年09月",
        "２０１８．９",
        "2018-09-01",
        "20180901",
        "2018年9月1日",
        "2018年9",
    ] {
        check(Field::EntryMonth, raw, "2018-09", None);
    }
    check(Field::EntryMonth, "2018.1", "2018-01", None);
    check_as(Field::EntryMonth, "2018.9", (true, false), "2018-09", None);
    check_as(Field::EntryMonth, "2018.12", (true, false), "2018-12", None);
    check_as(Field::EntryMonth, "2018.1", (true, false), "2018.1", Some(FindingKind::MonthUnreadable));
    for raw in ["2018", "201813", "2018年秋", "18.9", "9月", "2018-13"] {
        check(Field::EntryMonth, raw, raw, Some(FindingKind::MonthUnreadable));
    }
}

#[test]
fn phones_are_kept_as_text() {
    check(Field::Phone, "13800000000", "13800000000", None);
    check(Field::Phone, "138-0000-0000", "13800000000", None);
    check(Field::Phone, "１３８００００００００", "13800000000", None);
    check(Field::Phone, "+86 13800000000", "13800000000", None);
    check(Field::Phone, "8613800000000", "13800000000", None);
    check(Field::Phone, "13800000000/13900000000", "13800000000/13900000000", None);
    check(Field::Phone, "13800000000、13900000000", "13800000000/13900000000", None);
    check(Field::Phone, "13800000000 13900000000", "13800000000/13900000000", None);
    check(Field::Phone, "13800000000；0913-8212345", "13800000000/0913-8212345", None);
    check(Field::Phone, "(0913)8212345", "0913-8212345", None);
    check(Field::Phone, "09138212345", "0913-8212345", None);
    check(Field::Phone, "01062345678", "010-62345678", None);
    check(Field::Phone, "8212345", "8212345", None);
    check(Field::Phone, "0913-8212345转801", "0913-8212345转801", None);
    check_as(Field::Phone, "13800000000.0", (true, false), "13800000000", None);
    check(Field::Phone, "无", "", None);
    for raw in ["1380000000", "138000000000", "1.38E+10", "没电话本人", "13800000000/139", "0913"] {
        check(Field::Phone, raw, raw, Some(FindingKind::PhoneUnreadable));
    }
}

#[test]
fn codes_keep_what_makes_them_codes() {
    check(Field::SchoolCode, "3162012300", "3162012300", None);
    check(Field::SchoolCode, " '３１６２０１２３００", "3162012300", None);
    check(Field::RegisteredCode, "6.10526E+11", "6.10526E+11", Some(FindingKind::NumberUnreadable));
    check_as(Field::RegisteredCode, "610526000000.0", (true, false), "610526000000", None);
    check(Field::Postcode, "715500", "715500", None);
    check_as(Field::Postcode, "15500", (true, false), "015500", Some(FindingKind::LeadingZeros));
    check(Field::SeatNumber, "01", "01", None);
    check(Field::AuxNumber, "2019-01", "2019-01", None);
    check(Field::HouseholdNumber, "无", "", None);
}

#[test]
fn options_names_and_texts() {
    check(Field::Sex, "1-男", "男", None);
    check(Field::Sex, "不详", "不详", Some(FindingKind::ChoiceUnknown));
    check(Field::DisabilityKind, "无", "无残疾", None);
    check(Field::Health, "无", "", None);
    check(Field::Nationality, "不丹", "不丹", None);
    check(Field::Name, " 欧阳娜 ", "欧阳娜", None);
    check(Field::Name, "欧阳 娜", "欧阳 娜", Some(FindingKind::NameNormalised));
    check(Field::Name, "王?霞", "王?霞", Some(FindingKind::NameUnreadable));
    check(Field::Village, "\u{feff}石泉村\r\n一组 ", "石泉村 一组", None);
    check(Field::Grade, "初一", "七年级", None);
    check(Field::Grade, "学前班", "学前班", None);
    check(Field::Class, "01", "1班", None);
    check(Field::Class, "三(2)班", "三年级2班", None);
    check(Field::Class, "向日葵班", "向日葵班", None);
}

#[test]
fn numbers_of_documents() {
    check(Field::IdNumber, "990526201208310018", "990526201208310018", None);
    check(Field::IdNumber, "'990526201208310018", "990526201208310018", Some(FindingKind::IdNormalised));
    check(Field::IdNumber, "9.90526E+17", "9.90526E+17", Some(FindingKind::IdScientific));
    check(Field::IdNumber, "990526201208310000", "990526201208310000", Some(FindingKind::IdTruncated));
    check_as(Field::IdNumber, "990526201208310018", (true, false), "≈990526201208310018", Some(FindingKind::IdRounded));
    check(Field::IdNumber, "", "", Some(FindingKind::IdMissing));
    check(Field::IdNumber, "无", "", Some(FindingKind::IdMissing));
    check(Field::Member1IdNumber, "无", "", None);
    check(Field::StudentNumber, "g990526201208310018", "G990526201208310018", None);
    check(Field::StudentNumber, "990526201208310018", "990526201208310018", Some(FindingKind::StudentNumberMalformed));
    check(Field::DisabilityCard, "99052620120831001842", "99052620120831001842", None);
    check(Field::DisabilityCard, "99052620130708006x52", "99052620130708006X52", None);
    check(Field::DisabilityCard, "无", "", None);
    let malformed = Some(FindingKind::DisabilityCardMalformed);
    check(Field::DisabilityCard, "990526201208310018", "990526201208310018", malformed);
    check_as(Field::DisabilityCard, "99052620120831001842", (true, false), "99052620120831001842", malformed);
}

#[test]
fn whole_numbers() {
    for (raw, expected) in [
        ("1250", Some(1250)),
        ("1,250元", Some(1250)),
        ("１２", Some(12)),
        ("3.0", Some(3)),
        ("-5", Some(-5)),
        ("3.5", None),
        ("1,25", None),
        ("约3", None),
        ("", None),
        (",", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(read_number(raw), expected, "{raw}");
    }
}

#[test]
fn clean_cells_are_borrowed() {
    for (field, raw) in [
        (Field::IdNumber, "990526201208310018"),
        (Field::Name, "张三峰"),
        (Field::Birth, "2012-08-31"),
        (Field::EntryMonth, "2018-09"),
        (Field::Phone, "13800000000"),
        (Field::SchoolCode, "3162012300"),
        (Field::Village, "石泉村"),
        (Field::Sex, "男"),
        (Field::Grade, "三年级"),
        (Field::StudentNumber, "G990526201208310018"),
        (Field::DisabilityCard, "99052620120831001842"),
    ] {
        assert!(matches!(clean_cell(field, raw, false, false).text, Cow::Borrowed(_)), "{field:?}");
    }
}

proptest! {
    /// What comes out of cleaning is canonical: cleaning it again, as text, changes nothing.
    #[test]
    fn canonical_text_is_its_own_canonical_text(
        at in 0..Field::ALL.len(),
        raw in "[\\PC0-9年月日/.\\-　一班级（）'Xx男女是否无≈E+\t]{0,16}",
        numeric: bool,
    ) {
        let field = Field::ALL[at];
        let once = clean_cell(field, &raw, numeric, false).text.into_owned();
        let twice = clean_cell(field, &once, false, false).text.into_owned();
        prop_assert_eq!(twice, once, "{:?}", field);
    }

    #[test]
    fn every_day_is_read_in_every_spelling(number in -10_000i32..40_000, spelling in 0usize..6) {
        let day = crate::date::Date::from_day_number(number).expect("in range");
        let (y, m, d) = (day.year(), day.month(), day.day());
        let raw = match spelling {
            0 => format!("{y}{m:02}{d:02}"),
            1 => format!("{y}-{m}-{d}"),
            2 => format!("{y}/{m}/{d} 0:00"),
            3 => format!("{y}.{m:02}.{d:02}"),
            4 => day.chinese(),
            _ => (number + 25_569).to_string(),
        };
        prop_assume!(spelling < 5 || raw.len() == 5);
        prop_assert_eq!(read_date(&raw, spelling == 5, false), Some(day));
    }
}
