//! Batches in the database.

use gatewright::types::UnixTimestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use crate::api::{Batch, BatchStatus, Download, NewBatch};
use crate::refusal::Refusal;

/// How long a download URL is good for, in milliseconds.
const VALIDITY: i64 = 3_600_000;

pub(crate) fn insert(db: &Transaction<'_>, account: Uuid, new: &NewBatch) -> Result<Batch, Refusal> {
    let uuid = Uuid::new_v4();
    let batch_dict = new.batch_dict.as_ref().map(serde_json::to_string).transpose();
    let batch_dict = batch_dict.map_err(|error| Refusal::Unreadable(error.to_string()))?;
    db.execute(
        "INSERT INTO batches (uuid, account, handler, operation, hash, batch_dict, status, created, updated) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
        params![
            uuid,
            account,
            new.handler,
            new.operation,
            new.hash,
            batch_dict,
            BatchStatus::New.as_str(),
            UnixTimestamp::now().as_millis()
        ],
    )?;
    find(db, account, uuid)
}

pub(crate) fn list(db: &Transaction<'_>, account: Uuid) -> Result<Vec<Uuid>, Refusal> {
    let mut query = db.prepare("SELECT uuid FROM batches WHERE account = ?1 ORDER BY created, uuid")?;
    let rows = query.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn find(db: &Transaction<'_>, account: Uuid, uuid: Uuid) -> Result<Batch, Refusal> {
    db.query_row("SELECT * FROM batches WHERE uuid = ?1 AND account = ?2", (uuid, account), |row| Ok(read(row)))
        .optional()?
        .ok_or(Refusal::NotFound("batch"))?
}

/// Cancels a batch. Nothing runs here yet, so what is asked for is done at once.
pub(crate) fn cancel(db: &Transaction<'_>, account: Uuid, uuid: Uuid) -> Result<Batch, Refusal> {
    let batch = find(db, account, uuid)?;
    if matches!(batch.status, BatchStatus::Completed | BatchStatus::Cancelled | BatchStatus::Deleting) {
        return Err(Refusal::Invalid(format!("a batch that is {} can't be cancelled", batch.status)));
    }
    db.execute(
        "UPDATE batches SET status = ?2, updated = ?3 WHERE uuid = ?1",
        params![uuid, BatchStatus::Cancelled.as_str(), UnixTimestamp::now().as_millis()],
    )?;
    find(db, account, uuid)
}

pub(crate) fn delete(db: &Transaction<'_>, account: Uuid, uuid: Uuid) -> Result<(), Refusal> {
    match db.execute("DELETE FROM batches WHERE uuid = ?1 AND account = ?2", (uuid, account))? {
        0 => Err(Refusal::NotFound("batch")),
        _ => Ok(()),
    }
}

/// Where the results of a batch can be downloaded for a while.
pub(crate) fn download(batch: Uuid) -> Download {
    let validity = UnixTimestamp::now().as_millis().saturating_add(VALIDITY);
    Download {
        validity_ts: UnixTimestamp::from_millis(validity),
        url: format!("https://downloads.example/{batch}?until={validity}"),
    }
}

fn read(row: &Row<'_>) -> Result<Batch, Refusal> {
    let status: String = row.get("status")?;
    Ok(Batch {
        batch: row.get("uuid")?,
        created_ts: UnixTimestamp::from_millis(row.get("created")?),
        status: status.parse().map_err(|_| Refusal::Unreadable(format!("status {status}")))?,
        updated_ts: UnixTimestamp::from_millis(row.get("updated")?),
        hash: row.get("hash")?,
        download: None,
    })
}
