//! What somebody wrote who may not send it any more, looked at by whoever leads.
//!
//! A device that was shut out, or a person whose right was taken away, hands over a stick. Nothing of it is taken in by
//! itself. Whoever leads sees, save by save, what would become another value than it is now, and writes it or does not. It
//! is then a save of his own, which has seen what is there. Until that is decided, the file has it: nothing is stored here.

use std::collections::BTreeSet;

use ledger::dispute::label;
use ledger::field::Field;
use ledger::schema::Table;
use sync::members::Member;
use sync::seal::Sealed;
use sync::{Cell, Envelope, Op, SaveBuilder, TableId};

use super::dispute::shown;
use super::no;
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
        offers.retain(|offer| self.would_change(offer).next().is_some());
        offers
    }

    /// The same of what came on an earlier stick, and whose author was shut out before it could be sent.
    pub(super) fn offer_orphans(&mut self) {
        let Some(share) = self.share.as_ref().filter(|share| share.device.orphans().len() > share.offered) else {
            return;
        };
        let orphans: Vec<Sealed> = share.device.orphans().iter().map(|sealed| (**sealed).clone()).collect();
        let offers = self.offers_on(&orphans);
        if let Some(share) = &mut self.share {
            share.offered = orphans.len();
            share.offers = offers;
        }
    }

    /// What of it would be another value than it is now.
    fn would_change<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = (Table, Op<'a>)> {
        let ops = offer.parts.iter().flat_map(|envelope| envelope.body().ops());
        ops.filter_map(|op| {
            // What the ledger says of itself and its members is for nobody else to say.
            let table =
                Table::from_id(op.cell.table.0).filter(|table| !matches!(table, Table::Space | Table::SpaceMember))?;
            (self.book.state_of(op.cell.table).get(op.cell) != op.value).then_some((table, op))
        })
    }

    pub(super) fn offers_view(&self) -> Vec<OfferView> {
        let Some(share) = &self.share else { return Vec::new() };
        share.offers.iter().take(SHOWN).filter_map(|offer| self.offer_view(offer)).collect()
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
            let now = self.book.state_of(number).get(op.cell);
            let values = fields.then(|| (shown(table, field.0, now), shown(table, field.0, op.value)));
            let title = self.child_of(table, row).map(|child| self.name_of(child)).unwrap_or_default();
            let title = if title.is_empty() { named(offer, op.cell) } else { title };
            lines.push(OfferLine { title, field: label(table, field.0).to_owned(), values });
        }
        let (who, at_ms) = (info.actor.to_string(), info.wall_ms);
        (!lines.is_empty()).then_some(OfferView { offer: offer.number, who, at_ms, lines, more })
    }

    pub(super) fn decide_offer(&mut self, number: u32, adopt: bool, now: &Now) -> Step {
        if let Err(why) = self.leading() {
            return no(why);
        }
        let found = self.share.as_ref().and_then(|share| share.offers.iter().find(|offer| offer.number == number));
        let Some(offer) = found else { return no(Why::Gone) };
        let mut save = SaveBuilder::new();
        if adopt {
            self.would_change(offer).for_each(|(_, op)| save.set(op.cell, op.value));
        }
        let who = offer.parts.first().map(|part| part.body().info().actor.to_string()).unwrap_or_default();
        let decided = move |desk: &mut Desk| {
            if let Some(share) = &mut desk.share {
                share.offers.retain(|offer| offer.number != number);
            }
            ShareAnswer::Done
        };
        if save.is_empty() {
            return Step::answer(decided(self));
        }
        self.keep(&save, Action::Adopt, &who, now, Box::new(move |desk, _| decided(desk).into()))
    }
}

/// A child that is in no list yet is named by the same save.
fn named(offer: &Offer, cell: Cell) -> String {
    let name = Cell { field: sync::FieldId(Field::Name.id()), ..cell };
    let child = TableId(Table::Child.id());
    let mut ops = offer.parts.iter().flat_map(|envelope| envelope.body().ops());
    let op = ops.find(|op| cell.table == child && op.cell == name);
    op.and_then(|op| op.value.text().map(str::to_owned)).unwrap_or_default()
}
