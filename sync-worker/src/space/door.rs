//! Who may come in? A challenge, a signature, a token; and for every other request the token.
//!
//! A credential that is unknown, wrong, expired, of another space or of a revoked agent gets the same answer, and so does a
//! space that is not there.

use sync::admit::{ServerSecret, challenge, check_token, issue};
use sync::members::{Membership, Standing};
use sync::proto::{AuthAnswer, AuthAsk};
use sync::{AgentId, Clock, Rng};

use super::{Ask, Space, rows};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, StoreError};

/// Tokens are short; what is longer is none.
const LONGEST_TOKEN: usize = 512;

impl<S: Store> Space<S> {
    pub(super) fn auth<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<Answer, Refusal> {
        let asked = AuthAsk::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        let secret = self.secret()?;
        let now = machine.now_ms();
        let (AuthAsk::Challenge { agent, .. } | AuthAsk::Prove { agent, .. }) = &asked;
        self.doors.take(agent.0, self.limits.asks, now).map_err(Refusal::TooOften)?;
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        let answer = match asked {
            // Handed to everybody: who is a member is not to be found out here.
            AuthAsk::Challenge { agent, client_nonce } => {
                let challenge = challenge(&secret, members.space(), &agent, &client_nonce, now);
                AuthAnswer::Challenge { challenge, server_ms: now }
            }
            AuthAsk::Prove { agent, client_nonce, challenge, signature } => {
                let token = issue(&secret, ask.host, members, (&agent, &client_nonce), (&challenge, &signature), now)
                    .map_err(|_| Refusal::Credential)?;
                AuthAnswer::Token { token, expires_ms: now.saturating_add(sync::admit::TOKEN_MS), server_ms: now }
            }
        };
        Ok(Answer::bytes(200, answer.encode()))
    }

    /// Whoever holds the token of the request, within the share of requests.
    pub(super) fn caller<M: Clock + Rng>(&mut self, ask: &Ask<'_>, machine: &mut M) -> Result<AgentId, Refusal> {
        let token = ask.token.and_then(from_hex).ok_or(Refusal::Credential)?;
        let secret = self.secret()?;
        let now = machine.now_ms();
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        let agent = check_token(&secret, members, &token, now).map_err(|_| Refusal::Credential)?.agent;
        self.asks.take(agent.0, self.limits.asks, now).map_err(Refusal::TooOften)?;
        Ok(agent)
    }

    fn secret(&self) -> Result<ServerSecret, Refusal> {
        rows::fixed(&self.store, rows::SECRET)?.map(ServerSecret).ok_or(Refusal::Credential)
    }

    /// Random bytes of the space, made at its founding.
    pub(super) fn generation(&self) -> Result<[u8; 16], Refusal> {
        let missing = || StoreError("the space has no generation".to_owned());
        Ok(rows::fixed(&self.store, rows::GENERATION)?.ok_or_else(missing)?)
    }
}

/// Whether an agent may still ask for anything: revoked ones may not; one that has handed over must be able to say so.
pub(super) fn may_hold(members: &Membership, agent: &AgentId) -> bool {
    match members.member(agent) {
        Some(member) => !matches!(member.standing, Standing::Revoked { .. }),
        None => members.keys_of(agent).is_some(),
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() > 2 * LONGEST_TOKEN || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_digits_in_pairs() {
        let check = |text: &str, bytes: Option<&[u8]>| assert_eq!(from_hex(text).as_deref(), bytes, "{text}");
        check("", Some(&[]));
        check("00ffA0", Some(&[0, 255, 0xa0]));
        check("0", None);
        check("0g", None);
        check("学学", None);
        check(&"00".repeat(LONGEST_TOKEN + 1), None);
    }
}
