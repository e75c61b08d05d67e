//! What a shared ledger has to remember beside its device: invitations it gave, and the one it answers.

use line::{Invitation, JoinAnswer};
use serde::{Deserialize, Serialize};
use sync::SpaceId;
use sync::members::{InviteId, JoinRequest, Welcome};
use sync::proto::LogPage;

/// Sealed by the vault, stored with whatever changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// What this person on this device is called.
    pub(crate) person: String,
    /// What the ledger is to be called; written into it once.
    pub(crate) name: String,
    /// A word of whoever runs the server.
    pub(crate) ticket: String,
    /// Invitations of this device.
    pub(crate) given: Vec<Given>,
    /// Asking to be let in.
    pub(crate) joining: Option<Joining>,
    /// Asking was given up: the ledger is one of this machine.
    pub(crate) given_up: bool,
}

/// An invitation of this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    pub(crate) id: InviteId,
    secret: [u8; 32],
    welcome: Vec<u8>,
    pub(crate) role: u8,
    pub(crate) compartments: Vec<u16>,
    pub(crate) expires_ms: u64,
    /// The number lies in the mailbox.
    pub(crate) shown: bool,
    /// Letting in was written.
    pub(crate) approved: bool,
}

/// Asking to be let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Joining {
    id: InviteId,
    secret: [u8; 32],
    commitment: [u8; 32],
    request: Vec<u8>,
    pub(crate) delivered: bool,
    pub(crate) number: Option<[u8; 32]>,
}

impl Facts {
    pub(crate) fn encode(&self) -> Vec<u8> {
        // Writing into a growing vector fails only for types that do not know their own length.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// What was stored; a record that cannot be read costs open invitations, nothing else.
    pub(crate) fn decode(bytes: &[u8]) -> Facts {
        postcard::from_bytes(bytes).unwrap_or_default()
    }

    /// Forgets invitations that nobody was let in by: another copy of them may be answered somewhere else. Whether there
    /// were any.
    pub(crate) fn forget_given(&mut self) -> bool {
        let before = self.given.len();
        self.given.retain(|given| given.approved);
        self.given.len() < before
    }

    pub(crate) fn given(&mut self, id: &InviteId) -> Option<&mut Given> {
        self.given.iter_mut().find(|given| given.id == *id)
    }
}

impl Given {
    pub(crate) fn new(
        (id, secret): (InviteId, [u8; 32]),
        welcome: &Welcome,
        (role, compartments): (u8, Vec<u16>),
        expires_ms: u64,
    ) -> Given {
        let welcome = welcome.encode();
        Given { id, secret, welcome, role, compartments, expires_ms, shown: false, approved: false }
    }

    fn welcome(&self) -> Option<Welcome> {
        Welcome::decode(&self.welcome).ok()
    }

    /// What is handed over.
    pub(crate) fn invitation(&self, space: SpaceId) -> Option<Invitation> {
        let commitment = self.welcome()?.commitment();
        Some(Invitation { space, id: self.id, secret: self.secret, commitment })
    }

    /// Takes a request as the final one, if whoever asks knows the secret and nobody else was before.
    pub(crate) fn settle(&mut self, space: SpaceId, request: &JoinRequest) -> bool {
        // Whoever gives no name, or one that does not open, would be let in as nobody.
        let name = line::open_label(&self.secret, &self.id, &request.label);
        if name.is_none_or(|name| name.trim().is_empty()) {
            return false;
        }
        let settled = self.welcome().and_then(|welcome| welcome.settle(space, &self.secret, request));
        settled.is_some_and(|welcome| {
            self.welcome = welcome.encode();
            true
        })
    }

    /// The request that was taken, the name in it, and the number that may be shown now.
    pub(crate) fn asked(&self) -> Option<(JoinRequest, String, [u8; 32])> {
        let welcome = self.welcome()?;
        let (request, number) = (welcome.request()?.clone(), welcome.number()?);
        let name = line::open_label(&self.secret, &self.id, &request.label)?;
        Some((request, name, number))
    }

    /// What is said to the request on a stick.
    pub(crate) fn answer(&self, space: SpaceId, number: [u8; 32], log: Option<&LogPage>) -> JoinAnswer {
        JoinAnswer::new(&self.secret, (space, self.id), number, log)
    }

    pub(crate) fn digits(&self, space: SpaceId) -> Option<u32> {
        self.welcome()?.digits(space, &self.secret)
    }
}

impl Joining {
    pub(crate) fn new(invitation: &Invitation, request: &JoinRequest) -> Joining {
        let Invitation { id, secret, commitment, .. } = *invitation;
        Joining { id, secret, commitment, request: request.encode(), delivered: false, number: None }
    }

    pub(crate) fn id(&self) -> InviteId {
        self.id
    }

    pub(crate) fn request(&self) -> Option<JoinRequest> {
        JoinRequest::decode(&self.request).ok()
    }

    /// Takes in an answer that came on a stick: from somebody who knows the secret, with the number that the invitation
    /// was bound to.
    pub(crate) fn takes(&mut self, answer: &JoinAnswer, space: SpaceId) -> bool {
        if !answer.holds(&self.secret) {
            return false;
        }
        // One number alone opens what the invitation was bound to: a server may have said another.
        let told = self.number.replace(answer.number());
        if !matches!(self.digits(space), Some(Ok(_))) {
            self.number = told;
            return false;
        }
        self.delivered = true;
        true
    }

    /// The digits of this screen, once the other device has shown its number; `Err` if it is not the one it was bound to.
    pub(crate) fn digits(&self, space: SpaceId) -> Option<Result<u32, ()>> {
        let number = self.number?;
        let request = self.request()?;
        Some(sync::members::sas(space, &self.secret, &self.commitment, &number, &request).ok_or(()))
    }
}
