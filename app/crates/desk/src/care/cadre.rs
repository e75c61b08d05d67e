//! 包联干部: who they are, and which school each of them answers for from when to when.

use ledger::date::Date;
use ledger::form::{AnswerKind, Fault, Question};
use ledger::schema::{Table, cadre, post};
use ledger::window::SchoolYear;
use sync::{RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use crate::Desk;
use crate::book::{Dice, cell};
use crate::message::cadre::{CadreRequest, CadreView, PostView};
use crate::message::care::{CareAnswer, FormView};
use crate::message::form::{Answers, FormField};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

const CADRE: &[Question] = &[
    Question { id: cadre::NAME, label: "姓名", kind: AnswerKind::Line },
    Question { id: cadre::DUTY, label: "单位职务", kind: AnswerKind::Line },
    Question { id: cadre::PHONE, label: "电话", kind: AnswerKind::Phone },
];

const POST: &[Question] = &[
    Question { id: post::SCHOOL, label: "包联学校", kind: AnswerKind::Line },
    Question { id: post::FROM, label: "起始日期", kind: AnswerKind::Date },
    Question { id: post::UNTIL, label: "结束日期", kind: AnswerKind::Date },
];

impl Desk {
    pub(super) fn ask_cadre(&self, request: CadreRequest, now: &Now) -> Step {
        match request {
            CadreRequest::All => Step::answer(CareAnswer::Cadres(self.cadres(now))),
            CadreRequest::Form(cadre) => self.cadre_form(cadre),
            CadreRequest::Keep { cadre, answers } => self.keep_cadre(cadre, &answers, now),
            CadreRequest::PostForm { cadre, post } => self.post_form(cadre, post, now),
            CadreRequest::KeepPost { cadre, post, answers } => self.keep_post(cadre, post, &answers, now),
        }
    }

    fn cadres(&self, now: &Now) -> Vec<CadreView> {
        let today = Self::today(now);
        let year = SchoolYear::containing(today);
        let records = self.visits_of_cadres(&self.attached());
        let view = |ix: u32| {
            let text = |field| self.book.text(Table::Cadre, ix, field).to_owned();
            let post = |ix: u32| {
                let text = |field| self.book.text(Table::Post, ix, field).to_owned();
                let holds = self.post_span(ix).holds(today);
                let id = self.book.row_id(Table::Post, ix).0;
                PostView { id, school: text(post::SCHOOL), from: text(post::FROM), until: text(post::UNTIL), holds }
            };
            let mut posts: Vec<PostView> = self.posts_of(ix).into_iter().map(post).collect();
            posts.sort_by_key(|post| !post.holds);
            let made = records.get(&ix).map_or(&[][..], Vec::as_slice);
            let visits = made.iter().filter(|(_, record)| SchoolYear::containing(record.date) == year).count();
            CadreView {
                id: self.book.row_id(Table::Cadre, ix).0,
                name: text(cadre::NAME),
                duty: text(cadre::DUTY),
                phone: text(cadre::PHONE),
                posts,
                visits: visits as u32,
            }
        };
        let mut views: Vec<CadreView> = self.book.live(Table::Cadre).into_iter().map(view).collect();
        // Who has no school any more comes last.
        views.sort_by(|a, b| {
            let of = |view: &CadreView| (!view.posts.iter().any(|post| post.holds), view.name.clone());
            of(a).cmp(&of(b))
        });
        views
    }

    fn cadre_form(&self, cadre: Option<Id>) -> Step {
        let kept = cadre.and_then(|id| self.book.find(Table::Cadre, RowId(id)));
        let stored = |id| kept.map_or("", |ix| self.book.text(Table::Cadre, ix, id));
        Step::answer(CareAnswer::Form(FormView {
            person: kept.map(|ix| self.cadre_person(ix)).unwrap_or_default(),
            fields: CADRE.iter().map(|question| FormField::of(question, stored(question.id))).collect(),
            derived: Vec::new(),
            stored: kept.is_some(),
        }))
    }

    fn keep_cadre(&self, cadre: Option<Id>, answers: &Answers, now: &Now) -> Step {
        let kept = cadre.and_then(|id| self.book.find(Table::Cadre, RowId(id)));
        if cadre.is_some() && kept.is_none() {
            return Step::answer(Refusal::Gone);
        }
        let said = Said { sent: answers, stored: |id| kept.map_or("", |ix| self.book.text(Table::Cadre, ix, id)) };
        if said.to(cadre::NAME).is_empty() {
            return Step::answer(CareAnswer::Faults(vec![(cadre::NAME, Fault::Needed)]));
        }
        let row = cadre.map_or_else(|| RowId::new(now, &mut Dice::new(now)), RowId);
        let mut save = SaveBuilder::new();
        said.write(CADRE.iter().map(|question| question.id), |id| cell(Table::Cadre, row, id), &mut save);
        self.keep(&save, Action::Register, &format!("包联干部 {}", said.to(cadre::NAME)), now, Self::care_saved())
    }

    fn post_form(&self, cadre: Id, post: Option<Id>, now: &Now) -> Step {
        let Some(whose) = self.book.find(Table::Cadre, RowId(cadre)) else { return Step::answer(Refusal::Gone) };
        let kept = post.and_then(|id| self.book.find(Table::Post, RowId(id)));
        let field = |question: &Question| {
            let value = match (kept, question.id) {
                (Some(ix), _) => self.book.text(Table::Post, ix, question.id).to_owned(),
                (None, post::FROM) => Self::today(now).to_string(),
                (None, _) => String::new(),
            };
            FormField::of(question, &value)
        };
        Step::answer(CareAnswer::Form(FormView {
            person: self.cadre_person(whose),
            fields: POST.iter().map(field).collect(),
            derived: Vec::new(),
            stored: kept.is_some(),
        }))
    }

    fn keep_post(&self, cadre: Id, post: Option<Id>, answers: &Answers, now: &Now) -> Step {
        let kept = post.and_then(|id| self.book.find(Table::Post, RowId(id)));
        let whose = self.book.find(Table::Cadre, RowId(cadre));
        let Some(whose) = whose.filter(|_| post.is_none() || kept.is_some()) else {
            return Step::answer(Refusal::Gone);
        };
        let said = Said { sent: answers, stored: |id| kept.map_or("", |ix| self.book.text(Table::Post, ix, id)) };
        let day = |id| Date::parse_iso(said.to(id));
        let fault = |question: &Question| match said.to(question.id) {
            "" => (question.id != post::UNTIL).then_some(Fault::Needed),
            _ if question.id == post::UNTIL
                && day(post::UNTIL).zip(day(post::FROM)).is_some_and(|(end, start)| end < start) =>
            {
                Some(Fault::EndsBeforeStart)
            }
            text => question.fault(text),
        };
        let faults: Vec<_> = POST.iter().filter_map(|question| Some((question.id, fault(question)?))).collect();
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = post.map_or_else(|| RowId::new(now, &mut Dice::new(now)), RowId);
        if kept.is_none() {
            save.set(cell(Table::Post, row, post::CADRE), ValueRef::Row(RowId(cadre)));
        }
        said.write(POST.iter().map(|question| question.id), |id| cell(Table::Post, row, id), &mut save);
        let detail = format!("包联学校 {} {}", self.cadre_person(whose).name, said.to(post::SCHOOL));
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }
}
