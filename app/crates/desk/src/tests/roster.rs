//! Children: write, find, undo, merge, reveal.

use ledger::field::Field as F;
use ledger::finding::FindingKind;

use super::Office;
use crate::message::place::{AccessAct, PlaceAnswer, PlaceRequest, Settings};
use crate::message::roster::{
    Action, Change, Column, Filter, RosterAnswer, RosterRequest, RowQuery, SaveKey, SavedView, Source, Test,
};
use crate::message::{Need, Refusal, Response};

fn township() -> Office {
    let mut office = Office::new();
    office.add(&[
        (F::Name, "张三峰"),
        (F::IdNumber, "990526201208310018"),
        (F::Village, "下沟村"),
        (F::Grade, "九年级"),
        (F::Class, "10班"),
    ]);
    office.add(&[
        (F::Name, "欧阳娜"),
        (F::IdNumber, "990526201209010025"),
        (F::Village, "上湾村"),
        (F::Grade, "二年级"),
        (F::Class, "2班"),
    ]);
    office.add(&[
        (F::Name, "单秀"),
        (F::Village, "下沟村"),
        (F::Phone, "10012345678"),
        (F::Grade, "二年级"),
        (F::Class, "10班"),
    ]);
    office
}

fn search(text: &str) -> RowQuery {
    RowQuery { search: text.to_owned(), ..RowQuery::default() }
}

#[test]
fn quick_search_finds_by_name_initials_number_village_and_phone() {
    let mut office = township();
    let mut check = |text: &str, expected: &str| assert_eq!(office.column(search(text), F::Name), expected, "{text}");
    check("三峰", "张三峰");
    check("zsf", "张三峰");
    check("OYN", "欧阳娜");
    check("sx", "单秀");
    check("dx", "单秀");
    check("0025", "欧阳娜");
    check("下沟", "张三峰 单秀");
    check("5678", "单秀");
    check("无此人", "");
}

#[test]
fn the_index_follows_edits() {
    let mut office = township();
    assert_eq!(office.column(search("xg"), F::Name), "");
    office.write("单秀", F::Name, "谢刚");
    assert_eq!(office.column(search("xg"), F::Name), "谢刚");
    assert_eq!(office.column(search("sx"), F::Name), "");
}

#[test]
fn filters_and_sorting_work_together() {
    let mut office = township();
    let village = Filter { column: Column::Field(F::Village), test: Test::OneOf(vec!["下沟村".into()]) };
    let no_id = Filter { column: Column::Field(F::IdNumber), test: Test::Empty };
    let query = RowQuery { filters: vec![village, no_id], ..RowQuery::default() };
    assert_eq!(office.column(query, F::Name), "单秀");
    let by_class = RowQuery { sort: vec![(Column::GradeClass, false)], ..RowQuery::default() };
    assert_eq!(office.column(by_class, F::Name), "欧阳娜 单秀 张三峰");
    let by_name = RowQuery { sort: vec![(Column::Field(F::Name), true)], ..RowQuery::default() };
    assert_eq!(office.column(by_name, F::Name), "张三峰 单秀 欧阳娜");
}

#[test]
fn numbers_leave_masked_and_are_revealed_with_a_reason_that_is_kept() {
    let mut office = township();
    assert_eq!(office.column(search("zsf"), F::IdNumber), "990526********0018");
    let child = office.id_of("张三峰");
    let reveal = |reason: &str| RosterRequest::Reveal { child, field: F::IdNumber, reason: reason.to_owned() };
    assert_eq!(office.refused(reveal(" ")), Refusal::Missing(Need::Reason));
    assert_eq!(office.ask(reveal("核对户口簿")), Response::Roster(RosterAnswer::Revealed("990526201208310018".into())));
    match office.ask(PlaceRequest::AccessLog { count: 9 }) {
        Response::Place(PlaceAnswer::AccessLog(lines)) => {
            let [line] = lines.as_slice() else { panic!("{lines:?}") };
            assert_eq!(
                (line.act, line.reason.as_str(), line.who.as_str()),
                (AccessAct::Reveal, "核对户口簿", "李文静")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bad_date_refuses_the_whole_save_and_a_bad_number_is_kept_as_typed() {
    let mut office = township();
    let changes = vec![
        Change { child: office.id_of("单秀"), field: F::Village, text: "南坡村".into() },
        Change { child: office.id_of("单秀"), field: F::Birth, text: "2012年13月".into() },
    ];
    let refused = office.refused(RosterRequest::Write { changes, action: Action::Paste });
    assert_eq!(refused, Refusal::BadValue { field: F::Birth, kind: FindingKind::DateUnreadable });
    assert_eq!(office.column(search("sx"), F::Village), "下沟村");
    office.write("单秀", F::IdNumber, "990526201208310019");
    let child = office.id_of("单秀");
    match office.ask(RosterRequest::Child(child)) {
        Response::Roster(RosterAnswer::Child(view)) => {
            assert!(view.findings.contains(&(F::IdNumber, FindingKind::IdChecksum)))
        }
        other => panic!("{other:?}"),
    }
}

/// Incident 20: what is set on many children at once goes through the same rule as one cell.
#[test]
fn incident_20_bulk_edit_checks_and_recounts() {
    let mut office = township();
    let bulk =
        |text: &str| RosterRequest::Bulk { query: search("下沟"), only: vec![], field: F::Birth, text: text.into() };
    assert_eq!(
        office.refused(bulk("不知道")),
        Refusal::BadValue { field: F::Birth, kind: FindingKind::DateUnreadable }
    );
    let save = office.saved(bulk("2012年9月1日"));
    assert_eq!((save.action, save.cells), (Action::Bulk, 2));
    assert_eq!(office.column(RowQuery::default(), F::Birth), "2012-09-01  2012-09-01");
    let of_age = RowQuery { source: Source::OfAge, ..RowQuery::default() };
    assert_eq!(office.rows(of_age, &[]).len(), 3);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(office.column(RowQuery::default(), F::Birth).trim(), "");
}

#[test]
fn undo_and_redo_walk_back_and_forth() {
    let mut office = township();
    office.write("单秀", F::Village, "南坡村");
    office.write("单秀", F::Village, "石川村");
    let mut village = |request: RosterRequest| {
        office.saved(request);
        office.column(search("sx"), F::Village)
    };
    assert_eq!(village(RosterRequest::Undo(None)), "南坡村");
    assert_eq!(village(RosterRequest::Undo(None)), "下沟村");
    assert_eq!(village(RosterRequest::Redo), "南坡村");
    assert_eq!(village(RosterRequest::Redo), "石川村");
    assert_eq!(village(RosterRequest::Undo(None)), "南坡村");
    let nowhere = SaveKey { number: 4, mark: 0 };
    assert_eq!(office.refused(RosterRequest::Undo(Some(nowhere))), Refusal::NothingToUndo, "another save stands there");
}

#[test]
fn undoing_an_old_save_leaves_later_edits_alone() {
    let mut office = township();
    let first = match office.write("单秀", F::Village, "南坡村") {
        Response::Roster(RosterAnswer::Saved(save)) => save.key,
        other => panic!("{other:?}"),
    };
    office.write("单秀", F::Village, "石川村");
    match office.ask(RosterRequest::Undo(Some(first))) {
        Response::Refused(Refusal::NothingToWrite) => {}
        Response::Roster(RosterAnswer::Undone { left, .. }) => assert_eq!(left, 1),
        other => panic!("{other:?}"),
    }
    assert_eq!(office.column(search("sx"), F::Village), "石川村");
}

#[test]
fn an_added_child_is_undone_and_comes_back() {
    let mut office = township();
    office.saved(RosterRequest::Undo(None));
    assert_eq!(office.names(), "张三峰 欧阳娜");
    office.saved(RosterRequest::Redo);
    assert_eq!(office.names(), "张三峰 欧阳娜 单秀");
}

#[test]
fn merging_fills_gaps_and_is_undone() {
    let mut office = township();
    office.add(&[(F::Name, "单秀"), (F::Phone, "10099999999"), (F::Guardian, "单强")]);
    let rows = office.rows(search("sx"), &[F::Phone]);
    let (keep, other) = (rows[0].id, rows[1].id);
    office.saved(RosterRequest::Merge { keep, other });
    assert_eq!(office.rows(search("sx"), &[F::Phone, F::Guardian])[0].cells, ["10012345678", "单强"]);
    assert_eq!(office.rows(search("sx"), &[]).len(), 1);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(office.rows(search("sx"), &[]).len(), 2);
    assert_eq!(office.column(search("sx"), F::Guardian), " 单强");
}

#[test]
fn everything_is_there_after_opening_again() {
    let mut office = township();
    office.write("单秀", F::Village, "南坡村");
    office.saved(RosterRequest::Undo(None));
    let view = SavedView { name: "下沟".into(), query: search("下沟"), columns: vec![Column::State] };
    office.saved(RosterRequest::KeepView(view.clone()));
    office.ask(PlaceRequest::KeepSettings(Settings {
        unit: "石川镇中心小学".into(),
        school_year: 2026,
        ..Settings::default()
    }));
    office.reopen();
    assert_eq!(office.names(), "张三峰 欧阳娜 单秀");
    assert_eq!(office.column(search("sx"), F::Village), "下沟村");
    assert_eq!(office.ask(RosterRequest::Views), Response::Roster(RosterAnswer::Views(vec![view])));
    match office.ask(PlaceRequest::Settings) {
        Response::Place(PlaceAnswer::Settings(s)) => {
            assert_eq!((s.unit.as_str(), s.window_in_force.as_str()), ("石川镇中心小学", "2011-09-01..2020-08-31"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn history_tells_who_changed_what() {
    let mut office = township();
    office.write("单秀", F::Village, "南坡村");
    let child = office.id_of("单秀");
    match office.ask(RosterRequest::Child(child)) {
        Response::Roster(RosterAnswer::Child(view)) => {
            let line = &view.history[0];
            assert_eq!(
                (line.before.as_str(), line.after.as_str(), line.save.who.as_str()),
                ("下沟村", "南坡村", "李文静")
            );
        }
        other => panic!("{other:?}"),
    }
}

/// Whatever was written and taken back, another undo takes back the newest save that still stands.
#[test]
fn undo_walks_back_through_every_state_that_was_shown() {
    for seed in 1..100u64 {
        let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = move |below: u64| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            chance % below
        };
        let mut office = township();
        let shown = |office: &mut Office| {
            let mut rows = office.rows(RowQuery::default(), &[F::Name, F::Village]);
            rows.sort_by(|a, b| a.cells[0].cmp(&b.cells[0]));
            rows.into_iter().map(|row| row.cells.join(" ")).collect::<Vec<_>>()
        };
        let mut states = vec![shown(&mut office)];
        for step in 0..60 {
            match next(10) {
                0..=3 => {
                    let rows = office.rows(RowQuery::default(), &[F::Name]);
                    let name = rows[next(rows.len() as u64) as usize].cells[0].clone();
                    office.write(&name, F::Village, &format!("村{}", next(3)));
                    let now = shown(&mut office);
                    if states.last() != Some(&now) {
                        states.push(now);
                    }
                }
                4 => {
                    office.add(&[(F::Name, &format!("石{step}")), (F::Village, "新村")]);
                    states.push(shown(&mut office));
                }
                5 => match next(2) {
                    0 => office.reopen(),
                    _ => {
                        let shards = office.desk.snapshot();
                        office.desk.begin_anew(crate::Desk::read_snapshot(&shards).unwrap());
                    }
                },
                6 => {
                    let rows = office.rows(RowQuery::default(), &[F::Name]);
                    let change = |row: &crate::message::roster::RowView| Change {
                        child: row.id,
                        field: F::Village,
                        text: format!("导{step}"),
                    };
                    let changes = rows.iter().map(change).collect();
                    office.saved(RosterRequest::Write { changes, action: Action::Paste });
                    states.push(shown(&mut office));
                }
                _ if states.len() > 1 => {
                    states.pop();
                    let answer = office.ask(RosterRequest::Undo(None));
                    assert!(
                        matches!(answer, Response::Roster(RosterAnswer::Undone { left: 0, .. })),
                        "{seed} {step} {answer:?}"
                    );
                    assert_eq!(Some(&shown(&mut office)), states.last(), "{seed} {step}");
                }
                _ => {}
            }
        }
    }
}
