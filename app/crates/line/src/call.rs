//! A request as plain data, and what came back for it.

/// A request to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Names the call; to be given back with the answer.
    pub number: u32,
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The address behind the host.
    pub path: String,
    /// The value of the `authorization` header, if there is one.
    pub credential: Option<String>,
    /// The body; empty for `GET`.
    pub body: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing: no network, no such host, a broken certificate, an answer cut off, or too long a wait.
    Nothing,
    /// An answer, from whomever.
    Answer {
        /// The HTTP status.
        status: u16,
        /// Seconds of the `retry-after` header.
        retry_after_s: Option<u32>,
        /// The body.
        body: Vec<u8>,
    },
}

/// Bytes as they stand in an address or a token.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a refusal says this, in the server's own words: proxies and sign-in pages know the same numbers.
pub(crate) fn is_word(body: &[u8], word: &str) -> bool {
    body == format!(r#"{{"error":"{word}"}}"#).as_bytes()
}
