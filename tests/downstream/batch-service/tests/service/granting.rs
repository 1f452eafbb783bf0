//! A user can't grant permissions that they don't have, by whichever way.

use batch_service::api::{ApiError, CreateUserRole, Effect, NewRole, RoleChange, RoleStatement, UpdateUserRole};
use gatewright::client::Error;

use crate::running::{Running, allow, deny};

const OWN: [&str; 4] = ["create_user_role", "update_user_role", "get_batch", "get_batches"];
const OTHERS: [&str; 6] =
    ["create_batch", "update_batch", "delete_batch", "get_user_roles", "get_user_role", "delete_user_role"];

fn within() -> [RoleStatement; 4] {
    [allow(&["get_batch"]), allow(&OWN), allow(&[]), deny(&OTHERS)]
}

fn beyond() -> [RoleStatement; 5] {
    [
        allow(&["get_batch", "delete_batch"]),
        allow(&["delete_batch"]),
        deny(&[]),
        deny(&OTHERS[1..]),
        RoleStatement { effect: Effect::Deny, actions: None },
    ]
}

fn named(statement: Option<RoleStatement>) -> NewRole {
    NewRole { name: "Granted".to_owned(), rules: None, statement }
}

#[tokio::test]
async fn a_new_role_permits_no_more_than_its_maker_may() {
    let running = Running::start().await;
    let (client, _) = running.user(allow(&OWN)).await;
    for statement in within() {
        client.create_user_role(CreateUserRole::new(named(Some(statement)))).await.unwrap();
    }
    // None is the default statement, which permits everything.
    for statement in beyond().map(Some).into_iter().chain([None]) {
        match client.create_user_role(CreateUserRole::new(named(statement.clone()))).await {
            Err(Error::Api(ApiError::Forbidden(body))) => {
                assert!(body.description.contains("create_batch") || body.description.contains("delete_batch"));
            }
            other => panic!("{statement:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_user_cannot_widen_a_role_not_even_their_own() {
    let running = Running::start().await;
    let (client, own) = running.user(allow(&OWN)).await;
    let other = running.role(Some(allow(&[]))).await.uuid;
    for role in [own, other] {
        for statement in beyond() {
            let change = RoleChange { statement: Some(statement), ..RoleChange::default() };
            let answer = client.update_user_role(UpdateUserRole::new(role, change)).await;
            assert!(matches!(answer, Err(Error::Api(ApiError::Forbidden(_)))), "{answer:?}");
        }
    }
    let narrower = RoleChange { statement: Some(allow(&["get_batch"])), ..RoleChange::default() };
    client.update_user_role(UpdateUserRole::new(other, narrower)).await.unwrap();
}

#[tokio::test]
async fn renaming_a_wider_role_grants_nothing_and_is_permitted() {
    let running = Running::start().await;
    let (client, _) = running.user(allow(&OWN)).await;
    let wide = running.role(None).await;
    let rename = RoleChange { name: Some("Other name".to_owned()), ..RoleChange::default() };
    let renamed = client.update_user_role(UpdateUserRole::new(wide.uuid, rename)).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.statement), ("Other name", wide.statement));
}
