//! Photos, signatures and scans, asked as the page asks.

use ledger::attachment::{AttachmentKind, Flaw, MAX_BYTES, OwnerKind};
use ledger::case::StepKind;
use ledger::duty::Standing;
use ledger::field::Field;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{attachment as f, step, visit};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::attachment::{AttachedView, AttachmentAnswer, AttachmentRequest, AttachmentView, NewAttachment};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::CaseRequest;
use crate::message::paper::{PaperElement, PaperNode, PaperRequest};
use crate::message::roster::RosterRequest;
use crate::message::{Id, Refusal, Request, Response};
use crate::{Now, Step};

const NAME: &str = "田小禾";

/// The skeleton of a JPEG that says what `seed` says.
fn jpeg(width: u16, height: u16, seed: &[u8]) -> Vec<u8> {
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    let frame = [&[0xff, 0xc0, 0, 11, 8], size.as_slice(), &[1, 1, 0x11, 0]].concat();
    [&[0xff, 0xd8], frame.as_slice(), &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0], seed, &[0xff, 0xd9]].concat()
}

fn care(office: &mut Office, request: impl Into<CareRequest>) -> CareAnswer {
    match office.ask(request.into()) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("not about care: {other:?}"),
    }
}

fn told(office: &mut Office, request: AttachmentRequest) -> AttachmentAnswer {
    match care(office, request) {
        CareAnswer::Attachment(answer) => *answer,
        other => panic!("not about attachments: {other:?}"),
    }
}

/// Keeps something and gives the row that it made.
fn kept(office: &mut Office, request: impl Into<CareRequest>) -> Option<Id> {
    match care(office, request) {
        CareAnswer::Saved(save) => save.made,
        other => panic!("not kept: {other:?}"),
    }
}

fn of(office: &mut Office, kind: OwnerKind, owner: Id) -> Vec<AttachmentView> {
    match told(office, AttachmentRequest::Of(kind, owner)) {
        AttachmentAnswer::Of(views) => views,
        other => panic!("no list: {other:?}"),
    }
}

fn captions(office: &mut Office, owner: Id) -> String {
    of(office, OwnerKind::Visit, owner).iter().map(|view| view.caption.as_str()).collect::<Vec<_>>().join(" ")
}

fn new(owner: Id, kind: AttachmentKind, caption: &str) -> NewAttachment {
    NewAttachment {
        owner_kind: OwnerKind::Visit,
        owner,
        kind,
        caption: caption.to_owned(),
        bytes: jpeg(1_600, 1_200, caption.as_bytes()),
        small: jpeg(200, 150, b"small"),
        place: "34.421200,112.430000".to_owned(),
    }
}

fn add(office: &mut Office, owner: Id, kind: AttachmentKind, caption: &str) {
    kept(office, AttachmentRequest::Add(Box::new(new(owner, kind, caption))));
}

fn keep_visit(child: Id, date: &str) -> CareRequest {
    let said = [(visit::DATE, date), (visit::PEOPLE, "李文静"), (visit::LESSONS, "2"), (visit::CONTENT, "认读数字")];
    let answers = said.map(|(id, text)| (id, text.to_owned())).to_vec();
    CareRequest::KeepVisit { kind: VisitKind::HomeTeaching, whom: child, visit: None, answers, even: false }
}

/// A child taught at home, with one visit that nobody signed; the child and the visit.
fn school() -> (Office, Id, Id) {
    let mut office = Office::new();
    office.add(&[(Field::Name, NAME), (Field::HukouKind, "农业户口")]);
    let child = office.id_of(NAME);
    let taught = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    let answers = taught.map(|(id, text)| (id, text.to_owned())).to_vec();
    kept(
        &mut office,
        CareRequest::KeepMember { register: Which::Shipped(Register::Disabled), child, answers, even: false },
    );
    let visit = kept(&mut office, keep_visit(child, "2026-11-05")).unwrap();
    (office, child, visit)
}

/// Days that count and days without evidence in November, and how it stands.
fn november(office: &mut Office) -> (u8, u8, Standing) {
    match care(office, CareRequest::Matrix { duty: "home_teaching".to_owned(), year: 0 }) {
        CareAnswer::Matrix(view) => {
            let turn = view.rows[0].turns[view.present.unwrap() as usize];
            (turn.days, turn.bare, turn.standing)
        }
        other => panic!("no matrix: {other:?}"),
    }
}

#[test]
fn a_picture_of_any_kind_makes_a_visit_count_until_it_is_removed() {
    for kind in AttachmentKind::ALL {
        let (mut office, child, visit) = school();
        assert_eq!(november(&mut office), (0, 1, Standing::Urgent));
        add(&mut office, visit, *kind, "上课");
        assert_eq!(november(&mut office), (1, 0, Standing::Urgent), "{kind:?}");
        assert!(matches!(care(&mut office, CareRequest::Visits(child)), CareAnswer::Visits(v) if v[0].evidence));
        let second = kept(&mut office, keep_visit(child, "2026-11-12")).unwrap();
        add(&mut office, second, *kind, "上课二");
        assert_eq!(november(&mut office), (2, 0, Standing::Done), "{kind:?}");
        office.reopen();
        assert_eq!(november(&mut office), (2, 0, Standing::Done));

        let attachment = of(&mut office, OwnerKind::Visit, visit)[0].id;
        let remove = |reason: &str| AttachmentRequest::Remove { attachment, reason: reason.to_owned() };
        let CareAnswer::Faults(faults) = care(&mut office, remove(" ")) else { panic!("no reason was given") };
        assert_eq!(faults[0].0, f::REMOVED);
        kept(&mut office, remove("拍糊了"));
        assert_eq!(november(&mut office), (1, 1, Standing::Urgent), "{kind:?}");
        let view = &of(&mut office, OwnerKind::Visit, visit)[0];
        assert_eq!((view.removed.as_str(), view.small.is_empty()), ("拍糊了", false), "it can still be looked at");
        kept(&mut office, AttachmentRequest::Restore(attachment));
        assert_eq!(november(&mut office), (2, 0, Standing::Done), "{kind:?}");
    }
}

#[test]
fn a_picture_comes_back_as_it_was_kept() {
    let (mut office, child, visit) = school();
    add(&mut office, visit, AttachmentKind::Photo, "认读数字");
    add(&mut office, visit, AttachmentKind::Signature, "");
    office.reopen();
    let views = of(&mut office, OwnerKind::Visit, visit);
    let view = &views[0];
    assert_eq!(
        (view.kind, view.caption.as_str(), view.width, view.height),
        (AttachmentKind::Photo, "认读数字", 1_600, 1_200)
    );
    let bytes = jpeg(1_600, 1_200, "认读数字".as_bytes());
    assert_eq!(view.size as usize, bytes.len());
    assert_eq!(view.hash.len(), 8);
    assert!(blake3::hash(&bytes).to_hex().starts_with(&view.hash));
    assert_eq!(view.place, "", "nobody has asked for places");
    assert!(view.small.starts_with("data:image/jpeg;base64,/9j"));
    let AttachmentAnswer::Picture(Some(shown)) = told(&mut office, AttachmentRequest::Picture(view.id)) else {
        panic!("no picture")
    };
    assert_eq!(shown, print::Image { media_type: "image/jpeg", bytes }.source());
    let AttachmentAnswer::Counts(counts) = told(&mut office, AttachmentRequest::Counts(child)) else {
        panic!("counts")
    };
    assert_eq!(counts, [AttachedView { owner: visit, photos: 1, signatures: 1, scans: 0 }]);
}

#[test]
fn what_may_not_be_kept_is_refused_whatever_the_page_says() {
    let (mut office, child, visit) = school();
    let check = |office: &mut Office, change: fn(&mut NewAttachment), expected: AttachmentAnswer| {
        let mut new = new(visit, AttachmentKind::Photo, "上课");
        change(&mut new);
        assert_eq!(told(office, AttachmentRequest::Add(Box::new(new))), expected);
        assert_eq!(of(office, OwnerKind::Visit, visit).len(), 0);
        assert!(office.blobs.is_empty(), "nothing is left behind");
    };
    let flawed = AttachmentAnswer::Flawed;
    check(&mut office, |new| new.bytes = jpeg(1_601, 10, b""), flawed(Flaw::TooWide));
    check(&mut office, |new| new.bytes = jpeg(8, 8, &[0; MAX_BYTES]), flawed(Flaw::TooManyBytes));
    check(
        &mut office,
        |new| drop(new.bytes.splice(2..2, [0xff, 0xe1, 0, 8, b'E', b'x', b'i', b'f', 0, 0])),
        flawed(Flaw::Metadata),
    );
    check(&mut office, |new| new.bytes = b"GIF89a".to_vec(), flawed(Flaw::NotAPicture));
    check(&mut office, |new| new.small = jpeg(8, 8, &[0; 8_000]), flawed(Flaw::TooManyBytes));

    let mut elsewhere = new(visit, AttachmentKind::Photo, "上课");
    elsewhere.owner = [9; 16];
    let request = CareRequest::from(AttachmentRequest::Add(Box::new(elsewhere)));
    assert_eq!(office.refused(request), Refusal::Gone);
    add(&mut office, visit, AttachmentKind::Photo, "上课");
    let again = Box::new(new(visit, AttachmentKind::Photo, "上课"));
    assert_eq!(told(&mut office, AttachmentRequest::Add(again)), AttachmentAnswer::Repeated);
    let mut of_child = new(child, AttachmentKind::Photo, "上课");
    of_child.owner_kind = OwnerKind::Child;
    kept(&mut office, AttachmentRequest::Add(Box::new(of_child)));
}

#[test]
fn a_place_is_kept_only_where_that_is_switched_on() {
    let (mut office, _, visit) = school();
    kept(&mut office, AttachmentRequest::KeepPlaces(true));
    add(&mut office, visit, AttachmentKind::Photo, "一");
    let mut odd = new(visit, AttachmentKind::Photo, "二");
    odd.place = "<b>村口</b>".to_owned();
    kept(&mut office, AttachmentRequest::Add(Box::new(odd)));
    kept(&mut office, AttachmentRequest::KeepPlaces(false));
    add(&mut office, visit, AttachmentKind::Photo, "三");
    let places: Vec<String> = of(&mut office, OwnerKind::Visit, visit).into_iter().map(|view| view.place).collect();
    assert_eq!(places, ["34.421200,112.430000", "", ""]);
    assert_eq!(told(&mut office, AttachmentRequest::Places), AttachmentAnswer::Places(false));
}

#[test]
fn pictures_stand_in_the_order_they_are_given() {
    let (mut office, _, visit) = school();
    for caption in ["一", "二", "三"] {
        add(&mut office, visit, AttachmentKind::Photo, caption);
    }
    let id = |office: &mut Office, caption: &str| {
        of(office, OwnerKind::Visit, visit).into_iter().find(|view| view.caption == caption).unwrap().id
    };
    let step = |office: &mut Office, caption: &str, later| {
        let attachment = id(office, caption);
        kept(office, AttachmentRequest::Move { attachment, later });
    };
    step(&mut office, "三", false);
    assert_eq!(captions(&mut office, visit), "一 三 二");
    step(&mut office, "一", true);
    assert_eq!(captions(&mut office, visit), "三 一 二");
    let attachment = id(&mut office, "三");
    let first = CareRequest::from(AttachmentRequest::Move { attachment, later: false });
    assert_eq!(office.refused(first), Refusal::NothingToWrite);
    kept(&mut office, AttachmentRequest::Describe { attachment, caption: "  穿衣 ".to_owned() });
    kept(&mut office, AttachmentRequest::Remove { attachment, reason: "重复".to_owned() });
    assert_eq!(captions(&mut office, visit), "一 二 穿衣", "what was removed comes last");
    office.reopen();
    assert_eq!(captions(&mut office, visit), "一 二 穿衣");
}

/// Undo takes the newest text back, never a picture; what was written about the visit comes and goes with its pictures.
#[test]
fn undo_leaves_pictures_alone() {
    let (mut office, child, visit) = school();
    add(&mut office, visit, AttachmentKind::Photo, "上课");
    let undo = RosterRequest::Undo(None);
    office.saved(undo);
    assert!(matches!(care(&mut office, CareRequest::Visits(child)), CareAnswer::Visits(v) if v.is_empty()));
    let AttachmentAnswer::Counts(counts) = told(&mut office, AttachmentRequest::Counts(child)) else {
        panic!("counts")
    };
    assert_eq!(counts, []);
    office.saved(RosterRequest::Redo);
    assert_eq!(captions(&mut office, visit), "上课");
    assert_eq!(november(&mut office).0, 1);
}

/// A picture that the disk has lost leaves its place in the list, and the others.
#[test]
fn a_lost_picture_is_told_as_not_here() {
    let (mut office, _, visit) = school();
    add(&mut office, visit, AttachmentKind::Photo, "一");
    office.blobs.clear();
    add(&mut office, visit, AttachmentKind::Photo, "二");
    let views = of(&mut office, OwnerKind::Visit, visit);
    assert_eq!(views.iter().map(|view| view.small.is_empty()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(told(&mut office, AttachmentRequest::Picture(views[0].id)), AttachmentAnswer::Picture(None));
}

/// A hundred photos are counted and listed without one of them being loaded.
#[test]
fn a_list_loads_small_pictures_only_and_counting_loads_none() {
    let (mut office, child, visit) = school();
    for at in 0..100 {
        add(&mut office, visit, AttachmentKind::Photo, &format!("第{at}张"));
    }
    let now = Now { ms: 1_795_400_000_000, offset_min: 480, entropy: [7; 32] };
    let loaded = |office: &mut Office, request: AttachmentRequest| {
        let request: Request = CareRequest::from(request).into();
        match office.desk.ask(request, &now) {
            Step::Load(ids) => ids.iter().map(|id| office.blobs[id].len()).collect(),
            _ => Vec::new(),
        }
    };
    assert_eq!(loaded(&mut office, AttachmentRequest::Counts(child)), [0; 0]);
    let small = loaded(&mut office, AttachmentRequest::Of(OwnerKind::Visit, visit));
    assert_eq!(small.len(), 100);
    assert!(small.iter().all(|size| *size == jpeg(200, 150, b"small").len()));
}

#[test]
fn a_step_of_a_case_has_its_papers() {
    let (mut office, child, _) = school();
    let answers = vec![(step::DATE, "2026-11-16".to_owned()), (step::FIRST_ABSENT, "2026-11-16".to_owned())];
    let request = CaseRequest::KeepStep { child, kind: StepKind::Absence, answers, even: false };
    let made = kept(&mut office, request).unwrap();
    let mut paper = new(made, AttachmentKind::Scan, "点名册");
    paper.owner_kind = OwnerKind::Step;
    kept(&mut office, AttachmentRequest::Add(Box::new(paper)));
    let AttachmentAnswer::Counts(counts) = told(&mut office, AttachmentRequest::Counts(child)) else {
        panic!("counts")
    };
    assert_eq!(counts, [AttachedView { owner: made, scans: 1, ..AttachedView::default() }]);
    assert_eq!(of(&mut office, OwnerKind::Step, made)[0].caption, "点名册");
}

/// The sources of the images on a form, and the words under them.
fn images(element: &PaperElement, out: &mut Vec<String>) {
    out.extend(element.attributes.iter().filter(|(name, _)| name == "src").map(|(_, source)| source.clone()));
    for child in &element.children {
        match child {
            PaperNode::Element(inner) => images(inner, out),
            PaperNode::Text(text) if element.tag == "figcaption" => out.push(text.clone()),
            PaperNode::Text(_) => {}
        }
    }
}

#[test]
fn paper_shows_the_signature_in_its_place_and_the_photos_after_the_record() {
    let (mut office, _, visit) = school();
    add(&mut office, visit, AttachmentKind::Photo, "认读数字");
    add(&mut office, visit, AttachmentKind::Signature, "第一次");
    add(&mut office, visit, AttachmentKind::Signature, "第二次");
    let source = |seed: &str| {
        let bytes = jpeg(1_600, 1_200, seed.as_bytes());
        print::Image { media_type: "image/jpeg", bytes }.source()
    };
    let shown = |office: &mut Office, request: PaperRequest| {
        let CareAnswer::Paper(view) = care(office, request) else { panic!("a form") };
        let mut out = Vec::new();
        images(&view.root, &mut out);
        out
    };
    let record = shown(&mut office, PaperRequest::Visit(visit));
    assert_eq!(record, [source("第二次"), source("认读数字"), "认读数字".to_owned()], "the newest signature stands");
    let pages = PaperRequest::Pictures { owner_kind: OwnerKind::Visit, owner: visit, six: true };
    assert_eq!(shown(&mut office, pages.clone()), [source("认读数字"), "认读数字".to_owned()]);
    office.blobs.clear();
    assert_eq!(shown(&mut office, pages), ["认读数字（照片不在本机）"]);
}
