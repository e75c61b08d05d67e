//! What somebody wrote who cannot send it any more, looked at by whoever leads.
//!
//! A device that was shut out, or a person whose right was taken away, hands over a stick. Nothing of it is taken in by
//! itself. Whoever leads sees, save by save, what would become another value than it is now, and writes it or does not. It
//! is then a save of his own, which has seen what is there. Until that is decided, the file has it: nothing is stored here.

use std::collections::BTreeSet;

use ledger::dispute::label;
use ledger::field::Field;
use ledger::schema::Table;
use sync::device::Device;
use sync::members::Member;
use sync::seal::Sealed;
use sync::{AgentId, Cell, CompartmentId, Envelope, FieldId, Hlc, Op, RowId, SaveBuilder, ValueRef};

use super::dispute::{names_child, shown};
use super::{Share, no};
use crate::Desk;
use crate::message::roster::Action;
use crate::message::share::{OfferLine, OfferView, ShareAnswer, Why};
use crate::step::{Now, Step};

/// So many saves are shown at once, and so many fields of each.
const SHOWN: usize = 20;
const LINES: usize = 30;

/// One save of somebody else, in as many envelopes as it had.
#[derive(Debug)]
pub(super) struct Offer {
    number: u32,
    parts: Vec<Envelope>,
    /// Cells that a later one of them writes: what was written last counts, so only that is asked about.
    later: BTreeSet<Cell>,
}

/// Whether a record is about children and the work with them. What says who may do what, which offices are trusted and who
/// looked at what is for nobody else to say.
fn may_be_adopted(table: Table) -> bool {
    use Table::{
        Absence, Aid, Attachment, Case, Child, Discrepancy, Docket, Link, Membership, Notice, Restricted, RollCall,
        Shortfall, Step, Visit,
    };
    matches!(
        table,
        Child
            | Discrepancy
            | Link
            | Membership
            | Restricted
            | Visit
            | Shortfall
            | Case
            | Step
            | Notice
            | RollCall
            | Absence
            | Attachment
            | Aid
            | Docket
    )
}

impl Desk {
    /// What of these envelopes is to be decided about, by what a device knows. Nothing for whoever does not lead.
    pub(super) fn offers_on(&self, device: &Device, envelopes: &[Sealed]) -> Vec<Offer> {
        if !device.members().member(&device.agent()).is_some_and(Member::leads) {
            return Vec::new();
        }
        let mut offers: Vec<Offer> = Vec::new();
        for envelope in device.offered(envelopes) {
            let first = envelope.header().origin.unwrap_or(envelope.hash());
            if self.book.states().iter().any(|state| state.holds(&first)) {
                continue;
            }
            match offers.last_mut().filter(|offer| offer.is_of_one_save_with(&envelope)) {
                Some(offer) => offer.parts.push(envelope),
                None => offers.push(Offer::new(offers.len() as u32, envelope)),
            }
        }
        let mut later = BTreeSet::new();
        for offer in offers.iter_mut().rev() {
            let cells: BTreeSet<Cell> = offer.ops().map(|(_, op)| op.cell).collect();
            offer.later = cells.intersection(&later).copied().collect();
            later.extend(cells);
        }
        offers.retain(|offer| self.would_change(offer).next().is_some());
        offers
    }

    /// How many of them are still to be asked about.
    pub(super) fn to_decide(&self, offers: &[Offer]) -> usize {
        offers.iter().filter(|offer| self.would_change(offer).next().is_some()).count()
    }

    /// The same of what came on an earlier stick, and whose author was shut out before it could be sent.
    pub(super) fn offer_orphans(&mut self) {
        let new = |share: &&Share| share.device.orphans().len() > share.offered && self.to_decide(&share.offers) == 0;
        let Some(share) = self.share.as_ref().filter(new) else { return };
        let orphans: Vec<Sealed> = share.device.orphans().iter().map(|sealed| (**sealed).clone()).collect();
        let offers = self.offers_on(&share.device, &orphans);
        if let Some(share) = &mut self.share {
            share.offered = orphans.len();
            share.offers = offers;
        }
    }

    /// What of it would be another value than it is now, as far as this person may see and write it.
    fn would_change<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = (Table, Op<'a>)> {
        let may = |compartment: CompartmentId| self.may_read(compartment) && self.may_write(compartment);
        let counts = move |op: &Op<'_>| !offer.later.contains(&op.cell) && self.value_now(op.cell) != op.value;
        offer.ops().filter(move |(table, op)| may(table.compartment().id()) && counts(op))
    }

    fn value_now(&self, cell: Cell) -> ValueRef<'_> {
        self.book.state_of(cell.table).get(cell)
    }

    /// Those that are shown, and how many more there are.
    pub(super) fn offers_view(&self) -> (Vec<OfferView>, u32) {
        let Some(share) = self.share.as_ref().filter(|_| self.leading().is_ok()) else { return (Vec::new(), 0) };
        let mut shown: Vec<OfferView> = share.offers.iter().filter_map(|offer| self.offer_view(offer)).collect();
        let more = shown.len().saturating_sub(SHOWN);
        shown.truncate(SHOWN);
        (shown, u32::try_from(more).unwrap_or(u32::MAX))
    }

    fn offer_view(&self, offer: &Offer) -> Option<OfferView> {
        let at_ms = offer.parts.first()?.body().info().wall_ms;
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
            lines.push(OfferLine {
                title: self.about(offer, table, row),
                field: label(table, field.0).to_owned(),
                values,
            });
        }
        let who = self.author(offer);
        (!lines.is_empty()).then_some(OfferView { offer: offer.number, who, at_ms, lines, more })
    }

    /// The child a record is about, by what is known here or else by the same save.
    fn about(&self, offer: &Offer, table: Table, row: RowId) -> String {
        let child = self.child_of(table, row).or_else(|| offer.child_of(table, row));
        let known = child.map(|child| self.name_of(child)).unwrap_or_default();
        match child {
            Some(child) if known.is_empty() => offer.name_of(child),
            _ => known,
        }
    }

    /// Who wrote it: what the ledger calls the author, not what the author says.
    fn author(&self, offer: &Offer) -> String {
        offer.parts.first().map(|part| self.member_name(&part.header().agent).to_owned()).unwrap_or_default()
    }

    pub(super) fn decide_offers(&mut self, numbers: &[u32], adopt: bool, now: &Now) -> Step {
        if let Err(why) = self.leading() {
            return no(why);
        }
        let offers = self.share.iter().flat_map(|share| &share.offers);
        let offers: Vec<&Offer> = offers.filter(|offer| numbers.contains(&offer.number)).collect();
        let Some(first) = offers.first() else { return no(Why::Gone) };
        let who = self.author(first);
        let mut save = SaveBuilder::new();
        for offer in offers.iter().filter(|_| adopt) {
            self.would_change(offer).for_each(|(_, op)| save.set(op.cell, op.value));
        }
        let numbers = numbers.to_vec();
        let decided = move |desk: &mut Desk| {
            if let Some(share) = &mut desk.share {
                share.offers.retain(|offer| !numbers.contains(&offer.number));
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
    fn new(number: u32, first: Envelope) -> Offer {
        Offer { number, parts: vec![first], later: BTreeSet::new() }
    }

    /// Whose it is, and when: all parts of a save say the same.
    fn of(envelope: &Envelope) -> (AgentId, Hlc) {
        (envelope.header().agent, envelope.body().hlc())
    }

    fn is_of_one_save_with(&self, envelope: &Envelope) -> bool {
        self.parts.first().is_some_and(|first| Offer::of(first) == Offer::of(envelope))
    }

    /// What was written of what may be adopted, each in the compartment it belongs to: nobody writes into one that was not
    /// theirs by this way.
    fn ops(&self) -> impl Iterator<Item = (Table, Op<'_>)> {
        let ops = self.parts.iter().flat_map(|envelope| {
            let home = envelope.header().compartment;
            envelope.body().ops().map(move |op| (home, op))
        });
        ops.filter_map(|(home, op)| {
            let table = Table::from_id(op.cell.table.0)?;
            (may_be_adopted(table) && table.compartment().id() == home).then_some((table, op))
        })
    }

    /// The value that the save gives to a cell.
    fn value(&self, table: Table, row: RowId, field: u16) -> Option<ValueRef<'_>> {
        let mut ops = self.ops();
        let found = ops.find(|(of, op)| *of == table && (op.cell.row, op.cell.field) == (row, FieldId(field)));
        found.map(|(_, op)| op.value)
    }

    fn child_of(&self, table: Table, row: RowId) -> Option<RowId> {
        match self.value(table, row, names_child(table)?)? {
            ValueRef::Row(child) => Some(child),
            _ => None,
        }
    }

    /// What a child that is in no list yet is called by the same save.
    fn name_of(&self, child: RowId) -> String {
        let name = self.value(Table::Child, child, Field::Name.id());
        name.and_then(|name| name.text().map(str::to_owned)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use ledger::schema::{Compartment, office_key, setting};
    use sync::{Position, SaveInfo, SpaceId, Writer};

    use super::*;
    use crate::book::cell;

    fn offered(compartment: Compartment, save: &SaveBuilder) -> Vec<u16> {
        let writer = Writer::new(SpaceId([1; 16]), compartment.id(), AgentId([2; 16]));
        let offer = Offer::new(0, writer.write(save, &SaveInfo::default(), &Position::default()).unwrap().remove(0));
        offer.ops().map(|(table, _)| table.id()).collect()
    }

    #[test]
    fn what_is_trusted_is_never_offered_nor_what_stands_in_a_place_that_was_not_its_authors() {
        let row = RowId([7; 16]);
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Child, row, Field::Guardian.id()), ValueRef::Text("周大山"));
        save.set(cell(Table::Setting, row, setting::ALL[0]), ValueRef::Text("x"));
        save.set(cell(Table::OfficeKey, row, office_key::ALL[0]), ValueRef::Text("x"));
        save.set(cell(Table::SpaceMember, row, 1), ValueRef::Text("王主任"));
        save.set(cell(Table::Access, row, 1), ValueRef::Text("x"));
        save.set(cell(Table::Restricted, row, 1), ValueRef::Text("x"));
        assert_eq!(offered(Table::Child.compartment(), &save), [Table::Child.id()]);
        assert_eq!(offered(Compartment::Sensitive, &save), [Table::Restricted.id()]);
    }
}
