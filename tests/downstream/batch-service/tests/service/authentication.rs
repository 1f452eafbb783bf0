//! Who is let in, what the others are told, and where secrets are not.

use batch_service::Database;
use batch_service::api::{ApiError, Client, GetBatches};
use gatewright::client::Error;

use crate::running::{Running, allow};

#[tokio::test]
async fn a_wrong_secret_is_refused_with_401() {
    let running = Running::start().await;
    let right = running.administrator.user.secret.expose();
    let (user, random) = right.split_once('.').unwrap();
    let (last, flipped) = (&random[63..], if random.ends_with('0') { "1" } else { "0" });
    assert_eq!(last.len(), 1);
    let wrong = [
        "x".to_owned(),
        user.to_owned(),
        format!("{user}."),
        format!("{user}.{}{flipped}", &random[..63]),
        format!("{user}.{random}0"),
        format!("{}.{random}", uuid::Uuid::new_v4().simple()),
        format!("Bearer {right}"),
    ];
    for secret in wrong {
        match running.client(secret.as_str()).get_batches(GetBatches::new()).await {
            Err(Error::Api(ApiError::Unauthorized(body))) => assert_eq!(body.subcode, "401"),
            other => panic!("{secret}: {other:?}"),
        }
    }
    running.admin().get_batches(GetBatches::new()).await.unwrap();
}

#[tokio::test]
async fn without_a_secret_the_client_sends_nothing_and_the_server_says_401() {
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
    let user = running.service.create_user(role).await.unwrap();
    let (status, answer) = running.raw("POST /batches", Some(user.secret.expose()), "{ not JSON").await;
    assert_eq!(status, 403, "{answer}");
    assert!(answer.contains("create_batch"), "the missing permission: {answer}");
    let admin = running.administrator.user.secret.expose();
    assert_eq!(running.raw("POST /batches", Some(admin), "{ not JSON").await.0, 400);
}

#[tokio::test]
async fn the_database_outlives_the_service_and_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.db");
    let running = Running::on(Database::open(&path).unwrap()).await;
    let secret = running.administrator.user.secret.clone();
    running.client(secret.clone()).get_batches(GetBatches::new()).await.unwrap();

    let again = Running::on(Database::open(&path).unwrap()).await;
    again.client(secret.clone()).get_batches(GetBatches::new()).await.unwrap();

    let (_, random) = secret.expose().split_once('.').unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(random.len()).any(|window| window == random.as_bytes()));
    }
    assert!(!format!("{:?} {:?}", running.administrator, running.admin()).contains(random));
}
