//! Rules that depend on data: `TWIN.company == USER.company`, asked behind the document's rule and before the handler.

use std::sync::{Arc, Mutex};

use gatewright::server::{Attempt, Decision, Denial};
use gatewright_tests::json::assert_same;

use super::*;

/// The batch of another company.
const THEIRS: &str = "2c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43";

/// Which company a batch belongs to; a database elsewhere.
async fn company_of(_: &Service, batch: &str) -> Result<Option<&'static str>, std::io::Error> {
    match batch {
        ID => Ok(Some("acme")),
        THEIRS => Ok(Some("globex")),
        "broken" => Err(std::io::Error::other("the database is at postgres://ann:hunter2@db")),
        _ => Ok(None),
    }
}

/// Users are called `name@company` here.
fn user_company(user: &str) -> &str {
    user.split_once('@').map_or("", |(_, company)| company)
}

fn no_such_batch() -> ApiError {
    let description = "there is no such batch".to_owned();
    ApiError::NotFound(ErrorBody { subcode: "404".to_owned(), trace: String::new(), description })
}

/// Looked at before the body is read. What is another company's is answered as what isn't there.
async fn own_company(service: &Service, attempt: &Attempt<'_, String>) -> Result<(), Denial> {
    let Some(batch) = attempt.path_parameter("batch") else { return Ok(()) };
    let owner = company_of(service, &batch).await?;
    match attempt.principal() {
        Some(user) if owner == Some(user_company(user)) => Ok(()),
        _ => Err(Denial::failure(no_such_batch()).because("another company's batch")),
    }
}

/// Looked at when the request is decoded: who isn't an administrator may only run what reads.
async fn may_run(_: &Service, attempt: &Attempt<'_, String>, request: &CreateBatch) -> Result<(), Denial> {
    let is_administrator = attempt.principal().is_some_and(|user| user.starts_with("admin@"));
    match is_administrator || request.body.operation.starts_with("get_") {
        true => Ok(()),
        false => Err(Denial::forbidden().because("runs what the user may not do")),
    }
}

type Told = Arc<Mutex<Vec<String>>>;

async fn serve_companies() -> (Server, Script, Told) {
    let all = RoleStatement { effect: Effect::Deny, actions: None };
    let users = ["ann@acme", "admin@acme", "bob@globex"].map(|user| (user.to_owned(), all.clone()));
    let script = Script::default();
    let told = Told::default();
    let log = Arc::clone(&told);
    let router = routes(Service(script.clone()), Roles(BTreeMap::from(users)))
        .authorize_all(own_company)
        .authorize::<CreateBatch, _>(may_run)
        .observe(move |decision: &Decision<'_, Permission, String>| {
            let who = decision.principal.map_or("nobody", String::as_str);
            let line =
                format!("{} {who} {} {:?}", decision.operation, decision.outcome.as_str(), decision.outcome.reason());
            log.lock().unwrap().push(line);
        })
        .try_into_router();
    (Server::start(router.unwrap()).await, script, told)
}

fn asked_as(user: &str, ask: Ask) -> Ask {
    ask.header("Authorization", user)
}

#[tokio::test]
async fn a_batch_is_its_own_companys() {
    let (server, script, told) = serve_companies().await;
    script.answer::<GetBatch>(Ok::<_, ApiError>(sample()));
    server.ask(&asked_as("ann@acme", Ask::get(format!("/batches/{ID}")))).await.assert_status(200);
    assert_eq!(script.runs(), 1);

    let theirs = server.ask(&asked_as("ann@acme", Ask::get(format!("/batches/{THEIRS}")))).await;
    let nothing = server.ask(&asked_as("ann@acme", Ask::get("/batches/3c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43"))).await;
    theirs.assert_status(404);
    assert_eq!((theirs.body, theirs.headers.len()), (nothing.body, nothing.headers.len()), "what exists is hidden");
    let body = json::parse(r#"{"status": "cancel"}"#);
    let patch = Ask::new(Method::PATCH, format!("/batches/{ID}")).json(&body);
    server.ask(&asked_as("bob@globex", patch)).await.assert_status(404);
    assert_eq!(script.runs(), 1);
    let expected = [
        "get_batch ann@acme granted None",
        r#"get_batch ann@acme refused Some("another company's batch")"#,
        r#"get_batch ann@acme refused Some("another company's batch")"#,
        r#"update_batch bob@globex refused Some("another company's batch")"#,
    ];
    assert_eq!(*told.lock().unwrap(), expected);
}

#[tokio::test]
async fn what_a_batch_runs_must_be_the_users_to_run() {
    let (server, script, _) = serve_companies().await;
    let create = |operation: &str| {
        let body = json::parse(&format!(r#"{{"handler": "h", "operation": "{operation}"}}"#));
        Ask::new(Method::POST, "/batches").json(&body)
    };
    let refused = server.ask(&asked_as("ann@acme", create("delete_batch"))).await;
    refused.assert_status(403);
    let error = r#"{"subcode": "403", "trace": "", "description": "this is not yours to do"}"#;
    assert_same(&json::parse(error), &refused.json());
    assert_eq!(script.runs(), 0);
    script.answer::<CreateBatch>(Ok::<_, ApiError>(sample()));
    for (user, operation) in [("ann@acme", "get_batch"), ("admin@acme", "delete_batch")] {
        let told = server.ask(&asked_as(user, create(operation))).await;
        assert!(told.status.is_success(), "{told:?}");
    }
    assert_eq!(script.runs(), 2);
}

#[tokio::test]
async fn what_cannot_be_decided_is_denied_and_not_explained() {
    let (server, script, told) = serve_companies().await;
    let answer = server.ask(&asked_as("ann@acme", Ask::get("/batches/broken"))).await;
    answer.assert_status(500);
    assert!(!answer.text().contains("hunter2"));
    assert_eq!(script.runs(), 0);
    let told = told.lock().unwrap().join("");
    assert!(told.contains("unavailable") && told.contains("io::error::Error") && !told.contains("hunter2"), "{told}");
}

#[tokio::test]
async fn strangers_meet_the_documents_rule_first() {
    let (server, script, told) = serve_companies().await;
    for path in [ID, THEIRS, "broken"] {
        server.ask(&asked_as("eve@acme", Ask::get(format!("/batches/{path}")))).await.assert_status(401);
    }
    assert_eq!(script.runs(), 0);
    assert!(told.lock().unwrap().iter().all(|line| line.starts_with("get_batch nobody unauthenticated")));
}
