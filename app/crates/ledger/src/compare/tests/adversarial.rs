//! Lists made to break the engine.

use super::notation::{Lists, check};
use crate::compare::{Confidence, Options, ResultKind};

#[test]
fn nothing_at_all() {
    let none = crate::compare::compare(&[], &Options::default());
    assert!(none.lists.is_empty() && none.results.is_empty());
    check("户 - #-\n籍 - #-", "only_in likely 户1 +name_missing\nonly_in likely 籍1");
}

#[test]
fn a_placeholder_number_is_nobodys() {
    let names = ["张伟", "李静", "王芳", "刘洋", "陈杰"];
    let row = |list: &str, (i, name): (usize, &&str)| format!("{list} {name} #99000020000101000? b2012-08-0{}", i + 1);
    let rows: Vec<String> =
        ["户", "籍"].iter().flat_map(|l| names.iter().enumerate().map(move |n| row(l, n))).collect();
    check(
        &rows.join("\n"),
        "same_person_id_differs possible 户1 籍1 +id_placeholder !two_ids
         same_person_id_differs possible 户2 籍2
         same_person_id_differs possible 户3 籍3
         same_person_id_differs possible 户4 籍4
         same_person_id_differs possible 户5 籍5",
    );
}

#[test]
fn one_row_pasted_without_end_is_neither_exact_nor_slow() {
    let row = |i: usize| format!("户 张伟 #990526201208310018 b20{:02}-01-01 p139{i:08}", i % 90 + 10);
    let rows: Vec<String> = (0..20_000).map(row).collect();
    let lists = Lists::of(&rows.join("\n"));
    let comparison = lists.compare(&Options::default());
    assert_eq!(comparison.results.len(), 1);
    assert_eq!(comparison.results[0].kind, ResultKind::DuplicateIn);
    assert_eq!(comparison.results[0].confidence, Confidence::Possible);
}

#[test]
fn everybody_with_one_number_is_not_slow() {
    let row =
        |i: usize| format!("户 张{} #990526201208310018", char::from_u32(0x4e00 + i as u32 % 9_000).unwrap_or('一'));
    let rows: Vec<String> = (0..20_000).map(row).collect();
    let lists = Lists::of(&rows.join("\n"));
    assert_eq!(lists.compare(&Options::default()).results.len(), 20_000);
}

#[test]
fn a_placeholder_birth_and_a_common_name_join_nobody() {
    let rows: Vec<String> = (0..100).flat_map(|_| ["户", "籍"].map(|l| format!("{l} 张伟 #- b2012-01-01"))).collect();
    let lists = Lists::of(&rows.join("\n"));
    let comparison = lists.compare(&Options::default());
    assert_eq!(comparison.results.len(), 200);
    assert!(comparison.results.iter().all(|r| r.confidence != Confidence::Exact));
}

#[test]
fn two_children_with_one_name_and_each_others_numbers() {
    check(
        "户 张伟 #99052620120831001? b2012-08-31
         户 张伟 #99052620130901001? b2013-09-01
         籍 张伟 #99052620120831001? b2013-09-01
         籍 张伟 #99052620130901001? b2012-08-31",
        "matched likely 户1 籍1 +birth_differs
         matched likely 户2 籍2 +birth_differs",
    );
}

#[test]
fn one_of_two_twins_is_missing_and_the_other_is_misspelt() {
    check(
        "户 王子轩 #99052620150101001?
         户 王子萱 #99052620150101003?
         籍 王子宣 #99052620150101003?",
        "only_in exact 户1
         same_id_name_differs likely 户2 籍1",
    );
}

#[test]
fn siblings_share_everything_but_name_and_birth() {
    check(
        "户 马小军 #- b2012-08-31 g马强 v下沟 p13900000001
         户 马小红 #- b2014-08-31 g马强 v下沟 p13900000001
         籍 马小红 #- b2014-08-31 g马强 v下沟 p13900000001
         籍 马小军 #- b2012-08-31 g马强 v下沟 p13900000001",
        "same_person_id_differs likely 户1 籍2
         same_person_id_differs likely 户2 籍1",
    );
}

#[test]
fn a_guardians_number_in_the_childs_column() {
    // Two siblings written with their father's number.
    check(
        "户 马小军 #99052619850101001? b2012-08-31
         户 马小红 #99052619850101001? b2014-08-31
         籍 马小军 #99052620120831001? b2012-08-31",
        "same_id_name_differs possible 户1 户2
         only_in exact 籍1",
    );
}

#[test]
fn a_student_number_typed_twice_in_one_class() {
    check(
        "籍 张伟 xL990526201208311437
         籍 李静 xL990526201208311438
         校 张伟 xL990526201208311437
         校 李静 xL990526201208311437",
        "same_person_id_differs likely 籍1 校1 +student_number_shared
         same_person_id_differs possible 籍2 校2 +student_number_shared",
    );
}

#[test]
fn damaged_numbers_of_two_namesakes_cross_over() {
    check(
        "户 张伟 #99052620120831001? g张三
         户 张伟 #99052620120831003? g张四
         籍 张伟 #990526201208310000 g张四
         籍 张伟 #990526201208310000 g张三",
        "same_person_id_differs likely 户1 籍2
         same_person_id_differs likely 户2 籍1",
    );
}

#[test]
fn a_fifteen_digit_number_of_a_namesake() {
    check(
        "户 张伟 #99052620120831001?
         户 张伟 #99052620120831003?
         籍 张伟 #990526120831003",
        "only_in exact 户1
         same_person_id_differs likely 户2 籍1",
    );
}

#[test]
fn every_result_bears_a_mark_of_its_own() {
    let lists = Lists::of(
        "户 张伟 #- b2012-08-31
         户 张伟 #- b2012-08-31 v下沟
         户 张伟 #- b2012-08-31 v下沟 p13900000001
         户 张伟 #9.90526E+17 b2012-08-31
         籍 张伟 #- b2012-08-31 c三1班
         籍 张伟 #- b2012-08-31 c三2班",
    );
    let comparison = lists.compare(&Options::default());
    let marks: std::collections::BTreeSet<_> = comparison.results.iter().map(|r| r.subject).collect();
    assert_eq!(marks.len(), comparison.results.len());
}
