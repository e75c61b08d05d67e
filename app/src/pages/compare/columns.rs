//! The columns of the workbench, and what a typed cell of them means.

use std::sync::Arc;

use desk::message::compare::{DiscrepancyRow, Explanation, RoundView, Status};

use super::due::days_until;
use crate::text::compare as t;
use crate::text::import;
use crate::ui::Tone;
use crate::ui::data_table::{Cell, Column, Edit, Mark, Row};

/// Key and text of the explanations offered.
pub(super) type Catalogue = Arc<Vec<(String, String)>>;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 姓名.
    Name,
    /// 情形.
    Situation,
    /// The rows in one list.
    List(usize),
    /// 说明, from the catalogue.
    Explanation,
    /// 备注.
    Note,
    /// 责任.
    Owner,
    /// 期限.
    Due,
    /// 印证.
    Evidence,
    /// 状态.
    Status,
}

/// The parts, for so many lists.
pub(super) fn parts(lists: usize) -> Vec<Part> {
    let before = [Part::Name, Part::Situation, Part::Status];
    let after = [Part::Explanation, Part::Note, Part::Owner, Part::Due, Part::Evidence];
    before.into_iter().chain((0..lists).map(Part::List)).chain(after).collect()
}

/// The columns of a round.
pub(super) fn columns(round: &RoundView, catalogue: &Catalogue) -> Vec<Column> {
    let offers: Arc<[String]> = catalogue.iter().map(|(_, text)| text.clone()).collect();
    let kinds: Vec<_> = round.lists.iter().map(|l| l.kind).collect();
    let list = |i: usize| {
        let kind = kinds[i];
        let once = kinds.iter().filter(|k| **k == kind).count() == 1;
        if once { import::kind(kind).to_owned() } else { round.lists[i].name.clone() }
    };
    let column = |part: Part| {
        let (key, title, width) = match part {
            Part::Name => ("name".to_owned(), t::COLUMN_PERSON.to_owned(), 92),
            Part::Situation => ("situation".to_owned(), t::COLUMN_SITUATION.to_owned(), 112),
            Part::Status => ("status".to_owned(), t::COLUMN_STATUS.to_owned(), 156),
            Part::List(i) => (format!("list{i}"), list(i), 104),
            Part::Explanation => ("explanation".to_owned(), t::COLUMN_EXPLANATION.to_owned(), 190),
            Part::Note => ("note".to_owned(), t::COLUMN_NOTE.to_owned(), 170),
            Part::Owner => ("owner".to_owned(), t::COLUMN_OWNER.to_owned(), 84),
            Part::Due => ("due".to_owned(), t::COLUMN_DUE.to_owned(), 104),
            Part::Evidence => ("evidence".to_owned(), t::COLUMN_EVIDENCE.to_owned(), 140),
        };
        let edit = match part {
            Part::Explanation => Edit::Choice(offers.clone()),
            Part::Note | Part::Owner | Part::Due | Part::Evidence => Edit::Text,
            Part::Name | Part::Situation | Part::List(_) | Part::Status => Edit::No,
        };
        Column { key, title, width, strong: part == Part::Name, edit, ..Column::default() }
    };
    parts(round.lists.len()).into_iter().map(column).collect()
}

/// A discrepancy as a row of the table.
pub(super) fn line(row: &DiscrepancyRow, catalogue: &Catalogue) -> Row {
    let cell = |part: Part| match part {
        Part::Name => Cell::from(row.name.clone()),
        Part::Situation => Cell::from(row.situation.clone()),
        Part::Status => status(row),
        Part::List(i) => place(row, i),
        Part::Explanation => Cell::from(explanation_text(&row.explanation, catalogue)),
        Part::Note => Cell::from(row.note.clone()),
        Part::Owner => Cell::from(row.owner.clone()),
        Part::Due => due(row),
        Part::Evidence => Cell::from(row.evidence.clone()),
    };
    let cells = parts(row.rows.len()).into_iter().map(cell).collect();
    Row { key: row.id, cells, href: String::new(), dimmed: false }
}

/// The text of a catalogue key; one of another catalogue as it stands.
pub(super) fn explanation_text(key: &str, catalogue: &Catalogue) -> String {
    catalogue.iter().find(|(k, _)| k == key).map_or_else(|| key.to_owned(), |(_, text)| text.clone())
}

fn place(row: &DiscrepancyRow, list: usize) -> Cell {
    let numbers = row.rows.get(list).map(Vec::as_slice).unwrap_or_default();
    let other = row.other_names.get(list).map(String::as_str).unwrap_or_default();
    let mark = if numbers.is_empty() { Mark::Changed } else { Mark::None };
    let text = match (numbers, other) {
        ([], _) => t::NOT_IN_WORDS.to_owned(),
        (numbers, "") => t::rows(numbers),
        (numbers, other) => format!("{} {other}", t::rows(numbers)),
    };
    Cell { hint: text.clone(), text, mark, ..Cell::default() }
}

/// The state in words: what is most pressing first.
pub(super) fn status(row: &DiscrepancyRow) -> Cell {
    let overdue = days_until(&row.due).filter(|days| *days < 0 && row.status != Status::Closed);
    let (words, tone) = match (row.status, overdue) {
        (Status::Closed, _) => (t::status(Status::Closed).to_owned(), Tone::Ok),
        (_, Some(days)) => (t::overdue(-days), Tone::Late),
        (Status::Explained, None) if row.evidence.is_empty() => (t::AWAITING_EVIDENCE.to_owned(), Tone::Soon),
        (Status::Explained, None) => (t::status(Status::Explained).to_owned(), Tone::Plain),
        (Status::Open, None) if row.proposal => (t::suggestion(row.score), Tone::Info),
        (Status::Open, None) => (t::status(Status::Open).to_owned(), Tone::Soon),
    };
    let marks = [(row.new, t::NEW_MARK), (row.carried, t::CARRIED_MARK)];
    let marks: Vec<&str> = marks.into_iter().filter(|(on, _)| *on).map(|(_, words)| words).collect();
    let text = if marks.is_empty() { words } else { format!("{words} · {}", marks.join(" · ")) };
    Cell {
        hint: row.reasons.iter().map(|r| t::reason(r).to_owned()).collect::<Vec<_>>().join("、"),
        ..Cell::chip(text, tone)
    }
}

fn due(row: &DiscrepancyRow) -> Cell {
    let days = days_until(&row.due);
    let hint = match days {
        Some(days) if days < 0 => t::overdue(-days),
        Some(0) => t::DUE_TODAY.to_owned(),
        _ => String::new(),
    };
    Cell { text: row.due.clone(), hint, ..Cell::default() }
}

/// Puts a typed text into an explanation. A text that is not in the catalogue goes into the note beside "other".
pub(super) fn write(explanation: &mut Explanation, part: Part, text: String, catalogue: &Catalogue) {
    match part {
        Part::Explanation => match catalogue.iter().find(|(_, offered)| *offered == text) {
            _ if text.is_empty() => explanation.explanation = Some(String::new()),
            Some((key, _)) => explanation.explanation = Some(key.clone()),
            None => {
                let other = catalogue.iter().find(|(key, _)| key == OTHER);
                explanation.explanation = other.map(|(key, _)| key.clone());
                explanation.note = Some(text);
            }
        },
        Part::Note => explanation.note = Some(text),
        Part::Owner => explanation.owner = Some(text),
        Part::Due => explanation.due = Some(crate::ui::read_date(&text).unwrap_or(text)),
        Part::Evidence => explanation.evidence = Some(text),
        Part::Name | Part::Situation | Part::List(_) | Part::Status => {}
    }
}

/// Key of the explanation that needs a note.
const OTHER: &str = "other";

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let pairs = [("moved", "随父母外出就读"), ("other", "其他")];
        Arc::new(pairs.map(|(k, t)| (k.to_owned(), t.to_owned())).to_vec())
    }

    #[test]
    fn a_text_outside_the_catalogue_becomes_a_note() {
        let mut explanation = Explanation::default();
        write(&mut explanation, Part::Explanation, "随父母外出就读".to_owned(), &catalogue());
        assert_eq!(explanation.explanation.as_deref(), Some("moved"));
        assert_eq!(explanation.note, None);
        write(&mut explanation, Part::Explanation, "在西安照顾弟弟".to_owned(), &catalogue());
        assert_eq!(explanation.explanation.as_deref(), Some("other"));
        assert_eq!(explanation.note.as_deref(), Some("在西安照顾弟弟"));
    }

    #[test]
    fn a_due_date_is_read_as_people_type_it() {
        let mut explanation = Explanation::default();
        write(&mut explanation, Part::Due, "2026.11.28".to_owned(), &catalogue());
        assert_eq!(explanation.due.as_deref(), Some("2026-11-28"));
    }

    #[test]
    fn the_parts_follow_the_lists() {
        assert_eq!(parts(3).len(), parts(2).len() + 1);
        assert_eq!(parts(2)[3..5], [Part::List(0), Part::List(1)]);
    }
}
