//! The child being looked at, and writing one of its fields.

use desk::message::Id;
use desk::message::Refusal;
use desk::message::roster::{Action, Change, ChildView, Column, RosterAnswer, RosterRequest};
use ledger::field::{Field, FieldKind};
use ledger::finding::FindingKind;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::child as words;
use crate::text::{finding, refusal};
use crate::ui::Toasts;

/// The child being looked at.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) id: Id,
    pub(super) view: RwSignal<Option<ChildView>>,
    /// The field being edited: one at a time.
    pub(super) editing: RwSignal<Option<Field>>,
    /// Full numbers that were revealed with a reason, until the page is left.
    pub(super) revealed: RwSignal<Vec<(Field, String)>>,
    session: Session,
    toasts: Toasts,
}

impl Record {
    pub(super) fn new(id: Id, view: RwSignal<Option<ChildView>>) -> Record {
        Record {
            id,
            view,
            editing: RwSignal::new(None),
            revealed: RwSignal::new(Vec::new()),
            session: Session::here(),
            toasts: Toasts::here(),
        }
    }

    /// The shown text of a field; empty if there is none.
    pub(super) fn text(self, field: Field) -> String {
        self.view.with(|v| {
            let found = v.as_ref().and_then(|v| v.fields.iter().find(|(f, _)| *f == field));
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        })
    }

    /// The text of a derived column.
    pub(super) fn derived(self, column: Column) -> String {
        self.view.with(|v| {
            let found = v.as_ref().and_then(|v| v.derived.iter().find(|(c, _)| *c == column));
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        })
    }

    /// What is wrong with a field.
    pub(super) fn findings(self, field: Field) -> Vec<FindingKind> {
        self.view.with(|v| {
            let all = v.iter().flat_map(|v| v.findings.iter());
            all.filter(|(f, _)| *f == field).map(|(_, kind)| *kind).collect()
        })
    }

    /// Writes a field; the words of a refusal, or nothing when it is on the disk.
    pub(super) async fn write(self, field: Field, text: String) -> Option<String> {
        let changes = vec![Change { child: self.id, field, text }];
        match self.session.roster(RosterRequest::Write { changes, action: Action::Edit }).await {
            Ok(RosterAnswer::Saved(save)) => {
                let _ = self.revealed.try_update(|r| r.retain(|(f, _)| *f != field));
                self.toasts.saved(words::SAVED, &save);
                None
            }
            Ok(_) | Err(Refusal::NothingToWrite) => None,
            Err(Refusal::BadValue { kind, .. }) => Some(finding::sentence(kind).to_owned()),
            Err(other) => Some(refusal::refusal(&other)),
        }
    }

    /// The full text of a masked field; the words of a refusal otherwise.
    pub(super) async fn reveal(self, field: Field, reason: String) -> Result<(), String> {
        match self.session.roster(RosterRequest::Reveal { child: self.id, field, reason }).await {
            Ok(RosterAnswer::Revealed(full)) => {
                let _ = self.revealed.try_update(|r| r.push((field, full)));
                Ok(())
            }
            Ok(_) => Err(refusal::refusal(&Refusal::Protocol)),
            Err(refused) => Err(refusal::refusal(&refused)),
        }
    }
}

/// Whether a field's text is shown masked.
pub(super) fn masked(field: Field) -> bool {
    matches!(field.kind(), FieldKind::Identity | FieldKind::StudentNumber | FieldKind::DisabilityCard)
}
