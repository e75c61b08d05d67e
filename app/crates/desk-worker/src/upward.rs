//! One step between this office and others: what is loaded or sent next, and what an answer leads to. The log comes first.

use desk::UpDrive;
use line::{Call, Heard};
use vault::BlobError;

use crate::driving::PAUSE_MS;
use crate::ledger_open::OpenLedger;
use crate::world::now;

/// What comes next between this office and others.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum UpNext {
    /// Nothing, until something happens here.
    Off,
    /// Nothing before this moment.
    Wait(u64),
    /// Send this.
    Call(Call),
}

/// Blobs that are loaded one after the other before anything is sent; saves and other calls get their turn in between.
const STEPS: usize = 8;

impl OpenLedger {
    /// What comes next between this office and others; to be asked when the log waits.
    pub(crate) async fn next_up(&mut self) -> UpNext {
        if !self.vault.holds_pen() || !self.desk.is_shared() || self.behind || self.vault.is_unsure() {
            return UpNext::Off;
        }
        for _ in 0..STEPS {
            match self.desk.drive_up(&now()) {
                UpDrive::Off => return UpNext::Off,
                UpDrive::Wait(at_ms) => return UpNext::Wait(at_ms),
                UpDrive::Call(call) => return UpNext::Call(call),
                UpDrive::Load(blob) => match self.vault.get_blob(blob).await {
                    Ok(bytes) => self.desk.give_post(blob, Some(bytes)),
                    Err(BlobError::Missing | BlobError::Damaged(_)) => self.desk.give_post(blob, None),
                    Err(BlobError::Vault(_)) => return UpNext::Wait(now().ms + PAUSE_MS),
                },
            }
        }
        UpNext::Wait(now().ms)
    }

    /// Takes in what came back for a call of this lane.
    pub(crate) async fn take_up(&mut self, number: u32, heard: Heard) {
        if let Some(keep) = self.desk.up_heard(number, heard, &now()) {
            // What is not noted is asked, or sent, again: the server has it and says so.
            if !self.keep_quietly(*keep).await {
                self.desk.unstored_up(now().ms + PAUSE_MS);
            }
        }
    }
}
