//! The verdict on rows that were put together: what kind of result, how sure, and why.
//!
//! Nothing on the way makes a result exact: all rows are looked at once more, for key, readable name and contradiction.

use super::decision::Decided;
use super::doubt::Surroundings;
use super::facts::{Facts, Row, unpack};
use super::fingerprint::Subject;
use super::keys::Leftover;
use super::outcome::{CompareResult, Confidence, ResultKind, RowAt};
use super::propose::Proposal;
use super::reason::{Reason, Reasons};
use super::{LIKELY, circumstance, digits};
use crate::field::Field;
use crate::identity::{IdQuality, Sex};
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

/// So many rows, or dates, tell as much as any more.
const ENOUGH: usize = 64;

/// What the rows say when looked at together. Filled anew for each case, so that no case costs memory.
#[derive(Default)]
pub(super) struct View {
    rows: Vec<Row>,
    /// How the two names that are least alike compare; `None` before anything was looked at.
    least_alike: Option<NameMatch>,
    names: Vec<u32>,
    nameless: bool,
    spelled: bool,
    numbers: Vec<u64>,
    births: Vec<u32>,
    sexes: Vec<Sex>,
}

impl View {
    fn likeness(&self) -> NameMatch {
        self.least_alike.unwrap_or(NameMatch::Different)
    }
}

fn add<T: PartialEq>(found: &mut Vec<T>, value: T) {
    if !found.contains(&value) {
        found.push(value);
    }
}

impl Court<'_, '_> {
    /// Speaks the verdict.
    pub(super) fn judge(&self, case: &Case<'_>, view: &mut View) -> CompareResult {
        self.look(case.rows, view);
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

    fn look(&self, rows: &[u32], view: &mut View) {
        view.rows.clear();
        view.names.clear();
        view.numbers.clear();
        view.births.clear();
        view.sexes.clear();
        (view.nameless, view.spelled) = (false, false);
        view.rows.extend(rows.iter().map(|r| self.facts.rows[*r as usize]));
        for row in &view.rows {
            match row.name.key {
                0 => view.nameless = true,
                key => add(&mut view.names, key),
            }
            if row.id != 0 {
                add(&mut view.numbers, row.id);
            }
            if view.births.len() < ENOUGH {
                row.births().for_each(|b| add(&mut view.births, b));
            }
            row.sexes().for_each(|s| add(&mut view.sexes, s));
        }
        view.spelled = self.spelled(view);
        view.least_alike = Some(self.likeness(view));
    }

    /// Whether one name is written in two ways.
    fn spelled(&self, view: &View) -> bool {
        let other = |a: &Row, b: &Row| a.name.key == b.name.key && a.name.spelling != b.name.spelling;
        let rows = &view.rows[..view.rows.len().min(ENOUGH)];
        rows.iter().enumerate().any(|(i, a)| rows[i + 1..].iter().any(|b| other(a, b)))
    }

    /// A former name counts as similar.
    fn likeness(&self, view: &View) -> NameMatch {
        let former = |a: u32, b: u32| {
            let bears = |r: &Row, is: u32, was: u32| r.name.key == is && r.former == was;
            view.rows.iter().any(|r| bears(r, a, b) || bears(r, b, a))
        };
        let names = &view.names;
        let pairs = names.iter().enumerate().flat_map(|(i, a)| names[i..].iter().map(move |b| (*a, *b)));
        pairs
            .filter(|(a, b)| a != b || self.facts.names.is_unreadable(*a))
            .map(|(a, b)| match self.facts.names.like(a, b) {
                NameMatch::Different if former(a, b) => NameMatch::Similar,
                like => like,
            })
            .max()
            .unwrap_or(NameMatch::Same)
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

    /// How sure it is, and the score that goes with it.
    fn confidence(&self, case: &Case<'_>, view: &View, reasons: Reasons, strange: Reasons) -> (Confidence, u8) {
        if view.rows.len() == 1 {
            let unsure = reasons.has(Reason::Ambiguous) || reasons.has(Reason::RejectedRowAlike);
            return match view.rows[0].id {
                _ if unsure => (Confidence::Possible, 50),
                0 => (Confidence::Likely, 80),
                _ => (Confidence::Exact, 100),
            };
        }
        if strange.is_empty() && self.is_exact(case, view) {
            return (Confidence::Exact, 100);
        }
        if reasons.has(Reason::ConfirmedByPerson) {
            return (Confidence::Likely, 99);
        }
        // One strange thing leaves it likely, two make it doubtful.
        let score = self.doubts(case, view).saturating_sub(strange.iter().count() as u8 * 12).max(30);
        (if score >= LIKELY { Confidence::Likely } else { Confidence::Possible }, score)
    }

    /// What speaks for two children although number and name are one.
    fn strange(&self, view: &View) -> Reasons {
        let other_inside = view.rows.iter().any(|r| r.id != 0 && r.student_id != 0 && r.student_id != r.id);
        let around =
            if view.rows.len() > 1 { self.surroundings.against(self.facts, &view.rows) } else { Reasons::NONE };
        around.with_if(other_inside, Reason::StudentNumberHoldsOther)
    }

    /// The one door to the word exact.
    fn is_exact(&self, case: &Case<'_>, view: &View) -> bool {
        let one_name = view.likeness() == NameMatch::Same && !view.nameless;
        let no_contradiction = view.births.len() <= 1 && view.sexes.len() <= 1 && view.numbers.len() <= 1;
        let one_card = view.rows.iter().all(|r| !r.card_disagrees);
        case.proposal.is_none()
            && one_name
            && no_contradiction
            && one_card
            && self.one_key(view)
            && self.digits_fit(view)
    }

    /// Whether every row carries the number, or a 学籍号 that a row with the number (or every row) carries too.
    fn one_key(&self, view: &View) -> bool {
        let trusted = |s: u64| s != 0 && !self.leftover.shared_students.contains(&s);
        let with_number = || view.rows.iter().filter(|r| r.id != 0);
        let mut loose = view.rows.iter().filter(|r| r.id == 0);
        if view.numbers.is_empty() {
            let first = view.rows[0].student;
            return trusted(first) && loose.all(|r| r.student == first);
        }
        loose.all(|r| trusted(r.student) && with_number().any(|w| w.student == r.student))
    }

    /// Whether what is left of damaged numbers goes with the whole one.
    fn digits_fit(&self, view: &View) -> bool {
        let damaged = view.rows.iter().filter(|r| !matches!(r.quality, IdQuality::Valid | IdQuality::Missing));
        let damaged: Vec<Row> = damaged.copied().collect();
        if damaged.is_empty() {
            return true;
        }
        let all = view.rows.iter().copied();
        let fits = |d: &Row| {
            let said = digits::compare(
                self.facts,
                std::iter::once(*d),
                all.clone().filter(|r| (r.list, r.row) != (d.list, d.row)),
            );
            matches!(said, digits::Digits::Fit | digits::Digits::FitClosely)
        };
        damaged.iter().all(|d| fits(d) && d.quality != IdQuality::Foreign)
    }

    /// The score of rows that something keeps from being exact.
    fn doubts(&self, case: &Case<'_>, view: &View) -> u8 {
        let start = case.proposal.map_or(95, |p| p.score);
        // A proposal has weighed births and sexes already.
        let fresh = case.proposal.is_none();
        let off = |so: bool, points: u8| if so { points } else { 0 };
        let name = match view.likeness() {
            NameMatch::Same => 0,
            NameMatch::Unreadable => 5,
            NameMatch::Similar => 15,
            NameMatch::Different => 45,
        };
        let doubt = off(fresh, name)
            + off(!fresh && view.likeness() == NameMatch::Different, 10)
            + off(view.nameless, 10)
            + off(fresh && view.births.len() > 1, 15)
            + off(fresh && view.sexes.len() > 1, 10)
            + off(fresh && view.numbers.len() > 1, 10)
            + off(view.rows.iter().any(|r| r.card_disagrees), 10)
            + off(fresh && !self.digits_fit(view), 15);
        start.saturating_sub(doubt).clamp(30, 99)
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
