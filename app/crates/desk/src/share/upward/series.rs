//! What belongs together: the revisions of one form and period between the same two offices, what was said of them, and what
//! about them is to be looked at.

use std::collections::BTreeMap;

use sync::RowId;
use sync::upward::Status;

use super::rows::{Came, Sent, Word};
use crate::message::upward::Doubt;

/// What was said, by what it is about, the word that counts first.
pub(super) type Words<'w> = BTreeMap<RowId, Vec<&'w Word>>;

/// Words that come with the one that counts first, by what they are about.
pub(super) fn by_subject(words: &[Word]) -> Words<'_> {
    let mut by_subject = Words::new();
    for word in words {
        by_subject.entry(word.about).or_default().push(word);
    }
    by_subject
}

/// Whether the superior has closed the period of these revisions: one was locked, and neither it nor a later one was sent back
/// since.
pub(super) fn is_closed<'s>(revisions: impl Iterator<Item = &'s Sent>, words: &Words<'_>) -> bool {
    let said = |sent: &Sent| words.get(&sent.row).and_then(|words| words.first()).map(|word| &word.status);
    let answered: Vec<(u32, &Status)> = revisions.filter_map(|sent| Some((sent.revision, said(sent)?))).collect();
    let opened =
        |from: u32| answered.iter().any(|(revision, status)| *revision > from && matches!(status, Status::Rejected(_)));
    answered.iter().any(|(revision, status)| **status == Status::Locked && !opened(*revision))
}

/// The other office, the form and the period.
type Name<'a> = (Option<RowId>, &'a str, &'a str);

/// What is of one revision, by its hash: its row.
type Revision = BTreeMap<[u8; 32], RowId>;

/// Everything between this office and others, revision by revision.
pub(super) struct Series<'a>(BTreeMap<Name<'a>, BTreeMap<u32, Revision>>);

impl<'a> Series<'a> {
    /// Of what was handed up. One that another device overtook takes a number, and is of none.
    pub(super) fn of_sent(sent: &'a [Sent]) -> Self {
        let mut series = Self(BTreeMap::new());
        for one in sent {
            let revision = series.revision(sent_name(one), one.revision);
            if !one.taken {
                revision.insert(one.hash, one.row);
            }
        }
        series
    }

    /// Of what came in and is believed.
    pub(super) fn of_came(came: &'a [Came]) -> Self {
        let mut series = Self(BTreeMap::new());
        for one in came.iter().filter(|one| one.flaw.is_none()) {
            series.revision(came_name(one), one.revision).insert(one.hash, one.row);
        }
        series
    }

    fn revision(&mut self, name: Name<'a>, revision: u32) -> &mut Revision {
        self.0.entry(name).or_default().entry(revision).or_default()
    }

    fn last(&self, name: &Name<'_>) -> Option<u32> {
        self.0.get(name)?.last_key_value().map(|(revision, _)| *revision)
    }

    fn of<'s>(&'s self, name: &Name<'s>, revision: u32) -> Option<&'s Revision> {
        self.0.get(name)?.get(&revision)
    }

    /// No later revision was handed up.
    pub(super) fn is_last_sent(&self, one: &Sent) -> bool {
        self.last(&sent_name(one)) == Some(one.revision)
    }

    /// Another one of the same revision was handed up, by a device that had not heard of this one.
    pub(super) fn is_twice_sent(&self, one: &Sent, words: &Words<'_>) -> bool {
        !one.taken && self.is_twice(&sent_name(one), one.revision, one.row, words)
    }

    /// Whether there is another one of a revision. What was sent back is out of the question.
    fn is_twice(&self, name: &Name<'_>, revision: u32, row: RowId, words: &Words<'_>) -> bool {
        let back = |row: &RowId| {
            let said = words.get(row).and_then(|words| words.first());
            said.is_some_and(|word| matches!(word.status, Status::Rejected(_)))
        };
        let other = |of: &Revision| of.values().any(|other| *other != row && !back(other));
        !back(&row) && self.0.get(name).and_then(|series| series.get(&revision)).is_some_and(other)
    }

    /// No later revision came.
    pub(super) fn is_last(&self, one: &Came) -> bool {
        one.flaw.is_none() && self.last(&came_name(one)) == Some(one.revision)
    }

    /// What is to be looked at before this is accepted.
    pub(super) fn doubts(&self, one: &Came, words: &Words<'_>) -> Vec<Doubt> {
        if one.flaw.is_some() {
            return Vec::new();
        }
        let name = came_name(one);
        let mut doubts = Vec::new();
        if two_words(one.row, words) {
            doubts.push(Doubt::TwoWords);
        }
        if one.old_key {
            doubts.push(Doubt::OldKey);
        }
        if self.is_twice(&name, one.revision, one.row, words) {
            doubts.push(Doubt::Twice);
        }
        match one.revision.checked_sub(1).filter(|before| *before > 0).map(|before| self.of(&name, before)) {
            Some(None) => doubts.push(Doubt::Gap),
            Some(Some(before)) if one.previous.is_none_or(|previous| !before.contains_key(&previous)) => {
                doubts.push(Doubt::OtherPrevious);
            }
            _ => {}
        }
        doubts
    }
}

fn sent_name(one: &Sent) -> Name<'_> {
    (Some(one.superior), &one.form, &one.period)
}

fn came_name(one: &Came) -> Name<'_> {
    (one.sender, &one.form, &one.period)
}

/// Two people have said something as the same word.
fn two_words(about: RowId, words: &Words<'_>) -> bool {
    let of = words.get(&about).map(Vec::as_slice).unwrap_or_default();
    matches!(of, [first, second, ..] if first.number == second.number && first.status != second.status)
}
