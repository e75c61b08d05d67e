//! One step on the line of a shared ledger: what is stored before a call goes out, and after its answer came.
//!
//! Who sends the calls is not known here, so that the same is driven in tests over a server in memory.

use desk::{Drive, Keep};
use line::{Call, Heard};

use crate::ledger_open::OpenLedger;
use crate::world::now;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The ledger is not shared, nor about to be, or this window does not write in it.
    Off,
    /// Nothing before this moment.
    Wait(u64),
    /// Send this; what had to be stored before is stored.
    Call(Call),
}

/// Steps that are stored one after the other before anything is sent.
const STEPS: usize = 8;

impl OpenLedger {
    /// What comes next on the line.
    pub(crate) async fn next_call(&mut self) -> Next {
        if !self.vault.holds_pen() || !(self.desk.is_shared() || self.desk.is_meeting()) {
            return Next::Off;
        }
        if self.behind || self.vault.is_unsure() {
            self.catch_up().await;
        }
        for _ in 0..STEPS {
            match self.desk.drive(&now()) {
                Drive::Off => return Next::Off,
                Drive::Wait(at_ms) => return Next::Wait(at_ms),
                Drive::Keep(keep) => {
                    if !self.keep_quietly(*keep).await {
                        break;
                    }
                }
                Drive::Log => match self.shared_log().await {
                    Ok(entries) => self.desk.give_entries(entries),
                    Err(_) => break,
                },
                Drive::Call(call, None) => return Next::Call(call),
                Drive::Call(call, Some(keep)) => {
                    if self.keep_quietly(*keep).await {
                        return Next::Call(call);
                    }
                    self.desk.unsent();
                    break;
                }
            }
        }
        // The disk took nothing: the line waits, and what a person saves meanwhile says what is wrong with the disk.
        Next::Wait(now().ms + PAUSE_MS)
    }

    /// Takes in what came back for a call; a call to be sent at once, if there is one.
    pub(crate) async fn take_answer(&mut self, number: u32, heard: Heard) -> Option<Call> {
        if self.desk.is_part(number) {
            self.take_part(number, heard).await;
            return None;
        }
        if self.desk.is_up(number) {
            self.take_up(number, heard).await;
            return None;
        }
        let taken = self.desk.heard(number, heard, &now());
        if let Some(keep) = taken.keep {
            // What cannot be stored is asked for again: nothing has happened.
            if !self.keep_quietly(*keep).await {
                self.desk.unstored(now().ms + PAUSE_MS);
            }
        }
        taken.call
    }

    /// Fetches again from the server what of the stored log cannot be read.
    pub(crate) async fn mend_log(&mut self) {
        if let Some(keep) = self.desk.mend() {
            self.keep_quietly(*keep).await;
        }
    }

    pub(crate) async fn keep_quietly(&mut self, keep: Keep) -> bool {
        !matches!(self.keep(keep).await, None | Some(desk::message::Response::Refused(_)))
    }
}

/// After a disk took nothing.
pub(crate) const PAUSE_MS: u64 = 10_000;
