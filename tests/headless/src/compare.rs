//! Several lists in, every row of them in exactly one result out, with row numbers as a person sees them in each sheet.

use std::collections::BTreeMap;

use ledger::compare::{CompareResult, Comparison, NamedList, Options, ResultKind, compare as compare_lists};
use ledger::list::ListTable;
use serde::Serialize;

use crate::import::read;
use crate::names::kind_of;
use crate::refusal::Refusal;
use crate::words::Order;

/// The printed answer.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    lists: Vec<Tally>,
    /// Every kind, those without results with 0.
    buckets: BTreeMap<&'static str, usize>,
    results: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct Tally {
    name: String,
    rows_in: u32,
    accepted: u32,
    rejected: u32,
    skipped: u32,
}

#[derive(Debug, Serialize)]
struct Told {
    kind: &'static str,
    /// The lists the kind speaks of: the one list of `only_in`, those with the repetition of `duplicate_in`, otherwise
    /// those the child is absent from.
    lists: Vec<String>,
    also: Vec<&'static str>,
    confidence: &'static str,
    score: u8,
    reasons: Vec<&'static str>,
    rows: BTreeMap<String, Vec<u32>>,
    name: String,
}

/// Reads the lists and compares them.
pub(crate) fn compare(order: &Order) -> Result<Answer, Refusal> {
    let tables =
        order.lists.iter().map(|(_, file)| read(file).map(|list| list.table)).collect::<Result<Vec<_>, Refusal>>()?;
    let names: Vec<&str> = order.lists.iter().map(|(name, _)| name.as_str()).collect();
    let lists: Vec<NamedList<'_>> =
        names.iter().zip(&tables).map(|(name, table)| NamedList { name, kind: kind_of(name), table }).collect();
    let comparison = compare_lists(&lists, &Options { window: order.window, ..Options::default() });
    Ok(told(&comparison, &names, &tables))
}

fn told(comparison: &Comparison, names: &[&str], tables: &[ListTable]) -> Answer {
    let mut buckets: BTreeMap<&str, usize> = ResultKind::ALL.map(|kind| (kind.key(), 0)).into();
    buckets.extend(comparison.buckets().map(|(kind, count)| (kind.key(), count)));
    let tally = |list: &ledger::compare::ListTally| Tally {
        name: list.name.clone(),
        rows_in: list.rows_in,
        accepted: list.accepted,
        rejected: list.rejected,
        skipped: list.skipped,
    };
    Answer {
        lists: comparison.lists.iter().map(tally).collect(),
        buckets,
        results: comparison.results.iter().map(|result| one(result, names, tables)).collect(),
    }
}

fn one(result: &CompareResult, names: &[&str], tables: &[ListTable]) -> Told {
    let name_of = |list: usize| names.get(list).copied().unwrap_or_default().to_owned();
    let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for at in &result.rows {
        let list = usize::from(at.list);
        let number = tables.get(list).and_then(|table| table.row_numbers.get(at.row as usize));
        rows.entry(name_of(list)).or_default().extend(number);
    }
    Told {
        kind: result.kind.key(),
        lists: result.lists.iter().map(|list| name_of(usize::from(*list))).collect(),
        also: result.also.iter().map(|kind| kind.key()).collect(),
        confidence: result.confidence.key(),
        score: result.score,
        reasons: result.reasons.iter().map(|reason| reason.key()).collect(),
        rows,
        name: result.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(file: &str) -> String {
        format!("{}/../../public/sample/{file}", env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn every_row_of_the_sample_lists_stands_in_exactly_one_result() {
        let lists = [("户籍", "household.csv"), ("学籍", "registry.xlsx"), ("在校", "in-school.xls")];
        let order = Order {
            lists: lists.map(|(name, file)| (name.to_owned(), sample(file))).into(),
            window: Some("2011-09-01..2020-08-31".parse().unwrap()),
        };
        let answer = compare(&order).unwrap();
        assert_eq!(answer.buckets.values().sum::<usize>(), answer.results.len());
        for tally in &answer.lists {
            assert_eq!(tally.rows_in, tally.accepted + tally.rejected + tally.skipped);
            let mut rows: Vec<u32> =
                answer.results.iter().filter_map(|result| result.rows.get(&tally.name)).flatten().copied().collect();
            assert_eq!(rows.len() as u32, tally.accepted + tally.rejected, "{}", tally.name);
            rows.sort_unstable();
            rows.dedup();
            assert_eq!(rows.len() as u32, tally.accepted + tally.rejected, "{} repeats a row", tally.name);
        }
        for kind in ["matched", "only_in", "missing_from", "duplicate_in", "rejected"] {
            assert!(answer.buckets[kind] > 0, "the sample lists plant no {kind}");
        }
    }
}
