//! Every address of the worker: what whoever asks has to show there, and a request that is answered once it is shown. What
//! is asked of all addresses is asked of this table, and an address that is not in it does not compile or fails the contract.

use std::collections::BTreeSet;

use sync::members::{InviteId, JoinAs, JoinRequest, MemberOp, Role};
use sync::proto::{AckAsk, AckPost, AuthAnswer, AuthAsk, InboxPost, LogAsk, part_id};
use sync::seal::{AgentSecret, Sealed};
use sync_worker::route::{Room, Route};

use super::anew::page_of;
use super::inbox::report;
use super::refill::after;
use crate::call::{Token, admitted, challenge, found, head, page, pull, token};
use crate::host::{Host, TICKET};
use crate::http::Message;
use crate::school::{CASES, CHILDREN, Device, School, push_body};

/// What a request has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A word of the operator.
    Ticket,
    /// The token of a member.
    Token,
    /// The signature of a listed school, in the body.
    Signature,
    /// The name of an open invitation, in the address.
    Invitation,
    /// Nothing: whoever knows the address may ask.
    Nothing,
}

/// The methods of an address.
type Methods = &'static [(&'static str, Shows)];

macro_rules! addresses {
    ($($route:pat => [$($method:literal $shows:ident),*],)*) => {
        const ADDRESSES: &[(&str, Methods)] = &[$((stringify!($route), &[$(($method, Shows::$shows)),*])),*];

        /// The address of a route, and its methods. There is no wildcard: a new route has to be named here.
        fn address_of(route: &Route) -> (&'static str, Methods) {
            match route {
                $($route => (stringify!($route), &[$(($method, Shows::$shows)),*]),)*
            }
        }
    };
}

addresses! {
    Route::Health => ["GET" Nothing, "HEAD" Nothing],
    Route::Spaces => ["GET" Ticket, "POST" Ticket],
    Route::Anew(_) => ["PUT" Ticket],
    Route::Space(_, Room::Auth) => ["POST" Nothing],
    Route::Space(_, Room::Push) => ["POST" Token],
    Route::Space(_, Room::Refill) => ["POST" Token],
    Route::Space(_, Room::Log(_)) => ["GET" Token],
    Route::Space(_, Room::Head) => ["GET" Token],
    Route::Space(_, Room::Socket) => ["GET" Token],
    Route::Space(_, Room::Part(_)) => ["GET" Token, "PUT" Token],
    Route::Space(_, Room::Senders) => ["GET" Token, "PUT" Token],
    Route::Space(_, Room::Post) => ["POST" Signature],
    Route::Space(_, Room::Acks) => ["POST" Signature],
    Route::Space(_, Room::Ack) => ["PUT" Token],
    Route::Space(_, Room::Inbox(_)) => ["GET" Token],
    Route::Space(_, Room::Mail(_)) => ["GET" Token, "PUT" Invitation],
    Route::Space(_, Room::Welcome(_)) => ["GET" Nothing, "PUT" Token],
    Route::Space(_, Room::Code(_)) => ["GET" Token, "PUT" Token, "POST" Token],
    Route::Code(_) | Route::Space(_, Room::Meet(_)) => ["POST" Nothing, "PUT" Nothing],
    Route::Unknown | Route::Client => [],
}

/// Every method that a browser knows.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"];

/// A request that is answered.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The address.
    pub target: String,
    /// What is sent.
    pub body: Vec<u8>,
    /// What has to be shown.
    pub shows: Shows,
    /// The least who may ask, where a member is asked for.
    pub least: Role,
    /// The answer when it is sent for the first time, after those before it in the table.
    pub done: u16,
    /// Whether other bytes may be as good: nothing in the body says that they are somebody's.
    pub open: bool,
}

impl Request {
    /// The route that it goes.
    #[must_use]
    pub fn route(&self) -> Route {
        Route::of_target(&self.target)
    }

    /// Sends it with these words as its authorization.
    pub fn send(&self, host: &mut dyn Host, words: Option<&str>) -> Message {
        let headers = words.map(|words| ("authorization", words));
        host.send(self.method, &self.target, headers.as_slice(), &self.body)
    }

    /// The words of somebody who may ask, with the token of a member who leads.
    #[must_use]
    pub fn words(&self, lead: &Token) -> Option<String> {
        match self.shows {
            Shows::Ticket => Some(format!("Ticket {TICKET}")),
            Shows::Token => Some(format!("Bearer {lead}")),
            Shows::Signature | Shows::Invitation | Shows::Nothing => None,
        }
    }

    /// Sends it as somebody who may; the answer has to be the one in the table.
    pub fn is_done(&self, host: &mut dyn Host, lead: &Token) {
        let answer = self.send(host, self.words(lead).as_deref());
        assert_eq!(answer.status(), self.done, "{} {}: {answer:?}", self.method, self.target);
    }
}

/// A row of the table, as it is written down: what of a [`Request`] its address does not say.
type Row = (&'static str, String, Vec<u8>, Role, u16, bool);

/// A space in which there is something at every address, or will be once the requests of the table were sent in order.
pub struct Stage {
    /// The school, which is the county of another one as well.
    pub school: School,
    /// A member of each role, the least first; the last leads as the head does.
    pub members: [Device; 4],
    /// A school on the list, and what it signs with.
    pub sender: (School, AgentSecret),
    /// An invitation that is open.
    pub invite: InviteId,
    /// A space that is to be founded, and one that is to be brought back.
    others: [School; 2],
    room: u16,
}

impl Stage {
    /// Founds the space, lets its members in, and lists the school. Seeds are ten apart from each other.
    pub fn set(host: &mut dyn Host, seed: u64) -> (Self, Token) {
        let mut school = School::new(seed);
        assert_eq!(found(host, &school).status(), 201);
        let lead = token(host, &school, &school.head);
        let roles = [Role::Courier, Role::Reader, Role::Editor, Role::Admin];
        let joined = roles.map(|role| school.join(role, if role == Role::Courier { &[] } else { &[CHILDREN, CASES] }));
        let invite = [seed as u8; 16];
        let changes: Vec<_> =
            joined.iter().map(|(_, join)| join.clone()).chain([school.invite(invite, u64::MAX)]).collect();
        assert_eq!(admitted(host, &school, &lead, &changes), 6);
        let mut sender = School::new(seed + 1);
        let key = Device::new(&mut sender.dice).secret;
        let others = [School::new(seed + 2), School::new(seed + 3)];
        let room = u16::try_from(seed / 10 % 1000).unwrap();
        (Self { school, members: joined.map(|(member, _)| member), sender: (sender, key), invite, others, room }, lead)
    }

    /// The list with the one school on it.
    fn list(&self) -> Vec<u8> {
        [&self.sender.0.space.0[..], &self.sender.1.keys().sign].concat()
    }

    /// The next save of the head.
    pub fn save(&mut self) -> Sealed {
        let mut device = self.school.head.clone();
        let save = self.school.save(&mut device, CHILDREN, 40);
        self.school.head = device;
        save
    }

    /// What the school leaves in the inbox.
    #[must_use]
    pub fn report(&self) -> InboxPost {
        report(&self.sender.0, &self.sender.1, "2026-11", 1, b"sealed to the county")
    }

    /// What the school asks about it.
    #[must_use]
    pub fn question(&self) -> AckAsk {
        AckAsk::new(self.school.space, self.sender.0.space, vec![self.report().name()], &self.sender.1)
    }

    /// The request of somebody who was invited so.
    pub fn joining(&mut self, invite: InviteId) -> JoinRequest {
        let newcomer = Device::new(&mut self.school.dice);
        JoinRequest::new(self.school.space, invite, &[5; 32], *newcomer.secret.keys(), b"sealed label".to_vec())
    }

    /// The address of an invitation's mailbox.
    #[must_use]
    pub fn mailbox(&self, invite: InviteId) -> String {
        self.school.address(&format!("mail/{}", hex(&invite)))
    }

    /// Takes the invitation back, or lets somebody in by it.
    pub fn close_invitation(&mut self, invite: InviteId, used: bool) -> Sealed {
        let keys = *Device::new(&mut self.school.dice).secret.keys();
        let joining =
            JoinAs { keys, role: Role::Editor, compartments: vec![CHILDREN], label: Vec::new(), invite: Some(invite) };
        let op = match used {
            true => self.school.members.add_op(joining, &self.school.keys, &mut self.school.dice).unwrap(),
            false => MemberOp::Withdraw(invite),
        };
        self.school.change(&op)
    }

    /// The table: a request for each method of each address. What is added to the log follows its end as it is now.
    pub fn requests(&mut self, host: &mut dyn Host, lead: &Token) -> Vec<Request> {
        let end = head(host, &self.school, lead).head;
        let ask = LogAsk { since: end.seq, limit: 1, payloads_after: 0 };
        let end = page(host, &self.school, lead, &ask);
        let (lost, pushed, part) = (self.save(), self.save(), self.school.dice.bytes(40));
        let refill = after(&end, &[lost], &[end.head.srv_ms]).encode();
        let [fresh, gone] = self.others.clone();
        let anew = page_of(std::slice::from_ref(&gone.founding), 0, 1).encode();
        let joining = self.joining(self.invite).encode();
        let ack = AckPost { school: self.sender.0.space, of: self.report().name(), sealed: b"received".to_vec() };
        let ask = AuthAsk::Challenge { agent: self.school.head.id(), client_nonce: [9; 32] }.encode();
        let (code, meet) =
            (self.school.address(&format!("code/{:03}", self.room)), format!("/v1/code/{:03}", self.room));
        let part_address = self.school.address(&format!("part/{}", hex(&part_id(&part))));
        let welcome = self.school.address(&format!("welcome/{}", hex(&self.invite)));
        let inbox = format!("/v1/inbox/{}", self.school.space);
        let proof = [[2; 33].as_slice(), &[3; 32]].concat();
        let own = |room: &str| self.school.address(room);
        let rows: Vec<Row> = vec![
            // Of a page only what it brings is signed: the rest is the word of whoever brings it.
            ("POST", own("refill"), refill, Role::Editor, 200, true),
            ("POST", own("push"), push_body(&[pushed]), Role::Courier, 200, false),
            ("GET", own("log?since=0&limit=1000&payloads_after=0"), Vec::new(), Role::Courier, 200, false),
            ("GET", own("head"), Vec::new(), Role::Courier, 200, false),
            ("GET", own("ws"), Vec::new(), Role::Courier, 426, false),
            ("POST", own("auth"), ask, Role::Courier, 200, true),
            ("POST", own("auth"), self.proof(host), Role::Courier, 200, false),
            ("PUT", part_address.clone(), part, Role::Editor, 201, false),
            ("GET", part_address, Vec::new(), Role::Courier, 200, false),
            ("PUT", own("senders"), self.list(), Role::Admin, 200, true),
            ("GET", own("senders"), Vec::new(), Role::Admin, 200, false),
            ("POST", inbox.clone(), self.report().encode(), Role::Courier, 201, false),
            ("GET", own("inbox?since=0"), Vec::new(), Role::Reader, 200, false),
            ("PUT", own("ack"), ack.encode(), Role::Editor, 201, true),
            ("POST", format!("{inbox}/acks"), self.question().encode(), Role::Courier, 200, false),
            // Only whoever invited can tell whose request it is, and what the digits of a code are.
            ("PUT", self.mailbox(self.invite), joining, Role::Courier, 201, true),
            ("GET", self.mailbox(self.invite), Vec::new(), Role::Admin, 200, false),
            ("PUT", welcome.clone(), vec![9; 32], Role::Admin, 201, true),
            ("GET", welcome, Vec::new(), Role::Courier, 200, false),
            ("PUT", code.clone(), vec![1; 33], Role::Admin, 201, true),
            ("POST", meet.clone(), vec![2; 33], Role::Courier, 201, true),
            ("PUT", meet, proof, Role::Courier, 200, true),
            ("POST", code.clone(), vec![9; 40], Role::Admin, 200, true),
            ("GET", code, Vec::new(), Role::Admin, 200, false),
            ("GET", "/v1/spaces".to_owned(), Vec::new(), Role::Courier, 200, false),
            ("POST", "/v1/spaces".to_owned(), fresh.founding_body(), Role::Courier, 201, false),
            ("PUT", format!("/v1/spaces/{}", gone.space), anew, Role::Courier, 200, true),
            ("GET", "/health".to_owned(), Vec::new(), Role::Courier, 200, false),
            ("HEAD", "/health".to_owned(), Vec::new(), Role::Courier, 200, false),
        ];
        rows.into_iter()
            .map(|(method, target, body, least, done, open)| {
                let (_, methods) = address_of(&Route::of_target(&target));
                let (method, shows) = *methods.iter().find(|(known, _)| *known == method).unwrap();
                Request { method, target, body, shows, least, done, open }
            })
            .collect()
    }

    /// The proof of the head for a challenge that it is given for it.
    fn proof(&self, host: &mut dyn Host) -> Vec<u8> {
        let (agent, client_nonce) = (self.school.head.id(), [9; 32]);
        let answer = challenge(host, &self.school, agent, client_nonce);
        let AuthAnswer::Challenge { challenge, .. } = AuthAnswer::decode(&answer.body).unwrap() else {
            panic!("no challenge");
        };
        let secret = &self.school.head.secret;
        let signature = secret.answer_challenge(&host.name(), self.school.space, &challenge, &client_nonce);
        AuthAsk::Prove { agent, client_nonce, challenge, signature }.encode()
    }

    /// Everything there is in the space, as far as somebody who leads it or the operator sees it, and the rows themselves
    /// where a test can look at them: the same as long as nothing was written.
    pub fn seen(&self, host: &mut dyn Host, lead: &Token, requests: &[Request]) -> String {
        let mut seen = format!("{:?} {:?}\n", host.kept(self.school.space), pull(host, &self.school, lead));
        let looks = |request: &&Request| {
            let tells_the_time = matches!(request.route(), Route::Space(_, Room::Head | Room::Log(_)));
            request.method == "GET" && request.shows != Shows::Nothing && !tells_the_time
        };
        for request in requests.iter().filter(looks) {
            let answer = request.send(host, request.words(lead).as_deref());
            seen.push_str(&format!("{} {} {:?}\n", request.target, answer.status(), answer.body));
        }
        seen
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn every_address_is_known_by_its_methods(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_000);
    let requests = stage.requests(host, &lead);
    let asked: BTreeSet<_> = requests.iter().map(|request| (address_of(&request.route()).0, request.method)).collect();
    let named: BTreeSet<_> =
        ADDRESSES.iter().flat_map(|(address, methods)| methods.iter().map(|(method, _)| (*address, *method))).collect();
    assert_eq!(asked, named, "an address or a method without a request");
    for request in &requests {
        let (address, methods) = address_of(&request.route());
        for method in METHODS {
            let other = Request { method, ..request.clone() };
            let is_known = methods.iter().any(|(known, _)| *known == method);
            if !is_known {
                let answer = other.send(host, other.words(&lead).as_deref());
                assert_eq!(answer.status(), 405, "{method} {address} is not in the table: {answer:?}");
            }
        }
    }
    requests.iter().for_each(|request| request.is_done(host, &lead));
}
