//! How does a state lie in a snapshot? Column by column, stamps as runs, history after the values shown.

use crate::body::put_info;
use crate::columnar::{put_pool, put_slots};
use crate::runs::Runs;
use crate::state::parts::Part;
use crate::state::{Column, State, Table};
use crate::wire::{put_bytes, put_number};

/// The version of the format this build writes.
pub(super) const VERSION: u8 = 2;
/// The version before: it does not say what ops are known again by.
pub(super) const WITHOUT_DIGESTS: u8 = 1;

pub(super) fn store(state: &State) -> Vec<u8> {
    let mut out = Vec::with_capacity(state.heap_bytes() / 2);
    out.push(VERSION);
    out.extend_from_slice(&state.space.0);
    put_number(&mut out, u64::from(state.compartment.0));
    put_agents(&mut out, state);
    put_saves(&mut out, state);
    put_parts(&mut out, state);
    put_log(&mut out, state);
    put_waiting(&mut out, state);
    put_number(&mut out, state.tables.len() as u64);
    state.tables.iter().for_each(|table| put_table(&mut out, table));
    out
}

fn put_agents(out: &mut Vec<u8>, state: &State) {
    put_number(out, state.parts.agents.len() as u64);
    for agent in &state.parts.agents {
        out.extend_from_slice(&agent.id.0);
        out.extend_from_slice(&agent.head.0);
        let (first, save) = agent.open.map_or((0, 0), |(first, save)| (first, save.wrapping_add(1)));
        put_number(out, u64::from(first));
        put_number(out, u64::from(save));
    }
}

fn put_saves(out: &mut Vec<u8>, state: &State) {
    put_number(out, state.saves.len() as u64);
    for save in &state.saves {
        put_info(out, &save.info);
        put_number(out, u64::from(save.id.dseq));
        put_number(out, u64::from(save.first));
        put_number(out, u64::from(save.ops));
        out.push(u8::from(save.complete));
    }
}

fn put_parts(out: &mut Vec<u8>, state: &State) {
    put_number(out, state.parts.list.len() as u64);
    for (at, part) in (0..).zip(&state.parts.list) {
        let Part { agent, dseq: _, save, hash, digest, seq, seen_seq, bid, eff: _, rank: _, repeats: _ } = part;
        put_number(out, u64::from(*agent));
        put_number(out, u64::from(save.wrapping_add(1)));
        out.extend_from_slice(hash);
        out.push(u8::from(digest.is_some()));
        digest.iter().for_each(|digest| out.extend_from_slice(digest));
        put_number(out, seq.wrapping_add(1));
        put_number(out, *seen_seq);
        out.extend_from_slice(&bid.0.to_le_bytes());
        let extra = state.parts.extra(at);
        put_number(out, extra.len() as u64);
        for (agent, dseq) in extra {
            put_number(out, u64::from(*agent));
            put_number(out, u64::from(*dseq));
        }
    }
    put_number(out, state.parts.copies.groups().len() as u64);
    for (first, copies) in state.parts.copies.groups() {
        out.extend_from_slice(first);
        put_number(out, copies.len() as u64);
        copies.iter().for_each(|part| put_number(out, u64::from(*part)));
    }
}

fn put_log(out: &mut Vec<u8>, state: &State) {
    put_number(out, state.log.seq);
    out.extend_from_slice(&state.log.hash);
    put_number(out, state.log.srv_ms);
    put_number(out, state.log.ahead.len() as u64);
    for (seq, srv_ms, hash) in &state.log.ahead {
        put_number(out, *seq);
        put_number(out, *srv_ms);
        out.extend_from_slice(&hash.0);
    }
}

fn put_waiting(out: &mut Vec<u8>, state: &State) {
    put_number(out, state.waiting.len() as u64);
    for arrival in &state.waiting {
        put_number(out, arrival.seq.unwrap_or(u64::MAX).wrapping_add(1));
        put_number(out, arrival.srv_ms);
        put_bytes(out, &arrival.header.encode());
        if !arrival.header.is_local() {
            // Neither follows from the header: one covers the signature, the other is inside the seal.
            out.extend_from_slice(&arrival.hash.0);
            put_number(out, arrival.body.as_ref().map_or(0, |body| body.len() as u64));
        }
        out.push(u8::from(arrival.body.is_some()));
        if let Some(body) = &arrival.body {
            put_bytes(out, &body.encode());
        }
    }
}

fn put_table(out: &mut Vec<u8>, table: &Table) {
    put_number(out, u64::from(table.id.0));
    put_number(out, table.len() as u64);
    table.rows.ids().iter().for_each(|row| out.extend_from_slice(&row.0));
    put_number(out, table.columns.len() as u64);
    for (field, column) in &table.columns {
        put_number(out, u64::from(field.0));
        put_column(out, column);
    }
}

fn put_column(out: &mut Vec<u8>, column: &Column) {
    let shown = || column.held.iter().map(|(_, held)| held);
    let older = || column.older.iter().map(|older| older.held);
    put_pool(out, &column.pool);
    let rows: Runs = column.held.iter().map(|(row, _)| row).collect();
    rows.encode(out);
    put_slots(out, shown().map(|held| held.slot), &column.pool);
    put_stamps(out, shown().map(|held| held.stamp));
    put_number(out, column.older.len() as u64);
    let mut last = 0_u32;
    for older in &column.older {
        put_number(out, u64::from(older.row.wrapping_sub(last)));
        last = older.row;
    }
    put_slots(out, older().map(|held| held.slot), &column.pool);
    put_stamps(out, older().map(|held| held.stamp));
}

fn put_stamps(out: &mut Vec<u8>, stamps: impl Iterator<Item = u32>) {
    let mut run: Option<(u32, u64)> = None;
    for stamp in stamps {
        match &mut run {
            Some((last, len)) if *last == stamp => *len += 1,
            _ => {
                put_run(out, run);
                run = Some((stamp, 1));
            }
        }
    }
    put_run(out, run);
}

fn put_run(out: &mut Vec<u8>, run: Option<(u32, u64)>) {
    if let Some((stamp, len)) = run {
        put_number(out, u64::from(stamp));
        put_number(out, len);
    }
}
