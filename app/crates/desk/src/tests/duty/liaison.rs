//! Cadres: what they owe, by cadre or by school, and the list of a month.

use ledger::duty::{About, Deed, Standing};
use ledger::form::Fault;
use ledger::schema::{cadre, post, visit as field};
use ledger::visit::VisitKind;

use super::{EAST, Office, WEST, answers, cadres, care, faults, form, kept, liaison, matrix, sheet, to_school, turn};
use crate::message::cadre::CadreRequest;
use crate::message::care::{CareAnswer, CareRequest, DutyNumbers};
use crate::message::form::InputKind;
use crate::message::place::AccessAct;

/// Acceptance: a cadre with two schools, two visits to one of them: which rule holds is a setting.
#[test]
fn visits_of_a_cadre_are_counted_by_cadre_or_by_school() {
    let (mut office, who) = liaison();
    assert_eq!(
        turn(&mut office, "liaison", "2026-11"),
        [("郑国强".to_owned(), format!("{EAST}、{WEST}"), 2, 2, Standing::Done)]
    );
    let view = matrix(&mut office, "liaison");
    assert_eq!((view.about, view.deed), (About::Cadre, Deed::Visit(VisitKind::Liaison)));
    let numbers = DutyNumbers {
        key: "liaison".to_owned(),
        times: 2,
        alarm_day: 20,
        least_school_days: 5,
        per: "school".to_owned(),
    };
    kept(&mut office, CareRequest::KeepDuty(numbers));
    let by_school = [
        ("郑国强".to_owned(), EAST.to_owned(), 2, 2, Standing::Done),
        ("郑国强".to_owned(), WEST.to_owned(), 2, 0, Standing::Urgent),
    ];
    assert_eq!(turn(&mut office, "liaison", "2026-11"), by_school);
    // The post leads to the form of the cadre, with the school already in it; October can be made good there alone.
    let view = matrix(&mut office, "liaison");
    assert_eq!(view.about, About::Post);
    let west = view.rows.iter().find(|row| row.subject.place == WEST).unwrap().subject.id;
    let asked =
        CareRequest::VisitForm { kind: VisitKind::Liaison, whom: west, visit: None, makes_good: "2026-10".to_owned() };
    let form = form(&mut office, asked);
    let of = |id| form.fields.iter().find(|field| field.id == id).unwrap();
    assert_eq!((of(field::SCHOOL).value.as_str(), of(field::MAKES_GOOD).value.as_str()), (WEST, "2026-10"));
    assert!(matches!(&of(field::SCHOOL).kind, InputKind::OneOf(offered) if offered.len() == 2));
    assert_eq!((form.person.name.as_str(), form.person.village.as_str()), ("郑国强", "东川小学、西川小学"));
    // A short month of a post is closed with a reason like any other.
    let close = CareRequest::CloseShort {
        duty: "liaison".to_owned(),
        whom: west,
        period: "2026-10".to_owned(),
        reason: "外出培训".to_owned(),
        make_up: "2026-12-10".to_owned(),
    };
    kept(&mut office, close);
    assert_eq!(turn(&mut office, "liaison", "2026-10")[1].4, Standing::Excused);
    kept(&mut office, to_school(west, WEST, "2026-11-19"));
    office.reopen();
    assert_eq!(turn(&mut office, "liaison", "2026-11")[1].3, 1);
    assert_eq!(cadres(&mut office)[0].visits, 3);
    let visits = match care(&mut office, CareRequest::Visits(who)) {
        CareAnswer::Visits(visits) => visits,
        other => panic!("no visits: {other:?}"),
    };
    assert_eq!((visits.len(), visits[0].people.as_str()), (3, WEST));
}

#[test]
fn a_cadre_owes_nothing_before_and_after_his_post() {
    let (mut office, who) = liaison();
    let first = cadres(&mut office)[0].posts[0].id;
    let backwards = answers(&[(post::UNTIL, "2026-08-31")]);
    let request = CadreRequest::KeepPost { cadre: who, post: Some(first), answers: backwards };
    assert_eq!(faults(&mut office, request), [(post::UNTIL, Fault::EndsBeforeStart)]);
    for view in cadres(&mut office)[0].posts.clone() {
        let answers = answers(&[(post::UNTIL, "2026-10-31")]);
        kept(&mut office, CadreRequest::KeepPost { cadre: who, post: Some(view.id), answers });
    }
    let owed = |office: &mut Office, month: &str| turn(office, "liaison", month)[0].2;
    assert_eq!((owed(&mut office, "2026-10"), owed(&mut office, "2026-11")), (2, 0));
    assert!(cadres(&mut office)[0].posts.iter().all(|post| !post.holds));
    let missing = [(cadre::NAME, Fault::Needed)];
    assert_eq!(faults(&mut office, CadreRequest::Keep { cadre: None, answers: Vec::new() }), missing);
    assert_eq!(faults(&mut office, to_school(who, "", "2026-11-20")), [(field::SCHOOL, Fault::Needed)]);
}

#[test]
fn the_monthly_list_names_the_days() {
    let (mut office, _) = liaison();
    let request =
        CareRequest::DutySheet { duty: "liaison".to_owned(), period: "2026-11".to_owned(), act: AccessAct::Print };
    let sheet = sheet(&mut office, request);
    assert_eq!(sheet.title, "2026年11月 包联走访完成情况");
    assert_eq!(sheet.headers[3], "包联学校");
    assert_eq!(
        sheet.rows[0],
        ["1", "郑国强", "县教育局基础教育股", "东川小学、西川小学", "2", "2", "2026-11-03、2026-11-10", "已完成"]
    );
}
