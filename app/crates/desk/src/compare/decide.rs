//! Accepting or refusing proposals as one child. The decision is kept by what the rows say, so it holds when the same file
//! comes again; the round is then compared anew.

use ledger::compare::{Decisions, Fingerprint};
use ledger::schema::Table;
use ledger::schema::link;
use sync::{RowId, SaveBuilder, ValueRef};

use super::open::OpenRound;
use crate::Desk;
use crate::book::cell;
use crate::message::compare::RoundView;
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// Codes by which decisions are stored. Stored: never change one.
pub(super) const ACCEPTED: &str = "accepted";
const REFUSED: &str = "refused";

impl Desk {
    pub(super) fn decide_proposals(&mut self, ids: &[Id], accept: bool, now: &Now) -> Step {
        let open = match self.round_open() {
            Ok(open) => open,
            Err(gone) => return gone,
        };
        let named = open.named();
        let mut decided = Decisions::default();
        for item in ids.iter().filter_map(|&id| open.item(id)) {
            match accept {
                true => decided.accept(&named, open.result(item)),
                false => decided.refuse(&named, open.result(item)),
            }
        }
        if decided.is_empty() {
            return Step::answer(Refusal::Gone);
        }
        let mut save = SaveBuilder::new();
        for (pairs, decision) in [(&decided.accepted, ACCEPTED), (&decided.refused, REFUSED)] {
            pairs.iter().for_each(|(a, b)| self.keep_link(&mut save, *a, *b, decision));
        }
        // The round as it will be: its discrepancies go into the same save.
        let mut decisions = self.decisions();
        decisions.accepted.extend(decided.accepted);
        decisions.refused.extend(decided.refused);
        let outline = RoundView {
            id: open.id,
            number: open.number,
            preset: open.preset.clone(),
            lists: open.lists.clone(),
            at_ms: open.at_ms,
            window: open.window.clone(),
            ..RoundView::default()
        };
        let open: OpenRound = self.compare_under(outline, open.tables.clone(), decisions);
        self.write_round(&mut save, &open);
        self.keep(&save, Action::Explain, "", now, Box::new(move |desk, _| desk.put_on_table(open)))
    }

    fn keep_link(&self, save: &mut SaveBuilder, a: Fingerprint, b: Fingerprint, decision: &str) {
        let (a, b) = (a.to_string(), b.to_string());
        let pair = if a < b { [a.as_str(), &b] } else { [b.as_str(), &a] }.concat();
        let row = RowId::natural(&self.book.identity.row_key, "link", &pair);
        save.set(cell(Table::Link, row, link::A), ValueRef::Text(&a));
        save.set(cell(Table::Link, row, link::B), ValueRef::Text(&b));
        save.set(cell(Table::Link, row, link::DECISION), ValueRef::Text(decision));
    }

    /// What people decided on proposals so far.
    pub(super) fn decisions(&self) -> Decisions {
        let mut decisions = Decisions::default();
        for ix in self.book.live(Table::Link) {
            let text = |field| self.book.text(Table::Link, ix, field);
            let (Ok(a), Ok(b)) = (text(link::A).parse(), text(link::B).parse()) else { continue };
            match text(link::DECISION) {
                ACCEPTED => decisions.accepted.push((a, b)),
                _ => decisions.refused.push((a, b)),
            }
        }
        decisions
    }
}
