//! A small township for the merge properties: devices with wrong clocks, a server log, couriers; all of it made from a
//! list of steps that proptest can shrink.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod oracle;

use proptest::prelude::*;
use sync::{
    AgentId, Cell, Clock, CompartmentId, Envelope, FieldId, Limits, LogEntry, RowId, SaveBuilder, SaveId, SaveInfo,
    SpaceId, State, TableId, Value, Writer, undo_ops,
};

/// So many cases, unless the environment asks for another number (a long run by hand).
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").is_ok();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(usual) }
}

pub(crate) const SPACE: SpaceId = SpaceId([9; 16]);
pub(crate) const COMPARTMENT: CompartmentId = CompartmentId(1);
pub(crate) const TABLES: [TableId; 2] = [TableId(1), TableId(7)];

const YEAR_MS: i64 = 365 * 86_400_000;
const START_MS: u64 = 1_790_000_000_000;

pub(crate) struct At(pub(crate) u64);

impl Clock for At {
    fn now_ms(&self) -> u64 {
        self.0
    }
}

/// What a cell of the little world is.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) table: usize,
    pub(crate) row: u8,
    pub(crate) field: u16,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Wait { ms: u64 },
    Write { device: usize, writes: Vec<Write> },
    Undo { device: usize, save: prop::sample::Index },
    Push { device: usize, count: usize },
    Pull { device: usize, count: usize },
    Carry { from: usize, to: usize },
}

pub(crate) struct Device {
    pub(crate) agent: AgentId,
    skew_ms: i64,
    /// Ops in one envelope.
    pub(crate) most_ops: usize,
    pub(crate) state: State,
    pub(crate) outbox: Vec<Envelope>,
    pub(crate) sent: usize,
    pub(crate) pulled: usize,
    /// Envelopes of others that came by courier.
    pub(crate) carried: Vec<Envelope>,
}

pub(crate) struct World {
    pub(crate) now_ms: u64,
    pub(crate) devices: Vec<Device>,
    pub(crate) log: Vec<LogEntry>,
}

pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (0..5_u8).prop_map(|n| Value::Text(format!("文{n}"))),
        2 => Just(Value::Null),
        1 => any::<i64>().prop_map(Value::Int),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => (0..3_u16, 0..3_u32).prop_map(|(set, code)| Value::Code { set, code }),
        1 => (any::<u8>(), prop::collection::vec(any::<u8>(), 0..4)).prop_map(|(tag, bytes)| Value::Unknown { tag, bytes }),
    ]
}

fn write() -> impl Strategy<Value = Write> {
    (0..TABLES.len(), 0..4_u8, 0..4_u16, value()).prop_map(|(table, row, field, value)| Write {
        table,
        row,
        field,
        value,
    })
}

fn step(devices: usize) -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => prop_oneof![0..1000_u64, Just(86_400_000)].prop_map(|ms| Step::Wait { ms }),
        6 => (0..devices, prop::collection::vec(write(), 1..5)).prop_map(|(device, writes)| Step::Write { device, writes }),
        2 => (0..devices, any::<prop::sample::Index>()).prop_map(|(device, save)| Step::Undo { device, save }),
        3 => (0..devices, 1..4_usize).prop_map(|(device, count)| Step::Push { device, count }),
        3 => (0..devices, 1..6_usize).prop_map(|(device, count)| Step::Pull { device, count }),
        1 => (0..devices, 0..devices).prop_map(|(from, to)| Step::Carry { from, to }),
    ]
}

pub(crate) fn steps(devices: usize, most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(devices), 1..most)
}

pub(crate) fn row(n: u8) -> RowId {
    RowId([n + 1; 16])
}

pub(crate) fn cell(write: &Write) -> Cell {
    Cell::new(TABLES[write.table], row(write.row), FieldId(write.field))
}

/// Every cell the little world can write.
pub(crate) fn all_cells() -> impl Iterator<Item = Cell> {
    let fields = |table, n| (0..4).map(move |field| Cell::new(table, row(n), FieldId(field)));
    TABLES.into_iter().flat_map(move |table| (0..4).flat_map(move |n| fields(table, n)))
}

impl Device {
    fn new(n: usize) -> Self {
        let skews = [0, -15 * YEAR_MS, 10 * YEAR_MS, 3_600_000, -3_600_000];
        Self {
            agent: AgentId([n as u8 + 1; 16]),
            skew_ms: skews[n % skews.len()],
            most_ops: 2,
            state: State::new(SPACE, COMPARTMENT),
            outbox: Vec::new(),
            sent: 0,
            pulled: 0,
            carried: Vec::new(),
        }
    }

    /// Writes a save, in several envelopes when it has more ops than one may hold.
    pub(crate) fn save(&mut self, now_ms: u64, save: &SaveBuilder, undoes: Option<SaveId>) {
        let clock = At(now_ms.saturating_add_signed(self.skew_ms));
        let mut writer = Writer::new(SPACE, COMPARTMENT, self.agent);
        writer.limits = Limits { ops: self.most_ops, ..Limits::default() };
        let at = self.state.position(&self.agent, &clock);
        let info = SaveInfo { wall_ms: clock.0, undoes, ..SaveInfo::default() };
        for envelope in writer.write(save, &info, &at).expect("a save is written") {
            self.outbox.push(envelope.clone());
            self.state.apply(LogEntry::local(envelope)).expect("one's own envelope fits");
        }
    }
}

impl World {
    pub(crate) fn new(devices: usize) -> Self {
        Self { now_ms: START_MS, devices: (0..devices).map(Device::new).collect(), log: Vec::new() }
    }

    pub(crate) fn run(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.step(step));
    }

    pub(crate) fn step(&mut self, step: &Step) {
        match step {
            Step::Wait { ms } => self.now_ms += ms,
            Step::Write { device, writes } => {
                let mut save = SaveBuilder::new();
                writes.iter().for_each(|write| save.set(cell(write), &write.value));
                self.devices[*device].save(self.now_ms, &save, None);
            }
            Step::Undo { device, save } => {
                let device = &mut self.devices[*device];
                let saves: Vec<_> = device.state.saves().map(|(ix, _)| ix).collect();
                if let Some(ix) = (!saves.is_empty()).then(|| saves[save.index(saves.len())]) {
                    let undo = undo_ops(&device.state, ix);
                    let (of, save) = (undo.of, undo.to_save());
                    if !save.is_empty() {
                        device.save(self.now_ms, &save, Some(of));
                    }
                }
            }
            Step::Push { device, count } => self.push(*device, *count),
            Step::Pull { device, count } => self.pull(*device, *count),
            Step::Carry { from, to } if from != to => {
                let unsent: Vec<_> = self.devices[*from].outbox[self.devices[*from].sent..].to_vec();
                let to = &mut self.devices[*to];
                // A courier's envelope is taken only when everything its author had seen is here.
                for envelope in unsent {
                    let seen = &envelope.header().seen;
                    let known = |agent, head: &sync::ChainHead| to.state.head(agent).dseq >= head.dseq;
                    let follows = to.state.head(&envelope.header().agent).dseq + 1 == envelope.header().dseq;
                    if follows
                        && seen.seq <= to.pulled as u64
                        && seen.extra.iter().all(|(agent, head)| known(agent, head))
                    {
                        to.state.apply(LogEntry::local(envelope.clone())).expect("carried envelopes fit");
                        to.carried.push(envelope);
                    }
                }
            }
            Step::Carry { .. } => {}
        }
    }

    /// Sends up to `count` envelopes; the server refuses one whose dependencies it lacks.
    pub(crate) fn push(&mut self, device: usize, count: usize) {
        for _ in 0..count {
            let device = &mut self.devices[device];
            let Some(envelope) = device.outbox.get(device.sent).cloned() else {
                return;
            };
            let logged = |agent: &AgentId, dseq: u32| {
                let mut log = self.log.iter().map(|entry| entry.envelope.header());
                log.any(|header| header.agent == *agent && header.dseq == dseq)
            };
            if !envelope.header().seen.extra.iter().all(|(agent, head)| logged(agent, head.dseq)) {
                return;
            }
            device.sent += 1;
            self.log.push(LogEntry { seq: Some(self.log.len() as u64 + 1), srv_ms: self.now_ms, envelope });
        }
    }

    pub(crate) fn pull(&mut self, device: usize, count: usize) {
        let device = &mut self.devices[device];
        let to = (device.pulled + count).min(self.log.len());
        for entry in &self.log[device.pulled..to] {
            device.state.apply(entry.clone()).expect("the log fits");
        }
        device.pulled = to;
    }

    /// Everybody sends and fetches until there is nothing left.
    pub(crate) fn settle(&mut self) {
        while self.devices.iter().any(|device| device.sent < device.outbox.len()) {
            let before = self.log.len();
            (0..self.devices.len()).for_each(|device| self.push(device, usize::MAX));
            assert!(self.log.len() > before, "the outboxes wait for each other");
        }
        (0..self.devices.len()).for_each(|device| self.pull(device, self.log.len()));
    }

    /// The log replayed from its beginning.
    pub(crate) fn replay(&self) -> State {
        let mut state = State::new(SPACE, COMPARTMENT);
        for entry in &self.log {
            state.apply(entry.clone()).expect("the log fits");
        }
        state
    }
}

/// What people see of the rows: value by cell, without deleted rows and nulls.
pub(crate) fn visible(state: &State) -> Vec<(Cell, Value)> {
    let live = |cell: &Cell| {
        let table = state.table(cell.table);
        table.is_some_and(|table| table.index_of(&cell.row).is_some_and(|row| table.is_live(row)))
    };
    let cells = all_cells().filter(|cell| cell.field != FieldId::DELETED && live(cell));
    let values = cells.map(|cell| (cell, state.get(cell).to_value()));
    values.filter(|(_, value)| *value != Value::Null).collect()
}
