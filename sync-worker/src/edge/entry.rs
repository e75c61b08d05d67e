//! Where every request arrives. What concerns a space goes to that space's object; the rest is the built client.

use std::cell::Cell;

use sync::{Clock, SpaceId};
use worker::{Context, Env, Method, Request, RequestInit, Response, Result, event};

use super::machine::{Machine, said};
use super::{client, registry, wire};
use crate::answer::{Answer, Refusal};
use crate::registry::allows;
use crate::route::{Room, Route};
use crate::space;
use crate::tally::Tally;

thread_local! {
    static TALLY: Cell<Tally> = Cell::new(Tally::default());
}

/// Called by the edge's runtime for every request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let route = Route::of_target(&wire::target(&request)?);
    if route == Route::Client {
        return client::serve(&request, &env).await;
    }
    let response = match &route {
        Route::Health => health(request, &env).await,
        Route::Spaces => spaces(request, &env).await,
        Route::Anew(space) => anew(request, &env, *space).await,
        Route::Space(space, Room::Code(room)) => own_code(request, &env, *space, *room).await,
        Route::Space(space, _) => in_space(request, &env, *space).await,
        Route::Code(room) => code(request, &env, *room).await,
        Route::Unknown | Route::Client => wire::refused(request, Refusal::NotFound).await,
    };
    let response = match response {
        Ok(response) => response,
        Err(error) => {
            // What the runtime says names no row and no body.
            worker::console_error!("a request failed: {error}");
            wire::sent(Answer::json(500, r#"{"error":"server"}"#))?
        }
    };
    let mut tally = TALLY.get();
    tally.count(&route, response.status_code());
    TALLY.set(tally);
    Ok(response)
}

async fn health(request: Request, env: &Env) -> Result<Response> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return wire::refused(request, Refusal::Method("GET, HEAD")).await;
    }
    // The registry is on the same disk as the spaces: that it answers says that the disk does.
    let spaces = registry::count(env).await.ok();
    wire::sent(TALLY.get().health(spaces))
}

/// Whether the request shows a ticket of the operator.
fn has_ticket(request: &Request, env: &Env) -> Result<bool> {
    let given = request.headers().get("authorization")?;
    Ok(allows(&said(env, "TICKETS"), given.as_deref().and_then(|text| text.strip_prefix("Ticket "))))
}

/// A new space, or the list of those there are: both for holders of a ticket of the operator.
async fn spaces(mut request: Request, env: &Env) -> Result<Response> {
    if !matches!(request.method(), Method::Get | Method::Post) {
        return wire::refused(request, Refusal::Method("GET, POST")).await;
    }
    if !has_ticket(&request, env)? {
        return wire::refused(request, Refusal::Credential).await;
    }
    if request.method() == Method::Get {
        let list = registry::list(env).await?;
        return wire::sent(Answer::bytes(200, list.into_bytes()));
    }
    let body = match wire::body(&mut request, space::longest(&Room::Push)).await? {
        Ok(body) => body,
        Err(refusal) => return wire::sent(refusal.into()),
    };
    let founding = match space::founding(&body, Machine.now_ms()) {
        Ok(founding) => founding,
        Err(answer) => return wire::sent(answer),
    };
    let space = founding.header().space;
    let spaces = env.durable_object("SPACES")?;
    let id = spaces.id_from_name(&space.to_string())?;
    registry::add(env, space, &id.to_string()).await?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(js_sys::Uint8Array::from(body.as_slice()).into()));
    id.get_stub()?.fetch_with_request(Request::new_with_init("http://space/v1/spaces", &init)?).await
}

/// A space that this server has lost, page by page: for holders of a ticket as well.
async fn anew(mut request: Request, env: &Env, space: SpaceId) -> Result<Response> {
    if request.method() != Method::Put {
        return wire::refused(request, Refusal::Method("PUT")).await;
    }
    if !has_ticket(&request, env)? {
        return wire::refused(request, Refusal::Credential).await;
    }
    let body = match wire::body(&mut request, space::longest(&Room::Refill)).await? {
        Ok(body) => body,
        Err(refusal) => return wire::sent(refusal.into()),
    };
    let spaces = env.durable_object("SPACES")?;
    let id = spaces.id_from_name(&space.to_string())?;
    if !registry::knows(env, space).await? {
        if let Err(answer) = space::first_page(&body, space) {
            return wire::sent(answer);
        }
        registry::add(env, space, &id.to_string()).await?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Put).with_body(Some(js_sys::Uint8Array::from(body.as_slice()).into()));
    id.get_stub()?.fetch_with_request(Request::new_with_init(&format!("http://space/v1/spaces/{space}"), &init)?).await
}

async fn in_space(request: Request, env: &Env, space: SpaceId) -> Result<Response> {
    // A space that is not there answers like a credential that is not good.
    if !registry::knows(env, space).await? {
        return wire::refused(request, Refusal::Credential).await;
    }
    let stub = env.durable_object("SPACES")?.id_from_name(&space.to_string())?.get_stub()?;
    stub.fetch_with_request(request).await
}

/// The room of a short code of this space. Once the space has opened it, the registry is told where the room leads.
async fn own_code(request: Request, env: &Env, space: SpaceId, room: u16) -> Result<Response> {
    let opens = request.method() == Method::Put;
    let response = in_space(request, env, space).await?;
    let opened = opens && matches!(response.status_code(), 200 | 201);
    if opened && !registry::open_room(env, room, space).await? {
        // Another school has it: the device takes another number.
        return wire::sent(Refusal::Taken.into());
    }
    Ok(response)
}

/// Somebody who was told a short code, and knows nothing of the space but the number of a room.
async fn code(request: Request, env: &Env, room: u16) -> Result<Response> {
    let tries = request.method() == Method::Post;
    if !tries && request.method() != Method::Put {
        return wire::refused(request, Refusal::Method("POST, PUT")).await;
    }
    match registry::space_of(env, room, tries).await? {
        Ok(space) => in_space(request, env, space).await,
        Err(refusal) => wire::refused(request, refusal).await,
    }
}
