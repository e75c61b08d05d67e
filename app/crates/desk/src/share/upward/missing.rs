//! 未报名单: which registered schools have sent what of a form and a period, over everything that ever came in.

use std::collections::BTreeMap;

use ledger::schema::Table;
use ledger::upward::Form;
use sync::RowId;
use sync::upward::Status;

use super::offices;
use super::rows::{self, Came};
use super::series::by_subject;
use super::view::said;
use crate::Desk;
use crate::message::upward::{Handed, MissingView, Said};
use crate::step::Now;

impl Desk {
    /// Every school that counts, with what became of the last of this form and period; those that owe something first.
    pub(super) fn handed_view(&self, form: &str, period: &str, now: &Now) -> MissingView {
        let proposed = Form::from_key(form).map(|form| form.proposed(now.local_date()));
        let mut periods = proposed.unwrap_or_default();
        let came: Vec<Came> =
            rows::came(&self.book).into_iter().filter(|one| one.flaw.is_none() && one.form == form).collect();
        // Periods that people write themselves are those that came.
        for one in &came {
            if !periods.contains(&one.period) {
                periods.push(one.period.clone());
            }
        }
        let words = rows::words(&self.book);
        let words = by_subject(&words);
        // Of two that came as one revision, what was sent back is not the one that counts.
        let rank = |one: &Came| {
            let said = words.get(&one.row).and_then(|words| words.first());
            (one.revision, !said.is_some_and(|word| matches!(word.status, Status::Rejected(_))))
        };
        let mut last: BTreeMap<RowId, &Came> = BTreeMap::new();
        for one in came.iter().filter(|one| one.period == period) {
            let Some(sender) = one.sender else { continue };
            let last = last.entry(sender).or_insert(one);
            if rank(one) > rank(last) {
                *last = one;
            }
        }
        let handed = |school: RowId| match last.get(&school) {
            None => Handed::Nothing,
            Some(one) => match words.get(&one.row).and_then(|words| words.first()) {
                None => Handed::Open,
                Some(word) => Handed::Said(said(&word.status)),
            },
        };
        let schools = offices::offices(&self.book, Table::Sender).into_iter();
        let mut schools: Vec<(String, Handed)> = schools
            .filter(|school| school.removed.is_empty())
            .map(|school| (school.letter.name, handed(school.row)))
            .collect();
        schools.sort_by_key(|(_, handed)| match handed {
            Handed::Nothing => 0,
            Handed::Said(Said::Rejected) => 1,
            Handed::Open | Handed::Said(_) => 2,
        });
        MissingView { periods, schools }
    }
}
