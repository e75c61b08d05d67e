//! Proposals: damaged, missing and foreign numbers, and what it takes to suggest that two rows are one child.

use super::notation::check;

const A: &str = "#990526201208310018";

#[test]
fn each_damage_is_proposed_and_named() {
    let with = |damaged: &str, confidence: &str, reason: &str| {
        check(
            &format!("户 马小军 {A} b2012-08-31\n籍 马小军 #{damaged} b2012-08-31"),
            &format!("same_person_id_differs {confidence} 户1 籍1 +{reason} +same_birth"),
        );
    };
    with("990526201208310000", "likely", "id_truncated");
    with("~990526201208310016", "likely", "id_rounded");
    with("990526201208310019", "likely", "id_checksum");
    with("990526201208310081", "likely", "id_checksum");
    with("990526120831001", "likely", "id_fifteen");
    with("99052620120831001", "likely", "id_malformed");
    with("-", "possible", "id_missing");
}

#[test]
fn damaged_numbers_are_proposed_without_a_birth_column() {
    check(
        &format!("户 马小军 {A}\n籍 马小军 #990526201208310000"),
        "same_person_id_differs likely 户1 籍1 +id_digits_agree",
    );
    check(&format!("户 马小军 {A}\n籍 马小军 #~990526201208310016"), "same_person_id_differs likely 户1 籍1");
    check(&format!("户 马小军 {A}\n籍 马小军 #990526201208310017"), "same_person_id_differs likely 户1 籍1");
    check(&format!("户 马小军 {A}\n籍 马小军 #990526201280310018"), "same_person_id_differs likely 户1 籍1");
    check(&format!("户 马小军 {A}\n籍 马小军 #99052620120831018"), "same_person_id_differs likely 户1 籍1");
    check(&format!("户 马小军 {A}\n籍 马小军 #990526120831001"), "same_person_id_differs likely 户1 籍1");
    // Other digits: somebody else.
    check(
        &format!("户 马小军 {A}\n籍 马小军 #990526201309010000"),
        "only_in exact 户1
         only_in likely 籍1 +id_truncated",
    );
    // The date inside does not exist, in every list alike.
    check("户 单秀 #992633201102290136\n籍 单秀 #992633201102290136", "same_person_id_differs likely 户1 籍1 +id_date");
    // Both lists come from one damaged source.
    check("户 单秀 #990526201208310000\n籍 单秀 #990526201208310000", "same_person_id_differs likely 户1 籍1");
    check("户 单秀 #E12345678 b2012-08-31\n籍 单秀 #E12345678 b2012-08-31", "same_person_id_differs likely 户1 籍1");
}

#[test]
fn a_missing_number_needs_birth_and_one_thing_more_to_be_likely() {
    let with = |left: &str, right: &str, expected: &str| {
        check(
            &format!("户 高诗雨 #99052620130901002? {left}\n籍 高诗雨 #- {right}"),
            &format!("same_person_id_differs {expected}"),
        );
    };
    with("g高强", "b2013-09-01 g高强", "likely 户1 籍1 +same_guardian +id_missing");
    with("h高强", "b2013-09-01 g高强", "likely 户1 籍1 +same_guardian");
    with("v下沟村", "b2013-09-01 v下沟", "likely 户1 籍1 +same_village");
    with("a某县石川镇下沟村三组", "b2013-09-01 v下沟村", "likely 户1 籍1 +same_village");
    with("p13900000001", "b2013-09-01 p13900000001", "likely 户1 籍1 +same_phone");
    with("", "b2013-09-01", "possible 户1 籍1 +same_birth");
    with("v下沟村 g高强", "b2013-09-01 v下沟村 g张丽", "likely 户1 籍1 +guardian_differs");
    with("v下沟村", "b2013-09-01 v上沟村", "possible 户1 籍1 +village_differs");
    with("g高强 v下沟村", "b2013-09-01 g高强 v上沟村", "likely 户1 籍1 +village_differs");
    with("g高强 v下沟村 s女", "b2013-09-01 g高强 v下沟村 s男", "possible 户1 籍1 +sex_differs");
}

#[test]
fn too_little_or_too_much_against_it_proposes_nothing() {
    let apart = |left: &str, right: &str| {
        check(
            &format!("户 高诗雨 #99052620130901002? {left}\n籍 高诗雨 #- {right}"),
            "only_in exact 户1
             only_in likely 籍1",
        );
    };
    apart("", "");
    apart("", "b2013-09-02");
    apart("g高强 v下沟村", "b2013-09-02 g高强 v下沟村");
    apart("g高强 v下沟村", "b2013-09-01 g张丽 v上沟村");
}

#[test]
fn twins_are_two_children() {
    check(
        "户 王子轩 #99052620150101001? g王强 v下沟
         户 王子萱 #99052620150101003? g王强 v下沟
         籍 王子轩 #99052620150101001? g王强 v下沟
         籍 王子萱 #99052620150101003? g王强 v下沟",
        "matched exact 户1 籍1
         matched exact 户2 籍2",
    );
    // One twin has no number, the other is not in the second list.
    check(
        "户 王子轩 #99052620150101001? g王强 v下沟
         籍 王子萱 #- b2015-01-01 g王强 v下沟",
        "only_in exact 户1
         only_in likely 籍1",
    );
    // Cut to fifteen digits both twins have one number left.
    check(
        "户 王子轩 #99052620150101001? g王强
         户 王子萱 #99052620150101003? g王强
         籍 王子轩 #990526201501010000 g王强
         籍 王子萱 #990526201501010000 g王强",
        "same_person_id_differs likely 户1 籍1
         same_person_id_differs likely 户2 籍2",
    );
    // Twins written with each other's number.
    check(
        "户 王子轩 #99052620150101001?
         户 王明 #99052620150101003?
         籍 王明 #99052620150101001?
         籍 王子轩 #99052620150101003?",
        "same_id_name_differs possible 户1 籍1
         same_id_name_differs possible 户2 籍2",
    );
}

#[test]
fn namesakes_are_two_children() {
    check(
        "户 张伟 #99052620120831001? g张三
         籍 张伟 #99052620120831003? g张四",
        "only_in exact 户1
         only_in exact 籍1",
    );
    // Guardian and village agree too: perhaps the number was changed.
    check(
        "户 张伟 #99052620120831001? g张三 v下沟
         籍 张伟 #99052620120831003? g张三 v下沟",
        "same_person_id_differs possible 户1 籍1 +two_ids",
    );
    check(
        "户 张伟 #99052620120831001? g张三
         籍 张伟 #99052620120831003? g张三",
        "only_in exact 户1
         only_in exact 籍1",
    );
}

#[test]
fn ambiguity_joins_nobody() {
    check(
        "户 张伟 #99052620120831001?
         户 张伟 #99052620120831003?
         籍 张伟 #- b2012-08-31",
        "only_in possible 户1 +ambiguous
         only_in possible 户2 +ambiguous
         only_in possible 籍1 +ambiguous",
    );
    // Cut numbers of two namesakes born on one day.
    check(
        "户 张伟 #99052620120831001?
         户 张伟 #99052620120831003?
         籍 张伟 #990526201208310000",
        "only_in possible 户1 +ambiguous
         only_in possible 户2 +ambiguous
         only_in possible 籍1 +ambiguous",
    );
    // The guardian decides.
    check(
        "户 张伟 #99052620120831001? g张三
         户 张伟 #99052620120831003? g张四
         籍 张伟 #- b2012-08-31 g张四",
        "only_in exact 户1
         same_person_id_differs likely 户2 籍1",
    );
    // One namesake is settled by his number; the other two rows still prove nothing by birth alone.
    check(
        "户 张伟 #99052620120831001?
         户 张伟 #99052620120831003?
         籍 张伟 #99052620120831001?
         籍 张伟 #- b2012-08-31",
        "matched exact 户1 籍1
         only_in possible 户2 +ambiguous
         only_in possible 籍2 +ambiguous",
    );
    check(
        "户 张伟 #99052620120831001? v下沟
         户 张伟 #99052620120831003? v下沟
         籍 张伟 #99052620120831001? v下沟
         籍 张伟 #- b2012-08-31 v下沟",
        "matched exact 户1 籍1
         same_person_id_differs likely 户2 籍2",
    );
}

#[test]
fn a_former_name_counts_as_the_name() {
    check(
        &format!("户 李静 {A} f李招弟 g李强\n籍 李招弟 #- b2012-08-31 g李强"),
        "same_person_id_differs likely 户1 籍1 +former_name",
    );
}

#[test]
fn a_lost_character_is_proposed_with_care() {
    check(
        "户 王䶮霞 #99052620120831002? g王强 v下沟\n籍 王?霞 #- b2012-08-31 g王强 v下沟",
        "same_person_id_differs possible 户1 籍1 +name_unreadable",
    );
    // Twins of whom one name is lost: nobody is taken.
    check(
        "户 王子轩 #99052620120831001? g王强
         户 王子萱 #99052620120831003? g王强
         籍 王子? #- b2012-08-31 g王强",
        "only_in possible 户1 +ambiguous
         only_in possible 户2 +ambiguous
         only_in possible 籍1 +ambiguous",
    );
}

#[test]
fn a_class_list_without_births_is_matched_by_class() {
    check("籍 单秀 #99052620120831002? c三1班\n校 单秀 c三1班", "same_person_id_differs possible 籍1 校1 +same_class");
    check(
        "籍 张伟 #99052620120831001? c三1班\n籍 张伟 #99052620120901001? c三1班\n校 张伟 c三1班",
        "only_in possible 籍1 +ambiguous
         only_in possible 籍2 +ambiguous
         only_in possible 校1 +ambiguous",
    );
    check(
        "籍 单秀 #99052620120831002? c三1班\n校 单秀 c三2班",
        "only_in exact 籍1
         only_in likely 校1",
    );
}

#[test]
fn without_birth_two_other_things_must_agree() {
    let with = |left: &str, right: &str, expected: &str| {
        check(&format!("籍 单秀 #99052620120831002? {left}\n校 单秀 {right}"), expected);
    };
    let apart = "only_in exact 籍1\nonly_in likely 校1";
    with("g单强 v下沟", "g单强 v下沟", "same_person_id_differs possible 籍1 校1 +same_guardian +same_village");
    with("g单强 p13900000001", "g单强 p13900000001", "same_person_id_differs possible 籍1 校1 +same_phone");
    with("g单强", "g单强", apart);
    with("v下沟", "v下沟", apart);
    with("p13900000001", "p13900000001", apart);
}
