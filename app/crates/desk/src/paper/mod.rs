//! Forms on paper or in a file, filled in with what the ledger knows. What leaves is noted in the access log; identity
//! numbers are masked and restricted facts left out unless a reason is given, which is noted too.

mod case_file;
mod docket;
mod household;
mod notice;
mod pictures;
mod return_table;
mod school_plan;
mod tree;
mod visit;

use ledger::case::{DropReason, Evidence};
use ledger::child::Child;
use ledger::date::Date;
use ledger::field::Field;
use ledger::identity::mask;
use ledger::register::Register;
use print::{Document, Paper, batch, copies, form, rows};

use self::pictures::Shown;
use crate::Desk;
use crate::message::care::CareAnswer;
use crate::message::paper::{BlankForm, PaperOrder, PaperRequest, PaperView};
use crate::message::place::AccessAct;
use crate::message::roster::Sheet;
use crate::message::{Refusal, Response};
use crate::step::{Now, Step};

/// What a form may say: everything, or what anybody who sees a paper lie around may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    /// Identity numbers in part, nothing of disabilities.
    Masked,
    /// Everything: a reason was given and is in the log.
    Whole,
}

impl Say {
    /// An identity number as it may be printed.
    fn number(self, number: &str) -> String {
        if self == Say::Whole { number.to_owned() } else { mask(number) }
    }

    /// A restricted fact, or room to write it.
    fn restricted(self, fact: &str) -> String {
        if self == Say::Whole { fact.to_owned() } else { String::new() }
    }

    /// An answer of a form, or the general word for one that tells of a disability.
    fn answer(self, answer: &str) -> String {
        let general = RESTRICTED_ANSWERS.iter().find(|(restricted, _)| self == Say::Masked && *restricted == answer);
        general.map_or(answer, |(_, word)| word).to_owned()
    }
}

/// Answers offered by a form that tell of a disability, with what a masked paper says instead.
const RESTRICTED_ANSWERS: &[(&str, &str)] = &[
    (Register::Disabled.text(), "特殊群体"),
    (Register::DisabledParent.text(), "特殊群体"),
    (DropReason::Disability.text(), "身体原因"),
    (Evidence::DisabilityCard.text(), "证件"),
];

/// More copies than this are a slip of the finger.
const MOST_COPIES: u16 = 500;

impl Desk {
    pub(crate) fn ask_paper(&mut self, order: PaperOrder, now: &Now) -> Step {
        let PaperOrder { form, reason, as_sheet, copies: count } = order;
        let shown = match self.pictures_for(&form) {
            Ok(shown) => shown,
            Err(load) => return load,
        };
        let say = if reason.trim().is_empty() { Say::Masked } else { Say::Whole };
        let whose = self.whose_paper(&form);
        // What says nothing of a child, or was noted when it was asked for, is not noted again.
        let noted = !matches!(form, PaperRequest::Blank(_) | PaperRequest::Register { .. });
        let Some(document) = self.paper_of(form, say, &shown, now) else { return Step::answer(Refusal::Gone) };
        let document = copies(document, count.clamp(1, MOST_COPIES).into());
        let subject = [document.title.as_str(), &whose].join(" ").trim().to_owned();
        let answer: Response = if as_sheet {
            let date = Self::today(now).to_string();
            let (title, unit) = (document.title.clone(), self.unit().to_owned());
            // The title is the first of the rows already; the name of the file is made of it.
            let sheet = Sheet { title, unit, date, headers: Vec::new(), rows: rows(&document) };
            CareAnswer::Sheet(Box::new(sheet)).into()
        } else {
            view(&document).into()
        };
        if !noted {
            return Step::answer(answer);
        }
        let act = if as_sheet { AccessAct::Export } else { AccessAct::Print };
        let step = self.log_access(act, &subject, &reason, now, Box::new(move |_: &mut Desk, _| answer));
        // A whole number leaves only when its line of the log is kept.
        step.even_without(say == Say::Masked)
    }

    fn paper_of(&self, form: PaperRequest, say: Say, shown: &Shown, now: &Now) -> Option<Document> {
        match form {
            PaperRequest::CaseFile(child) => self.case_file_paper(child, say, now),
            PaperRequest::Notice { child, notice } => self.notice_paper(child, notice, say, now),
            PaperRequest::OpenNotices(class) => self.open_notices(&class, say, now),
            PaperRequest::Persuasion(child) => self.persuasion_paper(child, say),
            PaperRequest::Visit(visit) => self.visit_paper(visit, say, shown, now),
            PaperRequest::Pictures { owner_kind, owner, six } => self.picture_pages(owner_kind, owner, six, shown),
            PaperRequest::ClassVisits(class) => Some(self.class_visits(&class, say, now)),
            PaperRequest::ReturnTable => Some(self.return_table(Self::today(now).year(), now)),
            PaperRequest::ReturnTableOf(year) => Some(self.return_table(year, now)),
            PaperRequest::Letter(line) => self.letter_paper(line, say),
            PaperRequest::Pledge(line) => self.pledge_paper(line),
            PaperRequest::Household(child) => self.household_paper(child, say, now),
            PaperRequest::SchoolPlan(school) => Some(self.school_plan_paper(&school, now)),
            PaperRequest::Register { sheet, a3, sign } => Some(register(*sheet, a3, sign)),
            PaperRequest::Blank(form) => Some(self.blank(form, now)),
        }
    }

    /// Whose paper it is, for the access log; nothing where the title says it.
    fn whose_paper(&self, request: &PaperRequest) -> String {
        let child = match request {
            PaperRequest::Notice { child, .. } | PaperRequest::Persuasion(child) | PaperRequest::Household(child) => {
                self.child_ix(*child)
            }
            PaperRequest::Letter(line) => self.docket_line(*line).and_then(|line| self.child_of_line(line)),
            PaperRequest::Visit(visit) => self.visited(*visit),
            _ => None,
        };
        child.map_or_else(String::new, |child| self.row(child).get(Field::Name).to_owned())
    }

    fn blank(&self, form: BlankForm, now: &Now) -> Document {
        use ledger::visit::VisitKind;
        match form {
            BlankForm::Visit(VisitKind::HomeTeaching) => form::home_teaching::HomeTeaching::default().document(),
            BlankForm::Visit(VisitKind::Persuasion) => form::persuasion::Persuasion::default().document(),
            BlankForm::Visit(VisitKind::Liaison) => form::liaison::Liaison::default().document(),
            BlankForm::Visit(_) => form::home_visit::HomeVisit::default().document(),
            BlankForm::Notice(kind) => {
                form::notice::Notice { stub: true, ..Default::default() }.document(&self.template(kind))
            }
            BlankForm::CaseFile => form::case_file::CaseFile::default().document(),
            BlankForm::Pledge => form::pledge::Pledge::default().document(),
            BlankForm::Letter => form::letter::Letter::default().document(),
            BlankForm::Household => form::household::Household::default().document(),
            BlankForm::SchoolPlan => Self::blank_plan(),
            BlankForm::Docket(docket) => self.blank_docket(docket),
            BlankForm::ReturnTable => self.blank_return_table(Self::today(now).year()),
        }
    }

    /// 家访记录表 for a class: one to sign for each child.
    fn class_visits(&self, class: &str, say: Say, now: &Now) -> Document {
        let mut children = self.children_of(class);
        children.sort_by(|a, b| self.row(*a).get(Field::Name).cmp(self.row(*b).get(Field::Name)));
        let forms = children.into_iter().map(|child| self.home_visit_of(child, say, now).document()).collect();
        batch(format!("{} 家访记录表", class.replace('/', " ").trim()), forms)
    }

    /// What a form says of a child.
    fn said_of(&self, child: u32, say: Say) -> Said {
        let row = self.row(child);
        let text = |field| row.get(field).to_owned();
        let address = [Field::HomeAddress, Field::CurrentAddress, Field::RegisteredAddress, Field::Village];
        Said {
            name: text(Field::Name),
            sex: text(Field::Sex),
            id_number: say.number(row.get(Field::IdNumber)),
            school: text(Field::School),
            class: row.grade_class(),
            guardian: text(Field::Guardian),
            phone: text(Field::GuardianPhone),
            address: address
                .into_iter()
                .map(|field| row.get(field))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned(),
            household: [row.get(Field::Township), row.get(Field::Village), row.get(Field::VillageGroup)].concat(),
        }
    }
}

/// What the forms say of a child, each in its own place.
struct Said {
    name: String,
    sex: String,
    id_number: String,
    school: String,
    class: String,
    guardian: String,
    phone: String,
    address: String,
    household: String,
}

/// A day as paper writes it; anything else as it stands.
fn day(text: &str) -> String {
    Date::parse_iso(text).map_or_else(|| text.to_owned(), Date::chinese)
}

/// A table broadside on paper.
fn register(sheet: Sheet, a3: bool, sign: Vec<String>) -> Document {
    let Sheet { title, unit, date, headers: heads, rows } = sheet;
    let rows = rows.into_iter().map(|row| row.into_iter().map(|text| day(&text)).collect()).collect();
    let paper = if a3 { Paper::A3Landscape } else { Paper::A4Landscape };
    form::register::Register { title, unit, date: day(&date), heads, rows, sign }.document(paper)
}

fn view(document: &Document) -> PaperView {
    PaperView { title: document.title.clone(), root: tree::of(document) }
}
