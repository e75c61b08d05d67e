//! Just enough of HTTP/1.1 to speak with the worker and to stand between it and a client: messages with a length or in
//! chunks, one after the other on a connection.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than anything the worker sends.
const LONGEST_BODY: usize = 64 << 20;

/// One request or answer: the first line, the headers with names in lower case, the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// `GET / HTTP/1.1` or `HTTP/1.1 200 OK`.
    pub first: String,
    /// Name and value of each header.
    pub headers: Vec<(String, String)>,
    /// The body, out of its chunks.
    pub body: Vec<u8>,
}

impl Message {
    /// The status of an answer; 0 for what is none.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads the next message; nothing when the other side has closed the connection. An answer to HEAD has no body,
    /// whatever length it names.
    pub fn read(reader: &mut impl BufRead, answers_head: bool) -> Result<Option<Self>> {
        let mut message = Self::default();
        if !line(reader, &mut message.first)? {
            return Ok(None);
        }
        let mut text = String::new();
        loop {
            text.clear();
            if !line(reader, &mut text)? {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if text.is_empty() {
                break;
            }
            if let Some((name, value)) = text.split_once(':') {
                message.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let empty = answers_head || matches!(message.status(), 100..=199 | 204 | 304);
        if !empty {
            message.body = body(reader, &message)?;
        }
        Ok(Some(message))
    }

    /// The message as it is sent: with a length, never in chunks.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = format!("{}\r\n", self.first).into_bytes();
        for (name, value) in &self.headers {
            if name != "content-length" && name != "transfer-encoding" {
                out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
            }
        }
        out.extend_from_slice(format!("content-length: {}\r\n\r\n", self.body.len()).as_bytes());
        out.extend_from_slice(&self.body);
        out
    }
}

fn line(reader: &mut impl BufRead, text: &mut String) -> Result<bool> {
    if reader.take(64 * 1024).read_line(text)? == 0 {
        return Ok(false);
    }
    text.truncate(text.trim_end().len());
    Ok(true)
}

fn body(reader: &mut impl BufRead, message: &Message) -> Result<Vec<u8>> {
    if message.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        return chunks(reader);
    }
    let length = message.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    exactly(reader, length)
}

fn chunks(reader: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    let mut text = String::new();
    loop {
        text.clear();
        line(reader, &mut text)?;
        let digits = text.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(digits, 16).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
        body.extend_from_slice(&exactly(reader, length)?);
        text.clear();
        line(reader, &mut text)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

fn exactly(reader: &mut impl BufRead, length: usize) -> Result<Vec<u8>> {
    if length > LONGEST_BODY {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(body)
}

/// A client that keeps its connection open.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// A client of the server at this port of loopback. Nothing is connected yet.
    #[must_use]
    pub fn new(port: u16) -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], port)), stream: None }
    }

    /// Sends a request and waits for its answer. After a failure the next request opens a new connection.
    pub fn send(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Message> {
        let request = Message {
            first: format!("{method} {target} HTTP/1.1"),
            headers: std::iter::once(("host", self.address.to_string().as_str()))
                .chain(headers.iter().copied())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: body.to_vec(),
        };
        let (bytes, head) = (request.bytes(), method == "HEAD");
        let reused = self.stream.is_some();
        match self.exchange(&bytes, head) {
            // A server closes connections that nobody used for a while; every request here may be said twice.
            Err(_) if reused => self.exchange(&bytes, head),
            outcome => outcome,
        }
    }

    /// Sends these very bytes, which need not be a request, and reads what comes back.
    pub fn send_raw(&mut self, bytes: &[u8]) -> Result<Message> {
        self.stream = None;
        let outcome = self.exchange(bytes, false);
        self.stream = None;
        outcome
    }

    fn exchange(&mut self, bytes: &[u8], head: bool) -> Result<Message> {
        let mut reader = match self.stream.take() {
            Some(reader) => reader,
            None => {
                let stream = TcpStream::connect(self.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(30)))?;
                BufReader::new(stream)
            }
        };
        reader.get_mut().write_all(bytes)?;
        let answer = Message::read(&mut reader, head)?.ok_or(ErrorKind::UnexpectedEof)?;
        if answer.header("connection") != Some("close") {
            self.stream = Some(reader);
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wire: &str, head: bool, status: u16, body: &str) {
        let message = Message::read(&mut wire.as_bytes(), head).unwrap().unwrap();
        assert_eq!((message.status(), message.body.as_slice()), (status, body.as_bytes()), "{wire}");
    }

    #[test]
    fn answers_are_read_with_a_length_and_in_chunks() {
        check("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd", false, 200, "abc");
        check("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true, 200, "");
        check(
            "HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            false,
            201,
            "abcd",
        );
        check("HTTP/1.1 204 No\r\n\r\nrest", false, 204, "");
    }

    #[test]
    fn a_cut_answer_is_an_error_and_a_closed_connection_is_not() {
        assert!(Message::read(&mut "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab".as_bytes(), false).is_err());
        assert!(Message::read(&mut "HTTP/1.1 200 OK\r\nConte".as_bytes(), false).is_err());
        assert_eq!(Message::read(&mut "".as_bytes(), false).unwrap(), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let message = Message {
            first: "POST /v1/spaces HTTP/1.1".to_owned(),
            headers: vec![("authorization".to_owned(), "Bearer x".to_owned())],
            body: vec![0, 255, 13, 10],
        };
        let read = Message::read(&mut message.bytes().as_slice(), false).unwrap().unwrap();
        assert_eq!((read.first.as_str(), read.body.as_slice()), ("POST /v1/spaces HTTP/1.1", message.body.as_slice()));
        assert_eq!(read.header("Authorization"), Some("Bearer x"));
    }
}
