//! A school and its county over a server in memory, and over a stick: what is handed up arrives once, what is said of it
//! comes back, and nobody in between can make either believe anything.

use desk::message::upward::{
    AckFlawView, MissingView, NewSubmission, ReceivedView, Said, SentState, SentView, UpWait, UpWhy, UpwardAnswer,
    UpwardRequest, UpwardView,
};
use sync::proto::{AckPage, InboxPost};
use sync::seal::AgentSecret;
use sync::upward::{Ack, Letter, LetterKind, Status};

use super::*;

mod anew;
mod doubts;
mod keys;
mod lists;
mod places;
mod trouble;
mod turns;

/// 未报名单 of a form and a period.
fn missing(county: &mut Desk, form: &str, period: &str) -> MissingView {
    match county.up(UpwardRequest::Missing { form: form.to_owned(), period: period.to_owned() }) {
        UpwardAnswer::Missing(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Stands in the body and in the sentence, and nowhere a server could read it.
const SECRET: &str = "田小禾连续三日未到校";

impl Desk {
    fn up(&mut self, request: UpwardRequest) -> UpwardAnswer {
        match self.ask(CareRequest::Upward(request)) {
            Response::Care(bytes) => match CareAnswer::read(&bytes) {
                Some(CareAnswer::Upward(answer)) => *answer,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn upward(&mut self) -> UpwardView {
        match self.up(UpwardRequest::State) {
            UpwardAnswer::State(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn pin(&mut self, letter: &str, digits: &str) -> UpwardAnswer {
        self.up(UpwardRequest::Pin { letter: format!("请登记：\n{letter}"), digits: digits.to_owned() })
    }

    fn submit(&mut self, period: &str, sentence: &str) -> UpwardAnswer {
        let superior = self.upward().superiors[0].id;
        self.up(UpwardRequest::Submit(Box::new(NewSubmission {
            superior,
            form: "monthly".to_owned(),
            period: period.to_owned(),
            sentence: sentence.to_owned(),
            file: "月报.xlsx".to_owned(),
            bytes: format!("{SECRET} {sentence}").into_bytes(),
        })))
    }

    fn sent(&mut self) -> Vec<SentView> {
        self.upward().sent
    }

    fn received(&mut self) -> Vec<ReceivedView> {
        self.upward().received
    }

    /// The file of what was handed up last: byte for byte what goes to the server.
    fn carried(&mut self) -> Vec<u8> {
        let id = self.first_sent();
        self.file(UpwardRequest::SubmissionFile(id)).1
    }

    fn take(&mut self, file: &[u8]) -> UpwardAnswer {
        self.up(UpwardRequest::TakeSubmission(file.to_vec()))
    }

    fn wait(&mut self) -> Option<UpWait> {
        self.sent()[0].wait
    }

    fn first_sent(&mut self) -> desk::message::Id {
        self.sent()[0].id
    }

    fn first_received(&mut self) -> desk::message::Id {
        self.received()[0].id
    }

    fn states(&mut self) -> Vec<(u32, SentState)> {
        self.sent().into_iter().map(|sent| (sent.revision, sent.state)).collect()
    }

    fn decide(&mut self, received: desk::message::Id, said: Said, reason: &str) {
        let request = UpwardRequest::Decide { received, said, reason: reason.to_owned() };
        assert_eq!(self.up(request), UpwardAnswer::Done);
    }

    fn file(&mut self, request: UpwardRequest) -> (String, Vec<u8>) {
        match self.up(request) {
            UpwardAnswer::File { name, bytes } => (name, bytes),
            other => panic!("{other:?}"),
        }
    }

    /// Hands something up, and works on until the server has it.
    fn hand_up(&mut self, net: &mut Net, period: &str, sentence: &str) {
        assert_eq!(self.submit(period, sentence), UpwardAnswer::Done);
        self.delivered(net);
    }

    /// Works on until the server has what was handed up last.
    fn delivered(&mut self, net: &mut Net) {
        self.until(net, |view| view.sent[0].state == SentState::Delivered);
    }

    /// Goes on while the page is open, until something is as it should be.
    fn until(&mut self, net: &mut Net, done: impl Fn(&UpwardView) -> bool) {
        for _ in 0..300 {
            self.step(net);
            if done(&self.upward()) {
                return;
            }
        }
        panic!("never came: {:?}", self.upward());
    }
}

/// A county with an inbox.
fn county(net: &mut Net) -> Desk {
    let mut county = founded(net);
    assert_eq!(county.up(UpwardRequest::OpenInbox("青山县教育体育局".to_owned())), UpwardAnswer::Done);
    county
}

/// A school and its county, that have compared each other's letters.
fn paired(net: &mut Net) -> (Desk, Desk) {
    let (mut county, mut school) = (county(net), founded(net));
    pair(&mut county, &mut school);
    county.sync(net);
    school.sync(net);
    county.until(net, |view| view.listed == Some(true));
    (county, school)
}

fn pair(county: &mut Desk, school: &mut Desk) {
    let letter = county.upward().inbox.unwrap();
    assert_eq!(school.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
    let letter = school.upward().sender.unwrap();
    assert_eq!(county.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
}

/// The different posts that came to the server, as they came.
fn posted(net: &Net) -> Vec<&[u8]> {
    let body = |heard: &'_ Vec<u8>| -> Option<usize> {
        let text = String::from_utf8_lossy(&heard[..heard.len().min(60)]).into_owned();
        let (path, _) = text.split_once(' ')?;
        (path.starts_with("/v1/inbox/") && !path.ends_with("/acks")).then_some(path.len() + 1)
    };
    let mut posted: Vec<&[u8]> = Vec::new();
    for post in net.heard.iter().filter_map(|heard| body(heard).map(|from| &heard[from..])) {
        if !posted.contains(&post) {
            posted.push(post);
        }
    }
    posted
}

fn is_readable(net: &Net, text: &str) -> bool {
    net.heard.iter().any(|heard| heard.windows(text.len()).any(|part| part == text.as_bytes()))
}

#[test]
fn a_submission_goes_up_comes_back_and_is_received_in_the_end() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    assert_eq!(school.states(), [(1, SentState::Waiting)]);
    school.delivered(&mut net);

    county.until(&mut net, |view| !view.received.is_empty());
    let came = county.received();
    let one = &came[0];
    assert_eq!((one.school.1.as_str(), one.file.as_str()), ("柳溪小学", "月报.xlsx"));
    assert_eq!((one.flaw, one.doubts.as_slice(), one.by_stick, one.newest), (None, [].as_slice(), false, true));
    assert_eq!((one.sentence.as_str(), one.period.as_str()), ("十一月月报", "2026-11"));
    // Delivered is not received: the school sees it when the county has signed that it is.
    school.steps(&mut net, 20);
    assert_eq!(school.states(), [(1, SentState::Delivered)]);

    let refused = UpwardRequest::Decide { received: one.id, said: Said::Rejected, reason: " ".to_owned() };
    assert_eq!(county.up(refused), UpwardAnswer::No(UpWhy::NoReason));
    county.decide(one.id, Said::Rejected, "缺劝返记录");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Rejected));
    assert_eq!(school.sent()[0].verdicts[0].reason, "缺劝返记录");

    assert_eq!(school.submit("2026-11", ""), UpwardAnswer::No(UpWhy::NoReason));
    school.hand_up(&mut net, "2026-11", "补劝返记录");
    county.until(&mut net, |view| view.received.len() == 2);
    let second = county.received()[0].clone();
    assert_eq!((second.revision, second.newest, second.doubts.len()), (2, true, 0));
    let (name, bytes) = county.file(UpwardRequest::ReceivedFile(second.id));
    assert_eq!((name.as_str(), bytes), ("柳溪小学_月报.xlsx", format!("{SECRET} 补劝返记录").into_bytes()));
    county.decide(second.id, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
    assert_eq!(school.states(), [(2, SentState::Said(Said::Received)), (1, SentState::Said(Said::Rejected))]);

    // Later words count, and a closed period is closed.
    county.decide(second.id, Said::Locked, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    tick(700_000);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Locked));
    assert_eq!(school.submit("2026-11", "再补"), UpwardAnswer::No(UpWhy::Locked));

    // Everything is there after both machines were switched off, and nothing of it was readable on the way.
    school.reopen();
    county.reopen();
    assert_eq!((school.states().len(), county.received().len()), (2, 2));
    assert_eq!(posted(&net).len(), 2);
    for text in [SECRET, "缺劝返记录", "补劝返记录", "十一月月报", "2026-11", "月报.xlsx", "monthly"] {
        assert!(!is_readable(&net, text), "{text}");
    }
}

#[test]
fn a_stick_carries_the_same_bytes_and_the_same_thing_twice_is_one() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    net.fault = Fault::Offline;
    assert_eq!(school.submit("2026-10", "十月月报"), UpwardAnswer::Done);
    let sent = school.sent()[0].id;
    let (name, file) = school.file(UpwardRequest::SubmissionFile(sent));
    assert_eq!(name, "守学报送_柳溪小学_2026年10月月报_第1次.sxu");
    assert_eq!(school.file(UpwardRequest::SubmissionFile(sent)).1, file);
    assert_eq!(
        school.file(UpwardRequest::OwnFile(sent)),
        ("月报.xlsx".to_owned(), format!("{SECRET} 十月月报").into())
    );

    let take = |desk: &mut Desk, file: &[u8]| desk.up(UpwardRequest::TakeSubmission(file.to_vec()));
    assert_eq!(take(&mut county, &file), UpwardAnswer::Taken { new: 1, known: 0 });
    assert_eq!(take(&mut county, &file), UpwardAnswer::Taken { new: 0, known: 1 });
    let came = county.received();
    assert_eq!((came.len(), came[0].by_stick), (1, true));
    county.decide(came[0].id, Said::Received, "");
    let (name, acks) = county.file(UpwardRequest::AckFile(came[0].id));
    assert!(name.starts_with("守学回执_柳溪小学_2026年10月月报_第1次_") && name.ends_with(".sxr"), "{name}");
    let hear = |desk: &mut Desk, file: &[u8]| desk.up(UpwardRequest::TakeAcks(file.to_vec()));
    assert_eq!(hear(&mut school, &acks), UpwardAnswer::Taken { new: 1, known: 0 });
    assert_eq!(hear(&mut school, &acks), UpwardAnswer::Taken { new: 0, known: 1 });
    assert_eq!(school.states(), [(1, SentState::Said(Said::Received))]);

    // Files at the wrong door, and files that are none.
    assert_eq!(take(&mut county, &acks), UpwardAnswer::No(UpWhy::IsAcks));
    assert_eq!(hear(&mut school, &file), UpwardAnswer::No(UpWhy::IsSubmission));
    for bytes in [&b""[..], b"SXJOIN1", &file[1..], &file[..file.len() - 1], &[1, 0]] {
        assert_eq!(take(&mut county, bytes), UpwardAnswer::No(UpWhy::BadFile));
        assert_eq!(hear(&mut school, bytes), UpwardAnswer::No(UpWhy::BadFile));
    }

    // With a network again it goes to the server too: the same bytes, and still one submission.
    net.fault = Fault::None;
    school.sync(&mut net);
    school.until(&mut net, |view| view.sent[0].delivered_ms.is_some());
    assert_eq!(posted(&net).last(), Some(&file.as_slice()));
    county.sync(&mut net);
    county.until(&mut net, |view| !view.received[0].by_stick);
    assert_eq!((county.received().len(), county.received()[0].verdicts.len()), (1, 1));
    school.until(&mut net, |view| view.sent[0].verdicts[0].counts);
    assert_eq!(school.sent()[0].verdicts.len(), 1);
}

#[test]
fn only_the_digits_on_paper_pair() {
    let mut net = Net::new();
    let (mut county, mut school) = (county(&mut net), founded(&mut net));
    let letter = county.upward().inbox.unwrap();
    // A letter exchanged on the way: the same office in name and space, another key.
    let (real, other) = (Letter::find(&letter.text).unwrap(), AgentSecret::from_bytes(&[7; 64]));
    let exchanged = Letter::new(LetterKind::Inbox, real.space, &real.name, &other);
    assert_eq!(school.pin(&exchanged.text(), &letter.digits), UpwardAnswer::No(UpWhy::OtherDigits));
    assert_eq!(school.pin(&letter.text, letter.digits.get(1..).unwrap()), UpwardAnswer::No(UpWhy::OtherDigits));
    assert_eq!(school.pin("守学", &letter.digits), UpwardAnswer::No(UpWhy::BadLetter));
    assert_eq!(county.pin(&letter.text, &letter.digits), UpwardAnswer::No(UpWhy::OwnLetter));
    assert!(school.upward().superiors.is_empty() && school.upward().sender.is_none());
    let UpwardAnswer::Letter(read) = school.up(UpwardRequest::Read(letter.text.clone())) else { panic!("no letter") };
    assert_eq!((read.inbox, read.name.as_str(), read.known), (true, "青山县教育体育局", false));
    assert_eq!(school.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
    let UpwardAnswer::Letter(read) = school.up(UpwardRequest::Read(letter.text)) else { panic!("no letter") };
    assert!(read.known && !read.renews);
    let UpwardAnswer::Letter(read) = school.up(UpwardRequest::Read(exchanged.text())) else { panic!("no letter") };
    assert!(!read.known && read.renews);
    // The letter of a school is for a county to register, with the same care.
    let own = school.upward().sender.unwrap();
    let letter = Letter::find(&own.text).unwrap();
    assert_eq!((letter.kind, letter.name.as_str()), (LetterKind::Sender, "柳溪小学"));
    assert_eq!(county.pin(&own.text, &read.name), UpwardAnswer::No(UpWhy::OtherDigits));
    assert_eq!(county.pin(&own.text, &own.digits), UpwardAnswer::Done);
    assert_eq!(county.upward().schools[0].name, "柳溪小学");
}

#[test]
fn any_device_of_an_office_that_may_goes_on_where_another_stopped() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut clerk = joined(&mut county, &mut net, "周科员", RoleView::Editor);
    let mut teacher = joined(&mut school, &mut net, "李老师", RoleView::Editor);
    teacher.hand_up(&mut net, "2026-11", "由李老师报送");
    clerk.until(&mut net, |view| !view.received.is_empty());
    let id = clerk.first_received();
    clerk.decide(id, Said::Received, "");
    clerk.until(&mut net, |view| view.received[0].verdicts[0].left);
    // The other devices of both offices see it without having done anything.
    school.sync(&mut net);
    school.until(&mut net, |view| view.sent.first().is_some_and(|sent| sent.state == SentState::Said(Said::Received)));
    county.sync(&mut net);
    county.until(&mut net, |view| !view.received.is_empty());
    // The file itself comes when it is asked for.
    let id = county.first_received();
    for _ in 0..60 {
        if let UpwardAnswer::File { bytes, .. } = county.up(UpwardRequest::ReceivedFile(id)) {
            assert_eq!(bytes, format!("{SECRET} 由李老师报送").into_bytes());
            assert_eq!((county.received().len(), posted(&net).len()), (1, 1));
            return;
        }
        county.steps(&mut net, 4);
        clerk.steps(&mut net, 4);
    }
    panic!("the file never came");
}

#[test]
fn whoever_may_not_read_restricted_registers_has_no_part_in_it() {
    let mut net = Net::new();
    let (_, mut school) = paired(&mut net);
    let mut teacher = joined(&mut school, &mut net, "李老师", RoleView::Editor);
    let id = teacher.open.identity().agent.0;
    let less = ShareRequest::Change { member: id, role: RoleView::Editor, sensitive: false };
    assert_eq!(school.share(less), ShareAnswer::Done);
    school.sync(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    school.sync(&mut net);
    teacher.sync(&mut net);
    let view = teacher.upward();
    assert!(view.shared && !view.reads && !view.writes);
    assert!(view.sent.is_empty() && view.superiors.is_empty() && view.sender.is_none());
    assert_eq!(teacher.up(UpwardRequest::OpenInbox("甲".to_owned())), UpwardAnswer::No(UpWhy::NoRight));
}
