//! Three lists and more: one child is one result, and nobody drops out of sight.

use super::notation::check;

const A: &str = "#990526201208310018";

#[test]
fn presence_is_told_by_list() {
    check(
        "户 甲 #99052620120831001?
         户 乙 #99052620120831003?
         户 丙 #99052620120831005?
         籍 甲 #99052620120831001?
         籍 乙 #99052620120831003?
         籍 丁 #99052620120831007?
         校 甲 #99052620120831001?
         校 丙 #99052620120831005?",
        "matched exact 户1 籍1 校1
         missing_from exact 户2 籍2 -校
         missing_from exact 户3 校2 -籍
         only_in exact 籍3 -籍",
    );
}

#[test]
fn absence_stays_visible_behind_a_graver_kind() {
    check(
        &format!("户 马小军 {A} g马强\n籍 马小军 #990526201208310000 g马强\n校 单秀 #-"),
        "same_person_id_differs likely 户1 籍1 -校 &missing_from
         only_in likely 校1 -校",
    );
    check(
        &format!("户 张晓明 {A}\n籍 张小明 {A}\n校 单秀 #-"),
        "same_id_name_differs likely 户1 籍1 -校 &missing_from
         only_in likely 校1",
    );
    check(
        &format!("户 高诗雨 {A}\n户 高诗雨 {A}\n籍 高诗雨 {A}\n校 单秀 #-"),
        "duplicate_in exact 户1 户2 籍1 -户 &missing_from
         only_in likely 校1",
    );
}

#[test]
fn one_child_with_a_number_damaged_in_each_list() {
    check(
        &format!("户 马小军 {A} g马强\n籍 马小军 #990526201208310000 g马强\n校 马小军 #- b2012-08-31 g马强"),
        "same_person_id_differs likely 户1 籍1 校1 +id_truncated +id_missing",
    );
    check(
        &format!("户 马小军 {A}\n籍 马小军 {A}\n校 马小军 #990526201208310019"),
        "same_person_id_differs likely 户1 籍1 校1 +id_checksum +same_id",
    );
}

#[test]
fn support_may_come_from_different_lists() {
    // The household list has the village, the registry the guardian; the school list agrees with both.
    check(
        &format!("户 马小军 {A} v下沟\n籍 马小军 {A} g马强\n校 马小军 #- b2012-08-31 g马强 v下沟"),
        "same_person_id_differs likely 户1 籍1 校1 +same_guardian +same_village",
    );
}

#[test]
fn a_third_list_does_not_tie_strangers() {
    // 校1 could be either child; they are two.
    check(
        "户 张伟 #99052620120831001? g张三
         籍 张伟 #99052620120831003? g张三
         校 张伟 #- b2012-08-31 g张三",
        "only_in possible 户1 +ambiguous
         only_in possible 籍1 +ambiguous
         only_in possible 校1 +ambiguous",
    );
}

#[test]
fn a_row_that_cannot_be_read_stands_alone_and_is_pointed_at() {
    check(
        &format!("户 张伟 {A}\n籍 张伟 #9.90526E+17 b2012-08-31\n校 张伟 {A}"),
        "missing_from exact 户1 校1 -籍 +rejected_row_alike
         rejected exact 籍1 +id_scientific",
    );
    check(
        &format!("户 张伟 {A}\n籍 张伟 #9.90526E+17 b2012-08-31"),
        "only_in possible 户1 +rejected_row_alike
         rejected exact 籍1",
    );
}

#[test]
fn four_lists() {
    check(
        &format!("户 张伟 {A}\n籍 张伟 {A}\n校 张伟 {A}\n贫 张伟 #99052620120831001852"),
        "matched exact 户1 籍1 校1 贫1",
    );
}
