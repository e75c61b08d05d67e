//! The mailbox of an invitation: whoever was invited leaves the request to join there, and whoever leads fetches it.
//!
//! It takes one request, from somebody who knows the invitation's name, which stands on the paper or in the code only. That
//! the request comes from the right person is for two people with six digits to find out: the server cannot.
//!
//! What the digits rest on is a number of the inviting device, which it shows here once it has taken a request as final.
//! Everybody may know it then: it only must not have been known before.

use sync::members::JoinRequest;
use sync::{Clock, Rng};

use super::{Ask, Space};
use crate::answer::{Answer, Refusal};
use crate::store::{Store, Table, Write};

/// A request is a few keys and a sealed label.
pub(super) const LONGEST: usize = 1024;
/// The number of the inviting device.
pub(super) const NUMBER: usize = 32;

impl<S: Store> Space<S> {
    pub(super) fn mail<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        invite: &[u8; 16],
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        if ask.method == "GET" {
            self.leader(ask, machine)?;
            let request = self.store.get(Table::Mail, invite)?.ok_or(Refusal::NotFound)?;
            return Ok(Answer::bytes(200, request));
        }
        let now = machine.now_ms();
        self.asks.take(*invite, self.limits.asks, now).map_err(Refusal::TooOften)?;
        let members = self.membership()?.ok_or(Refusal::Credential)?;
        // An invitation that is unknown, used, withdrawn or expired is like none.
        if !members.invites().any(|open| open.id == *invite && now <= open.expires_ms) {
            return Err(Refusal::Credential);
        }
        let request = JoinRequest::decode(ask.body).map_err(|_| Refusal::Malformed)?;
        if request.invite != *invite {
            return Err(Refusal::Malformed);
        }
        match self.store.get(Table::Mail, invite)? {
            Some(there) if there == ask.body => Ok(Answer::bytes(200, Vec::new())),
            Some(_) => Err(Refusal::Taken),
            None => {
                self.store.commit(vec![Write::Add(Table::Mail, invite.to_vec(), ask.body.to_vec())])?;
                Ok(Answer::bytes(201, Vec::new()))
            }
        }
    }

    pub(super) fn welcome<M: Clock + Rng>(
        &mut self,
        ask: &Ask<'_>,
        invite: &[u8; 16],
        machine: &mut M,
    ) -> Result<Answer, Refusal> {
        let name = [invite.as_slice(), b"n"].concat();
        if ask.method == "GET" {
            self.asks.take(*invite, self.limits.asks, machine.now_ms()).map_err(Refusal::TooOften)?;
            // Not there yet is answered as if there were no such space: a stranger learns nothing.
            let number = self.store.get(Table::Mail, &name)?.ok_or(Refusal::Credential)?;
            return Ok(Answer::bytes(200, number));
        }
        self.leader(ask, machine)?;
        if ask.body.len() != NUMBER {
            return Err(Refusal::Malformed);
        }
        // Shown before there is a request, it could be met by trying.
        self.store.get(Table::Mail, invite)?.ok_or(Refusal::NotFound)?;
        match self.store.get(Table::Mail, &name)? {
            Some(there) if there == ask.body => Ok(Answer::bytes(200, Vec::new())),
            Some(_) => Err(Refusal::Taken),
            None => {
                self.store.commit(vec![Write::Add(Table::Mail, name, ask.body.to_vec())])?;
                Ok(Answer::bytes(201, Vec::new()))
            }
        }
    }
}
