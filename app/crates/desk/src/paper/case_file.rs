//! 一生一案 on paper: cover, contents, and every section with its entries.

use ledger::case::{CaseList, Section, SectionState};
use ledger::date::Date;
use ledger::field::Field;
use ledger::schema::{Table, step};
use print::Document;
use print::form::case_file::{CaseFile as Paper, Entry, FilePart, Proof};
use sync::RowId;

use super::{Say, day};
use crate::Desk;
use crate::case::{CaseFile, FAMILY, sections_of};
use crate::message::Id;
use crate::message::case::EntryView;
use crate::step::Now;

/// What the first page of a file says of a child, beside the name.
const BASIC: &[Field] = &[
    Field::Sex,
    Field::Birth,
    Field::Ethnicity,
    Field::IdNumber,
    Field::StudentNumber,
    Field::School,
    Field::Grade,
    Field::Class,
    Field::Village,
    Field::HouseholdHead,
    Field::RegisteredAddress,
    Field::CurrentAddress,
    Field::DisabilityKind,
    Field::DisabilityLevel,
];
impl Desk {
    pub(super) fn case_file_paper(&self, child: Id, say: Say, now: &Now) -> Option<Document> {
        let child = self.child_ix(child)?;
        let (file, calendar) = (self.case_file(child)?, self.case_calendar(now));
        let (row, state) = (self.row(child), file.state(&calendar));
        // In the order in which it happened, without what was struck.
        let mut entries = self.entries(&file, &state);
        entries.retain(|entry| entry.struck.is_none());
        entries.reverse();
        let states = self.section_states(&file, &state, &entries);
        let part =
            |state: &SectionState| FilePart { section: state.section, needed: state.needed, entries: Vec::new() };
        let mut parts: Vec<FilePart> = states.iter().map(part).collect();
        let mut hold = |section: Section, entry: Entry| {
            parts.iter_mut().filter(|part| part.section == section).for_each(|part| part.entries.push(entry.clone()));
        };
        hold(
            Section::Basic,
            Entry { title: "学生信息".to_owned(), pairs: self.pairs(&file, BASIC, say), ..Entry::default() },
        );
        let answering: Vec<(String, String)> = self
            .chain_of(child, now)
            .into_iter()
            .filter(|link| !link.name.is_empty())
            .map(|link| (link.title, [link.name, link.phone].join(" ").trim_end().to_owned()))
            .collect();
        if !answering.is_empty() {
            hold(Section::Basic, Entry { title: "责任链".to_owned(), pairs: answering, ..Entry::default() });
        }
        let family = self.pairs(&file, FAMILY, say);
        if !family.is_empty() {
            hold(Section::Family, Entry { pairs: family, ..Entry::default() });
        }
        for entry in &entries {
            let EntryView { date, mut title, said, .. } = entry.clone();
            if let Some(why) = entry.unfit {
                title = format!("{title}（未计入：{}）", why.text());
            }
            for section in &sections_of(entry) {
                let pairs = said.iter().map(|(label, text)| (label.clone(), day(&say.answer(text)))).collect();
                hold(*section, Entry { date: day(&date), title: title.clone(), pairs });
            }
        }
        let closed = state.spells.last().and_then(|spell| spell.to).filter(|_| CaseList::Closed.holds(&state));
        let paper = Paper {
            name: row.get(Field::Name).to_owned(),
            school: row.get(Field::School).to_owned(),
            opened: file.opened.chinese(),
            closed: closed.map(Date::chinese).unwrap_or_default(),
            unit: self.unit().to_owned(),
            sections: parts,
            evidence: self.proofs(&entries, say),
            ..Paper::default()
        };
        Some(paper.document())
    }

    /// Labels of fields with what the roster says and this paper may say; empty ones left out.
    fn pairs(&self, file: &CaseFile, fields: &[Field], say: Say) -> Vec<(String, String)> {
        let row = self.row(file.child);
        let said = fields.iter().map(|field| {
            let text = row.get(*field);
            let shown = match field {
                Field::IdNumber | Field::StudentNumber => say.number(text),
                Field::DisabilityKind | Field::DisabilityLevel => say.restricted(text),
                _ => day(text),
            };
            (field.label().to_owned(), shown)
        });
        said.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// What was given as evidence, step by step.
    fn proofs(&self, entries: &[EntryView], say: Say) -> Vec<Proof> {
        let proof = |entry: &EntryView| {
            let ix = self.book.find(Table::Step, RowId(entry.id))?;
            let text = |field| self.book.text(Table::Step, ix, field);
            let (kind, words) = (text(step::EVIDENCE), text(step::EVIDENCE_WORDS));
            let kind = ledger::case::Evidence::from_key(kind).map_or("", ledger::case::Evidence::text);
            (!words.is_empty()).then(|| Proof {
                name: words.to_owned(),
                kind: say.answer(kind),
                date: day(&entry.date),
                note: entry.title.clone(),
            })
        };
        entries.iter().filter_map(proof).collect()
    }
}
