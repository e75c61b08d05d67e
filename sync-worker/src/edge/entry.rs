//! Where every request arrives. What concerns a space goes to that space's object; the rest is the built client.

use worker::{Context, Env, Headers, Request, Response, Result, event};

use crate::answer::{Answer, answer};

/// Called by the edge's runtime for every request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let path = request.path();
    if path == "/health" || path.starts_with("/v1/") {
        return sent(answer(request.method().as_ref(), &path));
    }
    super::client::serve(&request, &env).await
}

fn sent(answer: Answer) -> Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    if let Some(methods) = answer.allow {
        headers.set("allow", methods)?;
    }
    Ok(Response::ok(answer.body)?.with_status(answer.status).with_headers(headers))
}
