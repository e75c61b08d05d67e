//! What each order leads to. One order at a time; the ledger open now, if any, is all the state there is.

use desk::message::vault::{Answer, FromWorker, Order, ToWorker, VaultAnswer, VaultFailure, VaultRequest};
use desk::message::{CompareRequest, ImportRequest, Refusal, Request, Response, StorageTrouble};
use futures_channel::mpsc::{UnboundedSender, unbounded};
use futures_util::StreamExt;
use futures_util::stream::select;
use line::Heard as Back;
use port::{Parcel, Port};

use crate::answer::{not_open, weakness};
use crate::courier;
use crate::derive::derive;
use crate::driving::Next;
use crate::ear::Ear;
use crate::ledger_open::OpenLedger;
use crate::news::{Channel, Event};
use crate::pictures::PartNext;
use crate::shut::Shut;
use crate::upward::UpNext;
use crate::world::{Dice, now, now_ms};

/// An answer and the file that goes with it.
pub(crate) type Reply = (VaultAnswer, Option<Vec<u8>>);

/// The worker's state.
pub(crate) struct Office {
    pub(crate) open: Option<OpenLedger>,
    /// The other windows of the open ledger.
    pub(crate) channel: Option<Channel>,
    pub(crate) events: UnboundedSender<Event>,
    /// A backup that was looked through and may be restored.
    pub(crate) inspected: Option<crate::backup::Inspected>,
    lost_told: bool,
    /// The open ledger is shut: it answers to its PIN alone.
    pub(crate) shut: Option<Shut>,
    /// Which turn of waiting for the line of a shared ledger is the last.
    turn: u32,
    /// Hears from the server of a shared ledger that there is more.
    ear: Option<Ear>,
}

enum Heard {
    Order(Parcel),
    Event(Event),
}

/// Serves orders until the worker is terminated.
pub(crate) async fn run() {
    let (port, orders) = Port::open();
    let (events, happened) = unbounded();
    let mut office =
        Office { open: None, channel: None, events, inspected: None, lost_told: false, shut: None, turn: 0, ear: None };
    let mut heard = select(orders.map(Heard::Order), happened.map(Heard::Event));
    while let Some(heard) = heard.next().await {
        match heard {
            Heard::Order(parcel) => office.obey(&port, parcel).await,
            Heard::Event(event) => office.hear(&port, event).await,
        }
    }
}

fn news(answer: Answer) -> FromWorker {
    FromWorker { call: 0, answer }
}

impl Office {
    async fn obey(&mut self, port: &Port, parcel: Parcel) {
        let Some(ToWorker { call, order }) = parcel.read() else {
            port.send(&news(Answer::Vault(VaultAnswer::Failed(VaultFailure::Protocol))), None);
            return;
        };
        let before = self.open.as_ref().map(OpenLedger::version);
        let was_shared = self.is_shared();
        let (answer, payload) = self.serve(order, parcel).await;
        let fenced = matches!(&answer, Answer::Told(told) if **told == Response::Refused(Refusal::Storage(StorageTrouble::Fenced)));
        port.send(&FromWorker { call, answer }, payload.as_deref());
        // The page draws its frame meanwhile; nothing of a child is given out before this is on the disk.
        if let Some(open) = self.open.as_mut().filter(|open| open.unnoted) {
            open.note_opening().await;
        }
        if fenced {
            port.send(&news(Answer::ReadOnly), None);
        }
        self.tell_if_lost(port);
        let changed = before != self.open.as_ref().map(OpenLedger::version);
        if let Some(channel) = self.channel.as_ref().filter(|_| changed) {
            channel.saved();
        }
        if let Some(open) = &mut self.open {
            if changed {
                open.pay().await;
            }
            open.tidy().await;
        }
        self.tell_if_shared(port, was_shared);
        self.speak(port).await;
    }

    /// Whether the open ledger is shared, if one is open.
    fn is_shared(&self) -> Option<bool> {
        self.open.as_ref().map(|open| open.desk.is_shared())
    }

    /// Pages that show a ledger of one machine hear that it has become a shared one, and the other way round.
    fn tell_if_shared(&self, port: &Port, before: Option<bool>) {
        let changed = before.is_some() && before != self.is_shared();
        if let Some(open) = self.open.as_ref().filter(|_| changed) {
            port.send(&news(Answer::Lost(open.session())), None);
        }
    }

    /// Goes on with the line of a shared ledger: sends what is next, or has itself woken.
    async fn speak(&mut self, port: &Port) {
        let Some(open) = self.open.as_mut().filter(|_| self.shut.is_none()) else {
            // What is shut hears nothing.
            if let Some(open) = self.open.as_mut().filter(|_| self.ear.take().is_some()) {
                open.desk.ear(desk::Ear::Ended, &now());
            }
            return;
        };
        let before = open.version();
        match open.next_call().await {
            Next::Off => self.ear = None,
            Next::Call(call) => courier::send(call, self.events.clone()),
            Next::Wait(at_ms) => {
                // Pictures, and what offices hand each other, travel while the log has nothing to say.
                let at_ms = match open.next_part().await {
                    PartNext::Call(call) => {
                        courier::send(call, self.events.clone());
                        at_ms
                    }
                    PartNext::Wait(part_ms) => at_ms.min(part_ms),
                    PartNext::Off => at_ms,
                };
                let at_ms = match open.next_up().await {
                    UpNext::Call(call) => {
                        courier::send(call, self.events.clone());
                        at_ms
                    }
                    UpNext::Wait(up_ms) => at_ms.min(up_ms),
                    UpNext::Off => at_ms,
                };
                self.turn = self.turn.wrapping_add(1);
                let after = at_ms.saturating_sub(now_ms()).clamp(LEAST_WAIT_MS, LONGEST_WAIT_MS);
                courier::wake(i32::try_from(after).unwrap_or(i32::MAX), self.turn, self.events.clone());
                if let Some(listen) = open.desk.listen(&now()) {
                    self.ear = Ear::open(&listen, &self.events);
                }
            }
        }
        self.tell_if_changed(port, before);
    }

    async fn hear_line(&mut self, port: &Port, number: u32, heard: Back) {
        let Some(open) = self.open.as_mut() else { return };
        let (before, was_shared) = (open.version(), Some(open.desk.is_shared()));
        if let Some(call) = open.take_answer(number, heard).await {
            courier::send(call, self.events.clone());
        }
        self.tell_if_changed(port, before);
        // A short code has led to an invitation.
        self.tell_if_shared(port, was_shared);
        self.speak(port).await;
    }

    fn tell_if_changed(&self, port: &Port, before: u64) {
        if self.open.as_ref().is_some_and(|open| open.version() != before) {
            port.send(&news(Answer::Changed), None);
            if let Some(channel) = &self.channel {
                channel.saved();
            }
        }
    }

    async fn hear(&mut self, port: &Port, event: Event) {
        let was_shared = self.is_shared();
        match (event, &mut self.open) {
            // A database that was closed may be whole: only looking tells.
            (Event::Heard(number, heard), Some(_)) if self.shut.is_none() => {
                return self.hear_line(port, number, heard).await;
            }
            // Nothing is taken in while it is shut: what was asked is asked again.
            (Event::Heard(number, _), Some(open)) => return open.unheard(number),
            (Event::Tick(turn), Some(_)) => {
                if turn == self.turn {
                    self.speak(port).await;
                }
                return;
            }
            (Event::Ear(heard), Some(open)) => {
                open.desk.ear(heard, &now());
                if heard == desk::Ear::Ended {
                    self.ear = None;
                }
                return self.speak(port).await;
            }
            (Event::Heard(..) | Event::Tick(_) | Event::Ear(_), None) => return,
            (Event::Saved | Event::Lost, Some(open)) => {
                if !open.catch_up().await.is_empty() || open.behind || open.desk.is_shared() {
                    port.send(&news(Answer::Changed), None);
                }
            }
            (Event::Outdated, _) => port.send(&news(Answer::Reload), None),
            (Event::Blocked, _) => port.send(&news(Answer::Blocked), None),
            (Event::Saved | Event::Lost, None) => {}
        }
        self.tell_if_shared(port, was_shared);
        self.tell_if_lost(port);
    }

    /// Says once that the ledger lives on in memory.
    fn tell_if_lost(&mut self, port: &Port) {
        let lost = self.open.as_ref().filter(|open| open.lost && self.shut.is_none());
        if let Some(open) = lost.filter(|_| !self.lost_told) {
            port.send(&news(Answer::Lost(open.session())), None);
        }
        self.lost_told = lost.is_some();
    }

    async fn serve(&mut self, order: Order, parcel: Parcel) -> (Answer, Option<Vec<u8>>) {
        match order {
            Order::Ask(request) => {
                let response = match unpacked(request, parcel.payload.as_deref()) {
                    Some(request) => self.ask(request).await,
                    None => Response::Refused(Refusal::Protocol),
                };
                (Answer::Told(Box::new(response)), None)
            }
            Order::Vault(request) => {
                let (answer, payload) = self.serve_vault(request, parcel.payload).await;
                (Answer::Vault(answer), payload)
            }
        }
    }

    async fn ask(&mut self, request: Request) -> Response {
        match &mut self.open {
            Some(open) if self.shut.is_none() => open.ask(request).await,
            _ => Response::Refused(Refusal::NotOpen),
        }
    }

    async fn serve_vault(&mut self, request: VaultRequest, payload: Option<Vec<u8>>) -> Reply {
        if self.shut.is_some() && !matches!(request, VaultRequest::List | VaultRequest::OpenWithPin(_)) {
            return (not_open(), None);
        }
        let answer = match request {
            VaultRequest::SetPin(digits) => self.set_pin(digits).await,
            VaultRequest::Shut { minutes } => self.shut(minutes),
            VaultRequest::OpenWithPin(typed) => self.open_with_pin(&typed).await,
            VaultRequest::List => self.list().await,
            VaultRequest::Judge { passphrase, name } => {
                VaultAnswer::Judged(vault::weaknesses(&passphrase, &name).into_iter().map(weakness).collect())
            }
            VaultRequest::Suggest => VaultAnswer::Suggested(vault::suggest(&mut Dice).to_string()),
            VaultRequest::Derive { passphrase, salt, kdf } => derive(&passphrase, salt, kdf),
            VaultRequest::Trial => self.trial().await,
            VaultRequest::Create { label, lock } => self.create(&label, &lock).await,
            VaultRequest::CheckCard { index, word } => self.check_card(index, &word).await,
            VaultRequest::NewCard => self.new_card().await,
            VaultRequest::Unlock { vault, kek } => self.unlock(vault, kek).await,
            VaultRequest::UnlockByCard { vault, words } => self.unlock_by_card(vault, &words).await,
            VaultRequest::TakePen => self.take_pen().await,
            VaultRequest::PassphraseLock => self.passphrase_lock().await,
            VaultRequest::ChangeLock { present, new } => self.change_lock(present, &new).await,
            VaultRequest::Draft(form) => self.draft(&form).await,
            VaultRequest::KeepDraft { key, text } => self.keep_draft(key, text).await,
            VaultRequest::DropDraft(form) => self.drop_draft(&form).await,
            VaultRequest::Backup => return self.backup().await,
            VaultRequest::BackupLock => crate::backup::lock(payload.as_deref()),
            VaultRequest::Inspect { kek, words } => self.inspect(payload, kek, words).await,
            VaultRequest::Restore => self.restore().await,
            VaultRequest::Storage => self.storage().await,
            VaultRequest::Qr(text) => VaultAnswer::Qr(crate::qr::drawn(&text)),
            VaultRequest::Remove(id) => self.remove(id).await,
        };
        (answer, None)
    }
}

/// The request with the list that travelled beside it; `None` if those bytes are no list.
fn unpacked(mut request: Request, payload: Option<&[u8]>) -> Option<Request> {
    let Some(bytes) = payload else { return Some(request) };
    match &mut request {
        Request::Import(ImportRequest::Preview { table, .. })
        | Request::Compare(CompareRequest::AddList { table, .. }) => {
            **table = postcard::from_bytes(bytes).ok()?;
        }
        _ => {}
    }
    Some(request)
}

/// The line of a shared ledger is looked at no more often, and no less often.
const LEAST_WAIT_MS: u64 = 50;
const LONGEST_WAIT_MS: u64 = 60_000;
