//! The damage classes one by one, and what must hold for every number.

use proptest::prelude::*;

use super::*;

fn check(raw: &str, numeric: bool, quality: IdQuality, text: &str) {
    let found = assess(raw, numeric);
    assert_eq!((found.quality, found.text.as_ref()), (quality, text), "{raw:?} numeric: {numeric}");
    assert_eq!(found.number.is_some(), quality == IdQuality::Valid, "{raw:?}");
}

#[test]
fn whole_numbers_are_valid_however_they_are_dressed() {
    for raw in [
        "990526201208310018",
        " 990526201208310018\t",
        "'990526201208310018",
        "’990526201208310018",
        "990526 20120831 0018",
        "990526-20120831-0018",
        "990526\u{3000}201208310018",
        "9905262012\u{200b}08310018\u{feff}",
        "９９０５２６２０１２０８３１００１８",
        "=\"990526201208310018\"",
    ] {
        check(raw, false, IdQuality::Valid, "990526201208310018");
    }
    for x in ["X", "x", "Ｘ", "ｘ", "×", "Х", "х", "Χ", "χ", "Ⅹ", "✕"] {
        check(&format!("99052620130708006{x}"), false, IdQuality::Valid, "99052620130708006X");
    }
}

#[test]
fn dressing_is_told_but_outer_spaces_are_not() {
    assert!(!assess("990526201208310018", false).normalised);
    assert!(!assess(" 990526201208310018 ", false).normalised);
    assert!(assess("'990526201208310018", false).normalised);
    assert!(assess("99052620130708006x", false).normalised);
    assert!(assess("９90526201208310018", false).normalised);
}

#[test]
fn scientific_form_in_every_spelling() {
    for raw in [
        "9.90526E+17",
        "9.90526e+17",
        "9.90526E17",
        "9.91e17",
        "9.90526201208310E+17",
        "９．９０５２６Ｅ＋１７",
        "'9.90526E+17",
        "9.90526 E+17",
        "9.90526×10^17",
        "9E+17",
        "1.52627E+17",
    ] {
        check(raw, false, IdQuality::Scientific, raw);
    }
    check("9.90526E+17", true, IdQuality::Scientific, "9.90526E+17");
    let with_birth = assess("9.90526201208310E+17", false);
    assert_eq!(with_birth.finding().map(|f| f.1), Some(crate::finding::Severity::Error));
}

#[test]
fn fifteen_kept_digits_are_truncated() {
    check("990526201208310000", false, IdQuality::Truncated, "990526201208310000");
    check("９９０５２６２０１２０８３１００００", false, IdQuality::Truncated, "990526201208310000");
    assert_eq!(assess("990526201208310000", false).birth().map(|d| d.to_string()).as_deref(), Some("2012-08-31"));
    // No date inside: somebody's placeholder, not a number that was cut.
    check("000000000000000000", false, IdQuality::Checksum, "000000000000000000");
}

#[test]
fn a_number_that_was_a_double_is_rounded_even_if_it_looks_whole() {
    check("990526201208310016", true, IdQuality::Rounded, "≈990526201208310016");
    check("990526201208310018", true, IdQuality::Rounded, "≈990526201208310018");
    check("990526201208310000", true, IdQuality::Rounded, "≈990526201208310000");
    check("990526201208310016.0", false, IdQuality::Rounded, "≈990526201208310016");
    check("9.9052620120831002E17", true, IdQuality::Rounded, "≈990526201208310016");
    check("990526120708001", true, IdQuality::Fifteen, "990526120708001");
    check("13800000000", true, IdQuality::Malformed, "13800000000");
}

#[test]
fn a_rounded_number_stays_distrusted_when_it_comes_back_as_text() {
    let out = assess("990526201208310018", true).text.into_owned();
    check(&out, false, IdQuality::Rounded, &out);
    check("≈990526201208310000", false, IdQuality::Truncated, "≈990526201208310000");
    check("≈99052620130708006X", false, IdQuality::Malformed, "≈99052620130708006X");
}

#[test]
fn other_faults_are_told_apart() {
    check("990526201208310019", false, IdQuality::Checksum, "990526201208310019");
    check("992633201102290136", false, IdQuality::Date, "992633201102290136");
    check("990526120708001", false, IdQuality::Fifteen, "990526120708001");
    check("990526139908001", false, IdQuality::Malformed, "990526139908001");
    check("99052620120831001", false, IdQuality::Malformed, "99052620120831001");
    check("9905262012083100180", false, IdQuality::Malformed, "9905262012083100180");
    check("9905262O1208310018", false, IdQuality::Malformed, "9905262O1208310018");
    check("990526********0018", false, IdQuality::Malformed, "990526********0018");
    check("张三", false, IdQuality::Malformed, "张三");
    for raw in ["", " ", "\u{3000}", "无", "/", "——", "未办理"] {
        check(raw, false, IdQuality::Missing, "");
    }
}

#[test]
fn a_disability_card_gives_its_number_and_keeps_its_tail() {
    let found = assess("99052620120831001842", false);
    assert_eq!(found.number.map(|n| n.to_string()).as_deref(), Some("990526201208310018"));
    assert_eq!(found.text, "990526201208310018");
    assert_eq!(found.card_tail.map(|t| (t.category.number(), t.level)), Some((4, 2)));
    assert_eq!(found.finding().map(|f| f.0), Some(crate::finding::FindingKind::IdIsDisabilityCard));
    check("99052620130708006x52B1", false, IdQuality::Valid, "99052620130708006X");
    check("99052620120831001982", false, IdQuality::Malformed, "99052620120831001982");
    check("99052620120831001942", false, IdQuality::Checksum, "990526201208310019");
    check("99052620120831001842", true, IdQuality::Malformed, "99052620120831001842");
}

#[test]
fn other_documents_follow_other_rules() {
    let passport = assess_as("e1234 5678", false, Some(IdType::Passport));
    assert_eq!((passport.quality, passport.text.as_ref()), (IdQuality::Foreign, "E12345678"));
    assert_eq!(assess_as("A123456（7）", false, Some(IdType::HongKong)).quality, IdQuality::Foreign);
    assert_eq!(assess_as("无", false, Some(IdType::Passport)).quality, IdQuality::Missing);
    assert_eq!(assess_as("见附件", false, Some(IdType::Passport)).quality, IdQuality::Malformed);
    assert_eq!(assess_as("990526201208310018", false, Some(IdType::Passport)).quality, IdQuality::Valid);
    assert_eq!(assess_as("1.23457E+11", false, Some(IdType::Taiwan)).quality, IdQuality::Scientific);
    assert_eq!(assess_as("E12345678", false, Some(IdType::Resident)).quality, IdQuality::Malformed);
    assert_eq!(assess_as("", false, Some(IdType::Other)).quality, IdQuality::Missing);
}

#[test]
fn an_unknown_area_is_only_a_note() {
    let digits = b"07052620120831001";
    let number = format!("07052620120831001{}", check_character(digits).expect("digits"));
    let found = assess(&number, false);
    assert_eq!(found.quality, IdQuality::Valid);
    assert_eq!(found.finding(), Some((crate::finding::FindingKind::IdArea, crate::finding::Severity::Note)));
}

fn could(text: &str, quality: IdQuality, whole: &str) -> bool {
    could_be(text, quality, &whole.parse().expect("a valid number"))
}

#[test]
fn what_is_left_could_be_the_number_it_was() {
    let whole = "990526201208310018";
    for (text, quality) in [
        ("990526201208310000", IdQuality::Truncated),
        ("≈990526201208310016", IdQuality::Rounded),
        ("990526201208310016", IdQuality::Rounded),
        ("≈990526201208310000", IdQuality::Rounded),
        ("9.90526E+17", IdQuality::Scientific),
        ("9.9052620120831E+17", IdQuality::Scientific),
        ("990526120831001", IdQuality::Fifteen),
        ("990526201208310", IdQuality::Fifteen),
        ("990526201208310019", IdQuality::Checksum),
        ("990526201208130018", IdQuality::Checksum),
        ("990526201202310018", IdQuality::Date),
        ("99052620120831018", IdQuality::Malformed),
        ("9905262012083100118", IdQuality::Malformed),
        ("990526********0018", IdQuality::Malformed),
    ] {
        assert!(could(text, quality, whole), "{text}");
    }
}

#[test]
fn what_is_left_is_not_just_any_number() {
    let whole = "990526201208310018";
    for (text, quality) in [
        ("990526201208300000", IdQuality::Truncated),
        ("≈990526201208310144", IdQuality::Rounded),
        ("9.90527E+17", IdQuality::Scientific),
        ("990526120831002", IdQuality::Fifteen),
        ("990526201208320118", IdQuality::Checksum),
        ("", IdQuality::Missing),
        ("990526********0019", IdQuality::Malformed),
        ("**************0018", IdQuality::Malformed),
        ("990526", IdQuality::Malformed),
    ] {
        assert!(!could(text, quality, whole), "{text}");
    }
    // X keeps a number text: no spreadsheet can have cut or rounded it.
    assert!(!could("990526201307080000", IdQuality::Truncated, "99052620130708006X"));
    assert!(compatible(("990526201208310000", IdQuality::Truncated), ("≈990526201208310016", IdQuality::Rounded)));
    assert!(!compatible(("990526201208310018", IdQuality::Valid), ("990526201209010025", IdQuality::Valid)));
}

prop_compose! {
    fn any_number()(area in 110_000u32..659_999, day in -25_000i32..40_000, seq in 0u32..1000) -> String {
        let birth = crate::date::Date::from_day_number(day).expect("in range").to_string().replace('-', "");
        let digits = format!("{area}{birth}{seq:03}");
        let check = check_character(digits.as_bytes().try_into().expect("17 digits")).expect("digits");
        format!("{digits}{check}")
    }
}

proptest! {
    #[test]
    fn any_number_survives_dressing(number in any_number(), full_width: bool, space in " |\u{3000}|\u{a0}|-|－|'|\u{200b}", at in 0usize..18) {
        let dressed: String = number
            .chars()
            .enumerate()
            .flat_map(|(i, c)| {
                let wide = char::from_u32(c as u32 + 0xfee0).expect("full width");
                (i == at).then(|| space.chars()).into_iter().flatten().chain([if full_width { wide } else { c }])
            })
            .collect();
        let found = assess(&dressed, false);
        prop_assert_eq!(found.quality, IdQuality::Valid);
        prop_assert_eq!(found.text.as_ref(), number.as_str());
    }

    #[test]
    fn any_single_wrong_digit_is_found(number in any_number(), at in 0usize..18, by in 1u8..10) {
        let mut bytes = number.into_bytes();
        bytes[at] = match bytes[at] {
            b'X' => b'0' + by,
            d => b'0' + (d - b'0' + by) % 10,
        };
        let wrong = String::from_utf8(bytes).expect("ascii");
        prop_assert_ne!(assess(&wrong, false).quality, IdQuality::Valid);
    }

    #[test]
    fn every_damage_is_compatible_with_what_it_damaged(number in any_number()) {
        prop_assume!(!number.ends_with('X'));
        let value: u64 = number.parse().expect("digits");
        let cut = format!("{}000", number.get(..15).unwrap_or_default());
        let shortest = format!("{}", value as f64);
        let shown = format!("{:.5e}", value as f64).replace('e', "E+");
        for (raw, numeric) in [(cut, false), (format!("{:.0}", value as f64), true), (shortest, true), (shown, false)] {
            let found = assess(&raw, numeric);
            let lucky = found.number.is_some_and(|n| n.ends_like_a_cut());
            prop_assert!(lucky || found.quality != IdQuality::Valid, "{raw}");
            let quality = if lucky { IdQuality::Truncated } else { found.quality };
            prop_assert!(could(&found.text, quality, &number), "{} {}", raw, number);
            let prefix = usize::from(found.known_prefix_len);
            if !lucky {
                prop_assert_eq!(found.text.trim_start_matches(ROUGHLY).get(..prefix), number.get(..prefix));
            }
        }
    }

    #[test]
    fn canonical_text_is_its_own_canonical_text(raw in "[0-9Xx×.E+≈' 　０-９\\-\\*]{0,24}", numeric: bool) {
        let once = assess(&raw, numeric);
        let again = assess(&once.text, false);
        prop_assert_eq!(again.text.as_ref(), once.text.as_ref());
        prop_assert!(!(again.quality == IdQuality::Valid && once.quality != IdQuality::Valid));
    }
}
