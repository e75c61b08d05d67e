//! Messages between the page and the Web Worker that holds the vault: opening, keeping, locking, backup.
//!
//! Passphrases go only into [`VaultRequest::Derive`], which the page sends to a throw-away worker; the working one sees
//! the derived key. Locking is terminating the worker: no key and no child stays in memory.

use serde::{Deserialize, Serialize};

pub use super::qr::QrView;

use super::{Id, Request, Response};

/// What the page sends: a number that the answer carries back, and the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToWorker {
    /// Number of the call.
    pub call: u32,
    /// The order.
    pub order: Order,
}

/// An order to the desk worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// To the desk of the open ledger.
    Ask(Request),
    /// To the vault.
    Vault(VaultRequest),
}

/// What the worker sends back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FromWorker {
    /// The call it answers; 0 for news nobody asked for.
    pub call: u32,
    /// The answer.
    pub answer: Answer,
}

/// An answer of the desk worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Of the desk.
    Told(Box<Response>),
    /// Of the vault.
    Vault(VaultAnswer),
    /// News: the ledger was changed by another window, ask again.
    Changed,
    /// News: another window writes now; this one may only read.
    ReadOnly,
    /// News: a newer build wants the database; everything is saved, please reload.
    Reload,
    /// News: the data on the disk were cleared and the ledger goes on in memory, or it has become a shared one; as this
    /// session says.
    Lost(SessionView),
    /// News: another window with an older build does not let go of the database.
    Blocked,
}

/// Parameters of the passphrase derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfChoice {
    /// 1 = Argon2id, 2 = PBKDF2-HMAC-SHA-256.
    pub kind: u8,
    /// Memory in KiB (Argon2id).
    pub memory_kib: u32,
    /// Passes, or PBKDF2 rounds.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfChoice {
    /// What needs no memory to speak of, for machines on which nothing else works.
    pub const MODEST: Self = Self { kind: 2, memory_kib: 0, passes: 600_000, lanes: 1 };
}

/// A vault on this machine, as anybody at the machine may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultView {
    /// Its identity.
    pub id: Id,
    /// The label the person chose.
    pub label: String,
    /// Salt of the passphrase slot.
    pub salt: Vec<u8>,
    /// Derivation parameters of the passphrase slot.
    pub kdf: KdfChoice,
    /// Milliseconds to wait before the next try, after wrong ones.
    pub wait_ms: u32,
    /// Written by a newer build: it is not touched.
    pub newer: bool,
    /// Its locks cannot be read: only a backup helps.
    pub damaged: bool,
    /// When it was made, in milliseconds by this machine's clock.
    pub made_ms: u64,
    /// It is listed, but its data are no longer on this machine: only a backup helps.
    pub gone: bool,
}

/// The open ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Which ledger; of a trial nothing.
    pub id: Id,
    /// Memory only: nothing is written to the disk.
    pub trial: bool,
    /// It was on the disk, and the data there were cleared while it was open.
    pub lost: bool,
    /// The label of the vault.
    pub label: String,
    /// Last verified backup in milliseconds, 0 for never.
    pub last_backup_ms: u64,
    /// The recovery card has been checked.
    pub card_checked: bool,
    /// The recovery card opened it: its passphrase is forgotten.
    pub by_card: bool,
    /// Records that could not be read, by place.
    pub damaged: Vec<String>,
    /// Another window holds the pen.
    pub read_only: bool,
    /// Several devices share it.
    pub shared: bool,
    /// It may be shut and opened again by a PIN while its keys are in memory.
    pub pin: bool,
}

/// A passphrase lock to be set: what the throw-away worker derived, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLock {
    /// The derived key.
    pub kek: [u8; 32],
    /// The salt it was derived with.
    pub salt: Vec<u8>,
    /// How.
    pub kdf: KdfChoice,
}

/// Why a passphrase is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as the weaknesses are")]
pub enum Weakness {
    TooShort,
    Common,
    DigitsOnly,
    DatePattern,
    HoldsName,
    Repeated,
}

/// Orders about the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VaultRequest {
    /// The vaults on this machine.
    List,
    /// Checks a new passphrase.
    Judge {
        /// The passphrase.
        passphrase: String,
        /// The person's name, which it may not contain.
        name: String,
    },
    /// Four random words as a suggestion.
    Suggest,
    /// Throw-away worker only: derives a key. Without salt a new one is drawn; without parameters it chooses them for this
    /// machine.
    Derive {
        /// The passphrase.
        passphrase: String,
        /// Salt of an existing slot.
        salt: Option<Vec<u8>>,
        /// Parameters of an existing slot.
        kdf: Option<KdfChoice>,
    },
    /// Opens an empty memory-only ledger.
    Trial,
    /// Creates a vault; if a trial is open, carries all of it over.
    Create {
        /// The label shown on this machine.
        label: String,
        /// The passphrase lock.
        lock: NewLock,
    },
    /// Confirms that the recovery card was written down: one word typed back.
    CheckCard {
        /// Which word, 0-based.
        index: u8,
        /// The word.
        word: String,
    },
    /// Makes a new recovery card for the open vault; the one before opens it no longer.
    NewCard,
    /// Opens a vault.
    Unlock {
        /// Which.
        vault: Id,
        /// The derived key.
        kek: [u8; 32],
    },
    /// Opens a vault with the recovery words.
    UnlockByCard {
        /// Which.
        vault: Id,
        /// The 24 words, spaces optional, or the card's code.
        words: String,
    },
    /// Sets the PIN of the open vault, or takes it away.
    SetPin(Option<String>),
    /// Shuts the open ledger: from now on it answers to its PIN alone.
    Shut {
        /// For at most so many minutes.
        minutes: u64,
    },
    /// Opens the shut ledger.
    OpenWithPin(String),
    /// Takes the pen from another window: that one may only read afterwards.
    TakePen,
    /// Salt and parameters of the open vault's passphrase.
    PassphraseLock,
    /// Sets a new passphrase on the open vault.
    ChangeLock {
        /// Key of the present passphrase; not asked for where the recovery card opened the vault.
        present: Option<[u8; 32]>,
        /// The new one.
        new: NewLock,
    },
    /// The half-typed form kept under this key.
    Draft(String),
    /// Keeps a half-typed form.
    KeepDraft {
        /// Key of the form.
        key: String,
        /// Its text.
        text: String,
    },
    /// Forgets a half-typed form.
    DropDraft(String),
    /// Writes a backup; its bytes travel beside the answer.
    Backup,
    /// Looks through a backup sent along, without writing.
    Inspect {
        /// Key of the passphrase, or `None` to use the words.
        kek: Option<[u8; 32]>,
        /// Recovery words.
        words: Option<String>,
    },
    /// Salt and parameters of the backup sent along.
    BackupLock,
    /// Restores the inspected backup: as a new vault if none is open, else into the open one.
    Restore,
    /// Numbers for 设置: use, quota.
    Storage,
    /// Draws a text as a QR code.
    Qr(String),
    /// Removes a vault from this machine after a typed confirmation.
    Remove(Id),
}

/// Answers of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VaultAnswer {
    /// The vaults on this machine.
    List(Vec<VaultView>),
    /// Weaknesses of a passphrase; none means it is good.
    Judged(Vec<Weakness>),
    /// Suggested words.
    Suggested(String),
    /// The derived key and how it was derived.
    Derived(NewLock),
    /// The ledger is open.
    Open(SessionView),
    /// The vault exists and is open; the recovery words, shown once.
    Created {
        /// The session.
        session: SessionView,
        /// 24 words.
        words: Vec<String>,
        /// The same for machines.
        code: String,
        /// That as a QR code.
        qr: QrView,
    },
    /// Done and on disk.
    Done,
    /// The typed word is not the one on the card.
    WrongWord,
    /// Wrong passphrase or key; wait before the next try.
    Wrong {
        /// Milliseconds.
        wait_ms: u32,
    },
    /// A recovery word is not in the list (1-based), or the check of the 24 fails (0).
    BadCard {
        /// Position of the wrong word.
        position: u8,
    },
    /// Wrong PIN; so many tries are left. With none left the ledger is locked.
    WrongPin {
        /// Tries.
        left: u8,
    },
    /// These digits are no PIN.
    BadPin {
        /// Four to eight digits, but the first anybody tries.
        common: bool,
    },
    /// The code of a recovery card is incomplete or wrong.
    BadCode,
    /// The kept draft and when it was kept.
    Draft(Option<(String, u64)>),
    /// A backup; its bytes travel beside the message.
    Backup {
        /// Suggested file name.
        name: String,
        /// Saves inside.
        saves: u32,
    },
    /// What an inspected backup holds.
    Inspected {
        /// The label of the vault it came from.
        label: String,
        /// When it was written.
        at_ms: u64,
        /// Saves inside.
        saves: u32,
        /// Of these, not yet in the open vault.
        new: u32,
        /// Stored lists and pictures inside.
        files: u32,
    },
    /// Salt and parameters of a passphrase.
    SlotLock {
        /// Salt.
        salt: Vec<u8>,
        /// Parameters.
        kdf: KdfChoice,
    },
    /// A drawn code.
    Qr(QrView),
    /// Bytes used and granted.
    Storage {
        /// Used.
        used: u64,
        /// Granted.
        quota: u64,
    },
    /// It could not be done; nothing was changed.
    Failed(VaultFailure),
}

/// Why an order to the vault failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultFailure {
    /// The browser gave no database (private mode, damaged profile); its words for the log.
    NoStorage(String),
    /// Storage full; bytes still free, where the browser tells.
    Full(Option<u64>),
    /// The browser would not hand over the finished file.
    NotSaved,
    /// The data are no longer on this machine.
    Gone,
    /// Another window with an older build does not let go of the database.
    Blocked,
    /// The database was closed for a newer build of the program.
    Closed,
    /// The browser did not say whether it was done: look before doing it again.
    Unsure(String),
    /// Written by a newer build.
    Newer,
    /// A record is damaged; which one.
    Damaged(String),
    /// The backup is cut off after this chunk.
    BackupTruncated(u32),
    /// This chunk of the backup is damaged or out of order.
    BackupDamaged(u32),
    /// The backup's beginning is damaged.
    BackupHead,
    /// The backup's end is damaged or of another file.
    BackupTail,
    /// The backup has no lock of this kind.
    BackupNoLock,
    /// A shared ledger is restored by itself: it is not merged into another.
    BackupShared,
    /// Not a backup of this program.
    BackupForeign,
    /// The file asks for a weaker lock than allowed.
    WeakLock,
    /// Not enough memory for the derivation.
    NoMemory,
    /// No ledger is open.
    NotOpen,
    /// Another window holds the pen.
    Fenced,
    /// A message could not be read.
    Protocol,
}
