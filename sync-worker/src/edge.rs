//! The worker's entry on the edge: a request in, the answer of `answer` out. No logic belongs here, as it can only be
//! compiled, not tested, without the edge's own runtime.

use worker::{Context, Env, Headers, Request, Response, Result, event};

use crate::answer::answer;

/// Called by the edge's runtime for every request.
#[event(fetch)]
async fn fetch(request: Request, _env: Env, _context: Context) -> Result<Response> {
    let answer = answer(request.method().as_ref(), &request.path());
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    if let Some(methods) = answer.allow {
        headers.set("allow", methods)?;
    }
    Ok(Response::ok(answer.body)?.with_status(answer.status).with_headers(headers))
}
