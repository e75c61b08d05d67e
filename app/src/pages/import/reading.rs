//! Reading one file after another: the queue, the file worker, and what it understood.
//!
//! Used by the import wizard and wherever a comparison list is added. The worker keeps the bytes of the file it read
//! last, so another sheet, header row or mapping sends nothing again; stopping ends the worker, and the next order
//! starts one with the file anew.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use desk::message::file::{ReadChoice, ReadView};
use desk::message::{ImportAnswer, ImportRequest};
use js_sys::Uint8Array;
use ledger::field::Field;
use ledger::list::ListKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::files;
use crate::platform::worker::Payload;
use crate::session::{FileDesk, FileTrouble, Session, from_text, to_text};
use crate::text::import as t;

/// A file or a pasted block that waits to be read.
#[derive(Clone, Debug)]
pub(crate) enum Incoming {
    /// A file the person chose or dropped.
    File(web_sys::File),
    /// A pasted block.
    Pasted(String),
}

impl Incoming {
    /// What people call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Incoming::File(file) => file.name(),
            Incoming::Pasted(_) => t::PASTE_NAME.to_owned(),
        }
    }

    async fn bytes(&self) -> Result<Payload, FileTrouble> {
        match self {
            Incoming::File(file) => files::bytes(file).await.map_err(|_| FileTrouble::Broken),
            Incoming::Pasted(text) => Ok(Uint8Array::from(text.as_bytes()).buffer()),
        }
    }
}

/// Rows done and rows in all, once the reader has said so.
type Done = Option<(u32, u32)>;

/// The state of reading; copyable handle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    session: Session,
    worker: StoredValue<Option<Rc<FileDesk>>, LocalStorage>,
    // The worker still holds the bytes of the current file.
    held: StoredValue<bool>,
    turn: StoredValue<u32>,
    current: RwSignal<Option<Incoming>, LocalStorage>,
    waiting: RwSignal<Vec<Incoming>, LocalStorage>,
    expected: StoredValue<Option<ListKind>>,
    choice: StoredValue<ReadChoice>,
    /// Key of the draft of what the person says about the file: it tells this file, read anew, from every other.
    pub(crate) draft: RwSignal<Option<String>>,
    /// What the person said about it, as the draft keeps it; empty if nothing.
    pub(crate) said: RwSignal<String>,
    /// Rows done and rows in all while reading goes on.
    progress: RwSignal<Option<ArcRwSignal<Done>>>,
    list: StoredValue<Option<Payload>, LocalStorage>,
    /// What was understood.
    pub(crate) view: RwSignal<Option<Arc<ReadView>>>,
    /// Whether a remembered mapping was taken.
    pub(crate) remembered: RwSignal<bool>,
    /// Why there is nothing to show.
    pub(crate) trouble: RwSignal<Option<FileTrouble>>,
}

impl Reading {
    /// Nothing read yet.
    pub(crate) fn new() -> Reading {
        let reading = Reading {
            session: Session::here(),
            worker: StoredValue::new_local(None),
            held: StoredValue::new(false),
            turn: StoredValue::new(0),
            current: RwSignal::new_local(None),
            waiting: RwSignal::new_local(Vec::new()),
            expected: StoredValue::new(None),
            choice: StoredValue::new(ReadChoice::default()),
            draft: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            progress: RwSignal::new(None),
            list: StoredValue::new_local(None),
            view: RwSignal::new(None),
            remembered: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        on_cleanup(move || reading.stop());
        reading
    }

    /// The name of the current file, empty if there is none.
    pub(crate) fn name(self) -> String {
        self.current.with(|c| c.as_ref().map(Incoming::name).unwrap_or_default())
    }

    /// The same after an `.await`, when the page may be gone.
    pub(crate) fn name_if_alive(self) -> Option<String> {
        self.current.try_with_untracked(|c| c.as_ref().map(Incoming::name))?
    }

    /// Whether a file is taken up.
    pub(crate) fn taken(self) -> bool {
        self.current.with(Option::is_some)
    }

    /// Names of the files that wait.
    pub(crate) fn queue(self) -> Vec<String> {
        self.waiting.with(|w| w.iter().map(Incoming::name).collect())
    }

    /// Rows done and rows in all (0 if unknown) while reading goes on.
    pub(crate) fn progress(self) -> Option<(u32, u32)> {
        self.progress.get().map(|p| p.get().unwrap_or_default())
    }

    /// Starts the worker while the person is still choosing a file. If it cannot start, reading says so.
    pub(crate) fn make_ready(self) {
        let _ = self.worker();
        on_cleanup(move || {
            if self.current.try_with_untracked(Option::is_none) == Some(true) {
                self.stop();
            }
        });
    }

    /// The files to come are lists of this kind.
    pub(crate) fn expect(self, kind: ListKind) {
        self.expected.set_value(Some(kind));
    }

    /// Takes files: the first at once if none is taken, the others wait.
    pub(crate) fn take(self, incoming: Vec<Incoming>) {
        self.waiting.update(|w| w.extend(incoming));
        if self.current.with_untracked(Option::is_none) {
            self.next();
        }
    }

    /// Drops a waiting file.
    pub(crate) fn drop_waiting(self, index: usize) {
        self.waiting.update(|w| {
            if index < w.len() {
                w.remove(index);
            }
        });
    }

    /// Puts the current file away and takes up the next, if one waits.
    pub(crate) fn next(self) {
        if self.held.get_value() || self.progress.with_untracked(Option::is_some) {
            self.stop();
        }
        self.list.set_value(None);
        self.view.set(None);
        self.trouble.set(None);
        self.remembered.set(false);
        self.forget();
        self.draft.set(None);
        self.said.set(String::new());
        let next = self.waiting.try_update(|w| (!w.is_empty()).then(|| w.remove(0))).flatten();
        let pasted = matches!(next, Some(Incoming::Pasted(_)));
        self.choice.set_value(self.untold(pasted));
        let any = next.is_some();
        self.current.set(next);
        if any {
            self.read();
        }
    }

    /// Changes how the file is read, and reads it again.
    pub(crate) fn choose(self, change: impl FnOnce(&mut ReadChoice)) {
        self.choice.update_value(change);
        self.said.set(self.choice.with_value(|choice| {
            // The engine's memory of an earlier import is not the person's word.
            let said = ReadChoice { remembered: None, ..choice.clone() };
            if said == self.untold(said.pasted) {
                return String::new();
            }
            postcard::to_allocvec(&said).map(|bytes| to_text(&bytes)).unwrap_or_default()
        }));
        if self.progress.with_untracked(Option::is_some) {
            // One order at a time: the answer to the earlier one is no longer wanted.
            self.stop();
        }
        self.read();
    }

    /// Reads the file as the person said before.
    pub(crate) fn take_up(self, said: &str) {
        let said = from_text(said).and_then(|bytes| postcard::from_bytes::<ReadChoice>(&bytes).ok());
        if let Some(said) = said {
            self.choose(|choice| *choice = ReadChoice { pasted: choice.pasted, ..said });
        }
    }

    /// What the person said is kept elsewhere by now, or given up.
    pub(crate) fn forget(self) {
        if let Some(key) = self.draft.try_get_untracked().flatten() {
            self.session.drop_draft(key);
        }
    }

    /// The file is dealt with: lets go of the worker, whose memory never shrinks, and of the list. What is asked of the file
    /// later begins with reading it again.
    pub(crate) fn rest(self) {
        self.forget();
        self.stop();
        self.list.try_set_value(None);
    }

    fn untold(self, pasted: bool) -> ReadChoice {
        ReadChoice { pasted, kind: self.expected.get_value(), ..ReadChoice::default() }
    }

    /// Ends the reading that goes on and says so; the file stays taken up.
    pub(crate) fn cancel(self) {
        self.stop();
        self.progress.set(None);
        self.trouble.set(Some(FileTrouble::Cancelled));
    }

    /// Says what one column is; the other columns stay as they were understood.
    pub(crate) fn map(self, column: usize, field: Option<Field>) {
        let Some(view) = self.view.get_untracked() else { return };
        let mut mapping: Vec<Option<Field>> = view.columns.iter().map(|c| c.field).collect();
        if field.is_some() {
            // A field stands at most once: naming it here takes it from where it was.
            mapping.iter_mut().filter(|m| **m == field).for_each(|m| *m = None);
        }
        if let Some(slot) = mapping.get_mut(column) {
            *slot = field;
        }
        self.choose(|choice| choice.mapping = Some(mapping));
    }

    /// Forgets what the person or an earlier import said about the columns.
    pub(crate) fn map_anew(self) {
        self.remembered.set(false);
        self.choose(|choice| {
            choice.mapping = None;
            choice.remembered = None;
        });
    }

    // The number of the reading is raised, so that what is still on its way is not listened to.
    fn stop(self) {
        self.turn.try_update_value(|n| *n += 1);
        let worker = self.worker.try_update_value(Option::take).flatten();
        if let Some(worker) = worker {
            worker.stop();
        }
        self.held.try_update_value(|h| *h = false);
    }

    /// The list as the engine takes it: a copy of its bytes, for the next step may be taken twice.
    pub(crate) fn list(self) -> Option<Payload> {
        self.list.try_with_value(|list| list.as_ref().map(|l| l.slice(0)))?
    }

    /// Failing rows with their reasons in the file's own layout.
    pub(crate) async fn failing(self, rows: Vec<(u32, String)>) -> Result<(String, Payload), FileTrouble> {
        if self.held.try_get_value() != Some(true) {
            let read = self.read_once().await;
            let _ = self.progress.try_set(None);
            read?;
        }
        self.worker()?.failing(rows).await
    }

    fn read(self) {
        let Some(turn) = self.turn.try_get_value() else { return };
        self.trouble.set(None);
        spawn_local(async move {
            let result = self.read_and_remember().await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let _ = self.progress.try_set(None);
            if let (Ok(view), Some(None)) = (&result, self.draft.try_get_untracked()) {
                // Only a number: what is found again after a lock holds no words of a file.
                let mut file = DefaultHasher::new();
                (self.name_if_alive(), &view.source_key).hash(&mut file);
                let _ = self.draft.try_set(Some(format!("mapping/{:x}", file.finish())));
            }
            let _ = match result {
                Ok(view) => self.view.try_set(Some(Arc::new(view))).is_some(),
                Err(trouble) => self.trouble.try_set(Some(trouble)).is_some(),
            };
        });
    }

    async fn read_and_remember(self) -> Result<ReadView, FileTrouble> {
        let first = self.read_once().await?;
        let untouched = self.choice.try_with_value(|c| c.mapping.is_none() && c.remembered.is_none()).unwrap_or(false);
        if !untouched {
            return Ok(first);
        }
        let source = first.source_key.clone();
        match self.session.import(ImportRequest::Mapping { source }).await {
            Ok(ImportAnswer::Mapping(Some(spec))) => {
                let _ = self.remembered.try_set(true);
                if spec == first.mapping_spec {
                    return Ok(first);
                }
                self.choice.try_update_value(|c| c.remembered = Some(spec));
                self.read_once().await
            }
            // Without memory (or without an answer) what was understood stands by itself.
            _ => Ok(first),
        }
    }

    async fn read_once(self) -> Result<ReadView, FileTrouble> {
        let worker = self.worker()?;
        let _ = self.progress.try_set(Some(worker.progress.clone()));
        let choice = self.choice.try_get_value().ok_or(FileTrouble::Cancelled)?;
        let held = self.held.try_get_value().unwrap_or(false);
        let bytes = match self.current.try_get_untracked().flatten() {
            _ if held => None,
            Some(incoming) => Some(incoming.bytes().await?),
            None => return Err(FileTrouble::Cancelled),
        };
        let (view, list) = worker.read(choice, bytes).await?;
        self.list.try_set_value(Some(list));
        self.held.try_set_value(true);
        Ok(view)
    }

    fn worker(self) -> Result<Rc<FileDesk>, FileTrouble> {
        if let Some(worker) = self.worker.try_get_value().flatten() {
            return Ok(worker);
        }
        let worker = Rc::new(FileDesk::open()?);
        self.worker.try_set_value(Some(worker.clone()));
        self.held.try_set_value(false);
        Ok(worker)
    }
}
