//! One child twice in one list, and two children that only look so.

use super::notation::check;

const A: &str = "#990526201208310018";

#[test]
fn the_same_number_and_name_twice() {
    check(&format!("户 高诗雨 {A}\n户 高诗雨 {A}\n籍 高诗雨 {A}"), "duplicate_in exact 户1 户2 籍1 -户");
    check(
        &format!("户 高诗雨 {A}\n户 高诗雨 {A}\n籍 单秀 #-"),
        "duplicate_in exact 户1 户2 -户 &only_in
         only_in likely 籍1",
    );
    check(
        &format!("户 高诗雨 {A} b2012-08-31\n户 高诗雨 {A} b2012-08-13"),
        "duplicate_in likely 户1 户2 +birth_differs",
    );
}

#[test]
fn one_number_with_two_names_in_one_list_is_two_children() {
    check(&format!("户 张伟 {A}\n户 李静 {A}\n籍 张伟 {A}"), "same_id_name_differs possible 户1 户2 籍1 +name_differs");
    check(&format!("户 王子轩 {A}\n户 王子萱 {A}"), "same_id_name_differs likely 户1 户2 +name_similar");
}

#[test]
fn the_same_child_with_one_number_damaged() {
    check(
        &format!("户 高诗雨 {A} b2012-08-31 g高强\n户 高诗雨 #- b2012-08-31 g高强\n籍 高诗雨 {A}"),
        "duplicate_in likely 户1 户2 籍1 -户 &same_person_id_differs",
    );
    check(&format!("户 高诗雨 {A} v下沟\n户 高诗雨 #- b2012-08-31 v下沟"), "duplicate_in possible 户1 户2");
    check(&format!("户 高诗雨 {A}\n户 高诗雨 #990526201208310019"), "duplicate_in likely 户1 户2 +id_digits_agree");
    check(
        "户 高诗雨 #- b2012-08-31 g高强\n户 高诗雨 #- b2012-08-31 g高强\n籍 高诗雨 #- b2012-08-31 g高强",
        "duplicate_in likely 户1 户2 籍1 &same_person_id_differs",
    );
    check("户 高诗雨 #- b2012-08-31\n户 高诗雨 #- b2012-08-31", "duplicate_in possible 户1 户2 +identical_rows");
}

#[test]
fn rows_that_only_look_alike_stay_apart() {
    // Two numbers, everything else the same.
    check(
        "户 张伟 #99052620120831001? g张三 v下沟\n户 张伟 #99052620120831003? g张三 v下沟",
        "matched exact 户1
         matched exact 户2",
    );
    // Namesakes of one class: nothing to go by.
    check("校 张伟 c三1班\n校 张伟 c三1班", "matched likely 校1\nmatched likely 校2");
    check(
        "户 张伟 #- b2012-08-31 g张三\n户 张伟 #- b2012-08-31 g张四",
        "matched likely 户1
         matched likely 户2",
    );
    check("户 张伟 #- b2012-08-31 c三1班\n户 张伟 #- b2012-08-31 c三2班", "matched likely 户1\nmatched likely 户2");
}

#[test]
fn a_partner_in_the_other_list_goes_before_a_repetition() {
    check(
        "户 张伟 #99052620120831001? v下沟
         户 张伟 #- b2012-08-31 v下沟
         籍 张伟 #99052620120831001? v下沟
         籍 张伟 #99052620120831003? v下沟",
        "matched exact 户1 籍1
         same_person_id_differs likely 户2 籍2",
    );
}
