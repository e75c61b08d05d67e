//! The registry of spaces as an object of its own, and asking it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sync::{Clock, SpaceId};
use worker::{DurableObject, Env, Method, Request, Response, Result, State, durable_object};

use super::disk::Disk;
use super::machine::Machine;
use super::space::limits;
use super::wire;
use crate::answer::Refusal;
use crate::rate::Rates;
use crate::registry;

/// The ids of all spaces, in one SQLite file.
#[durable_object(fetch)]
pub struct Registry {
    state: State,
    env: Env,
    /// Tries of short codes, of the whole server.
    tries: RefCell<Rates>,
}

impl DurableObject for Registry {
    fn new(state: State, env: Env) -> Self {
        Self { state, env, tries: RefCell::default() }
    }

    /// Asked by this worker only: nobody else can reach an object.
    async fn fetch(&self, request: Request) -> Result<Response> {
        let mut registry = registry::Registry::new(Disk::open(&self.state)?);
        let failed = |error: crate::store::StoreError| worker::Error::from(error.to_string());
        let path = request.path();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (request.method(), parts.as_slice()) {
            (Method::Get, ["count"]) => Response::ok(registry.count().map_err(failed)?.to_string()),
            (Method::Get, ["list"]) => Response::ok(registry.list().map_err(failed)?),
            (Method::Get, [space]) => {
                let known = registry.knows(id(space)?).map_err(failed)?;
                Ok(Response::empty()?.with_status(if known { 200 } else { 404 }))
            }
            (method @ (Method::Get | Method::Post), ["code", room]) => {
                // Whoever only goes on with what was begun tries nothing.
                if method == Method::Post {
                    let limits = limits(&self.env)?;
                    let tried = registry::try_code(&mut self.tries.borrow_mut(), &limits, Machine.now_ms());
                    if let Err(refusal) = tried {
                        return wire::sent(refusal.into());
                    }
                }
                match registry.space_of(number(room)?, Machine.now_ms()).map_err(failed)? {
                    Some(space) => Response::ok(space.to_string()),
                    None => wire::sent(Refusal::NotFound.into()),
                }
            }
            (Method::Put, ["code", room, space]) => {
                let opened = registry.open_room(number(room)?, id(space)?, Machine.now_ms()).map_err(failed)?;
                Ok(Response::empty()?.with_status(if opened { 200 } else { 409 }))
            }
            (Method::Put, [space, file]) => {
                registry.add(id(space)?, file, Machine.now_ms()).map_err(failed)?;
                Response::empty()
            }
            _ => Ok(Response::empty()?.with_status(404)),
        }
    }
}

thread_local! {
    /// Spaces known to be there. Spaces never go while a server runs.
    static KNOWN: RefCell<BTreeSet<SpaceId>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether a space is there.
pub(super) async fn knows(env: &Env, space: SpaceId) -> Result<bool> {
    if KNOWN.with_borrow(|known| known.contains(&space)) {
        return Ok(true);
    }
    let known = ask(env, Method::Get, &space.to_string()).await?.status_code() == 200;
    if known {
        KNOWN.with_borrow_mut(|all| all.insert(space));
    }
    Ok(known)
}

/// From now on a space is there, in this file.
pub(super) async fn add(env: &Env, space: SpaceId, file: &str) -> Result<()> {
    let answer = ask(env, Method::Put, &format!("{space}/{file}")).await?;
    if answer.status_code() == 200 { Ok(()) } else { Err("the registry did not take the space".into()) }
}

/// From now on a room leads to a space; whether it does.
pub(super) async fn open_room(env: &Env, room: u16, space: SpaceId) -> Result<bool> {
    Ok(ask(env, Method::Put, &format!("code/{room}/{space}")).await?.status_code() == 200)
}

/// Where a room leads, for somebody who tries a code or goes on with one; else what is to be answered.
pub(super) async fn space_of(env: &Env, room: u16, tries: bool) -> Result<std::result::Result<SpaceId, Refusal>> {
    let method = if tries { Method::Post } else { Method::Get };
    let mut answer = ask(env, method, &format!("code/{room}")).await?;
    Ok(match answer.status_code() {
        200 => Ok(id(&answer.text().await?)?),
        429 => {
            let after = answer.headers().get("retry-after")?.and_then(|text| text.parse().ok());
            Err(Refusal::TooOften(after.unwrap_or(60)))
        }
        404 => Err(Refusal::NotFound),
        // No word about the room: it is asked again.
        _ => return Err("the registry did not say where a room leads".into()),
    })
}

/// How many spaces there are.
pub(super) async fn count(env: &Env) -> Result<u64> {
    let text = ask(env, Method::Get, "count").await?.text().await?;
    text.parse().map_err(|_| "the registry did not answer with a number".into())
}

/// A line for each space.
pub(super) async fn list(env: &Env) -> Result<String> {
    ask(env, Method::Get, "list").await?.text().await
}

async fn ask(env: &Env, method: Method, path: &str) -> Result<Response> {
    let stub = env.durable_object("REGISTRY")?.id_from_name("registry")?.get_stub()?;
    stub.fetch_with_request(Request::new(&format!("http://registry/{path}"), method)?).await
}

fn number(text: &str) -> Result<u16> {
    text.parse().map_err(|_| "no number of a room".into())
}

fn id(text: &str) -> Result<SpaceId> {
    // Rows and spaces are written in the same digits.
    sync::RowId::from_hex(text).map(|id| SpaceId(id.0)).ok_or_else(|| "no id of a space".into())
}
