//! 一家一案: the sheet of a household, and behind it the file of every child that has one.

use ledger::child::Child;
use ledger::field::Field;
use print::form::household::{Household, Sibling};
use print::{Document, batch};

use super::{Say, day};
use crate::Desk;
use crate::message::Id;
use crate::step::Now;

/// What somebody is to a child of whom the record says no more.
const GUARDIAN: &str = "监护人";

impl Desk {
    pub(super) fn household_paper(&self, child: Id, say: Say, now: &Now) -> Option<Document> {
        let child = self.child_ix(child)?;
        let children = self.of_household(child);
        let row = self.row(child);
        let text = |field| row.get(field).to_owned();
        let sheet = Household {
            head: text(Field::HouseholdHead),
            number: text(Field::HouseholdNumber),
            address: self.said_of(child, say).household,
            kind: self.household_kind(child),
            members: self.grown_ups(child, &children),
            children: children.iter().map(|ix| self.sibling(*ix, now)).collect(),
            help: String::new(),
        };
        let files = children.iter().filter_map(|ix| self.case_file_paper(self.row(*ix).id().0, say, now));
        let papers: Vec<Document> = [sheet.document()].into_iter().chain(files).collect();
        let title = papers.first().map(|first| first.title.clone()).unwrap_or_default();
        Some(batch(title, papers))
    }

    /// The adults that the records of the children name, each once: name, relation, telephone. The child that was asked for
    /// comes first, whom a record calls by a relation before whom it only calls the guardian.
    fn grown_ups(&self, asked: u32, children: &[u32]) -> Vec<[String; 3]> {
        let all = || [asked].into_iter().chain(children.iter().copied());
        let text = |child: u32, field| self.row(child).get(field).to_owned();
        let named = all().flat_map(|child| {
            let members = [
                [Field::Member1Name, Field::Member1Relation, Field::Member1Phone],
                [Field::Member2Name, Field::Member2Relation, Field::Member2Phone],
            ];
            members.map(|fields| fields.map(|field| text(child, field)))
        });
        let guardians =
            all().map(|child| [text(child, Field::Guardian), GUARDIAN.to_owned(), text(child, Field::GuardianPhone)]);
        let mut members: Vec<[String; 3]> = Vec::new();
        for member in named.chain(guardians).filter(|member| !member[0].is_empty()) {
            match members.iter_mut().find(|known| known[0] == member[0]) {
                // What one record does not say another may.
                Some(known) => {
                    for (known, said) in known.iter_mut().zip(member).filter(|(known, _)| known.is_empty()) {
                        *known = said;
                    }
                }
                None => members.push(member),
            }
        }
        members
    }

    fn sibling(&self, child: u32, now: &Now) -> Sibling {
        let row = self.row(child);
        let brief = self.brief_of(child, now);
        let (stage, next) = brief.map_or_else(Default::default, |brief| {
            let next = brief.next.map(|next| [next.what, next.who, day(&next.due)].join(" ").trim().to_owned());
            (brief.stage.text().to_owned(), next.unwrap_or_default())
        });
        Sibling {
            name: row.get(Field::Name).to_owned(),
            birth: day(row.get(Field::Birth)),
            school: [row.get(Field::School).to_owned(), row.grade_class()].join(" ").trim().to_owned(),
            stage,
            next,
        }
    }
}
