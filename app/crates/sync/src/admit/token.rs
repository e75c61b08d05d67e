//! Who is calling? A challenge, a signature over it, and then a token that is good for a quarter of an hour.
//!
//! The server remembers nothing: challenge and token are its own MACs. Only its clock counts, so a client whose clock is
//! years off logs in like any other. A token names the version of the membership it was issued under; whoever checks it
//! looks at the membership as it is now, so a revoked agent's token dies with the revocation.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

use crate::ids::{AgentId, SpaceId};
use crate::members::{Membership, Standing};
use crate::seal::Signature;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// A challenge is good for so long.
pub const AUTH_CHALLENGE_MS: u64 = 60_000;
/// A token is good for so long.
pub const TOKEN_MS: u64 = 15 * 60_000;

const PURPOSE: &str = "sx-auth-v1";

/// A key that only the server has; made once, kept with its data.
#[derive(Clone)]
pub struct ServerSecret(pub [u8; 32]);

/// What the client signs: when it was asked, and a MAC over that and who asked.
pub type Challenge = [u8; 40];

/// Why somebody is not who he says, or not any more.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// Not made by this server, or altered.
    #[error("the token is not this server's")]
    Forged,
    /// Too old, or from the future.
    #[error("the token has expired")]
    Expired,
    /// For another space.
    #[error("the token is for another space")]
    OtherSpace,
    /// Not a member, or not any more.
    #[error("the agent is no member")]
    NotMember,
    /// The signature does not answer the challenge.
    #[error("the signature does not answer the challenge")]
    Signature,
    /// Not readable.
    #[error(transparent)]
    Wire(#[from] WireError),
}

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// For which space.
    pub space: SpaceId,
    /// For whom.
    pub agent: AgentId,
    /// The membership it was issued under.
    pub membership: u64,
    /// Until when, by the server's clock.
    pub expires_ms: u64,
}

/// A challenge for an agent that wants to prove itself.
pub fn challenge(
    secret: &ServerSecret,
    space: SpaceId,
    agent: &AgentId,
    client_nonce: &[u8; 32],
    now_ms: u64,
) -> Challenge {
    let mut out = [0; 40];
    out[..8].copy_from_slice(&now_ms.to_le_bytes());
    out[8..].copy_from_slice(&challenge_mac(secret, space, agent, client_nonce, now_ms));
    out
}

/// What the agent signs, with the purpose `sx-auth-v1`: bound to the host it believes it is talking to.
pub fn auth_message(
    host: &str,
    space: SpaceId,
    agent: &AgentId,
    challenge: &Challenge,
    client_nonce: &[u8; 32],
) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, host.as_bytes());
    out.extend_from_slice(&space.0);
    out.extend_from_slice(&agent.0);
    out.extend_from_slice(challenge);
    out.extend_from_slice(client_nonce);
    out
}

/// A token for whoever answers the challenge with the signature of an agent of the space.
pub fn issue(
    secret: &ServerSecret,
    host: &str,
    membership: &Membership,
    (agent, client_nonce): (&AgentId, &[u8; 32]),
    (challenge, signature): (&Challenge, &Signature),
    now_ms: u64,
) -> Result<Vec<u8>, TokenError> {
    let space = membership.space();
    let [a, b, c, d, e, f, g, h, ..] = *challenge;
    let asked_ms = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
    let expected = challenge_mac(secret, space, agent, client_nonce, asked_ms);
    if !same(&challenge[8..], &expected) {
        return Err(TokenError::Forged);
    }
    if now_ms < asked_ms || now_ms - asked_ms > AUTH_CHALLENGE_MS {
        return Err(TokenError::Expired);
    }
    may_hold(membership, agent)?;
    let keys = membership.keys_of(agent).ok_or(TokenError::NotMember)?;
    if !keys.verify(PURPOSE, &auth_message(host, space, agent, challenge, client_nonce), signature) {
        return Err(TokenError::Signature);
    }
    let expires_ms = now_ms.saturating_add(TOKEN_MS);
    let mut token = token_body(&Token { space, agent: *agent, membership: membership.version(), expires_ms });
    let mac = mac(secret, b"token", &token);
    token.extend_from_slice(&mac);
    Ok(token)
}

/// What a token says, if it is this server's, for this space, not expired, and its agent still counts.
pub fn check_token(
    secret: &ServerSecret,
    membership: &Membership,
    token: &[u8],
    now_ms: u64,
) -> Result<Token, TokenError> {
    let (body, found) = token.split_last_chunk::<32>().ok_or(WireError::Truncated)?;
    if !same(found, &mac(secret, b"token", body)) {
        return Err(TokenError::Forged);
    }
    let mut reader = Reader::new(body);
    let token = Token {
        space: SpaceId(reader.array()?),
        agent: AgentId(reader.array()?),
        membership: reader.number()?,
        expires_ms: reader.number()?,
    };
    reader.finish()?;
    if token.space != membership.space() {
        return Err(TokenError::OtherSpace);
    }
    if now_ms > token.expires_ms || token.expires_ms - now_ms > TOKEN_MS {
        return Err(TokenError::Expired);
    }
    may_hold(membership, &token.agent)?;
    Ok(token)
}

impl crate::seal::AgentSecret {
    /// The answer to a server's challenge.
    pub fn answer_challenge(
        &self,
        host: &str,
        space: SpaceId,
        challenge: &Challenge,
        client_nonce: &[u8; 32],
    ) -> Signature {
        self.sign(PURPOSE, &auth_message(host, space, &self.id(), challenge, client_nonce))
    }
}

/// Revoked agents get nothing. An agent that has handed over must still be able to say so.
fn may_hold(membership: &Membership, agent: &AgentId) -> Result<(), TokenError> {
    match membership.member(agent) {
        Some(member) if matches!(member.standing, Standing::Revoked { .. }) => Err(TokenError::NotMember),
        Some(_) => Ok(()),
        None => membership.keys_of(agent).map(|_| ()).ok_or(TokenError::NotMember),
    }
}

fn token_body(token: &Token) -> Vec<u8> {
    let mut out = token.space.0.to_vec();
    out.extend_from_slice(&token.agent.0);
    put_number(&mut out, token.membership);
    put_number(&mut out, token.expires_ms);
    out
}

fn challenge_mac(
    secret: &ServerSecret,
    space: SpaceId,
    agent: &AgentId,
    client_nonce: &[u8; 32],
    asked_ms: u64,
) -> [u8; 32] {
    let message = [&space.0[..], &agent.0, client_nonce, &asked_ms.to_le_bytes()].concat();
    mac(secret, b"challenge", &message)
}

fn mac(secret: &ServerSecret, purpose: &[u8], message: &[u8]) -> [u8; 32] {
    // A key of 32 bytes is always taken: shorter than a block, it is only padded.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else {
        return [0; 32];
    };
    mac.update(&[purpose.len() as u8]);
    mac.update(purpose);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Compares without telling by its time how much was right.
fn same(found: &[u8], expected: &[u8; 32]) -> bool {
    <[u8; 32]>::try_from(found).is_ok_and(|found| blake3::Hash::from(found) == blake3::Hash::from(*expected))
}
