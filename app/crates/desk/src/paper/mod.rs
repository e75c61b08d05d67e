//! Forms on paper, filled in with what the ledger knows. What is printed is noted in the access log; identity numbers
//! are masked.

mod case_file;
mod notice;
mod pictures;
mod return_table;
mod tree;
mod visit;

use ledger::child::Child;
use ledger::date::Date;
use ledger::field::Field;
use ledger::identity::mask;
use print::{Document, batch, form};

use crate::Desk;
use crate::message::Refusal;
use crate::message::paper::{BlankForm, PaperRequest, PaperView};
use crate::message::place::AccessAct;
use crate::step::{Now, Step};

impl Desk {
    pub(crate) fn ask_paper(&mut self, request: PaperRequest, now: &Now) -> Step {
        let shown = match self.pictures_for(&request) {
            Ok(shown) => shown,
            Err(load) => return load,
        };
        let whose = self.whose_paper(&request);
        let made = match request {
            PaperRequest::CaseFile(child) => self.case_file_paper(child, now),
            PaperRequest::Notice { child, notice } => self.notice_paper(child, notice, now),
            PaperRequest::Persuasion(child) => self.persuasion_paper(child),
            PaperRequest::Visit(visit) => self.visit_paper(visit, &shown, now),
            PaperRequest::Pictures { owner_kind, owner, six } => self.picture_pages(owner_kind, owner, six, &shown),
            PaperRequest::ClassVisits(class) => Some(self.class_visits(&class, now)),
            PaperRequest::ReturnTable => Some(self.return_table(now)),
            PaperRequest::Blank(form) => return Step::answer(view(&self.blank(form))),
        };
        let Some(document) = made else { return Step::answer(Refusal::Gone) };
        let view = view(&document);
        let subject = [document.title.as_str(), &whose].join(" ").trim().to_owned();
        let then = Box::new(move |_: &mut Desk, _| view.into());
        self.log_access(AccessAct::Print, &subject, "", now, then).even_without(true)
    }

    /// Whose paper it is, for the access log; nothing where the title says it.
    fn whose_paper(&self, request: &PaperRequest) -> String {
        let child = match request {
            PaperRequest::Notice { child, .. } | PaperRequest::Persuasion(child) => self.child_ix(*child),
            PaperRequest::Visit(visit) => self.visited(*visit),
            _ => None,
        };
        child.map_or_else(String::new, |child| self.row(child).get(Field::Name).to_owned())
    }

    fn blank(&self, form: BlankForm) -> Document {
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
        }
    }

    /// 家访记录表 for a class: one to sign for each child.
    fn class_visits(&self, class: &str, now: &Now) -> Document {
        let mut children = self.children_of(class);
        children.sort_by(|a, b| self.row(*a).get(Field::Name).cmp(self.row(*b).get(Field::Name)));
        let forms = children.into_iter().map(|child| self.home_visit_of(child, now).document()).collect();
        batch(format!("{} 家访记录表", class.replace('/', " ").trim()), forms)
    }

    /// What a form says of a child.
    fn said_of(&self, child: u32) -> Said {
        let row = self.row(child);
        let text = |field| row.get(field).to_owned();
        let address = [Field::HomeAddress, Field::CurrentAddress, Field::RegisteredAddress, Field::Village];
        Said {
            name: text(Field::Name),
            sex: text(Field::Sex),
            id_number: mask(row.get(Field::IdNumber)),
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

fn view(document: &Document) -> PaperView {
    PaperView { title: document.title.clone(), root: tree::of(document) }
}
