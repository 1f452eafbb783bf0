//! Roles: created, read, changed, deleted.

use batch_service::api::{
    ApiError, CreateUserRole, DeleteUserRole, Effect, GetUserRole, GetUserRoles, NewRole, RoleChange, RoleRules,
    RoleStatement, UpdateUserRole,
};
use gatewright::client::Error;
use serde_json::json;

use crate::running::{Running, allow};

#[tokio::test]
async fn a_role_from_its_creation_to_its_end() {
    let running = Running::start().await;
    let client = running.admin();

    let rules =
        RoleRules { twin: Some(Some("a = 1".to_owned())), entry: Some(Some("b = 2".to_owned())), identity: None };
    let new = NewRole { name: "Read-only 1".to_owned(), rules: Some(rules), statement: Some(allow(&["get_batch"])) };
    let created = client.create_user_role(CreateUserRole::new(new)).await.unwrap();
    assert_eq!(created.account, running.account.account);
    assert_eq!(created.statement, allow(&["get_batch"]));
    assert_eq!(created.rules.identity, Some(None));
    assert_eq!(client.get_user_role(GetUserRole::new(created.uuid)).await.unwrap(), created);

    // What is absent stays; null takes a rule away.
    let rules = RoleRules { twin: Some(None), ..RoleRules::default() };
    let change = RoleChange { rules: Some(rules), ..RoleChange::default() };
    let changed = client.update_user_role(UpdateUserRole::new(created.uuid, change)).await.unwrap();
    assert_eq!((&changed.name, &changed.statement), (&created.name, &created.statement));
    assert_eq!(changed.rules.twin, Some(None));
    assert_eq!(changed.rules.entry, Some(Some("b = 2".to_owned())));

    let all = client.get_user_roles(GetUserRoles::new()).await.unwrap();
    assert_eq!(all["roles"].as_array().unwrap().len(), 2, "the administrator's and this one: {all}");

    client.delete_user_role(DeleteUserRole::new(created.uuid)).await.unwrap();
    let gone = client.get_user_role(GetUserRole::new(created.uuid)).await;
    assert!(matches!(gone, Err(Error::Api(ApiError::NotFound(_)))), "{gone:?}");
}

#[tokio::test]
async fn a_role_without_a_statement_has_the_default() {
    let running = Running::start().await;
    let role = running.role(None).await;
    assert_eq!(role.statement, RoleStatement { effect: Effect::Deny, actions: None });
    let read = running.admin().get_user_role(GetUserRole::new(role.uuid)).await.unwrap();
    assert_eq!(read.statement, role.statement);
}

#[tokio::test]
async fn a_role_that_is_gone_lets_nobody_in() {
    let running = Running::start().await;
    let (client, role) = running.user(allow(&["get_user_roles"])).await;
    client.get_user_roles(GetUserRoles::new()).await.unwrap();
    running.admin().delete_user_role(DeleteUserRole::new(role)).await.unwrap();
    let answer = client.get_user_roles(GetUserRoles::new()).await;
    assert!(matches!(answer, Err(Error::Api(ApiError::Unauthorized(_)))), "{answer:?}");
}

#[tokio::test]
async fn names_and_statements_out_of_form_are_refused() {
    let running = Running::start().await;
    let token = running.admin_token();
    for body in [
        json!({}),
        json!({ "name": "x" }),
        json!({ "name": "-x-" }),
        json!({ "name": "a".repeat(33) }),
        json!({ "name": "Good", "statement": { "effect": "permit", "actions": null } }),
        json!({ "name": "Good", "statement": { "effect": "allow" } }),
        json!({ "name": "Good", "statement": { "effect": "deny", "actions": ["get_bach"] } }),
    ] {
        let (status, answer) = running.raw("POST /roles", Some(token.expose()), &body.to_string()).await;
        assert_eq!(status, 400, "{body}\n{answer}");
    }
}
