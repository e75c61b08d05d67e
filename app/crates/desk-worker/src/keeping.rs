//! How does a save get onto the disk, and what if the disk does not answer as it should?
//!
//! Everything is on the disk before the desk knows it. An edit is never dropped: after an uncertain end the same save is
//! said again, which keeps it once; if the log has moved meanwhile, what moved is taken in and the request asked anew.

use desk::message::place::{AccessAct, PlaceRequest};
use desk::message::roster::Sheet;
use desk::message::{CareAnswer, CompareAnswer, RosterAnswer};
use desk::message::{Id, ImportRequest, Refusal, Request, Response, StorageTrouble};
use desk::{Keep, Step};
use sync::Envelope;
use vault::{BlobError, BlockError, Entry, Mark, Own, Save, VaultError};

use crate::ledger_open::OpenLedger;
use crate::world::{now, pause};

/// A save without an answer is said again after these waits.
const AGAIN_AFTER_MS: [i32; 2] = [50, 500];
/// A request is asked anew so often when the log has moved.
const ROUNDS: usize = 3;

impl OpenLedger {
    /// Answers a request; what it writes is on the disk before the answer.
    pub(crate) async fn ask(&mut self, mut request: Request) -> Response {
        // Nothing is built upon a log of which the end is not known.
        if self.behind || self.vault.is_unsure() {
            self.catch_up().await;
        }
        let mut rounds = 0;
        loop {
            let again = (!brings_a_list(&request)).then(|| request.clone());
            match self.desk.ask(request, &now()) {
                Step::Answer(response) => return *response,
                Step::Keep(keep) => match self.keep(*keep).await {
                    Some(response) => return response,
                    None => rounds += 1,
                },
                Step::Log if self.desk.is_shared() => match self.shared_log().await {
                    Ok(entries) => self.desk.give_entries(entries),
                    Err(error) => return refused(trouble(&error)),
                },
                Step::Log => match self.own_log().await {
                    Ok(envelopes) => self.desk.give_log(envelopes),
                    Err(error) => return refused(trouble(&error)),
                },
                Step::Load(ids) => {
                    if let Err(trouble) = self.load_blobs(ids).await {
                        return refused(trouble);
                    }
                }
            }
            match again {
                Some(same) if rounds < ROUNDS => request = same,
                _ => return refused(StorageTrouble::Moved),
            }
        }
    }

    async fn load_blobs(&mut self, ids: Vec<Id>) -> Result<(), StorageTrouble> {
        for id in ids {
            let found = self.vault.get_blob(id).await;
            if matches!(found, Err(BlobError::Missing | BlobError::Damaged(_))) {
                // In a shared ledger it may come again from the server.
                self.desk.lost_blob(&id);
            }
            match found {
                Ok(bytes) => self.desk.give(id, Some(bytes)),
                Err(BlobError::Missing | BlobError::Vault(VaultError::Gone)) => self.desk.give(id, None),
                Err(BlobError::Damaged(_)) if self.desk.can_spare(&id) => self.desk.give(id, None),
                Err(error) => return Err(StorageTrouble::Damaged(error.to_string())),
            }
        }
        Ok(())
    }

    /// Keeps a save and lets the desk answer; `None` if the log has moved, so that the request must be asked anew.
    pub(crate) async fn keep(&mut self, keep: Keep) -> Option<Response> {
        if keep.shared.is_some() {
            return self.keep_shared(keep).await;
        }
        let entries: Vec<Entry> = keep.envelopes.iter().map(entry).collect();
        let own = Own { agent: self.identity().agent, chain: keep.chain_head() };
        let save = Save { entries: &entries, own, items: &[], drafts: &[] };
        match self.write(&keep.blobs, &save).await {
            Ok(mark) => self.mark = mark,
            Err(VaultError::Outdated) => {
                // What moved it may have been this very save.
                if !self.catch_up().await.contains(entries.last()?) {
                    return None;
                }
            }
            Err(error) => {
                if matches!(error, VaultError::Full { .. }) {
                    self.take_back(&keep.blobs).await;
                }
                return Some(self.without_disk(keep, &error));
            }
        }
        Some(self.desk.kept(keep))
    }

    /// What was written of a save that did not fit takes no room from the next one.
    pub(crate) async fn take_back(&mut self, blobs: &[(Id, Vec<u8>)]) {
        for (id, _) in blobs {
            // What cannot be taken back is in nobody's way: nothing names it.
            let _ = self.vault.drop_blob(*id).await;
        }
    }

    /// A disk that takes nothing must not keep a masked sheet from leaving: it may be all that can still be saved. The line
    /// of the access log is written as soon as something can be written again.
    pub(crate) fn without_disk(&mut self, keep: Keep, error: &VaultError) -> Response {
        let trouble = trouble(error);
        if matches!(trouble, StorageTrouble::Fenced) {
            return refused(trouble);
        }
        match self.desk.unkept(keep) {
            Some(response) => {
                self.owed.extend(sheet_in(&response));
                response
            }
            None => refused(trouble),
        }
    }

    /// Writes the lines of the access log that are owed.
    pub(crate) async fn pay(&mut self) {
        while let Some(subject) = self.owed.pop() {
            let record =
                PlaceRequest::Record { act: AccessAct::Export, subject: subject.clone(), reason: String::new() };
            if let Response::Refused(_) = self.ask(Request::Place(record)).await {
                self.owed.push(subject);
                return;
            }
        }
    }

    async fn write(&mut self, blobs: &[(Id, Vec<u8>)], save: &Save<'_>) -> Result<Mark, VaultError> {
        let mut waits = AGAIN_AFTER_MS.into_iter();
        let mut thinned = self.trial;
        loop {
            let error = match self.write_once(blobs, save).await {
                Ok(mark) => return Ok(mark),
                Err(error) => error,
            };
            match error {
                // The snapshot can be made again at any time: it gives way to what a person has written.
                VaultError::Full { .. } if !thinned => {
                    thinned = true;
                    self.vault.drop_snapshot().await.map_err(|_| error)?;
                    self.snapshot_mark = Mark::default();
                }
                VaultError::Gone if !self.lost => self.go_on_in_memory().await?,
                VaultError::Blocks(BlockError::Failed(_)) => match waits.next() {
                    Some(ms) => pause(ms).await,
                    None => return Err(error),
                },
                _ => return Err(error),
            }
        }
    }

    /// A list or a picture first, for the save names it; one that a kill leaves unnamed is in nobody's way.
    async fn write_once(&mut self, blobs: &[(Id, Vec<u8>)], save: &Save<'_>) -> Result<Mark, VaultError> {
        for (id, bytes) in blobs {
            self.vault.put_blob(*id, bytes).await?;
        }
        self.vault.save(save).await
    }

    /// Takes in what stands in the log and is not known here yet, and returns it.
    pub(crate) async fn catch_up(&mut self) -> Vec<Entry> {
        match self.is_shared_on_disk().await {
            Ok(false) => {}
            Ok(true) => {
                self.reread_shared().await;
                return Vec::new();
            }
            Err(_) => {
                self.behind = true;
                return Vec::new();
            }
        }
        match self.vault.tail().await {
            Ok(tail) => {
                self.behind = false;
                self.take_in(&tail);
                tail.entries
            }
            Err(VaultError::Gone) if !self.lost => {
                // What cannot even be begun anew stays readable as it is.
                self.behind = self.go_on_in_memory().await.is_err();
                Vec::new()
            }
            Err(_) => {
                self.behind = true;
                Vec::new()
            }
        }
    }
}

/// What a sheet is about, and how many rows it has.
fn sheet_in(response: &Response) -> Option<String> {
    let said = |sheet: &Sheet| format!("{} {}", sheet.title, sheet.rows.len());
    match response {
        Response::Roster(RosterAnswer::Sheet(sheet)) | Response::Compare(CompareAnswer::Sheet(sheet)) => {
            Some(said(sheet))
        }
        Response::Care(bytes) => match CareAnswer::read(bytes)? {
            CareAnswer::Sheet(sheet) => Some(said(&sheet)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a list travels in the request: those are too large to be held twice.
fn brings_a_list(request: &Request) -> bool {
    match request {
        Request::Compare(compare) => compare.brings_a_list(),
        Request::Import(import) => matches!(import, ImportRequest::Preview { .. }),
        Request::Roster(_) | Request::Care(_) | Request::Place(_) => false,
    }
}

pub(crate) fn entry(envelope: &Envelope) -> Entry {
    Entry { compartment: envelope.header().compartment.0, dseq: envelope.header().dseq, bytes: envelope.encode() }
}

fn refused(trouble: StorageTrouble) -> Response {
    Response::Refused(Refusal::Storage(trouble))
}

/// What the page has a sentence for.
fn trouble(error: &VaultError) -> StorageTrouble {
    match error {
        VaultError::Full { free, .. } => StorageTrouble::Full(*free),
        VaultError::Fenced | VaultError::ReadOnly => StorageTrouble::Fenced,
        VaultError::Gone => StorageTrouble::Gone,
        VaultError::Damaged(damage) => StorageTrouble::Damaged(damage.to_string()),
        VaultError::Blocks(BlockError::Closed) => StorageTrouble::Closed,
        VaultError::Blocks(BlockError::Failed(words)) => StorageTrouble::Unsure(words.clone()),
        other => StorageTrouble::Other(other.to_string()),
    }
}
