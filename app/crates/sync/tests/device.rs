//! Stories of desks: what is written arrives, what is unsent stays, whatever happens in between.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

use desks::{Desk, Office, cell};
use school::{CHILDREN, Dice, START_MS};
use sync::admit::Refused;
use sync::device::{Device, DeviceError, Told, publish};
use sync::members::{JoinAs, MemberOp, Policy, Recipient, Role};
use sync::seal::AgentSecret;
use sync::snapshot::{ShareError, Verdict, Word, may_load, open_parts};
use sync::{AgentId, Hlc, LogEntry, Position, SaveBuilder, SaveInfo, SpaceId, State, Writer};

#[test]
fn two_desks_write_the_same_cell_and_both_know_it() {
    let mut office = Office::new();
    office.desks[0].write(1, "在校", &mut office.dice);
    office.desks[1].write(1, "休学", &mut office.dice);
    office.sync(0);
    office.sync(1);
    office.sync(0);
    let (one, two) = (&office.desks[0], &office.desks[1]);
    assert_eq!(one.state.root(), two.state.root());
    assert_eq!(one.state.conflicts(|_, _| true)[0].versions.len(), 2);
    assert_eq!((one.device.outbox().len(), two.device.outbox().len()), (0, 0));
}

#[test]
fn a_page_that_comes_while_a_form_is_open_is_not_claimed_to_have_been_seen() {
    let mut office = Office::new();
    let look = office.desks[1].device.look();
    office.desks[0].write(1, "在校", &mut office.dice);
    office.sync(0);
    office.sync(1);
    let mut save = SaveBuilder::new();
    save.set(cell(1), "休学");
    let desk = &mut office.desks[1];
    let hlc = desk.last_hlc().next(START_MS);
    let turn = desk.device.write(&[(CHILDREN, &save)], &SaveInfo::default(), &look, hlc, &mut office.dice);
    desk.take(turn.expect("written"));
    assert_eq!(desk.text(1), Some("休学"));
    assert_eq!(desk.state.conflicts(|_, _| true).len(), 1);
}

#[test]
fn a_lost_answer_and_a_reboot_change_nothing() {
    let mut office = Office::new();
    office.desks[1].write(1, "在校", &mut office.dice);
    office.push(1).expect("admitted, and the answer is lost");
    assert_eq!(office.desks[1].device.outbox().len(), 1);
    office.desks[1].reboot();
    assert_eq!(office.desks[1].text(1), Some("在校"));
    office.push(1).expect("admitted once more, and nothing is written");
    office.sync(1);
    assert_eq!(office.desks[1].device.outbox().len(), 0);
    assert_eq!(office.server.envelopes().len(), 3);
    office.desks[1].reboot();
    assert_eq!(office.desks[1].state.unlogged(), 0);
    assert_eq!(office.desks[1].text(1), Some("在校"));
}

#[test]
fn what_a_server_refuses_stays_in_the_outbox() {
    let mut office = Office::new();
    office.desks[1].write(1, "在校", &mut office.dice);
    office.server.limits.log_bytes = 10;
    assert!(matches!(office.push(1), Err(Refused::Quota { .. })));
    office.server.limits.log_bytes = 1 << 30;
    // The head teacher shuts the teacher out before the save is sent.
    let (head, teacher) = (office.desks[0].device.agent(), office.desks[1].device.agent());
    let device = &office.desks[0].device;
    let op = device.members().revoke_op(&head, teacher, device.keys(), &mut office.dice).expect("keys");
    office.change(&op);
    assert_eq!(office.push(1), Err(Refused::Stranger));
    assert_eq!(office.desks[1].device.outbox().len(), 1);
    // On a stick it goes to the head teacher, whose device does not take it by itself.
    let (bundle, turn) = office.desks[1].device.bundle(Vec::new());
    office.desks[1].take(turn);
    let (_, left) = office.desks[0].device.import(&bundle.envelopes).expect("an honest stick");
    assert_eq!((bundle.envelopes.len(), left), (1, 1));
}

#[test]
fn a_change_that_only_the_server_refuses_stands_in_nobodys_way() {
    let mut office = Office::new();
    // There are two already. The rules of the membership know nothing of it.
    office.server.limits.agents = 2;
    let keys = *AgentSecret::new(&mut office.dice).keys();
    let joining = JoinAs { keys, role: Role::Reader, compartments: vec![CHILDREN], label: Vec::new(), invite: None };
    let device = &office.desks[0].device;
    let op = device.members().add_op(joining, device.keys(), &mut office.dice).expect("keys");
    let turn = device.change(&op).expect("written");
    office.desks[0].take(turn);
    office.desks[0].write(1, "在校", &mut office.dice);
    let refused = office.push(0).expect_err("there are enough agents");
    office.pull(0);
    assert_eq!(office.push(0), Err(refused));
    let turn = office.desks[0].device.refused(&refused, &mut office.dice).expect("there is a way on");
    office.desks[0].take(turn);
    assert_eq!(office.desks[0].told, [Told::Withdrawn(Box::new(op)), Told::SealedAgain(1)]);
    office.desks[0].reboot();
    office.sync(0);
    office.sync(1);
    assert_eq!(office.desks[1].text(1), Some("在校"));
    assert_eq!(office.desks[1].state.history(cell(1)).len(), 1);
}

#[test]
fn a_bad_key_locks_a_compartment_and_not_the_log() {
    let mut office = Office::new();
    let rotation = |office: &mut Office| {
        let device = &office.desks[0].device;
        device.members().rotate_op(&[CHILDREN], device.keys(), &mut office.dice).expect("keys")
    };
    let teacher = office.desks[1].device.agent();
    let mut op = rotation(&mut office);
    if let MemberOp::Rotate(rotations) = &mut op {
        let wrap = rotations[0].grants.iter_mut().find(|(to, _)| *to == Recipient::Agent(teacher));
        wrap.expect("the teacher is entitled").1[7] ^= 1;
    }
    office.change(&op);
    office.desks[0].write(1, "看不到", &mut office.dice);
    office.sync(0);
    office.sync(1);
    let seq = office.server.end().seq - 1;
    assert_eq!(office.desks[1].told, [Told::NoKey { seq, compartment: CHILDREN }]);
    assert_eq!(office.desks[1].device.waits_for_keys().collect::<Vec<_>>(), [CHILDREN]);
    // An honest turn of the key brings what was missing, through the chain of keys.
    let mut op = rotation(&mut office);
    office.change(&op);
    office.sync(1);
    assert_eq!(office.desks[1].text(1), Some("看不到"));
    assert_eq!(office.desks[1].device.waits_for_keys().count(), 0);
    // A bad link keeps the past from whoever comes later, and nothing else.
    op = rotation(&mut office);
    if let MemberOp::Rotate(rotations) = &mut op {
        rotations[0].link.as_mut().expect("there is a key before")[40] ^= 1;
    }
    office.change(&op);
    let late = office.add(Role::Editor);
    let seq = office.server.end().seq;
    assert_eq!(office.desks[late].told, [Told::NoKey { seq, compartment: CHILDREN }]);
    office.desks[late].write(2, "新来的", &mut office.dice);
    office.sync(late);
    office.sync(1);
    assert_eq!(office.desks[1].text(2), Some("新来的"));
}

#[test]
fn unsent_work_is_sealed_under_the_new_key_and_counts_once() {
    let mut office = Office::new();
    office.desks[1].write(1, "从未离开", &mut office.dice);
    let rotate = |office: &mut Office| {
        let device = &office.desks[0].device;
        let op = device.members().rotate_op(&[CHILDREN], device.keys(), &mut office.dice).expect("keys");
        office.change(&op);
    };
    rotate(&mut office);
    office.pull(1);
    assert_eq!(office.desks[1].told, [Told::SealedAgain(1)]);
    assert_eq!(office.desks[1].device.outbox()[0].header().epoch, 2);
    // Handed out, and admissible: it stays as it is. After one more turn of the key it cannot.
    let (batch, turn) = office.desks[1].device.plan(100).expect("something to send");
    office.desks[1].take(turn);
    rotate(&mut office);
    office.pull(1);
    assert_eq!(office.desks[1].device.outbox()[0].hash(), batch[0].hash());
    rotate(&mut office);
    office.pull(1);
    assert_eq!(office.desks[1].device.outbox()[0].header().epoch, 4);
    let old: Vec<_> = batch.iter().map(|sealed| (**sealed).clone()).collect();
    let late = office.server.push(&office.desks[1].device.agent(), &old, office.now_ms);
    assert_eq!(late, Err(Refused::Epoch { compartment: CHILDREN, current: 4 }));
    office.sync(1);
    office.sync(0);
    assert_eq!(office.desks[0].text(1), Some("从未离开"));
    assert_eq!(office.desks[0].state.history(cell(1)).len(), 1);
}

#[test]
fn a_disk_that_was_set_back_goes_on_under_a_new_name_and_loses_nothing() {
    let mut office = Office::new();
    office.desks[1].write(1, "影像之前", &mut office.dice);
    let image = office.desks[1].disk.clone();
    let old = office.desks[1].device.agent();
    office.desks[1].write(2, "影像之后", &mut office.dice);
    office.sync(1);
    office.desks[1].disk = image;
    office.desks[1].reboot();
    office.desks[1].write(3, "还原之后", &mut office.dice);
    office.sync(1);
    office.sync(0);
    let new = office.desks[1].device.agent();
    assert_eq!(office.desks[1].told, [Told::SetBack { old, new }]);
    assert_ne!(old, new);
    for row in [1, 2, 3] {
        assert_eq!(office.desks[0].state.history(cell(row)).len(), 1, "row {row}");
    }
    assert_eq!(office.desks[0].state.root(), office.desks[1].state.root());
    assert_eq!(office.desks[0].device.members().member(&new).map(|member| member.role), Some(Role::Editor));
}

#[test]
fn a_ledger_of_one_machine_becomes_a_space_and_keeps_its_history() {
    let (mut dice, agent, local) = (Dice(9), AgentId([3; 16]), SpaceId([4; 16]));
    let mut state = State::new(local, CHILDREN);
    let mut envelopes = Vec::new();
    for (n, text) in [(1, "在校"), (2, "休学"), (3, "在校")] {
        let mut save = SaveBuilder::new();
        save.set(cell(1), text);
        let Position { head, seen, .. } = state.position(&agent, &At(0));
        let at = Position { head, hlc: Hlc::from_ms(START_MS + n), seen };
        let info = SaveInfo { actor: "王老师".into(), wall_ms: n, ..SaveInfo::default() };
        let envelope = Writer::new(local, CHILDREN, agent).write(&save, &info, &at).expect("written").remove(0);
        state.apply(LogEntry::local(envelope.clone())).expect("it folds");
        envelopes.push(envelope);
    }
    let founder = AgentSecret::new(&mut dice);
    let published = publish(&envelopes, founder, Vec::new(), vec![CHILDREN], Policy::default(), &mut dice);
    let mut office = Office::around(published.expect("published"), dice);
    assert_eq!(office.desks[0].device.outbox().len(), 0);
    let at = office.add(Role::Editor);
    for desk in [0, at] {
        let state = &office.desks[desk].state;
        let told: Vec<_> = state
            .history(cell(1))
            .iter()
            .map(|version| {
                let save = state.save(version.save);
                (version.value.text().map(str::to_owned), save.info.actor.to_string(), save.info.wall_ms, save.eff)
            })
            .collect();
        let expected = |text: &str, n| (Some(text.to_owned()), "王老师".to_owned(), n, Hlc::from_ms(START_MS + n));
        assert_eq!(told, [expected("在校", 3), expected("休学", 2), expected("在校", 1)]);
    }
    let origins: Vec<_> = office.server.envelopes().filter_map(|(_, sealed)| sealed.header().origin).collect();
    assert_eq!(origins, envelopes.iter().map(sync::Envelope::hash).collect::<Vec<_>>());
}

struct At(u64);

impl sync::Clock for At {
    fn now_ms(&self) -> u64 {
        self.0
    }
}

#[test]
fn a_snapshot_is_loaded_only_if_it_is_the_state_its_manifest_names() {
    let mut office = Office::new();
    for row in 1..20 {
        office.desks[0].write(row, "在校", &mut office.dice);
    }
    office.sync(0);
    office.pull(1);
    let head = &office.desks[0];
    let (parts, turn) = head.device.announce(&head.state, &mut office.dice).expect("nothing is unsent");
    let state = office.desks[1].state.clone();
    office.desks[0].take(turn);
    office.sync(0);
    office.pull(1);
    let entry = office.desks[1].disk.log.values().next_back().expect("an entry").clone();
    let Some(Word::Manifest(manifest)) = office.desks[1].device.word(&entry) else { unreachable!("a manifest") };
    let (space, key) = (state.space(), office.desks[1].device.keys().get(CHILDREN, 1).expect("a key").clone());
    let load = |parts: &[Vec<u8>], manifest: &_| open_parts(manifest, parts, (space, CHILDREN), (1, &key));
    assert_eq!(load(&parts, &manifest).map(|state| state.root()), Ok(state.root()));
    let mut altered = parts.clone();
    altered[0][100] ^= 1;
    assert_eq!(load(&altered, &manifest).err(), Some(ShareError::Part { at: 0 }));
    assert_eq!(load(&[], &manifest).err(), Some(ShareError::Part { at: 0 }));
    let other = sync::snapshot::Manifest { root: [1; 32], ..manifest.clone() };
    assert_eq!(load(&parts, &other).err(), Some(ShareError::OtherState));
    let moved = sync::snapshot::Manifest { seq: manifest.seq + 1, ..manifest.clone() };
    assert!(matches!(load(&parts, &moved), Err(ShareError::Open(_))));

    // The teacher stood at that place, compares and says so.
    let teacher = &office.desks[1].device;
    let named = (entry.outside.hash(), &manifest);
    let attested = teacher.attest(named, &state, &mut office.dice).expect("at the same place").expect("the same state");
    assert!(teacher.attest(named, &office.desks[1].state, &mut office.dice).is_none());
    let wrong = teacher.attest((entry.outside.hash(), &other), &state, &mut office.dice);
    assert!(matches!(wrong, Some(Err(Verdict::Wrong))));
    office.desks[1].take(attested);
    office.sync(1);
    let (members, author) = (office.server.members(), office.desks[0].device.agent());
    let (other, stranger) = (office.desks[1].device.agent(), AgentId([9; 16]));
    let check = |attested: &[AgentId], let_in_by, expected| {
        assert_eq!(may_load(members, CHILDREN, &author, attested, let_in_by), expected);
    };
    check(&[other], &stranger, true);
    check(&[], &author, true);
    check(&[], &other, false);
    check(&[author], &other, false);
    check(&[stranger], &other, false);
}

#[test]
fn a_newcomer_with_a_snapshot_follows_the_whole_log_and_reads_only_its_end() {
    let mut office = Office::new();
    for row in 1..9 {
        office.desks[0].write(row, "在校", &mut office.dice);
    }
    office.sync(0);
    let head = &office.desks[0];
    let (seq, shards) = (head.state.log_seq(), sync::snapshot::encode(&head.state));
    let at = office.add(Role::Editor);
    let secret = office.desks[at].device.secret().clone();
    let mut desk = Desk::new(Device::new(head_space(&office), secret).with_snapshot(seq));
    office.desks[0].write(9, "快照之后", &mut office.dice);
    office.sync(0);
    std::mem::swap(&mut office.desks[at], &mut desk);
    office.pull(at);
    let newcomer = &office.desks[at];
    let payloads = newcomer.disk.log.values().filter(|entry| entry.payload.is_some()).count();
    assert!(payloads < newcomer.disk.log.len() / 2, "{payloads} of {}", newcomer.disk.log.len());
    let mut state = sync::snapshot::decode(&shards).expect("it reads");
    for entry in newcomer.disk.log.values().filter(|entry| entry.seq > seq) {
        newcomer.device.refold(entry).into_state(&mut state).expect("it folds");
    }
    assert_eq!(state.root(), office.desks[0].state.root());
}

fn head_space(office: &Office) -> SpaceId {
    office.server.members().space()
}

#[test]
fn nothing_is_written_where_there_is_no_key() {
    let mut dice = Dice(1);
    let device = Device::new(SpaceId([1; 16]), AgentSecret::new(&mut dice));
    let mut save = SaveBuilder::new();
    save.set(cell(1), "在校");
    let write = |saves: &[_]| device.write(saves, &SaveInfo::default(), &device.look(), Hlc(1), &mut Dice(2)).err();
    assert_eq!(write(&[(CHILDREN, &save)]), Some(DeviceError::NoKey(CHILDREN)));
    assert_eq!(write(&[]), Some(DeviceError::Write(sync::WriteError::Empty)));
}
