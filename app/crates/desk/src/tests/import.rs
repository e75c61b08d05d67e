//! A list into the roster.

use ledger::field::Field as F;
use ledger::list::ListKind;

use super::{Office, list};
use crate::message::import::{Decision, Fate, FateCounts, ImportAnswer, ImportRequest, PreviewRow};
use crate::message::place::{PlaceAnswer, PlaceRequest};
use crate::message::roster::RosterRequest;
use crate::message::{Refusal, Response};

const FIELDS: [F; 5] = [F::Name, F::IdNumber, F::Birth, F::Guardian, F::Village];

fn preview(office: &mut Office, kind: ListKind, text: &str) -> FateCounts {
    let table = Box::new(list(&FIELDS, text));
    match office.ask(ImportRequest::Preview { table, kind, source: "名单.csv".into() }) {
        Response::Import(ImportAnswer::Preview(counts)) => {
            let sum =
                counts.new + counts.changed + counts.unchanged + counts.similar + counts.repeated + counts.rejected;
            assert_eq!(sum, counts.rows_in, "{counts:?}");
            counts
        }
        other => panic!("{other:?}"),
    }
}

fn lines(office: &mut Office, fate: Fate) -> Vec<PreviewRow> {
    match office.ask(ImportRequest::Lines { fate, from: 0, count: 99 }) {
        Response::Import(ImportAnswer::Lines { rows, .. }) => rows,
        other => panic!("{other:?}"),
    }
}

const FIRST: &str = "
    张三峰 990526201208310018 2012-08-31 张强 下沟村
    欧阳娜 990526201209010025 2012-09-01 欧阳伟 上湾村
    单秀   -                  2013-05-06 单强 下沟村
";

fn township() -> Office {
    let mut office = Office::new();
    let counts = preview(&mut office, ListKind::Registry, FIRST);
    assert_eq!((counts.rows_in, counts.new), (3, 3));
    office.saved(ImportRequest::Commit);
    office
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut office = township();
    let counts = preview(&mut office, ListKind::Registry, FIRST);
    assert_eq!((counts.new, counts.changed, counts.missing), (0, 0, 0), "{counts:?}");
    assert_eq!(counts.unchanged + counts.similar, 3);
}

#[test]
fn changed_rows_are_told_field_by_field() {
    let mut office = township();
    let counts = preview(&mut office, ListKind::Registry, "张三峰 990526201208310018 2012-08-31 张强 南坡村");
    assert_eq!((counts.changed, counts.cells), (1, 1));
    let row = &lines(&mut office, Fate::Changed)[0];
    assert_eq!(row.changes, [(F::Village, "下沟村".to_owned(), "南坡村".to_owned())]);
    office.saved(ImportRequest::Commit);
    assert_eq!(office.column(Default::default(), F::Village), "南坡村 上湾村 下沟村");
    office.saved(RosterRequest::Undo(None));
    assert_eq!(office.column(Default::default(), F::Village), "下沟村 上湾村 下沟村");
}

#[test]
fn an_empty_cell_clears_nothing_and_a_damaged_number_replaces_nothing() {
    let mut office = township();
    let counts = preview(&mut office, ListKind::Registry, "张三峰 990526201208310000 2012-08-31 张强 -");
    assert_eq!(counts.similar, 1, "{counts:?}");
    assert!(lines(&mut office, Fate::Similar)[0].changes.is_empty());
    office.ask(ImportRequest::Decide { rows: vec![], decision: Decision::Same });
    assert_eq!(office.refused(ImportRequest::Commit), crate::message::Refusal::NothingToWrite);
}

#[test]
fn similar_rows_wait_for_a_person() {
    let mut office = township();
    let text = "单秀 99052620130506006X 2013-05-06 单强 下沟村";
    let counts = preview(&mut office, ListKind::Registry, text);
    assert_eq!((counts.similar, counts.undecided), (1, 1), "{counts:?}");
    match office.ask(ImportRequest::Commit) {
        Response::Refused(_) => {}
        Response::Import(ImportAnswer::Done { undecided, added, .. }) => assert_eq!((undecided, added), (1, 0)),
        other => panic!("{other:?}"),
    }
    preview(&mut office, ListKind::Registry, text);
    office.ask(ImportRequest::Decide { rows: vec![], decision: Decision::Other });
    office.saved(ImportRequest::Commit);
    assert_eq!(office.names(), "张三峰 欧阳娜 单秀 单秀");
}

#[test]
fn rejected_and_repeated_rows_are_left_out_and_named() {
    let mut office = Office::new();
    let counts = preview(
        &mut office,
        ListKind::Registry,
        "
        张三峰 990526201208310018 2012-08-31 张强 下沟村
        张三峰 990526201208310018 2012-08-31 张强 下沟村
        王小明 9.90526E+17        2012-08-31 王强 下沟村
        -      -                  2012-08-31 -    下沟村
    ",
    );
    assert_eq!((counts.new, counts.repeated, counts.rejected), (1, 1, 2));
    match office.ask(ImportRequest::Commit) {
        Response::Import(ImportAnswer::Done { failing_rows, added, .. }) => {
            assert_eq!((failing_rows, added), (vec![3, 4, 5], 1))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_corrected_cell_lets_the_row_in() {
    let mut office = Office::new();
    let counts = preview(&mut office, ListKind::Registry, "王小明 9.90526E+17 2012-08-31 王强 下沟村");
    assert_eq!(counts.rejected, 1);
    let correct = ImportRequest::Correct { row: 0, field: F::IdNumber, text: "990526201208310018".into() };
    assert_eq!(
        office.ask(correct),
        Response::Import(ImportAnswer::Preview(FateCounts { rows_in: 1, new: 1, ..FateCounts::default() }))
    );
}

#[test]
fn a_list_of_those_in_school_says_that_they_are() {
    let mut office = township();
    preview(&mut office, ListKind::InSchool, "张三峰 990526201208310018 2012-08-31 张强 下沟村");
    office.saved(ImportRequest::Commit);
    assert_eq!(office.column(Default::default(), F::Attendance), "在校  ");
}

#[test]
fn children_missing_from_the_file_are_listed_within_its_scope() {
    let mut office = township();
    let counts = preview(&mut office, ListKind::Registry, "张三峰 990526201208310018 2012-08-31 张强 下沟村");
    assert_eq!(counts.missing, 1);
    assert_eq!(lines(&mut office, Fate::Missing)[0].who[0], "单秀");
}

#[test]
fn sample_data_goes_as_it_came() {
    let mut office = township();
    office.ask(PlaceRequest::SampleMode(true));
    preview(&mut office, ListKind::Registry, "王小明 990422201508310035 2015-08-31 王强 石川村");
    office.saved(ImportRequest::Commit);
    // A second list changes a sample child and one that was here before.
    let again = "王小明 990422201508310035 2015-08-31 王大强 下沟村\n欧阳娜 990526201209010025 2012-09-01 欧阳伟 别村";
    preview(&mut office, ListKind::Registry, again);
    office.saved(ImportRequest::Commit);
    office.ask(PlaceRequest::SampleMode(false));
    assert_eq!(office.names(), "张三峰 欧阳娜 单秀 王小明");
    let sample = |office: &mut Office| match office.ask(PlaceRequest::Overview) {
        Response::Place(PlaceAnswer::Overview(view)) => view.sample,
        other => panic!("{other:?}"),
    };
    assert!(sample(&mut office));
    let removed = office.ask(PlaceRequest::RemoveSample);
    assert_eq!(removed, Response::Place(PlaceAnswer::SampleRemoved { left: 0 }));
    assert_eq!(office.names(), "张三峰 欧阳娜 单秀");
    assert!(!sample(&mut office));
}

/// What the program remembers by itself does not stand in the way of taking back what a person did.
#[test]
fn a_remembered_mapping_is_not_what_undo_takes_back() {
    let mut office = Office::new();
    let keep = || ImportRequest::KeepMapping { source: "石川镇".to_owned(), spec: "name=0".to_owned() };
    office.add(&[(F::Name, "田小禾")]);
    office.saved(keep());
    assert_eq!(office.refused(keep()), Refusal::NothingToWrite);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(office.names(), "");
}
