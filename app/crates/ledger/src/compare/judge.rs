//! The verdict on rows that were put together: what kind of result, how sure, and why.
//!
//! Nothing on the way makes a result exact: all rows are looked at once more, for key, readable name and contradiction.

use super::circumstance;
use super::decision::Decided;
use super::doubt::Surroundings;
use super::facts::{Facts, Row, unpack};
use super::fingerprint::Subject;
use super::keys::Leftover;
use super::outcome::{CompareResult, ResultKind, RowAt};
use super::propose::Proposal;
use super::reason::{Reason, Reasons};
use super::view::{ENOUGH, View};
use crate::field::Field;
use crate::identity::IdQuality;
use crate::name::NameMatch;
use crate::window::{AgeWindow, WindowSide};

/// What the verdict needs to know beside the rows.
pub(super) struct Court<'c, 'a> {
    pub(super) facts: &'c Facts<'a>,
    pub(super) decided: &'c Decided,
    pub(super) leftover: &'c Leftover,
    pub(super) surroundings: &'c Surroundings,
    pub(super) window: Option<AgeWindow>,
}

/// What is known of how the rows came together.
pub(super) struct Case<'r> {
    /// The rows, by list and then by row, as indices into the facts.
    pub(super) rows: &'r [u32],
    pub(super) proposal: Option<Proposal>,
    pub(super) ambiguous: bool,
    /// A rejected row has the same name and birth.
    pub(super) rejected_alike: bool,
}

impl Court<'_, '_> {
    /// Speaks the verdict.
    pub(super) fn judge(&self, case: &Case<'_>, view: &mut View) -> CompareResult {
        view.look(self.facts, case.rows);
        let view = &*view;
        let side = self.window_side(view);
        let duplicates = self.lists_with_repetition(case, view);
        let kinds = self.kinds(case, view, side, &duplicates);
        let strange = if view.numbers.len() == 1 { self.strange(view) } else { Reasons::NONE };
        let reasons = self.reasons(case, view, side).and(strange);
        let (confidence, score) = self.confidence(case, view, reasons, strange);
        let kind = kinds.first().copied().unwrap_or(ResultKind::Matched);
        let stands_in = |list: &u16| view.rows.iter().any(|r| r.list == *list);
        let lists = || 0..self.facts.lists.len() as u16;
        CompareResult {
            kind,
            also: kinds.get(1..).unwrap_or_default().to_vec(),
            lists: match kind {
                ResultKind::OnlyIn => lists().filter(stands_in).collect(),
                ResultKind::DuplicateIn => duplicates,
                _ => lists().filter(|l| !stands_in(l)).collect(),
            },
            confidence,
            score,
            reasons,
            rows: view.rows.iter().map(|r| RowAt { list: r.list, row: r.row }).collect(),
            name: self.shown_name(view),
            subject: self.subject(view),
            alias: self.alias(view, kind),
        }
    }

    /// Whether these two rows bear one name, as far as it can be read.
    fn one_name(&self, a: &Row, b: &Row) -> bool {
        a.name.key == b.name.key || self.facts.names.like(a.name.key, b.name.key) == NameMatch::Unreadable
    }

    /// Lists in which the child stands twice under one name. Two names under one number are two children until a person
    /// says otherwise.
    fn lists_with_repetition(&self, case: &Case<'_>, view: &View) -> Vec<u16> {
        let confirmed = case.rows.iter().any(|r| self.decided.confirms(*r));
        let own = view.rows.chunk_by(|a, b| a.list == b.list).filter(|own| own.len() > 1);
        own.filter(|own| {
            let mut pairs = own.iter().enumerate().flat_map(|(i, a)| own[i + 1..].iter().map(move |b| (a, b)));
            confirmed || pairs.any(|(a, b)| self.one_name(a, b))
        })
        .map(|own| own[0].list)
        .collect()
    }

    /// Everything that is true of the child, in the order of precedence.
    fn kinds(&self, case: &Case<'_>, view: &View, side: Option<WindowSide>, duplicates: &[u16]) -> Vec<ResultKind> {
        let several = view.rows.len() > 1;
        let lists = view.rows.chunk_by(|a, b| a.list == b.list).count();
        let all = self.facts.lists.len();
        let name_differs = view.names.len() > 1 && self.key_with_two_names(view);
        let number_differs = several && (view.numbers.len() > 1 || case.proposal.is_some() || self.number_lacks(view));
        let true_ones = [
            (!duplicates.is_empty(), ResultKind::DuplicateIn),
            (name_differs, ResultKind::SameIdNameDiffers),
            (number_differs, ResultKind::SamePersonIdDiffers),
            (matches!(side, Some(WindowSide::TooOld | WindowSide::TooYoung)), ResultKind::OutOfWindow),
            (lists < all && (lists == 1), ResultKind::OnlyIn),
            (lists < all && lists > 1, ResultKind::MissingFrom),
        ];
        true_ones.into_iter().filter(|(so, _)| *so).map(|(_, kind)| kind).collect()
    }

    /// Whether two rows with one number, or one 学籍号, bear different names.
    fn key_with_two_names(&self, view: &View) -> bool {
        let differ = |a: &Row, b: &Row| a.name.key != 0 && b.name.key != 0 && a.name.key != b.name.key;
        let one_key = |a: &Row, b: &Row| {
            (a.id != 0 && a.id == b.id) || (a.student != 0 && a.student == b.student && (a.id == 0 || b.id == 0))
        };
        let mut pairs = view.rows.iter().enumerate().flat_map(|(i, a)| view.rows[i + 1..].iter().map(move |b| (a, b)));
        pairs.any(|(a, b)| one_key(a, b) && differ(a, b))
    }

    /// Whether some row lacks a whole number that its list should have shown. Where nobody has one (a child without
    /// household registration) nothing differs.
    fn number_lacks(&self, view: &View) -> bool {
        let nobody = view.numbers.is_empty() && view.rows.iter().all(|r| r.quality == IdQuality::Missing);
        !nobody
            && view.rows.iter().any(|r| match r.quality {
                IdQuality::Valid => r.placeholder,
                IdQuality::Missing => !r.from_card && self.facts.has_id[usize::from(r.list)],
                _ => true,
            })
    }

    fn window_side(&self, view: &View) -> Option<WindowSide> {
        let window = self.window?;
        let mut sides = view.births.iter().filter_map(|b| unpack(*b)).map(|b| window.side(b));
        let first = sides.next()?;
        // One date inside is enough to keep the child in sight.
        Some(sides.fold(first, |side, other| if side == other { side } else { WindowSide::Inside }))
    }

    fn reasons(&self, case: &Case<'_>, view: &View, side: Option<WindowSide>) -> Reasons {
        let rows = &view.rows;
        // Of hundreds of rows a part tells enough.
        let few = &rows[..rows.len().min(ENOUGH)];
        let any = |test: &dyn Fn(&Row) -> bool| rows.iter().any(test);
        let several = rows.len() > 1;
        let share = |key: &dyn Fn(&Row) -> u64| {
            let mut pairs = few.iter().enumerate().flat_map(|(i, a)| few[i + 1..].iter().map(move |b| (a, b)));
            pairs.any(|(a, b)| key(a) != 0 && key(a) == key(b))
        };
        let name = match view.likeness() {
            NameMatch::Same => Reason::SameName,
            NameMatch::Unreadable => Reason::NameUnreadable,
            NameMatch::Similar => Reason::NameSimilar,
            NameMatch::Different => Reason::NameDiffers,
        };
        let together = Reasons::NONE
            .with_if(share(&|r| r.id), Reason::SameId)
            .with_if(view.numbers.len() == 1 && any(&|r| r.from_card), Reason::SameDisabilityCard)
            .with_if(share(&|r| r.student), Reason::SameStudentNumber)
            .with_if(view.numbers.len() > 1, Reason::TwoIds)
            .with_if(view.births.len() == 1 && share(&|r| u64::from(r.births().next().unwrap_or(0))), Reason::SameBirth)
            .with(name)
            .with_if(view.spelled, Reason::NameSpelling);
        let together = if several { together } else { Reasons::NONE };
        let alone = !several && case.ambiguous;
        let person = |test: &dyn Fn(u32) -> bool| case.rows.iter().any(|r| test(*r));
        let shared = any(&|r| r.student != 0 && self.leftover.shared_students.contains(&r.student));
        let base = case.proposal.map_or(Reasons::NONE, |p| p.reasons).and(together).and(self.number_reasons(view));
        let base = if base.has(Reason::FormerName) { base.without(Reason::NameSimilar) } else { base };
        base.with_if(view.nameless, Reason::NameMissing)
            .with_if(view.births.len() > 1, Reason::BirthDiffers)
            .with_if(view.sexes.len() > 1, Reason::SexDiffers)
            .with_if(any(&|r| r.card_disagrees), Reason::CardDisagrees)
            .with_if(alone || (case.ambiguous && several), Reason::Ambiguous)
            .with_if(shared, Reason::StudentNumberShared)
            .with_if(case.rejected_alike, Reason::RejectedRowAlike)
            .with_if(several && person(&|r| self.decided.confirms(r)), Reason::ConfirmedByPerson)
            .with_if(person(&|r| self.decided.keeps_apart(r)), Reason::RefusedByPerson)
            .with_if(side == Some(WindowSide::TooOld), Reason::BornBeforeWindow)
            .with_if(side == Some(WindowSide::TooYoung), Reason::BornAfterWindow)
            .with_if(side == Some(WindowSide::Inside) && self.window_unsure(view), Reason::WindowUnsure)
    }

    fn window_unsure(&self, view: &View) -> bool {
        let Some(window) = self.window else { return false };
        view.births.iter().filter_map(|b| unpack(*b)).any(|b| !window.contains(b))
    }

    /// What is wrong with the rows' own numbers, as far as their lists show numbers at all.
    fn number_reasons(&self, view: &View) -> Reasons {
        let reason = |row: &Row| match row.quality {
            _ if row.placeholder => Some(Reason::IdPlaceholder),
            IdQuality::Valid => None,
            IdQuality::Missing if row.from_card || !self.facts.has_id[usize::from(row.list)] => None,
            IdQuality::Missing => Some(Reason::IdMissing),
            IdQuality::Checksum => Some(Reason::IdChecksum),
            IdQuality::Date => Some(Reason::IdDate),
            IdQuality::Fifteen => Some(Reason::IdFifteen),
            IdQuality::Scientific => Some(Reason::IdScientific),
            IdQuality::Truncated => Some(Reason::IdTruncated),
            IdQuality::Rounded => Some(Reason::IdRounded),
            IdQuality::Malformed => Some(Reason::IdMalformed),
            IdQuality::Foreign => Some(Reason::IdForeign),
        };
        view.rows.iter().filter_map(reason).collect()
    }

    /// The name in the first list that has one; of several there the first by its characters.
    fn shown_name(&self, view: &View) -> String {
        let Some(first) = view.rows.iter().find(|r| r.name.key != 0) else { return String::new() };
        let table = self.facts.lists[usize::from(first.list)].table;
        let named = view.rows.iter().filter(|r| r.list == first.list && r.name.key != 0);
        let name = named.map(|r| table.cell(Field::Name, r.row as usize)).min();
        name.unwrap_or_default().to_owned()
    }

    fn subject(&self, view: &View) -> Subject {
        match view.numbers.iter().min() {
            Some(number) => Subject::of_number(*number),
            None => self.person(view),
        }
    }

    fn alias(&self, view: &View, kind: ResultKind) -> Option<Subject> {
        let named = view.rows.iter().any(|r| r.name.key != 0) && !view.births.is_empty();
        (kind != ResultKind::Matched && !view.numbers.is_empty() && named).then(|| self.person(view))
    }

    /// The mark of the child by name, birth and place.
    fn person(&self, view: &View) -> Subject {
        let text = |r: &&Row| self.facts.names.text(r.name.key);
        let name = view.rows.iter().filter(|r| r.name.key != 0).min_by_key(text).map_or("", |r| text(&r));
        let birth = view.births.iter().min().copied().unwrap_or_default();
        let table = |r: &Row| self.facts.lists[usize::from(r.list)].table;
        let places = view.rows.iter().map(|r| circumstance::place_text(table(r), r.row as usize));
        let place = places.filter(|p| !p.is_empty()).min().unwrap_or_default();
        Subject::of_person(name, birth, &place)
    }
}
