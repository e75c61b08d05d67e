//! One step for the snapshots and pictures of a shared ledger: what is loaded, stored or sent next. The log always comes
//! first.
//!
//! A picture that was fetched is on the disk before anything counts on it; one that was sent leaves the queue in a
//! transaction of its own, so a kill at any instant sends it once more at most.

use desk::{PartDrive, PartTaken};
use line::{Call, Heard};
use vault::{BlobError, VaultError};

use crate::driving::PAUSE_MS;
use crate::ledger_open::OpenLedger;
use crate::network;
use crate::world::now;

/// What comes next for pictures.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PartNext {
    /// Nothing, until something happens here.
    Off,
    /// Nothing before this moment.
    Wait(u64),
    /// Send this.
    Call(Call),
}

/// What a whole picture takes at least, and how many are let go at once on a full disk.
const SPARED_BYTES: u64 = 20_000;
const LEAST_SPARED: usize = 8;

/// Steps on the disk before anything is sent; saves and other calls get their turn in between.
const STEPS: usize = 8;

impl OpenLedger {
    /// What comes next for pictures; to be asked when the log waits.
    pub(crate) async fn next_part(&mut self) -> PartNext {
        if !self.vault.holds_pen() || !self.desk.is_shared() || self.behind || self.vault.is_unsure() {
            return PartNext::Off;
        }
        self.desk.network(network::kind());
        for _ in 0..STEPS {
            match self.desk.drive_parts(&now()) {
                PartDrive::Off => return PartNext::Off,
                PartDrive::Wait(at_ms) => return PartNext::Wait(at_ms),
                PartDrive::Call(call) => return PartNext::Call(call),
                PartDrive::List => match self.vault.blobs().await {
                    Ok(blobs) => self.desk.give_list(blobs),
                    Err(_) => return PartNext::Wait(now().ms + PAUSE_MS),
                },
                PartDrive::Room => {
                    // A browser that does not tell is believed to have room, until it says otherwise.
                    let free = self.vault.usage().await.ok().and_then(|usage| usage.free());
                    self.desk.give_room(free, now().ms);
                }
                PartDrive::Load(blobs) => {
                    for id in blobs {
                        match self.vault.get_blob(id).await {
                            Ok(bytes) => self.desk.give_blob(id, Some(bytes)),
                            Err(BlobError::Missing | BlobError::Damaged(_)) => self.desk.give_blob(id, None),
                            Err(BlobError::Vault(_)) => return PartNext::Wait(now().ms + PAUSE_MS),
                        }
                    }
                }
                PartDrive::Log => match self.shared_log().await {
                    Ok(log) => self.desk.give_past(log),
                    Err(_) => return PartNext::Wait(now().ms + PAUSE_MS),
                },
                PartDrive::Drop(blobs) => {
                    for id in blobs {
                        if self.vault.drop_blob(id).await.is_err() {
                            return PartNext::Wait(now().ms + PAUSE_MS);
                        }
                    }
                    if let Some(keep) = self.desk.dropped()
                        && !self.keep_quietly(*keep).await
                    {
                        return PartNext::Wait(now().ms + PAUSE_MS);
                    }
                }
                PartDrive::Keep(keep) => {
                    if !self.keep_quietly(*keep).await {
                        return PartNext::Wait(now().ms + PAUSE_MS);
                    }
                }
            }
        }
        PartNext::Wait(now().ms)
    }

    /// Takes in what came back for a call about a part.
    pub(crate) async fn take_part(&mut self, number: u32, heard: Heard) {
        match self.desk.part_heard(number, heard, &now()) {
            PartTaken::Nothing => {}
            // What is not noted is sent again: the server has it and says so.
            PartTaken::Keep(keep) => drop(self.keep_quietly(*keep).await),
            PartTaken::Store(id, bytes) => match self.vault.put_blob(id, &bytes).await {
                Ok(()) => {
                    if let Some(keep) = self.desk.arrived(id, &now()) {
                        self.keep_quietly(*keep).await;
                    }
                }
                Err(error) => self.desk.not_stored(id, matches!(error, VaultError::Full { .. }), &now()),
            },
        }
    }

    /// Lets pictures of other devices go until about so many bytes are free, so that a text finds room; they come again when
    /// there is room for them. Whether anything was let go.
    pub(crate) async fn make_room(&mut self, asked: u64) -> bool {
        let pictures = usize::try_from(asked.div_ceil(SPARED_BYTES)).unwrap_or(usize::MAX).max(LEAST_SPARED);
        let mut gone = Vec::new();
        for blob in self.desk.spare_blobs().into_iter().take(pictures) {
            if self.vault.drop_blob(blob).await.is_ok() {
                gone.push(blob);
            }
        }
        self.desk.spared(&gone, now().ms);
        !gone.is_empty()
    }

    /// What came back for a call is not to be taken in now: it is asked for again.
    pub(crate) fn unheard(&mut self, number: u32) {
        match (self.desk.is_part(number), self.desk.is_up(number)) {
            (true, _) => self.desk.unsent_part(),
            (false, true) => self.desk.unsent_up(),
            (false, false) => self.desk.unsent(),
        }
    }
}
