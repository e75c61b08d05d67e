//! The object of one space on the edge.

use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

/// One space: its log and everything else that belongs to one school, in one SQLite file.
#[durable_object(websocket)]
pub struct Space {
    state: State,
}

impl DurableObject for Space {
    fn new(state: State, _env: Env) -> Self {
        Self { state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::ok(self.state.storage().sql().database_size().to_string())
    }
}
