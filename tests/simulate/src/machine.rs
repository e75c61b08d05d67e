//! One person at one machine: the shipped device, the states it folds, the disk under both.

use std::collections::{BTreeMap, BTreeSet};

use sync::device::{Device, Fold, Look, Stored, Told, Turn};
use sync::proto::LogPage;
use sync::{Cell, Clock, CompartmentId, Envelope, FieldId, Hlc, RowId, SaveBuilder, SaveInfo, State, TableId};

use crate::dice::Dice;
use crate::failure::Failure;

/// A machine's own clock, wrong by its skew.
pub(crate) struct Wall(pub(crate) u64);

impl Clock for Wall {
    fn now_ms(&self) -> u64 {
        self.0
    }
}

/// What survives a power cut, and what a disk image is a copy of.
#[derive(Clone)]
pub(crate) struct Disk {
    pub(crate) stored: Stored,
    /// What somebody new stands on, until the whole log is here.
    pub(crate) snapshots: BTreeMap<CompartmentId, Vec<Vec<u8>>>,
    /// Edits written here.
    pub(crate) own: BTreeSet<u32>,
}

/// A form that is open on the screen.
pub(crate) struct Form {
    pub(crate) look: Look,
    pub(crate) known: BTreeSet<u32>,
    /// What can be seen on it.
    pub(crate) compartments: Vec<CompartmentId>,
    /// What cannot be read to its end, some key of it not being here.
    locked: BTreeSet<CompartmentId>,
}

pub(crate) struct Machine {
    pub(crate) device: Device,
    pub(crate) states: BTreeMap<CompartmentId, State>,
    /// Up to which place a snapshot stands for the log.
    floors: BTreeMap<CompartmentId, u64>,
    pub(crate) disk: Disk,
    pub(crate) image: Option<Disk>,
    pub(crate) skew_ms: i64,
    pub(crate) form: Option<Form>,
    /// Edits seen here in an envelope that can never enter the log.
    pub(crate) orphaned: BTreeSet<u32>,
    /// Set back, and not in touch with the server since.
    pub(crate) stale: bool,
    pub(crate) told: Vec<Told>,
}

impl Machine {
    pub(crate) fn new(device: Device, skew_ms: i64) -> Self {
        let stored = Stored::new(&device);
        let disk = Disk { stored, snapshots: BTreeMap::new(), own: BTreeSet::new() };
        Self {
            device,
            states: BTreeMap::new(),
            floors: BTreeMap::new(),
            disk,
            image: None,
            skew_ms,
            form: None,
            orphaned: BTreeSet::new(),
            stale: false,
            told: Vec::new(),
        }
    }

    pub(crate) fn local_ms(&self, now_ms: u64) -> u64 {
        now_ms.saturating_add_signed(self.skew_ms)
    }

    /// Stores a turn, then goes on with it.
    pub(crate) fn take(&mut self, turn: Turn) -> Result<(), Failure> {
        let Turn { next, keep, folds, refold, told } = turn;
        self.disk.stored.keep(&keep);
        self.device = next;
        for one in &told {
            if let Told::Orphaned(agent, dseq) = one {
                let orphan = |sealed: &&std::sync::Arc<sync::seal::Sealed>| {
                    (sealed.header().agent, sealed.header().dseq) == (*agent, *dseq)
                };
                let found: Vec<u32> =
                    self.device.orphans().iter().filter(orphan).flat_map(|sealed| self.edits_of(sealed)).collect();
                self.orphaned.extend(found);
            }
        }
        self.told.extend(told);
        let keyed: BTreeSet<CompartmentId> = self.device.keys().epochs().map(|(compartment, _)| compartment).collect();
        let new_states = keyed.iter().any(|compartment| !self.states.contains_key(compartment));
        match () {
            _ if refold || new_states => self.rebuild(),
            _ => folds.iter().try_for_each(|fold| self.fold(fold)),
        }
    }

    /// The edits in a sealed envelope, if this machine can read it.
    pub(crate) fn edits_of(&self, sealed: &sync::seal::Sealed) -> Vec<u32> {
        sync::seal::open(sealed, self.device.keys()).map(|envelope| edits(&envelope)).unwrap_or_default()
    }

    /// The states from the disk: snapshot, log, and what is in no log yet.
    pub(crate) fn rebuild(&mut self) -> Result<(), Failure> {
        let keyed: BTreeSet<CompartmentId> = self.device.keys().epochs().map(|(compartment, _)| compartment).collect();
        self.states.clear();
        self.floors.clear();
        let stands = !self.device.has_read_all();
        for compartment in keyed {
            let state = match self.disk.snapshots.get(&compartment).filter(|_| stands) {
                Some(shards) => {
                    sync::snapshot::decode(shards).map_err(|error| Failure::new(format!("snapshot: {error}")))?
                }
                None => State::new(self.device.space(), compartment),
            };
            self.floors.insert(compartment, state.log_seq());
            self.states.insert(compartment, state);
        }
        let read = self.disk.stored.log.values().filter(|entry| !self.device.is_unread(entry.seq));
        let folds: Vec<Fold> = read.map(|entry| self.device.refold(entry)).chain(self.device.pending()).collect();
        folds.iter().try_for_each(|fold| self.fold(fold))
    }

    fn fold(&mut self, fold: &Fold) -> Result<(), Failure> {
        for (compartment, state) in &mut self.states {
            let floor = self.floors.get(compartment).copied().unwrap_or_default();
            if fold.seq().is_none_or(|seq| seq > floor) {
                fold.into_state(state)
                    .map_err(|error| Failure::new(format!("a state refuses what the device took: {error}")))?;
            }
        }
        Ok(())
    }

    /// The log as it is on the disk, if all of it is.
    pub(crate) fn log(&self) -> Option<LogPage> {
        let (follower, head) = (self.device.follower(), self.device.follower().head());
        let entries: Vec<_> = self.disk.stored.log.values().cloned().collect();
        let whole = entries.iter().map(|entry| entry.seq).eq(1..=head.seq);
        let generation = follower.generation().filter(|_| whole && head.seq > 0)?;
        Some(LogPage { since: 0, since_hash: [0; 32], head, generation, server_ms: 0, entries })
    }

    /// The machine is switched on again, with what is on the disk.
    pub(crate) fn reboot(&mut self) -> Result<(), Failure> {
        self.device = Device::open(&self.disk.stored).map_err(|error| Failure::new(format!("disk: {error}")))?;
        self.form = None;
        self.rebuild()
    }

    /// Every edit in the states.
    pub(crate) fn known(&self) -> BTreeSet<u32> {
        let mut known = BTreeSet::new();
        for state in self.states.values() {
            for table in state.tables() {
                for (field, column) in table.columns() {
                    for (row, _) in column.iter() {
                        let Some(id) = table.row_id(row) else { continue };
                        let cell = Cell::new(table.id(), id, field);
                        known.extend(state.history(cell).iter().filter_map(|version| number(version.value.text()?)));
                    }
                }
            }
        }
        known
    }

    fn shown(&self) -> Vec<CompartmentId> {
        self.states.keys().filter(|compartment| self.device.shows(**compartment)).copied().collect()
    }

    fn fresh_form(&self) -> Form {
        let locked = self.unread();
        Form { look: self.device.look(), known: self.known(), compartments: self.shown(), locked }
    }

    /// Of what less may be claimed than was seen.
    fn unread(&self) -> BTreeSet<CompartmentId> {
        self.states.keys().filter(|compartment| !self.device.has_read_all_of(**compartment)).copied().collect()
    }

    pub(crate) fn open_form(&mut self) {
        self.form = Some(self.fresh_form());
    }

    /// The compartments it may write to, as far as it knows.
    pub(crate) fn writable(&self) -> Vec<CompartmentId> {
        let me = self.device.agent();
        let may = |compartment: &&CompartmentId| {
            self.device.members().member(&me).is_some_and(|member| member.writes(**compartment))
                || !self.device.members().members().any(|member| member.id == me)
        };
        let on_screen = |compartment: &&CompartmentId| {
            self.form.as_ref().is_none_or(|form| form.compartments.contains(compartment))
        };
        self.shown().iter().filter(may).filter(on_screen).copied().collect()
    }

    /// The logical time of the next save.
    pub(crate) fn next_hlc(&self, now_ms: u64) -> Hlc {
        let last = self.states.values().map(State::last_hlc).max().unwrap_or_default();
        let wall = Wall(self.local_ms(now_ms));
        last.next(self.device.clock().correct(&wall).now_ms())
    }

    /// Writes edits, each into one cell; answers with what the author had seen, and the compartments that he could not read
    /// to the end.
    pub(crate) fn write(
        &mut self,
        edits: &[(CompartmentId, u8, u32)],
        hlc: Hlc,
        now_ms: u64,
        dice: &mut Dice,
    ) -> Result<(BTreeSet<u32>, BTreeSet<CompartmentId>), Failure> {
        let form = self.form.take().unwrap_or_else(|| self.fresh_form());
        let mut saves: BTreeMap<CompartmentId, SaveBuilder> = BTreeMap::new();
        for (compartment, row, edit) in edits {
            saves.entry(*compartment).or_default().set(cell(*compartment, *row), format!("v{edit}").as_str());
        }
        let saves: Vec<_> = saves.iter().map(|(compartment, save)| (*compartment, save)).collect();
        let info = SaveInfo { wall_ms: self.local_ms(now_ms), ..SaveInfo::default() };
        let limits = sync::Limits { ops: 2, ..sync::Limits::default() };
        let turn = self.device.write_within(&saves, &info, &form.look, hlc, limits, dice);
        self.take(turn.map_err(|error| Failure::new(format!("a save is refused: {error}")))?)?;
        let saw = &form.known | &self.disk.own;
        let locked = &form.locked | &self.unread();
        self.disk.own.extend(edits.iter().map(|(_, _, edit)| *edit));
        Ok((saw, locked))
    }
}

pub(crate) fn cell(compartment: CompartmentId, row: u8) -> Cell {
    Cell::new(TableId(compartment.0), RowId([row + 1; 16]), FieldId(1))
}

/// The number of the edit that wrote a value.
pub(crate) fn number(text: &str) -> Option<u32> {
    text.strip_prefix('v')?.parse().ok()
}

pub(crate) fn edits(envelope: &Envelope) -> Vec<u32> {
    envelope.body().ops().filter_map(|op| number(op.value.text()?)).collect()
}
