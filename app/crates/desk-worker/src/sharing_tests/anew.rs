//! A server whose disk was lost altogether, its registry as well: one device brings everything back, the others go on.

use desk::message::register::{RegisterRequest, Scope};
use ledger::register::Restricted;
use sync::Rng;

use super::photos::{at_server, two};
use super::*;

/// The disk is lost.
pub(super) fn lose(net: &mut Net) {
    net.host = InMemory::new(Limits::default());
    // Another server draws otherwise.
    net.host.machine.fill(&mut [0; 100]);
}

pub(super) fn bring(ticket: &str) -> ShareRequest {
    ShareRequest::Anew { ticket: ticket.to_owned() }
}

impl Desk {
    /// Tries at once and goes some steps; what stands in the way then.
    pub(super) fn tried(&mut self, net: &mut Net, ticket: &str) -> Option<Trouble> {
        self.share(ShareRequest::Now { ticket: ticket.to_owned() });
        self.steps(net, 20);
        self.view().brief.trouble
    }
}

#[test]
fn a_server_that_has_lost_everything_gets_it_back_from_one_device() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut reader = joined(&mut office, &mut net, "督导", RoleView::Reader);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let mut behind = joined(&mut office, &mut net, "马老师", RoleView::Editor);
    // More than fits into one call.
    for at in 0..300 {
        office.add(&format!("苗{at}"));
    }
    for desk in [&mut office, &mut tablet, &mut reader] {
        desk.sync(&mut net);
    }
    let (names, end) = (office.names(), office.open.desk.log_places());
    assert_eq!(tablet.share(bring("")), ShareAnswer::No(Why::NotLost), "it is there");
    lose(&mut net);
    for desk in [&mut office, &mut tablet, &mut reader, &mut behind] {
        assert_eq!(desk.tried(&mut net, ""), Some(Trouble::NotAccepted));
    }
    assert_eq!(reader.share(bring(TICKET)), ShareAnswer::No(Why::NotAdmin));
    // The tablet has never had a word of whoever runs the server; it is asked for, and what it writes meanwhile waits.
    tablet.add("秋生");
    assert_eq!(tablet.share(bring("")), ShareAnswer::Done);
    tablet.steps(&mut net, 4);
    assert_eq!(tablet.view().brief.trouble, Some(Trouble::TicketNeeded));
    tablet.share(ShareRequest::Now { ticket: TICKET.to_owned() });
    // In the middle of it nobody else gets a word in, nor is it ended by whoever has less.
    tablet.steps(&mut net, 1);
    assert_eq!(behind.share(bring(TICKET)), ShareAnswer::Done);
    behind.steps(&mut net, 2);
    assert_eq!(office.tried(&mut net, ""), Some(Trouble::Filling));
    assert_eq!(behind.view().told, []);
    tablet.sync(&mut net);
    let told = tablet.view().told;
    assert!(told.contains(&ToldView::BroughtBack(u32::try_from(end).unwrap())), "{told:?}");
    // For the others it is another storage: a person says that this is known.
    for desk in [&mut office, &mut reader, &mut behind] {
        assert_eq!(desk.tried(&mut net, ""), Some(Trouble::Stopped(Stopped::SetUpAnew)));
        assert_eq!(desk.share(ShareRequest::Accept), ShareAnswer::Done);
        desk.sync(&mut net);
        assert_eq!((desk.names().len(), desk.view().brief.trouble), (names.len() + 1, None));
    }
    // All of it was stored, and who comes in now reads it from the beginning.
    for desk in [&mut office, &mut tablet] {
        desk.reopen();
        desk.sync(&mut net);
    }
    let new = joined(&mut office, &mut net, "周老师", RoleView::Editor).names();
    assert_eq!(new, office.names());
    assert_eq!(office.share(ShareRequest::Accept), ShareAnswer::No(Why::Gone));
}

#[test]
fn a_line_that_breaks_in_the_middle_is_gone_on_with() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    for at in 0..800 {
        office.add(&format!("苗{at}"));
    }
    office.sync(&mut net);
    let end = office.open.desk.log_places();
    lose(&mut net);
    office.tried(&mut net, "");
    assert_eq!(office.share(bring("")), ShareAnswer::Done, "the word of the founding is known");
    for fault in [Fault::None, Fault::LostAnswers, Fault::Offline, Fault::Status(502), Fault::LostAnswers] {
        net.fault = fault;
        office.steps(&mut net, 1);
    }
    net.fault = Fault::None;
    office.sync(&mut net);
    assert_eq!((office.view().brief.trouble, office.open.desk.log_places()), (None, end));
    // The program was closed in the middle of it: a person says it again.
    lose(&mut net);
    office.tried(&mut net, "");
    office.share(bring(""));
    office.steps(&mut net, 1);
    office.reopen();
    assert_eq!(office.tried(&mut net, ""), Some(Trouble::Filling));
    assert_eq!(office.share(bring("")), ShareAnswer::Done);
    office.sync(&mut net);
    assert_eq!((office.view().brief.trouble, office.open.desk.log_places()), (None, end));
}

#[test]
fn whoever_has_less_ends_it_when_the_other_one_does_not_come_back() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut behind = joined(&mut office, &mut net, "马老师", RoleView::Editor);
    for at in 0..300 {
        office.add(&format!("苗{at}"));
    }
    office.sync(&mut net);
    let names = office.names();
    lose(&mut net);
    office.tried(&mut net, "");
    behind.tried(&mut net, "");
    office.share(bring(""));
    office.steps(&mut net, 1);
    // The machine is switched off for a day; the other one has all that came, and ends it.
    tick(DAY);
    behind.share(bring(TICKET));
    behind.steps(&mut net, 2);
    behind.tried(&mut net, "");
    behind.share(ShareRequest::Accept);
    behind.sync(&mut net);
    let came = behind.names().len();
    assert!(came > 2 && came < names.len(), "{came}");
    // What the first one has beyond that, it brings back as to any server that was set back.
    office.reopen();
    assert_eq!(office.tried(&mut net, ""), Some(Trouble::Stopped(Stopped::SetUpAnew)));
    office.share(ShareRequest::Accept);
    office.sync(&mut net);
    behind.sync(&mut net);
    assert_eq!((office.names(), behind.names()), (names.clone(), names));
}

#[test]
fn whoever_never_meets_the_server_goes_on_with_sticks() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut village = joined(&mut office, &mut net, "村小", RoleView::Editor);
    lose(&mut net);
    office.tried(&mut net, "");
    office.share(bring(""));
    office.sync(&mut net);
    office.add("秋生");
    village.add("冬至");
    office.sync(&mut net);
    let stick = |desk: &mut Desk| match desk.share(ShareRequest::Bundle) {
        ShareAnswer::Bundle { bytes, .. } => bytes,
        other => panic!("{other:?}"),
    };
    let (from_office, from_village) = (stick(&mut office), stick(&mut village));
    assert!(matches!(
        village.share(ShareRequest::Import(from_office)),
        ShareAnswer::Imported { log: LogTaken::Came(1), .. }
    ));
    assert!(matches!(office.share(ShareRequest::Import(from_village)), ShareAnswer::Imported { new: 1, .. }));
    office.sync(&mut net);
    assert_eq!(office.names(), village.names());
    // The office had nothing of its own to send: what it carries goes to the server all the same.
    let mut new = joined(&mut office, &mut net, "周老师", RoleView::Editor);
    assert_eq!(new.names(), village.names());
}

#[test]
fn what_was_taken_just_before_the_disk_was_lost_is_sent_again_and_no_alarm() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    // A form is open on both: what they save is taken, and not yet seen in the log.
    for (desk, name) in [(&mut office, "秋生"), (&mut tablet, "冬至")] {
        desk.add(name);
        for _ in 0..6 {
            desk.share(ShareRequest::Brief { hold: true });
            desk.step(&mut net);
        }
    }
    lose(&mut net);
    office.tried(&mut net, "");
    tablet.tried(&mut net, "");
    office.share(bring(""));
    office.sync(&mut net);
    assert_eq!(tablet.tried(&mut net, ""), Some(Trouble::Stopped(Stopped::SetUpAnew)));
    tablet.share(ShareRequest::Accept);
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.names(), ["冬至", "田小禾", "白杨", "秋生"]);
    assert_eq!(tablet.names(), office.names());
    assert!([&mut office, &mut tablet].iter_mut().all(|desk| {
        desk.view().rounds.iter().all(|round| round.trouble != Some(Trouble::Stopped(Stopped::Withheld)))
    }));
}

#[test]
fn without_the_operators_word_the_line_goes_on_as_before() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    lose(&mut net);
    tablet.tried(&mut net, "");
    tablet.share(bring(""));
    tablet.steps(&mut net, 2);
    assert_eq!(tablet.view().brief.trouble, Some(Trouble::TicketNeeded));
    office.tried(&mut net, "");
    office.share(bring(""));
    office.sync(&mut net);
    assert_eq!(tablet.tried(&mut net, ""), Some(Trouble::Stopped(Stopped::SetUpAnew)));
}

#[test]
fn a_server_whose_clock_is_far_behind_takes_nothing_and_that_is_said() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    lose(&mut net);
    office.tried(&mut net, "");
    office.share(bring(""));
    // Long before the ledger was founded.
    net.behind_ms = 400 * DAY;
    office.steps(&mut net, 12);
    assert_eq!(office.view().brief.trouble, Some(Trouble::NotTaken));
    net.behind_ms = 0;
    assert_eq!(office.share(bring("")), ShareAnswer::Done);
    office.sync(&mut net);
    assert_eq!(office.view().brief.trouble, None);
}

#[test]
fn pictures_are_sent_again_to_a_server_that_has_lost_them() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.photo(visit, "家访");
    office.sync(&mut net);
    office.travel(&mut net);
    lose(&mut net);
    office.tried(&mut net, "");
    office.share(bring(""));
    office.sync(&mut net);
    office.travel(&mut net);
    tablet.tried(&mut net, "");
    tablet.share(ShareRequest::Accept);
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), [("家访".to_owned(), true)]);
    // The tablet has the only copy when the next disk is lost: it is sent again by whoever has it.
    let before = at_server(&mut net);
    lose(&mut net);
    tablet.tried(&mut net, "");
    tablet.share(bring(TICKET));
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(at_server(&mut net), before);
}

#[test]
fn a_device_that_does_not_have_everything_says_so() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let register = Restricted::Involved;
    office.register(RegisterRequest::Unseal { scope: Scope::Register(register), reason: "核查".to_owned() });
    office.sync(&mut net);
    office.share(ShareRequest::Invite { role: RoleView::Editor, sensitive: false });
    office.sync(&mut net);
    let invitation = office.view().invitations.pop().unwrap();
    let mut tablet = answered(&mut office, &mut net, "李老师", invitation);
    // What it may not read comes late: far behind the first page.
    for at in 0..280 {
        office.add(&format!("苗{at}"));
    }
    office.enter("白杨", register);
    office.sync(&mut net);
    tablet.sync(&mut net);
    lose(&mut net);
    tablet.tried(&mut net, "");
    assert_eq!(tablet.share(bring(TICKET)), ShareAnswer::Done);
    tablet.steps(&mut net, 4);
    // What it has not got it does not bring; the server has nothing of it, and another device can bring all.
    assert_eq!(tablet.view().brief.trouble, Some(Trouble::NotWhole));
    assert!(net.host.spaces.is_empty());
    office.tried(&mut net, "");
    office.share(bring(""));
    office.sync(&mut net);
    assert_eq!(tablet.tried(&mut net, ""), Some(Trouble::Stopped(Stopped::SetUpAnew)));
    tablet.share(ShareRequest::Accept);
    tablet.sync(&mut net);
    assert_eq!(tablet.names(), office.names());
}
