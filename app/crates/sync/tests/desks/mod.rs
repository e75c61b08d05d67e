//! Two or three desks of one school around a server in memory: device, disk and state of each.
#![allow(dead_code, reason = "each test file uses a part of it")]

use sync::admit::Refused;
use sync::admit::memory::MemorySpace;
use sync::device::{Device, Fold, Published, Stored, Told, Turn, found};
use sync::members::{JoinAs, MemberOp, Policy, Role};
use sync::seal::AgentSecret;
use sync::{Cell, FieldId, Hlc, RowId, SaveBuilder, SaveInfo, State, TableId};

use crate::school::{CHILDREN, Dice, GENERATION, START_MS};

pub(crate) struct Desk {
    pub(crate) device: Device,
    pub(crate) disk: Stored,
    pub(crate) state: State,
    pub(crate) told: Vec<Told>,
}

pub(crate) struct Office {
    pub(crate) dice: Dice,
    pub(crate) server: MemorySpace,
    pub(crate) desks: Vec<Desk>,
    pub(crate) now_ms: u64,
}

pub(crate) fn cell(row: u8) -> Cell {
    Cell::new(TableId(1), RowId([row; 16]), FieldId(10))
}

impl Desk {
    pub(crate) fn new(device: Device) -> Self {
        let state = State::new(device.space(), CHILDREN);
        Self { disk: Stored::new(&device), device, state, told: Vec::new() }
    }

    pub(crate) fn take(&mut self, turn: Turn) {
        self.disk.keep(&turn.keep);
        self.device = turn.next;
        self.told.extend(turn.told);
        if turn.refold {
            self.refold();
        } else {
            self.fold(&turn.folds);
        }
    }

    pub(crate) fn refold(&mut self) {
        self.state = State::new(self.device.space(), CHILDREN);
        let read = self.disk.log.values().filter(|entry| !self.device.is_unread(entry.seq));
        let logged = read.map(|entry| self.device.refold(entry));
        let folds: Vec<_> = logged.chain(self.device.pending()).collect();
        self.fold(&folds);
    }

    fn fold(&mut self, folds: &[Fold]) {
        for fold in folds {
            fold.into_state(&mut self.state).expect("it folds");
        }
    }

    /// Switched off and on again.
    pub(crate) fn reboot(&mut self) {
        self.device = Device::open(&self.disk).expect("the disk reads");
        self.refold();
    }

    pub(crate) fn write(&mut self, row: u8, text: &str, dice: &mut Dice) {
        let mut save = SaveBuilder::new();
        save.set(cell(row), text);
        let hlc = self.state.last_hlc().next(START_MS);
        let info = SaveInfo { actor: "王老师".into(), ..SaveInfo::default() };
        let turn = self.device.write(&[(CHILDREN, &save)], &info, &self.device.look(), hlc, dice);
        self.take(turn.expect("a save is written"));
    }

    pub(crate) fn text(&self, row: u8) -> Option<&str> {
        self.state.get(cell(row)).text()
    }

    pub(crate) fn last_hlc(&self) -> Hlc {
        self.state.last_hlc()
    }
}

impl Office {
    /// The head teacher's desk, and one teacher's.
    pub(crate) fn new() -> Self {
        let mut dice = Dice(42);
        let secret = AgentSecret::new(&mut dice);
        let first = found(secret, Vec::new(), vec![CHILDREN], Policy::default(), &mut dice).expect("founded");
        let mut office = Self::around(first, dice);
        office.add(Role::Editor);
        office
    }

    pub(crate) fn around(first: Published, dice: Dice) -> Self {
        let founding = first.device.outbox()[0].clone();
        let server = MemorySpace::found(&founding, GENERATION, START_MS).expect("admitted");
        let mut head = Desk::new(first.device);
        head.refold();
        let mut office = Self { dice, server, desks: vec![head], now_ms: START_MS };
        office.sync(0);
        office
    }

    pub(crate) fn add(&mut self, role: Role) -> usize {
        let secret = AgentSecret::new(&mut self.dice);
        let joining =
            JoinAs { keys: *secret.keys(), role, compartments: vec![CHILDREN], label: Vec::new(), invite: None };
        let head = &self.desks[0].device;
        let op = head.members().add_op(joining, head.keys(), &mut self.dice).expect("the keys are here");
        self.change(&op);
        let device = Device::new(self.server.members().space(), secret);
        self.desks.push(Desk::new(device));
        let at = self.desks.len() - 1;
        self.sync(at);
        at
    }

    /// The head teacher changes the membership, and everybody who is online hears of it.
    pub(crate) fn change(&mut self, op: &MemberOp) {
        let turn = self.desks[0].device.change(op).expect("written");
        self.desks[0].take(turn);
        self.sync(0);
    }

    pub(crate) fn push(&mut self, at: usize) -> Result<(), Refused> {
        self.now_ms += 1000;
        let Some((batch, turn)) = self.desks[at].device.plan(100) else {
            return Ok(());
        };
        self.desks[at].take(turn);
        let batch: Vec<_> = batch.iter().map(|sealed| (**sealed).clone()).collect();
        let first = batch[0].header().agent;
        self.server.push(&first, &batch, self.now_ms).map(|_| ())
    }

    pub(crate) fn pull(&mut self, at: usize) {
        loop {
            let desk = &self.desks[at];
            let me = desk.device.agent();
            let page = self.server.page(&me, &desk.device.ask(3), self.now_ms);
            if page.entries.is_empty() {
                return;
            }
            let turn = desk.device.pull(&page, &mut self.dice).expect("the server is honest");
            self.desks[at].take(turn);
        }
    }

    /// Fetches, sends, and fetches what was sent.
    pub(crate) fn sync(&mut self, at: usize) {
        self.pull(at);
        while self.desks[at].device.plan(100).is_some() {
            self.push(at).expect("admitted");
            self.pull(at);
        }
    }
}
