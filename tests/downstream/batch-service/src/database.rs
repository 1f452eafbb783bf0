//! The SQLite database: its tables, and transactions off the async threads.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};

use crate::refusal::Refusal;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS roles (
        uuid BLOB PRIMARY KEY,
        account BLOB NOT NULL,
        name TEXT NOT NULL,
        twin TEXT,
        entry TEXT,
        identity TEXT,
        effect TEXT NOT NULL CHECK (effect IN ('allow', 'deny')),
        actions TEXT, -- a JSON list of operations, or NULL
        created INTEGER NOT NULL, -- milliseconds since the Unix epoch, here and below
        updated INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS batches (
        uuid BLOB PRIMARY KEY,
        account BLOB NOT NULL,
        handler TEXT NOT NULL,
        operation TEXT NOT NULL,
        hash TEXT,
        batch_dict TEXT, -- JSON
        status TEXT NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL
    ) STRICT;
";

/// A handle on the database; clones share it.
#[derive(Debug, Clone)]
pub struct Database {
    connection: Arc<Mutex<Connection>>,
}

impl Database {
    /// Opens a database file, and makes it where there is none.
    ///
    /// # Errors
    ///
    /// If SQLite can't open it or make its tables.
    pub fn open(path: impl AsRef<Path>) -> rusqlite::Result<Self> {
        Self::prepared(Connection::open(path)?)
    }

    /// A database that lives as long as its handles.
    ///
    /// # Errors
    ///
    /// If SQLite can't make its tables.
    pub fn in_memory() -> rusqlite::Result<Self> {
        Self::prepared(Connection::open_in_memory()?)
    }

    fn prepared(connection: Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(TABLES)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)) })
    }

    /// Does work in one transaction, on a thread that may block. An error undoes all of it.
    pub(crate) async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let connection = Arc::clone(&self.connection);
        tokio::task::spawn_blocking(move || {
            // A panic in earlier work rolled its transaction back, so the connection is still good.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
        .await?
    }
}
