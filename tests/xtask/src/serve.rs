//! A small web server for the built client, on the loopback address only: pupils' lists are opened in this page, and
//! nobody else on the network has any business reaching it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::failure::{Done, Failure};
use crate::site::{Answer, Site};

/// A request line and headers beyond this are not a browser's.
const LONGEST_REQUEST: u64 = 32 * 1024;

/// Serves the folder until the program is ended. Port 0 takes any free one; the address is printed either way.
pub(crate) fn forever(folder: &Path, port: u16) -> Done {
    let site = Site::open(folder)
        .ok_or_else(|| Failure::new(format!("{} holds no built client: run cargo xtask build", folder.display())))?;
    let listener = TcpListener::bind(("127.0.0.1", port))
        .map_err(|error| Failure::because(format!("port {port} cannot be used (choose another with --port)"), error))?;
    let address = listener.local_addr().map_err(|error| Failure::because("the server's address", error))?;
    println!("serving on http://{address}/   (Ctrl-C ends it)");
    let site = Arc::new(site);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A browser that goes away in the middle of an answer is no reason to stop serving the others.
        std::thread::spawn(move || answer_all(&stream, &site).ok());
    }
    Ok(())
}

/// Answers one request after the other on a connection, as browsers expect.
fn answer_all(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some((method, target)) = read_request(&mut reader)? {
        let answer = match method.as_str() {
            "GET" | "HEAD" => site.get(&target),
            _ => Answer {
                status: "405 Method Not Allowed",
                headers: vec![("Allow", "GET, HEAD".to_owned())],
                body: Vec::new(),
            },
        };
        send(stream, &answer, method == "HEAD")?;
    }
    Ok(())
}

/// The method and target of the next request; nothing when the browser has closed the connection.
fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<(String, String)>> {
    let mut limited = reader.take(LONGEST_REQUEST);
    let mut first = String::new();
    if limited.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut header = String::new();
    loop {
        header.clear();
        if limited.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
    }
    let mut words = first.split_whitespace();
    Ok(words.next().zip(words.next()).map(|(method, target)| (method.to_owned(), target.to_owned())))
}

fn send(mut stream: &TcpStream, answer: &Answer, head_only: bool) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_one_after_the_other() {
        let mut wire: &[u8] = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /b HTTP/1.1\r\n\r\n";
        let mut next = || read_request(&mut wire).unwrap();
        assert_eq!(next(), Some(("GET".to_owned(), "/a".to_owned())));
        assert_eq!(next(), Some(("HEAD".to_owned(), "/b".to_owned())));
        assert_eq!(next(), None);
    }
}
