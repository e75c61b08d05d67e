//! What was saved in weeks goes out: in which order it is asked and sent, and what a bad server, a bad line and an open form
//! do to it.

use sync_worker::store::{Store, Table};

use super::*;

/// What was asked of the log since then, one letter each: p for a push, l for a page.
fn asked(net: &Net, since: usize) -> String {
    let letter = |heard: &Vec<u8>| {
        let path = String::from_utf8_lossy(&heard[..heard.len().min(80)]).into_owned();
        if path.contains("/push") {
            "p"
        } else if path.contains("/log?") {
            "l"
        } else {
            ""
        }
    };
    net.heard[since..].iter().map(letter).collect()
}

#[test]
fn a_backlog_goes_out_push_after_push_and_survives_what_is_lost_of_it() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let backlog = |office: &mut Desk, name: &str, count: usize| {
        for at in 0..count {
            office.add(&format!("{name}{at}"));
        }
    };
    backlog(&mut office, "苗", 1_300);
    let since = net.heard.len();
    office.sync(&mut net);
    let said = asked(&net, since);
    // Each step takes a second here: after four of them the log is read, and the rest follows.
    assert!(said.starts_with("lppppplll"), "{said}");
    assert_eq!(said.matches('p').count(), 6, "{said}");
    // The answer to the second push is lost: what it brought is there, and nothing is there twice.
    backlog(&mut office, "禾", 700);
    office.share(ShareRequest::Now { ticket: String::new() });
    let since = net.heard.len();
    while asked(&net, since).matches('p').count() < 1 {
        office.step(&mut net);
    }
    net.fault = Fault::LostAnswers;
    office.step(&mut net);
    net.fault = Fault::None;
    office.sync(&mut net);
    tablet.sync(&mut net);
    assert_eq!((office.view().brief.waiting, office.view().brief.trouble), (0, None));
    assert_eq!(tablet.names().len(), 2_002);
    assert_eq!(tablet.names(), office.names());
    // Shut out in the middle of it: what came before counts. The tablet takes nobody's word for that, and keeps all of it.
    backlog(&mut tablet, "稻", 600);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    let since = net.heard.len();
    while asked(&net, since).matches('p').count() < 1 {
        tablet.step(&mut net);
    }
    let id = tablet.open.identity().agent.0;
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    tablet.steps(&mut net, 30);
    assert_eq!(office.names().len(), 2_252);
    assert_eq!((tablet.view().brief.waiting, tablet.view().brief.trouble), (600, Some(Trouble::NotAccepted)));
}

#[test]
fn a_server_that_takes_a_backlog_and_drops_it_is_found_out() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    for at in 0..1_300 {
        office.add(&format!("苗{at}"));
    }
    net.fault = Fault::Drops;
    office.share(ShareRequest::Now { ticket: String::new() });
    let since = net.heard.len();
    while office.view().brief.trouble.is_none() {
        assert!(asked(&net, since).len() < 12, "{}", asked(&net, since));
        office.step(&mut net);
    }
    assert_eq!(office.view().brief.trouble, Some(Trouble::Stopped(Stopped::Withheld)));
    assert!(asked(&net, since).matches('p').count() <= 5, "{}", asked(&net, since));
    net.fault = Fault::None;
    office.sync(&mut net);
    assert_eq!(office.view().brief.waiting, 0);
}

#[test]
fn a_backlog_goes_out_beside_an_open_form_and_nothing_is_sent_twice() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    for at in 0..600 {
        office.add(&format!("苗{at}"));
    }
    let hold = |office: &mut Desk| drop(office.share(ShareRequest::Brief { hold: true }));
    office.share(ShareRequest::Now { ticket: String::new() });
    let since = net.heard.len();
    for _ in 0..20 {
        hold(&mut office);
        office.step(&mut net);
    }
    assert_eq!(asked(&net, since).replace('l', ""), "ppp", "nothing else than three pushes");
    office.add("白桦");
    for _ in 0..20 {
        hold(&mut office);
        office.step(&mut net);
    }
    assert_eq!(asked(&net, since).replace('l', ""), "pppp");
    office.sync(&mut net);
    assert_eq!(office.view().brief.waiting, 0);
    // A moment without the network ends nothing.
    for at in 0..600 {
        office.add(&format!("禾{at}"));
    }
    hold(&mut office);
    office.share(ShareRequest::Now { ticket: String::new() });
    let since = net.heard.len();
    while asked(&net, since).matches('p').count() < 1 {
        hold(&mut office);
        office.step(&mut net);
    }
    net.fault = Fault::Offline;
    hold(&mut office);
    office.step(&mut net);
    net.fault = Fault::None;
    for _ in 0..40 {
        hold(&mut office);
        office.step(&mut net);
    }
    let space = net.host.spaces.values_mut().next().unwrap();
    let mut entries = 0;
    space
        .store_mut()
        .scan(Table::Log, &[], &mut |_, _| {
            entries += 1;
            true
        })
        .unwrap();
    assert_eq!(entries, 4 + 600 + 1 + 600, "all of it is at the server beside the open form");
}
