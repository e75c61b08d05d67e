//! Results that keys make: valid numbers, cards, 学籍号, and what keeps them from being exact.

use super::notation::{check, check_with, completed};
use crate::compare::Options;

const A: &str = "#990526201208310018";

#[test]
fn one_valid_number_and_one_name_are_exact() {
    check(&format!("户 张伟 {A}\n籍 张伟 {A}"), "matched exact 户1 籍1 +same_id +same_name");
    check(
        &format!("户 张伟 {A} b2012-08-31 s男\n籍 张伟 {A}\n校 张伟 {A} b2012-08-31 s男"),
        "matched exact 户1 籍1 校1 +same_birth",
    );
}

#[test]
fn spelling_does_not_matter_and_is_told() {
    check(&format!("户 欧阳_娜 {A}\n籍 欧阳娜 {A}"), "matched exact 户1 籍1 +name_spelling");
    check(&format!("户 阿卜杜·拉 {A}\n籍 阿卜杜•拉 {A}"), "matched exact 户1 籍1 +name_spelling");
    check(&format!("户 ＬＩＭＩＮＧ {A}\n籍 liming {A}"), "matched exact 户1 籍1");
    check(&format!("户 马䶮 {A}\n籍 马䶮 {A}"), "matched exact 户1 籍1 !name_spelling");
}

#[test]
fn one_number_with_two_names_is_never_exact() {
    check(&format!("户 张晓明 {A}\n籍 张小明 {A}"), "same_id_name_differs likely 户1 籍1 +same_id +name_similar");
    check(&format!("户 王?霞 {A}\n籍 王䶮霞 {A}"), "same_id_name_differs likely 户1 籍1 +name_unreadable");
    check(&format!("户 王?霞 {A}\n籍 王?霞 {A}"), "matched likely 户1 籍1 +name_unreadable");
    check(&format!("户 张伟 {A}\n籍 李静 {A}"), "same_id_name_differs possible 户1 籍1 +name_differs");
    check(&format!("户 李静 {A} f张伟\n籍 张伟 {A}"), "same_id_name_differs likely 户1 籍1");
    check(&format!("户 张伟 {A}\n籍 - {A}"), "matched likely 户1 籍1 +name_missing");
    check(&format!("户 张伟 {A}\n籍 张伟 {A}\n校 李静 {A}"), "same_id_name_differs possible 户1 籍1 校1");
}

#[test]
fn a_contradiction_in_birth_or_sex_takes_exactness_away() {
    check(&format!("户 张伟 {A} b2012-08-31\n籍 张伟 {A} b2012-08-13"), "matched likely 户1 籍1 +birth_differs");
    check(&format!("户 张伟 {A}\n籍 张伟 {A} b2012-08-13"), "matched likely 户1 籍1 +birth_differs");
    check(&format!("户 张伟 {A} s男\n籍 张伟 {A} s女"), "matched likely 户1 籍1 +sex_differs");
    check(&format!("户 张伟 {A}\n籍 张伟 {A} s女 b2013-08-31"), "matched possible 户1 籍1 +sex_differs +birth_differs");
    check(&format!("户 张伟 {A} b2012-08-31\n籍 张玮 {A} b2013-08-31"), "same_id_name_differs possible 户1 籍1");
}

#[test]
fn a_number_looked_up_by_name_gives_the_namesakes_away() {
    // The first namesake's number filled in for both.
    check(
        &format!(
            "户 张伟 {A} g张三 v下沟
             户 张伟 #99052620120901001? g张四 v上沟
             校 张伟 {A} g张三 v下沟
             校 张伟 {A} g张四 v上沟"
        ),
        "duplicate_in possible 户1 校1 校2 +guardian_differs +village_differs
         only_in exact 户2",
    );
    check(&format!("校 张伟 {A} c三1班\n校 张伟 {A} c三2班"), "duplicate_in likely 校1 校2 +class_differs");
    check(
        &format!("户 张伟 {A} g张三 v下沟\n校 张伟 {A} g张四 v上沟"),
        "matched possible 户1 校1 +guardian_differs +village_differs",
    );
    // Father in one list, mother in the other; moved house: still the same child.
    check(&format!("户 张伟 {A} g张三 v下沟\n校 张伟 {A} g李静 v下沟"), "matched exact 户1 校1");
    check(&format!("户 张伟 {A} g张三 v下沟\n校 张伟 {A} g张三 v上沟"), "matched exact 户1 校1");
    check(
        &format!("户 张伟 {A}\n籍 张伟 {A} xG99052620120901001?"),
        "matched likely 户1 籍1 +student_number_holds_other",
    );
}

#[test]
fn a_disability_card_carries_the_number() {
    check(&format!("残 张伟 d99052620120831001852\n籍 张伟 {A}"), "matched exact 残1 籍1 +same_disability_card");
    check(&format!("残 张伟 d9905262012083100185201\n籍 张伟 {A}"), "matched exact 残1 籍1");
    // The card in the identity column, as poverty exports have it: the reader keeps the first eighteen.
    check(&format!("贫 张伟 #99052620120831001852\n籍 张伟 {A}"), "matched exact 贫1 籍1");
    // The card of another person.
    check(&format!("残 张伟 {A} d99052620120901002552\n籍 张伟 {A}"), "matched likely 残1 籍1 +card_disagrees");
    // A damaged number beside a whole card.
    check(
        &format!("残 张伟 #990526201208310000 d99052620120831001852\n籍 张伟 {A}"),
        "same_person_id_differs exact 残1 籍1 +id_truncated",
    );
    check(
        &format!("残 张伟 #990526201309010000 d99052620120831001852\n籍 张伟 {A}"),
        "same_person_id_differs likely 残1 籍1 +id_truncated",
    );
    // A card that is damaged itself is no key.
    check(
        &format!("残 张伟 d99052620120831001952\n籍 张伟 {A}"),
        "only_in likely 残1 -残
         only_in exact 籍1 -籍",
    );
}

#[test]
fn a_student_number_joins_what_has_no_other_key() {
    check("籍 张伟 xJ990526201208310018\n校 张伟 xJ990526201208310018", "matched exact 籍1 校1 +same_student_number");
    check("籍 张伟 #- xJ990526201208310018\n校 张伟 #- xJ990526201208310018", "matched exact 籍1 校1");
    check(
        &format!("籍 张伟 {A} xL9905262012083114\n校 张伟 xL9905262012083114"),
        "only_in exact 籍1
         only_in likely 校1",
    );
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 张伟 xL990526201208311437"),
        "matched exact 籍1 校1 +same_student_number",
    );
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 张伟 #- xL990526201208311437"),
        "same_person_id_differs exact 籍1 校1 +same_student_number +id_missing",
    );
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 张伟 #990526201208310000 xL990526201208311437"),
        "same_person_id_differs exact 籍1 校1 +id_truncated",
    );
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 张伟 #990526201309010000 xL990526201208311437"),
        "same_person_id_differs possible 籍1 校1 +id_truncated +birth_differs",
    );
}

#[test]
fn a_student_number_copied_from_the_line_above_joins_nobody_for_certain() {
    // Names differ, neither has a number.
    check(
        "籍 张伟 xL990526201208311437\n校 李静 xL990526201208311437",
        "same_id_name_differs possible 籍1 校1 +student_number_shared",
    );
    check(
        "籍 张子涵 xL990526201208311437\n校 张子轩 xL990526201208311437",
        "same_id_name_differs likely 籍1 校1 +name_similar",
    );
    // Two valid numbers and two names: two children.
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 李静 #99052620120901002? xL990526201208311437"),
        "only_in exact 籍1 +student_number_shared
         only_in exact 校1",
    );
    // Two valid numbers, one name, one birth date: a changed number.
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n校 张伟 #99052620120831011? xL990526201208311437"),
        "same_person_id_differs likely 籍1 校1 +two_ids",
    );
    // The same in one list: not joined.
    check(
        &format!("籍 张伟 {A} xL990526201208311437\n籍 张伟 #99052620120831011? xL990526201208311437\n校 王五 #-"),
        "only_in exact 籍1
         only_in exact 籍2
         only_in likely 校1",
    );
    // Births contradict.
    check(
        "籍 张伟 xJ990526201208310018 b2012-08-31\n校 张伟 xJ990526201208310018 b2013-08-31",
        "matched likely 籍1 校1 +birth_differs",
    );
}

#[test]
fn a_registry_number_that_holds_the_identity_number_proposes() {
    check(
        &format!("户 张伟 {A}\n籍 张伟 #- xG990526201208310018"),
        "same_person_id_differs likely 户1 籍1 +student_number_holds_id +id_missing",
    );
    check(
        &format!("户 张伟 {A}\n籍 张伟 #990526201208310000 xG990526201208310018"),
        "same_person_id_differs likely 户1 籍1 +student_number_holds_id +id_truncated",
    );
    check(
        &format!("户 张伟 {A}\n籍 张伟 #99052620120831011? xG990526201208310018"),
        "same_person_id_differs possible 户1 籍1 +student_number_holds_id +two_ids",
    );
    check(
        &format!("户 李静 {A}\n籍 张伟 #- xG990526201208310018"),
        "only_in exact 户1
         only_in likely 籍1",
    );
}

/// A valid number that ends in 000, as a cut one does: one in eleven has a fitting check character.
fn lucky() -> String {
    let numbers = (1..=28).flat_map(|day| (1..=9).map(move |seq| completed(&format!("990526201208{day:02}{seq}00?"))));
    numbers.into_iter().find(|n| n.ends_with("000")).expect("one in eleven")
}

#[test]
fn a_valid_number_in_a_damaged_column_is_not_believed() {
    let lucky = lucky();
    check(&format!("户 张伟 #{lucky}\n籍 张伟 #{lucky}"), "matched exact 户1 籍1");
    check(
        &format!("户 张伟 #{lucky}\n户 李静 #990526201209010000\n籍 张伟 #{lucky}\n籍 李静 #99052620120901002?"),
        "same_person_id_differs likely 户1 籍1 +id_truncated
         same_person_id_differs likely 户2 籍2 +id_truncated",
    );
}

#[test]
fn the_window_includes_its_edges() {
    let options = Options { window: Some("2010-09-01..2019-08-31".parse().expect("a window")), ..Options::default() };
    let lists = "
        户 早 #99052620100831001?
        户 始 #99052620100901001?
        户 终 #99052620190831001?
        户 晚 #99052620190901001?
        户 闰 #99052620120229001?
        籍 始 #99052620100901001?
        籍 早 #99052620100831001?
        籍 乙 #- b2009-01-01
        籍 丙 #-";
    let expected = "
        out_of_window exact 户1 籍2 +born_before_window
        matched exact 户2 籍1
        only_in exact 户3 -户
        out_of_window exact 户4 -籍 +born_after_window &only_in
        only_in exact 户5
        out_of_window likely 籍3 -户 &only_in
        only_in likely 籍4";
    check_with(lists, &options, expected);
    // One date inside keeps the child in sight.
    check_with(
        "户 张伟 #99052620100831001? b2010-09-01\n籍 张伟 #99052620100831001?",
        &options,
        "matched likely 户1 籍1 +window_unsure +birth_differs",
    );
}
