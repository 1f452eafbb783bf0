//! Batches: created, read, cancelled, deleted; and what running an operation in one takes.

use batch_service::api::{
    ApiError, BatchChange, BatchStatus, CreateBatch, DeleteBatch, GetBatch, GetBatches, NewBatch, RequestedStatus,
    UpdateBatch,
};
use gatewright::client::Error;
use serde_json::json;
use uuid::Uuid;

use crate::running::{Running, allow, deny};

const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn of(operation: &str) -> NewBatch {
    NewBatch { handler: "input".to_owned(), operation: operation.to_owned(), hash: None, batch_dict: None }
}

#[tokio::test]
async fn a_batch_from_its_creation_to_its_end() {
    let running = Running::start().await;
    let client = running.admin();

    let created = client.create_batch(CreateBatch::new(of("get_batch"))).await.unwrap();
    assert_eq!(created.status, BatchStatus::New);
    assert_eq!(created.created_ts, created.updated_ts);
    assert_eq!((created.hash.as_ref(), created.download.as_ref()), (None, None));

    // The timestamps are those of the creation, to the millisecond.
    let read = client.get_batch(GetBatch::new(created.batch)).await.unwrap();
    assert_eq!(read, created);

    let with_download = client.get_batch(GetBatch { download: true, ..GetBatch::new(created.batch) }).await.unwrap();
    let download = with_download.download.expect("a download was asked for");
    assert!(download.validity_ts > created.created_ts);
    assert!(download.url.contains(&created.batch.to_string()));

    assert_eq!(client.get_batches(GetBatches::new()).await.unwrap(), json!({ "batches": [created.batch] }));

    let cancel = || UpdateBatch::new(created.batch, BatchChange { status: RequestedStatus::Cancel });
    let cancelled = client.update_batch(cancel()).await.unwrap();
    assert_eq!(cancelled.status, BatchStatus::Cancelled);
    assert_eq!(cancelled.created_ts, created.created_ts);
    assert!(matches!(client.update_batch(cancel()).await, Err(Error::Api(ApiError::BadRequest(_)))));

    client.delete_batch(DeleteBatch::new(created.batch)).await.unwrap();
    let gone = client.get_batch(GetBatch::new(created.batch)).await;
    assert!(matches!(gone, Err(Error::Api(ApiError::NotFound(_)))), "{gone:?}");
}

#[tokio::test]
async fn the_hash_comes_back_only_if_it_was_given() {
    let running = Running::start().await;
    let client = running.admin();
    let dict = json!({ "a": 1, "_b2": { "c": [null] } });
    let batch_dict = dict.as_object().unwrap().clone().into_iter().collect();
    let new = NewBatch { hash: Some(HASH.to_owned()), batch_dict: Some(batch_dict), ..of("get_batch") };
    let created = client.create_batch(CreateBatch::new(new)).await.unwrap();
    assert_eq!(created.hash.as_deref(), Some(HASH));
    let read = client.get_batch(GetBatch::new(created.batch)).await.unwrap();
    assert_eq!(read.hash.as_deref(), Some(HASH));
}

#[tokio::test]
async fn what_breaks_the_documents_constraints_is_refused() {
    let running = Running::start().await;
    let token = running.admin_token();
    let refused = [
        "not JSON",
        r#"{"handler": "h"}"#,
        r#"{"handler": "h", "operation": 1}"#,
        r#"{"handler": "h", "operation": "get_batch", "hash": "ABC"}"#,
        r#"{"handler": "h", "operation": "get_batch", "batch_dict": {"Upper": 1}}"#,
        r#"{"handler": "h", "operation": "no_such_operation"}"#,
    ];
    for body in refused {
        let (status, answer) = running.raw("POST /batches", Some(token.expose()), body).await;
        assert_eq!(status, 400, "{body}\n{answer}");
        assert!(answer.contains("\"subcode\""), "the vendor's error body: {answer}");
    }
    assert_eq!(running.admin().get_batches(GetBatches::new()).await.unwrap(), json!({ "batches": [] }));
}

#[tokio::test]
async fn a_batch_needs_the_permission_of_what_it_runs() {
    let running = Running::start().await;
    let (client, _) = running.user(allow(&["create_batch", "get_batch"])).await;
    client.create_batch(CreateBatch::new(of("get_batch"))).await.unwrap();
    match client.create_batch(CreateBatch::new(of("delete_batch"))).await {
        Err(Error::Api(ApiError::Forbidden(body))) => {
            assert_eq!(body.subcode, "403");
            assert!(body.description.contains("delete_batch"), "{}", body.description);
        }
        other => panic!("{other:?}"),
    }

    let (client, _) = running.user(deny(&["get_batch"])).await;
    client.create_batch(CreateBatch::new(of("delete_batch"))).await.unwrap();
    let refused = client.create_batch(CreateBatch::new(of("get_batch"))).await;
    assert!(matches!(refused, Err(Error::Api(ApiError::Forbidden(_)))), "{refused:?}");
}

#[tokio::test]
async fn a_batch_of_another_account_is_not_there() {
    let running = Running::start().await;
    let batch = running.admin().create_batch(CreateBatch::new(of("get_batch"))).await.unwrap().batch;
    let other = running.service.create_account().await.unwrap();
    let other = running.client(running.issuer.token(other.role));
    for id in [batch, Uuid::nil()] {
        let answer = other.get_batch(GetBatch::new(id)).await;
        assert!(matches!(answer, Err(Error::Api(ApiError::NotFound(_)))), "{answer:?}");
        assert!(other.delete_batch(DeleteBatch::new(id)).await.is_err());
    }
    assert_eq!(other.get_batches(GetBatches::new()).await.unwrap(), json!({ "batches": [] }));
    running.admin().get_batch(GetBatch::new(batch)).await.unwrap();
}
