//! Which tables go together, under one key: the compartments of a ledger.
//!
//! Whoever may read a compartment may read all of it, so what only a few may see has one of its own. A table belongs to one
//! compartment for ever: what is stored stays where it was written.

use sync::CompartmentId;

use super::Table;

/// A set of tables under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u16)]
pub enum Compartment {
    /// 名册、登记与班级记录.
    Children = 1,
    /// 个案材料; no table is in it yet.
    Casework = 2,
    /// 限权登记: registers that name an offence, and assessments of a disability. 上报 stands here as well: whoever holds an
    /// office's keys speaks for the office, so they belong to the fewest, and this is the one set that a member may be
    /// let in without.
    Sensitive = 3,
}

impl Compartment {
    /// Every compartment.
    pub const ALL: [Compartment; 3] = [Compartment::Children, Compartment::Casework, Compartment::Sensitive];

    /// The number by which keys, envelopes and the vault know it.
    pub const fn id(self) -> CompartmentId {
        CompartmentId(self as u16)
    }
}

impl Table {
    /// The compartment its rows are written in.
    pub const fn compartment(self) -> Compartment {
        match self {
            Table::Restricted
            | Table::OfficeKey
            | Table::Superior
            | Table::Submission
            | Table::Sender
            | Table::Received
            | Table::Verdict => Compartment::Sensitive,
            _ => Compartment::Children,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored: what was written in one compartment is never looked for in another.
    #[test]
    fn tables_keep_their_compartments() {
        let sensitive: Vec<Table> =
            Table::ALL.iter().copied().filter(|table| table.compartment() != Compartment::Children).collect();
        let upward = [40, 41, 42, 43, 44, 45].map(|id| Table::from_id(id).unwrap());
        assert_eq!(sensitive, [&[Table::Restricted][..], &upward].concat());
        assert_eq!(Compartment::ALL.map(|one| one.id().0), [1, 2, 3]);
    }
}
