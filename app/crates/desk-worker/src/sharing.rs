//! What a shared ledger keeps in its vault, and how it comes back from there.
//!
//! Every step of the device is one strict transaction: the entries that came, what waits to be sent, who the device is and
//! how far it knows the log. Only then is anything folded. A window that finds that another one wrote, or that does not know
//! what became of its own last step, reads everything anew: the disk is what counts.

use desk::message::{Id, Response};
use desk::{Desk, Keep, SharedDisk, SharedKeep};
use sync::device::{Keep as DeviceKeep, Stored};
use sync::log::Entry as LogEntry;
use sync::{AgentId, Envelope};
use vault::{BlockError, Blocks, Entry, Loaded, Mark, Own, SHARED, Turn, Vault, VaultError};
use zeroize::Zeroizing;

use crate::ground::give_ground;
use crate::ledger_open::OpenLedger;
use crate::world::{host, pause};

/// Items beside [`SHARED`], which holds the device's keys. Stored numbers: never change one.
const FOLLOWER: u32 = 6;
const NOTES: u32 = 7;
const REREAD: u32 = 8;
const FACTS: u32 = 9;
const ROUNDS: u32 = 10;
const PHOTOS: u32 = 11;
const CODES: u32 = 12;
const STICKS: u32 = 14;
const SNAPSHOTS: u32 = 15;
/// Of a ledger of one machine, while a short code that was typed there is on its way.
const GUEST: u32 = 13;
/// Not empty from the moment a backup was restored until the facts are next written.
const RESTORED: u32 = 20;

/// What replaces the items of a backup when it is restored: whoever holds a copy of an open invitation or code must not
/// answer it a second time.
pub(crate) const OF_RESTORED: [(u32, &[u8]); 3] = [(RESTORED, &[1]), (CODES, &[]), (GUEST, &[])];

/// The first byte of the name of something that waits.
const OUTBOX: u8 = 1;
const CARRIED: u8 = 2;
const ORPHAN: u8 = 3;
const PICTURE: u8 = 4;

/// A step without an answer is said again after these waits.
const AGAIN_AFTER_MS: [i32; 2] = [50, 500];

/// What a step changes, as records.
#[derive(Default)]
struct Records {
    received: Vec<Entry>,
    items: Vec<(u32, Zeroizing<Vec<u8>>)>,
    waiting: Vec<(Vec<u8>, Vec<u8>)>,
    gone: Vec<Vec<u8>>,
    own: Own,
}

impl Records {
    fn of(kept: &SharedKeep) -> Records {
        let (agent, chain) = kept.own();
        let mut records = Records { own: Own { agent, chain }, ..Records::default() };
        if let Some(device) = kept.device() {
            records.add(device);
        }
        let mut item =
            |id, bytes: Option<Vec<u8>>| records.items.extend(bytes.map(|bytes| (id, Zeroizing::new(bytes))));
        item(FACTS, kept.facts());
        item(RESTORED, kept.facts().map(|_| Vec::new()));
        item(ROUNDS, kept.rounds());
        item(PHOTOS, kept.photos());
        item(CODES, kept.codes());
        item(STICKS, kept.sticks());
        item(SNAPSHOTS, kept.snapshots());
        item(GUEST, kept.guest());
        records.waiting.extend(kept.parts().map(|(blob, bytes)| (picture_name(&blob), bytes)));
        records.gone.extend(kept.parts_gone().iter().map(picture_name));
        records
    }

    fn add(&mut self, device: &DeviceKeep) {
        self.items.extend(device.secrets.clone().map(|secrets| (SHARED, secrets)));
        self.items.extend(device.follower.clone().map(|follower| (FOLLOWER, Zeroizing::new(follower))));
        self.items.push((NOTES, Zeroizing::new(device.notes.clone())));
        self.items.push((REREAD, Zeroizing::new(device.reread.clone())));
        self.received.extend(device.entries.iter().map(entry));
        let outbox = device.outbox.iter().map(|(key, sealed)| (outbox_name(*key), sealed.encode()));
        let carried = device
            .carried
            .iter()
            .map(|sealed| (carried_name((sealed.header().agent, sealed.header().dseq)), sealed.encode()));
        let orphans = device.orphans.iter().map(|sealed| {
            let hash = sealed.hash().0;
            ([&[ORPHAN], hash.as_slice()].concat(), sealed.encode())
        });
        self.waiting.extend(outbox.chain(carried).chain(orphans));
        self.gone.extend(device.outbox_gone.iter().map(|key| outbox_name(*key)));
        self.gone.extend(device.carried_gone.iter().map(|key| carried_name(*key)));
    }
}

// Names of one kind have one length, so that none is the beginning of another.

fn outbox_name((turn, dseq): (u32, u32)) -> Vec<u8> {
    [[OUTBOX].as_slice(), &turn.to_be_bytes(), &dseq.to_be_bytes()].concat()
}

fn carried_name((agent, dseq): (AgentId, u32)) -> Vec<u8> {
    [[CARRIED].as_slice(), &agent.0, &dseq.to_be_bytes()].concat()
}

fn picture_name(blob: &Id) -> Vec<u8> {
    [[PICTURE].as_slice(), blob].concat()
}

/// An entry of a shared log as the vault knows it: those of a ledger of one machine have a number from 1 on.
fn entry(entry: &LogEntry) -> Entry {
    Entry { compartment: entry.outside.header().compartment.0, dseq: 0, bytes: line::write_entry(entry) }
}

/// Entries of a shared log among what a vault holds, and what of them cannot be read.
fn log_of(entries: &[Entry], damaged: &mut Vec<String>) -> Vec<LogEntry> {
    let mut log = Vec::new();
    for entry in entries.iter().filter(|entry| entry.dseq == 0) {
        match line::read_entry(&entry.bytes) {
            Some(entry) => log.push(entry),
            None => damaged.push("an entry of the log".to_owned()),
        }
    }
    log
}

/// What a vault holds of a shared ledger; nothing if it is none.
pub(crate) async fn read<B: Blocks>(
    vault: &Vault<B>,
    entries: &[Entry],
    damaged: &mut Vec<String>,
) -> Result<Option<SharedDisk>, VaultError> {
    // Who the device is cannot be made up: damage there is for the person to hear of, and a backup to put right.
    let Some(secrets) = vault.item(SHARED).await? else { return Ok(None) };
    let facts = crate::who::readable(vault.item(FACTS).await, damaged)?.unwrap_or_default();
    if Desk::gave_up(&facts) {
        return Ok(None);
    }
    let follower = vault.item(FOLLOWER).await?.unwrap_or_default();
    let notes = vault.item(NOTES).await?.unwrap_or_default();
    let reread = vault.item(REREAD).await?.unwrap_or_default();
    let rounds = crate::who::readable(vault.item(ROUNDS).await, damaged)?.unwrap_or_default();
    let mut stored = Stored { secrets: Zeroizing::new(secrets), follower, notes, reread, ..Stored::default() };
    stored.log = log_of(entries, damaged).into_iter().map(|entry| (entry.seq, entry)).collect();
    let photos = crate::who::readable(vault.item(PHOTOS).await, damaged)?.unwrap_or_default();
    let codes = crate::who::readable(vault.item(CODES).await, damaged)?.unwrap_or_default();
    let sticks = crate::who::readable(vault.item(STICKS).await, damaged)?.unwrap_or_default();
    let restored = crate::who::readable(vault.item(RESTORED).await, damaged)?.is_some_and(|mark| !mark.is_empty());
    // A record that cannot be read may say what this device stands on: then everything is read from the server.
    let snapshots = match vault.item(SNAPSHOTS).await {
        Ok(record) => Some(record.unwrap_or_default()),
        Err(VaultError::Damaged(damage)) => {
            damaged.push(damage.to_string());
            None
        }
        Err(error) => return Err(error),
    };
    let mut parts = Vec::new();
    let (waiting, lost) = vault.waiting().await?;
    damaged.extend(lost.iter().map(ToString::to_string));
    for (name, bytes) in waiting {
        match name.split_first() {
            Some((&OUTBOX, rest)) => {
                if let Some((turn, dseq)) = rest.split_first_chunk::<4>()
                    && let Ok(dseq) = dseq.try_into()
                {
                    stored.outbox.insert((u32::from_be_bytes(*turn), u32::from_be_bytes(dseq)), bytes);
                }
            }
            Some((&CARRIED, rest)) => {
                if let Some((agent, dseq)) = rest.split_first_chunk::<16>()
                    && let Ok(dseq) = dseq.try_into()
                {
                    stored.carried.insert((AgentId(*agent), u32::from_be_bytes(dseq)), bytes);
                }
            }
            Some((&ORPHAN, _)) => stored.orphans.push(bytes),
            Some((&PICTURE, blob)) => parts.extend(blob.try_into().ok().map(|blob: Id| (blob, bytes))),
            _ => damaged.push("a waiting record".to_owned()),
        }
    }
    let host = host().unwrap_or_default();
    Ok(Some(SharedDisk { stored, facts, rounds, host, parts, photos, codes, sticks, restored, snapshots }))
}

/// Makes a desk that of the shared ledger a vault holds. Whether something of its log has to be fetched again.
async fn enter<B: Blocks>(
    desk: &mut Desk,
    vault: &Vault<B>,
    disk: &SharedDisk,
    damaged: &mut Vec<String>,
) -> Result<bool, VaultError> {
    if let Err(error) = desk.open_shared(disk) {
        return Err(VaultError::Blocks(BlockError::Unavailable(format!("the device: {error}"))));
    }
    // The log has no gap unless a record is damaged.
    let places = disk.stored.log.keys().copied();
    let whole = places.eq(1..=disk.stored.log.len() as u64) && desk.log_places() == disk.stored.log.len() as u64;
    give_ground(desk, vault).await?;
    damaged.extend(desk.refold(disk.stored.log.values().cloned()));
    desk.takes_refold();
    Ok(!whole)
}

impl OpenLedger {
    /// Becomes the shared ledger that the vault holds: from the states kept beside its log if they are to be believed, from
    /// the whole log otherwise. What was loaded comes back if it is none.
    pub(crate) async fn enter(&mut self, mut loaded: Loaded) -> Result<Option<Loaded>, VaultError> {
        if let Some(shards) = loaded.snapshot.take_if(|shards| Desk::are_kept_states(shards)) {
            let (mut damaged, entries) = (Vec::new(), std::mem::take(&mut loaded.entries));
            if let Some(disk) = read(&self.vault, &entries, &mut damaged).await?
                && damaged.is_empty()
                && loaded.damaged.is_empty()
                && self.desk.open_shared(&disk).is_ok()
                && self.desk.resume(&shards, disk.stored.log.into_values())
            {
                (self.mark, self.snapshot_mark, self.log_gaps) = (loaded.mark, loaded.snapshot_mark, false);
                return Ok(None);
            }
            loaded = self.vault.load_log().await?;
        }
        let Some(disk) = read(&self.vault, &loaded.entries, &mut self.damaged).await? else { return Ok(Some(loaded)) };
        (self.mark, self.snapshot_mark) = (loaded.mark, Mark::default());
        self.damaged.extend(loaded.damaged.iter().map(ToString::to_string));
        self.log_gaps = enter(&mut self.desk, &self.vault, &disk, &mut self.damaged).await?;
        Ok(None)
    }

    /// Keeps a step of the device and lets the desk go on; `None` if the disk has moved, so that it is asked anew.
    pub(crate) async fn keep_shared(&mut self, keep: Keep) -> Option<Response> {
        let mut records = keep.shared.as_deref().map(Records::of).unwrap_or_default();
        if keep.shared.as_deref().is_some_and(desk::SharedKeep::is_of_guest) {
            records.own = self.vault.own();
        }
        match self.write_shared(&keep.blobs, &records).await {
            Ok(mark) => self.mark = mark,
            Err(VaultError::Outdated) => {
                self.reread_shared().await;
                return None;
            }
            Err(VaultError::Gone) if !self.lost => {
                if let Err(error) = self.go_on_alone().await {
                    return Some(self.without_disk(keep, &error));
                }
                return None;
            }
            Err(error) => {
                if matches!(error, VaultError::Full { .. }) {
                    self.take_back(&keep.blobs).await;
                }
                return Some(self.without_disk(keep, &error));
            }
        }
        let response = self.desk.kept(keep);
        if self.desk.gives_up() {
            self.desk.unshare(self.who.identity());
            if let Err(error) = self.fold_anew().await {
                self.behind = true;
                self.damaged.push(error.to_string());
            }
        } else if self.desk.takes_refold() {
            self.refold().await;
        }
        Some(response)
    }

    /// Goes on with a short code that was typed into this ledger of one machine. One that cannot be read is typed again.
    pub(crate) async fn read_guest(&mut self) {
        if let Ok(Some(record)) = self.vault.item(GUEST).await {
            self.desk.open_guest(&record);
        }
    }

    /// Whether the disk says that the ledger is shared: another window may have made it so.
    pub(crate) async fn is_shared_on_disk(&self) -> Result<bool, VaultError> {
        if self.desk.is_shared() {
            return Ok(true);
        }
        match self.vault.item(SHARED).await {
            Ok(Some(_)) => Ok(!Desk::gave_up(&self.vault.item(FACTS).await?.unwrap_or_default())),
            // A cleared disk says so to whoever reads its log.
            Ok(None) | Err(VaultError::Gone) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn write_shared(&mut self, blobs: &[(Id, Vec<u8>)], kept: &Records) -> Result<Mark, VaultError> {
        let items: Vec<(u32, &[u8])> = kept.items.iter().map(|(id, bytes)| (*id, bytes.as_slice())).collect();
        let turn =
            Turn { received: &kept.received, items: &items, waiting: &kept.waiting, gone: &kept.gone, own: kept.own };
        let mut waits = AGAIN_AFTER_MS.into_iter();
        let mut thinned = self.trial;
        loop {
            match self.write_turn(blobs, &turn).await {
                // What can be made or fetched again gives way to what a person has written: the states first, then pictures.
                Err(error @ VaultError::Full { .. }) if !thinned => {
                    thinned = true;
                    self.vault.drop_snapshot().await.map_err(|_| error)?;
                    self.snapshot_mark = Mark::default();
                }
                Err(VaultError::Full { free, asked }) => {
                    if !self.make_room(asked).await {
                        return Err(VaultError::Full { free, asked });
                    }
                }
                Err(VaultError::Blocks(BlockError::Failed(words))) => match waits.next() {
                    Some(ms) => pause(ms).await,
                    None => return Err(VaultError::Blocks(BlockError::Failed(words))),
                },
                other => return other,
            }
        }
    }

    async fn write_turn(&mut self, blobs: &[(Id, Vec<u8>)], turn: &Turn<'_>) -> Result<Mark, VaultError> {
        for (id, bytes) in blobs {
            self.vault.put_blob(*id, bytes).await?;
        }
        self.vault.keep_turn(turn).await
    }

    /// Folds the states anew from the stored log. What is kept of them is not to be believed any more.
    async fn refold(&mut self) {
        self.snapshot_mark = Mark::default();
        let ground = give_ground(&mut self.desk, &self.vault).await;
        let log = match ground {
            Ok(()) => self.shared_log().await,
            Err(error) => Err(error),
        };
        match log {
            Ok(log) => self.damaged.extend(self.desk.refold(log)),
            Err(error) => {
                // Nothing is answered, and nothing kept, from states that lack what the log holds.
                self.behind = true;
                self.damaged.push(error.to_string());
            }
        }
    }

    /// Reads everything anew from the disk: another window wrote, or what became of the last step is not known.
    pub(crate) async fn reread_shared(&mut self) {
        let loaded = match self.vault.load().await {
            Ok(loaded) => loaded,
            Err(VaultError::Gone) if !self.lost => {
                // What cannot even be begun anew stays readable as it is.
                self.behind = self.go_on_alone().await.is_err();
                return;
            }
            Err(error) => {
                self.behind = true;
                self.damaged.push(error.to_string());
                return;
            }
        };
        let entered = match self.enter(loaded).await {
            Ok(None) => Ok(()),
            // Another window gave up asking to be let in.
            Ok(Some(_)) => {
                self.desk.unshare(self.who.identity());
                self.fold_anew().await
            }
            Err(error) => Err(error),
        };
        self.behind = entered.is_err();
        self.damaged.extend(entered.err().map(|error| error.to_string()));
    }

    /// The entries of the shared log, for somebody who cannot fetch them from the server.
    pub(crate) async fn shared_log(&mut self) -> Result<Vec<LogEntry>, VaultError> {
        let loaded = self.vault.load_log().await?;
        let log = log_of(&loaded.entries, &mut self.damaged);
        // A later record of one place counts.
        let log: std::collections::BTreeMap<u64, LogEntry> = log.into_iter().map(|entry| (entry.seq, entry)).collect();
        Ok(log.into_values().collect())
    }

    /// The envelopes of a ledger of one machine, for publishing them.
    pub(crate) async fn own_log(&mut self) -> Result<Vec<Envelope>, VaultError> {
        let loaded = self.vault.load_log().await?;
        let own = loaded.entries.iter().filter(|entry| entry.dseq > 0);
        let read = |entry: &Entry| Envelope::decode(&entry.bytes).map_err(|error| error.to_string());
        let envelopes: Result<Vec<Envelope>, String> = own.map(read).collect();
        envelopes.map_err(|words| VaultError::Blocks(BlockError::Unavailable(words)))
    }
}
