//! What is known of the shared ledger by all its members and by no server: its name, the secret of row ids, and what each
//! member is called. It stands in the ledger itself.

use ledger::schema::{Table, space, space_member};
use sync::members::Member;
use sync::{AgentId, RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{cell, hex};
use crate::message::roster::Action;
use crate::step::{Keep, Now, Step};

/// The one row of the ledger itself.
const SPACE: RowId = RowId([0; 16]);

impl Desk {
    /// Takes over what the ledger says of itself.
    pub(super) fn learn_names(&mut self) {
        let Some(ix) = self.book.find(Table::Space, SPACE) else { return };
        let text = self.book.text(Table::Space, ix, space::ROW_KEY);
        let halves = (text.get(..32).and_then(RowId::from_hex), text.get(32..).and_then(RowId::from_hex));
        if let (Some(first), Some(second)) = halves {
            let (left, right) = self.book.identity.row_key.split_at_mut(16);
            left.copy_from_slice(&first.0);
            right.copy_from_slice(&second.0);
        }
    }

    /// What the ledger is called.
    pub(super) fn space_name(&self) -> &str {
        self.book.find(Table::Space, SPACE).map_or("", |ix| self.book.text(Table::Space, ix, space::NAME))
    }

    /// What a member is called. A name given to one of a person's devices holds for what became of it.
    pub(super) fn member_name(&self, agent: &AgentId) -> &str {
        let Some(share) = &self.share else { return "" };
        let mut at = Some(*agent);
        while let Some(agent) = at {
            if let Some(ix) = self.book.find(Table::SpaceMember, RowId(agent.0)) {
                return self.book.text(Table::SpaceMember, ix, space_member::NAME);
            }
            at = share.device.members().member(&agent).and_then(|member| member.succeeds);
        }
        ""
    }

    /// What the person at this device is called, in a shared ledger.
    pub(crate) fn shared_person(&self) -> Option<&str> {
        let share = self.share.as_ref()?;
        let known = self.member_name(&share.device.agent());
        Some(if known.is_empty() { &share.facts.person } else { known })
    }

    /// Writes what the ledger does not say of itself yet, and who has come in by an invitation of this device.
    pub(super) fn name_members(&self, now: &Now) -> Option<Box<Keep>> {
        let share = self.share.as_ref()?;
        if share.refold || share.facts.joining.is_some() || !self.may_write(Table::Space.compartment().id()) {
            return None;
        }
        let (device, facts) = (&share.device, &share.facts);
        let (members, me) = (device.members(), device.agent());
        let mut save = SaveBuilder::new();
        if !facts.name.is_empty() && self.book.find(Table::Space, SPACE).is_none() {
            let (first, second) = self.book.identity.row_key.split_at(16);
            let row = |half: &[u8]| hex(RowId(half.try_into().unwrap_or_default()));
            let key = row(first) + &row(second);
            save.set(cell(Table::Space, SPACE, space::NAME), ValueRef::Text(&facts.name));
            save.set(cell(Table::Space, SPACE, space::ROW_KEY), ValueRef::Text(&key));
            save.set(cell(Table::SpaceMember, RowId(me.0), space_member::NAME), ValueRef::Text(&facts.person));
        }
        let mut left = facts.clone();
        left.given.retain(|given| {
            let Some((request, name, _)) = given.asked().filter(|_| given.approved) else { return true };
            let agent = request.keys.id();
            if !members.member(&agent).is_some_and(Member::is_active) {
                return true;
            }
            if self.member_name(&agent).is_empty() {
                save.set(cell(Table::SpaceMember, RowId(agent.0), space_member::NAME), ValueRef::Text(&name));
            }
            // On a stick the log goes to them as well, until somebody says that it did.
            share.is_by_stick(&given.id)
        });
        if save.is_empty() {
            return None;
        }
        match self.keep(&save, Action::Setting, "", now, Self::saved()) {
            Step::Keep(keep) => Some(Box::new(keep.with_facts(left))),
            // Refused for want of a key or a right: it is tried again when something has come.
            _ => None,
        }
    }
}
