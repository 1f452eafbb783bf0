//! What a role's statement permits, by asking for each thing.

use batch_service::api::{
    ApiError, DeleteBatch, Effect, GetBatch, GetBatches, GetUserRoles, Permission, RoleStatement,
};
use gatewright::access::{PermissionSet, minimal_permissions};
use gatewright::client::Error;
use uuid::Uuid;

use crate::running::{Running, allow, deny};

/// Four operations, and whether a user with the statement gets past the guard of each.
async fn permitted(running: &Running, statement: RoleStatement) -> [bool; 4] {
    let (client, _) = running.user(statement).await;
    let nowhere = Uuid::new_v4();
    // No batch is there, so what isn't 403 is 404.
    let get_batch = match client.get_batch(GetBatch::new(nowhere)).await {
        Err(Error::Api(ApiError::NotFound(_))) => true,
        Err(Error::Api(ApiError::Forbidden(body))) => {
            assert!(body.description.contains("get_batch"), "{}", body.description);
            false
        }
        other => panic!("{other:?}"),
    };
    [
        get_batch,
        client.get_batches(GetBatches::new()).await.is_ok(),
        format!("{:?}", client.delete_batch(DeleteBatch::new(nowhere)).await).contains("NotFound"),
        client.get_user_roles(GetUserRoles::new()).await.is_ok(),
    ]
}

#[tokio::test]
async fn each_statement_permits_what_it_says() {
    let running = Running::start().await;
    let nothing = |effect| RoleStatement { effect, actions: None };
    for (statement, wanted) in [
        (allow(&["get_batch"]), [true, false, false, false]),
        (allow(&["get_batch", "get_user_roles"]), [true, false, false, true]),
        (allow(&[]), [false; 4]),
        (nothing(Effect::Allow), [false; 4]),
        (deny(&["get_batch"]), [false, true, true, true]),
        (deny(&["get_batches", "delete_batch"]), [true, false, false, true]),
        (deny(&[]), [true; 4]),
        // The default.
        (nothing(Effect::Deny), [true; 4]),
    ] {
        assert_eq!(permitted(&running, statement.clone()).await, wanted, "{statement:?}");
    }
}

#[tokio::test]
async fn a_changed_statement_counts_from_the_next_request() {
    use batch_service::api::{RoleChange, UpdateUserRole};
    let running = Running::start().await;
    let (client, role) = running.user(allow(&["get_batches"])).await;
    client.get_batches(GetBatches::new()).await.unwrap();
    let change = RoleChange { statement: Some(deny(&["get_batches"])), ..RoleChange::default() };
    running.admin().update_user_role(UpdateUserRole::new(role, change)).await.unwrap();
    client.get_batches(GetBatches::new()).await.unwrap_err();
}

#[test]
fn every_permission_is_an_operation_and_each_operation_needs_its_own() {
    assert_eq!(Permission::ALL.len(), 10);
    let needs = PermissionSet::<Permission>::from_names(["get_batch"]).unwrap();
    assert_eq!(minimal_permissions(&[GetBatch::ACCESS]), Some(needs));
}
