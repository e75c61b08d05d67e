//! How does a ledger of one machine become a shared one, and how does a device come into one that is there?

use ledger::schema::{Compartment, Table};
use line::{Invitation, Line, Rounds};
use sync::device::{Device, Keep as DeviceKeep, Stored, Turn, publish};
use sync::members::{JoinRequest, Policy};
use sync::seal::AgentSecret;
use sync::{CompartmentId, Envelope};

use super::facts::{Facts, Joining};
use super::{Share, SharedKeep, no};
use crate::Desk;
use crate::book::Dice;
use crate::message::share::{ShareAnswer, Why};
use crate::step::{Keep, Now, Step};

/// Tables that a ledger in which nobody has worked yet may have.
const OF_ITSELF: [Table; 4] = [Table::Access, Table::Setting, Table::View, Table::Mapping];

impl Desk {
    /// Gives the envelopes of the log that [`Step::Log`] asked for.
    pub fn give_log(&mut self, envelopes: Vec<Envelope>) {
        self.log = Some(envelopes);
    }

    /// Says by which name the server is called; needed before anything is shared.
    pub fn set_host(&mut self, host: Option<String>) {
        self.host = host;
    }

    pub(super) fn create_space(&mut self, name: &str, person: &str, ticket: &str, now: &Now) -> Step {
        if self.share.is_some() {
            return no(Why::AlreadyShared);
        }
        let Some(host) = self.host.clone() else { return no(Why::Trial) };
        let (name, person) = (name.trim(), person.trim());
        if name.is_empty() || person.is_empty() {
            return no(Why::NoName);
        }
        let Some(envelopes) = self.log.take() else { return Step::Log };
        if !self.disputes().is_empty() {
            return no(Why::Disputed);
        }
        let mut dice = Dice::apart(now, "found");
        let founder = AgentSecret::new(&mut dice);
        let compartments: Vec<CompartmentId> = Compartment::ALL.iter().map(|one| one.id()).collect();
        // A key outside the space is a choice of the school that this page does not offer.
        let policy = Policy::default();
        let Some(published) = publish(&envelopes, founder, Vec::new(), compartments, policy, &mut dice) else {
            return no(Why::NoKey);
        };
        let facts = Facts {
            person: person.to_owned(),
            name: name.to_owned(),
            ticket: ticket.trim().to_owned(),
            ..Facts::default()
        };
        let turn = Turn {
            next: published.device.clone(),
            keep: published.keep,
            folds: published.folds,
            refold: false,
            told: Vec::new(),
        };
        Self::begins(published.device, turn, facts, &host)
    }

    pub(super) fn join_space(&mut self, link: &str, person: &str, now: &Now) -> Step {
        match Invitation::find(link) {
            Some(invitation) => self.answer_invitation(&invitation, person, now),
            None => no(self.may_join("").err().filter(|why| *why != Why::NoName).unwrap_or(Why::BadLink)),
        }
    }

    /// Whether this ledger, under this name, may ask to be let into another one.
    pub(super) fn may_join(&self, person: &str) -> Result<(), Why> {
        if self.share.is_some() {
            return Err(Why::AlreadyShared);
        }
        if self.host.is_none() {
            return Err(Why::Trial);
        }
        if person.trim().is_empty() {
            return Err(Why::NoName);
        }
        let other = |table: &&Table| !OF_ITSELF.contains(table) && !self.book.live(**table).is_empty();
        if Table::ALL.iter().any(|table| other(&table)) { Err(Why::NotEmpty) } else { Ok(()) }
    }

    /// Asks to be let in, however the invitation came here.
    pub(super) fn answer_invitation(&mut self, invitation: &Invitation, person: &str, now: &Now) -> Step {
        if let Err(why) = self.may_join(person) {
            return no(why);
        }
        let Some(host) = self.host.clone() else { return no(Why::Trial) };
        let person = person.trim();
        let mut dice = Dice::apart(now, "join");
        let secret = AgentSecret::new(&mut dice);
        let label = line::seal_label(&invitation.secret, &invitation.id, person, &mut dice);
        let request = JoinRequest::new(invitation.space, invitation.id, &invitation.secret, *secret.keys(), label);
        let device = Device::new(invitation.space, secret).arriving();
        let stored = Stored::new(&device);
        let keep = DeviceKeep {
            secrets: Some(stored.secrets),
            follower: Some(stored.follower),
            notes: stored.notes,
            ..DeviceKeep::default()
        };
        let turn = Turn { next: device.clone(), keep, folds: Vec::new(), refold: false, told: Vec::new() };
        let joining = Some(Joining::new(invitation, &request));
        let facts = Facts { person: person.to_owned(), joining, ..Facts::default() };
        Self::begins(device, turn, facts, &host)
    }

    /// The ledger is one of this machine again, with what it held before; another invitation may be answered.
    pub(super) fn stop_joining(&mut self) -> Step {
        let Some(share) = self.share.as_ref().filter(|share| share.facts.joining.is_some()) else {
            return no(Why::Gone);
        };
        let facts = Facts { joining: None, given_up: true, ..share.facts.clone() };
        self.keep_facts(None, facts, ShareAnswer::Done)
    }

    fn begins(device: Device, turn: Turn, facts: Facts, host: &str) -> Step {
        let own = (device.agent(), device.own_head());
        let line = Line::new(host, &facts.ticket, Rounds::default());
        let begin = Some(Box::new(Share::new(device, line, facts.clone())));
        let rounds = Some(Rounds::default());
        let (facts, guest) = (Some(facts), Some(None));
        let kept = SharedKeep { turn: Some(turn), begin, facts, rounds, guest, own, ..SharedKeep::default() };
        Keep::shared(kept, Box::new(|_, _| ShareAnswer::Done.into())).into()
    }
}
