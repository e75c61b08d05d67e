//! Measures the engine on a synthetic school: `cargo run --release -p sync --example engine_speed [rows] [fields]`.
//!
//! Times are the best of seven runs in this process; everything is made up.
#![allow(clippy::print_stdout, reason = "a benchmark reports on standard output")]

use std::time::Instant;

use sync::{
    AgentId, Cell, Clock, CompartmentId, Day, Envelope, FieldId, LogEntry, RowId, SaveBuilder, SaveInfo, SpaceId,
    State, TableId, Value, Writer, snapshot, undo_ops,
};

const TABLE: TableId = TableId(1);
const RUNS: usize = 7;

struct Noon;

impl Clock for Noon {
    fn now_ms(&self) -> u64 {
        1_790_000_000_000
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn row_id(row: u32) -> RowId {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::from(row) + 1));
    let mut id = [0; 16];
    id[..6].copy_from_slice(&(1_700_000_000_000_u64 + u64::from(row)).to_be_bytes()[2..]);
    id[8..].copy_from_slice(&dice.roll(u64::MAX).to_be_bytes());
    RowId(id)
}

fn made_up(dice: &mut Dice, row: u32, field: u16) -> (Cell, Value) {
    let letter = |dice: &mut Dice| char::from_u32(0x4e00 + dice.roll(5000) as u32).unwrap_or('学');
    let value = match field % 5 {
        0 => Value::Text(format!("张{}{}", letter(dice), letter(dice))),
        1 => Value::Text(format!("990526{:012}", dice.roll(1_000_000_000_000))),
        2 => Value::Text(format!("{}村", dice.roll(60))),
        3 => {
            let day = Day::new(2010 + dice.roll(10) as u32, 1 + dice.roll(12) as u32, 1 + dice.roll(28) as u32);
            day.map_or(Value::Null, Value::Date)
        }
        _ => Value::Code { set: 7, code: dice.roll(12) as u32 },
    };
    (Cell::new(TABLE, row_id(row), FieldId(field + 10)), value)
}

fn set(save: &mut SaveBuilder, dice: &mut Dice, row: u32, field: u16) {
    let (cell, value) = made_up(dice, row, field);
    save.set(cell, &value);
}

/// The best time of `work` in milliseconds, and its last result.
fn timed<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut once = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed().as_secs_f64() * 1000.0, result)
    };
    let best = (1..RUNS).map(|_| once().0).fold(f64::MAX, f64::min);
    let (last, result) = once();
    (best.min(last), result)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let rows: u32 = args.next().map_or(Ok(100_000), |arg| arg.parse())?;
    let fields: u16 = args.next().map_or(Ok(20), |arg| arg.parse())?;
    let (space, compartment, agent) = (SpaceId([1; 16]), CompartmentId(1), AgentId([2; 16]));
    let writer = Writer::new(space, compartment, agent);
    let info = SaveInfo { reason: "import".into(), ..SaveInfo::default() };

    let mut dice = Dice(42);
    let cells: Vec<(Cell, Value)> = (0..rows)
        .flat_map(|row| (0..fields).map(move |field| (row, field)))
        .map(|(row, field)| made_up(&mut dice, row, field))
        .collect();
    let (ms, save) = timed(|| {
        let mut save = SaveBuilder::new();
        cells.iter().for_each(|(cell, value)| save.set(*cell, value));
        save
    });
    drop(cells);
    println!("collect {} cells: {ms:.0} ms", save.len());

    let empty = State::new(space, compartment);
    let (ms, envelopes) = timed(|| writer.write(&save, &info, &empty.position(&agent, &Noon)));
    let envelopes = envelopes?;
    println!("cut into {} envelopes and hash: {ms:.0} ms", envelopes.len());
    let (ms, bytes) = timed(|| envelopes.iter().map(Envelope::encode).collect::<Vec<_>>());
    let total: usize = bytes.iter().map(Vec::len).sum();
    let largest = bytes.iter().map(Vec::len).max().unwrap_or_default();
    println!("encode: {ms:.0} ms, {total} bytes, largest {largest}, {:.1} per op", total as f64 / save.len() as f64);
    let (ms, decoded) = timed(|| bytes.iter().map(|bytes| Envelope::decode(bytes)).collect::<Result<Vec<_>, _>>());
    println!("decode and check: {ms:.0} ms");
    drop((save, envelopes));

    let decoded = decoded?;
    let (ms, state) = {
        let mut best = f64::MAX;
        let mut last = State::new(space, compartment);
        for _ in 0..RUNS {
            let entries: Vec<_> = decoded.iter().cloned().map(LogEntry::local).collect();
            last = State::new(space, compartment);
            let start = Instant::now();
            for entry in entries {
                last.apply(entry)?;
            }
            best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        (best, last)
    };
    println!("fold: {ms:.0} ms, {:.1} MiB held", state.heap_bytes() as f64 / 1_048_576.0);
    drop((decoded, bytes));

    let (ms, shards) = timed(|| snapshot::encode(&state));
    let total: usize = shards.iter().map(Vec::len).sum();
    println!("snapshot: {ms:.0} ms, {total} bytes in {} shards", shards.len());
    let (ms, loaded) = timed(|| snapshot::decode(&shards));
    let loaded = loaded?;
    println!("load: {ms:.0} ms, {:.1} MiB held", loaded.heap_bytes() as f64 / 1_048_576.0);
    let (ms, root) = timed(|| state.root());
    println!("root: {ms:.0} ms, the same after loading: {}", root == loaded.root());

    let table = loaded.table(TABLE).ok_or("no table")?;
    let names = table.column(FieldId(10)).ok_or("no column")?;
    let (ms, found) = timed(|| (0..table.len() as u32).filter(|row| names.text(*row).contains('学')).count());
    println!("search a text column: {ms:.2} ms, {found} found");
    let (ms, length) = timed(|| (0..table.len() as u32).map(|row| names.text(row).len()).sum::<usize>());
    println!("read a text column: {ms:.2} ms, {length} bytes");

    let (ms, mut edited) = {
        let mut edited = loaded.clone();
        let mut dice = Dice(7);
        let mut saves = Vec::new();
        for at in 0..100_u8 {
            let mut save = SaveBuilder::new();
            for _ in 0..1000 {
                let (row, field) = (dice.roll(u64::from(rows)) as u32, dice.roll(u64::from(fields)) as u16);
                set(&mut save, &mut dice, row, field);
            }
            let other = AgentId([100 + at % 4; 16]);
            saves.push((other, save));
        }
        let mut ms = 0.0;
        for (other, save) in saves {
            let at = edited.position(&other, &Noon);
            for envelope in Writer::new(space, compartment, other).write(&save, &info, &at)? {
                let start = Instant::now();
                edited.apply(LogEntry::local(envelope))?;
                ms += start.elapsed().as_secs_f64() * 1000.0;
            }
        }
        (ms, edited)
    };
    println!("merge 100,000 edits in 100 saves: {ms:.0} ms, {} conflicts", edited.conflicts(|_, _| true).len());

    let import = loaded.saves().next().map(|(ix, _)| ix).ok_or("no save")?;
    let (ms, undo) = timed(|| undo_ops(&loaded, import).to_save());
    println!("undo the import: {ms:.0} ms to {} ops", undo.len());
    let (ms, undo) = timed(|| undo_ops(&edited, import));
    println!("undo it after the edits: {ms:.0} ms, {} ops, {} skipped", undo.ops.len(), undo.skipped.len());

    let mut one = SaveBuilder::new();
    set(&mut one, &mut Dice(3), 5, 0);
    let start = Instant::now();
    let at = edited.position(&agent, &Noon);
    for envelope in writer.write(&one, &info, &at)? {
        println!("one edited cell: {} bytes", envelope.encode().len());
        edited.apply(LogEntry::local(envelope))?;
    }
    println!("one edit, written and folded: {:.3} ms", start.elapsed().as_secs_f64() * 1000.0);
    Ok(())
}
