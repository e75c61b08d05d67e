//! Two and more desks over a server in memory: what a week without a network, a bad network, a lost answer, a revoked
//! device and a stick do to what people have written. Everything goes through vaults, as in the browser.

mod anew;
mod backlog;
mod codes;
mod disk;
mod ear;
mod incidents;
mod meeting;
mod members;
mod network;
mod photos;
mod resume;
mod snapshots;
mod sticks;
mod upward;

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::roster::{Change, Column, RosterAnswer, RosterRequest, RowQuery, SaveView};
use desk::message::share::{
    DisputesView, InvitationView, JoinView, LogTaken, Reason, RoleView, ShareAnswer, ShareRequest, ShareView,
    StandingView, Stopped, ToldView, Trouble, WaitingWhat, Why,
};
use desk::message::{Refusal, Request, Response};
use edge::host::{Host, InMemory, TICKET};
use ledger::field::Field;
use line::{Call, Heard};
use sync_worker::limits::Limits;
use vault::{Kdf, KdfParams, Lock, Locked, MemoryBlocks, PASSPHRASE, Secret, run_ready as run};
use vault_idb::AnyBlocks;

use crate::driving::Next;
use crate::ledger_open::OpenLedger;
use crate::pictures::PartNext;
use crate::upward::UpNext;
use crate::world::{CLOCK, Dice, now_ms};

const DAY: u64 = 86_400_000;

/// What the network does to calls.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    Offline,
    Status(u16),
    Portal,
    LostAnswers,
    /// Pushes are acknowledged and thrown away.
    Drops,
    /// Whoever fetches a part gets another one.
    OtherParts,
    /// The server has no parts.
    NoParts,
}

/// The server, and the way to it.
struct Net {
    host: InMemory,
    fault: Fault,
    calls: usize,
    /// Calls about parts: how, for which, and the status of the answer.
    parts: Vec<(&'static str, String, u16)>,
    /// Everything the server was told.
    heard: Vec<Vec<u8>>,
    /// What is heard in place of the server's answer; the server is not told of what was asked then.
    instead: Option<Instead>,
    /// So far the server's clock is behind.
    behind_ms: u64,
}

type Instead = Box<dyn Fn(&Call) -> Option<Heard>>;

impl Net {
    fn new() -> Net {
        Net::with(Limits::default())
    }

    fn with(limits: Limits) -> Net {
        Net {
            host: InMemory::new(limits),
            fault: Fault::None,
            calls: 0,
            parts: Vec::new(),
            heard: Vec::new(),
            instead: None,
            behind_ms: 0,
        }
    }

    fn send(&mut self, call: &Call) -> Heard {
        self.calls += 1;
        self.host.machine.now_ms = now_ms() - self.behind_ms;
        self.heard.push([call.path.as_bytes(), b" ", &call.body].concat());
        if let Some(heard) = self.instead.as_ref().and_then(|instead| instead(call)) {
            return heard;
        }
        let answer = |status, body: &[u8]| Heard::Answer { status, retry_after_s: None, body: body.to_vec() };
        match self.fault {
            Fault::Offline => return Heard::Nothing,
            Fault::Status(status) => return answer(status, b"<html>upstream</html>"),
            Fault::Portal => return answer(200, "<!doctype html><title>上网登录</title>".as_bytes()),
            Fault::Drops if call.path.ends_with("/push") => {
                let head = sync::log::LogHead::default();
                let ack = sync::proto::PushAnswer::Admitted { head, repeated: 0 };
                return answer(200, &ack.encode());
            }
            Fault::OtherParts if call.method == "GET" && call.path.contains("/part/") => {
                return answer(200, &vec![7; 4_000]);
            }
            Fault::NoParts if call.method == "GET" && call.path.contains("/part/") => {
                return answer(404, br#"{"error":"not_found"}"#);
            }
            Fault::None | Fault::LostAnswers | Fault::Drops | Fault::OtherParts | Fault::NoParts => {}
        }
        let headers: Vec<(&str, &str)> = call.credential.iter().map(|text| ("authorization", text.as_str())).collect();
        let message = self.host.send(call.method, &call.path, &headers, &call.body);
        if let Some((_, name)) = call.path.split_once("/part/") {
            self.parts.push((call.method, name.to_owned(), message.status()));
        }
        if self.fault == Fault::LostAnswers {
            return Heard::Nothing;
        }
        let retry_after_s = message.header("retry-after").and_then(|text| text.parse().ok());
        Heard::Answer { status: message.status(), retry_after_s, body: message.body.clone() }
    }
}

fn lock() -> Lock {
    Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [1; 16], Secret::new([7; 32]))
}

/// A person at a machine.
struct Desk {
    disk: MemoryBlocks,
    open: OpenLedger,
}

impl Desk {
    fn new() -> Desk {
        let disk = MemoryBlocks::new();
        let open = run(OpenLedger::create(AnyBlocks::Memory(disk.clone()), "中心小学", &[lock()])).unwrap();
        Desk { disk, open }
    }

    /// The ledger is closed and opened again.
    fn reopen(&mut self) {
        self.open = self.second_window();
        run(self.open.take_pen());
        assert_eq!(self.open.damaged, [""; 0]);
    }

    /// The same ledger in another window, which only looks on.
    fn second_window(&self) -> OpenLedger {
        let locked = run(Locked::open(AnyBlocks::Memory(self.disk.clone()))).unwrap().unwrap();
        let key = run(locked.unlock(PASSPHRASE, &lock().kek, now_ms())).unwrap();
        run(OpenLedger::load(locked.into_vault(key, Box::new(Dice)))).unwrap()
    }

    fn ask(&mut self, request: impl Into<Request>) -> Response {
        tick(1_000);
        run(self.open.ask(request.into()))
    }

    fn share(&mut self, request: ShareRequest) -> ShareAnswer {
        match self.ask(CareRequest::Share(request)) {
            Response::Care(bytes) => match CareAnswer::read(&bytes) {
                Some(CareAnswer::Share(answer)) => *answer,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn view(&mut self) -> ShareView {
        match self.share(ShareRequest::State) {
            ShareAnswer::State(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn disputes(&mut self) -> DisputesView {
        match self.share(ShareRequest::Disputes) {
            ShareAnswer::Disputes(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn add(&mut self, name: &str) {
        let answer = self.ask(Request::Roster(RosterRequest::Add(vec![(Field::Name, name.to_owned())])));
        assert!(matches!(answer, Response::Roster(_)), "{answer:?}");
    }

    fn rows(&mut self, field: Field) -> Vec<(desk::message::Id, String, String)> {
        let columns = vec![Column::Field(Field::Name), Column::Field(field)];
        let request = RosterRequest::Rows { query: RowQuery::default(), columns, from: 0, count: 5_000 };
        match self.ask(Request::Roster(request)) {
            Response::Roster(RosterAnswer::Rows { rows, .. }) => {
                let mut rows: Vec<_> =
                    rows.into_iter().map(|row| (row.id, row.cells[0].clone(), row.cells[1].clone())).collect();
                rows.sort_by(|a, b| a.1.cmp(&b.1));
                rows
            }
            other => panic!("{other:?}"),
        }
    }

    fn names(&mut self) -> Vec<String> {
        self.rows(Field::Name).into_iter().map(|(_, name, _)| name).collect()
    }

    fn value(&mut self, name: &str, field: Field) -> String {
        self.rows(field).into_iter().find(|row| row.1 == name).map(|row| row.2).unwrap_or_default()
    }

    fn try_set(&mut self, name: &str, field: Field, text: &str) -> Response {
        let child = self.rows(field).into_iter().find(|row| row.1 == name).unwrap().0;
        let changes = vec![Change { child, field, text: text.to_owned() }];
        self.ask(Request::Roster(RosterRequest::Write { changes, action: desk::message::roster::Action::Edit }))
    }

    fn set(&mut self, name: &str, field: Field, text: &str) -> SaveView {
        match self.try_set(name, field, text) {
            Response::Roster(RosterAnswer::Saved(save)) => save,
            other => panic!("{other:?}"),
        }
    }

    /// One step of the line; whether it had something to say.
    fn step(&mut self, net: &mut Net) -> bool {
        match run(self.open.next_call()) {
            Next::Off => false,
            Next::Wait(at_ms) => {
                let at_ms = match run(self.open.next_part()) {
                    PartNext::Call(call) => {
                        self.say(net, call);
                        return true;
                    }
                    PartNext::Wait(part_ms) => at_ms.min(part_ms),
                    PartNext::Off => at_ms,
                };
                let at_ms = match run(self.open.next_up()) {
                    UpNext::Call(call) => {
                        self.say(net, call);
                        return true;
                    }
                    UpNext::Wait(up_ms) => at_ms.min(up_ms),
                    UpNext::Off => at_ms,
                };
                CLOCK.set(at_ms.clamp(now_ms() + 50, now_ms() + 60_000));
                false
            }
            Next::Call(call) => {
                self.say(net, call);
                true
            }
        }
    }

    fn say(&mut self, net: &mut Net, call: Call) {
        let mut call = Some(call);
        while let Some(said) = call {
            let heard = net.send(&said);
            call = run(self.open.take_answer(said.number, heard));
        }
    }

    /// Goes on until the log is even, or something stands in the way for longer.
    fn sync(&mut self, net: &mut Net) {
        self.share(ShareRequest::Now { ticket: String::new() });
        let before = now_ms();
        for _ in 0..400 {
            self.step(net);
            let brief = self.view().brief;
            if brief.even_ms.is_some_and(|even| even >= before) && brief.waiting == 0 {
                return;
            }
        }
        panic!("not even: {:?}", self.view());
    }

    /// A number of steps, whatever comes of them.
    fn steps(&mut self, net: &mut Net, count: usize) {
        for _ in 0..count {
            self.step(net);
        }
    }
}

fn tick(ms: u64) {
    CLOCK.set(now_ms() + ms);
}

/// A school with its first device, which has spoken with the server.
fn founded(net: &mut Net) -> Desk {
    let mut desk = Desk::new();
    desk.add("田小禾");
    desk.add("白杨");
    create(&mut desk);
    desk.sync(net);
    desk
}

fn create(desk: &mut Desk) {
    let request = ShareRequest::Create {
        name: "柳溪小学".to_owned(),
        person: "王校长 办公室".to_owned(),
        ticket: TICKET.to_owned(),
    };
    assert_eq!(desk.share(request), ShareAnswer::Done);
}

fn invitation(desk: &mut Desk, net: &mut Net, role: RoleView) -> InvitationView {
    let known: Vec<_> = desk.view().invitations.into_iter().map(|one| one.id).collect();
    let answer = desk.share(ShareRequest::Invite { role, sensitive: true });
    assert!(matches!(answer, ShareAnswer::Invited(_)), "{answer:?}");
    desk.sync(net);
    desk.view().invitations.into_iter().find(|one| !known.contains(&one.id)).unwrap()
}

/// Another device, let in after the digits were compared.
fn joined(admin: &mut Desk, net: &mut Net, name: &str, role: RoleView) -> Desk {
    let mut desk = let_in(admin, net, name, role);
    desk.sync(net);
    assert_eq!(desk.view().joining, None);
    admin.sync(net);
    desk
}

/// The same before it has heard of that.
fn let_in(admin: &mut Desk, net: &mut Net, name: &str, role: RoleView) -> Desk {
    let invitation = invitation(admin, net, role);
    answered(admin, net, name, invitation)
}

/// The other member who still counts.
fn other(desk: &mut Desk) -> desk::message::Id {
    desk.view().members.into_iter().find(|member| !member.this && member.standing == StandingView::Active).unwrap().id
}

/// Gives the other member the right to restricted registers, or takes it away.
fn let_see_restricted(admin: &mut Desk, net: &mut Net, sensitive: bool) {
    let member = other(admin);
    let change = ShareRequest::Change { member, role: RoleView::Editor, sensitive };
    assert_eq!(admin.share(change), ShareAnswer::Done);
    admin.sync(net);
}

/// Another device, let in by an invitation, before it has heard of that.
fn answered(admin: &mut Desk, net: &mut Net, name: &str, invitation: InvitationView) -> Desk {
    let mut desk = Desk::new();
    let link = format!("学校/#/sync/join.{}", invitation.text);
    assert_eq!(desk.share(ShareRequest::Join { link, person: name.to_owned() }), ShareAnswer::Done);
    let mut digits = None;
    for _ in 0..40 {
        desk.steps(net, 4);
        admin.view();
        admin.steps(net, 4);
        let asked = admin.view().invitations.into_iter().find(|one| one.id == invitation.id).and_then(|one| one.asked);
        if let (Some((_, own)), Some(JoinView::Compare(other))) = (&asked, desk.view().joining) {
            assert_eq!((*own, asked.as_ref().unwrap().0.as_str()), (other, name));
            digits = Some(other);
            break;
        }
    }
    assert!(digits.is_some(), "{:?} {:?}", admin.view().invitations, desk.view());
    assert_eq!(admin.share(ShareRequest::Approve(invitation.id)), ShareAnswer::Done);
    admin.sync(net);
    desk
}
