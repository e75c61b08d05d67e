//! Requests and answers in the edge's types: bodies are cut off before they fill the memory.

use futures_util::StreamExt;
use worker::{Headers, Method, Request, Response, Result};

use crate::answer::{Answer, Refusal};

/// The path and query of a request.
pub(super) fn target(request: &Request) -> Result<String> {
    let url = request.url()?;
    Ok(match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    })
}

/// The host and port that the client believes it speaks to.
pub(super) fn host(request: &Request) -> Result<String> {
    let url = request.url()?;
    let host = url.host_str().unwrap_or_default();
    Ok(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Bytes of a body that are read only to be forgotten. A client that is still writing when the connection ends never sees
/// the answer, and would try the same again and again.
const MOST_DRAINED: usize = 8 << 20;

/// The body, if it is not longer than `most`.
pub(super) async fn body(request: &mut Request, most: usize) -> Result<std::result::Result<Vec<u8>, Refusal>> {
    // A length that is too long for a number of this machine is too long.
    let told = request.headers().get("content-length")?.map(|text| text.parse().unwrap_or(usize::MAX));
    if matches!(request.method(), Method::Get | Method::Head) || told == Some(0) {
        return Ok(Ok(Vec::new()));
    }
    if told.is_some_and(|length| length > MOST_DRAINED) {
        return Ok(Err(Refusal::TooLarge(most)));
    }
    if told.is_some_and(|length| length <= most) {
        return Ok(Ok(request.bytes().await?));
    }
    let (mut body, mut read) = (Vec::with_capacity(told.unwrap_or_default().min(most)), 0);
    let mut chunks = request.stream()?;
    while read <= MOST_DRAINED
        && let Some(chunk) = chunks.next().await
    {
        let chunk = chunk?;
        read += chunk.len();
        if read <= most {
            body.extend_from_slice(&chunk);
        }
    }
    Ok(if read <= most { Ok(body) } else { Err(Refusal::TooLarge(most)) })
}

/// Refuses a request whose body nobody wants.
pub(super) async fn refused(mut request: Request, refusal: Refusal) -> Result<Response> {
    // Whether it was too long as well makes no difference.
    body(&mut request, 0).await?.ok();
    sent(refusal.into())
}

/// The answer as it is sent. Nothing of this server is ever to be kept by a cache.
pub(super) fn sent(answer: Answer) -> Result<Response> {
    let headers = Headers::new();
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    for (name, value) in &answer.headers {
        headers.set(name, value)?;
    }
    Ok(Response::from_bytes(answer.body)?.with_status(answer.status).with_headers(headers))
}
