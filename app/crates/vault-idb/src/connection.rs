//! How is the database opened, and what if it does not open, or goes away?
//!
//! Opening never hangs: it ends after ten seconds. "Internal error opening backing store" is an everyday event, so an
//! unknown error is tried again after 0.1, 1 and 5 seconds. When a newer build wants the database it is closed at once
//! and the program is told; it is not opened again behind the newer build's back. A database that was there and has been
//! deleted is not made anew: an empty one in its place would look like a ledger without children.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use vault::{BlockError, Store};
use wasm_bindgen_futures::spawn_local;

use crate::exists::{delete, exists};
use crate::timer::{sleep, within};
use crate::trouble::at_open;

/// The version of the database's layout: seven stores with keys of their own. What is in them has its own number.
const VERSION: u32 = 1;
const OPEN_MS: i32 = 10_000;
const AGAIN_AFTER_MS: [i32; 3] = [100, 1_000, 5_000];

/// What a program should be told about its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A newer build wants the database; it has been closed here. Everything acknowledged is saved: reload.
    NewerBuild,
    /// The browser closed the database, or somebody deleted it: look whether the data are still there.
    Lost,
    /// Another window with an older build still holds the database: ask to close it.
    Blocked,
}

/// A connection that is opened again when it was lost.
pub(crate) struct Connection {
    name: String,
    open: RefCell<Option<Database>>,
    /// It was there: opening it again must not make it.
    found: Cell<bool>,
    given_up: Rc<Cell<bool>>,
    news: Rc<dyn Fn(News)>,
}

impl Connection {
    pub(crate) fn new(name: &str, news: Rc<dyn Fn(News)>) -> Self {
        let given_up = Rc::new(Cell::new(false));
        Self { name: name.to_owned(), open: RefCell::new(None), found: Cell::new(false), given_up, news }
    }

    /// The open database, opening it if need be.
    pub(crate) async fn database(&self) -> Result<Database, BlockError> {
        if self.given_up.get() {
            return Err(BlockError::Closed);
        }
        if let Some(database) = self.open.borrow().clone() {
            return Ok(database);
        }
        if self.found.get() && !exists(&self.name).await {
            return Err(BlockError::Gone);
        }
        let mut waits = AGAIN_AFTER_MS.into_iter();
        let database = loop {
            match self.open_once().await {
                Ok(database) => break database,
                Err((error, again)) => match waits.next().filter(|_| again) {
                    Some(ms) => sleep(ms).await,
                    None => return Err(error),
                },
            }
        };
        if let Some(other) = self.open.borrow().clone() {
            // Another call was quicker.
            database.close();
            return Ok(other);
        }
        self.watch(&database)?;
        self.found.set(true);
        *self.open.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    /// Drops a connection that has turned out to be gone.
    pub(crate) fn forget(&self) {
        if let Some(database) = self.open.borrow_mut().take() {
            database.close();
        }
    }

    /// Closes for good.
    pub(crate) fn close(&self) {
        self.given_up.set(true);
        self.forget();
    }

    async fn open_once(&self) -> Result<Database, (BlockError, bool)> {
        let blocked = Rc::new(Cell::new(false));
        let (news, was_blocked) = (self.news.clone(), blocked.clone());
        let found = self.found.get();
        let opening = Database::open(self.name.clone())
            .with_version(VERSION)
            .with_on_blocked(move |_| {
                was_blocked.set(true);
                news(News::Blocked);
                Ok(())
            })
            .with_on_upgrade_needed(move |event, database| {
                // It was there a moment ago: an empty one in its place is recognised by having no stores.
                if found && event.old_version() == 0.0 {
                    return Ok(());
                }
                let there: Vec<String> = database.object_store_names().collect();
                for store in Store::ALL {
                    if !there.iter().any(|name| name == store.name()) {
                        database.create_object_store(store.name()).build()?;
                    }
                }
                Ok(())
            });
        let opening = Box::pin(async move { opening.await });
        match within(OPEN_MS, opening).await {
            Ok(Ok(database)) if database.object_store_names().next().is_none() => {
                database.close();
                // Nothing is in it; one left behind is in nobody's way.
                let _ = delete(&self.name).await;
                Err((BlockError::Gone, false))
            }
            Ok(Ok(database)) => Ok(database),
            Ok(Err(error)) => Err(at_open(&error)),
            Err(late) => {
                // If it opens after all, nobody waits for it any more: an open connection would block the next build.
                spawn_local(async move {
                    if let Ok(database) = late.await {
                        database.close();
                    }
                });
                Err(if blocked.get() {
                    (BlockError::Blocked, false)
                } else {
                    (BlockError::Unavailable("no answer in ten seconds".into()), false)
                })
            }
        }
    }

    /// Closes as soon as a newer build asks for the database.
    fn watch(&self, database: &Database) -> Result<(), BlockError> {
        let mut changes = database.version_changes().map_err(|error| {
            database.clone().close();
            BlockError::Unavailable(error.to_string())
        })?;
        let (database, news, given_up) = (database.clone(), self.news.clone(), self.given_up.clone());
        spawn_local(async move {
            let change = changes.recv().await;
            drop(changes);
            database.close();
            if given_up.get() {
                return;
            }
            // A change to no version at all is the database being deleted.
            let newer = change.is_some_and(|change| change.new_version().is_some());
            // What was lost for a moment may be opened again; a newer build's database may not.
            given_up.set(newer);
            news(if newer { News::NewerBuild } else { News::Lost });
        });
        Ok(())
    }
}

impl Drop for Connection {
    /// A database that nobody uses any more must not stand in the way of a newer build.
    fn drop(&mut self) {
        self.close();
    }
}
