//! Do two devices hold the same state? One hash tells, however differently the two have grown.
//!
//! Envelopes are taken by agent and number, rows by id, versions by the order that decides. What their authors had seen,
//! and who saved when and why, is part of it: it decides conflicts and stands in histories, and somebody who loads a
//! snapshot has it from nowhere else. What waits for a predecessor is not part of the state.

use super::parts::NO_SAVE;
use super::{Column, State, Table};
use crate::body::put_info;
use crate::value::ValueRef;
use crate::wire::put_number;

/// Hash in pieces of this size.
const PIECE: usize = 64 * 1024;

struct Canon {
    hash: blake3::Hasher,
    out: Vec<u8>,
}

impl State {
    /// BLAKE3 of everything the state says, history included, independent of the order in which it came.
    pub fn root(&self) -> [u8; 32] {
        let mut canon =
            Canon { hash: blake3::Hasher::new_derive_key("sx state v2"), out: Vec::with_capacity(PIECE * 2) };
        canon.out.extend_from_slice(&self.space.0);
        canon.number(u64::from(self.compartment.0));
        let mut ordinals = vec![0; self.parts.list.len()];
        canon.number(ordinals.len() as u64);
        let agents = by_id(self.parts.agents.len(), &|at| self.parts.agents[at as usize].id.0);
        let parts = agents.iter().flat_map(|at| &self.parts.agents[*at as usize].chain);
        for (ordinal, at) in parts.enumerate() {
            let part = &self.parts.list[*at as usize];
            ordinals[*at as usize] = ordinal as u64;
            canon.out.extend_from_slice(&self.parts.id_of(*at).0);
            canon.out.extend_from_slice(&part.hash);
            canon.number(u64::from(part.dseq));
            canon.number(part.seq);
            canon.number(part.eff.0);
            canon.out.push(u8::from(part.repeats));
            self.seen_root(&mut canon, *at);
            self.save_root(&mut canon, *at);
            canon.flush(PIECE);
        }
        self.tables.iter().for_each(|table| self.table_root(&mut canon, table, &ordinals));
        canon.flush(0);
        *canon.hash.finalize().as_bytes()
    }

    /// What the author of a part had seen.
    fn seen_root(&self, canon: &mut Canon, at: u32) {
        canon.number(self.parts.list[at as usize].seen_seq);
        let ends = self.parts.extra(at).iter();
        let mut ends: Vec<_> = ends.map(|(agent, dseq)| (self.parts.agents[*agent as usize].id.0, *dseq)).collect();
        ends.sort_unstable();
        canon.number(ends.len() as u64);
        for (agent, dseq) in ends {
            canon.out.extend_from_slice(&agent);
            canon.number(u64::from(dseq));
        }
    }

    /// What is known of the save that a part begins here.
    fn save_root(&self, canon: &mut Canon, at: u32) {
        let part = &self.parts.list[at as usize];
        let begun = self.saves.get(part.save as usize).filter(|save| save.first == at);
        canon.out.push(u8::from(part.save != NO_SAVE));
        canon.out.push(u8::from(begun.is_some()));
        if part.save != NO_SAVE {
            canon.number(part.bid.0);
        }
        if let Some(save) = begun {
            put_info(&mut canon.out, &save.info);
            canon.number(u64::from(save.id.dseq));
            canon.number(u64::from(save.ops));
            canon.out.push(u8::from(save.complete));
        }
    }

    fn table_root(&self, canon: &mut Canon, table: &Table, ordinals: &[u64]) {
        canon.number(u64::from(table.id.0));
        canon.number(table.len() as u64);
        let ids = table.rows.ids();
        let rows = by_id(ids.len(), &|row| ids[row as usize].0);
        for row in &rows {
            canon.out.extend_from_slice(&ids[*row as usize].0);
            canon.flush(PIECE);
        }
        for (field, column) in &table.columns {
            canon.number(u64::from(field.0));
            for row in &rows {
                self.cell_root(canon, column, *row, ordinals);
                canon.flush(PIECE);
            }
        }
    }

    fn cell_root(&self, canon: &mut Canon, column: &Column, row: u32, ordinals: &[u64]) {
        let mut put = |held: super::Held| {
            canon.number(ordinals[held.stamp as usize] + 1);
            canon.value(column.pool.get(held.slot));
        };
        if column.chains.get(row) == 0 {
            column.versions(row).for_each(&mut put);
        } else {
            let mut versions: Vec<_> = column.versions(row).collect();
            self.parts.sort_newest_first(&mut versions);
            versions.into_iter().for_each(&mut put);
        }
        canon.number(0);
    }
}

/// The numbers below `count`, by the id each has.
fn by_id(count: usize, id: &dyn Fn(u32) -> [u8; 16]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_unstable_by_key(|at| id(*at));
    order
}

impl Canon {
    fn number(&mut self, number: u64) {
        put_number(&mut self.out, number);
    }

    fn sized(&mut self, tag: u8, bytes: &[u8]) {
        self.out.push(tag);
        self.number(bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.out.push(0),
            ValueRef::Bool(yes) => self.out.extend_from_slice(&[1, u8::from(yes)]),
            ValueRef::Int(number) => self.sized(2, &number.to_le_bytes()),
            ValueRef::Decimal(text) => self.sized(3, text.as_bytes()),
            ValueRef::Text(text) => self.sized(4, text.as_bytes()),
            ValueRef::Date(day) => self.sized(5, &day.number().to_le_bytes()),
            ValueRef::Code { set, code } => {
                self.sized(6, &set.to_le_bytes());
                self.out.extend_from_slice(&code.to_le_bytes());
            }
            ValueRef::Row(row) => self.sized(7, &row.0),
            ValueRef::Blob(bytes) => self.sized(8, bytes),
            ValueRef::FracIndex(text) => self.sized(9, text.as_bytes()),
            ValueRef::Unknown { tag, bytes } => {
                self.out.push(10);
                self.sized(tag, bytes);
            }
        }
    }

    /// Hands what has gathered to the hash, if it is more than `most`.
    fn flush(&mut self, most: usize) {
        if self.out.len() > most {
            self.hash.update(&self.out);
            self.out.clear();
        }
    }
}
