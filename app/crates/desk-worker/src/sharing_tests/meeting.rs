//! What happens when two people changed the same, or the same child, without having seen each other?

use super::*;

#[test]
fn incident_5_the_same_field_on_two_machines_keeps_both_values_in_either_order() {
    for office_first in [true, false] {
        let mut net = Net::new();
        let mut office = founded(&mut net);
        let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
        // A week without a network on both.
        office.set("白杨", Field::Guardian, "白大山");
        tick(3 * DAY);
        tablet.set("白杨", Field::Guardian, "杨桂花");
        tick(4 * DAY);
        if office_first {
            office.sync(&mut net);
            tablet.sync(&mut net);
            office.sync(&mut net);
        } else {
            tablet.sync(&mut net);
            office.sync(&mut net);
            tablet.sync(&mut net);
        }
        let (there, here) = (office.disputes(), tablet.disputes());
        let texts =
            |view: &DisputesView| view.cells[0].versions.iter().map(|version| version.text.clone()).collect::<Vec<_>>();
        assert_eq!((there.cells.len(), here.cells.len()), (1, 1));
        assert_eq!(texts(&there), texts(&here), "both show the same first");
        let mut both = texts(&there);
        both.sort();
        assert_eq!(both, ["杨桂花", "白大山"]);
        assert_eq!(there.cells[0].title, "白杨");
        let mine: Vec<bool> = there.cells[0].versions.iter().map(|version| version.mine).collect();
        assert_eq!(mine, here.cells[0].versions.iter().map(|version| !version.mine).collect::<Vec<_>>());
        assert_eq!(office.view().brief.disputes, 1);

        // The tablet decides; the office hears of it and has nothing left to decide.
        let chosen = here.cells[0].versions.iter().position(|version| version.mine).unwrap();
        let settle = ShareRequest::Settle { dispute: here.cells[0].key, version: chosen as u32, both: office_first };
        assert_eq!(tablet.share(settle), ShareAnswer::Done);
        tablet.sync(&mut net);
        office.sync(&mut net);
        for desk in [&mut office, &mut tablet] {
            assert_eq!(desk.value("白杨", Field::Guardian), "杨桂花");
            let view = desk.disputes();
            assert_eq!(view.cells, []);
            let kept: Vec<&str> = view.kept.iter().map(|one| one.version.text.as_str()).collect();
            assert_eq!(kept, if office_first { vec!["白大山"] } else { Vec::new() });
        }
    }
}

#[test]
fn a_value_changed_by_somebody_who_had_seen_the_other_is_no_dispute() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.set("白杨", Field::Guardian, "白大山");
    office.sync(&mut net);
    tablet.sync(&mut net);
    tablet.set("白杨", Field::Guardian, "杨桂花");
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!((office.value("白杨", Field::Guardian).as_str(), office.disputes().cells.len()), ("杨桂花", 0));
}

#[test]
fn what_came_while_a_form_was_open_is_not_claimed_to_have_been_seen() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    tablet.set("白杨", Field::Guardian, "杨桂花");
    tablet.sync(&mut net);
    // The office has the form open: the tablet's value is not taken in, though the network is there.
    for _ in 0..10 {
        office.share(ShareRequest::Brief { hold: true });
        office.steps(&mut net, 1);
    }
    assert_eq!(office.value("白杨", Field::Guardian), "");
    office.share(ShareRequest::Brief { hold: true });
    office.set("白杨", Field::Guardian, "白大山");
    // What was saved goes out all the same.
    for _ in 0..6 {
        office.share(ShareRequest::Brief { hold: true });
        office.steps(&mut net, 1);
    }
    tablet.sync(&mut net);
    assert_eq!(tablet.disputes().cells.len(), 1);
    office.share(ShareRequest::Brief { hold: false });
    office.sync(&mut net);
    assert_eq!(office.disputes().cells.len(), 1);
}

#[test]
fn incident_6_different_fields_of_one_child_merge_silently() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.set("白杨", Field::Guardian, "白大山");
    tablet.set("白杨", Field::CurrentAddress, "柳溪村二组");
    office.set("田小禾", Field::SeatNumber, "7");
    tablet.set("田小禾", Field::SeatNumber, "8");
    tablet.sync(&mut net);
    office.sync(&mut net);
    tablet.sync(&mut net);
    for desk in [&mut office, &mut tablet] {
        assert_eq!(desk.value("白杨", Field::Guardian), "白大山");
        assert_eq!(desk.value("白杨", Field::CurrentAddress), "柳溪村二组");
        assert_eq!(desk.disputes().cells, [], "a seat is nobody's dispute");
    }
    assert_eq!(office.value("田小禾", Field::SeatNumber), tablet.value("田小禾", Field::SeatNumber));
}

#[test]
fn incident_7_deleted_here_and_changed_there_is_shown_and_nothing_is_lost() {
    for keep in [true, false] {
        let mut net = Net::new();
        let mut office = founded(&mut net);
        let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
        let child = office.rows(Field::Name).into_iter().find(|row| row.1 == "白杨").unwrap().0;
        let delete = RosterRequest::Delete { children: vec![child], reason: "重复".to_owned() };
        assert!(matches!(office.ask(Request::Roster(delete)), Response::Roster(_)));
        tablet.set("白杨", Field::CurrentAddress, "柳溪村二组");
        office.sync(&mut net);
        tablet.sync(&mut net);
        office.sync(&mut net);
        for desk in [&mut office, &mut tablet] {
            let deleted = desk.disputes().deleted;
            assert_eq!((deleted.len(), deleted[0].name.as_str()), (1, "白杨"));
            assert_eq!(deleted[0].fields, ["现住址"]);
        }
        assert_eq!(tablet.share(ShareRequest::SettleDeleted { child, keep }), ShareAnswer::Done);
        tablet.sync(&mut net);
        office.sync(&mut net);
        for desk in [&mut office, &mut tablet] {
            assert_eq!(desk.disputes().deleted, []);
            assert_eq!(desk.names().contains(&"白杨".to_owned()), keep);
        }
        if keep {
            assert_eq!(office.value("白杨", Field::CurrentAddress), "柳溪村二组");
        }
    }
}

#[test]
fn a_save_is_taken_back_as_itself_though_others_came_before_it() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    // Both write; what the tablet wrote reaches the log first, so the office's save has another number afterwards.
    tablet.set("白杨", Field::Guardian, "杨桂花");
    let saved = office.set("田小禾", Field::Guardian, "田大山");
    tablet.sync(&mut net);
    office.sync(&mut net);
    office.reopen();
    office.sync(&mut net);
    let undo = RosterRequest::Undo(Some(saved.key));
    assert!(matches!(office.ask(Request::Roster(undo)), Response::Roster(RosterAnswer::Undone { left: 0, .. })));
    assert_eq!(office.value("田小禾", Field::Guardian), "");
    assert_eq!(office.value("白杨", Field::Guardian), "杨桂花");
}
