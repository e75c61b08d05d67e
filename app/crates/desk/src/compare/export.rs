//! The discrepancies as a sheet (不一致台账), and children taken from a list into the roster.

use std::borrow::Cow;
use std::collections::HashSet;

use ledger::discrepancy::explanation;
use ledger::field::Field;
use ledger::schema::discrepancy as field;
use ledger::schema::{DELETED, Table};
use sync::{RowId, SaveBuilder, ValueRef};

use super::open::{Item, OpenRound};
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::compare::{CompareAnswer, DiscrepancyQuery, Status};
use crate::message::place::AccessAct;
use crate::message::roster::{Action, Sheet};
use crate::message::{Id, Need, Refusal};
use crate::roster::{child_cell, masked};
use crate::step::{Now, Step};

/// What a line says of the child, before the rows of the lists.
const WHO: [Field; 6] = [Field::Name, Field::Sex, Field::Birth, Field::IdNumber, Field::Village, Field::School];
const AFTER: [&str; 7] = ["说明", "备注", "责任人", "期限", "印证材料", "状态", "审批人"];

impl Desk {
    pub(super) fn export_round(&self, query: &DiscrepancyQuery, unmasked: Option<String>, now: &Now) -> Step {
        if unmasked.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        let headers = ["序号", "情形"].into_iter().map(str::to_owned);
        let headers = headers.chain(WHO.iter().map(|f| f.label().to_owned()));
        let headers = headers.chain(open.lists.iter().map(|l| format!("{}（行）", l.name)));
        let headers = headers.chain(AFTER.into_iter().map(str::to_owned)).collect();
        let found = self.found(open, query);
        let full = unmasked.is_some();
        let rows: Vec<_> = found.iter().enumerate().map(|(i, item)| self.sheet_line(open, item, i + 1, full)).collect();
        let sheet = Sheet {
            title: "不一致台账".to_owned(),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            headers,
            rows,
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let reason = unmasked.unwrap_or_default();
        self.log_access(
            AccessAct::Export,
            &subject,
            &reason,
            now,
            Box::new(move |_, _| CompareAnswer::Sheet(Box::new(sheet)).into()),
        )
        .even_without(!full)
    }

    fn sheet_line(&self, open: &OpenRound, item: &Item, number: usize, full: bool) -> Vec<String> {
        let facts = self.facts(item.row);
        let line = self.line(open, item);
        let who = WHO.iter().map(|&f| {
            let text = open.first_text(item, f);
            if full { text.to_owned() } else { masked(f, Cow::Borrowed(text)).into_owned() }
        });
        let places = line.rows.iter().map(|rows| rows.iter().map(u32::to_string).collect::<Vec<_>>().join("、"));
        let status = match line.status {
            Status::Open => "待说明",
            Status::Explained => "已说明",
            Status::Closed => "已销号",
        };
        let written = [
            explanation(&line.explanation).map_or("", |e| e.label),
            facts.text(field::NOTE),
            facts.text(field::OWNER),
            facts.text(field::DUE),
            facts.text(field::EVIDENCE),
            status,
            facts.text(field::CLOSED_BY),
        ];
        let start = [number.to_string(), line.situation.clone()].into_iter();
        start.chain(who).chain(places).chain(written.into_iter().map(str::to_owned)).collect()
    }

    /// Adds the children of these discrepancies to the roster, each from the first list that has it. One that the roster
    /// already has (it is among the compared lists) is left out.
    pub(super) fn adopt(&self, ids: &[Id], now: &Now) -> Step {
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        let mut save = SaveBuilder::new();
        let mut dice = Dice::new(now);
        let mut used = HashSet::new();
        for item in ids.iter().filter_map(|&id| open.item(id)) {
            if open.stands_in_roster(item) || open.first_text(item, Field::Name).is_empty() {
                continue;
            }
            let number = open.first_text(item, Field::IdNumber);
            let mut row = self.new_child_row(number, &mut dice, now);
            if !used.insert(row) {
                row = RowId::new(now, &mut dice);
            }
            save.set(cell(Table::Child, row, DELETED), ValueRef::Null);
            for &f in Field::ALL {
                let text = open.first_text(item, f);
                if !text.is_empty() {
                    save.set(child_cell(row, f), text_value(text));
                }
            }
        }
        self.keep(&save, Action::Import, "", now, Box::new(|_, save| CompareAnswer::Saved(save).into()))
    }
}
