//! Does a device that hears of news fetch them at once, and does it do without?

use desk::Ear;
use line::Listen;

use super::*;
use crate::world::now;

impl Desk {
    fn listen(&mut self) -> Option<Listen> {
        self.open.desk.listen(&now())
    }

    fn ear(&mut self, heard: Ear) {
        self.open.desk.ear(heard, &now());
    }

    /// Milliseconds until the line says something again, if nothing happens.
    fn rests(&mut self) -> u64 {
        match run(self.open.next_call()) {
            Next::Wait(at_ms) => at_ms - now_ms(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_socket_is_opened_beside_an_even_log_only_and_not_again_at_once() {
    let mut net = Net::new();
    let mut office = Desk::new();
    assert_eq!(office.listen(), None, "nothing is shared");
    create(&mut office);
    assert_eq!(office.listen(), None, "nobody has said who this is");
    office.sync(&mut net);
    let listen = office.listen().expect("the log is even");
    assert!(listen.path.ends_with("/ws"), "{}", listen.path);
    assert_eq!(listen.protocols[0], "sx1");
    assert_eq!(office.listen(), None, "one is being opened");
    office.ear(Ear::Ended);
    tick(29_999);
    assert_eq!(office.listen(), None);
    tick(1);
    assert!(office.listen().is_some());
    office.ear(Ear::Ended);
    tick(59_999);
    assert_eq!(office.listen(), None, "the second wait is twice as long");
    tick(1);
    assert!(office.listen().is_some());
    office.ear(Ear::Open);
    tick(600_000);
    assert_eq!(office.listen(), None);
}

#[test]
fn what_a_colleague_saved_is_fetched_when_the_server_says_that_there_is_more() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师 平板", RoleView::Editor);
    tablet.sync(&mut net);
    let check = |tablet: &mut Desk, longest: u64| {
        let rests = tablet.rests();
        assert!(rests <= longest && rests > longest / 2, "{rests} of {longest}");
    };
    tablet.listen().unwrap();
    tablet.ear(Ear::Open);
    tablet.sync(&mut net);
    check(&mut tablet, 60_000);
    office.add("青禾");
    office.sync(&mut net);
    // A head that is known already is no news.
    check(&mut tablet, 60_000);
    tablet.ear(Ear::Head(1_000));
    assert!(tablet.step(&mut net), "it asks at once");
    assert!(tablet.names().contains(&"青禾".to_owned()));
    // What is saved here does not wait for the end of the rest.
    tablet.sync(&mut net);
    tablet.add("小满");
    assert!(tablet.step(&mut net));
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert!(office.names().contains(&"小满".to_owned()));
    tablet.ear(Ear::Ended);
    tablet.sync(&mut net);
    check(&mut tablet, 5_000);
}
