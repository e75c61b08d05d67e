//! Proving who one is: ask for a challenge, answer it, get a token.

use super::{PROTOCOL, begin};
use crate::admit::Challenge;
use crate::ids::AgentId;
use crate::seal::Signature;
use crate::wire::{WireError, put_bytes, put_number};

/// A step of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthAsk {
    /// Who wants to call.
    Challenge {
        /// The agent.
        agent: AgentId,
        /// Random, and the same in the next step.
        client_nonce: [u8; 32],
    },
    /// The signature over the challenge.
    Prove {
        /// The agent.
        agent: AgentId,
        /// As before.
        client_nonce: [u8; 32],
        /// As the server gave it.
        challenge: Challenge,
        /// Over [`crate::admit::auth_message`].
        signature: Signature,
    },
}

/// The server's answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthAnswer {
    /// To be signed within a minute.
    Challenge {
        /// The challenge.
        challenge: Challenge,
        /// The server's time.
        server_ms: u64,
    },
    /// To be sent with every call.
    Token {
        /// Opaque to the client.
        token: Vec<u8>,
        /// Until when.
        expires_ms: u64,
        /// The server's time.
        server_ms: u64,
    },
    /// No.
    Refused,
}

impl AuthAsk {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        match self {
            AuthAsk::Challenge { agent, client_nonce } => {
                out.push(0);
                out.extend_from_slice(&agent.0);
                out.extend_from_slice(client_nonce);
            }
            AuthAsk::Prove { agent, client_nonce, challenge, signature } => {
                out.push(1);
                out.extend_from_slice(&agent.0);
                out.extend_from_slice(client_nonce);
                out.extend_from_slice(challenge);
                out.extend_from_slice(signature);
            }
        }
        out
    }

    /// Reads what [`AuthAsk::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let step = reader.byte()?;
        let (agent, client_nonce) = (AgentId(reader.array()?), reader.array()?);
        let ask = match step {
            0 => AuthAsk::Challenge { agent, client_nonce },
            1 => AuthAsk::Prove { agent, client_nonce, challenge: reader.array()?, signature: reader.array()? },
            _ => return Err(WireError::OutOfRange),
        };
        reader.finish()?;
        Ok(ask)
    }
}

impl AuthAnswer {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        match self {
            AuthAnswer::Challenge { challenge, server_ms } => {
                out.push(0);
                out.extend_from_slice(challenge);
                put_number(&mut out, *server_ms);
            }
            AuthAnswer::Token { token, expires_ms, server_ms } => {
                out.push(1);
                put_bytes(&mut out, token);
                put_number(&mut out, *expires_ms);
                put_number(&mut out, *server_ms);
            }
            AuthAnswer::Refused => out.push(2),
        }
        out
    }

    /// Reads what [`AuthAnswer::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let answer = match reader.byte()? {
            0 => AuthAnswer::Challenge { challenge: reader.array()?, server_ms: reader.number()? },
            1 => AuthAnswer::Token {
                token: reader.bytes()?.to_vec(),
                expires_ms: reader.number()?,
                server_ms: reader.number()?,
            },
            2 => AuthAnswer::Refused,
            _ => return Err(WireError::OutOfRange),
        };
        reader.finish()?;
        Ok(answer)
    }
}
