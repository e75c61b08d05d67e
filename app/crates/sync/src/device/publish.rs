//! How does a ledger that was on one machine only become a space that is shared?
//!
//! Its envelopes were never signed and name a space that has no members. They are written again: under the space's first
//! agent, in the order in which they count, with their logical time, who saved them, when and why untouched, and the hash
//! of their local form as `origin`, so that a copy of the old ledger that is merged later counts once. Values written
//! here without knowledge of each other by two local agents become one after the other: disputes are to be settled before.

use std::sync::Arc;

use super::{Device, Fold, Keep, Stored};
use crate::envelope::Envelope;
use crate::header::{ChainHead, Header, Kind, Seen};
use crate::host::Rng;
use crate::ids::CompartmentId;
use crate::members::{self, Policy};
use crate::seal::{AgentSecret, EpochKey, seal_again};
use crate::state::LogEntry;

/// A space that begins here.
#[derive(Debug)]
pub struct Published {
    /// Its first device. The founding is first in the outbox: it goes to the server alone.
    pub device: Device,
    /// To be stored in one transaction, on an empty disk.
    pub keep: Keep,
    /// To be folded into empty states.
    pub folds: Vec<Fold>,
}

/// Founds a space. `None` if a public key in the policy is none.
pub fn found(
    founder: AgentSecret,
    label: Vec<u8>,
    compartments: Vec<CompartmentId>,
    policy: Policy,
    rng: &mut dyn Rng,
) -> Option<Published> {
    publish(&[], founder, label, compartments, policy, rng)
}

/// Founds a space with everything a local ledger holds. `envelopes` are those of the ledger, each after what its author
/// had seen, all of compartments of the new space.
pub fn publish(
    envelopes: &[Envelope],
    founder: AgentSecret,
    label: Vec<u8>,
    compartments: Vec<CompartmentId>,
    policy: Policy,
    rng: &mut dyn Rng,
) -> Option<Published> {
    let (space, op, keys) = members::found(&founder, label, compartments, policy, rng)?;
    let mut device = Device::new(space, founder);
    let founding = device.change_at(&op, ChainHead { dseq: 1, ..ChainHead::default() }, Seen::default());
    let mut folds = vec![Fold::Pass { seq: None, srv_ms: 0, outside: founding.outside().clone() }];
    device.outbox.push(Arc::new(founding));
    device.keys = keys;
    for envelope in envelopes {
        let (epoch, key) = device.keys.newest(envelope.header().compartment)?;
        let (sealed, opened) = rewritten(&device, envelope, (epoch, key), rng)?;
        device.outbox.push(Arc::new(sealed));
        folds.push(Fold::Apply(LogEntry::local(opened)));
    }
    let stored = Stored::new(&device);
    let keep = Keep {
        secrets: Some(stored.secrets),
        follower: Some(stored.follower),
        notes: stored.notes,
        outbox: device.outbox.iter().map(|sealed| ((0, sealed.header().dseq), sealed.clone())).collect(),
        ..Keep::default()
    };
    Some(Published { device, keep, folds })
}

fn rewritten(
    device: &Device,
    envelope: &Envelope,
    (epoch, key): (u32, &EpochKey),
    rng: &mut dyn Rng,
) -> Option<(crate::seal::Sealed, Envelope)> {
    let old = envelope.header();
    let at = device.follow(device.own_head()).ok()?;
    let header = Header {
        more: old.more,
        epoch,
        origin: Some(old.origin.unwrap_or(envelope.hash())),
        ..device.header(Kind::Data, old.compartment, at, Seen::default())
    };
    Some(seal_again(header, envelope.body().clone(), key, device.secret(), rng))
}
