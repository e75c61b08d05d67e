//! 通知书: which may be issued, its form, its receipt, and what became of those issued.

use ledger::case::{
    Addressee, Blocked, Counted, Deadline, ISSUE, Notice, NoticeKind, SERVICE, Served, Service, Stage, State,
    issue_faults, next_allowed, service_faults,
};
use ledger::date::Date;
use ledger::field::Field;
use ledger::form::{Fault, Question};
use ledger::schema::{Table, notice as f};
use sync::{RowId, SaveBuilder, ValueRef};

use super::file::CaseFile;
use super::ladder::Measure;
use crate::Desk;
use crate::book::{Dice, cell};
use crate::care::Said;
use crate::message::care::{CareAnswer, FormView};
use crate::message::case::{CaseAnswer, EntryKind, EntryView, NoticeView};
use crate::message::form::{Answers, FormField};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// Beside a form that proposes a number and a deadline.
const NUMBERS: &str = "文号字样和期限天数是示例，请按本县的文书改好。";

impl Desk {
    /// The notice that may be issued on a day, for this absence.
    pub(super) fn next_notice(&self, file: &CaseFile, state: &State, by: &Measure) -> Result<NoticeKind, Blocked> {
        let deferral_over =
            state.stage == Stage::Deferred && state.deferred_until.is_some_and(|until| until < by.today);
        if !state.stage.is_out() && !deferral_over {
            return Err(Blocked::NotOut);
        }
        let row = self.row(file.child);
        let known = |field| !row.get(field).is_empty();
        let to = Addressee {
            guardian: known(Field::Guardian),
            was_in_school: known(Field::StudentNumber) || known(Field::School) || known(Field::Grade),
        };
        let chain: Vec<Notice> = self.notices_of(file, state).filter_map(|ix| self.notice(ix)).collect();
        next_allowed(&chain, to, by.today, &by.calendar)
    }

    /// The notices of this absence.
    pub(crate) fn notices_of(&self, file: &CaseFile, state: &State) -> impl Iterator<Item = u32> {
        let from = state.out_since;
        file.notices.iter().copied().filter(move |ix| self.issued_on(*ix).is_some_and(|day| day >= from))
    }

    fn notice_text(&self, ix: u32, field: u16) -> &str {
        self.book.text(Table::Notice, ix, field)
    }

    fn issued_on(&self, ix: u32) -> Option<Date> {
        Date::parse_iso(self.notice_text(ix, f::ISSUED))
    }

    fn notice(&self, ix: u32) -> Option<Notice> {
        let text = |field| self.notice_text(ix, field);
        let days = text(f::DAYS).parse().ok().zip(Counted::from_key(text(f::COUNTED)));
        let served = Served::from_key(text(f::SERVED_HOW));
        Some(Notice {
            kind: NoticeKind::from_key(text(f::KIND))?,
            deadline: days.map(|(days, counted)| Deadline { days, counted }),
            service: Service::proven(
                self.issued_on(ix)?,
                Date::parse_iso(text(f::SERVED_ON)),
                text(f::SERVED_BY),
                served,
            ),
            refused_on: Date::parse_iso(text(f::REFUSED_ON)),
        })
    }

    pub(super) fn notice_views(&self, file: &CaseFile, by: &Measure) -> Vec<NoticeView> {
        let view = |ix: &u32| {
            let (text, notice) = (|field| self.notice_text(*ix, field).to_owned(), self.notice(*ix)?);
            let until = notice.service.zip(notice.deadline);
            let until = until.and_then(|(service, deadline)| deadline.last_day(service.on(), &by.calendar));
            Some(NoticeView {
                id: self.book.row_id(Table::Notice, *ix).0,
                kind: notice.kind,
                number: text(f::NUMBER),
                issued: text(f::ISSUED),
                served: notice.service.map(|service| service.on().to_string()).unwrap_or_default(),
                until: until.map(|day| day.to_string()).unwrap_or_default(),
                refused: text(f::REFUSED_ON),
            })
        };
        let mut views: Vec<NoticeView> = file.notices.iter().filter_map(view).collect();
        views.sort_by(|a, b| (&b.issued, b.kind).cmp(&(&a.issued, a.kind)));
        views
    }

    pub(super) fn notice_form(&self, child: Id, now: &Now) -> Step {
        let (ix, file, by) = match self.open_file(child, now) {
            Ok(found) => found,
            Err(step) => return step,
        };
        let kind = match self.next_notice(&file, &file.state(&by.calendar), &by) {
            Ok(kind) => kind,
            Err(blocked) => return Step::answer(CaseAnswer::Blocked(blocked.text())),
        };
        let (row, deadline, template) = (self.row(ix), kind.proposed_deadline(), self.template(kind));
        let field = |question: &Question| {
            let value = match question.id {
                f::NUMBER => self.proposed_number(kind, by.today),
                f::ISSUED => by.today.to_string(),
                f::ISSUER => self.unit().to_owned(),
                f::GUARDIAN => row.get(Field::Guardian).to_owned(),
                f::SCHOOL => row.get(Field::School).to_owned(),
                f::DAYS => deadline.map(|deadline| deadline.days.to_string()).unwrap_or_default(),
                f::LAW => template.law.clone(),
                f::CONSEQUENCE => template.liability.clone(),
                f::COUNTED => deadline.map_or("", |deadline| deadline.counted.key()).to_owned(),
                _ => String::new(),
            };
            FormField::of(question, &value)
        };
        let (fields, derived) = (ISSUE.iter().map(field).collect(), vec![kind.text().to_owned(), NUMBERS.to_owned()]);
        Step::answer(CareAnswer::Form(FormView { person: self.person_view(ix), fields, derived, stored: false }))
    }

    pub(super) fn keep_notice(&self, child: Id, kind: NoticeKind, answers: &Answers, now: &Now) -> Step {
        let (ix, file, mut by) = match self.open_file(child, now) {
            Ok(found) => found,
            Err(step) => return step,
        };
        let (said, today, state) = (Said { sent: answers, stored: |_| "" }, by.today, file.state(&by.calendar));
        let used = self.used_numbers();
        let is_used = |number: &str| used.iter().any(|one| Self::same_number(one, number));
        let mut faults = issue_faults(|id| said.to(id), is_used, today);
        let issued = Date::parse_iso(said.to(f::ISSUED));
        if issued.is_some_and(|day| day < state.out_since) {
            faults.push((f::ISSUED, Fault::EndsBeforeStart));
        }
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        // It is judged by its own day: one dated back must have been allowed then.
        by.today = issued.unwrap_or(today);
        match self.next_notice(&file, &state, &by) {
            Ok(next) if next == kind => {}
            Ok(next) => return Step::answer(CaseAnswer::Blocked(format!("现在应签发的是{}", next.text()))),
            Err(blocked) => return Step::answer(CaseAnswer::Blocked(blocked.text())),
        }
        let mut save = SaveBuilder::new();
        let row = RowId::new(now, &mut Dice::new(now));
        save.set(cell(Table::Notice, row, f::CASE), ValueRef::Row(file.row));
        save.set(cell(Table::Notice, row, f::KIND), ValueRef::Text(kind.key()));
        // What the guardian signs for is printed again as it was.
        save.set(cell(Table::Notice, row, f::BODY), ValueRef::Text(&self.template(kind).body));
        said.write(ISSUE.iter().map(|question| question.id), |field| cell(Table::Notice, row, field), &mut save);
        self.reserve_for(said.to(f::NUMBER), &mut save);
        let detail = format!("{} {}", kind.text(), self.person_view(ix).name);
        self.keep(&save, Action::Case, &detail, now, Self::care_saved())
    }

    pub(super) fn receipt_form(&self, child: Id, notice: Id, now: &Now) -> Step {
        let (ix, at) = match self.notice_of(child, notice, now) {
            Ok(found) => found,
            Err(step) => return step,
        };
        let today = Self::today(now).to_string();
        let field = |question: &Question| match (question.id, self.notice_text(at, question.id)) {
            (f::SERVED_ON, "") => FormField::of(question, &today),
            (_, stored) => FormField::of(question, stored),
        };
        let kind = NoticeKind::from_key(self.notice_text(at, f::KIND)).map_or("", NoticeKind::text);
        let derived = vec![format!("{kind}　{}", self.notice_text(at, f::NUMBER))];
        let stored = !self.notice_text(at, f::SERVED_ON).is_empty();
        let fields = SERVICE.iter().map(field).collect();
        Step::answer(CareAnswer::Form(FormView { person: self.person_view(ix), fields, derived, stored }))
    }

    pub(super) fn keep_receipt(&self, child: Id, notice: Id, answers: &Answers, now: &Now) -> Step {
        let (ix, at) = match self.notice_of(child, notice, now) {
            Ok(found) => found,
            Err(step) => return step,
        };
        let said = Said { sent: answers, stored: |id| self.notice_text(at, id) };
        let faults = service_faults(|id| said.to(id), self.issued_on(at), Self::today(now));
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let cell = |field| cell(Table::Notice, RowId(notice), field);
        said.write(SERVICE.iter().map(|question| question.id), cell, &mut save);
        let detail = format!("送达回证 {}", self.person_view(ix).name);
        self.keep(&save, Action::Case, &detail, now, Self::care_saved_as(RowId(notice)))
    }

    /// A notice as it stands among the rest of the file.
    pub(super) fn notice_entry(&self, ix: u32) -> EntryView {
        let text = |id| self.notice_text(ix, id);
        let kind = NoticeKind::from_key(text(f::KIND)).map_or("", NoticeKind::text);
        let questions = ISSUE.iter().chain(SERVICE).filter(|question| question.id != f::ISSUED);
        EntryView {
            id: self.book.row_id(Table::Notice, ix).0,
            date: text(f::ISSUED).to_owned(),
            title: kind.to_owned(),
            said: super::view::said(questions, text),
            unfit: None,
            struck: None,
            kind: EntryKind::Notice,
        }
    }

    /// The child, its case, and by what it is judged.
    fn open_file(&self, child: Id, now: &Now) -> Result<(u32, CaseFile, Measure), Step> {
        let ix = self.child_or_gone(child)?;
        let file = self.case_file(ix).ok_or_else(|| Step::answer(Refusal::Gone))?;
        Ok((ix, file, self.measure(now)))
    }

    /// The child, and the index of a notice of its case.
    fn notice_of(&self, child: Id, notice: Id, now: &Now) -> Result<(u32, u32), Step> {
        let (ix, file, _) = self.open_file(child, now)?;
        let found = self.book.find(Table::Notice, RowId(notice)).filter(|at| file.notices.contains(at));
        Ok((ix, found.ok_or_else(|| Step::answer(Refusal::Gone))?))
    }
}
