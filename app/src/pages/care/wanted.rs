//! Which form is wanted: its title, the key of its draft, what is asked for it and what keeps it.

use desk::message::Id;
use desk::message::aid::AidRequest;
use desk::message::cadre::CadreRequest;
use desk::message::care::{CareRequest, FormView, PersonView, SubjectView};
use desk::message::case::CaseRequest;
use desk::message::docket::DocketRequest;
use desk::message::form::{Answers, FormField, InputKind};
use desk::message::register::RegisterRequest;
use ledger::attachment::OwnerKind;
use ledger::case::{NoticeKind, StepKind};
use ledger::docket::Docket;
use ledger::duty::Deed;
use ledger::register::{Restricted, Which};
use ledger::schema::{DELETED, docket, shortfall};
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

use crate::route::id_hex;
use crate::text::care as words;
use crate::text::case as case_words;
use crate::text::docket as docket_words;

/// The form that is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::pages) enum Wanted {
    /// A child in a register, here by its name.
    Member(Which, String, Id),
    /// A restricted entry, new or to be corrected.
    Restricted { register: Restricted, child: Id, entry: Option<Id> },
    /// A visit, new or to be corrected; for a new one, the earlier turn it is to make good.
    Visit { kind: VisitKind, whom: Id, visit: Option<Id>, makes_good: String },
    /// The reason for a turn of a duty that fell short; what would make it good.
    Short { duty: String, subject: SubjectView, period: String, deed: Deed },
    /// A cadre, or a new one.
    Cadre(Option<Id>),
    /// A school that a cadre answers for, or a new one.
    Post { cadre: Id, post: Option<Id> },
    /// A subsidy for a child in a term; the first that is missing if no item is named.
    Aid { child: Id, term: String, item: String },
    /// Days on which nothing is owed to a child.
    Pause { child: Id, pause: Option<Id> },
    /// A rule of the county's own, by its key, or a new one.
    OwnDuty(String),
    /// A step of a child's case.
    Step(StepKind, Id),
    /// The next notice to a child's guardian.
    Notice(Id, NoticeKind),
    /// The receipt of a notice.
    Receipt { child: Id, notice: Id },
    /// A line of a docket, new or to be corrected; for a new one, the child it is about if the roster knows it.
    Line { docket: Docket, line: Option<Id>, child: Option<Id> },
    /// The settling of a line.
    CloseLine { docket: Docket, line: Id },
    /// The reason with which a settled line is opened again.
    ReopenLine { docket: Docket, line: Id },
    /// The reason with which a line is struck.
    StrikeLine { docket: Docket, line: Id },
    /// The reason with which a step, here by its title, is struck.
    Strike { person: PersonView, step: Id, title: String },
}

impl Wanted {
    /// A new visit.
    pub(in crate::pages) fn visit(kind: VisitKind, whom: Id) -> Wanted {
        Wanted::Visit { kind, whom, visit: None, makes_good: String::new() }
    }

    /// What a turn of a duty asks for; `late` if it is over and would be made good.
    pub(super) fn doing(deed: Deed, whom: Id, period: &str, late: bool) -> Wanted {
        let makes_good = if late { period.to_owned() } else { String::new() };
        match deed {
            Deed::Visit(kind) => Wanted::Visit { kind, whom, visit: None, makes_good },
            Deed::Observation => Wanted::Step(StepKind::Observed, whom),
            Deed::Aid => Wanted::Aid { child: whom, term: period.to_owned(), item: String::new() },
        }
    }

    pub(super) fn title(&self) -> String {
        match self {
            Wanted::Member(_, name, _) => words::register_title(name),
            Wanted::Restricted { register, .. } => register.text().to_owned(),
            Wanted::Visit { kind, .. } => words::visit_title(*kind),
            Wanted::Short { .. } => words::SHORT_TITLE.to_owned(),
            Wanted::Cadre(_) => words::CADRE.to_owned(),
            Wanted::Post { .. } => words::POST.to_owned(),
            Wanted::Aid { .. } => crate::text::aid::AID.to_owned(),
            Wanted::Pause { .. } => words::PAUSE.to_owned(),
            Wanted::OwnDuty(_) => words::OWN_RULE.to_owned(),
            Wanted::Step(kind, _) => kind.text().to_owned(),
            Wanted::Notice(_, kind) => kind.text().to_owned(),
            Wanted::Receipt { .. } => case_words::RECEIPT.to_owned(),
            Wanted::Strike { title, .. } => case_words::strike_title(title),
            Wanted::Line { docket, .. } => docket_words::title(*docket),
            Wanted::CloseLine { docket, .. } => docket_words::close_title(*docket),
            Wanted::ReopenLine { .. } => docket_words::REOPEN.to_owned(),
            Wanted::StrikeLine { .. } => docket_words::STRIKE.to_owned(),
        }
    }

    /// The key of its draft.
    pub(super) fn key(&self) -> String {
        match self {
            Wanted::Member(register, _, child) => format!("member-{}-{}", register.key(), id_hex(child)),
            Wanted::Restricted { register, child, entry } => {
                let which = entry.as_ref().map_or_else(String::new, id_hex);
                format!("restricted-{}-{}-{which}", register.key(), id_hex(child))
            }
            Wanted::Visit { kind, whom, visit, makes_good } => {
                let which = visit.as_ref().map_or_else(|| makes_good.clone(), id_hex);
                format!("visit-{}-{}-{which}", kind.key(), id_hex(whom))
            }
            Wanted::Short { duty, subject, period, .. } => format!("short-{duty}-{}-{period}", id_hex(&subject.id)),
            Wanted::Cadre(cadre) => format!("cadre-{}", cadre.as_ref().map(id_hex).unwrap_or_default()),
            Wanted::Post { cadre, post } => {
                format!("post-{}-{}", id_hex(cadre), post.as_ref().map(id_hex).unwrap_or_default())
            }
            Wanted::Aid { child, term, item } => format!("aid-{}-{term}-{item}", id_hex(child)),
            Wanted::Pause { child, pause } => {
                format!("pause-{}-{}", id_hex(child), pause.as_ref().map(id_hex).unwrap_or_default())
            }
            Wanted::OwnDuty(key) => format!("own-duty-{key}"),
            Wanted::Step(kind, child) => format!("step-{}-{}", kind.key(), id_hex(child)),
            Wanted::Notice(child, kind) => format!("notice-{}-{}", kind.key(), id_hex(child)),
            Wanted::Receipt { notice, .. } => format!("receipt-{}", id_hex(notice)),
            Wanted::Strike { step, .. } => format!("strike-{}", id_hex(step)),
            Wanted::Line { docket, line, child } => {
                let which = line.as_ref().or(child.as_ref()).map(id_hex).unwrap_or_default();
                format!("line-{}-{which}", docket.key())
            }
            Wanted::CloseLine { line, .. } => format!("close-{}", id_hex(line)),
            Wanted::ReopenLine { line, .. } => format!("reopen-{}", id_hex(line)),
            Wanted::StrikeLine { line, .. } => format!("strike-line-{}", id_hex(line)),
        }
    }

    /// What pictures taken in the form belong to: which kind, and which of these if it is kept already.
    pub(super) fn pictures(&self) -> Option<(OwnerKind, Option<Id>)> {
        match self {
            Wanted::Visit { visit, .. } => Some((OwnerKind::Visit, *visit)),
            Wanted::Step(..) => Some((OwnerKind::Step, None)),
            Wanted::Receipt { notice, .. } => Some((OwnerKind::Notice, Some(*notice))),
            Wanted::CloseLine { line, .. } => Some((OwnerKind::Docket, Some(*line))),
            _ => None,
        }
    }

    pub(super) fn asking(&self) -> Option<CareRequest> {
        match self {
            Wanted::Member(register, _, child) => Some(CareRequest::MemberForm { register: *register, child: *child }),
            Wanted::Restricted { register, child, entry } => {
                Some(RegisterRequest::RestrictedForm { register: *register, child: *child, entry: *entry }.into())
            }
            Wanted::Visit { kind, whom, visit, makes_good } => {
                Some(CareRequest::VisitForm { kind: *kind, whom: *whom, visit: *visit, makes_good: makes_good.clone() })
            }
            Wanted::Step(kind, child) => Some(CaseRequest::StepForm { child: *child, kind: *kind }.into()),
            Wanted::Notice(child, _) => Some(CaseRequest::NoticeForm(*child).into()),
            Wanted::Receipt { child, notice } => {
                Some(CaseRequest::ReceiptForm { child: *child, notice: *notice }.into())
            }
            Wanted::Line { docket, line, child } => {
                Some(DocketRequest::Form { docket: *docket, line: *line, child: *child }.into())
            }
            Wanted::CloseLine { line, .. } => Some(DocketRequest::CloseForm(*line).into()),
            Wanted::Cadre(cadre) => Some(CadreRequest::Form(*cadre).into()),
            Wanted::Post { cadre, post } => Some(CadreRequest::PostForm { cadre: *cadre, post: *post }.into()),
            Wanted::Aid { child, term, item } => {
                Some(AidRequest::Form { child: *child, term: term.clone(), item: item.clone() }.into())
            }
            Wanted::Pause { child, pause } => Some(CareRequest::PauseForm { child: *child, pause: *pause }),
            Wanted::OwnDuty(key) => Some(CareRequest::OwnDutyForm(key.clone())),
            Wanted::Short { .. } | Wanted::Strike { .. } | Wanted::ReopenLine { .. } | Wanted::StrikeLine { .. } => {
                None
            }
        }
    }

    /// The form, where it asks nothing that is stored.
    pub(super) fn own_form(&self) -> Option<FormView> {
        let form = |person: &PersonView, fields, text: &str| {
            Some(FormView { person: person.clone(), fields, derived: vec![text.to_owned()], stored: false })
        };
        let field = |id, label: &str, kind| FormField { id, label: label.to_owned(), kind, value: String::new() };
        match self {
            Wanted::Short { subject, deed, .. } => {
                let SubjectView { id, name, note, place, .. } = subject.clone();
                let person = PersonView { child: id, name, grade_class: note, village: place };
                let reason = field(shortfall::REASON, words::SHORT_REASON, InputKind::Line);
                let day = field(shortfall::MAKE_UP, words::SHORT_MAKE_UP, InputKind::Date);
                form(&person, vec![reason, day], words::short_text(*deed))
            }
            Wanted::Strike { person, .. } => {
                form(person, vec![field(DELETED, case_words::STRIKE_REASON, InputKind::Line)], case_words::STRIKE_TEXT)
            }
            Wanted::ReopenLine { docket, .. } => {
                let field = field(docket::REOPENED, docket_words::REOPEN_REASON, InputKind::Line);
                form(&of_docket(*docket), vec![field], docket_words::REOPEN_TEXT)
            }
            Wanted::StrikeLine { docket, .. } => {
                let field = field(DELETED, docket_words::STRIKE_REASON, InputKind::Line);
                form(&of_docket(*docket), vec![field], docket_words::STRIKE_TEXT)
            }
            _ => None,
        }
    }

    /// The words on the button that keeps it.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Wanted::Short { .. } => words::SHORT_DO,
            Wanted::Strike { .. } => case_words::STRIKE,
            Wanted::CloseLine { docket, .. } => docket.settle(),
            Wanted::ReopenLine { .. } => docket_words::REOPEN,
            Wanted::StrikeLine { .. } => docket_words::STRIKE,
            _ => words::SAVE,
        }
    }

    /// What keeps the answers; also a step that does not fit, or what is doubtful, when the person says so.
    pub(super) fn keeping(&self, answers: Answers, even: bool) -> CareRequest {
        let text = |id| answers.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text).to_owned();
        match self {
            Wanted::Member(register, _, child) => {
                CareRequest::KeepMember { register: *register, child: *child, answers, even }
            }
            Wanted::Restricted { register, child, entry } => {
                let (register, child, entry) = (*register, *child, *entry);
                RegisterRequest::KeepRestricted { register, child, entry, answers }.into()
            }
            Wanted::Visit { kind, whom, visit, .. } => {
                CareRequest::KeepVisit { kind: *kind, whom: *whom, visit: *visit, answers, even }
            }
            Wanted::Cadre(cadre) => CadreRequest::Keep { cadre: *cadre, answers }.into(),
            Wanted::Post { cadre, post } => CadreRequest::KeepPost { cadre: *cadre, post: *post, answers }.into(),
            Wanted::Aid { child, term, item } => {
                AidRequest::Keep { child: *child, term: term.clone(), item: item.clone(), answers }.into()
            }
            Wanted::Pause { child, pause } => CareRequest::KeepPause { child: *child, pause: *pause, answers },
            Wanted::OwnDuty(key) => CareRequest::KeepOwnDuty { key: key.clone(), answers },
            Wanted::Short { duty, subject, period, .. } => CareRequest::CloseShort {
                duty: duty.clone(),
                whom: subject.id,
                period: period.clone(),
                reason: text(shortfall::REASON),
                make_up: text(shortfall::MAKE_UP),
            },
            Wanted::Step(kind, child) => CaseRequest::KeepStep { child: *child, kind: *kind, answers, even }.into(),
            Wanted::Notice(child, kind) => CaseRequest::KeepNotice { child: *child, kind: *kind, answers }.into(),
            Wanted::Receipt { child, notice } => {
                CaseRequest::KeepReceipt { child: *child, notice: *notice, answers }.into()
            }
            Wanted::Line { docket, line, child } => {
                DocketRequest::Keep { docket: *docket, line: *line, child: *child, answers, even }.into()
            }
            Wanted::CloseLine { line, .. } => DocketRequest::KeepClose { line: *line, answers }.into(),
            Wanted::ReopenLine { line, .. } => {
                DocketRequest::Reopen { line: *line, reason: text(docket::REOPENED) }.into()
            }
            Wanted::StrikeLine { line, .. } => DocketRequest::Strike { line: *line, reason: text(DELETED) }.into(),
            Wanted::Strike { person, step, .. } => {
                CaseRequest::Strike { child: person.child, step: *step, reason: text(DELETED) }.into()
            }
        }
    }
}

/// A form about a line has the docket's name where others have a child's.
fn of_docket(docket: Docket) -> PersonView {
    PersonView { name: docket.title().to_owned(), ..PersonView::default() }
}
