//! What holds for any lists whatever: every row once, exact never mixes children, order does not matter.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::notation::{Lists, RowText, completed};
use crate::compare::{CompareResult, Comparison, Confidence, Options, ResultKind, RowAt};

const LISTS: [&str; 4] = ["户", "籍", "校", "贫"];
const NAMES: [&str; 7] = ["张伟", "张_伟", "张玮", "王子轩", "王子萱", "王?轩", "-"];
const DAYS: [&str; 3] = ["2012-08-31", "2012-09-01", "2014-01-01"];
const GUARDIANS: [&str; 3] = ["张三", "张四", "王强"];

/// A child: name, day, sequence, guardian, village.
#[derive(Clone, Debug)]
struct Child {
    name: usize,
    day: usize,
    seq: usize,
    guardian: usize,
    village: usize,
}

impl Child {
    fn number(&self) -> String {
        completed(&format!("990526{}{:03}?", DAYS[self.day].replace('-', ""), self.seq))
    }
}

/// A row about a child: list, what is written of it.
#[derive(Clone, Debug)]
struct Entry {
    child: usize,
    list: usize,
    damage: usize,
    shows: u8,
    student: bool,
    respelt: bool,
}

fn damaged(number: &str, damage: usize) -> Option<String> {
    let part = |from: usize, to: usize| number.chars().skip(from).take(to - from).collect::<String>();
    let digits = |n: usize| part(0, n);
    match damage {
        0..=4 => Some(number.to_owned()),
        5 => Some(String::new()),
        6 => Some(format!("{}000", digits(15))),
        7 => Some(format!("~{}", number.replace('X', "0"))),
        8 => Some("9.90526E+17".to_owned()),
        9 => Some(digits(17)),
        10 => Some(format!("{}{}", digits(17), if number.ends_with('7') { "8" } else { "7" })),
        11 => Some(format!("{}{}", digits(6), part(8, 17))),
        _ => None,
    }
}

fn row(child: &Child, entry: &Entry) -> RowText {
    let mut values = Vec::new();
    let number = child.number();
    if let Some(shown) = damaged(&number, entry.damage) {
        values.push(('#', shown));
    }
    let mut show = |bit: u8, mark: char, value: String| {
        if entry.shows & 1 << bit != 0 {
            values.push((mark, value));
        }
    };
    show(0, 'b', DAYS[child.day].to_owned());
    show(1, 'g', GUARDIANS[child.guardian].to_owned());
    show(2, 'v', ["下沟村", "上沟村"][child.village].to_owned());
    show(3, 's', if child.seq % 2 == 1 { "男" } else { "女" }.to_owned());
    if entry.student {
        values.push(('x', format!("G{number}")));
    }
    let name = match NAMES[child.name] {
        "-" => String::new(),
        "张伟" if entry.respelt => "张 伟".to_owned(),
        name => name.replace('_', " "),
    };
    RowText { list: LISTS[entry.list].to_owned(), name, values }
}

fn child() -> impl Strategy<Value = Child> {
    (0..NAMES.len(), 0..DAYS.len(), 1usize..6, 0..GUARDIANS.len(), 0usize..2)
        .prop_map(|(name, day, seq, guardian, village)| Child { name, day, seq, guardian, village })
}

fn entry(children: usize) -> impl Strategy<Value = Entry> {
    (0..children, 0..LISTS.len(), 0usize..13, any::<u8>(), any::<bool>(), any::<bool>()).prop_map(
        |(child, list, damage, shows, student, respelt)| Entry { child, list, damage, shows, student, respelt },
    )
}

/// Children with numbers of their own, and rows about them.
fn world() -> impl Strategy<Value = (Vec<Child>, Vec<Entry>)> {
    proptest::collection::vec(child(), 1..8).prop_flat_map(|mut children| {
        let mut seen = BTreeSet::new();
        children.retain(|c| seen.insert(c.number()));
        let entries = proptest::collection::vec(entry(children.len()), 1..24);
        (Just(children), entries)
    })
}

fn lists_of(rows: &[RowText], order: &[usize]) -> Lists {
    let present: Vec<String> = order.iter().map(|l| LISTS[*l].to_owned()).collect();
    Lists::in_order(rows, &present)
}

/// Rows by a name that does not depend on where they stand: list and position in `rows`.
fn identities(rows: &[RowText], lists: &Lists, comparison: &Comparison, marks: &[usize]) -> BTreeSet<String> {
    let mut by_list: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    rows.iter().zip(marks).for_each(|(row, mark)| by_list.entry(row.list.as_str()).or_default().push(*mark));
    let told = |result: &CompareResult| {
        let at = |r: &RowAt| by_list[lists.lists[usize::from(r.list)].0.as_str()][r.row as usize];
        let rows: BTreeSet<usize> = result.rows.iter().map(at).collect();
        let spoken: BTreeSet<&str> = result.lists.iter().map(|l| lists.lists[usize::from(*l)].0.as_str()).collect();
        format!(
            "{:?} {:?} {:?} {} {:?} {rows:?} {spoken:?}",
            result.kind, result.also, result.confidence, result.score, result.reasons
        )
    };
    comparison.results.iter().map(told).collect()
}

fn every_row_stands_in_exactly_one_result(lists: &Lists, comparison: &Comparison) {
    let mut seen: Vec<(u16, u32)> =
        comparison.results.iter().flat_map(|r| r.rows.iter().map(|at| (at.list, at.row))).collect();
    seen.sort_unstable();
    let rows_of = |(l, list): (usize, &(String, _, crate::list::ListTable))| {
        (0..list.2.len()).map(move |r| (l as u16, r as u32)).collect::<Vec<_>>()
    };
    let all: Vec<(u16, u32)> = lists.lists.iter().enumerate().flat_map(rows_of).collect();
    assert_eq!(seen, all);
    for (tally, (_, _, table)) in comparison.lists.iter().zip(&lists.lists) {
        assert_eq!(tally.rows_in, tally.accepted + tally.rejected + tally.skipped);
        assert_eq!(tally.accepted + tally.rejected, table.len() as u32);
    }
    let rejected = comparison.results.iter().filter(|r| r.kind == ResultKind::Rejected).count() as u32;
    assert_eq!(rejected, comparison.lists.iter().map(|l| l.rejected).sum::<u32>());
}

fn exact_never_mixes_children(comparison: &Comparison, entries: &[Entry]) {
    let mut by_list: Vec<Vec<usize>> = vec![Vec::new(); LISTS.len()];
    entries.iter().for_each(|e| by_list[e.list].push(e.child));
    for result in &comparison.results {
        let owner = |at: &RowAt| by_list[usize::from(at.list)][at.row as usize];
        let owners: BTreeSet<usize> = result.rows.iter().map(owner).collect();
        assert!(owners.len() == 1 || result.confidence != Confidence::Exact, "{result:?} {owners:?}");
        assert_eq!(result.score == 100, result.confidence == Confidence::Exact);
    }
}

fn a_proposal_takes_one_row_of_each_list(comparison: &Comparison) {
    for result in &comparison.results {
        let repeats = result.rows.windows(2).any(|w| w[0].list == w[1].list);
        let told = result.is(ResultKind::DuplicateIn) || result.is(ResultKind::SameIdNameDiffers);
        assert!(!repeats || told, "{result:?}");
    }
}

fn every_result_bears_a_mark_of_its_own(comparison: &Comparison) {
    let marks: BTreeSet<_> = comparison.results.iter().map(|r| r.subject).collect();
    assert_eq!(marks.len(), comparison.results.len());
}

fn absence_is_always_told(comparison: &Comparison) {
    for result in &comparison.results {
        let present = (0..LISTS.len()).filter(|l| result.stands_in(*l)).count();
        let told = result.is(ResultKind::OnlyIn) || result.is(ResultKind::MissingFrom);
        assert_eq!(told, present < LISTS.len() && result.kind != ResultKind::Rejected, "{result:?}");
    }
}

proptest! {
    #[test]
    fn whatever_the_lists_hold((children, entries) in world()) {
        let rows: Vec<RowText> = entries.iter().map(|e| row(&children[e.child], e)).collect();
        let lists = lists_of(&rows, &[0, 1, 2, 3]);
        let comparison = lists.compare(&Options::default());
        every_row_stands_in_exactly_one_result(&lists, &comparison);
        exact_never_mixes_children(&comparison, &entries);
        a_proposal_takes_one_row_of_each_list(&comparison);
        absence_is_always_told(&comparison);
        every_result_bears_a_mark_of_its_own(&comparison);
    }

    #[test]
    fn order_does_not_matter(
        (children, entries) in world(),
        keys in proptest::collection::vec(any::<u32>(), 24),
        order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let rows: Vec<RowText> = entries.iter().map(|e| row(&children[e.child], e)).collect();
        let straight = lists_of(&rows, &[0, 1, 2, 3]);
        let marks: Vec<usize> = (0..rows.len()).collect();
        let comparison = straight.compare(&Options::default());
        let first = identities(&rows, &straight, &comparison, &marks);

        let mut shuffled: Vec<usize> = marks;
        shuffled.sort_by_key(|i| keys[*i % keys.len()]);
        let turned: Vec<RowText> = shuffled.iter().map(|i| rows[*i].clone()).collect();
        let other = lists_of(&turned, &order);
        let again = other.compare(&Options::default());
        prop_assert_eq!(first, identities(&turned, &other, &again, &shuffled));
        // Which of two results that nothing tells apart bears which mark is open; the marks are the same.
        let subjects = |of: &Comparison| of.results.iter().map(|r| r.subject).collect::<BTreeSet<_>>();
        prop_assert_eq!(subjects(&comparison), subjects(&again));
    }
}
