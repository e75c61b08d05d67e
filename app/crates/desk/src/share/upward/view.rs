//! What the page of handing up and taking in shows.

use ledger::schema::{Compartment, Table, received, submission};
use ledger::upward::Form;
use sync::upward::{LetterKind, Status};

use super::offices::{self, Office};
use super::row::Row;
use super::rows::{self, Came, Sent, Word};
use super::series::{Series, Words, by_subject, is_closed};
use crate::Desk;
use crate::message::upward::{OfficeView, ReceivedView, Said, SentState, SentView, UpWait, UpwardView, VerdictView};
use crate::step::Now;

/// So many of each list are shown.
const LISTED: usize = 500;

impl Desk {
    pub(super) fn upward_view(&mut self, now: &Now) -> UpwardView {
        let Some(share) = self.share.as_mut().filter(|share| share.facts.joining.is_none()) else {
            return UpwardView::default();
        };
        share.upward.watch(now.ms);
        let Some(share) = self.share.as_ref() else { return UpwardView::default() };
        let today = now.local_date();
        let view = UpwardView {
            shared: true,
            reads: share.reads_upward(),
            writes: self.may_write(Compartment::Sensitive.id()),
            leads: share.leads(),
            name: self.office_name().to_owned(),
            periods: Form::ALL.map(|form| (form.key().to_owned(), form.proposed(today))).to_vec(),
            trouble: share.line.trouble().or(share.line.up_trouble()),
            odd: share.upward.odd.0.saturating_add(share.upward.odd.1),
            gap: share.upward.gap,
            unsigned: share.upward.places.odd(),
            ..UpwardView::default()
        };
        if !view.reads {
            return view;
        }
        let (superiors, schools) =
            (offices::offices(&self.book, Table::Superior), offices::offices(&self.book, Table::Sender));
        let (sent, came, words) = (rows::sent(&self.book), rows::came(&self.book), rows::words(&self.book));
        let said = by_subject(&words);
        let (handed, taken) = (Series::of_sent(&sent), Series::of_came(&came));
        let sent_view = |one| self.sent_view(one, &sent, &handed, &superiors, &said);
        let received_view = |one| self.received_view(one, &taken, &schools, &said);
        UpwardView {
            inbox: self.own_letter_view(LetterKind::Inbox),
            sender: self.own_letter_view(LetterKind::Sender),
            listed: share.upward.list.as_ref().map(|list| *list == self.sender_list()),
            sent: sent.iter().take(LISTED).map(sent_view).collect(),
            received: came.iter().take(LISTED).map(received_view).collect(),
            superiors: superiors.iter().map(office_view).collect(),
            schools: schools.iter().map(office_view).collect(),
            ..view
        }
    }

    fn sent_view(
        &self,
        one: &Sent,
        all: &[Sent],
        series: &Series<'_>,
        superiors: &[Office],
        words: &Words<'_>,
    ) -> SentView {
        let row = Row::of(&self.book, Table::Submission, one.ix);
        let verdicts = words.get(&one.row).map(Vec::as_slice).unwrap_or_default().iter().enumerate();
        let verdicts: Vec<VerdictView> = verdicts.map(|(at, word)| verdict_view(at, word)).collect();
        let state = match (verdicts.first(), one.taken, one.delivered_ms) {
            (Some(word), ..) => SentState::Said(word.said),
            (None, true, _) => SentState::Overtaken,
            (None, false, Some(_)) => SentState::Delivered,
            (None, false, None) => SentState::Waiting,
        };
        let superior = superiors.iter().find(|office| office.row == one.superior);
        let newest = series.is_last_sent(one);
        let name = || one.letter().map(|letter| letter.name).unwrap_or_default();
        SentView {
            id: one.row.0,
            superior: (one.superior.0, superior.map_or_else(name, |office| office.letter.name.clone())),
            form: one.form.clone(),
            period: one.period.clone(),
            revision: one.revision,
            newest,
            closed: newest && is_closed(all.iter().filter(|other| other.is_with(one)), words),
            twice: series.is_twice_sent(one, words),
            unheard: self.is_unheard(one, superior),
            sentence: row.text(submission::SENTENCE).to_owned(),
            file: row.text(submission::FILE).to_owned(),
            size: row.ms(submission::SIZE).unwrap_or_default(),
            created_ms: row.ms(submission::CREATED).unwrap_or_default(),
            delivered_ms: one.delivered_ms,
            carried_ms: one.carried_ms,
            state,
            wait: (state == SentState::Waiting).then(|| self.sent_wait(one, superior)),
            verdicts,
        }
    }

    fn received_view(&self, one: &Came, series: &Series<'_>, schools: &[Office], words: &Words<'_>) -> ReceivedView {
        let row = Row::of(&self.book, Table::Received, one.ix);
        let school = schools.iter().find(|office| is_from(office, one));
        ReceivedView {
            id: one.row.0,
            school: (
                one.sender.map(|sender| sender.0),
                school.map(|office| office.letter.name.clone()).unwrap_or_default(),
            ),
            form: one.form.clone(),
            period: one.period.clone(),
            revision: one.revision,
            newest: series.is_last(one),
            sentence: row.text(received::SENTENCE).to_owned(),
            file: row.text(received::FILE).to_owned(),
            size: row.ms(received::SIZE).unwrap_or_default(),
            created_ms: row.ms(received::CREATED).unwrap_or_default(),
            came_ms: row.ms(received::CAME).unwrap_or_default(),
            by_stick: one.place.is_none(),
            flaw: one.flaw,
            doubts: series.doubts(one, words),
            verdicts: self.own_verdicts(words.get(&one.row)),
        }
    }

    /// What this office said of something, and why what is not at the server yet waits.
    fn own_verdicts(&self, words: Option<&Vec<&Word>>) -> Vec<VerdictView> {
        let of = words.map(Vec::as_slice).unwrap_or_default().iter().enumerate();
        let writes = self.may_write(Compartment::Sensitive.id());
        let wait = |row| if writes { self.up_wait(row) } else { UpWait::Elsewhere };
        of.map(|(at, word)| VerdictView { wait: (!word.left).then(|| wait(word.row)), ..verdict_view(at, word) })
            .collect()
    }
}

fn office_view(office: &Office) -> OfficeView {
    OfficeView {
        id: office.row.0,
        digits: office.letter.fingerprint().to_string(),
        name: office.letter.name.clone(),
        added_ms: office.added_ms,
        removed: office.removed.clone(),
    }
}

/// Whether something came from a school.
pub(super) fn is_from(office: &Office, came: &Came) -> bool {
    Some(office.row) == came.sender || office.letter.space.0 == came.school
}

/// What was said, without why it goes back.
pub(super) fn said(status: &Status) -> Said {
    match status {
        Status::Received => Said::Received,
        Status::Rejected(_) => Said::Rejected,
        Status::Locked => Said::Locked,
    }
}

/// A word; the first of all is the one that counts.
fn verdict_view(at: usize, word: &Word) -> VerdictView {
    let reason = match &word.status {
        Status::Rejected(reason) => reason.clone(),
        Status::Received | Status::Locked => String::new(),
    };
    VerdictView { said: said(&word.status), reason, at_ms: word.at_ms, counts: at == 0, left: word.left, wait: None }
}
