//! Visits on the forms of their kinds.

use ledger::case::{DropReason, What};
use ledger::child::Child;
use ledger::duty::Period;
use ledger::field::Field;
use ledger::form::Question;
use ledger::name::people;
use ledger::schema::{Table, cadre as cadre_field, step, visit as f};
use ledger::visit::{LOOKED_AT, PersuasionOutcome, VisitKind};
use print::Document;
use print::form::home_teaching::HomeTeaching;
use print::form::home_visit::HomeVisit;
use print::form::liaison::Liaison;
use print::form::persuasion::{Persuasion, Time};
use sync::{FieldId, RowId, ValueRef};

use super::pictures::{Shown, followed_by};
use super::{Say, day};
use crate::Desk;
use crate::message::Id;
use crate::step::Now;

impl Desk {
    /// Whom a visit was to.
    pub(super) fn visited(&self, visit: Id) -> Option<u32> {
        let ix = self.book.find(Table::Visit, RowId(visit))?;
        match self.book.table(Table::Visit)?.column(FieldId(f::CHILD))?.get(ix) {
            ValueRef::Row(child) => self.book.find(Table::Child, child),
            _ => None,
        }
    }

    /// The record of a visit on the form of its kind; what is asked by no form of its own stands on 家访记录表.
    pub(super) fn visit_paper(&self, visit: Id, say: Say, shown: &Shown, now: &Now) -> Option<Document> {
        let ix = self.book.find(Table::Visit, RowId(visit))?;
        let text = |field| self.book.text(Table::Visit, ix, field).to_owned();
        if VisitKind::from_key(&text(f::KIND)) == Some(VisitKind::Liaison) {
            let paper = Liaison { signature: shown.signature.clone(), ..self.liaison_paper(ix)? };
            return Some(followed_by(paper.document(), &format!("{}照片", VisitKind::Liaison.text()), shown));
        }
        let child = self.visited(visit)?;
        let (said, hours) = (self.said_of(child, say), between(&text(f::START), &text(f::END)));
        let kind = VisitKind::from_key(&text(f::KIND))?;
        let document = match kind {
            VisitKind::HomeTeaching => HomeTeaching {
                school: said.school,
                student: said.name,
                sex: said.sex,
                class: said.class,
                disability: say.restricted(self.row(child).get(Field::DisabilityKind)),
                date: day(&text(f::DATE)),
                hours,
                lessons: text(f::LESSONS),
                teachers: text(f::PEOPLE),
                place: text(f::PLACE),
                goal: text(f::GOAL),
                contents: Vec::new(),
                course: text(f::CONTENT),
                response: text(f::RESPONSE),
                family: text(f::FAMILY),
                next: text(f::NEXT),
                signature: shown.signature.clone(),
                pictures: shown.pictures.len(),
            }
            .document(),
            _ => {
                let (teacher, companion) = first_and_rest(&text(f::PEOPLE));
                let time = [day(&text(f::DATE)), hours].join(" ").trim().to_owned();
                let (reason, content, family) = (text(f::REASON), text(f::CONTENT), text(f::FAMILY));
                let blank = self.home_visit_of(child, say, now);
                // Who draws on the screen signs on the day of the visit.
                let signature = shown.signature.clone();
                let family_date = if signature.is_some() { day(&text(f::DATE)) } else { String::new() };
                let filled = HomeVisit { teacher, companion, time, reason, content, signature, family_date, ..blank };
                // The county has a form for visits at home alone; the others stand on it under their own name.
                let called = if kind == VisitKind::HomeVisit { "" } else { kind.text() }.to_owned();
                HomeVisit { family_opinion: family, kind: called, more: self.said_beside(ix, kind, say), ..filled }
                    .document()
            }
        };
        Some(followed_by(document, &format!("{}照片", kind.text()), shown))
    }

    /// What a record says beside what 家访记录表 has a place for.
    fn said_beside(&self, ix: u32, kind: VisitKind, say: Say) -> Vec<(String, String)> {
        const PLACED: [u16; 8] = [f::DATE, f::START, f::END, f::PEOPLE, f::REASON, f::CONTENT, f::FAMILY, f::SIGNED];
        let text = |field| self.book.text(Table::Visit, ix, field);
        let answered = |question: &Question| match question.id {
            // A child that helps another is named in full in the form alone.
            f::PEER => self.peer_shown(ix),
            id => day(&say.answer(&question.shown(text(id)))),
        };
        let asked = kind.questions().filter(|question| !PLACED.contains(&question.id));
        let mut said: Vec<(String, String)> =
            asked.map(|question| (question.label.to_owned(), answered(question))).collect();
        let makes_good = Period::parse(text(f::MAKES_GOOD)).map(Period::label).unwrap_or_default();
        said.push(("补哪一期".to_owned(), makes_good));
        said.retain(|(_, text)| !text.is_empty());
        said
    }

    /// 包联走访记录表.
    fn liaison_paper(&self, ix: u32) -> Option<Liaison> {
        let text = |field| self.book.text(Table::Visit, ix, field).to_owned();
        let ValueRef::Row(row) = self.book.table(Table::Visit)?.column(FieldId(f::CADRE))?.get(ix) else {
            return None;
        };
        let cadre = self.book.find(Table::Cadre, row)?;
        let of_cadre = |field| self.book.text(Table::Cadre, cadre, field).to_owned();
        let looked_at = text(f::LOOKED_AT);
        let chosen = LOOKED_AT.iter().filter(|(key, _)| looked_at.split(' ').any(|one| one == *key));
        Some(Liaison {
            cadre: of_cadre(cadre_field::NAME),
            duty: of_cadre(cadre_field::DUTY),
            school: text(f::SCHOOL),
            date: day(&text(f::DATE)),
            hours: between(&text(f::START), &text(f::END)),
            looked_at: chosen.map(|(_, words)| (*words).to_owned()).collect(),
            problems: text(f::PROBLEMS),
            advice: text(f::ADVICE),
            correct_by: day(&text(f::CORRECT_BY)),
            recheck: text(f::RECHECK),
            next: text(f::NEXT),
            signature: None,
        })
    }

    /// 家访记录表 with what is known of a child.
    pub(super) fn home_visit_of(&self, child: u32, say: Say, now: &Now) -> HomeVisit {
        let said = self.said_of(child, say);
        let today = Self::today(now);
        let age = self.row(child).birth().map(|birth| {
            let before = (today.month(), today.day()) < (birth.month(), birth.day());
            today.year().saturating_sub(birth.year()).saturating_sub(u16::from(before)).to_string()
        });
        HomeVisit {
            county: self.row(child).get(Field::County).to_owned(),
            school: said.school,
            student: said.name,
            sex: said.sex,
            age: age.unwrap_or_default(),
            class: said.class,
            id_number: said.id_number,
            address: said.address,
            ..HomeVisit::default()
        }
    }

    /// 劝返记录: every persuasion visit since the case was opened.
    pub(super) fn persuasion_paper(&self, child: Id, say: Say) -> Option<Document> {
        let child = self.child_ix(child)?;
        let (said, file) = (self.said_of(child, say), self.case_file(child)?);
        let mut visits: Vec<_> = file.events.iter().filter(|event| matches!(event.what, What::Visit(_))).collect();
        visits.sort_by_key(|event| event.day);
        let times: Vec<Time> = visits
            .into_iter()
            .filter_map(|event| {
                let ix = self.book.find(Table::Visit, event.id)?;
                let text = |field| self.book.text(Table::Visit, ix, field).to_owned();
                let outcome = PersuasionOutcome::from_key(&text(f::OUTCOME)).map_or("", PersuasionOutcome::text);
                let record = [text(f::CONTENT).as_str(), outcome].join("　").trim().to_owned();
                Some(Time { time: day(&text(f::DATE)), people: text(f::PEOPLE), phone: String::new(), record })
            })
            .collect();
        let steps = self.steps_of(file.row);
        let newest = |field: u16| {
            let said = steps.iter().rev().map(|ix| self.book.text(Table::Step, *ix, field));
            said.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let reason = DropReason::from_key(&newest(step::REASON)).map_or("", DropReason::text);
        let paper = Persuasion {
            student: said.name,
            sex: said.sex,
            id_number: said.id_number,
            school: [said.school, said.class].join(" ").trim().to_owned(),
            dropped_on: day(&newest(step::DROPPED_ON)),
            guardian: said.guardian,
            phone: said.phone,
            address: said.address,
            household: said.household,
            reason: say.answer(reason),
            measures: newest(step::MEASURES),
            times,
        };
        Some(paper.document())
    }
}

fn between(start: &str, end: &str) -> String {
    if start.is_empty() && end.is_empty() { String::new() } else { format!("{start}–{end}") }
}

/// The first of several people, and the others.
fn first_and_rest(text: &str) -> (String, String) {
    let mut all = people(text);
    let first = all.next().unwrap_or_default().to_owned();
    (first, all.collect::<Vec<_>>().join("、"))
}
