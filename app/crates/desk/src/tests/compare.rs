//! Lists, rounds, explanations.

use ledger::field::Field as F;
use ledger::list::ListKind;

use super::{Office, list};
use crate::message::compare::{
    CompareAnswer, CompareRequest, DiscrepancyQuery, DiscrepancyRow, Explanation, RoundView, Status,
};
use crate::message::{Id, Need, Refusal, Response};

const FIELDS: [F; 5] = [F::Name, F::IdNumber, F::Birth, F::Guardian, F::Village];

fn add(office: &mut Office, kind: ListKind, text: &str) -> Id {
    let table = Box::new(list(&FIELDS, text));
    let (name, file, date) = (String::new(), "名单.csv".to_owned(), "2026-11-20".to_owned());
    match office.ask(CompareRequest::AddList { table, kind, name, file, date }) {
        Response::Compare(CompareAnswer::ListAdded(view)) => view.id,
        other => panic!("{other:?}"),
    }
}

fn round(response: Response) -> RoundView {
    match response {
        Response::Compare(CompareAnswer::Round(Some(round))) => *round,
        other => panic!("{other:?}"),
    }
}

pub(super) fn lines(office: &mut Office, query: DiscrepancyQuery) -> Vec<DiscrepancyRow> {
    match office.ask(CompareRequest::Lines { query, from: 0, count: 99 }) {
        Response::Compare(CompareAnswer::Lines { rows, .. }) => rows,
        other => panic!("{other:?}"),
    }
}

const HOUSEHOLD: &str = "
    张三峰 990526201208310018 2012-08-31 张强 下沟村
    欧阳娜 990526201209010025 2012-09-01 欧阳伟 上湾村
    王小明 990422201508310035 2015-08-31 王强 石川村
";
const REGISTRY: &str = "
    张三峰 990526201208310018 2012-08-31 张强 下沟村
    欧阳娜 990526201209010000 2012-09-01 欧阳伟 上湾村
";

pub(super) fn compared() -> (Office, [Id; 2]) {
    let mut office = Office::new();
    let lists = [add(&mut office, ListKind::Household, HOUSEHOLD), add(&mut office, ListKind::Registry, REGISTRY)];
    let run = CompareRequest::Run { preset: String::new(), lists: lists.to_vec(), window: String::new() };
    let view = round(office.ask(run));
    assert_eq!((view.number, view.matched, view.progress.total, view.progress.new), (1, 1, 2, 2));
    (office, lists)
}

#[test]
fn every_row_stands_somewhere_and_the_rest_is_listed() {
    let (mut office, _) = compared();
    let rows = lines(&mut office, DiscrepancyQuery::default());
    let told: Vec<_> = rows.iter().map(|r| (r.name.as_str(), r.rows.clone(), r.proposal)).collect();
    assert_eq!(told, [("欧阳娜", vec![vec![3], vec![3]], true), ("王小明", vec![vec![4], vec![]], false)]);
}

#[test]
fn closing_needs_explanation_evidence_and_a_name() {
    let (mut office, _) = compared();
    let id = lines(&mut office, DiscrepancyQuery { search: "wxm".into(), ..Default::default() })[0].id;
    let close = |by: &str| CompareRequest::Close { ids: vec![id], by: by.to_owned() };
    assert_eq!(office.refused(close("王校长")), Refusal::Missing(Need::Explanation));
    let bucket = lines(&mut office, DiscrepancyQuery::default())[1].bucket.clone();
    let key = match office.ask(CompareRequest::Catalogue { bucket }) {
        Response::Compare(CompareAnswer::Catalogue(offers)) => offers[0].0.clone(),
        other => panic!("{other:?}"),
    };
    let explain = |explanation: Explanation| CompareRequest::Explain { ids: vec![id], explanation };
    office.saved(explain(Explanation {
        explanation: Some(key),
        note: Some("随父母在外地".into()),
        ..Default::default()
    }));
    assert_eq!(office.refused(close("王校长")), Refusal::Missing(Need::Evidence));
    office.saved(explain(Explanation { evidence: Some("在读证明".into()), ..Default::default() }));
    assert_eq!(office.refused(close(" ")), Refusal::Missing(Need::Approver));
    office.saved(close("王校长"));
    let row = &lines(&mut office, DiscrepancyQuery { statuses: vec![Status::Closed], ..Default::default() })[0];
    assert_eq!((row.name.as_str(), row.closed_by.as_str()), ("王小明", "王校长"));
}

#[test]
fn a_bad_due_date_is_refused() {
    let (mut office, _) = compared();
    let id = lines(&mut office, DiscrepancyQuery::default())[0].id;
    let explanation = Explanation { due: Some("下周".into()), ..Default::default() };
    assert_eq!(office.refused(CompareRequest::Explain { ids: vec![id], explanation }), Refusal::BadDue);
}

#[test]
fn explanations_come_along_to_the_next_round_and_only_new_ones_are_new() {
    let (mut office, [household, _]) = compared();
    let id = lines(&mut office, DiscrepancyQuery { search: "wxm".into(), ..Default::default() })[0].id;
    let explanation =
        Explanation { explanation: Some("other".into()), note: Some("外地就读".into()), ..Default::default() };
    office.saved(CompareRequest::Explain { ids: vec![id], explanation });
    let next = add(&mut office, ListKind::Registry, "欧阳娜 990526201209010025 2012-09-01 欧阳伟 上湾村");
    let run = CompareRequest::Run { preset: String::new(), lists: vec![household, next], window: String::new() };
    let view = round(office.ask(run));
    assert_eq!(
        (view.number, view.progress.total, view.progress.new, view.progress.carried, view.progress.gone),
        (2, 2, 1, 1, 1)
    );
    let fresh = lines(&mut office, DiscrepancyQuery { only_new: true, ..Default::default() });
    assert_eq!(fresh.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["张三峰"]);
    office.reopen();
    let view = round(office.ask(CompareRequest::Round(None)));
    assert_eq!((view.number, view.progress.explained), (2, 1));
}

#[test]
fn an_accepted_proposal_stays_accepted() {
    let (mut office, lists) = compared();
    let id = lines(&mut office, DiscrepancyQuery::default())[0].id;
    round(office.ask(CompareRequest::Decide { ids: vec![id], accept: true }));
    let row = lines(&mut office, DiscrepancyQuery { search: "oyn".into(), ..Default::default() });
    assert!(row.iter().all(|r| !r.proposal), "{row:?}");
    office.reopen();
    let run = CompareRequest::Run { preset: String::new(), lists: lists.to_vec(), window: String::new() };
    round(office.ask(run));
    let again = lines(&mut office, DiscrepancyQuery { search: "oyn".into(), ..Default::default() });
    assert!(again.iter().all(|r| !r.proposal), "{again:?}");
}

#[test]
fn a_refused_proposal_parts_the_rows() {
    let (mut office, _) = compared();
    let id = lines(&mut office, DiscrepancyQuery::default())[0].id;
    round(office.ask(CompareRequest::Decide { ids: vec![id], accept: false }));
    let rows = lines(&mut office, DiscrepancyQuery { search: "oyn".into(), ..Default::default() });
    assert_eq!(rows.iter().map(|r| r.rows.clone()).collect::<Vec<_>>(), [vec![vec![3], vec![]], vec![vec![], vec![3]]]);
}

#[test]
fn children_of_a_list_are_taken_into_the_roster() {
    let (mut office, _) = compared();
    let id = lines(&mut office, DiscrepancyQuery { search: "wxm".into(), ..Default::default() })[0].id;
    office.saved(CompareRequest::Adopt { ids: vec![id] });
    assert_eq!(office.names(), "王小明");
}

#[test]
fn one_list_is_not_a_comparison() {
    let mut office = Office::new();
    let only = add(&mut office, ListKind::Household, HOUSEHOLD);
    let run = CompareRequest::Run { preset: String::new(), lists: vec![only], window: String::new() };
    assert_eq!(office.refused(run), Refusal::Missing(Need::TwoLists));
}
