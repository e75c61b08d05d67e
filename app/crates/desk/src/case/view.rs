//! The whole file of a child: how it stands, everything that happened, what is missing.

use ledger::case::{Origin, Stage, State, StepKind, Why};
use ledger::date::Date;
use ledger::field::Field;
use ledger::form::Question;
use ledger::schema::{DELETED, Table, case, step, visit};
use ledger::visit::VisitKind;
use sync::{FieldId, RowId, ValueRef};

use super::file::CaseFile;
use super::ladder::Measure;
use crate::Desk;
use crate::message::Id;
use crate::message::aid::AidView;
use crate::message::care::PersonView;
use crate::message::case::{BriefView, CaseAnswer, EntryKind, EntryView, FileView};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn whole_case(&self, child: Id, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let Some(file) = self.case_file(ix) else { return Step::answer(CaseAnswer::File(None)) };
        let by = self.measure(now);
        let state = file.state(&by.calendar);
        let entries = self.entries(&file, &state);
        let view = FileView {
            person: self.person_view(ix),
            brief: self.brief(&file, &state, &by),
            facts: self.case_facts(&file, &state, now),
            rungs: self.rungs(&file, &state, &by),
            notices: self.notice_views(&file, &by),
            next_notice: self.next_notice(&file, &state, &by).map_err(ledger::case::Blocked::text),
            sections: self.sections(&file, &state, &entries),
            usual: state.stage.usual_steps().to_vec(),
            household: self.household(ix, &by),
            entries,
        };
        Step::answer(CaseAnswer::File(Some(Box::new(view))))
    }

    pub(super) fn brief_case(&self, child: Id, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        Step::answer(CaseAnswer::Brief(self.brief_of(ix, now)))
    }

    pub(super) fn brief(&self, file: &CaseFile, state: &State, by: &Measure) -> BriefView {
        BriefView {
            stage: state.stage,
            since: state.since.to_string(),
            first_absent: state.first_absent.map(|day| day.to_string()).unwrap_or_default(),
            next: self.next_step(file, state, by),
            reopened: state.reopened_by.is_some(),
            unfit: state.out_of_place.len() as u32,
        }
    }

    fn case_facts(&self, file: &CaseFile, state: &State, now: &Now) -> Vec<(String, String)> {
        let origin =
            self.book.find(Table::Case, file.row).map_or("", |ix| self.book.text(Table::Case, ix, case::ORIGIN));
        let origin = Origin::from_key(origin).map_or("", Origin::text);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let facts = [
            ("立案日期", file.opened.to_string()),
            ("来源", origin.to_owned()),
            ("首次缺勤", day(state.first_absent)),
            ("承诺返校", day(state.promised_until)),
            ("观察期至（示例：30 个上课日）", day(state.observation_until)),
            ("复学后跟踪", self.follow_up_said(file.child, now).unwrap_or_default()),
            ("延缓或休学至", day(state.deferred_until)),
            ("退回后状态", state.returned_to.map_or("", |stage| stage.text()).to_owned()),
        ];
        facts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| (label.to_owned(), text)).collect()
    }

    /// Everything that happened, the newest first; what was struck stays, with the reason.
    pub(crate) fn entries(&self, file: &CaseFile, state: &State) -> Vec<EntryView> {
        let why = |row: RowId| state.out_of_place.iter().find(|(id, _)| *id == row).map(|(_, why)| *why);
        let mut entries: Vec<EntryView> = Vec::new();
        if let Some(table) = self.book.table(Table::Step) {
            let owner = table.column(FieldId(step::CASE));
            let own = |ix: &u32| owner.is_some_and(|column| column.get(*ix) == ValueRef::Row(file.row));
            let undone = |ix: &u32| self.book.text(Table::Step, *ix, DELETED) == sync::UNDONE;
            entries.extend(
                (0..table.len() as u32).filter(|ix| own(ix) && !undone(ix)).filter_map(|ix| self.step_entry(ix, &why)),
            );
        }
        for event in &file.events {
            let visit = self.book.find(Table::Visit, event.id);
            entries.extend(visit.map(|ix| self.visit_entry(ix, why(event.id))));
        }
        // The same visits that the duty of follow-up counts.
        let counts = self.follows_up();
        let follows_up = |kind: VisitKind, day: Date| {
            counts.contains(&kind)
                && state.watched.iter().any(|one| one.from <= day && one.until.is_none_or(|until| day <= until))
        };
        entries.extend(file.home_visits.iter().map(|(day, ix)| {
            let entry = self.visit_entry(*ix, None);
            if follows_up(VisitKind::HomeVisit, *day) {
                EntryView { kind: EntryKind::FollowUp(VisitKind::HomeVisit), ..entry }
            } else {
                entry
            }
        }));
        entries.extend(file.other_visits.iter().map(|(day, kind, ix)| {
            let entry = self.visit_entry(*ix, None);
            if follows_up(*kind, *day) { EntryView { kind: EntryKind::FollowUp(*kind), ..entry } } else { entry }
        }));
        entries.extend(self.aid_entries(file.child).into_iter().map(aid_entry));
        entries.extend(file.notices.iter().map(|ix| self.notice_entry(*ix)));
        // Of one day, the later in the order they count comes first.
        let place = |entry: &EntryView| state.fitting.iter().position(|id| *id == RowId(entry.id));
        entries.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| place(b).cmp(&place(a))));
        entries
    }

    fn step_entry(&self, ix: u32, why: &impl Fn(RowId) -> Option<Why>) -> Option<EntryView> {
        let text = |id| self.book.text(Table::Step, ix, id);
        let kind = StepKind::from_key(text(step::KIND))?;
        let (row, struck) = (self.book.row_id(Table::Step, ix), text(DELETED));
        Some(EntryView {
            id: row.0,
            date: text(step::DATE).to_owned(),
            title: kind.text().to_owned(),
            said: said(kind.questions().filter(|question| question.id != step::DATE), text),
            unfit: why(row),
            struck: (!struck.is_empty()).then(|| struck.to_owned()),
            kind: EntryKind::Step(kind),
        })
    }

    fn visit_entry(&self, ix: u32, unfit: Option<Why>) -> EntryView {
        let text = |id| self.book.text(Table::Visit, ix, id);
        let kind = VisitKind::from_key(text(visit::KIND)).unwrap_or(VisitKind::Persuasion);
        EntryView {
            id: self.book.row_id(Table::Visit, ix).0,
            date: text(visit::DATE).to_owned(),
            title: kind.text().to_owned(),
            said: said(kind.questions().filter(|question| question.id != visit::DATE), text),
            unfit,
            struck: None,
            kind: EntryKind::Visit(kind),
        }
    }

    /// 一家一案: the other children of the household, with how the case of each stands.
    fn household(&self, child: u32, by: &Measure) -> Vec<(PersonView, Option<Stage>)> {
        let stage = |ix: u32| self.case_file(ix).map(|file| file.state(&by.calendar).stage);
        let others = self.of_household(child).into_iter().filter(|ix| *ix != child);
        others.map(|ix| (self.person_view(ix), stage(ix))).collect()
    }

    /// The children of a child's household, itself among them, the eldest first.
    pub(crate) fn of_household(&self, child: u32) -> Vec<u32> {
        let row = self.row(child);
        let (number, village) = (row.get(Field::HouseholdNumber), row.get(Field::Village));
        if number.is_empty() {
            return vec![child];
        }
        let same = |ix: &u32| {
            let other = self.row(*ix);
            other.get(Field::HouseholdNumber) == number && other.get(Field::Village) == village
        };
        let mut children: Vec<u32> = self.book.live(Table::Child).into_iter().filter(same).collect();
        children.sort_by_key(|ix| self.row(*ix).get(Field::Birth).to_owned());
        children
    }

    /// The case of a child in a line, if it has one.
    pub(crate) fn brief_of(&self, child: u32, now: &Now) -> Option<BriefView> {
        let by = self.measure(now);
        self.case_file(child).map(|file| self.brief(&file, &file.state(&by.calendar), &by))
    }
}

/// A subsidy as an entry of the file; what was not paid yet stands at the term.
fn aid_entry((id, view): (Id, AidView)) -> EntryView {
    let signed = if view.signed { "已签收" } else { "" };
    let said = [
        ("学期", view.term_label.as_str()),
        ("依据", &view.basis),
        ("金额（元）", &view.amount),
        ("发放方式", &view.how),
        ("签收", signed),
    ];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    EntryView {
        id,
        date: view.paid_on,
        title: format!("资助：{}", view.name),
        said: said.map(|(label, text)| (label.to_owned(), text.to_owned())).collect(),
        unfit: None,
        struck: None,
        kind: EntryKind::Aid,
    }
}

/// What was answered, by label, as people read it.
pub(super) fn said<'a>(
    questions: impl Iterator<Item = &'static Question>,
    text: impl Fn(u16) -> &'a str,
) -> Vec<(String, String)> {
    let answered = questions.map(|question| (question.label.to_owned(), question.shown(text(question.id))));
    answered.filter(|(_, answer)| !answer.is_empty()).collect()
}
