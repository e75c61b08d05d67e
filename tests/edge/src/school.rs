//! A fictional school that writes what a client would write: real keys, real envelopes, nothing of it by hand.

use sync::members::{InviteId, JoinAs, MemberOp, Membership, Place, Policy, Role, found};
use sync::proto::{LogPage, PushAsk};
use sync::seal::{AgentSecret, Keyring, Sealed, seal, sign};
use sync::{
    AgentId, Cell, ChainHead, CompartmentId, FieldId, Header, Hlc, Kind, Position, Rng, RowId, SaveBuilder, SaveInfo,
    Seal, Seen, SpaceId, TableId, Writer,
};

use crate::dice::Dice;

/// The list of children.
pub const CHILDREN: CompartmentId = CompartmentId(1);
/// Cases, which not everybody may read.
pub const CASES: CompartmentId = CompartmentId(2);

/// What must never be found on a server's disk or in its log, in plain bytes.
pub const CANARIES: [&str; 4] = ["金丝雀小明", "990526201501010018", "夜莺村三组", "canary-reason-7c1f"];

/// A long remark stands in several fields.
const LONGEST_TEXT: usize = 20_000;

impl Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        Dice::fill(self, bytes);
    }
}

/// One person on one browser profile, and how far its chain has grown.
#[derive(Clone)]
pub struct Device {
    /// Its secret keys.
    pub secret: AgentSecret,
    /// The end of its chain as it knows it.
    pub end: ChainHead,
}

impl Device {
    /// A device with new keys.
    #[must_use]
    pub fn new(dice: &mut Dice) -> Self {
        Self { secret: AgentSecret::new(dice), end: ChainHead::default() }
    }

    /// Who it is.
    #[must_use]
    pub fn id(&self) -> AgentId {
        self.secret.id()
    }
}

/// A school with its first admin, and what its log is known to hold.
#[derive(Clone)]
pub struct School {
    /// Which space.
    pub space: SpaceId,
    /// The founder's device.
    pub head: Device,
    /// The first entry of the log.
    pub founding: Sealed,
    /// The membership after all changes made here.
    pub members: Membership,
    /// Keys of all compartments.
    pub keys: Keyring,
    /// Chance.
    pub dice: Dice,
    changes: u64,
}

impl School {
    /// A new school; the same seed gives the same.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut head = Device::new(&mut dice);
        let (space, op, keys) =
            found(&head.secret, Vec::new(), vec![CHILDREN, CASES], Policy::default(), &mut dice).unwrap();
        let mut members = Membership::new(space);
        members.apply(Place { seq: 1, srv_ms: 1, agent: head.id(), seen: 0 }, op.clone()).unwrap();
        let founding = signed(space, &mut head, &op);
        Self { space, head, founding, members, keys, dice, changes: 1 }
    }

    /// The body that founds it.
    #[must_use]
    pub fn founding_body(&self) -> Vec<u8> {
        push_body(std::slice::from_ref(&self.founding))
    }

    /// An address of its space.
    #[must_use]
    pub fn address(&self, room: &str) -> String {
        format!("/v1/s/{}/{room}", self.space)
    }

    /// A change of the membership by the head, not yet pushed.
    pub fn change(&mut self, op: &MemberOp) -> Sealed {
        self.changes += 1;
        let place = Place { seq: self.changes, srv_ms: self.changes, agent: self.head.id(), seen: 0 };
        self.members.apply(place, op.clone()).unwrap();
        self.members.unlock(op, std::slice::from_ref(&self.head.secret), &mut self.keys);
        signed(self.space, &mut self.head, op)
    }

    /// A new member, and the change that lets it in.
    pub fn join(&mut self, role: Role, compartments: &[CompartmentId]) -> (Device, Sealed) {
        let device = Device::new(&mut self.dice);
        let keys = *device.secret.keys();
        let compartments = compartments.to_vec();
        let joining = JoinAs { keys, role, compartments, label: Vec::new(), invite: None };
        let op = self.members.add_op(joining, &self.keys, &mut self.dice).unwrap();
        let sealed = self.change(&op);
        (device, sealed)
    }

    /// The change that shuts a member out.
    pub fn revoke(&mut self, agent: AgentId) -> Sealed {
        let op = self.members.revoke_op(&self.head.id(), agent, &self.keys, &mut self.dice).unwrap();
        self.change(&op)
    }

    /// The change that invites somebody until then.
    pub fn invite(&mut self, id: InviteId, expires_ms: u64) -> Sealed {
        let invite = sync::members::Invite {
            id,
            secret_hash: [7; 32],
            role: Role::Editor,
            compartments: vec![CHILDREN],
            expires_ms,
            automatic: false,
        };
        self.change(&MemberOp::Invite(invite))
    }

    /// One save of a device: a child with the canaries in it, and so many bytes of a remark.
    pub fn save(&mut self, device: &mut Device, compartment: CompartmentId, remark: usize) -> Sealed {
        let row = RowId(fresh(&mut self.dice));
        let mut save = SaveBuilder::new();
        for (field, text) in (1_u16..).zip(CANARIES) {
            save.set(Cell::new(TableId(1), row, FieldId(field)), text);
        }
        for (field, part) in (9_u16..).zip(self.dice.bytes(remark).chunks(LONGEST_TEXT)) {
            let noise: String = part.iter().map(|byte| char::from(b'a' + byte % 26)).collect();
            save.set(Cell::new(TableId(1), row, FieldId(field)), noise.as_str());
        }
        let info = SaveInfo { reason: CANARIES[3].into(), ..SaveInfo::default() };
        let at = Position { head: device.end, hlc: Hlc::from_ms(1_790_000_000_000), seen: Seen::default() };
        let local = Writer::new(self.space, compartment, device.id()).write(&save, &info, &at).unwrap().remove(0);
        let (epoch, key) = self.keys.newest(compartment).unwrap();
        let (sealed, _) = seal(local, key, epoch, &device.secret, &mut self.dice);
        device.end = sealed.outside().chain_head();
        sealed
    }
}

/// A signed change of the membership as the next link of the device's chain.
fn signed(space: SpaceId, device: &mut Device, op: &MemberOp) -> Sealed {
    let header = Header {
        kind: Kind::Members,
        more: false,
        space,
        compartment: CompartmentId(0),
        epoch: 0,
        agent: device.id(),
        dseq: device.end.dseq + 1,
        prev: device.end.hash,
        seen: Seen::default(),
        origin: None,
        n_ops: 0,
        seal: Seal::Signed { body_len: 0, body_hash: [0; 32] },
    };
    let sealed = sign(header, op.encode(), &device.secret);
    device.end = sealed.outside().chain_head();
    sealed
}

/// The body of a push.
#[must_use]
pub fn push_body(envelopes: &[Sealed]) -> Vec<u8> {
    PushAsk { envelopes: envelopes.to_vec() }.encode()
}

/// The places of a page that hold a payload.
#[must_use]
pub fn places_with_payload(page: &LogPage) -> Vec<u64> {
    page.entries.iter().filter(|entry| entry.payload.is_some()).map(|entry| entry.seq).collect()
}

/// Random bytes.
pub fn fresh<const N: usize>(dice: &mut Dice) -> [u8; N] {
    let mut bytes = [0; N];
    Dice::fill(dice, &mut bytes);
    bytes
}
