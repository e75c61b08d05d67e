//! What goes back for a request: a status, a few headers, bytes. A refusal says what is refused and never why a credential
//! was not good enough: whoever guesses learns nothing.

use thiserror::Error;

use crate::store::StoreError;

/// An answer before it is turned into the edge's own type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers beyond those that every answer carries.
    pub headers: Vec<(&'static str, String)>,
    /// The body: bytes of the protocol, or JSON in a refusal and in `/health`.
    pub body: Vec<u8>,
}

impl Answer {
    /// Bytes of the protocol.
    #[must_use]
    pub fn bytes(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type", "application/octet-stream".to_owned())], body }
    }

    /// A line of JSON.
    #[must_use]
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let body = body.into().into_bytes();
        Self { status, headers: vec![("content-type", "application/json".to_owned())], body }
    }
}

/// Why a request is not done. Nothing was written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// No such address, or nothing is there.
    #[error("not found")]
    NotFound,
    /// The address knows other methods.
    #[error("the address knows {0} only")]
    Method(&'static str),
    /// No credential, or one that is wrong, expired, of another space or of a revoked device.
    #[error("the credential is not accepted")]
    Credential,
    /// The credential is good, but not for this.
    #[error("not allowed for this member")]
    Forbidden,
    /// The bytes are not what the address takes.
    #[error("the request cannot be read")]
    Malformed,
    /// The body is longer than the address takes.
    #[error("at most {0} bytes")]
    TooLarge(usize),
    /// Something else is there already.
    #[error("something else is there already")]
    Taken,
    /// It was there and is over.
    #[error("over")]
    Over,
    /// So many short codes a space may have, and has.
    #[error("at most {0} short codes")]
    Codes(usize),
    /// The space's share of the disk is used up. The client keeps what it has and says so.
    #[error("{used} of {limit} bytes are used")]
    Full {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Too often; again after so many seconds.
    #[error("again in {0} s")]
    TooOften(u32),
    /// The log is being brought back, and not all of it is here yet.
    #[error("the space is being filled")]
    Filling,
    /// The disk did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Credential => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Method(_) => 405,
            Self::Taken | Self::Codes(_) => 409,
            Self::Over => 410,
            Self::TooLarge(_) => 413,
            Self::TooOften(_) => 429,
            Self::Filling | Self::Store(_) => 503,
            Self::Full { .. } => 507,
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let body = match &refusal {
            Refusal::NotFound => r#"{"error":"not_found"}"#.to_owned(),
            Refusal::Method(_) => r#"{"error":"method_not_allowed"}"#.to_owned(),
            Refusal::Credential => r#"{"error":"credential"}"#.to_owned(),
            Refusal::Forbidden => r#"{"error":"forbidden"}"#.to_owned(),
            Refusal::Malformed => r#"{"error":"malformed"}"#.to_owned(),
            Refusal::TooLarge(limit) => format!(r#"{{"error":"too_large","limit":{limit}}}"#),
            Refusal::Taken => r#"{"error":"taken"}"#.to_owned(),
            Refusal::Over => r#"{"error":"over"}"#.to_owned(),
            // Not 429: it is said of codes alone, and nothing else has to wait.
            Refusal::Codes(limit) => format!(r#"{{"error":"codes","limit":{limit}}}"#),
            Refusal::Full { used, limit } => format!(r#"{{"error":"full","used":{used},"limit":{limit}}}"#),
            Refusal::TooOften(seconds) => format!(r#"{{"error":"too_often","retry_after":{seconds}}}"#),
            Refusal::Filling => r#"{"error":"filling"}"#.to_owned(),
            Refusal::Store(_) => r#"{"error":"store"}"#.to_owned(),
        };
        let mut answer = Answer::json(refusal.status(), body);
        match refusal {
            Refusal::Method(methods) => answer.headers.push(("allow", methods.to_owned())),
            Refusal::TooOften(seconds) => answer.headers.push(("retry-after", seconds.to_string())),
            // The disk may be back in a moment, or the rest of the log here: a client waits and asks again.
            Refusal::Filling | Refusal::Store(_) => answer.headers.push(("retry-after", "5".to_owned())),
            _ => {}
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(refusal: Refusal, status: u16, body: &str, header: Option<(&'static str, &str)>) {
        let answer = Answer::from(refusal);
        assert_eq!((answer.status, String::from_utf8(answer.body).unwrap().as_str()), (status, body));
        let expected = header.map(|(name, value)| (name, value.to_owned()));
        assert_eq!(answer.headers.get(1).cloned(), expected);
    }

    #[test]
    fn a_refusal_says_what_the_client_can_act_on() {
        check(Refusal::Credential, 401, r#"{"error":"credential"}"#, None);
        check(Refusal::Method("GET"), 405, r#"{"error":"method_not_allowed"}"#, Some(("allow", "GET")));
        check(Refusal::Full { used: 7, limit: 8 }, 507, r#"{"error":"full","used":7,"limit":8}"#, None);
        check(Refusal::TooOften(3), 429, r#"{"error":"too_often","retry_after":3}"#, Some(("retry-after", "3")));
        check(Refusal::Filling, 503, r#"{"error":"filling"}"#, Some(("retry-after", "5")));
        check(Refusal::Over, 410, r#"{"error":"over"}"#, None);
        check(Refusal::Codes(2), 409, r#"{"error":"codes","limit":2}"#, None);
        check(Refusal::TooLarge(9), 413, r#"{"error":"too_large","limit":9}"#, None);
    }
}
