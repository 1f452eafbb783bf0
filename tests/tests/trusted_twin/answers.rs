//! Every documented answer of the ten operations, both ways.

use gatewright::Operation;
use gatewright::client::Error;
use gatewright_tests::json::{assert_same, parse};
use gatewright_tests::loopback::Server;
use gatewright_tests::table::{Row, Table};

use super::*;

const ERROR: &str = r#"{"subcode": "400415", "trace": "8c0f", "description": "not_a_valid_json"}"#;
const ROLE: &str = r#"{
    "uuid": "1c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43",
    "name": "Read only",
    "account": "2d8f3caf-6b4e-4f1c-8b72-8e1d6c3f9f54",
    "rules": {"twin": "owner == 'me'", "entry": null},
    "statement": {"effect": "allow", "actions": ["get_batch", "get_batches"]},
    "created_ts": 1692023568.872,
    "updated_ts": 1692023571
}"#;
const BARE: &str = r#"{
    "batch": "1c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43",
    "created_ts": 0.001,
    "status": "new",
    "updated_ts": 0.001
}"#;
const LIST: &str = r#"{"anything": [1, null, {"goes": "here"}]}"#;

fn error() -> ErrorBody {
    ErrorBody { subcode: "400415".to_owned(), trace: "8c0f".to_owned(), description: "not_a_valid_json".to_owned() }
}

fn role() -> Role {
    Role {
        uuid: id(),
        name: "Read only".to_owned(),
        account: "2d8f3caf-6b4e-4f1c-8b72-8e1d6c3f9f54".parse().unwrap(),
        rules: RoleRules { twin: Some(Some("owner == 'me'".to_owned())), entry: Some(None), identity: None },
        statement: RoleStatement {
            effect: Effect::Allow,
            actions: Some(vec!["get_batch".to_owned(), "get_batches".to_owned()]),
        },
        created_ts: UnixTimestamp::from_millis(1_692_023_568_872),
        updated_ts: UnixTimestamp::from_millis(1_692_023_571_000),
    }
}

/// A batch that nobody gave a hash, asked for without its download.
fn bare() -> Batch {
    let now = UnixTimestamp::from_millis(1);
    Batch { batch: id(), created_ts: now, status: BatchStatus::New, updated_ts: now, hash: None, download: None }
}

/// The rows of an operation: its success, and the five failures that all of them document.
macro_rules! rows {
    ($table:ident, $Op:ident, $Failure:ident, $method:ident($request:expr), $status:literal $success:expr => $wire:expr) => {
        let ask = ask(<$Op as Operation>::ID).header("Authorization", USER);
        let call = async |url: &str| client(url).$method($request).await;
        let status = stringify!($status);
        let wire: &str = $wire;
        let media_type = if wire.is_empty() { "" } else { "application/json" };
        let success = Row { documented: status, status: $status, media_type, answer: Ok($success), wire };
        $table.row::<$Op>(success, &ask, call).await;
        for (status, failure) in [
            (400, $Failure::BadRequest(error())),
            (401, $Failure::Unauthorized(error())),
            (403, $Failure::Forbidden(error())),
            (404, $Failure::NotFound(error())),
            (500, $Failure::InternalServerError(error())),
        ] {
            let documented = &status.to_string();
            let row = Row { documented, status, media_type: "application/json", answer: Err(failure), wire: ERROR };
            $table.row::<$Op>(row, &ask, call).await;
        }
    };
}

#[tokio::test]
async fn every_documented_answer_both_ways() {
    let (server, script) = serve().await;
    let mut table = Table::new("trusted-twin", script, server);
    let new_role = || NewRole { name: "A role".to_owned(), rules: None, statement: None };
    let change = || BatchChange { status: RequestedStatus::Cancel };

    rows!(table, GetBatches, ApiError, get_batches(GetBatches::new()), 200 parse(LIST) => LIST);
    rows!(table, CreateBatch, ApiError, create_batch(CreateBatch::new(new_batch())), 201 bare() => BARE);
    rows!(table, GetBatch, ApiError, get_batch(GetBatch { download: true, ..GetBatch::new(id()) }), 200 sample() => SAMPLE);
    rows!(table, DeleteBatch, ApiError, delete_batch(DeleteBatch::new(id())), 200 () => "");
    rows!(table, UpdateBatch, ApiError, update_batch(UpdateBatch::new(id(), change())), 200 bare() => BARE);
    rows!(table, GetUserRoles, ApiError, get_user_roles(GetUserRoles::new()), 200 parse(LIST) => LIST);
    rows!(table, CreateUserRole, ApiError, create_user_role(CreateUserRole::new(new_role())), 201 role() => ROLE);
    rows!(table, GetUserRole, ApiError, get_user_role(GetUserRole::new(id())), 200 role() => ROLE);
    rows!(table, DeleteUserRole, ApiError, delete_user_role(DeleteUserRole::new(id())), 200 () => "");
    rows!(
        table, UpdateUserRole, ApiError,
        update_user_role(UpdateUserRole::new(id(), RoleChange::default())), 200 role() => ROLE
    );
    table.finish();
}

#[tokio::test]
async fn requests_arrive_as_they_were_sent() {
    let (server, script) = serve().await;
    let client = client(&server.url);
    for download in [false, true] {
        client.get_batch(GetBatch { download, ..GetBatch::new(id()) }).await.unwrap_err();
        assert_eq!(script.last::<GetBatch>().unwrap(), GetBatch { download, ..GetBatch::new(id()) });
    }
    let full = NewBatch {
        hash: sample().hash,
        batch_dict: Some([("a_1".to_owned(), parse(LIST)), ("_".to_owned(), Value::Null)].into_iter().collect()),
        ..new_batch()
    };
    client.create_batch(CreateBatch::new(full.clone())).await.unwrap_err();
    assert_eq!(script.last::<CreateBatch>().unwrap().body, full);

    // What is absent, null and there are three things.
    for rules in [None, Some(role().rules), Some(RoleRules::default())] {
        let change = RoleChange { rules, name: Some("Ab".to_owned()), statement: Some(role().statement) };
        client.update_user_role(UpdateUserRole::new(id(), change.clone())).await.unwrap_err();
        assert_eq!(script.last::<UpdateUserRole>().unwrap(), UpdateUserRole::new(id(), change));
    }
    assert_eq!(script.runs(), 6);
}

#[tokio::test]
async fn the_credential_is_the_secret_alone() {
    let server = Server::start(axum::Router::new().fallback(async |headers: gatewright::answer::HeaderMap| {
        (gatewright::answer::StatusCode::IM_A_TEAPOT, headers["authorization"].to_str().unwrap().to_owned())
    }))
    .await;
    match client(&server.url).get_batch(GetBatch::new(id())).await {
        Err(Error::Unexpected(answer)) => assert_eq!(answer.body, USER),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_undocumented_answer_is_kept_and_a_wrong_one_explained() {
    let canned = Server::canned(409, &[("X-Trace", "8c0f")], "conflict").await;
    match client(&canned.url).delete_batch(DeleteBatch::new(id())).await {
        Err(Error::Unexpected(answer)) => {
            assert_eq!((answer.status.as_u16(), &answer.body[..]), (409, &b"conflict"[..]));
            assert_eq!(answer.headers["x-trace"], "8c0f");
        }
        other => panic!("{other:?}"),
    }
    for (member, value) in [("created_ts", r#""1692023568.872""#), ("status", "7"), ("download", r#"{"url": "u"}"#)] {
        let mut wrong = parse(SAMPLE);
        wrong[member] = parse(value);
        let canned = Server::canned(200, &[("Content-Type", "application/json")], wrong.to_string()).await;
        match client(&canned.url).get_batch(GetBatch::new(id())).await {
            Err(Error::Decode { error, answer, .. }) => {
                assert_eq!(error.at, format!("/body/{member}"), "{error}");
                assert_same(&wrong, &serde_json::from_slice(&answer.body).unwrap());
            }
            other => panic!("{other:?}"),
        }
    }
}
