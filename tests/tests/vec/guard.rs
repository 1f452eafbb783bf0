//! Who may call: the token, its permission, and the order in which they are looked at.

use gatewright::access::Permissions;
use gatewright::client::Error;
use gatewright_tests::json;
use gatewright_tests::loopback::{Ask, Told};
use reqwest::Method;
use vec_digital::{CreateBatch, CreateBatchError, GetBatch, GetBatchError, ListBatches, ListBatchesError, Permission};

use crate::form::{FORM, form};
use crate::{ID, client_with, id, sample, serve};

const UNAUTHORIZED: &str = include_str!("../../cases/samples/vec/get-batch-401.json");
const FORBIDDEN: &str = include_str!("../../cases/samples/vec/get-batch-403.json");

/// A request of each operation, without a credential.
fn asks() -> [Ask; 3] {
    [Ask::get(format!("/business/batches/{ID}")), Ask::get("/business/batches"), FORM.ask()]
}

fn assert_told(told: &Told, status: u16, body: &str) {
    told.assert_status(status);
    json::assert_same(&json::parse(body), &told.json());
    assert_eq!(told.media_type(), "application/json");
}

#[tokio::test]
async fn without_a_good_token_nobody_passes() {
    let (server, script) = serve().await;
    let view = r#", scope="batches:view""#;
    for (ask, scope) in asks().into_iter().zip([view, view, ""]) {
        let told = server.ask(&ask).await;
        assert_told(&told, 401, UNAUTHORIZED);
        assert_eq!(told.header("WWW-Authenticate"), format!(r#"Bearer realm="api"{scope}"#));

        for wrong in ["Bearer wrong", "Bearer viewer2", "Bearer Viewer"] {
            let told = server.ask(&ask.clone().header("Authorization", wrong)).await;
            assert_told(&told, 401, UNAUTHORIZED);
            let challenge = format!(r#"Bearer realm="api", error="invalid_token"{scope}"#);
            assert_eq!(told.header("WWW-Authenticate"), challenge);
        }
        for other in ["viewer", "Basic dmlld2VyOg==", "Bearer", "Bearer ", "Bearer viewer viewer"] {
            assert_told(&server.ask(&ask.clone().header("Authorization", other)).await, 401, UNAUTHORIZED);
        }
        let twice = ask.clone().header("Authorization", "Bearer viewer").header("Authorization", "Bearer bare");
        assert_told(&server.ask(&twice).await, 401, UNAUTHORIZED);
        assert_told(&server.ask(&ask.header("X-Token", "viewer")).await, 401, UNAUTHORIZED);
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn without_the_permission_its_name_is_told() {
    let (server, script) = serve().await;
    let [get, list, create] = asks();
    for ask in [get, list] {
        let told = server.ask(&ask.header("Authorization", "Bearer bare")).await;
        assert_told(&told, 403, FORBIDDEN);
        let challenge = r#"Bearer realm="api", error="insufficient_scope", scope="batches:view""#;
        assert_eq!(told.header("WWW-Authenticate"), challenge);
    }
    let client = client_with(&server.url, "bare");
    match client.get_batch(GetBatch::new(id())).await {
        Err(Error::Api(GetBatchError::Forbidden(body))) => assert_eq!(body.required_permission, "batches:view"),
        other => panic!("{other:?}"),
    }
    match client.list_batches(ListBatches::new()).await {
        Err(Error::Api(ListBatchesError::Forbidden(body))) => assert_eq!(body.required_permission, "batches:view"),
        other => panic!("{other:?}"),
    }
    assert_eq!(script.runs(), 0);

    // Any good token may create a batch.
    script.answer::<CreateBatch>(Ok::<_, CreateBatchError>(sample()));
    server.ask(&create.header("Authorization", "Bearer bare")).await.assert_status(201);
    client.create_batch(CreateBatch::new(form())).await.unwrap();
    assert_eq!(script.runs(), 2);
}

#[tokio::test]
async fn the_guard_looks_before_anything_else_does() {
    let (server, script) = serve().await;
    let malformed = [
        Ask::get("/business/batches/no-uuid"),
        Ask::get("/business/batches?per_page=none"),
        Ask::get("/business/batches?per_page=0"),
        Ask::get(format!("/business/batches/{ID}")).header("Accept", "image/png"),
    ];
    for (ask, status) in malformed.into_iter().zip([400, 400, 400, 406]) {
        server.ask(&ask).await.assert_status(401);
        server.ask(&ask.clone().header("Authorization", "Bearer wrong")).await.assert_status(401);
        server.ask(&ask.clone().header("Authorization", "Bearer bare")).await.assert_status(403);
        server.ask(&ask.header("Authorization", "Bearer viewer")).await.assert_status(status);
    }
    let form = |body: &str| Ask::new(Method::POST, "/business/batches").body("multipart/form-data; boundary=b", body);
    for body in ["", "no form", "--b\r\nno head\r\n"] {
        server.ask(&form(body)).await.assert_status(401);
        server.ask(&form(body).header("Authorization", "Bearer wrong")).await.assert_status(401);
        server.ask(&form(body).header("Authorization", "Bearer bare")).await.assert_status(400);
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn a_client_without_its_token_sends_nothing() {
    let client = vec_digital::Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    match client.get_batch(GetBatch::new(id())).await {
        Err(Error::Credential(missing)) => assert_eq!(missing.alternatives, [["token"]]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_permissions_are_the_documents() {
    assert_eq!(Permission::NAMES, ["batches:view"]);
    assert_eq!(Permission::BatchesView.as_str(), "batches:view");
    assert_eq!("batches:view".parse::<Permission>().ok(), Some(Permission::BatchesView));
}
