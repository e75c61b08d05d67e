//! Rows in the SQLite file of one object. Each table is two columns of bytes: what they mean is known where it is decided,
//! not here.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use worker::{Error, Result, SqlStorage, SqlStorageValue, State};

use crate::store::{Store, StoreError, Table, Write, fits};

/// The rows of one object.
pub(super) struct Disk {
    sql: SqlStorage,
    storage: JsValue,
}

/// The statements of one table.
struct Words {
    create: &'static str,
    get: &'static str,
    scan: &'static str,
    add: &'static str,
    add_many: &'static str,
    put: &'static str,
    remove: &'static str,
}

/// So many rows does one statement add, if there are as many in a row: a backlog of a device is hundreds of them.
const MANY: usize = 25;

/// Statements are whole texts: nothing is ever put together with what came from outside.
macro_rules! words {
    ($table:literal, $kind:literal) => {
        Words {
            create: concat!(
                "CREATE TABLE IF NOT EXISTS ",
                $table,
                " (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
                $kind
            ),
            get: concat!("SELECT value FROM ", $table, " WHERE key = ?"),
            scan: concat!("SELECT key, value FROM ", $table, " WHERE key >= ? ORDER BY key"),
            add: concat!("INSERT INTO ", $table, " (key, value) VALUES (?, ?)"),
            add_many: concat!(
                "INSERT INTO ",
                $table,
                " (key, value) VALUES (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), \
                 (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), \
                 (?, ?), (?, ?), (?, ?)"
            ),
            put: concat!("INSERT OR REPLACE INTO ", $table, " (key, value) VALUES (?, ?)"),
            remove: concat!("DELETE FROM ", $table, " WHERE key = ?"),
        }
    };
}

/// Small rows stand in the tree of their keys, which is one page to write instead of two; parts would make that tree deep.
const fn words(table: Table) -> Words {
    match table {
        Table::Meta => words!("meta", " WITHOUT ROWID"),
        Table::Log => words!("log", " WITHOUT ROWID"),
        Table::Chain => words!("chain", " WITHOUT ROWID"),
        Table::Part => words!("part", ""),
        Table::Inbox => words!("inbox", ""),
        Table::Ack => words!("ack", ""),
        Table::Mail => words!("mail", " WITHOUT ROWID"),
    }
}

impl Disk {
    /// The object's file, with its tables.
    pub(super) fn open(state: &State) -> Result<Self> {
        let storage = state.storage();
        let sql = storage.sql();
        for table in Table::ALL {
            sql.exec(words(table).create, None)?;
        }
        Ok(Self { sql, storage: storage.as_raw().into() })
    }
}

impl Store for Disk {
    fn get(&self, table: Table, key: &[u8]) -> std::result::Result<Option<Vec<u8>>, StoreError> {
        let cursor = self.sql.exec(words(table).get, Some(vec![blob(key)])).map_err(failed)?;
        cursor.raw().next().map(|row| column(row.map_err(failed)?, 0)).transpose()
    }

    fn scan(
        &self,
        table: Table,
        from: &[u8],
        more: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> std::result::Result<(), StoreError> {
        let cursor = self.sql.exec(words(table).scan, Some(vec![blob(from)])).map_err(failed)?;
        for row in cursor.raw() {
            let mut row = row.map_err(failed)?;
            let value = column(vec![row.pop().unwrap_or(SqlStorageValue::Null)], 0)?;
            if !more(&column(row, 0)?, &value) {
                break;
            }
        }
        Ok(())
    }

    fn commit(&mut self, writes: Vec<Write>) -> std::result::Result<(), StoreError> {
        fits(&writes)?;
        let sql = self.sql.clone();
        transaction(&self.storage, move || run_all(&sql, writes)).map_err(failed)
    }
}

fn run_all(sql: &SqlStorage, writes: Vec<Write>) -> Result<()> {
    let mut rest = writes.into_iter().peekable();
    let mut many: Vec<(Vec<u8>, Vec<u8>)> = Vec::with_capacity(MANY);
    while let Some(write) = rest.next() {
        let Write::Add(table, key, value) = write else {
            run(sql, write)?;
            continue;
        };
        many.push((key, value));
        while many.len() < MANY
            && let Some(Write::Add(_, key, value)) =
                rest.next_if(|next| matches!(next, Write::Add(of, ..) if *of == table))
        {
            many.push((key, value));
        }
        if many.len() == MANY {
            let values = many.drain(..).flat_map(|(key, value)| [key.into(), value.into()]).collect();
            sql.exec(words(table).add_many, Some(values))?;
        }
        for (key, value) in many.drain(..) {
            run(sql, Write::Add(table, key, value))?;
        }
    }
    Ok(())
}

fn run(sql: &SqlStorage, write: Write) -> Result<()> {
    let (statement, values) = match write {
        Write::Add(table, key, value) => (words(table).add, vec![key.into(), value.into()]),
        Write::Put(table, key, value) => (words(table).put, vec![key.into(), value.into()]),
        Write::Remove(table, key) => (words(table).remove, vec![key.into()]),
    };
    sql.exec(statement, Some(values)).map(drop)
}

/// Runs the work as one transaction: when it fails, nothing of it stays.
///
/// Without this, an error after an INSERT leaves the inserted row: a failing statement ends a request, not what was written
/// before it. The worker crate has no binding for the synchronous transaction, so it is called by its name.
fn transaction(storage: &JsValue, work: impl FnOnce() -> Result<()> + 'static) -> Result<()> {
    let begin: Function = Reflect::get(storage, &"transactionSync".into())
        .map_err(Error::from)?
        .dyn_into()
        .map_err(|_| Error::from("the runtime has no transactionSync"))?;
    let work = Closure::once(move || -> std::result::Result<JsValue, JsValue> {
        work().map(|()| JsValue::UNDEFINED).map_err(JsValue::from)
    });
    // An error thrown by the closure passes through the transaction, which rolls back, and comes out here.
    Reflect::apply(&begin, storage, &Array::of1(work.as_ref())).map(drop).map_err(Error::from)
}

fn blob(bytes: &[u8]) -> SqlStorageValue {
    SqlStorageValue::Blob(bytes.to_vec())
}

fn column(mut row: Vec<SqlStorageValue>, at: usize) -> std::result::Result<Vec<u8>, StoreError> {
    match row.get_mut(at) {
        Some(SqlStorageValue::Blob(bytes)) => Ok(std::mem::take(bytes)),
        _ => Err(StoreError("a column is not bytes".to_owned())),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn failed(error: Error) -> StoreError {
    StoreError(error.to_string())
}
