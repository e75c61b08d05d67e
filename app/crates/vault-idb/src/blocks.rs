//! [`Blocks`] on IndexedDB: every call is one transaction, and a commit is over only at its `complete` event.

use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use vault::{Batch, BlockError, Blocks, Durability, Key, KeyRange, Store, Usage};
use wasm_bindgen::JsValue;

use crate::connection::{Connection, News};
use crate::convert::{from_js, key_from_js, key_to_js, range_to_js, to_js};
use crate::exists::{delete, exists};
use crate::trouble::{Trouble, at_begin, by_name, meaning};
use crate::usage::usage;

/// A database of the browser. Clones share one connection.
#[derive(Clone)]
pub struct IdbBlocks {
    connection: Rc<Connection>,
}

impl std::fmt::Debug for IdbBlocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdbBlocks")
    }
}

type Records = Vec<(Key, Vec<u8>)>;

impl IdbBlocks {
    /// Opens a database, creating it if there is none. `news` hears what happens to it later.
    pub async fn open(name: &str, news: impl Fn(News) + 'static) -> Result<Self, BlockError> {
        let blocks = Self { connection: Rc::new(Connection::new(name, Rc::new(news))) };
        blocks.connection.database().await?;
        Ok(blocks)
    }

    /// Opens a database that is there; `None`, and nothing is made, if it is not.
    pub async fn open_existing(name: &str, news: impl Fn(News) + 'static) -> Result<Option<Self>, BlockError> {
        if exists(name).await { Self::open(name, news).await.map(Some) } else { Ok(None) }
    }

    /// Closes the database for good; later calls answer [`BlockError::Closed`].
    pub fn close(&self) {
        self.connection.close();
    }

    /// Deletes a database with everything in it.
    pub async fn delete(name: &str) -> Result<(), BlockError> {
        delete(name).await
    }

    async fn try_read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, Trouble> {
        let database = self.connection.database().await?;
        let transaction = begin_reading(&database, store)?;
        let record = get(&transaction, store, key).await?;
        Ok(record)
    }

    async fn try_range(&self, store: Store, range: &KeyRange, limit: Option<u32>) -> Result<Records, Trouble> {
        let Some(range) = range_to_js(range) else {
            return Ok(Vec::new());
        };
        let database = self.connection.database().await?;
        let transaction = begin_reading(&database, store)?;
        let read = async {
            let store = transaction.object_store(store.name())?;
            // Zero stands for no limit in the browser's interface.
            let limit = limit.unwrap_or(0);
            let keys = store
                .get_all_keys::<JsValue>()
                .with_query::<JsValue, _>(range.clone())
                .with_limit(limit)
                .primitive()?;
            let values = store.get_all::<JsValue>().with_query::<JsValue, _>(range).with_limit(limit).primitive()?;
            let (keys, values) = (keys.await?, values.await?);
            let mut records = Vec::with_capacity(values.len());
            for (key, value) in keys.zip(values) {
                records.push((key_from_js(&key?), from_js(&value?)));
            }
            Ok(records)
        };
        if limit == Some(0) {
            return Ok(Vec::new());
        }
        read.await.map_err(|error: indexed_db_futures::error::Error| meaning(&error).into())
    }

    async fn try_keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, Trouble> {
        let Some(range) = range_to_js(range) else {
            return Ok(Vec::new());
        };
        let database = self.connection.database().await?;
        let transaction = begin_reading(&database, store)?;
        let read = async {
            let store = transaction.object_store(store.name())?;
            let keys = store.get_all_keys::<JsValue>().with_query::<JsValue, _>(range).primitive()?.await?;
            keys.map(|key| Ok(key_from_js(&key?))).collect::<indexed_db_futures::Result<Vec<_>>>()
        };
        read.await.map_err(|error| meaning(&error).into())
    }

    async fn try_commit(&self, batch: &Batch) -> Result<(), Trouble> {
        let mut stores: Vec<Store> = batch.puts.iter().map(|put| put.store).collect();
        stores.extend(batch.deletes.iter().map(|(store, _)| *store));
        stores.extend(batch.guard.iter().map(|guard| guard.store));
        stores.sort_unstable();
        stores.dedup();
        if stores.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = stores.into_iter().map(Store::name).collect();
        let durability = match batch.durability {
            Durability::Strict => TransactionDurability::Strict,
            Durability::Relaxed => TransactionDurability::Relaxed,
        };
        let database = self.connection.database().await?;
        let transaction = database
            .transaction(names)
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(durability))
            .build()
            .map_err(|error| at_begin(&error))?;
        // Asked first and answered first; what follows is on its way meanwhile, and is rolled back if the guard does not hold.
        let guarded = batch.guard.as_ref().map(|guard| ask(&transaction, guard.store, &guard.key)).transpose()?;
        // Dropping the transaction on an early return rolls it back.
        issue(&transaction, batch).map_err(|error| meaning(&error))?;
        if let (Some(guard), Some(found)) = (&batch.guard, guarded)
            && found.await? != guard.value
        {
            return match transaction.abort().await {
                Ok(()) => Err(BlockError::Fenced.into()),
                Err(error) => Err(meaning(&error).into()),
            };
        }
        // An abort at the commit itself (quota, I/O) carries its reason on the transaction, not on a request.
        let handle = transaction.as_sys().clone();
        transaction.commit().await.map_err(|error| {
            let reason = handle.error().map(|exception| by_name(&exception));
            Trouble::Settled(reason.unwrap_or_else(|| meaning(&error)))
        })
    }
}

fn begin_reading(database: &Database, store: Store) -> Result<Transaction<'_>, Trouble> {
    database.transaction(store.name()).with_mode(TransactionMode::Readonly).build().map_err(|error| at_begin(&error))
}

async fn get(transaction: &Transaction<'_>, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError> {
    ask(transaction, store, key)?.await
}

/// Issues the question at once; what is returned waits for its answer.
fn ask(
    transaction: &Transaction<'_>,
    store: Store,
    key: &Key,
) -> Result<impl Future<Output = Result<Option<Vec<u8>>, BlockError>> + use<>, BlockError> {
    let store = transaction.object_store(store.name());
    let asked = store.and_then(|store| store.get::<JsValue, JsValue, _>(key_to_js(key)).primitive());
    let asked = asked.map_err(|error| meaning(&error))?;
    Ok(async move {
        let value: Option<JsValue> = asked.await.map_err(|error| meaning(&error))?;
        Ok(value.map(|value| from_js(&value)))
    })
}

/// Issues every request without waiting for any of them.
fn issue(transaction: &Transaction<'_>, batch: &Batch) -> indexed_db_futures::Result<()> {
    for (store, range) in &batch.deletes {
        if let Some(range) = range_to_js(range) {
            let store = transaction.object_store(store.name())?;
            drop(store.delete::<JsValue, _>(range).primitive()?);
        }
    }
    for put in &batch.puts {
        let store = transaction.object_store(put.store.name())?;
        let request = store.put(to_js(&put.value)).with_key(key_to_js(&put.key)).without_key_type();
        drop(request.primitive()?);
    }
    Ok(())
}

/// Runs a call, once more on a fresh connection if the old one is gone before anything was done.
macro_rules! on_a_live_connection {
    ($self:ident, $call:expr) => {{
        match $call.await {
            Ok(done) => Ok(done),
            Err(Trouble::Settled(error)) => Err(error),
            Err(Trouble::Gone) => {
                $self.connection.forget();
                match $call.await {
                    Ok(done) => Ok(done),
                    Err(Trouble::Settled(error)) => Err(error),
                    Err(Trouble::Gone) => Err(BlockError::Unavailable("connection lost twice".into())),
                }
            }
        }
    }};
}

impl Blocks for IdbBlocks {
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError> {
        on_a_live_connection!(self, self.try_read(store, key))
    }

    async fn read_range(&self, store: Store, range: &KeyRange, limit: Option<u32>) -> Result<Records, BlockError> {
        on_a_live_connection!(self, self.try_range(store, range, limit))
    }

    async fn keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, BlockError> {
        on_a_live_connection!(self, self.try_keys(store, range))
    }

    async fn commit(&self, batch: Batch) -> Result<(), BlockError> {
        on_a_live_connection!(self, self.try_commit(&batch))
    }

    async fn usage(&self) -> Result<Usage, BlockError> {
        usage().await
    }
}
