//! The room of a short code: two devices that have nothing in common but nine digits exchange four messages here.
//!
//! What they say is a password-authenticated key exchange: it tells the server nothing of the password that could be tried
//! out. A room takes one guest, and one proof of it. Whether the proof is good only the inviting device can tell, and an
//! ended room stays ended: so there is one guess for each code.

use sync::proto::{CODE_MESSAGE, CODE_MS, CODE_PROOF, MAX_CODE_ANSWER};
use sync::{Clock, Rng};

use super::{Ask, Space};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, StoreError, Table, Write};

/// What a guest sends at most.
pub(super) const LONGEST_OF_GUEST: usize = CODE_MESSAGE + CODE_PROOF;
/// What the inviting device sends at most.
pub(super) const LONGEST: usize = MAX_CODE_ANSWER;

/// In front of the number of a room in a key; mailboxes have longer keys.
const PREFIX: &[u8] = b"code ";

/// What is in a room.
struct Meeting {
    until_ms: u64,
    /// The first message of the inviting device.
    host: [u8; CODE_MESSAGE],
    stage: Stage,
}

/// How far it has come.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    /// Nobody has come.
    Open,
    /// A guest's first message.
    Claimed(Vec<u8>),
    /// The same, and its proof.
    Proved(Vec<u8>),
    /// The same, and what the inviting device says to it.
    Answered(Vec<u8>, Vec<u8>),
    /// The inviting device has ended it.
    Over,
}

impl Meeting {
    fn encode(&self) -> Vec<u8> {
        let (kind, first, second): (u8, &[u8], &[u8]) = match &self.stage {
            Stage::Open => (0, &[], &[]),
            Stage::Claimed(guest) => (1, guest, &[]),
            Stage::Proved(guest) => (2, guest, &[]),
            Stage::Answered(guest, answer) => (3, guest, answer),
            Stage::Over => (4, &[], &[]),
        };
        [&self.until_ms.to_be_bytes()[..], &self.host, &[kind], first, second].concat()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (until_ms, rest) = bytes.split_first_chunk()?;
        let (host, rest) = rest.split_first_chunk()?;
        let (kind, rest) = rest.split_first()?;
        let stage = match (kind, rest.len()) {
            (0, 0) => Stage::Open,
            (1, CODE_MESSAGE) => Stage::Claimed(rest.to_vec()),
            (2, LONGEST_OF_GUEST) => Stage::Proved(rest.to_vec()),
            (3, LONGEST_OF_GUEST..) => {
                let (guest, answer) = rest.split_at(LONGEST_OF_GUEST);
                Stage::Answered(guest.to_vec(), answer.to_vec())
            }
            (4, 0) => Stage::Over,
            _ => return None,
        };
        Some(Self { until_ms: u64::from_be_bytes(*until_ms), host: *host, stage })
    }
}

impl<S: Store> Space<S> {
    /// The inviting device: opens the room, looks into it, answers or ends it.
    pub(super) fn code<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        room: u16,
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        self.leader(ask, machine)?;
        let now = machine.now_ms();
        if ask.method == "PUT" {
            return self.open_room(room, ask.body, now);
        }
        let meeting = self.meeting(room, now)?.ok_or(Refusal::NotFound)?;
        if ask.method == "GET" {
            return match meeting.stage {
                Stage::Over => Err(Refusal::Over),
                Stage::Open => Ok(Answer::bytes(200, Vec::new())),
                Stage::Claimed(guest) | Stage::Proved(guest) | Stage::Answered(guest, _) => {
                    Ok(Answer::bytes(200, guest))
                }
            };
        }
        let stage = match (meeting.stage.clone(), ask.body) {
            // The same is said again because its answer was lost.
            (Stage::Over, []) => return Ok(Answer::bytes(200, Vec::new())),
            (Stage::Answered(_, there), body) if there == body => return Ok(Answer::bytes(200, Vec::new())),
            (Stage::Over, _) => return Err(Refusal::Over),
            (Stage::Answered(..), _) => return Err(Refusal::Taken),
            (_, []) => Stage::Over,
            (Stage::Proved(guest), body) => Stage::Answered(guest, body.to_vec()),
            (Stage::Open | Stage::Claimed(_), _) => return Err(Refusal::Malformed),
        };
        self.keep_meeting(room, Meeting { stage, ..meeting })?;
        Ok(Answer::bytes(200, Vec::new()))
    }

    /// Whoever was told the code: a first message, then that and the proof, which is said again until there is an answer.
    pub(super) fn meet<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        room: u16,
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        let now = machine.now_ms();
        let mut who = [0; 16];
        who[..PREFIX.len()].copy_from_slice(PREFIX);
        who[14..].copy_from_slice(&room.to_be_bytes());
        self.asks.take(who, self.limits.asks, now).map_err(Refusal::TooOften)?;
        let claims = ask.method == "POST";
        if ask.body.len() != if claims { CODE_MESSAGE } else { LONGEST_OF_GUEST } {
            return Err(Refusal::Malformed);
        }
        let meeting = self.meeting(room, now)?.ok_or(Refusal::NotFound)?;
        let host = meeting.host.to_vec();
        match (&meeting.stage, claims) {
            (Stage::Over, _) => Err(Refusal::Over),
            (Stage::Open, true) => {
                self.keep_meeting(room, Meeting { stage: Stage::Claimed(ask.body.to_vec()), ..meeting })?;
                Ok(Answer::bytes(201, host))
            }
            (Stage::Claimed(guest) | Stage::Proved(guest) | Stage::Answered(guest, _), true) => {
                if guest.starts_with(ask.body) { Ok(Answer::bytes(200, host)) } else { Err(Refusal::Taken) }
            }
            (Stage::Claimed(guest), false) if ask.body.starts_with(guest) => {
                self.keep_meeting(room, Meeting { stage: Stage::Proved(ask.body.to_vec()), ..meeting })?;
                Ok(Answer::bytes(200, Vec::new()))
            }
            (Stage::Proved(guest), false) if guest == ask.body => Ok(Answer::bytes(200, Vec::new())),
            (Stage::Answered(guest, answer), false) if guest == ask.body => Ok(Answer::bytes(200, answer.clone())),
            (_, false) => Err(Refusal::Taken),
        }
    }

    fn open_room(&mut self, room: u16, body: &[u8], now: u64) -> Result<Answer, Refusal> {
        let host: [u8; CODE_MESSAGE] = body.try_into().map_err(|_| Refusal::Malformed)?;
        if let Some(there) = self.meeting(room, now)? {
            let same = there.host == host;
            return match (same, there.stage) {
                (true, Stage::Over) => Err(Refusal::Over),
                (true, _) => Ok(Answer::bytes(200, Vec::new())),
                (false, _) => Err(Refusal::Taken),
            };
        }
        let (mut live, mut writes) = (0, Vec::new());
        self.store.scan(Table::Mail, PREFIX, &mut |key, value| {
            if !key.starts_with(PREFIX) || key.len() != PREFIX.len() + 2 {
                // The mailbox of an invitation may begin with the same letters.
                return key.starts_with(PREFIX);
            }
            match Meeting::decode(value).filter(|one| now <= one.until_ms) {
                Some(_) => live += 1,
                None => writes.push(Write::Remove(Table::Mail, key.to_vec())),
            }
            true
        })?;
        if live >= self.limits.codes {
            return Err(Refusal::Codes(self.limits.codes));
        }
        let meeting = Meeting { until_ms: now.saturating_add(CODE_MS), host, stage: Stage::Open };
        writes.push(Write::Put(Table::Mail, key(room), meeting.encode()));
        self.store.commit(writes)?;
        Ok(Answer::bytes(201, Vec::new()))
    }

    /// What is in a room; nothing when its time is over.
    fn meeting(&self, room: u16, now: u64) -> Result<Option<Meeting>, Refusal> {
        let Some(bytes) = self.store.get(Table::Mail, &key(room))? else { return Ok(None) };
        let meeting = Meeting::decode(&bytes).ok_or_else(|| StoreError("a room is not what was written".to_owned()))?;
        Ok((now <= meeting.until_ms).then_some(meeting))
    }

    fn keep_meeting(&mut self, room: u16, meeting: Meeting) -> Result<(), Refusal> {
        Ok(self.store.commit(vec![Write::Put(Table::Mail, key(room), meeting.encode())])?)
    }
}

fn key(room: u16) -> Vec<u8> {
    [PREFIX, &room.to_be_bytes()].concat()
}
