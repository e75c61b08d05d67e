//! Names of the ministry's list: checked, counted in the county's table, and becoming cases.

use ledger::case::StepKind;
use ledger::docket::Docket;
use ledger::field::Field;
use ledger::list::ListKind;
use ledger::schema::{docket as f, step};

use super::{answers, care, change, kept, lines, stored, words};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::{CaseAnswer, CaseRequest};
use crate::message::docket::DocketRequest;
use crate::message::paper::{PaperOrder, PaperRequest};
use crate::message::{Id, Refusal};
use crate::tests::Office;

/// 附件1 of the county plan: units, last year's and this year's.
const COUNTY: &str = "城关 3 2,河滨 16 2,鸦岭 75 6,高山 63 2,平等 30 0,鸣皋 71 2,酒后 43 0,葛寨 20 0,白元 100 0,水寨 19 3,\
                      白沙 47 2,半坡 9 1,江左 49 1,吕店 60 0,彭婆 92 0";

/// The whole way: two lists, every name checked, and the county's table out of them, number for number.
#[test]
fn from_the_lists_of_suspects_comes_the_countys_table() {
    let mut office = Office::new();
    let units: Vec<(&str, usize, usize)> = COUNTY
        .split(',')
        .map(|line| {
            let mut parts = line.split(' ');
            let unit = parts.next().unwrap();
            let mut number = || parts.next().unwrap().parse().unwrap();
            (unit, number(), number())
        })
        .collect();
    let fields = [Field::Name, Field::School, Field::Outcome];
    // Beside those to be brought back, the lists name children who turned out to be in school.
    let text = |surname: &str, of: fn(&(&str, usize, usize)) -> usize| {
        let line = |unit: &(&str, usize, usize)| {
            let out = (0..of(unit)).map(|n| format!("{surname}{n} {} 未在校就读\n", unit.0)).collect::<String>();
            format!("{out}乙 {} 已在校并有学籍\n", unit.0)
        };
        units.iter().map(line).collect::<String>()
    };
    let lists = [("2018-09-30", text("甲", |unit| unit.1)), ("2019-03-20", text("丙", |unit| unit.2))];
    for (date, text) in lists {
        let source = stored(&mut office, ListKind::Suspected, date, &fields, &text);
        kept(&mut office, DocketRequest::Fill { docket: Docket::Suspect, source });
    }
    assert_eq!(lines(&mut office, Docket::Suspect).lines.len(), 718 + 30);
    let order = PaperOrder { as_sheet: true, ..PaperOrder::of(PaperRequest::ReturnTableOf(2019)) };
    let CareAnswer::Sheet(sheet) = care(&mut office, order) else { panic!("a sheet") };
    let printed: Vec<String> = sheet.rows.iter().map(|row| row.join("\t")).collect();
    let expected = "\
附件1
2019年需劝返非建档立卡学生辍学人数统计表
序号\t单位\t2018年排查还没有劝返的辍学人数\t2019年从教育部下发的疑似失学儿童名单中排查还没有劝返的辍学人数\t合计
1\t城关\t3\t2\t5
2\t河滨\t16\t2\t18
3\t鸦岭\t75\t6\t81
4\t高山\t63\t2\t65
5\t平等\t30\t\t30
6\t鸣皋\t71\t2\t73
7\t酒后\t43\t\t43
8\t葛寨\t20\t\t20
9\t白元\t100\t\t100
10\t水寨\t19\t3\t22
11\t白沙\t47\t2\t49
12\t半坡\t9\t1\t10
13\t江左\t49\t1\t50
14\t吕店\t60\t\t60
15\t彭婆\t92\t\t92
合计\t\t697\t21\t718";
    assert_eq!(printed.join("\n"), expected);
    // One comes back: she is in neither column any more.
    let view = lines(&mut office, Docket::Suspect);
    let line = view.lines.iter().find(|line| line.facts.contains(&"未在校就读".to_owned())).unwrap().id;
    let back = [(f::RETURNED_ON, "2019-09-02"), (f::VERIFIED_ON, "2019-04-01"), (f::HANDLER, "李文静")];
    kept(&mut office, change(Docket::Suspect, line, &back));
    let order = PaperOrder { as_sheet: true, ..PaperOrder::of(PaperRequest::ReturnTableOf(2019)) };
    let CareAnswer::Sheet(sheet) = care(&mut office, order) else { panic!("a sheet") };
    assert_eq!(sheet.rows.last().unwrap().join("\t"), "合计\t\t696\t21\t717");
}

#[test]
fn a_checked_name_becomes_a_case_and_is_counted_once() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::IdNumber, "990526201208310018"), (Field::School, "石川镇中心小学")]);
    let fields = [Field::Name, Field::IdNumber, Field::School];
    let text = "田小禾 990526201208310018 石川镇中心小学\n无人识 990526201209010025 石川镇中心小学\n";
    let source = stored(&mut office, ListKind::Suspected, "2026-11-01", &fields, text);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Suspect, source });
    let view = lines(&mut office, Docket::Suspect);
    assert!(view.lines.iter().all(|line| !line.opens_case), "nothing is known yet");
    let found =
        [(f::OUTCOME, "not_in_school"), (f::VERIFIED_ON, "2026-11-10"), (f::HANDLER, "李文静"), (f::WAY, "visit")];
    for line in &view.lines {
        kept(&mut office, change(Docket::Suspect, line.id, &found));
    }
    let view = lines(&mut office, Docket::Suspect);
    let opens: Vec<Id> = view.lines.iter().filter(|line| line.opens_case).map(|line| line.id).collect();
    assert_eq!(opens.len(), 1, "only the roster's child can have a case");
    kept(&mut office, DocketRequest::OpenCase(opens[0]));
    let child = office.id_of("田小禾");
    let CareAnswer::Case(answer) = care(&mut office, CaseRequest::Brief(child)) else { panic!() };
    let CaseAnswer::Brief(Some(brief)) = *answer else { panic!("a case") };
    assert_eq!(brief.stage, ledger::case::Stage::Suspected);
    assert_eq!(office.refused(CareRequest::from(DocketRequest::OpenCase(opens[0]))), Refusal::Gone);
    let sum = |office: &mut Office| {
        let table = words(office, PaperRequest::ReturnTable);
        table.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(sum(&mut office), "2", "a case that nobody has confirmed yet takes nobody out of the table");
    let confirmed = [(step::DATE, "2026-11-12"), (step::DROPPED_ON, "2026-09-01"), (step::REASON, "work")];
    let (kind, answers) = (StepKind::Confirm, answers(&confirmed));
    kept(&mut office, CaseRequest::KeepStep { child, kind, answers, even: false });
    // One by her case, the other by her line.
    let table = words(&mut office, PaperRequest::ReturnTable);
    let all: Vec<&str> = table.lines().collect();
    assert_eq!(&all[all.len() - 3..], ["合计", "2", "2"], "{table}");
    let back = [
        (step::DATE, "2026-11-13"),
        (step::RETURNED_ON, "2026-11-13"),
        (step::ARRANGEMENT, "same_class"),
        (step::SCHOOL, "石川镇中心小学"),
        (step::CLASS, "五年级1班"),
    ];
    let (kind, answers) = (StepKind::Back, super::answers(&back));
    kept(&mut office, CaseRequest::KeepStep { child, kind, answers, even: false });
    assert_eq!(sum(&mut office), "1", "what the case says later than the line is the last word");
}

/// Lists head the column 是否建档立卡 and write 否 under it.
#[test]
fn a_list_that_says_no_makes_nobody_poor() {
    let mut office = Office::new();
    let fields = [Field::Name, Field::School, Field::HouseholdKind];
    let text = "田小禾 石川镇中心小学 否\n白杨 石川镇中心小学 非脱贫户\n王小满 石川镇中心小学 脱贫户\n";
    let source = stored(&mut office, ListKind::Suspected, "2026-11-01", &fields, text);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Suspect, source });
    let view = lines(&mut office, Docket::Suspect);
    let at = view.columns.iter().position(|label| label.starts_with("建档立卡")).unwrap();
    let poor: Vec<&str> = view.lines.iter().map(|line| line.facts[at].as_str()).collect();
    assert_eq!(poor.iter().filter(|said| **said == "是").count(), 1, "{poor:?}");
}

/// Who was on last year's list and is on this year's again is still one child, carried over.
#[test]
fn a_child_on_two_lists_is_one_child_in_the_table() {
    let mut office = Office::new();
    let fields = [Field::Name, Field::IdNumber, Field::School, Field::Outcome];
    let first = "田小禾 990526201208310018 城关 未在校就读\n白杨 - 城关 未在校就读\n";
    let second = "田小禾 990526201208310018 河滨 未在校就读\n白杨 - 城关 未在校就读\n白杨 - 城关 未在校就读\n";
    for (date, text) in [("2018-09-30", first), ("2019-03-20", second)] {
        let source = stored(&mut office, ListKind::Suspected, date, &fields, text);
        kept(&mut office, DocketRequest::Fill { docket: Docket::Suspect, source });
    }
    let order = PaperOrder { as_sheet: true, ..PaperOrder::of(PaperRequest::ReturnTableOf(2019)) };
    let CareAnswer::Sheet(sheet) = care(&mut office, order) else { panic!("a sheet") };
    let printed: Vec<String> = sheet.rows.iter().map(|row| row.join("\t")).collect();
    let (units, sum) = (&printed[3..5], &printed[5]);
    assert_eq!(units, ["1\t城关\t2\t1\t3", "2\t河滨\t\t\t"], "two of one name are two");
    assert_eq!(sum, "合计\t\t2\t1\t3");
}

/// The ministry's list may say what a check found and not who checked: the case is opened by the form, with what is known.
#[test]
fn a_listed_name_without_its_checker_becomes_a_case_by_the_form() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::IdNumber, "990526201208310018"), (Field::School, "石川镇中心小学")]);
    let fields = [Field::Name, Field::IdNumber, Field::School, Field::Outcome];
    let text = "田小禾 990526201208310018 石川镇中心小学 未在校就读\n";
    let source = stored(&mut office, ListKind::Suspected, "2026-11-01", &fields, text);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Suspect, source });
    let line = lines(&mut office, Docket::Suspect).lines[0].clone();
    assert!(line.opens_case);
    let faults = care(&mut office, DocketRequest::OpenCase(line.id));
    assert_eq!(faults, CareAnswer::Faults(vec![(step::PEOPLE, ledger::form::Fault::Needed)]));
    let (child, kind) = (office.id_of("田小禾"), StepKind::Check);
    let CareAnswer::Form(form) = care(&mut office, CaseRequest::StepForm { child, kind }) else { panic!("a form") };
    let mut said: Vec<(u16, String)> = form.fields.into_iter().map(|field| (field.id, field.value)).collect();
    let of = |id: u16| said.iter().find(|(known, _)| *known == id).unwrap().1.clone();
    assert_eq!((of(step::OUTCOME), of(step::ORIGIN)), ("not_in_school".to_owned(), "suspected".to_owned()));
    said.iter_mut().filter(|(id, _)| *id == step::PEOPLE).for_each(|(_, text)| *text = "李文静".to_owned());
    kept(&mut office, CaseRequest::KeepStep { child, kind, answers: said, even: false });
    assert!(!lines(&mut office, Docket::Suspect).lines[0].opens_case);
    // The form of another check, later, begins empty.
    let CareAnswer::Form(form) = care(&mut office, CaseRequest::StepForm { child, kind }) else { panic!("a form") };
    assert!(form.fields.iter().all(|field| field.id != step::OUTCOME || field.value.is_empty()));
}
