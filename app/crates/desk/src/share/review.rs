//! What somebody wrote who may not send it any more, looked at by whoever leads.
//!
//! A device that was shut out, or a person whose right was taken away, hands over a stick. Nothing of it is taken in by
//! itself. Whoever leads sees, save by save, what would become another value than it is now, and writes it or does not. It
//! is then a save of his own, which has seen what is there. Until that is decided, the file has it: nothing is stored here.

use std::collections::{BTreeMap, BTreeSet};

use ledger::dispute::label;
use ledger::field::Field;
use ledger::schema::Table;
use sync::members::Member;
use sync::seal::Sealed;
use sync::{Cell, Envelope, FieldId, Op, RowId, SaveBuilder, ValueRef};

use super::dispute::shown;
use super::{Share, no};
use crate::Desk;
use crate::message::roster::Action;
use crate::message::share::{OfferLine, OfferView, ShareAnswer, Why};
use crate::step::{Now, Step};

/// So many saves are shown at once, and so many fields of each.
const SHOWN: usize = 20;
const LINES: usize = 12;

/// One save of somebody else, in as many envelopes as it had.
#[derive(Debug)]
pub(super) struct Offer {
    number: u32,
    parts: Vec<Envelope>,
}

impl Desk {
    /// What on a stick is to be decided about. Nothing for whoever does not lead.
    pub(super) fn offers_on(&self, envelopes: &[Sealed]) -> Vec<Offer> {
        let Some(share) = &self.share else { return Vec::new() };
        let device = &share.device;
        if !device.members().member(&device.agent()).is_some_and(Member::leads) {
            return Vec::new();
        }
        let mut offers: Vec<Offer> = Vec::new();
        let mut within = None;
        for envelope in device.offered(envelopes) {
            let header = envelope.header();
            let first = header.origin.unwrap_or(envelope.hash());
            if self.book.states().iter().any(|state| state.holds(&first)) || !self.may_read(header.compartment) {
                continue;
            }
            let (follows, before) = (header.more.then_some(envelope.hash()), header.prev);
            match offers.last_mut().filter(|_| within == Some(before)) {
                Some(offer) => offer.parts.push(envelope),
                None => offers.push(Offer { number: offers.len() as u32, parts: vec![envelope] }),
            }
            within = follows;
        }
        offers
    }

    /// How many of them are to be asked about. The others are there because what was written last counts.
    pub(super) fn to_decide(&self, offers: &[Offer]) -> usize {
        offers.iter().filter(|offer| self.would_change(offer).next().is_some()).count()
    }

    /// The same of what came on an earlier stick, and whose author was shut out before it could be sent.
    pub(super) fn offer_orphans(&mut self) {
        let new = |share: &&Share| share.offers.is_empty() && share.device.orphans().len() > share.offered;
        let Some(share) = self.share.as_ref().filter(new) else { return };
        let orphans: Vec<Sealed> = share.device.orphans().iter().map(|sealed| (**sealed).clone()).collect();
        let offers = self.offers_on(&orphans);
        if let Some(share) = &mut self.share {
            share.offered = orphans.len();
            share.offers = offers;
        }
    }

    /// What of it would be another value than it is now.
    fn would_change<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = (Table, Op<'a>)> {
        offer.ops().filter(|(_, op)| self.value_now(op.cell) != op.value)
    }

    fn value_now(&self, cell: Cell) -> ValueRef<'_> {
        self.book.state_of(cell.table).get(cell)
    }

    pub(super) fn offers_view(&self) -> Vec<OfferView> {
        let Some(share) = &self.share else { return Vec::new() };
        share.offers.iter().filter_map(|offer| self.offer_view(offer)).take(SHOWN).collect()
    }

    fn offer_view(&self, offer: &Offer) -> Option<OfferView> {
        let info = offer.parts.first()?.body().info();
        let (mut lines, mut more, mut records) = (Vec::new(), 0, BTreeSet::new());
        for (table, op) in self.would_change(offer) {
            let Cell { table: number, row, field } = op.cell;
            let fields = table == Table::Child;
            // Of what is no child the record is named, not each of its fields.
            if !fields && !records.insert((number, row)) {
                continue;
            }
            if lines.len() == LINES {
                more += 1;
                continue;
            }
            let now = self.value_now(op.cell);
            let values = fields.then(|| (shown(table, field.0, now), shown(table, field.0, op.value)));
            let title = self.child_of(table, row).map(|child| self.name_of(child)).unwrap_or_default();
            let title = if title.is_empty() { offer.name_of(row) } else { title };
            lines.push(OfferLine { title, field: label(table, field.0).to_owned(), values });
        }
        let (who, at_ms) = (info.actor.to_string(), info.wall_ms);
        (!lines.is_empty()).then_some(OfferView { offer: offer.number, who, at_ms, lines, more })
    }

    pub(super) fn decide_offer(&mut self, number: Option<u32>, adopt: bool, now: &Now) -> Step {
        if let Err(why) = self.leading() {
            return no(why);
        }
        let meant = move |offer: &Offer| number.is_none_or(|number| offer.number == number);
        let offers = self.share.iter().flat_map(|share| &share.offers).filter(|offer| meant(offer));
        let offers: Vec<&Offer> = offers.collect();
        let Some(first) = offers.first() else { return no(Why::Gone) };
        let who = first.parts.first().map(|part| part.body().info().actor.to_string()).unwrap_or_default();
        let mut save = SaveBuilder::new();
        // In their order: what was written later counts, even if it is what is there now.
        let written = offers.iter().filter(|_| adopt).flat_map(|offer| offer.ops());
        let last: BTreeMap<Cell, ValueRef<'_>> = written.map(|(_, op)| (op.cell, op.value)).collect();
        for (cell, value) in last.into_iter().filter(|(cell, value)| self.value_now(*cell) != *value) {
            save.set(cell, value);
        }
        let decided = move |desk: &mut Desk| {
            if let Some(share) = &mut desk.share {
                share.offers.retain(|offer| !meant(offer));
            }
            ShareAnswer::Done
        };
        if save.is_empty() {
            return Step::answer(decided(self));
        }
        self.keep(&save, Action::Adopt, &who, now, Box::new(move |desk, _| decided(desk).into()))
    }
}

impl Offer {
    /// What was written, but for what the ledger says of itself and its members: that is for nobody else to say.
    fn ops(&self) -> impl Iterator<Item = (Table, Op<'_>)> {
        let ops = self.parts.iter().flat_map(|envelope| envelope.body().ops());
        ops.filter_map(|op| {
            let table = Table::from_id(op.cell.table.0)?;
            (!matches!(table, Table::Space | Table::SpaceMember)).then_some((table, op))
        })
    }

    /// What a child that is in no list yet is called by the same save.
    fn name_of(&self, child: RowId) -> String {
        let name = FieldId(Field::Name.id());
        let mut ops = self.ops();
        let op = ops.find(|(table, op)| *table == Table::Child && (op.cell.row, op.cell.field) == (child, name));
        op.and_then(|(_, op)| op.value.text().map(str::to_owned)).unwrap_or_default()
    }
}
