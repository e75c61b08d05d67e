//! Where the worker's handler runs: in memory behind the same addresses, or in the real runtime over a socket.

use std::collections::BTreeMap;

use sync::proto::CODE_ROOMS;
use sync::{Clock, Rng, SpaceId};
use sync_worker::answer::{Answer, Refusal};
use sync_worker::limits::Limits;
use sync_worker::memory::Memory;
use sync_worker::rate::Rates;
use sync_worker::registry::{Registry, allows, try_code};
use sync_worker::route::{Room, Route};
use sync_worker::space::{Ask, Space, first_page, founding, longest};
use sync_worker::tally::Tally;

use crate::dice::Dice;
use crate::http::{Client, Message};

/// The ticket that the tests' operator has set.
pub const TICKET: &str = "spring-township-7";

/// Something that answers requests.
pub trait Host {
    /// The answer to a request.
    fn send(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Message;

    /// What clients take it to be, when they sign a challenge.
    fn name(&self) -> String;

    /// Every row about a space, where a test can look at them.
    fn kept(&mut self, _space: SpaceId) -> Option<String> {
        None
    }
}

/// A clock that is set, and repeatable chance.
pub struct Machine {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    dice: Dice,
}

impl Clock for Machine {
    fn now_ms(&self) -> u64 {
        self.now_ms
    }
}

impl Rng for Machine {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.dice.fill(bytes);
    }
}

/// The handler in memory, put together as the entry of the edge does.
pub struct InMemory {
    /// Its clock.
    pub machine: Machine,
    /// The spaces, for tests that look at their rows.
    pub spaces: BTreeMap<SpaceId, Space<Memory>>,
    registry: Registry<Memory>,
    limits: Limits,
    tries: Rates,
    tally: Tally,
}

impl InMemory {
    /// A server without spaces.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            machine: Machine { now_ms: 1_790_000_000_000, dice: Dice::new(1) },
            spaces: BTreeMap::new(),
            registry: Registry::new(Memory::default()),
            limits,
            tries: Rates::default(),
            tally: Tally::default(),
        }
    }

    fn in_space(&mut self, space: &SpaceId, room: &Room, method: &str, token: Option<&str>, body: &[u8]) -> Answer {
        match self.spaces.get_mut(space) {
            Some(space) => {
                let ask = Ask { method, room, host: "memory", token, body };
                space.answer(&ask, &mut self.machine).0
            }
            None => Refusal::Credential.into(),
        }
    }

    fn answer(&mut self, route: &Route, method: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let behind = |kind: &str| {
            headers.iter().find(|(name, _)| *name == "authorization").and_then(|(_, value)| value.strip_prefix(kind))
        };
        match route {
            Route::Health if !["GET", "HEAD"].contains(&method) => Refusal::Method("GET, HEAD").into(),
            Route::Health => self.tally.health(self.registry.count().ok()),
            Route::Spaces if !["GET", "POST"].contains(&method) => Refusal::Method("GET, POST").into(),
            Route::Spaces if !allows(TICKET, behind("Ticket ")) => Refusal::Credential.into(),
            Route::Spaces if method == "GET" => Answer::bytes(200, self.registry.list().unwrap().into_bytes()),
            Route::Spaces if body.len() > longest(&Room::Push) => Refusal::TooLarge(longest(&Room::Push)).into(),
            Route::Spaces => match founding(body, self.machine.now_ms) {
                Ok(founding) => {
                    let space = founding.header().space;
                    self.registry.add(space, "memory", self.machine.now_ms).unwrap();
                    let limits = self.limits;
                    let space = self.spaces.entry(space).or_insert_with(|| Space::new(Memory::default(), limits));
                    space.found(&founding, &mut self.machine)
                }
                Err(answer) => answer,
            },
            Route::Anew(_) if method != "PUT" => Refusal::Method("PUT").into(),
            Route::Anew(_) if !allows(TICKET, behind("Ticket ")) => Refusal::Credential.into(),
            Route::Anew(_) if body.len() > longest(&Room::Refill) => Refusal::TooLarge(longest(&Room::Refill)).into(),
            Route::Anew(id) => {
                if !self.registry.knows(*id).unwrap()
                    && let Err(answer) = first_page(body, *id)
                {
                    return answer;
                }
                self.registry.add(*id, "memory", self.machine.now_ms).unwrap();
                let limits = self.limits;
                let space = self.spaces.entry(*id).or_insert_with(|| Space::new(Memory::default(), limits));
                space.bring_anew(*id, body, &mut self.machine)
            }
            Route::Space(space, room) => {
                let answer = self.in_space(space, room, method, behind("Bearer "), body);
                match room {
                    Room::Code(room) if method == "PUT" && matches!(answer.status, 200 | 201) => {
                        let opened = self.registry.open_room(*room, *space, self.machine.now_ms).unwrap();
                        if opened { answer } else { Refusal::Taken.into() }
                    }
                    _ => answer,
                }
            }
            Route::Code(_) if !["POST", "PUT"].contains(&method) => Refusal::Method("POST, PUT").into(),
            Route::Code(room) => {
                let now_ms = self.machine.now_ms;
                let tried = if method == "POST" { try_code(&mut self.tries, &self.limits, now_ms) } else { Ok(()) };
                match tried.map(|()| self.registry.space_of(*room, now_ms).unwrap()) {
                    Ok(Some(space)) => self.in_space(&space, &Room::Meet(*room), method, None, body),
                    Ok(None) => Refusal::NotFound.into(),
                    Err(refusal) => refusal.into(),
                }
            }
            Route::Unknown | Route::Client => Refusal::NotFound.into(),
        }
    }
}

impl Host for InMemory {
    fn send(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Message {
        let route = Route::of_target(target);
        let body = if method == "GET" { &[] } else { body };
        let answer = self.answer(&route, method, headers, body);
        self.tally.count(&route, answer.status);
        Message {
            first: format!("HTTP/1.1 {} memory", answer.status),
            headers: answer.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body: answer.body,
        }
    }

    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn kept(&mut self, space: SpaceId) -> Option<String> {
        let now_ms = self.machine.now_ms;
        let rooms: Vec<_> = (0..CODE_ROOMS).map(|room| self.registry.space_of(room, now_ms).unwrap()).collect();
        let rows = self.spaces.get_mut(&space).map(Space::store_mut);
        Some(format!("{rows:?} {rooms:?} {}", self.registry.list().unwrap()))
    }
}

/// The handler behind a socket.
pub struct Remote {
    client: Client,
    port: u16,
}

impl Remote {
    /// What listens at this port of loopback.
    #[must_use]
    pub fn new(port: u16) -> Self {
        Self { client: Client::new(port), port }
    }
}

impl Host for Remote {
    fn send(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Message {
        self.client.send(method, target, headers, body).unwrap()
    }

    fn name(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}
