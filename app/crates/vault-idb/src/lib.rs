//! The IndexedDB back-end of the vault; the only crate that names indexed_db_futures.
