//! Lists and expectations as text, one row a line.
//!
//! A row: the list's letter, the name (`_` for a space, `-` for none), then marked values in any order:
//! `#` identity number (`#-` an empty cell, a trailing `?` is replaced by the right check character, `#~` a numeric cell),
//! `b` birth, `s` sex, `x` 学籍号, `d` 残疾人证号, `f` 曾用名, `g` guardian, `h` head of household, `v` village,
//! `a` registered address, `p` phone, `c` class. A column exists in a list when any of its rows shows the mark.
//! Letters: 户 籍 校 (household, registry, in school), 贫 残 毕 疑 报 册.
//!
//! An expected result: `kind confidence rows`, then optionally `-户` for each list it must name, `+reason` for each reason
//! it must give, `!reason` for one it must not give, `&kind` for what must also be true.

use crate::compare::{CompareResult, Comparison, NamedList, Options, ResultKind, compare};
use crate::field::Field;
use crate::finding::FindingKind;
use crate::identity::{IdQuality, assess, check_character};
use crate::list::{ListColumn, ListKind, ListTable, TextColumn};

/// Lists made from text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) lists: Vec<(String, ListKind, ListTable)>,
}

const MARKS: &[(char, Field)] = &[
    ('#', Field::IdNumber),
    ('b', Field::Birth),
    ('s', Field::Sex),
    ('x', Field::StudentNumber),
    ('d', Field::DisabilityCard),
    ('f', Field::FormerName),
    ('g', Field::Guardian),
    ('h', Field::HouseholdHead),
    ('v', Field::Village),
    ('a', Field::RegisteredAddress),
    ('p', Field::Phone),
    ('c', Field::Class),
];

pub(crate) fn kind_of(letter: &str) -> ListKind {
    match letter {
        "户" => ListKind::Household,
        "籍" => ListKind::Registry,
        "校" => ListKind::InSchool,
        "贫" => ListKind::Poverty,
        "残" => ListKind::Disability,
        "毕" => ListKind::Graduates,
        "疑" => ListKind::Suspected,
        "报" => ListKind::Reported,
        "册" => ListKind::Roster,
        _ => ListKind::Other,
    }
}

/// One row taken apart: its list, its name, its marked values.
#[derive(Clone, Debug)]
pub(crate) struct RowText {
    pub(crate) list: String,
    pub(crate) name: String,
    pub(crate) values: Vec<(char, String)>,
}

/// A number with its check character put in place of a trailing `?`.
pub(crate) fn completed(number: &str) -> String {
    let Some(digits) = number.strip_suffix('?') else { return number.to_owned() };
    let (letter, digits) = match digits.strip_prefix(['G', 'J', 'L']) {
        Some(rest) => (digits.chars().next().map(String::from).unwrap_or_default(), rest),
        None => (String::new(), digits),
    };
    let seventeen = <[u8; 17]>::try_from(digits.as_bytes()).expect("17 digits before ?");
    format!("{letter}{digits}{}", check_character(&seventeen).expect("digits"))
}

fn parse(line: &str) -> RowText {
    let mut words = line.split_whitespace();
    let list = words.next().expect("a list").to_owned();
    let name = match words.next().expect("a name") {
        "-" => String::new(),
        name => name.replace('_', " "),
    };
    let values = words.map(|word| {
        let mark = word.chars().next().expect("not empty");
        let value = word.strip_prefix(mark).unwrap_or_default();
        (mark, if value == "-" { String::new() } else { completed(value) })
    });
    RowText { list, name, values: values.collect() }
}

pub(crate) fn rows(text: &str) -> Vec<RowText> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(parse).collect()
}

impl Lists {
    /// The lists of a text, in the order in which their letters first appear.
    pub(crate) fn of(text: &str) -> Lists {
        let rows = rows(text);
        let mut order: Vec<String> = Vec::new();
        for row in &rows {
            if !order.contains(&row.list) {
                order.push(row.list.clone());
            }
        }
        Lists::in_order(&rows, &order)
    }

    pub(crate) fn in_order(rows: &[RowText], order: &[String]) -> Lists {
        let table = |list: &String| table(&rows.iter().filter(|r| r.list == *list).collect::<Vec<_>>());
        Lists { lists: order.iter().map(|l| (l.clone(), kind_of(l), table(l))).collect() }
    }

    pub(crate) fn named(&self) -> Vec<NamedList<'_>> {
        self.lists.iter().map(|(name, kind, table)| NamedList { name, kind: *kind, table }).collect()
    }

    pub(crate) fn compare(&self, options: &Options) -> Comparison {
        compare(&self.named(), options)
    }
}

/// A table as a reader would make it.
fn table(rows: &[&RowText]) -> ListTable {
    let has = |mark: char| rows.iter().any(|r| r.values.iter().any(|v| v.0 == mark));
    let value =
        |row: &RowText, mark: char| row.values.iter().find(|v| v.0 == mark).map_or(String::new(), |v| v.1.clone());
    let mut table = ListTable { row_numbers: (2..).take(rows.len()).collect(), ..ListTable::default() };
    for row in rows {
        let raw = value(row, '#');
        let numeric = raw.starts_with('~');
        let found = assess(raw.trim_start_matches('~'), numeric);
        table.id_quality.push(found.quality);
        let scientific = found.quality == IdQuality::Scientific;
        table.rejected.push(scientific.then_some(FindingKind::IdScientific));
    }
    let column = |field, cells: TextColumn| ListColumn { header: String::new(), field, index: 0, cells };
    table.columns.push(column(Field::Name, rows.iter().map(|r| r.name.as_str()).collect()));
    for (mark, field) in MARKS.iter().filter(|(mark, _)| has(*mark)) {
        let mut cells = TextColumn::default();
        for row in rows {
            let raw = value(row, *mark);
            if *mark == '#' {
                cells.push(&assess(raw.trim_start_matches('~'), raw.starts_with('~')).text);
            } else {
                cells.push(&raw);
            }
        }
        table.columns.push(column(*field, cells));
    }
    table
}

/// `kind confidence 户1 籍2`, rows counted from 1 within their list.
pub(crate) fn told(lists: &Lists, result: &CompareResult) -> String {
    let mut text = format!("{} {}", result.kind.key(), result.confidence.key());
    for at in &result.rows {
        text.push_str(&format!(" {}{}", lists.lists[usize::from(at.list)].0, at.row + 1));
    }
    text
}

/// Compares and checks every result; the order of the expected lines does not matter.
pub(crate) fn check(rows: &str, expected: &str) {
    check_with(rows, &Options::default(), expected);
}

pub(crate) fn check_with(rows: &str, options: &Options, expected: &str) {
    let lists = Lists::of(rows);
    let comparison = lists.compare(options);
    let mut wanted: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let complete = |result: &CompareResult| {
        let reasons: Vec<&str> = result.reasons.iter().map(|r| r.key()).collect();
        format!("{} ({}) {reasons:?}", told(&lists, result), result.score)
    };
    let all = || comparison.results.iter().map(complete).collect::<Vec<_>>().join("\n");
    for result in &comparison.results {
        let told = told(&lists, result);
        let at = wanted.iter().position(|w| plain_part(w) == told);
        let at = at.unwrap_or_else(|| panic!("not expected: {}\n{}", complete(result), all()));
        check_marks(&lists, result, wanted.remove(at), &complete(result));
    }
    assert!(wanted.is_empty(), "missing: {wanted:?}\n{}", all());
}

fn plain_part(line: &str) -> String {
    let words = line.split_whitespace().filter(|w| !w.starts_with(['-', '+', '!', '&']));
    words.collect::<Vec<_>>().join(" ")
}

fn check_marks(lists: &Lists, result: &CompareResult, line: &str, told: &str) {
    let names: Vec<&str> = result.lists.iter().map(|l| lists.lists[usize::from(*l)].0.as_str()).collect();
    let reason = |key: &str| result.reasons.iter().any(|r| r.key() == key);
    let kind = |key: &str| ResultKind::ALL.iter().copied().find(|k| k.key() == key).expect("a kind");
    for word in line.split_whitespace() {
        if let Some(list) = word.strip_prefix('-') {
            assert!(names.contains(&list), "{line}\n{told}\n{names:?}");
        } else if let Some(key) = word.strip_prefix('+') {
            assert!(reason(key), "{line}\n{told}");
        } else if let Some(key) = word.strip_prefix('!') {
            assert!(!reason(key), "{line}\n{told}");
        } else if let Some(key) = word.strip_prefix('&') {
            assert!(result.also.contains(&kind(key)), "{line}\n{told}\n{:?}", result.also);
        }
    }
}
