//! A small school with a server in memory: a head teacher who holds everything and a teacher who holds one compartment.
#![allow(dead_code, reason = "each test file uses a part of it")]

use sync::admit::memory::MemorySpace;
use sync::members::{JoinAs, MemberOp, Membership, Policy, Role, found};
use sync::seal::{AgentSecret, Keyring, Sealed, open, seal, sign};
use sync::{
    AgentId, Cell, ChainHead, CompartmentId, Envelope, FieldId, Header, Kind, Position, RowId, SaveBuilder, SaveInfo,
    Seal, Seen, SpaceId, TableId, Writer,
};

pub(crate) const CHILDREN: CompartmentId = CompartmentId(1);
pub(crate) const CASES: CompartmentId = CompartmentId(2);
pub(crate) const GENERATION: [u8; 16] = [5; 16];
pub(crate) const START_MS: u64 = 1_790_000_000_000;

/// Small, fast and different for every seed.
pub(crate) struct Dice(pub(crate) u64);

impl sync::Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// One who writes: keys and the end of the own chain.
pub(crate) struct Author {
    pub(crate) secret: AgentSecret,
    pub(crate) keys: Keyring,
    pub(crate) head: ChainHead,
}

impl Author {
    pub(crate) fn id(&self) -> AgentId {
        self.secret.id()
    }

    /// The envelope of a save, sealed; the chain moves on.
    pub(crate) fn write(
        &mut self,
        space: SpaceId,
        compartment: CompartmentId,
        text: &str,
        seen: Seen,
        dice: &mut Dice,
    ) -> Sealed {
        let mut save = SaveBuilder::new();
        save.set(Cell::new(TableId(1), RowId([7; 16]), FieldId(10)), text);
        let at = Position { head: self.head, hlc: sync::Hlc::from_ms(START_MS), seen };
        let writer = Writer::new(space, compartment, self.id());
        let local = writer.write(&save, &SaveInfo::default(), &at).expect("a save is written").remove(0);
        let (epoch, key) = self.keys.newest(compartment).expect("the key is here");
        let (sealed, _) = seal(local, key, epoch, &self.secret, dice);
        self.head = sealed.outside().chain_head();
        sealed
    }

    /// The envelope of a change of the membership; the chain moves on.
    pub(crate) fn change(&mut self, space: SpaceId, op: &MemberOp, seen: Seen) -> Sealed {
        let sealed = sign(header(space, self, seen), op.encode(), &self.secret);
        self.head = sealed.outside().chain_head();
        sealed
    }

    pub(crate) fn open(&self, sealed: &Sealed) -> Option<Envelope> {
        open(sealed, &self.keys).ok()
    }
}

pub(crate) fn header(space: SpaceId, author: &Author, seen: Seen) -> Header {
    Header {
        kind: Kind::Members,
        more: false,
        space,
        compartment: CompartmentId::MEMBERS,
        epoch: 0,
        agent: author.id(),
        dseq: author.head.dseq + 1,
        prev: author.head.hash,
        seen,
        origin: None,
        n_ops: 0,
        seal: Seal::Signed { body_len: 0, body_hash: [0; 32] },
    }
}

pub(crate) struct School {
    pub(crate) dice: Dice,
    pub(crate) space: SpaceId,
    pub(crate) head: Author,
    pub(crate) teacher: Author,
    pub(crate) server: MemorySpace,
    pub(crate) now_ms: u64,
}

impl School {
    /// Founded by the head teacher; the teacher has been added for the compartment of children.
    pub(crate) fn new() -> Self {
        let mut dice = Dice(1);
        let secret = AgentSecret::new(&mut dice);
        let (space, op, keys) =
            found(&secret, Vec::new(), vec![CHILDREN, CASES], Policy::default(), &mut dice).expect("it is founded");
        let mut head = Author { secret, keys, head: ChainHead::default() };
        let founding = head.change(space, &op, Seen::default());
        let server = MemorySpace::found(&founding, GENERATION, START_MS).expect("it is admitted");
        let secret = AgentSecret::new(&mut dice);
        let teacher = Author { secret, keys: Keyring::new(), head: ChainHead::default() };
        let mut school = Self { dice, space, head, teacher, server, now_ms: START_MS };
        let op = school.adding(*school.teacher.secret.keys(), Role::Editor, vec![CHILDREN]);
        let sealed = school.head.change(space, &op, school.seen());
        school.push_as_head(&[sealed]).expect("the teacher is added");
        let agents = [school.teacher.secret.clone()];
        assert_eq!(school.server.members().unlock(&op, &agents, &mut school.teacher.keys), []);
        school
    }

    pub(crate) fn adding(
        &mut self,
        keys: sync::seal::AgentKeys,
        role: Role,
        compartments: Vec<CompartmentId>,
    ) -> MemberOp {
        let joining = JoinAs { keys, role, compartments, label: Vec::new(), invite: None };
        self.server.members().add_op(joining, &self.head.keys, &mut self.dice).expect("the keys are here")
    }

    /// Everything that is in the log now.
    pub(crate) fn seen(&self) -> Seen {
        let end = self.server.end();
        Seen { seq: end.seq, hash: end.hash, extra: Vec::new() }
    }

    pub(crate) fn push_as_head(&mut self, batch: &[Sealed]) -> Result<sync::log::LogHead, sync::admit::Refused> {
        self.now_ms += 1000;
        let caller = self.head.id();
        self.server.push(&caller, batch, self.now_ms)
    }

    pub(crate) fn members(&self) -> &Membership {
        self.server.members()
    }
}
