//! The object of one space on the edge: its rows, and the sockets that listen to it.

use std::cell::RefCell;

use sync::AgentId;
use worker::{
    DurableObject, Env, Headers, Request, Response, Result, State, WebSocket, WebSocketIncomingMessage, WebSocketPair,
    WebSocketRequestResponsePair, durable_object,
};

use super::disk::Disk;
use super::machine::{Machine, said};
use super::wire;
use crate::answer::{Answer, Refusal};
use crate::limits::Limits;
use crate::route::{Room, Route};
use crate::space::{self, Ask, Effects};

/// The protocol that a socket is opened with; the token stands beside it.
const SOCKET: &str = "sx1";

/// One space: its log and everything else that belongs to one school, in one SQLite file.
#[durable_object(websocket)]
pub struct Space {
    state: State,
    env: Env,
    space: RefCell<Option<space::Space<Disk>>>,
}

impl DurableObject for Space {
    fn new(state: State, env: Env) -> Self {
        // Answered without waking the object.
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        Self { state, env, space: RefCell::new(None) }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match Route::of_target(&wire::target(&request)?) {
            Route::Spaces => self.found(request).await,
            Route::Anew(id) => match wire::body(&mut request, space::longest(&Room::Refill)).await? {
                Ok(body) => wire::sent(self.with(|space, _| space.bring_anew(id, &body, &mut Machine))?),
                Err(refusal) => wire::sent(refusal.into()),
            },
            // The registry has said that this room is one of this space.
            Route::Code(number) => {
                let room = Room::Meet(number);
                match wire::body(&mut request, space::longest(&room)).await? {
                    Ok(body) => self.answer(&request, &room, &body),
                    Err(refusal) => wire::sent(refusal.into()),
                }
            }
            Route::Space(_, room) => match wire::body(&mut request, space::longest(&room)).await? {
                Ok(body) => self.answer(&request, &room, &body),
                Err(refusal) => wire::sent(refusal.into()),
            },
            _ => wire::sent(Refusal::NotFound.into()),
        }
    }

    async fn websocket_message(&self, socket: WebSocket, _message: WebSocketIncomingMessage) -> Result<()> {
        // Nothing is said to a server here: whoever does so speaks another protocol.
        socket.close(Some(1003), Some("only ping"))
    }

    async fn websocket_close(&self, socket: WebSocket, _code: usize, _reason: String, _clean: bool) -> Result<()> {
        socket.close(Some(1000), Some(""))
    }

    async fn websocket_error(&self, _socket: WebSocket, _error: worker::Error) -> Result<()> {
        Ok(())
    }
}

impl Space {
    fn with<T>(&self, work: impl FnOnce(&mut space::Space<Disk>, &Limits) -> T) -> Result<T> {
        let limits = limits(&self.env)?;
        let mut space = self.space.try_borrow_mut().map_err(|_| worker::Error::from("the space is busy"))?;
        if space.is_none() {
            *space = Some(space::Space::new(Disk::open(&self.state)?, limits));
        }
        match space.as_mut() {
            Some(space) => Ok(work(space, &limits)),
            None => Err("the space is not open".into()),
        }
    }

    async fn found(&self, mut request: Request) -> Result<Response> {
        let body = match wire::body(&mut request, space::longest(&Room::Push)).await? {
            Ok(body) => body,
            Err(refusal) => return wire::sent(refusal.into()),
        };
        let answer = match space::founding(&body, sync::Clock::now_ms(&Machine)) {
            Ok(founding) => self.with(|space, _| space.found(&founding, &mut Machine))?,
            Err(answer) => answer,
        };
        wire::sent(answer)
    }

    fn answer(&self, request: &Request, room: &Room, body: &[u8]) -> Result<Response> {
        let (host, method) = (wire::host(request)?, request.method());
        let token = token(request)?;
        let ask = Ask { method: method.as_ref(), room, host: &host, token: token.as_deref(), body };
        let (answer, effects) = self.with(|space, _| space.answer(&ask, &mut Machine))?;
        if answer.status == 503 {
            worker::console_error!("a space could not be read or written");
        }
        self.tell(&effects)?;
        match effects.listen {
            Some(listener) => self.listen(request, listener, answer),
            None => wire::sent(answer),
        }
    }

    /// Tells those who listen how far the log goes, and sends away those who may not listen any more.
    fn tell(&self, effects: &Effects) -> Result<()> {
        if effects.head.is_none() && !effects.members {
            return Ok(());
        }
        for socket in self.state.get_websockets() {
            if effects.members && !self.may_listen(&socket)? {
                // A socket that is gone already is as good as closed.
                socket.close(Some(1008), Some("not a member")).ok();
            } else if let Some(head) = effects.head {
                // Whoever does not hear it asks again in a minute.
                socket.send_with_str(nudge(head)).ok();
            }
        }
        Ok(())
    }

    fn may_listen(&self, socket: &WebSocket) -> Result<bool> {
        let agent = socket.deserialize_attachment::<Vec<u8>>()?.and_then(|bytes| bytes.try_into().ok());
        match agent {
            Some(agent) => {
                self.with(|space, _| space.may_listen(&AgentId(agent)))?.map_err(|error| error.to_string().into())
            }
            None => Ok(false),
        }
    }

    fn listen(&self, request: &Request, (agent, head): (AgentId, u64), otherwise: Answer) -> Result<Response> {
        let upgrade = request.headers().get("upgrade")?.is_some_and(|kind| kind.eq_ignore_ascii_case("websocket"));
        if !upgrade {
            return wire::sent(otherwise);
        }
        let most = usize::try_from(limits(&self.env)?.sockets).unwrap_or(usize::MAX);
        if self.state.get_websockets().len() >= most {
            return wire::sent(Refusal::TooOften(60).into());
        }
        let pair = WebSocketPair::new()?;
        // The object may sleep while sockets are open; who they belong to is kept with them.
        self.state.accept_web_socket(&pair.server);
        pair.server.serialize_attachment(agent.0.to_vec())?;
        // What came between the caller's last look at the log and this moment is told to nobody else.
        pair.server.send_with_str(nudge(head)).ok();
        let headers = Headers::new();
        headers.set("sec-websocket-protocol", SOCKET)?;
        Ok(Response::from_websocket(pair.client)?.with_headers(headers))
    }
}

/// How far the log goes, as listeners are told it.
fn nudge(head: u64) -> String {
    format!("head {head}")
}

/// The token of a request: behind `Bearer`, or beside the protocol of a socket, where browsers can set no header.
fn token(request: &Request) -> Result<Option<String>> {
    let headers = request.headers();
    if let Some(token) = headers.get("authorization")?.and_then(|text| text.strip_prefix("Bearer ").map(str::to_owned))
    {
        return Ok(Some(token));
    }
    let offered = headers.get("sec-websocket-protocol")?.unwrap_or_default();
    let mut words = offered.split(',').map(str::trim);
    Ok(if words.next() == Some(SOCKET) { words.next().map(str::to_owned) } else { None })
}

/// The operator's limits. A word that is not understood stops the server from working rather than from keeping them.
pub(super) fn limits(env: &Env) -> Result<Limits> {
    Limits::from_words(&said(env, "LIMITS")).ok_or_else(|| "LIMITS is not understood".into())
}
