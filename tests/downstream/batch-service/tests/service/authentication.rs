//! Who is let in, what the others are told, and where tokens come from.

use std::sync::{Arc, Mutex};

use batch_service::api::{ApiError, Client, GetBatches};
use batch_service::{Database, tokens};
use gatewright::authenticators::jwt::jwks::Jwks;
use gatewright::client::Error;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::issuer::{AUDIENCE, ISSUER, Issuer, claims};
use crate::running::{Running, allow, serve};

#[tokio::test]
async fn a_wrong_token_is_refused_with_401() {
    let running = Running::start().await;
    let role = running.account.role;
    let with = |name: &str, value: Value| {
        let mut claims = claims(role);
        claims[name] = value;
        running.issuer.signed("key", &claims).expose().to_owned()
    };
    let right = running.admin_token();
    let wrong = [
        "x".to_owned(),
        right.expose()[..right.expose().len() - 2].to_owned(),
        format!("{}.{}", right.expose(), "x"),
        Issuer::new().token(role).expose().to_owned(),
        running.issuer.signed("another key", &claims(role)).expose().to_owned(),
        with("exp", json!(1)),
        with("exp", json!(null)),
        with("iss", json!("https://elsewhere.example")),
        with("aud", json!("https://elsewhere.example")),
        with("role", json!(Uuid::new_v4())),
        with("role", json!("Administrator")),
        with("sub", json!("ann")),
    ];
    for token in wrong {
        match running.client(token.as_str()).get_batches(GetBatches::new()).await {
            Err(Error::Api(ApiError::Unauthorized(body))) => assert_eq!(body.subcode, "401"),
            other => panic!("{token}: {other:?}"),
        }
    }
    running.client(right.clone()).get_batches(GetBatches::new()).await.unwrap();
    running.client(format!("Bearer {}", right.expose())).get_batches(GetBatches::new()).await.unwrap();
}

#[tokio::test]
async fn without_a_token_the_client_sends_nothing_and_the_server_says_401() {
    let running = Running::start().await;
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let answer = client.get_batches(GetBatches::new()).await;
    assert!(matches!(answer, Err(Error::Credential(_))), "{answer:?}");

    let (status, answer) = running.raw("GET /batches", None, "").await;
    assert_eq!(status, 401);
    assert!(answer.to_ascii_lowercase().contains("\r\nwww-authenticate:"), "{answer}");
    assert!(answer.contains("\"subcode\""), "the vendor's error body: {answer}");
}

#[tokio::test]
async fn permission_is_checked_before_the_body_is_read() {
    let running = Running::start().await;
    let role = running.role(Some(allow(&["get_batch"]))).await.uuid;
    let token = running.issuer.token(role);
    let (status, answer) = running.raw("POST /batches", Some(token.expose()), "{ not JSON").await;
    assert_eq!(status, 403, "{answer}");
    assert!(answer.contains("create_batch"), "the missing permission: {answer}");
    let admin = running.admin_token();
    assert_eq!(running.raw("POST /batches", Some(admin.expose()), "{ not JSON").await.0, 400);
}

#[tokio::test]
async fn keys_that_the_issuer_publishes_rotate_without_a_restart() {
    let published = Arc::new(Mutex::new(json!({ "keys": [] })));
    let keys = Arc::clone(&published);
    let jwks = move || async move { keys.lock().unwrap().to_string() };
    let address = serve(axum::Router::new().route("/jwks", axum::routing::get(jwks))).await;
    let keys = Jwks::at(format!("http://{address}/jwks")).pause(std::time::Duration::ZERO).build().unwrap();

    let (old, new) = (Issuer::new(), Issuer::new());
    *published.lock().unwrap() = json!({ "keys": [old.public("old")] });
    let tokens = tokens(ISSUER, AUDIENCE, keys).unwrap();
    let running = Running::with(Database::in_memory().unwrap(), Issuer::new(), tokens).await;
    let role = running.account.role;
    running.client(old.signed("old", &claims(role))).get_batches(GetBatches::new()).await.unwrap();

    *published.lock().unwrap() = json!({ "keys": [new.public("new")] });
    running.client(new.signed("new", &claims(role))).get_batches(GetBatches::new()).await.unwrap();
    let answer = running.client(old.signed("old", &claims(role))).get_batches(GetBatches::new()).await;
    assert!(matches!(answer, Err(Error::Api(ApiError::Unauthorized(_)))), "{answer:?}");
}

#[tokio::test]
async fn the_database_outlives_the_service_and_roles_are_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.db");
    let running = Running::on(Database::open(&path).unwrap()).await;
    let role = running.role(Some(allow(&["get_batches"]))).await.uuid;

    let again = Running::on(Database::open(&path).unwrap()).await;
    again.client(again.issuer.token(role)).get_batches(GetBatches::new()).await.unwrap();
}
