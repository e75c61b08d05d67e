//! How is the master key locked? Once per slot: a passphrase, a recovery card, or another person's passphrase.
//!
//! Changing a passphrase rewrites one slot and nothing else. A slot also keeps, sealed under the master key, the key
//! that wraps backups for the same lock: so an open vault can write a backup for every lock without asking again, and
//! a backup never carries the master key.

use serde::{Deserialize, Serialize};

use crate::error::Flaw;
use crate::kdf::{Kdf, KdfParams};
use crate::layout::{checked, with_checksum};
use crate::pack::Pack;
use crate::recovery::RecoveryCard;
use crate::rng::Rng;
use crate::seal::{OVERHEAD, Place, VaultId, open, seal};
use crate::secret::Secret;
use crate::store::{Key, Store};

/// The usual slot of the person's passphrase.
pub const PASSPHRASE: u8 = 1;
/// The usual slot of the recovery card.
pub const CARD: u8 = 2;

const VERSION: u8 = 1;
const HEAD: usize = 30;
const WRAPPED: usize = 32 + OVERHEAD;

/// A slot as anybody with the disk can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// Its number; [`PASSPHRASE`] and [`CARD`] are the usual ones.
    pub slot: u8,
    /// How its key comes about.
    pub kdf: Kdf,
    /// The salt of that.
    pub salt: [u8; 16],
}

/// A lock to be set on a slot.
#[derive(Clone, Debug)]
pub struct Lock {
    /// The slot.
    pub slot: u8,
    /// How the key came about.
    pub kdf: Kdf,
    /// The salt it was derived with.
    pub salt: [u8; 16],
    /// The key.
    pub kek: Secret,
}

impl Lock {
    /// The lock of a passphrase whose key was derived elsewhere.
    #[must_use]
    pub fn passphrase(kdf: Kdf, salt: [u8; 16], kek: Secret) -> Self {
        Self { slot: PASSPHRASE, kdf, salt, kek }
    }

    /// The lock of a recovery card.
    #[must_use]
    pub fn card(card: &RecoveryCard, salt: [u8; 16]) -> Self {
        Self { slot: CARD, kdf: Kdf::Card, salt, kek: card.kek(&salt) }
    }

    pub(crate) fn view(&self) -> SlotView {
        SlotView { slot: self.slot, kdf: self.kdf, salt: self.salt }
    }
}

impl SlotView {
    /// 1 slot, 1 kind, 3 x 4 parameters, 16 salt.
    fn encode(&self) -> [u8; HEAD] {
        let numbers = match self.kdf {
            Kdf::Argon2id(params) => [params.memory_kib, params.passes, params.lanes],
            Kdf::Pbkdf2 { rounds } => [0, rounds, 0],
            Kdf::Card => [0; 3],
        };
        let mut out = [0; HEAD];
        out[0] = self.slot;
        out[1] = self.kdf.number();
        for (place, number) in out[2..14].chunks_exact_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        out[14..].copy_from_slice(&self.salt);
        out
    }

    fn decode(bytes: &[u8; HEAD]) -> Option<Self> {
        let number = |at: usize| {
            let four = bytes[at..].first_chunk::<4>();
            four.map_or(0, |four| u32::from_le_bytes(*four))
        };
        let kdf = match bytes[1] {
            1 => Kdf::Argon2id(KdfParams::new(number(2), number(6), number(10))),
            2 => Kdf::Pbkdf2 { rounds: number(6) },
            3 => Kdf::Card,
            _ => return None,
        };
        let salt = bytes.last_chunk::<16>().copied()?;
        let view = Self { slot: bytes[0], kdf, salt };
        (view.encode() == *bytes).then_some(view)
    }
}

/// A slot as stored.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) view: SlotView,
    wrap: Vec<u8>,
    relay: Vec<u8>,
}

/// What the seals of a slot are for; bound into them as the generation.
#[derive(Clone, Copy)]
enum Use {
    Master = 0,
    Relay = 1,
    Backup = 2,
}

impl Slot {
    pub(crate) fn new(vault: &VaultId, lock: &Lock, master: &Secret, rng: &mut dyn Rng) -> Self {
        let view = lock.view();
        let relay = relay_key(&lock.kek);
        Self {
            wrap: wrap(&wrap_key(&lock.kek), vault, &view, Use::Master, master, rng),
            relay: wrap(&under_master(master), vault, &view, Use::Relay, &relay, rng),
            view,
        }
    }

    /// The master key, if this is the slot's key.
    pub(crate) fn open(&self, vault: &VaultId, kek: &Secret) -> Option<Secret> {
        unwrap(&wrap_key(kek), vault, &self.view, Use::Master, &self.wrap)
    }

    /// The slot's part of a backup: the view and the backup's key wrapped for the same lock.
    pub(crate) fn wrap_backup(
        &self,
        (vault, master): (&VaultId, &Secret),
        (backup, key): (&VaultId, &Secret),
        rng: &mut dyn Rng,
    ) -> Option<Vec<u8>> {
        let relay = unwrap(&under_master(master), vault, &self.view, Use::Relay, &self.relay)?;
        let mut out = self.view.encode().to_vec();
        out.extend_from_slice(&wrap(&relay, backup, &self.view, Use::Backup, key, rng));
        Some(out)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend_from_slice(&self.view.encode());
        out.extend_from_slice(&self.wrap);
        out.extend_from_slice(&self.relay);
        with_checksum(out)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Flaw> {
        let bytes = checked(bytes).ok_or(Flaw::Content)?;
        match bytes.split_first() {
            Some((&VERSION, rest)) if rest.len() == HEAD + 2 * WRAPPED => {
                let (head, rest) = rest.split_first_chunk::<HEAD>().ok_or(Flaw::Content)?;
                let (wrap, relay) = rest.split_at(WRAPPED);
                Ok(Self {
                    view: SlotView::decode(head).ok_or(Flaw::Newer)?,
                    wrap: wrap.to_vec(),
                    relay: relay.to_vec(),
                })
            }
            Some((&version, _)) if version > VERSION => Err(Flaw::Newer),
            _ => Err(Flaw::Content),
        }
    }
}

/// The slot's part of a backup, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct BackupSlot {
    pub(crate) view: SlotView,
    wrap: Vec<u8>,
}

impl BackupSlot {
    pub(crate) const BYTES: usize = HEAD + WRAPPED;

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (head, wrap) = bytes.split_first_chunk::<HEAD>()?;
        (wrap.len() == WRAPPED).then_some(Self { view: SlotView::decode(head)?, wrap: wrap.to_vec() })
    }

    pub(crate) fn open(&self, backup: &VaultId, kek: &Secret) -> Option<Secret> {
        unwrap(&relay_key(kek), backup, &self.view, Use::Backup, &self.wrap)
    }
}

fn wrap_key(kek: &Secret) -> Secret {
    kek.derive(b"sx/slot/v1", &[b"wrap"])
}

fn relay_key(kek: &Secret) -> Secret {
    kek.derive(b"sx/slot/v1", &[b"backup"])
}

fn under_master(master: &Secret) -> Secret {
    master.derive(b"sx/slot/v1", &[b"relay"])
}

/// The whole view is bound into the seal: parameters, salt and kind cannot be changed without closing the slot.
fn wrap(key: &Secret, vault: &VaultId, view: &SlotView, use_: Use, content: &Secret, rng: &mut dyn Rng) -> Vec<u8> {
    let place = Key::new(view.encode());
    seal(key, &at(vault, &place, use_), rng, content.expose(), Pack::Never)
}

fn unwrap(key: &Secret, vault: &VaultId, view: &SlotView, use_: Use, record: &[u8]) -> Option<Secret> {
    let place = Key::new(view.encode());
    let content = zeroize::Zeroizing::new(open(key, &at(vault, &place, use_), record).ok()?);
    Some(Secret::new(content.as_slice().try_into().ok()?))
}

fn at<'a>(vault: &'a VaultId, key: &'a Key, use_: Use) -> Place<'a> {
    Place { vault, store: Store::Meta, key, generation: use_ as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestRng;

    fn lock(rng: &mut TestRng) -> Lock {
        Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [5; 16], Secret::random(rng))
    }

    #[test]
    fn a_slot_opens_with_its_key_alone() {
        let mut rng = TestRng::new(1);
        let (lock, master) = (lock(&mut rng), Secret::random(&mut rng));
        let slot = Slot::decode(&Slot::new(&[1; 16], &lock, &master, &mut rng).encode()).unwrap();
        assert_eq!(slot.view, lock.view());
        assert_eq!(slot.open(&[1; 16], &lock.kek), Some(master));
        assert_eq!(slot.open(&[2; 16], &lock.kek), None);
        assert_eq!(slot.open(&[1; 16], &Secret::random(&mut rng)), None);
    }

    #[test]
    fn lowered_parameters_close_the_slot() {
        let mut rng = TestRng::new(1);
        let (lock, master) = (lock(&mut rng), Secret::random(&mut rng));
        let slot = Slot::new(&[1; 16], &lock, &master, &mut rng);
        for kdf in [Kdf::Argon2id(KdfParams::FLOOR), Kdf::Card, Kdf::Pbkdf2 { rounds: 600_000 }] {
            let altered = Slot { view: SlotView { kdf, ..slot.view }, ..slot.clone() };
            assert_eq!(altered.open(&[1; 16], &lock.kek), None, "{kdf:?}");
        }
    }

    #[test]
    fn every_flipped_bit_is_damage_not_a_wrong_passphrase() {
        let mut rng = TestRng::new(2);
        let (lock, master) = (lock(&mut rng), Secret::random(&mut rng));
        let bytes = Slot::new(&[1; 16], &lock, &master, &mut rng).encode();
        for at in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            assert_eq!(Slot::decode(&bytes).err(), Some(Flaw::Content), "bit {at}");
        }
    }

    #[test]
    fn a_backup_key_passes_through_the_same_lock() {
        let mut rng = TestRng::new(3);
        let (lock, master, key) = (lock(&mut rng), Secret::random(&mut rng), Secret::random(&mut rng));
        let slot = Slot::new(&[1; 16], &lock, &master, &mut rng);
        let part = slot.wrap_backup((&[1; 16], &master), (&[7; 16], &key), &mut rng).unwrap();
        assert_eq!(part.len(), BackupSlot::BYTES);
        let part = BackupSlot::decode(&part).unwrap();
        assert_eq!(part.open(&[7; 16], &lock.kek), Some(key));
        assert_eq!(part.open(&[8; 16], &lock.kek), None);
        assert_eq!(part.open(&[7; 16], &master), None);
    }
}
