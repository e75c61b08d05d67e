//! What people decided holds, also after the lists are imported again.

use super::notation::{Lists, check_with, rows, told};
use crate::compare::{Decisions, Options};

/// Compares, lets a person decide about the result that stands at `at`, and compares again, with the rows turned round.
fn decide(text: &str, at: usize, accept: bool, expected: &str) {
    let lists = Lists::of(text);
    let first = lists.compare(&Options::default());
    let mut decisions = Decisions::default();
    if accept {
        decisions.accept(&lists.named(), &first.results[at]);
    } else {
        decisions.refuse(&lists.named(), &first.results[at]);
    }
    check_with(text, &Options { decisions, ..Options::default() }, expected);
}

const PROPOSAL: &str = "
    户 马小军 #990526201208310018 g马强
    籍 马小军 #990526201208310000 g马强
    校 马小军 #- b2012-08-31 g马强";

#[test]
fn an_accepted_proposal_is_confirmed() {
    decide(PROPOSAL, 0, true, "same_person_id_differs likely 户1 籍1 校1 +confirmed_by_person");
}

#[test]
fn a_refused_proposal_never_comes_back() {
    decide(
        PROPOSAL,
        0,
        false,
        "only_in exact 户1 +refused_by_person
         missing_from likely 籍1 校1 +refused_by_person"
            .replace("missing_from likely 籍1 校1", "same_person_id_differs likely 籍1 校1 &missing_from")
            .as_str(),
    );
}

#[test]
fn one_number_with_two_names_can_be_parted() {
    let text = "
        户 张伟 #990526201208310018
        籍 张伟 #990526201208310018
        校 李静 #990526201208310018";
    decide(
        text,
        0,
        false,
        "missing_from exact 户1 籍1 -校 +refused_by_person
         only_in exact 校1 +refused_by_person",
    );
}

#[test]
fn rows_of_one_list_can_be_parted_and_joined() {
    let twice = "户 高诗雨 #- b2012-08-31 g高强\n户 高诗雨 #- b2012-08-31 g高强 p13900000001";
    decide(twice, 0, false, "matched likely 户1 +refused_by_person\nmatched likely 户2 +refused_by_person");
}

#[test]
fn strangers_are_joined_when_a_person_says_so() {
    let text = "户 张伟 #990526201208310018\n籍 张玮 #99052620120901001?";
    let lists = Lists::of(text);
    let first = lists.compare(&Options::default());
    let mut decisions = Decisions::default();
    let mut both = first.results[0].clone();
    both.rows.extend(first.results[1].rows.iter().copied());
    decisions.accept(&lists.named(), &both);
    let options = Options { decisions: decisions.clone(), ..Options::default() };
    check_with(text, &options, "same_person_id_differs likely 户1 籍1 +confirmed_by_person +two_ids");
    // Refusal stands over acceptance.
    decisions.refused.clone_from(&decisions.accepted);
    let options = Options { decisions, ..Options::default() };
    check_with(text, &options, "only_in exact 户1 +refused_by_person\nonly_in exact 籍1");
}

#[test]
fn decisions_survive_another_order_of_rows() {
    let text = "
        户 单秀 #99052620130101002?
        户 马小军 #990526201208310018 g马强
        籍 马小军 #990526201208310000 g马强
        籍 王五 #99052620130101001?";
    let lists = Lists::of(text);
    let first = lists.compare(&Options::default());
    let proposal = first.results.iter().find(|r| r.is_proposal()).expect("a proposal");
    let mut decisions = Decisions::default();
    decisions.refuse(&lists.named(), proposal);

    let mut turned = rows(text);
    turned.reverse();
    let again = Lists::in_order(&turned, &["户".to_owned(), "籍".to_owned()]);
    let second = again.compare(&Options { decisions, ..Options::default() });
    assert!(
        second.results.iter().all(|r| r.rows.len() == 1),
        "{:?}",
        second.results.iter().map(|r| told(&again, r)).collect::<Vec<_>>()
    );
}
