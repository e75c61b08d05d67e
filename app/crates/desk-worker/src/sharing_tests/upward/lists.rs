//! Lists over everything, what is written down about whoever takes a file out, and what is too long.

use desk::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use desk::message::upward::Handed;
use sync::upward::{Submission, slot};

use super::*;

/// A school that exists as keys alone, registered at the county.
struct OnPaper {
    secret: AgentSecret,
    letter: Letter,
    county: Letter,
}

impl OnPaper {
    fn new(county: &mut Desk, name: &str, seed: u8) -> OnPaper {
        let secret = AgentSecret::from_bytes(&[seed; 64]);
        let letter = Letter::new(LetterKind::Sender, sync::SpaceId([seed; 16]), name, &secret);
        assert_eq!(county.pin(&letter.text(), &letter.fingerprint().to_string()), UpwardAnswer::Done);
        let own = Letter::find(&county.upward().inbox.unwrap().text).unwrap();
        OnPaper { secret, letter, county: own }
    }

    fn file(&self, form: &str, period: &str, revision: u32) -> Vec<u8> {
        let submission = Submission {
            form: form.to_owned(),
            version: 1,
            school: self.letter.space,
            name: self.letter.name.clone(),
            slot: slot(&self.secret, form, period),
            period: period.to_owned(),
            revision,
            county: self.county.space,
            to: self.county.keys.id(),
            file: "月报.xlsx".to_owned(),
            body: SECRET.as_bytes().to_vec(),
            ..Submission::default()
        };
        submission.close(&self.secret, &self.county.keys, &mut Dice).unwrap().encode()
    }
}

#[test]
fn who_owes_what_is_counted_over_more_than_a_page_shows() {
    let mut net = Net::new();
    let mut county = county(&mut net);
    let [early, late, silent] =
        [("东乡小学", 3), ("南岭小学", 4), ("西坪小学", 5)].map(|(name, seed)| OnPaper::new(&mut county, name, seed));
    assert_eq!(county.take(&early.file("other", "秋季专项", 1)), UpwardAnswer::Taken { new: 1, known: 0 });
    let id = county.first_received();
    county.decide(id, Said::Rejected, "缺附件");
    for revision in 1..=500 {
        assert_eq!(county.take(&late.file("monthly", "2026-11", revision)), UpwardAnswer::Taken { new: 1, known: 0 });
    }
    assert!(county.received().iter().all(|one| one.period == "2026-11"));
    let view = missing(&mut county, "other", "秋季专项");
    assert_eq!(view.periods, ["秋季专项"]);
    let named = |one: &OnPaper, handed| (one.letter.name.clone(), handed);
    let rejected = Handed::Said(Said::Rejected);
    assert_eq!(view.schools, [named(&late, Handed::Nothing), named(&silent, Handed::Nothing), named(&early, rejected)]);
    let view = missing(&mut county, "monthly", "2026-11");
    assert!(view.periods.contains(&"2026-11".to_owned()) && view.periods.len() > 1);
    assert_eq!(view.schools.last(), Some(&named(&late, Handed::Open)));
}

#[test]
fn whoever_takes_a_file_out_stands_in_the_access_log_and_a_reader_takes_none() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut reader = joined(&mut school, &mut net, "局里来人", RoleView::Reader);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    let file = school.carried();
    let id = school.first_sent();
    school.file(UpwardRequest::OwnFile(id));
    assert_eq!(county.take(&file), UpwardAnswer::Taken { new: 1, known: 0 });
    let came = county.first_received();
    county.file(UpwardRequest::ReceivedFile(came));
    let taken_out = |desk: &mut Desk| match desk.ask(Request::Place(PlaceRequest::AccessLog { count: 9 })) {
        Response::Place(PlaceAnswer::AccessLog(lines)) => {
            let lines = lines.into_iter().filter(|line| line.act == AccessAct::Export);
            lines.map(|line| line.subject).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(taken_out(&mut school), ["报送 2026年11月 月报 第1次"]);
    assert_eq!(taken_out(&mut county), ["收件 柳溪小学 2026年11月 月报 第1次"]);
    school.sync(&mut net);
    reader.sync(&mut net);
    let view = reader.upward();
    assert!(view.reads && !view.writes && view.sent.len() == 1);
    for request in [UpwardRequest::OwnFile(id), UpwardRequest::SubmissionFile(id)] {
        assert_eq!(reader.up(request), UpwardAnswer::No(UpWhy::NoRight));
    }
}

#[test]
fn what_is_too_long_is_said_and_not_cut() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", &"学".repeat(667)), UpwardAnswer::No(UpWhy::TooLong));
    assert_eq!(school.submit("2026-11", &"学".repeat(666)), UpwardAnswer::Done);
    assert_eq!(county.take(&school.carried()), UpwardAnswer::Taken { new: 1, known: 0 });
    assert_eq!(county.received()[0].sentence.chars().count(), 666);
    let id = county.first_received();
    let reject = |reason: String| UpwardRequest::Decide { received: id, said: Said::Rejected, reason };
    assert_eq!(county.up(reject("退".repeat(667))), UpwardAnswer::No(UpWhy::TooLong));
    assert_eq!(county.up(reject("退".repeat(666))), UpwardAnswer::Done);
}
