//! A save that is offered: of whom, and what of it anybody may adopt.

use std::collections::{BTreeMap, BTreeSet};

use ledger::field::Field;
use ledger::schema::Table;
use sync::{AgentId, Cell, Envelope, EnvelopeHash, FieldId, Hlc, Op, RowId, ValueRef};

use super::dispute::names_child;

/// One save of somebody else, in as many envelopes as it had.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) number: u32,
    pub(super) parts: Vec<Envelope>,
    /// Cells that its author wrote again later: what was written last counts, so only that is asked about.
    pub(super) later: BTreeSet<Cell>,
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

/// Notes of each what its author wrote again later.
pub(super) fn mark_later(offers: &mut [Offer]) {
    let mut later: BTreeMap<AgentId, BTreeSet<Cell>> = BTreeMap::new();
    for offer in offers.iter_mut().rev() {
        let Some(author) = offer.parts.first().map(|part| part.header().agent) else { continue };
        let cells: BTreeSet<Cell> = offer.ops().map(|(_, op)| op.cell).collect();
        let later = later.entry(author).or_default();
        offer.later.extend(cells.intersection(later));
        later.extend(cells);
    }
}

impl Offer {
    pub(super) fn new(number: u32, first: Envelope) -> Offer {
        Offer { number, parts: vec![first], later: BTreeSet::new() }
    }

    /// Whose it is, and when: all parts of a save say the same.
    pub(super) fn of(envelope: &Envelope) -> (AgentId, Hlc) {
        (envelope.header().agent, envelope.body().hlc())
    }

    pub(super) fn hashes(&self) -> impl Iterator<Item = EnvelopeHash> {
        self.parts.iter().map(Envelope::hash)
    }

    pub(super) fn name(&self) -> Option<(AgentId, Hlc)> {
        self.parts.first().map(Offer::of)
    }

    pub(super) fn is_of_one_save_with(&self, envelope: &Envelope) -> bool {
        self.name() == Some(Offer::of(envelope))
    }

    /// What was written of what may be adopted, each in the compartment it belongs to: nobody writes into one that was not
    /// theirs by this way.
    pub(super) fn ops(&self) -> impl Iterator<Item = (Table, Op<'_>)> {
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
    pub(super) fn value(&self, table: Table, row: RowId, field: u16) -> Option<ValueRef<'_>> {
        let mut ops = self.ops();
        let found = ops.find(|(of, op)| *of == table && (op.cell.row, op.cell.field) == (row, FieldId(field)));
        found.map(|(_, op)| op.value)
    }

    pub(super) fn child_of(&self, table: Table, row: RowId) -> Option<RowId> {
        match self.value(table, row, names_child(table)?)? {
            ValueRef::Row(child) => Some(child),
            _ => None,
        }
    }

    /// What a child that is in no list yet is called by this save.
    pub(super) fn name_of(&self, child: RowId) -> Option<String> {
        self.value(Table::Child, child, Field::Name.id())?.text().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use ledger::schema::{Compartment, office_key, setting};
    use sync::{Position, SaveBuilder, SaveInfo, SpaceId, Writer};

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
