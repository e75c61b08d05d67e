//! Serving the built client from the folder that the operator names, under the headers that the crate `site` knows.

use std::cell::RefCell;

use site::File;
use worker::{Env, Fetcher, Headers, Request, Response, Result};

thread_local! {
    /// The policy of the page, once it has been read. A new client comes with a new start of the server.
    static POLICY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The answer to a request for a file or a page of the client.
pub(super) async fn serve(request: &Request, env: &Env) -> Result<Response> {
    let method = request.method();
    if !matches!(method, worker::Method::Get | worker::Method::Head) {
        let headers = Headers::new();
        headers.set("allow", "GET, HEAD")?;
        return Ok(Response::empty()?.with_status(405).with_headers(headers));
    }
    let Some(file) = File::of_target(&request.path()) else {
        return plain(400);
    };
    let folder = env.service("CLIENT")?;
    let policy = policy(&folder).await?;
    if let Some(response) = read(&folder, &file).await? {
        return with_headers(response, &file, &policy);
    }
    // Every page of the client has its own address, and the one document answers for all of them.
    if file.may_be_a_page()
        && let Some(response) = read(&folder, &File::index()).await?
    {
        return with_headers(response, &File::index(), &policy);
    }
    plain(404)
}

/// The file, or nothing when there is none: a folder is none.
async fn read(folder: &Fetcher, file: &File) -> Result<Option<Response>> {
    if file.path().is_empty() || file.path().ends_with('/') {
        return Ok(None);
    }
    let response = folder.fetch(address(file), None).await?;
    // A folder is answered with a listing of it.
    let listing = response.headers().get("content-type")?.is_some_and(|kind| kind == "application/json")
        && !file.path().ends_with(".json");
    Ok((response.status_code() == 200 && !listing).then_some(response))
}

/// The host is not looked at: the folder is the only one who answers there.
fn address(file: &File) -> String {
    let mut address = "http://client".to_owned();
    for part in file.path().split('/') {
        address.push('/');
        for byte in part.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    address
}

async fn policy(folder: &Fetcher) -> Result<String> {
    if let Some(policy) = POLICY.with_borrow(Clone::clone) {
        return Ok(policy);
    }
    let Some(mut page) = read(folder, &File::index()).await? else {
        // Without a built client there is nothing that could need a policy.
        return Ok("default-src 'none'".to_owned());
    };
    let policy = site::policy_of(&page.text().await?).ok_or("the page names no policy")?;
    POLICY.set(Some(policy.clone()));
    Ok(policy)
}

fn with_headers(response: Response, file: &File, policy: &str) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in file.headers(policy) {
        headers.set(name, &value)?;
    }
    // The length is told to those who ask without wanting the file.
    if let Some(length) = response.headers().get("content-length")? {
        headers.set("content-length", &length)?;
    }
    let (_, body) = response.into_parts();
    Ok(Response::from_body(body)?.with_headers(headers))
}

fn plain(status: u16) -> Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", "text/plain")?;
    Ok(Response::empty()?.with_status(status).with_headers(headers))
}
