//! The inside of an envelope: the save's audit fields, its logical time and its ops, column by column.
//!
//! All ops of an envelope share one logical time, because an envelope is one save or a part of one. Rows are named
//! once per table; ops of one field stand together, which is why a save of a whole row costs little.

use std::sync::Arc;

use crate::columnar::{put_pool, put_slots, read_pool, read_slots};
use crate::hlc::Hlc;
use crate::ids::{AgentId, Cell, FieldId, RowId, TableId};
use crate::pool::Pool;
use crate::row_index::RowIndex;
use crate::runs::Runs;
use crate::save::{ClockQuality, SaveId, SaveInfo};
use crate::slot::Slot;
use crate::value::ValueRef;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// More ops than this never stand in one envelope.
pub const MAX_OPS: usize = 65_535;

/// A body is never longer than this.
pub const MAX_BODY_BYTES: usize = 512 * 1024;

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
    pub(crate) hlc: Hlc,
    pub(crate) info: SaveInfo,
    pub(crate) tables: Vec<TableOps>,
}

/// The ops of one table. Every row is written by some column.
#[derive(Clone, Debug)]
pub(crate) struct TableOps {
    pub(crate) table: TableId,
    pub(crate) rows: Vec<RowId>,
    pub(crate) columns: Vec<ColumnOps>,
}

/// The ops of one field.
#[derive(Clone, Debug)]
pub(crate) struct ColumnOps {
    pub(crate) field: FieldId,
    /// Which of the table's rows.
    pub(crate) rows: Runs,
    /// One per row, none absent.
    pub(crate) slots: Vec<Slot>,
    pub(crate) pool: Pool,
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

    /// How many ops there are.
    pub fn len(&self) -> usize {
        self.tables.iter().flat_map(|table| &table.columns).map(|column| column.slots.len()).sum()
    }

    /// Whether there is no op.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every op, by table, field and row.
    pub fn ops(&self) -> impl Iterator<Item = Op<'_>> {
        self.tables.iter().flat_map(move |table| {
            table.columns.iter().flat_map(move |column| {
                column.rows.iter().zip(&column.slots).map(move |(row, slot)| Op {
                    cell: Cell::new(table.table, table.rows[row as usize], column.field),
                    value: column.pool.get(*slot),
                    hlc: self.hlc,
                })
            })
        })
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&self.hlc.0.to_le_bytes());
        put_info(&mut out, &self.info);
        put_number(&mut out, self.tables.len() as u64);
        for table in &self.tables {
            put_number(&mut out, u64::from(table.table.0));
            put_number(&mut out, table.rows.len() as u64);
            table.rows.iter().for_each(|row| out.extend_from_slice(&row.0));
            put_number(&mut out, table.columns.len() as u64);
            for column in &table.columns {
                put_number(&mut out, u64::from(column.field.0));
                column.rows.encode(&mut out);
                put_pool(&mut out, &column.pool);
                put_slots(&mut out, column.slots.iter().copied(), &column.pool);
            }
        }
        out
    }

    /// Reads a body of `n_ops` ops.
    pub(crate) fn decode(bytes: &[u8], n_ops: u32) -> Result<Self, WireError> {
        if n_ops as usize > MAX_OPS || bytes.len() > MAX_BODY_BYTES {
            return Err(WireError::OutOfRange);
        }
        let mut reader = Reader::new(bytes);
        let mut left = n_ops as usize;
        let hlc = Hlc(reader.fixed64()?);
        let info = read_info(&mut reader)?;
        let mut tables: Vec<TableOps> = Vec::new();
        for _ in 0..reader.count(8)? {
            let table = read_table(&mut reader, &mut left)?;
            if tables.last().is_some_and(|last| last.table >= table.table) {
                return Err(WireError::NotCanonical);
            }
            tables.push(table);
        }
        reader.finish()?;
        if left > 0 {
            return Err(WireError::OutOfRange);
        }
        Ok(Self { hlc, info, tables })
    }
}

fn read_table(reader: &mut Reader<'_>, left: &mut usize) -> Result<TableOps, WireError> {
    let table = TableId(reader.number16()?);
    let mut index = RowIndex::default();
    let count = reader.count(16)?;
    for at in 0..count {
        if index.find_or_add(RowId(reader.array()?)) as usize != at {
            return Err(WireError::NotCanonical);
        }
    }
    let mut columns: Vec<ColumnOps> = Vec::new();
    let mut written = vec![false; count];
    for _ in 0..reader.count(5)? {
        let column = read_column(reader, count as u32, left)?;
        if columns.last().is_some_and(|last| last.field >= column.field) {
            return Err(WireError::NotCanonical);
        }
        column.rows.iter().for_each(|row| written[row as usize] = true);
        columns.push(column);
    }
    if columns.is_empty() || written.contains(&false) {
        return Err(WireError::NotCanonical);
    }
    Ok(TableOps { table, rows: index.into_ids(), columns })
}

fn read_column(reader: &mut Reader<'_>, rows: u32, left: &mut usize) -> Result<ColumnOps, WireError> {
    let field = FieldId(reader.number16()?);
    let rows = Runs::decode(reader, rows)?;
    if rows.len() == 0 {
        return Err(WireError::NotCanonical);
    }
    *left = left.checked_sub(rows.len()).ok_or(WireError::OutOfRange)?;
    let mut pool = read_pool(reader)?;
    let slots = read_slots(reader, rows.len(), &mut pool, true)?;
    Ok(ColumnOps { field, rows, slots, pool })
}

pub(crate) fn put_info(out: &mut Vec<u8>, info: &SaveInfo) {
    put_number(out, info.wall_ms);
    out.push(info.clock as u8);
    put_bytes(out, info.actor.as_bytes());
    put_bytes(out, info.reason.as_bytes());
    put_bytes(out, info.label.as_bytes());
    out.push(u8::from(info.undoes.is_some()));
    if let Some(save) = info.undoes {
        out.extend_from_slice(&save.agent.0);
        put_number(out, u64::from(save.dseq));
    }
}

pub(crate) fn read_info(reader: &mut Reader<'_>) -> Result<SaveInfo, WireError> {
    Ok(SaveInfo {
        wall_ms: reader.number()?,
        clock: ClockQuality::from_byte(reader.byte()?).ok_or(WireError::OutOfRange)?,
        actor: Arc::from(reader.text()?),
        reason: Arc::from(reader.text()?),
        label: Arc::from(reader.text()?),
        undoes: match reader.flag()? {
            false => None,
            true => Some(SaveId { agent: AgentId(reader.array()?), dseq: reader.number32()? }),
        },
    })
}
