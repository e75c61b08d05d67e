//! A list into a register: every row in one bucket, what is sure in one save.

use ledger::field::Field as F;
use ledger::list::{ListTable, TextColumn};
use ledger::register::{MEMBERSHIP, Register, Which};

use super::{DISABLED, care, member, members, township};
use crate::message::Refusal;
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::entering::{EnterAnswer, EnterCounts, EnterFate, EnterRequest, EnterRow};
use crate::message::register::MemberFilter;
use crate::message::roster::RosterRequest;
use crate::tests::{Office, list};

fn entering(office: &mut Office, request: EnterRequest) -> EnterAnswer {
    match care(office, request) {
        CareAnswer::Enter(told) => *told,
        other => panic!("{other:?}"),
    }
}

fn bytes(table: &ListTable, columns: &[(&str, &[&str])]) -> (Vec<u8>, Vec<u8>) {
    let columns: Vec<(String, TextColumn)> = columns
        .iter()
        .map(|(header, cells)| ((*header).to_owned(), cells.iter().copied().collect::<TextColumn>()))
        .collect();
    (postcard::to_allocvec(table).unwrap(), postcard::to_allocvec(&columns).unwrap())
}

fn preview(office: &mut Office, table: &ListTable, columns: &[(&str, &[&str])]) -> EnterCounts {
    let (list, columns) = bytes(table, columns);
    let request = EnterRequest::Preview { register: DISABLED, list, columns, source: "残联.xls".to_owned() };
    match entering(office, request) {
        EnterAnswer::Counts(counts) => counts,
        other => panic!("{other:?}"),
    }
}

fn rows(office: &mut Office, fate: EnterFate) -> Vec<EnterRow> {
    match entering(office, EnterRequest::Rows { fate, from: 0, count: 99 }) {
        EnterAnswer::Rows(rows) => rows,
        other => panic!("{other:?}"),
    }
}

/// Every row of a list stands in one bucket; what is sure is written in one save that is taken back as one.
#[test]
fn a_list_is_entered_row_by_row_into_one_bucket_each() {
    let mut office = township();
    let name_only = [(F::Name, "孟春"), (F::Birth, "2013-05-06"), (F::Village, "柳溪村")];
    office.add(&name_only);
    member(&mut office, DISABLED, "白杨", &[(MEMBERSHIP.placement, "inclusive")]);
    member(&mut office, DISABLED, "青禾", &[(MEMBERSHIP.placement, "special")]);
    let fields = [F::Name, F::IdNumber, F::DisabilityCard, F::Birth, F::Village];
    let table = list(
        &fields,
        "田小禾 - 99052620120831001844 - -
         白杨 990526201209010025 - - -
         青禾 990422201508310035 - - -
         孟春 - - 2013-05-06 柳溪村
         外来 990329200909010118 - - -
         田小禾 990526201208310018 - - -
         白杨 990526201209010025 - - -",
    );
    let placed: &[&str] = &["送教上门", "随班就读", "普校特教班", "特教学校", "随班就读", "送教上门", "火星"];
    let helper: &[&str] = &["王平", "", "", "李英", "", "", ""];
    let counts = preview(&mut office, &table, &[("安置形式", placed), ("帮扶教师", helper), ("身高", helper)]);
    assert_eq!(counts.rows_in, 7);
    assert_eq!(counts.fates.iter().sum::<u32>(), counts.rows_in, "{counts:?}");
    let by = |fate: EnterFate| counts.fates[EnterFate::ALL.iter().position(|one| *one == fate).unwrap()];
    assert_eq!((by(EnterFate::New), by(EnterFate::Changed), by(EnterFate::Unchanged)), (1, 1, 1), "{counts:?}");
    assert_eq!((by(EnterFate::Proposed), by(EnterFate::Unmatched)), (1, 1), "{counts:?}");
    assert_eq!(counts.understood.len(), 2);
    assert_eq!(counts.ignored, ["身高"]);
    let new = rows(&mut office, EnterFate::New);
    assert_eq!(new[0].changes[0], ("安置方式".to_owned(), String::new(), "送教上门".to_owned()));
    let changed = rows(&mut office, EnterFate::Changed);
    let since = ("安置起始日期".to_owned(), String::new(), "2026-11-22".to_owned());
    let placed = ("安置方式".to_owned(), "特教学校".to_owned(), "普校特教班".to_owned());
    assert_eq!(changed[0].changes, [placed, since], "the days before stay with the special school");

    let proposed = rows(&mut office, EnterFate::Proposed);
    assert!(proposed[0].child.contains("孟春") && proposed[0].same.is_none());
    let decided = match entering(&mut office, EnterRequest::Decide { row: proposed[0].index, same: true }) {
        EnterAnswer::Counts(counts) => counts,
        other => panic!("{other:?}"),
    };
    assert_eq!(decided.confirmed, 1);
    match entering(&mut office, EnterRequest::Commit) {
        EnterAnswer::Done(_, save) => assert_eq!(save.detail, "残疾儿童 残联.xls"),
        other => panic!("{other:?}"),
    }
    let view = members(&mut office, DISABLED, MemberFilter::default());
    assert_eq!(view.total, 4);
    let of = |name: &str| view.members.iter().find(|m| m.person.name == name).unwrap().facts.join(",");
    assert!(of("田小禾").contains("送教上门") && of("田小禾").contains("王平") && of("田小禾").contains("2026-11-22"));
    assert!(of("青禾").contains("普校特教班") && of("青禾").contains("2026-09-01"), "an empty cell clears nothing");
    assert!(of("孟春").contains("李英"));
    office.saved(RosterRequest::Undo(None));
    assert_eq!(members(&mut office, DISABLED, MemberFilter::default()).total, 2);
    // Nothing is left to commit twice.
    assert_eq!(office.refused(CareRequest::from(EnterRequest::Commit)), Refusal::Gone);
}

/// A fact that cannot be read rejects its row and names the cell; the list is not a register of nobody.
#[test]
fn a_row_with_a_fact_that_cannot_be_read_is_rejected_whole() {
    let mut office = township();
    let table = list(&[F::Name, F::IdNumber], "田小禾 990526201208310018\n白杨 990526201209010025");
    let columns: &[(&str, &[&str])] =
        &[("安置方式", &["特教", "随班"]), ("起始日期", &["2026年9月1日", "昨天"]), ("是否持证", &["不清楚", "持证"])];
    let counts = preview(&mut office, &table, columns);
    assert_eq!(counts.fates.iter().sum::<u32>(), 2);
    let rejected = rows(&mut office, EnterFate::Rejected);
    let bad: Vec<String> =
        rejected.iter().flat_map(|row| &row.bad).map(|(label, raw)| format!("{label} {raw}")).collect();
    assert!(bad.contains(&"起始日期 昨天".to_owned()), "{bad:?}");
    assert!(bad.contains(&"持证情况 不清楚".to_owned()), "{bad:?}");
    assert!(office.refused(CareRequest::from(EnterRequest::Commit)) == Refusal::NothingToWrite);
}

/// A cell that says 无 says something where 无 is an answer, and a word that denies an answer is not that answer.
#[test]
fn yes_and_no_are_read_as_the_answers_of_the_question() {
    let mut office = township();
    let table = list(&[F::Name, F::IdNumber], "田小禾 990526201208310018");
    let mut check = |register: Register, header: &str, raw: &str, expected: Option<&str>| {
        let (list, columns) = bytes(&table, &[(header, &[raw])]);
        let (register, source) = (Which::Shipped(register), String::new());
        entering(&mut office, EnterRequest::Preview { register, list, columns, source });
        let new = rows(&mut office, EnterFate::New);
        let read = new.first().map(|row| row.changes.first().map_or("", |(_, _, new)| new).to_owned());
        assert_eq!(read.as_deref(), expected, "{header} {raw}");
    };
    check(Register::Migrant, "有无居住证", "无", Some("无"));
    check(Register::Migrant, "有无居住证", "否", Some("无"));
    check(Register::Migrant, "有无居住证", "有", Some("有"));
    check(Register::Migrant, "是否有居住证", "是", Some("有"));
    check(Register::Migrant, "有无居住证", "/", Some(""));
    check(Register::Disabled, "是否持证", "否", Some("未持证"));
    check(Register::Disabled, "是否持证", "是", Some("持证"));
    check(Register::Disabled, "是否持证", "无", Some("未持证"));
    check(Register::Poverty, "户类型", "脱贫", None);
    check(Register::Poverty, "户类型", "脱贫户（2019）", Some("脱贫户"));
    check(Register::Poverty, "户类型", "非脱贫户", None);
    check(Register::Poverty, "户类型", "非低保户", None);
    check(Register::Poverty, "户类型", "脱贫不稳定", Some("脱贫不稳定户"));
    check(Register::Poverty, "户类型", "无", Some(""));
    check(Register::LeftBehind, "是否农村户籍", "是", Some("是"));
    check(Register::LeftBehind, "是否农村户籍", "否", Some(""));
}
