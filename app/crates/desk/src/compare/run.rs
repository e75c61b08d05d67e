//! Running a round: compare, then keep the round and, for each discrepancy, when it was first and last seen.

use ledger::discrepancy::PRESETS;
use ledger::schema::Table;
use ledger::schema::{discrepancy, round};
use ledger::window::AgeWindow;
use sync::{RowId, SaveBuilder, ValueRef};

use super::open::OpenRound;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::compare::{CompareAnswer, ListView, RoundView};
use crate::message::roster::Action;
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn run(&mut self, preset: String, lists: &[Id], window: String, now: &Now) -> Step {
        if lists.len() < 2 {
            return Step::answer(Refusal::Missing(Need::TwoLists));
        }
        if !window.is_empty() && window.parse::<AgeWindow>().is_err() {
            return Step::answer(Refusal::BadWindow);
        }
        let tables = match self.tables(lists) {
            Ok(tables) => tables,
            Err(load) => return load,
        };
        let views: Vec<ListView> = lists.iter().filter_map(|&id| self.list_by_id(id, now)).collect();
        let number =
            self.book.live(Table::Round).iter().map(|&ix| self.book.int(Table::Round, ix, round::NUMBER)).max();
        let outline = RoundView {
            id: RowId::new(now, &mut Dice::new(now)).0,
            number: number.unwrap_or_default() as u32 + 1,
            preset,
            lists: views,
            at_ms: now.ms,
            window,
            ..RoundView::default()
        };
        let open = self.compare_now(outline, tables);
        let mut save = SaveBuilder::new();
        self.write_round(&mut save, &open);
        let title = title(&open);
        self.keep(&save, Action::Round, &title, now, Box::new(move |desk, _| desk.put_on_table(open)))
    }

    /// Makes the round the open one and answers with it.
    pub(super) fn put_on_table(&mut self, open: OpenRound) -> crate::message::Response {
        let view = self.round_view(&open);
        self.compare.open = Some(open);
        CompareAnswer::Round(Some(Box::new(view))).into()
    }

    /// The round's row and its discrepancies' rounds.
    pub(super) fn write_round(&self, save: &mut SaveBuilder, open: &OpenRound) {
        let row = RowId(open.id);
        let number = i64::from(open.number);
        let ids: Vec<String> = open.lists.iter().map(|l| RowId(l.id).to_string()).collect();
        save.set(cell(Table::Round, row, round::NUMBER), ValueRef::Int(number));
        save.set(cell(Table::Round, row, round::NAME), text_value(&title(open)));
        save.set(cell(Table::Round, row, round::PRESET), text_value(&open.preset));
        save.set(cell(Table::Round, row, round::LISTS), text_value(&ids.join(",")));
        save.set(cell(Table::Round, row, round::WINDOW), text_value(&open.window));
        save.set(cell(Table::Round, row, round::CREATED), ValueRef::Int(open.at_ms as i64));
        for item in &open.items {
            let at = |field| cell(Table::Discrepancy, item.row, field);
            if !self.on_record(item) {
                let result = open.result(item);
                let subject = result.subject.to_string();
                save.set(at(discrepancy::KEY), ValueRef::Text(&subject));
                save.set(at(discrepancy::KIND), ValueRef::Text(item.situation.key()));
                save.set(at(discrepancy::SITUATION), text_value(item.situation.label()));
                save.set(at(discrepancy::NAME), text_value(&result.name));
                save.set(at(discrepancy::FIRST_ROUND), ValueRef::Int(number));
            }
            save.set(at(discrepancy::LAST_ROUND), ValueRef::Int(number));
        }
    }
}

/// What a round is called: its preset, else its lists.
fn title(open: &OpenRound) -> String {
    match PRESETS.iter().find(|p| p.key == open.preset) {
        Some(preset) => preset.name.to_owned(),
        None => open.lists.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(" × "),
    }
}
