//! Dockets on paper: the letter of a line, the pledge of a line, and the table to fill in.

use ledger::docket::{Docket, PledgeLevel};
use ledger::field::Field;
use ledger::group::names_household;
use ledger::schema::docket as f;
use print::form::letter::Letter;
use print::form::pledge::Pledge;
use print::form::register::Register;
use print::{Document, Paper};

use super::{Say, day};
use crate::Desk;
use crate::message::Id;

impl Desk {
    pub(super) fn letter_paper(&self, line: Id, say: Say) -> Option<Document> {
        let line = self.docket_line(line).filter(|line| line.docket == Docket::Letter)?;
        let text = |id| line.get(id).to_owned();
        let child = self.child_of_line(line).map(|child| self.said_of(child, say));
        let (guardian, household) = child.map_or_else(Default::default, |said| {
            ([said.guardian, said.phone].join(" ").trim().to_owned(), said.household)
        });
        let letter = Letter {
            number: text(f::NUMBER),
            to: text(f::PLACE),
            student: text(f::NAME),
            id_number: say.number(line.get(f::ID_NUMBER)),
            class: text(f::GRADE_CLASS),
            guardian,
            household,
            situation: text(f::SITUATION),
            asked: text(f::ASKED),
            from: text(f::UNIT),
            contact: text(f::HANDLER),
            date: day(line.get(f::OPENED)),
            answer: text(f::ANSWER),
            answered_by: text(f::CLOSED_BY),
            answered_on: line.get(f::CLOSED_ON).to_owned(),
        };
        let answered_on = day(&letter.answered_on);
        Some(Letter { answered_on, ..letter }.document())
    }

    pub(super) fn pledge_paper(&self, line: Id) -> Option<Document> {
        let line = self.docket_line(line).filter(|line| line.docket == Docket::Pledge)?;
        let text = |id| line.get(id).to_owned();
        let target = |line: &str| {
            let (name, value) = line.split_once(['：', ':']).unwrap_or((line, ""));
            (name.trim().to_owned(), value.trim().to_owned())
        };
        let year = line.get(f::YEAR).parse::<u16>().ok();
        let pledge = Pledge {
            level: PledgeLevel::from_key(line.get(f::LEVEL)).map_or("", PledgeLevel::text).to_owned(),
            year: year.map(|year| format!("{year}—{}", year.saturating_add(1))).unwrap_or_default(),
            first: text(f::FIRST),
            second: text(f::SECOND),
            targets: line.get(f::TARGETS).lines().filter(|line| !line.trim().is_empty()).map(target).collect(),
            text: text(f::TEXT),
            signed_on: day(line.get(f::CLOSED_ON)),
        };
        Some(pledge.document())
    }

    pub(super) fn blank_docket(&self, docket: Docket) -> Document {
        let labels = docket.questions().iter().map(|question| question.label);
        let heads = ["序号"].into_iter().chain(labels).map(str::to_owned).collect();
        let sign = if docket == Docket::Pledge {
            vec!["甲方签字".to_owned(), "乙方签字".to_owned()]
        } else {
            Vec::new()
        };
        let register = Register {
            title: docket.title().to_owned(),
            unit: self.unit().to_owned(),
            heads,
            sign,
            ..Register::default()
        };
        register.document(Paper::A3Landscape)
    }

    /// The households' word for a child's poverty, for the forms that ask it.
    pub(super) fn household_kind(&self, child: u32) -> String {
        let row = self.row(child);
        let words = [row.get(Field::HouseholdKind), row.get(Field::MonitorKind)];
        words.into_iter().filter(|word| names_household(word)).collect::<Vec<_>>().join("、")
    }
}
