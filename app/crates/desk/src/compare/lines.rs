//! Lines of the workbench, one discrepancy opened side by side, and numbers per group.

use std::borrow::Cow;

use ledger::compare::CompareResult;
use ledger::discrepancy::counts_by;
use ledger::field::Field;
use ledger::name::normalise_name;
use ledger::pinyin;
use ledger::schema::discrepancy as field;

use super::open::{Item, OpenRound};
use crate::Desk;
use crate::message::compare::{CompareAnswer, DiscrepancyQuery, DiscrepancyRow};
use crate::message::{Id, Refusal};
use crate::roster::masked;
use crate::step::Step;

impl Desk {
    pub(super) fn lines(&self, query: &DiscrepancyQuery, from: u32, count: u32) -> Step {
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        let found = self.found(open, query);
        let rows = found.iter().skip(from as usize).take(count as usize).map(|item| self.line(open, item)).collect();
        Step::answer(CompareAnswer::Lines { total: found.len() as u32, rows })
    }

    pub(super) fn found<'a>(&self, open: &'a OpenRound, query: &DiscrepancyQuery) -> Vec<&'a Item> {
        let needle: String = query.search.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let wanted = |item: &&Item| {
            let facts = self.facts(item.row);
            (query.buckets.is_empty() || query.buckets.iter().any(|b| b == item.situation.key()))
                && (query.statuses.is_empty() || query.statuses.contains(&facts.status()))
                && (!query.only_new || facts.is_new(open.number))
                && (query.proposals_from == 0 || proposed(open.result(item), query.proposals_from))
                && open.in_group(item, &query.group)
                && (needle.is_empty()
                    || matches(&open.result(item).name, &needle)
                    || open.numbers(item).any(|n| n.contains(&needle)))
        };
        open.items.iter().filter(wanted).collect()
    }

    pub(super) fn line(&self, open: &OpenRound, item: &Item) -> DiscrepancyRow {
        let result = open.result(item);
        let facts = self.facts(item.row);
        let text = |field| facts.text(field).to_owned();
        let lists = 0..open.lists.len();
        let rows = lists
            .clone()
            .map(|list| result.rows_in(list).filter_map(|r| open.tables[list].row_numbers.get(r).copied()).collect());
        let other_names = lists.map(|list| {
            let mut names = result.rows_in(list).map(|row| open.tables[list].cell(Field::Name, row));
            names.find(|name| *name != result.name).unwrap_or_default().to_owned()
        });
        DiscrepancyRow {
            id: item.row.0,
            name: result.name.clone(),
            bucket: item.situation.key().to_owned(),
            situation: item.situation.label().to_owned(),
            confidence: result.confidence.key().to_owned(),
            score: result.score,
            reasons: result.reasons.iter().map(|r| r.label().to_owned()).collect(),
            rows: rows.collect(),
            other_names: other_names.collect(),
            explanation: text(field::EXPLANATION),
            note: text(field::NOTE),
            owner: text(field::OWNER),
            due: text(field::DUE),
            evidence: text(field::EVIDENCE),
            status: facts.status(),
            closed_by: text(field::CLOSED_BY),
            new: facts.is_new(open.number),
            carried: facts.is_carried(open.number),
            proposal: result.is_proposal(),
        }
    }

    /// Everything the lists say of one child, one column per row of a list; fields that nobody fills are left out.
    pub(super) fn detail(&self, id: Id) -> Step {
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        let Some(item) = open.item(id) else { return Step::answer(Refusal::Gone) };
        let rows = &open.result(item).rows;
        let place = |at: &ledger::compare::RowAt| (usize::from(at.list), at.row as usize);
        let columns = rows.iter().map(place).map(|(list, row)| {
            let number = open.tables[list].row_numbers.get(row).copied().unwrap_or_default();
            format!("{} 第{number}行", open.lists[list].name)
        });
        let fields = Field::ALL.iter().filter_map(|&field| {
            let cell = |(list, row): (usize, usize)| open.tables[list].cell(field, row);
            let texts: Vec<&str> = rows.iter().map(place).map(cell).collect();
            let show = |text: &str| masked(field, Cow::Borrowed(text)).into_owned();
            texts.iter().any(|t| !t.is_empty()).then(|| (field, texts.into_iter().map(show).collect()))
        });
        let (columns, fields) = (columns.collect(), fields.collect());
        Step::answer(CompareAnswer::Detail { row: Box::new(self.line(open, item)), columns, fields })
    }

    pub(super) fn count_groups(&self, by: &[Field]) -> Step {
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        Step::answer(CompareAnswer::Counts {
            lists: open.lists.iter().map(|l| l.name.clone()).collect(),
            rows: counts_by(&open.named(), by),
        })
    }
}

fn proposed(result: &CompareResult, from: u8) -> bool {
    result.is_proposal() && result.score >= from
}

fn matches(name: &str, needle: &str) -> bool {
    normalise_name(name).key.to_lowercase().contains(needle) || pinyin::initials(name).to_lowercase().contains(needle)
}
