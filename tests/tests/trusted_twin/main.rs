//! Trusted Twin: the generated client and the generated server over loopback HTTP.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

mod answers;
mod company;
mod constraints;
mod guard;
mod timestamps;

use std::collections::BTreeMap;

use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, Credentials, Granted, Statement,
};
use gatewright::answer::Failure;
use gatewright::types::{UnixTimestamp, Uuid, Value};
use gatewright_tests::json;
use gatewright_tests::loopback::{Ask, Server};
use gatewright_tests::script::Script;
use reqwest::Method;
use trusted_twin::*;

/// The UUID of the sample's batch, and of every role.
const ID: &str = "1c7f2b9e-5a3d-4e0b-9a61-7d0c5b2f8e43";

/// The sample of a batch.
const SAMPLE: &str = include_str!("../../cases/samples/trusted-twin/get-batch.json");

/// The user whose role has the default statement.
const USER: &str = "default";

/// Answers what a script says.
struct Service(Script);

/// The trait's methods, all alike.
macro_rules! played {
    ($($method:ident: $Op:ident -> $Success:ty, $Failure:ident;)*) => {
        impl Api for Service {
            type Principal = String;
            $(
                async fn $method(&self, call: Granted<$Op, String>) -> Result<$Success, Failure<$Failure>> {
                    self.0.play(call)
                }
            )*
        }
    };
}

played! {
    get_batches: GetBatches -> Value, ApiError;
    create_batch: CreateBatch -> Batch, ApiError;
    get_batch: GetBatch -> Batch, ApiError;
    delete_batch: DeleteBatch -> (), ApiError;
    update_batch: UpdateBatch -> Batch, ApiError;
    get_user_roles: GetUserRoles -> Value, ApiError;
    create_user_role: CreateUserRole -> Role, ApiError;
    get_user_role: GetUserRole -> Role, ApiError;
    delete_user_role: DeleteUserRole -> (), ApiError;
    update_user_role: UpdateUserRole -> Role, ApiError;
}

/// The statements of users' roles by the users' secrets, as the API itself writes them.
struct Roles(BTreeMap<String, RoleStatement>);

impl Authenticator<Permission> for Roles {
    type Principal = String;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, String>, AuthenticationError> {
        let secret = credentials.get("user_secret").and_then(Credential::secret);
        let secret = secret.map(gatewright::Secret::expose).unwrap_or_default();
        let statement = self.0.get(secret).ok_or_else(|| AuthenticationError::invalid("unknown secret"))?;
        let written = serde_json::to_value(statement).unwrap();
        let statement: Statement = serde_json::from_value(written).unwrap();
        let permitted = statement.to_set().map_err(|_| AuthenticationError::Unavailable)?;
        Ok(Authenticated::new(secret.to_owned()).permissions(permitted))
    }
}

/// The service with users of these statements and of the default one, and the script that it plays.
async fn serve_users(mut roles: BTreeMap<String, RoleStatement>) -> (Server, Script) {
    roles.insert(USER.to_owned(), RoleStatement { effect: Effect::Deny, actions: None });
    let script = Script::default();
    (Server::start(router(Service(script.clone()), Roles(roles))).await, script)
}

async fn serve() -> (Server, Script) {
    serve_users(BTreeMap::new()).await
}

fn client(url: &str) -> Client {
    Client::builder().base_url(url).user_secret(USER).build().unwrap()
}

fn id() -> Uuid {
    ID.parse().unwrap()
}

/// A request of each operation, written by hand and without a credential, by the operation's name.
fn asks() -> [(&'static str, Ask); 10] {
    let batch = format!("/batches/{ID}");
    let role = format!("/roles/{ID}");
    let new_batch = json::parse(r#"{"handler": "h", "operation": "get_batch"}"#);
    let new_role = json::parse(r#"{"name": "A role"}"#);
    [
        ("get_batches", Ask::get("/batches")),
        ("create_batch", Ask::new(Method::POST, "/batches").json(&new_batch)),
        ("get_batch", Ask::get(&batch)),
        ("update_batch", Ask::new(Method::PATCH, &batch).json(&json::parse(r#"{"status": "cancel"}"#))),
        ("delete_batch", Ask::new(Method::DELETE, &batch)),
        ("get_user_roles", Ask::get("/roles")),
        ("create_user_role", Ask::new(Method::POST, "/roles").json(&new_role)),
        ("get_user_role", Ask::get(&role)),
        ("update_user_role", Ask::new(Method::PATCH, &role).json(&json::parse("{}"))),
        ("delete_user_role", Ask::new(Method::DELETE, &role)),
    ]
}

fn ask(operation: &str) -> Ask {
    asks().into_iter().find(|(name, _)| *name == operation).unwrap().1
}

fn new_batch() -> NewBatch {
    NewBatch { handler: "h".to_owned(), operation: "get_batch".to_owned(), hash: None, batch_dict: None }
}

/// The value that the sample stands for.
fn sample() -> Batch {
    Batch {
        batch: id(),
        created_ts: UnixTimestamp::from_millis(1_692_023_568_872),
        status: BatchStatus::Completed,
        updated_ts: UnixTimestamp::from_millis(1_692_023_571_050),
        hash: Some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned()),
        download: Some(Download {
            validity_ts: UnixTimestamp::from_millis(1_692_027_171_050),
            url: "https://rest.trustedtwin.com/download/1c7f2b9e".to_owned(),
        }),
    }
}
