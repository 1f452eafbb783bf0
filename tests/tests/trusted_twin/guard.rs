//! Who may call: role statements against every operation, and the order in which things are looked at.

use gatewright::access::Permissions;
use gatewright::client::Error;
use gatewright_tests::json::assert_same;

use super::*;

/// Every single action under both effects, none, all, null, and a spread of other lists.
fn statements() -> Vec<RoleStatement> {
    let names: Vec<_> = asks().iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut lists = vec![None, Some(Vec::new()), Some(names.clone())];
    lists.extend(names.iter().map(|name| Some(vec![name.clone()])));
    for bits in (0..1_u32 << names.len()).step_by(97) {
        let chosen = names.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        lists.push(Some(chosen.map(|(_, name)| name.clone()).collect()));
    }
    let both = |actions: &Option<Vec<String>>| {
        [Effect::Allow, Effect::Deny].map(|effect| RoleStatement { effect, actions: actions.clone() })
    };
    lists.iter().flat_map(both).collect()
}

/// The vendor's words: `allow` lists all that is permitted, `deny` lists what is refused, null lists nothing.
fn permits(statement: &RoleStatement, operation: &str) -> bool {
    let is_listed = statement.actions.iter().flatten().any(|action| action == operation);
    match statement.effect {
        Effect::Allow => is_listed,
        Effect::Deny => !is_listed,
    }
}

fn error(subcode: &str, description: &str) -> Value {
    serde_json::json!({"subcode": subcode, "trace": "", "description": description})
}

#[tokio::test]
async fn each_statement_permits_what_it_says() {
    let statements = statements();
    let users = statements.iter().enumerate().map(|(at, statement)| (at.to_string(), statement.clone()));
    let (server, script) = serve_users(users.collect()).await;
    let (mut permitted, mut refused) = (0, 0);
    for (at, statement) in statements.iter().enumerate() {
        for (operation, ask) in asks() {
            let told = server.ask(&ask.header("Authorization", at.to_string())).await;
            if permits(statement, operation) {
                // The script is empty, so a handler that runs is a teapot.
                assert_eq!(told.status, 418, "{statement:?} {operation}");
                permitted += 1;
            } else {
                assert_eq!(told.status, 403, "{statement:?} {operation}");
                let missing = format!("The permission {operation} is missing");
                assert_same(&error("403", &missing), &told.json());
                refused += 1;
            }
            assert_eq!(script.runs(), permitted, "{statement:?} {operation}");
        }
    }
    assert_eq!(permitted + refused, statements.len() * 10);
    // Each list stands there under both effects, which permit the opposite.
    assert_eq!(permitted, refused);
}

#[tokio::test]
async fn the_default_statement_permits_everything() {
    let (server, script) = serve().await;
    for (at, (_, ask)) in asks().into_iter().enumerate() {
        server.ask(&ask.header("Authorization", USER)).await.assert_status(418);
        assert_eq!(script.runs(), at + 1);
    }
}

#[tokio::test]
async fn without_a_good_secret_nobody_passes() {
    let (server, script) = serve().await;
    let challenge = r#"ApiKey realm="api", in="header", name="Authorization""#;
    for (_, ask) in asks() {
        let told = server.ask(&ask).await;
        told.assert_status(401);
        assert_same(&error("401", "the request needs a credential"), &told.json());
        assert_eq!(told.header("WWW-Authenticate"), challenge);
        for wrong in ["wrong", "Default", "default2", "Bearer default"] {
            let told = server.ask(&ask.clone().header("Authorization", wrong)).await;
            told.assert_status(401);
            assert_same(&error("401", "the credential is not valid"), &told.json());
            assert_eq!(told.header("WWW-Authenticate"), challenge);
        }
    }
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn a_statement_with_an_unknown_action_permits_nothing() {
    for effect in [Effect::Allow, Effect::Deny] {
        let statement = RoleStatement { effect, actions: Some(vec!["get_batch".to_owned(), "fly".to_owned()]) };
        let (server, script) = serve_users([("odd".to_owned(), statement)].into_iter().collect()).await;
        for (_, ask) in asks() {
            server.ask(&ask.header("Authorization", "odd")).await.assert_status(500);
        }
        assert_eq!(script.runs(), 0);
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_looked_at_after_the_guard() {
    let nothing = RoleStatement { effect: Effect::Allow, actions: None };
    let (server, script) = serve_users([("nobody".to_owned(), nothing)].into_iter().collect()).await;
    let batch = format!("/batches/{ID}");
    let role = format!("/roles/{ID}");
    for (method, path) in
        [(Method::POST, "/batches"), (Method::PATCH, &*batch), (Method::POST, "/roles"), (Method::PATCH, &*role)]
    {
        let ask = Ask::new(method, path);
        for (media_type, body, status) in [
            ("application/json", &b"{"[..], 400),
            ("application/json", b"", 400),
            ("application/json", b"\"\xff\"", 400),
            ("application/json", b"[1]", 400),
            ("application/json", br#"{"handler": 1, "status": "resume", "name": "-"}"#, 400),
            ("text/plain", b"{}", 415),
        ] {
            let ask = ask.clone().body(media_type, body);
            server.ask(&ask).await.assert_status(401);
            server.ask(&ask.clone().header("Authorization", "nobody")).await.assert_status(403);
            server.ask(&ask.header("Authorization", USER)).await.assert_status(status);
        }
    }
    let ask = Ask::get("/batches/no-uuid");
    server.ask(&ask.clone().header("Authorization", "nobody")).await.assert_status(403);
    server.ask(&ask.header("Authorization", USER)).await.assert_status(400);
    assert_eq!(script.runs(), 0);
}

#[tokio::test]
async fn the_client_gets_the_refusal_as_documented() {
    let only = RoleStatement { effect: Effect::Allow, actions: Some(vec!["get_batches".to_owned()]) };
    let (server, _script) = serve_users([("reader".to_owned(), only)].into_iter().collect()).await;
    let client = Client::builder().base_url(&server.url).user_secret("reader").build().unwrap();
    match client.create_batch(CreateBatch::new(new_batch())).await {
        Err(Error::Api(ApiError::Forbidden(body))) => {
            assert_eq!(body.description, "The permission create_batch is missing");
        }
        other => panic!("{other:?}"),
    }
    let client = Client::builder().base_url(&server.url).user_secret("stranger").build().unwrap();
    match client.get_batch(GetBatch::new(id())).await {
        Err(Error::Api(ApiError::Unauthorized(body))) => assert_eq!(body.subcode, "401"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_operation_has_its_permission() {
    let mut operations = asks().map(|(name, _)| name);
    let mut permissions: Vec<_> = Permission::NAMES.to_vec();
    operations.sort_unstable();
    permissions.sort_unstable();
    assert_eq!(permissions, operations);
}
