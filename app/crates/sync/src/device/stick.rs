//! A stick comes in: first the log that is on it, by the rules of a server's, then what is in no log yet.
//!
//! Authors do not sign in which order a server let their envelopes in. So whoever hands out a log signs it as a whole:
//! nobody but a member can put another order of the same envelopes on a stick, and a member who does is known by name.

use super::{Bundle, Device, Turn};
use crate::host::Rng;
use crate::ids::AgentId;
use crate::log::Alarm;
use crate::members::{Member, MemberError};
use crate::proto::LogPage;
use crate::seal::{AgentSecret, Signature};
use crate::wire::{WireError, with_sum, without_sum};

const MARK: [u8; 4] = *b"SXC2";
/// What a stick is signed for; it is worth nothing for any other purpose.
const PURPOSE: &str = "sx-stick-v1";

/// A bundle as a member hands it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stick {
    /// What is on it.
    pub bundle: Bundle,
    /// Who hands it out.
    by: AgentId,
    signature: Signature,
}

/// What became of the log on a stick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogOnStick {
    /// There is none, or nothing in it that is not known.
    Nothing,
    /// So many entries came.
    Came(u64),
    /// It begins after what is known here: the part between is missing.
    Later,
    /// Whoever made it may not read all that this device may, so it is not the whole.
    Partial,
    /// It was not put together by anybody who is a member at its end.
    Unsigned,
}

/// What a stick leads to.
#[derive(Debug)]
pub struct TakenIn {
    /// To be stored, then folded.
    pub turn: Turn,
    /// What became of its log.
    pub log: LogOnStick,
    /// Envelopes that are in no log and were not known.
    pub new: usize,
    /// Envelopes of no use: known, one's own, or resting on what is not here.
    pub left: usize,
}

/// Why nothing of a stick is taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StickError {
    /// An envelope is forged.
    #[error(transparent)]
    Forged(#[from] MemberError),
    /// Its log is not the one that is known here, or is none.
    #[error("the log on the stick: {0}")]
    Log(#[from] Alarm),
}

impl Stick {
    /// The bundle, signed by whoever hands it out.
    pub fn new(bundle: Bundle, secret: &AgentSecret) -> Self {
        let signature = secret.sign(PURPOSE, blake3::hash(&bundle.encode()).as_bytes());
        Self { bundle, by: secret.id(), signature }
    }

    /// The file.
    pub fn encode(&self) -> Vec<u8> {
        with_sum([&MARK[..], &self.by.0, &self.signature, &self.bundle.encode()].concat())
    }

    /// Reads what [`Stick::encode`] wrote; a file cut off or damaged is not read in part.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let (mark, rest) = without_sum(bytes)?.split_first_chunk::<4>().ok_or(WireError::Truncated)?;
        let (by, rest) = rest.split_first_chunk::<16>().ok_or(WireError::Truncated)?;
        let (signature, bundle) = rest.split_first_chunk::<64>().ok_or(WireError::Truncated)?;
        if *mark != MARK {
            return Err(WireError::OutOfRange);
        }
        Ok(Self { bundle: Bundle::decode(bundle)?, by: AgentId(*by), signature: *signature })
    }
}

impl Device {
    /// Everything of this device that is in no log, and a log as one page, for a stick. Store the turn before the file is
    /// written: from then on these envelopes may be anywhere.
    pub fn stick(&self, log: Option<LogPage>) -> (Stick, Turn) {
        let (bundle, turn) = self.bundle(log.map(LogPage::cut).unwrap_or_default());
        // A new name of a machine that was set back is known to others once it is in the log.
        let known = |secret: &&AgentSecret| self.members().member(&secret.id()).is_some_and(Member::is_active);
        let secret = self.agents.iter().rev().find(known).unwrap_or(self.secret());
        (Stick::new(bundle, secret), turn)
    }

    /// Takes in a stick. The same one again changes nothing.
    pub fn take_in(&self, stick: &Stick, rng: &mut dyn Rng) -> Result<TakenIn, StickError> {
        let (pulled, log) = match self.log_on(stick, rng) {
            Err(StickError::Log(Alarm::Withheld { .. })) => (None, LogOnStick::Partial),
            other => other?,
        };
        let device = pulled.as_ref().map_or(self, |turn| &turn.next);
        let (imported, left) = device.import(&stick.bundle.envelopes)?;
        let turn = match pulled {
            Some(pulled) => pulled.and(self, imported),
            None => imported,
        };
        Ok(TakenIn { turn, log, new: stick.bundle.envelopes.len() - left, left })
    }

    /// What the log on a stick says that is not known here; what is being read again is read from it as well.
    fn log_on(&self, stick: &Stick, rng: &mut dyn Rng) -> Result<(Option<Turn>, LogOnStick), StickError> {
        let Some(log) = LogPage::join(stick.bundle.pages.iter().cloned()) else {
            return Ok((None, LogOnStick::Nothing));
        };
        if self.is_arriving() {
            // What is here so far is not the whole; the server brings the rest first.
            return Ok((None, LogOnStick::Later));
        }
        let before = self.follower.head();
        if self.follower.hash_at(log.head.seq).is_some_and(|known| known != log.head.hash) {
            return Err(Alarm::Fork { seq: log.head.seq }.into());
        }
        let mut turn: Option<Turn> = None;
        loop {
            let device = turn.as_ref().map_or(self, |turn| &turn.next);
            let known = device.reread.as_ref().unwrap_or(&device.follower).head();
            // An old stick says nothing of what is read again.
            if known.seq >= log.head.seq || log.head.seq < device.follower.head().seq {
                break;
            }
            let Some(mut page) = log.clone().after(&known) else {
                match turn {
                    // What has to be read again may come from elsewhere.
                    Some(_) => break,
                    None => return Ok((None, LogOnStick::Later)),
                }
            };
            if device.reread.is_some() {
                page.entries.truncate(usize::try_from(device.follower.head().seq - known.seq).unwrap_or(usize::MAX));
            }
            if page.entries.is_empty() {
                return Err(Alarm::Withheld { seq: known.seq + 1 }.into());
            }
            // Which storage of the server it came from is no matter: it is the same log by every hash, or it is refused.
            page.generation = device.follower.generation().unwrap_or(page.generation);
            let next = device.pull(&page, rng)?;
            turn = Some(match turn {
                Some(turn) => turn.and(self, next),
                None => next,
            });
        }
        let Some(turn) = turn else { return Ok((None, LogOnStick::Nothing)) };
        // Whether this device may read something is not always to be seen: with a new name it is no member yet. Whoever holds
        // a key misses what is missing.
        let missing = |compartment| !self.holes.contains(compartment) && turn.next.keys.newest(*compartment).is_some();
        if turn.next.holes.iter().any(missing) {
            return Ok((None, LogOnStick::Partial));
        }
        let members = turn.next.members();
        let keys = members.member(&stick.by).filter(|member| member.is_active()).and(members.keys_of(&stick.by));
        let message = blake3::hash(&stick.bundle.encode());
        if !keys.is_some_and(|keys| keys.verify(PURPOSE, message.as_bytes(), &stick.signature)) {
            return Ok((None, LogOnStick::Unsigned));
        }
        let came = turn.next.follower.head().seq - before.seq;
        Ok((Some(turn), if came > 0 { LogOnStick::Came(came) } else { LogOnStick::Nothing }))
    }
}

impl Turn {
    /// Two turns, one after the other, as one from the device before both.
    fn and(self, before: &Device, later: Turn) -> Turn {
        let entries = [self.keep.entries, later.keep.entries].concat();
        let folds = self.folds.into_iter().chain(later.folds).collect();
        let told = self.told.into_iter().chain(later.told).collect();
        Turn::new(before, later.next, entries, folds).telling(told, self.refold || later.refold)
    }
}
