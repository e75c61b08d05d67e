//! What was entered stays what it is: numbers shown in part, lines struck, lists taken again.

use ledger::docket::{Docket, Standing};
use ledger::field::Field;
use ledger::form::Fault;
use ledger::list::ListKind;
use ledger::schema::docket as f;

use super::{answers, care, change, close, count, graduates, kept, lines, new, sheet, stored};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::docket::DocketRequest;
use crate::message::{Id, Refusal};
use crate::tests::Office;

const NUMBER: &str = "990526201208310018";

fn number_of(office: &mut Office, docket: Docket, name: &str) -> String {
    let sheet = sheet(office, docket, "核对");
    let at = sheet.headers.iter().position(|head| head == "身份证件号").unwrap();
    sheet.rows.iter().find(|row| row.contains(&name.to_owned())).unwrap()[at].clone()
}

fn line_of(office: &mut Office, docket: Docket, name: &str) -> Id {
    let view = lines(office, docket);
    view.lines.iter().find(|line| line.facts.contains(&name.to_owned())).unwrap().id
}

#[test]
fn a_number_shown_in_part_is_not_kept_in_part() {
    let mut office = Office::new();
    let said = [(f::YEAR, "2026"), (f::NAME, "王小满"), (f::ID_NUMBER, NUMBER)];
    kept(&mut office, new(Docket::Graduate, &said));
    let line = line_of(&mut office, Docket::Graduate, "王小满");
    let typed_over = change(Docket::Graduate, line, &[(f::ID_NUMBER, "990526********0026")]);
    let fault = |id, fault| CareAnswer::Faults(vec![(id, fault)]);
    assert_eq!(care(&mut office, typed_over), fault(f::ID_NUMBER, Fault::InPart));
    let next = change(Docket::Graduate, line, &[(f::NEXT_NUMBER, "G9905****")]);
    assert_eq!(care(&mut office, next), fault(f::NEXT_NUMBER, Fault::InPart));
    // A wrong one is asked about once, and is then kept.
    let wrong = [(f::ID_NUMBER, "990526201208310019")];
    assert_eq!(care(&mut office, change(Docket::Graduate, line, &wrong)), fault(f::ID_NUMBER, Fault::NumberDoubtful));
    let keep = DocketRequest::Keep {
        docket: Docket::Graduate,
        line: Some(line),
        child: None,
        answers: answers(&wrong),
        even: true,
    };
    kept(&mut office, keep);
    kept(&mut office, change(Docket::Graduate, line, &[(f::NOTE, "已核对")]));
    assert_eq!(number_of(&mut office, Docket::Graduate, "王小满"), wrong[0].1);
}

#[test]
fn a_number_taken_out_of_a_new_form_stays_out() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::IdNumber, NUMBER)]);
    let child = Some(office.id_of("田小禾"));
    let said = [(f::YEAR, "2026"), (f::NAME, "田小禾"), (f::ID_NUMBER, "")];
    let answers = answers(&said);
    kept(&mut office, DocketRequest::Keep { docket: Docket::Graduate, line: None, child, answers, even: false });
    assert_eq!(number_of(&mut office, Docket::Graduate, "田小禾"), "");
}

#[test]
fn a_struck_line_is_not_brought_back_by_its_list() {
    let (mut office, source) = graduates();
    let line = line_of(&mut office, Docket::Graduate, "白杨");
    kept(&mut office, DocketRequest::Strike { line, reason: "不是本校毕业".to_owned() });
    let again = DocketRequest::Fill { docket: Docket::Graduate, source };
    assert_eq!(office.refused(CareRequest::from(again)), Refusal::NothingToWrite);
    assert_eq!(lines(&mut office, Docket::Graduate).lines.len(), 3);
}

/// The school's list of July and the county's of August name the same graduate.
#[test]
fn a_graduate_of_two_lists_has_one_line() {
    let (mut office, _) = graduates();
    let fields = [Field::Name, Field::IdNumber, Field::GraduationSchool, Field::GraduationYear];
    let text = "王小满 990526201208310018 石川镇中心小学 2024\n陈果 - 石川镇中心小学 2026\n\
                林一 - 石川镇中心小学 2026\n";
    let source = stored(&mut office, ListKind::Graduates, "2026-08-20", &fields, text);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Graduate, source });
    assert_eq!(lines(&mut office, Docket::Graduate).lines.len(), 5, "only one of them is new");
}

#[test]
fn a_graduate_entered_late_is_settled_on_the_day_it_was_approved() {
    let mut office = Office::new();
    let said = [
        (f::YEAR, "2026"),
        (f::NAME, "王小满"),
        (f::DESTINATION, "junior"),
        (f::NEXT_SCHOOL, "石川镇初级中学"),
        (f::VERIFIED_ON, "2026-09-10"),
    ];
    kept(&mut office, new(Docket::Graduate, &said));
    let line = line_of(&mut office, Docket::Graduate, "王小满");
    let proof = [(f::CLOSED_ON, "2026-09-12"), (f::EVIDENCE, "在读证明"), (f::CLOSED_BY, "王校长")];
    kept(&mut office, close(line, &proof));
    let view = lines(&mut office, Docket::Graduate);
    assert_eq!((count(&view, Standing::Closed), view.balance.closed, view.balance.open), (1, 1, 0));
}
