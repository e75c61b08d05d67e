//! Which form is wanted: its title, the key of its draft, what is asked for it and what keeps it.

use desk::message::Id;
use desk::message::care::{CareRequest, FormView, PersonView};
use desk::message::case::CaseRequest;
use desk::message::form::{Answers, FormField, InputKind};
use ledger::attachment::OwnerKind;
use ledger::case::{NoticeKind, StepKind};
use ledger::register::Register;
use ledger::schema::{DELETED, shortfall};
use ledger::visit::VisitKind;

use crate::route::id_hex;
use crate::text::care as words;
use crate::text::case as case_words;

/// The form that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) enum Wanted {
    /// A child in a register.
    Member(Register, Id),
    /// A visit, new or to be corrected; for a new one, the earlier turn it is to make good.
    Visit { kind: VisitKind, child: Id, visit: Option<Id>, makes_good: String },
    /// The reason for a turn of a duty that fell short; what kind of visit would make it good.
    Short { duty: String, person: PersonView, period: String, kind: VisitKind },
    /// A step of a child's case.
    Step(StepKind, Id),
    /// The next notice to a child's guardian.
    Notice(Id, NoticeKind),
    /// The receipt of a notice.
    Receipt { child: Id, notice: Id },
    /// The reason with which a step, here by its title, is struck.
    Strike { person: PersonView, step: Id, title: String },
}

impl Wanted {
    /// A new visit.
    pub(in crate::pages) fn visit(kind: VisitKind, child: Id) -> Wanted {
        Wanted::Visit { kind, child, visit: None, makes_good: String::new() }
    }

    pub(super) fn title(&self) -> String {
        match self {
            Wanted::Member(register, _) => words::register_title(register.text()),
            Wanted::Visit { kind, .. } => words::visit_title(*kind),
            Wanted::Short { .. } => words::SHORT_TITLE.to_owned(),
            Wanted::Step(kind, _) => kind.text().to_owned(),
            Wanted::Notice(_, kind) => kind.text().to_owned(),
            Wanted::Receipt { .. } => case_words::RECEIPT.to_owned(),
            Wanted::Strike { title, .. } => case_words::strike_title(title),
        }
    }

    /// The key of its draft.
    pub(super) fn key(&self) -> String {
        match self {
            Wanted::Member(register, child) => format!("member-{}-{}", register.key(), id_hex(child)),
            Wanted::Visit { kind, child, visit, makes_good } => {
                let which = visit.as_ref().map_or_else(|| makes_good.clone(), id_hex);
                format!("visit-{}-{}-{which}", kind.key(), id_hex(child))
            }
            Wanted::Short { duty, person, period, .. } => format!("short-{duty}-{}-{period}", id_hex(&person.child)),
            Wanted::Step(kind, child) => format!("step-{}-{}", kind.key(), id_hex(child)),
            Wanted::Notice(child, kind) => format!("notice-{}-{}", kind.key(), id_hex(child)),
            Wanted::Receipt { notice, .. } => format!("receipt-{}", id_hex(notice)),
            Wanted::Strike { step, .. } => format!("strike-{}", id_hex(step)),
        }
    }

    /// What pictures taken in the form belong to: which kind, and which of these if it is kept already.
    pub(super) fn pictures(&self) -> Option<(OwnerKind, Option<Id>)> {
        match self {
            Wanted::Visit { visit, .. } => Some((OwnerKind::Visit, *visit)),
            Wanted::Step(..) => Some((OwnerKind::Step, None)),
            Wanted::Receipt { notice, .. } => Some((OwnerKind::Notice, Some(*notice))),
            _ => None,
        }
    }

    pub(super) fn asking(&self) -> Option<CareRequest> {
        match self {
            Wanted::Member(register, child) => Some(CareRequest::MemberForm { register: *register, child: *child }),
            Wanted::Visit { kind, child, visit, makes_good } => Some(CareRequest::VisitForm {
                kind: *kind,
                child: *child,
                visit: *visit,
                makes_good: makes_good.clone(),
            }),
            Wanted::Step(kind, child) => Some(CaseRequest::StepForm { child: *child, kind: *kind }.into()),
            Wanted::Notice(child, _) => Some(CaseRequest::NoticeForm(*child).into()),
            Wanted::Receipt { child, notice } => {
                Some(CaseRequest::ReceiptForm { child: *child, notice: *notice }.into())
            }
            Wanted::Short { .. } | Wanted::Strike { .. } => None,
        }
    }

    /// The form, where it asks nothing that is stored.
    pub(super) fn own_form(&self) -> Option<FormView> {
        let form = |person: &PersonView, fields, text: &str| {
            Some(FormView { person: person.clone(), fields, derived: vec![text.to_owned()], stored: false })
        };
        let field = |id, label: &str, kind| FormField { id, label: label.to_owned(), kind, value: String::new() };
        match self {
            Wanted::Short { person, .. } => {
                let reason = field(shortfall::REASON, words::SHORT_REASON, InputKind::Line);
                let day = field(shortfall::MAKE_UP, words::SHORT_MAKE_UP, InputKind::Date);
                form(person, vec![reason, day], words::SHORT_TEXT)
            }
            Wanted::Strike { person, .. } => {
                form(person, vec![field(DELETED, case_words::STRIKE_REASON, InputKind::Line)], case_words::STRIKE_TEXT)
            }
            _ => None,
        }
    }

    /// The words on the button that keeps it.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Wanted::Short { .. } => words::SHORT_DO,
            Wanted::Strike { .. } => case_words::STRIKE,
            _ => words::SAVE,
        }
    }

    /// What keeps the answers; a step also if it does not fit, when the person says so.
    pub(super) fn keeping(&self, answers: Answers, even: bool) -> CareRequest {
        let text = |id| answers.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text).to_owned();
        match self {
            Wanted::Member(register, child) => CareRequest::KeepMember { register: *register, child: *child, answers },
            Wanted::Visit { kind, child, visit, .. } => {
                CareRequest::KeepVisit { kind: *kind, child: *child, visit: *visit, answers }
            }
            Wanted::Short { duty, person, period, .. } => CareRequest::CloseShort {
                duty: duty.clone(),
                child: person.child,
                period: period.clone(),
                reason: text(shortfall::REASON),
                make_up: text(shortfall::MAKE_UP),
            },
            Wanted::Step(kind, child) => CaseRequest::KeepStep { child: *child, kind: *kind, answers, even }.into(),
            Wanted::Notice(child, kind) => CaseRequest::KeepNotice { child: *child, kind: *kind, answers }.into(),
            Wanted::Receipt { child, notice } => {
                CaseRequest::KeepReceipt { child: *child, notice: *notice, answers }.into()
            }
            Wanted::Strike { person, step, .. } => {
                CaseRequest::Strike { child: person.child, step: *step, reason: text(DELETED) }.into()
            }
        }
    }
}
