//! What each order leads to. One order at a time; the ledger open now, if any, is all the state there is.

use desk::message::vault::{
    Answer, FromWorker, Order, SessionView, ToWorker, VaultAnswer, VaultFailure, VaultRequest, Weakness,
};
use desk::message::{Refusal, Response};
use futures_util::StreamExt;
use port::{Parcel, Port};
use vault::{Draft, suggest, weaknesses};

use crate::answer::failed;
use crate::derive::derive;
use crate::ledger_open::OpenLedger;
use crate::world::{Dice, now_ms};

/// An answer and the file that goes with it.
pub(crate) type Reply = (VaultAnswer, Option<Vec<u8>>);

/// The worker's state.
#[derive(Default)]
pub(crate) struct Office {
    pub(crate) open: Option<OpenLedger>,
}

/// Serves orders until the worker is terminated.
pub(crate) async fn run() {
    let (port, mut orders) = Port::open();
    let mut office = Office::default();
    while let Some(parcel) = orders.next().await {
        let Some(ToWorker { call, order }) = parcel.read() else {
            let answer = Answer::Vault(VaultAnswer::Failed(VaultFailure::Protocol));
            port.send(&FromWorker { call: 0, answer }, None);
            continue;
        };
        let (answer, payload) = office.serve(order, parcel).await;
        port.send(&FromWorker { call, answer }, payload.as_deref());
        if let Some(open) = &mut office.open {
            open.tidy().await;
        }
    }
}

impl Office {
    async fn serve(&mut self, order: Order, parcel: Parcel) -> (Answer, Option<Vec<u8>>) {
        match order {
            Order::Ask(request) => {
                let response = match &mut self.open {
                    Some(open) => open.ask(request).await,
                    None => Response::Refused(Refusal::NotOpen),
                };
                (Answer::Told(Box::new(response)), None)
            }
            Order::Vault(request) => {
                let (answer, payload) = self.serve_vault(request, parcel.payload).await;
                (Answer::Vault(answer), payload)
            }
        }
    }

    async fn serve_vault(&mut self, request: VaultRequest, _payload: Option<Vec<u8>>) -> Reply {
        let answer = match request {
            VaultRequest::List => VaultAnswer::List(Vec::new()),
            VaultRequest::Judge { passphrase, name } => {
                VaultAnswer::Judged(weaknesses(&passphrase, &name).into_iter().map(weakness).collect())
            }
            VaultRequest::Suggest => VaultAnswer::Suggested(suggest(&mut Dice, 8).to_string()),
            VaultRequest::Derive { passphrase, salt, kdf } => derive(&passphrase, salt, kdf),
            VaultRequest::Trial => match OpenLedger::trial().await {
                Ok(open) => self.opened(open),
                Err(error) => failed(&error),
            },
            VaultRequest::Draft(key) => self.draft(&key).await,
            VaultRequest::KeepDraft { key, text } => self.keep_draft(key, text).await,
            VaultRequest::DropDraft(key) => match &mut self.open {
                Some(open) => open.vault.drop_draft(&key).await.map_or_else(|e| failed(&e), |()| VaultAnswer::Done),
                None => not_open(),
            },
            _ => VaultAnswer::Failed(VaultFailure::NotOpen),
        };
        (answer, None)
    }

    pub(crate) fn opened(&mut self, open: OpenLedger) -> VaultAnswer {
        let session = open.session();
        self.open = Some(open);
        VaultAnswer::Open(session)
    }

    async fn draft(&self, key: &str) -> VaultAnswer {
        let Some(open) = &self.open else { return not_open() };
        match open.vault.draft(key).await {
            Ok(draft) => VaultAnswer::Draft(draft.and_then(|d| Some((String::from_utf8(d.content).ok()?, d.at_ms)))),
            Err(error) => failed(&error),
        }
    }

    async fn keep_draft(&mut self, form: String, text: String) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        let draft = Draft { form, at_ms: now_ms(), content: text.into_bytes() };
        open.vault.keep_draft(&draft).await.map_or_else(|e| failed(&e), |()| VaultAnswer::Done)
    }
}

pub(crate) fn not_open() -> VaultAnswer {
    VaultAnswer::Failed(VaultFailure::NotOpen)
}

fn weakness(found: vault::Weakness) -> Weakness {
    match found {
        vault::Weakness::TooShort => Weakness::TooShort,
        vault::Weakness::Common => Weakness::Common,
        vault::Weakness::DigitsOnly => Weakness::DigitsOnly,
        vault::Weakness::DatePattern => Weakness::DatePattern,
        vault::Weakness::HoldsName => Weakness::HoldsName,
        vault::Weakness::Repeated => Weakness::Repeated,
    }
}

impl OpenLedger {
    pub(crate) fn session(&self) -> SessionView {
        SessionView {
            trial: self.trial,
            label: self.label.clone(),
            last_backup_ms: self.last_backup_ms,
            card_checked: self.card_checked,
            damaged: self.damaged.clone(),
            read_only: !self.vault.holds_pen(),
        }
    }
}
