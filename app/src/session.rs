//! The page's one conversation with the engine: ask, be told, notice changes, lock.
//!
//! The engine runs in a Web Worker that holds the keys and the children; the page holds only what it shows. Locking is
//! terminating that worker ([`lock`]), and what it leaves of the page is found again by the same person ([`place`]). A
//! [`Session`] is a copyable handle in context. After an `.await` a page may be gone: use
//! `try_get` and `try_set` on its signals there.

mod ask;
mod draft;
mod file;
mod link;
mod lock;
mod passphrase;
mod place;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use desk::message::Id;
use desk::message::vault::{Answer, Order, SessionView, VaultAnswer, VaultFailure, VaultRequest, VaultView};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(crate) use self::draft::Draft;
pub(crate) use self::file::{FileDesk, FileTrouble, download};
use self::link::DeskLink;
pub(crate) use self::passphrase::derive;
pub(crate) use self::place::{from_text, to_text};
use crate::platform::worker::Payload;
use crate::platform::{crash, neighbour};

/// What the person at the machine may do now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    /// The engine is starting.
    Starting,
    /// No ledger on this machine.
    NoVault,
    /// Ledgers on this machine, none open.
    Locked(Vec<VaultView>),
    /// A ledger is open; its `trial` says that it lives in memory only.
    Open(SessionView),
    /// A ledger that is shut: its keys are in the engine, and its PIN opens it.
    Shut {
        /// Its label.
        label: String,
        /// Since when, by the machine's clock.
        since_ms: u64,
    },
    /// The browser gives no storage, or its database is of a newer build: only a trial is possible.
    NoStorage(VaultFailure),
}

/// Handle to the conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    link: StoredValue<Option<Rc<DeskLink>>, LocalStorage>,
    // Typed and not yet known to be in the vault, by form.
    drafts: StoredValue<Rc<RefCell<BTreeMap<String, String>>>, LocalStorage>,
    phase: RwSignal<Phase>,
    version: RwSignal<u32>,
    saving: RwSignal<u32>,
    read_only: RwSignal<bool>,
    outdated: RwSignal<bool>,
    blocked: RwSignal<bool>,
    // What lies beside the forms of a page and is sealed with them when the page is locked.
    beside: StoredValue<BTreeMap<String, String>>,
    // The ledger that was locked in place, and what was sealed then.
    left: RwSignal<Option<Id>>,
    resume: StoredValue<Vec<String>>,
    parting: RwSignal<Option<String>>,
}

impl Session {
    /// Starts the engine, looks for ledgers on this machine and puts the session into context.
    pub(crate) fn provide() -> Session {
        let session = Session::idle();
        provide_context(session);
        session.start();
        session.hear_neighbour();
        session
    }

    fn idle() -> Session {
        Session {
            link: StoredValue::new_local(None),
            drafts: StoredValue::new_local(Rc::default()),
            phase: RwSignal::new(Phase::Starting),
            version: RwSignal::new(0),
            saving: RwSignal::new(0),
            read_only: RwSignal::new(false),
            outdated: RwSignal::new(false),
            blocked: RwSignal::new(false),
            beside: StoredValue::new(BTreeMap::new()),
            left: RwSignal::new(None),
            resume: StoredValue::new(Vec::new()),
            parting: RwSignal::new(None),
        }
    }

    /// The session of a module that joins the engine another module of the page has started, and puts it into context.
    pub(crate) fn join() -> Session {
        let session = Session::idle();
        provide_context(session);
        session.hear_neighbour();
        session
    }

    /// Joins the engine that runs now; the one before may have been ended by a lock. A link that still leads there is
    /// kept: its calls are numbered on, or a late answer would meet a new call of the same number.
    pub(crate) fn join_again(self) {
        if self.link.with_value(|link| link.as_ref().is_some_and(|link| link.is_current())) {
            return;
        }
        let news = move |answer| {
            if matches!(answer, Answer::Changed) {
                self.version.try_update(|n| *n += 1);
            }
        };
        self.link.set_value(DeskLink::join(news).map(Rc::new));
    }

    /// The page's other module has saved something, or the page is about to be locked.
    fn hear_neighbour(self) {
        neighbour::on_saved(move || {
            self.version.try_update(|n| *n += 1);
        });
        neighbour::on_typed(move || self.typed());
        neighbour::on_leaving(move || {
            // Nothing of it stays here: the engine may be gone before it answers.
            let left = self.take_leave();
            let any = !left.is_empty();
            for (key, text) in left {
                spawn_local(async move {
                    // A draft that cannot be kept is not worth keeping a page unlocked.
                    let _ = self.vault(VaultRequest::KeepDraft { key, text }, None).await;
                });
            }
            any
        });
        neighbour::on_stranger(move || self.forget_place());
    }

    /// The session in context.
    pub(crate) fn here() -> Session {
        // Provided by the root before any page exists.
        use_context::<Session>().unwrap_or_else(Session::provide)
    }

    /// What the person may do now.
    pub(crate) fn phase(self) -> Phase {
        self.phase.get()
    }

    /// The open ledger, if one is open.
    pub(crate) fn view(self) -> Option<SessionView> {
        self.phase.with(|phase| match phase {
            Phase::Open(view) => Some(view.clone()),
            _ => None,
        })
    }

    /// The open ledger, without following it.
    pub(crate) fn view_untracked(self) -> Option<SessionView> {
        untrack(|| self.view())
    }

    /// Whether the open ledger lives in memory only.
    pub(crate) fn trial(self) -> bool {
        self.view().is_some_and(|v| v.trial)
    }

    /// A number that grows whenever the ledger was changed, here or in another window: read it to ask again.
    pub(crate) fn version(self) -> u32 {
        self.version.get()
    }

    /// Whether a save is on its way to the disk.
    pub(crate) fn saving(self) -> bool {
        self.saving.get() > 0
    }

    /// Another window holds the pen.
    pub(crate) fn read_only(self) -> bool {
        self.read_only.get()
    }

    /// A newer build of the program wants the database: please reload.
    pub(crate) fn outdated(self) -> bool {
        self.outdated.get()
    }

    /// An older build in another window keeps the database from being opened.
    pub(crate) fn blocked(self) -> bool {
        self.blocked.get()
    }

    /// Whether the ledger was on the disk and its data there were cleared: it lives on in memory.
    pub(crate) fn lost(self) -> bool {
        self.view().is_some_and(|v| v.lost)
    }

    /// Whether something is typed that is not saved; then nothing may reload the page unasked.
    pub(crate) fn dirty(self) -> bool {
        self.typed() || neighbour::has_typed()
    }

    fn typed(self) -> bool {
        self.saving.get_untracked() > 0 || self.drafts.with_value(|d| !d.borrow().is_empty())
    }

    /// Gives an order to the vault, with a file if it needs one. An answer `Open` opens the session by itself;
    /// after `Created` the recovery card comes first, then [`Session::enter`].
    pub(crate) async fn vault(
        self,
        request: VaultRequest,
        payload: Option<Payload>,
    ) -> Result<(VaultAnswer, Option<Payload>), VaultFailure> {
        match self.order(Order::Vault(request), payload).await {
            Some((Answer::Vault(VaultAnswer::Failed(failure)), _)) => Err(failure),
            Some((Answer::Vault(answer), payload)) => {
                if let VaultAnswer::Open(view) = &answer {
                    self.enter(view.clone());
                }
                Ok((answer, payload))
            }
            Some(_) => Err(VaultFailure::Protocol),
            None => Err(VaultFailure::NotOpen),
        }
    }

    /// Shows the pages of an open ledger.
    pub(crate) fn enter(self, view: SessionView) {
        self.arrive(&view.id);
        self.read_only.set(view.read_only);
        self.blocked.set(false);
        self.parting.set(None);
        self.version.update(|n| *n += 1);
        neighbour::tell_saved();
        self.phase.set(Phase::Open(view));
    }

    /// Looks again which ledgers stand on this machine (after one was removed or restored).
    pub(crate) async fn look(self) {
        let phase = match self.vault(VaultRequest::List, None).await {
            Ok((VaultAnswer::List(vaults), _)) if vaults.is_empty() => Phase::NoVault,
            Ok((VaultAnswer::List(vaults), _)) => Phase::Locked(vaults),
            Ok(_) => Phase::NoStorage(VaultFailure::Protocol),
            Err(failure) => Phase::NoStorage(failure),
        };
        let _ = self.phase.try_set(phase);
    }

    fn start(self) {
        let news = move |answer| match answer {
            Answer::Changed => {
                self.version.try_update(|n| *n += 1);
            }
            Answer::ReadOnly => {
                let _ = self.read_only.try_set(true);
            }
            Answer::Reload => {
                let _ = self.outdated.try_set(true);
            }
            Answer::Lost(view) => {
                if self.view_untracked().is_some() {
                    self.enter(view);
                }
            }
            Answer::Blocked => {
                let _ = self.blocked.try_set(true);
            }
            Answer::Told(_) | Answer::Vault(_) => {}
        };
        let link = DeskLink::open(news, |words| crash::show(&words));
        link.iter().for_each(DeskLink::share);
        self.link.set_value(link.map(Rc::new));
        spawn_local(self.look());
    }

    async fn order(self, order: Order, payload: Option<Payload>) -> Option<(Answer, Option<Payload>)> {
        let receiver = self.link.try_with_value(|link| link.as_ref().map(|l| l.call(order, payload)))??;
        receiver.await.ok()
    }

    fn hold_draft(self, key: &str, text: Option<String>) {
        self.drafts.with_value(|drafts| match text {
            Some(text) => drafts.borrow_mut().insert(key.to_owned(), text),
            None => drafts.borrow_mut().remove(key),
        });
    }

    async fn send_draft(self, key: String) {
        let text = self.drafts.with_value(|d| d.borrow().get(&key).cloned());
        if let Some(text) = text {
            // A draft that cannot be kept is not worth interrupting the typing; saving the form will say why.
            let _ = self.vault(VaultRequest::KeepDraft { key, text }, None).await;
        }
    }
}
