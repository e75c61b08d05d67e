//! One space: what a server answers for one school, decided here for every kind of host.
//!
//! A request comes in as plain data and an answer goes out; between them lies a [`Store`]. Everything is checked before the
//! first row is written, and all rows of an answer are written together. Nothing here can read what a school writes.

mod ack;
mod anew;
mod code;
mod door;
mod inbox;
mod log;
mod mail;
mod part;
mod push;
mod rows;

pub use self::anew::first_page;
pub use self::push::founding;
use sync::members::Membership;
use sync::seal::Sealed;
use sync::{AgentId, Clock, Rng};

use crate::answer::{Answer, Refusal};
use crate::limits::Limits;
use crate::rate::Rates;
use crate::route::Room;
use crate::store::{Store, StoreError, Table};

/// A request to a space.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// What is asked for.
    pub room: &'a Room,
    /// The host that the client believes it speaks to.
    pub host: &'a str,
    /// The token, as it stands in the request: hexadecimal digits.
    pub token: Option<&'a str>,
    /// The body, already cut off at [`longest`].
    pub body: &'a [u8],
}

/// What is to be done besides sending the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The log is longer: open sockets are told how far it goes.
    pub head: Option<u64>,
    /// The membership changed: sockets of those who may not listen any more are closed.
    pub members: bool,
    /// The caller may listen: the connection becomes a socket of this agent, which is told at once how far the log goes.
    pub listen: Option<(AgentId, u64)>,
}

/// One space on one store.
pub struct Space<S> {
    store: S,
    limits: Limits,
    /// The membership as it stands in the store; read again after a failure.
    members: Option<Membership>,
    /// Whether the log is being brought back; read again likewise.
    filling: Option<bool>,
    pushes: Rates,
    asks: Rates,
    /// Of those who say who they are, which anybody may do in anybody's name.
    doors: Rates,
}

/// The longest body that an address takes; a longer one is refused before it is in memory.
#[must_use]
pub fn longest(room: &Room) -> usize {
    match room {
        Room::Push => sync::proto::MAX_PUSH_BYTES + 1024,
        Room::Refill => sync::proto::MAX_PUSH_BYTES + (1 << 16),
        Room::Part(_) => sync::proto::MAX_PART_BYTES,
        Room::Mail(_) => mail::LONGEST,
        Room::Welcome(_) => mail::NUMBER,
        Room::Code(_) => code::LONGEST,
        Room::Meet(_) => code::LONGEST_OF_GUEST,
        Room::Senders => inbox::LONGEST_LIST,
        Room::Post => inbox::LONGEST,
        Room::Ack => ack::LONGEST,
        Room::Auth | Room::Acks => 1024,
        Room::Log(_) | Room::Head | Room::Socket | Room::Inbox(_) => 0,
    }
}

impl<S: Store> Space<S> {
    /// The space whose rows are in the store. Nothing is read yet.
    pub fn new(store: S, limits: Limits) -> Self {
        let (pushes, asks, doors) = (Rates::default(), Rates::default(), Rates::default());
        Self { store, limits, members: None, filling: None, pushes, asks, doors }
    }

    /// The rows, for tests that look at them.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// Founds the space with a [`founding`] that the operator allows.
    pub fn found<M: Clock + Rng>(&mut self, founding: &Sealed, machine: &mut M) -> Answer {
        self.try_found(founding, machine).unwrap_or_else(Answer::from)
    }

    /// Answers a request to the space.
    pub fn answer<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> (Answer, Effects) {
        let mut effects = Effects::default();
        match self.try_answer(ask, machine, &mut effects) {
            Ok(answer) => (answer, effects),
            Err(refusal) => {
                if matches!(refusal, Refusal::Store(_)) {
                    // What is in memory may be ahead of the disk.
                    (self.members, self.filling) = (None, None);
                }
                (refusal.into(), Effects::default())
            }
        }
    }

    /// Whether an agent may listen; asked again when the membership has changed.
    pub fn may_listen(&mut self, agent: &AgentId) -> Result<bool, StoreError> {
        Ok(self.membership()?.is_some_and(|members| door::may_hold(members, agent)))
    }

    fn try_answer<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        machine: &mut M,
        effects: &mut Effects,
    ) -> Result<Answer, Refusal> {
        let allowed = match ask.room {
            Room::Auth | Room::Push | Room::Refill | Room::Post | Room::Acks => "POST",
            Room::Ack => "PUT",
            Room::Log(_) | Room::Head | Room::Socket | Room::Inbox(_) => "GET",
            Room::Code(_) => "GET, PUT, POST",
            Room::Meet(_) => "POST, PUT",
            Room::Part(_) | Room::Mail(_) | Room::Welcome(_) | Room::Senders => "GET, PUT",
        };
        if !allowed.split(", ").any(|method| method == ask.method) {
            return Err(Refusal::Method(allowed));
        }
        if ask.body.len() > longest(ask.room) {
            return Err(Refusal::TooLarge(longest(ask.room)));
        }
        if self.is_filling()? {
            return Err(Refusal::Filling);
        }
        match ask.room {
            Room::Auth => self.auth(ask, machine),
            Room::Push => self.push(ask, machine, effects),
            Room::Refill => self.refill(ask, machine, effects),
            Room::Log(wanted) => self.log(ask, wanted, machine),
            Room::Head => self.head(ask, machine),
            Room::Socket => self.listen(ask, machine, effects),
            Room::Part(hash) => self.part(ask, hash, machine),
            Room::Senders => self.senders(ask, machine),
            Room::Post => self.post(ask, machine),
            Room::Ack => self.ack(ask, machine),
            Room::Acks => self.acks(ask, machine),
            Room::Inbox(since) => self.inbox(ask, *since, machine),
            Room::Mail(invite) => self.mail(ask, invite, machine),
            Room::Welcome(invite) => self.welcome(ask, invite, machine),
            Room::Code(room) => self.code(ask, *room, machine),
            Room::Meet(room) => self.meet(ask, *room, machine),
        }
    }

    /// The membership; nothing before the space is founded.
    fn membership(&mut self) -> Result<Option<&Membership>, StoreError> {
        if self.members.is_none()
            && let Some(bytes) = self.store.get(Table::Meta, rows::MEMBERS)?
        {
            let members = Membership::decode(&bytes)
                .map_err(|error| StoreError(format!("the membership cannot be read: {error}")))?;
            self.members = Some(members);
        }
        Ok(self.members.as_ref())
    }
}
