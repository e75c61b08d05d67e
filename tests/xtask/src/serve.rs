//! A small web server for the built client, on the loopback address only: pupils' lists are opened in this page, and
//! nobody else on the network has any business reaching it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::failure::{Done, Failure};
use crate::site::{Answer, Site};

/// A request line and headers beyond this are not a browser's.
const LONGEST_REQUEST: u64 = 32 * 1024;

/// Serves the folder until the program is ended.
pub(crate) fn forever(folder: &Path, port: u16) -> Done {
    let serving = Serving::begin(folder, port)?;
    serving.thread.join().map_err(|_| Failure::new("the server stopped short"))
}

/// A server at work beside this thread.
pub(crate) struct Serving {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Serving {
    /// Begins to serve the folder. Port 0 takes any free one; the address is printed either way.
    pub(crate) fn begin(folder: &Path, port: u16) -> Result<Serving, Failure> {
        let site = Site::open(folder).ok_or_else(|| {
            Failure::new(format!("{} holds no built client: run cargo xtask build", folder.display()))
        })?;
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
            Failure::because(format!("port {port} cannot be used (choose another with --port)"), error)
        })?;
        let address = listener.local_addr().map_err(|error| Failure::because("the server's address", error))?;
        println!("serving on http://{address}/   (Ctrl-C ends it)");
        let (site, over) = (Arc::new(site), Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&over);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if told.load(Ordering::Acquire) {
                    return;
                }
                let site = Arc::clone(&site);
                // A browser that goes away in the middle of an answer is no reason to stop serving the others.
                std::thread::spawn(move || answer_all(&stream, &site).ok());
            }
        });
        Ok(Serving { address, over, thread })
    }

    /// Takes no more connections, and leaves the address to another server.
    pub(crate) fn end(self) {
        self.over.store(true, Ordering::Release);
        // The listener waits for a connection: this is it. If it cannot be made, nobody listens any more.
        if TcpStream::connect(self.address).is_ok() {
            // A server that stopped short is as far as it was to go.
            let _ = self.thread.join();
        }
    }
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
    fn an_ended_server_leaves_its_address_to_the_next() {
        let folder = std::env::temp_dir().join(format!("shouxue-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let page = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#;
        std::fs::write(folder.join("index.html"), page).unwrap();
        let serving = Serving::begin(&folder, 0).unwrap();
        let address = serving.address;
        let mut browser = TcpStream::connect(address).unwrap();
        browser.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        let mut first = [0; 12];
        browser.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        serving.end();
        TcpListener::bind(address).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn requests_are_read_one_after_the_other() {
        let mut wire: &[u8] = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /b HTTP/1.1\r\n\r\n";
        let mut next = || read_request(&mut wire).unwrap();
        assert_eq!(next(), Some(("GET".to_owned(), "/a".to_owned())));
        assert_eq!(next(), Some(("HEAD".to_owned(), "/b".to_owned())));
        assert_eq!(next(), None);
    }
}
