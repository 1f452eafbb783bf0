//! The guard of a server generated from a real document, over HTTP: what it lets in is what the document says, read here
//! without Gatewright; and a client asks an authorization server for the least scopes that its operations need.
#![cfg(document)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::Form;
use axum::routing::post;
use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, OAuthFlowKind, PermissionSet, Permissions as _,
    authenticate_fn, least_access,
};
use gatewright::client::{Error, OAuthTokens};
use gatewright_tests::loopback::{Ask, Server};
use login_service::{
    Client, DOCUMENT, Logins, OsloginUsersGetLoginProfile, OsloginUsersSshPublicKeysDelete,
    OsloginUsersSshPublicKeysGet, Permission,
};
use serde_json::{Value, json};

/// A token is a user's name and the scopes that it carries: `ann compute.readonly`.
fn authenticator() -> impl Authenticator<Permission, Principal = String> {
    authenticate_fn(|credentials| async move {
        let invalid = || AuthenticationError::invalid("unknown token");
        // Both schemes read the one bearer token of the request, so each is named.
        let tokens: BTreeSet<&str> = credentials
            .iter()
            .filter_map(|(_, credential)| match credential {
                Credential::Bearer(token) => Some(token.expose()),
                _ => None,
            })
            .collect();
        let [token] = tokens.into_iter().collect::<Vec<_>>()[..] else { return Err(invalid()) };
        let mut words = token.split('+');
        let user = words.next().filter(|user| *user == "ann").ok_or_else(invalid)?;
        let permissions = PermissionSet::from_names(words).map_err(|_| invalid())?;
        let named = credentials.iter().map(|(scheme, _)| scheme);
        Ok(named.fold(Authenticated::new(user.to_owned()), |user, scheme| user.scheme(scheme, permissions)))
    })
}

async fn server() -> (Server, Logins) {
    let logins = Logins::default();
    (Server::start(login_service::router(logins.clone(), authenticator())).await, logins)
}

/// The operations of the document, as anybody can read them there: method, target, and the sets of scopes that do.
fn operations() -> Vec<(String, String, Vec<BTreeSet<String>>)> {
    let document: Value = serde_json::from_str(&std::fs::read_to_string(DOCUMENT).unwrap()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "put", "post", "delete", "patch"] {
            let Some(security) = item[method]["security"].as_array() else { continue };
            let scopes = |schemes: &Value| {
                let lists = schemes.as_object().unwrap().values().flat_map(|list| list.as_array().unwrap());
                lists.map(|scope| scope.as_str().unwrap().to_owned()).collect()
            };
            let target = path.replace("{name}", "key-1").replace("{parent}", "ann");
            operations.push((method.to_uppercase(), target, security.iter().map(scopes).collect()));
        }
    }
    operations
}

fn ask(method: &str, target: &str) -> Ask {
    let ask = Ask::new(method.parse().unwrap(), target);
    if ["POST", "PATCH"].contains(&method) { ask.json(&json!({})) } else { ask }
}

/// Every operation with every set of scopes, and with what is no token.
#[tokio::test]
async fn the_guard_lets_in_whom_the_document_lets_in_and_nobody_else() {
    let (server, logins) = server().await;
    let operations = operations();
    assert_eq!(operations.len(), 7);
    assert!(operations.iter().any(|(_, _, ways)| ways.len() > 1), "there are alternatives");
    let names: Vec<&str> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
    assert_eq!(names.len(), 4);
    let (mut granted, mut denied) = (0, 0);
    for (method, target, ways) in &operations {
        for bits in 0..1_usize << names.len() {
            let held: BTreeSet<String> = names
                .iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, name)| (*name).to_owned())
                .collect();
            let token = std::iter::once("ann".to_owned()).chain(held.iter().cloned()).collect::<Vec<_>>().join("+");
            let before = logins.runs();
            let told = server.ask(&ask(method, target).header("Authorization", format!("Bearer {token}"))).await;
            let may = ways.iter().any(|needed| needed.is_subset(&held));
            let case = format!("{method} {target} with {held:?}: {}", told.text());
            assert_eq!(told.status.as_u16(), if may { 200 } else { 403 }, "{case}");
            assert_eq!(logins.runs() - before, usize::from(may), "{case}");
            *(if may { &mut granted } else { &mut denied }) += 1;
        }
        let before = logins.runs();
        for header in [None, Some("Bearer"), Some("Bearer eve"), Some("Basic YW5uOmE="), Some("Bearer ann+root")] {
            let ask = ask(method, target);
            let ask = header.into_iter().fold(ask, |ask, header| ask.header("Authorization", header));
            let told = server.ask(&ask).await;
            assert_eq!(told.status.as_u16(), 401, "{method} {target} with {header:?}");
            assert!(told.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer"), "{:?}", told.headers);
        }
        assert_eq!(logins.runs(), before);
    }
    assert_eq!((granted, denied), (6 * 12 + 15, 6 * 4 + 1));
}

/// The least scopes are enough, and any of them less is too little.
#[tokio::test]
async fn the_least_scopes_are_enough_and_none_can_be_spared() {
    let (server, _) = server().await;
    let rules = [OsloginUsersGetLoginProfile::ACCESS, OsloginUsersSshPublicKeysDelete::ACCESS];
    let needed = least_access(&rules, &[]).unwrap();
    let names: Vec<&str> = needed.iter().map(|(scheme, _)| scheme.name).collect();
    assert_eq!(names, ["Oauth2", "Oauth2c"], "each alternative names both");
    let scope = needed.scope("Oauth2c");
    assert_eq!(scope.split(' ').count(), 1, "{scope}");
    let client = |token: &str| {
        let builder = Client::builder().base_url(server.url.as_str()).oauth2(token).oauth2c(token);
        builder.build().unwrap()
    };
    let good = client(&format!("ann+{scope}"));
    good.oslogin_users_get_login_profile(OsloginUsersGetLoginProfile::new("ann")).await.unwrap();
    good.oslogin_users_ssh_public_keys_delete(OsloginUsersSshPublicKeysDelete::new("key-1")).await.unwrap();
    let none = client("ann");
    let refused = none.oslogin_users_get_login_profile(OsloginUsersGetLoginProfile::new("ann")).await;
    assert_eq!(refused.unwrap_err().status().unwrap(), 403);
}

/// An authorization server that issues tokens with the scopes that are asked for.
async fn authority() -> Server {
    async fn token(Form(form): Form<Vec<(String, String)>>) -> axum::Json<Value> {
        let scope = form.iter().find(|(name, _)| name == "scope").map(|(_, scope)| scope.replace(' ', "+"));
        let token = scope.map_or_else(|| "ann".to_owned(), |scope| format!("ann+{scope}"));
        axum::Json(json!({"access_token": token, "token_type": "Bearer", "expires_in": 3600}))
    }
    Server::start(Router::new().route("/token", post(token))).await
}

#[tokio::test]
async fn a_client_fetches_a_token_with_the_least_scopes_and_calls_with_it() {
    let ((server, logins), authority) = (server().await, authority().await);
    let scheme = Permission::SCHEMES.iter().find(|scheme| scheme.name == "Oauth2c").unwrap();
    let flow = scheme.flow(OAuthFlowKind::AuthorizationCode).unwrap();
    assert_eq!(flow.token_url, Some("https://accounts.google.com/o/oauth2/token"));

    let needed = least_access(&[OsloginUsersSshPublicKeysGet::ACCESS], &[]).unwrap();
    let tokens = || OAuthTokens::client_credentials(format!("{}/token", authority.url), "program", "secret").unwrap();
    let tokens = std::sync::Arc::new(tokens().scope(needed.scope("Oauth2c")));
    let client = Client::builder().base_url(server.url.as_str()).configure(|builder| {
        let builder = builder.credential_from("Oauth2", tokens.clone()).credential_from("Oauth2c", tokens.clone());
        let held = |name| needed.of(name).unwrap();
        builder.permitted("Oauth2", held("Oauth2")).permitted("Oauth2c", held("Oauth2c"))
    });
    let client = client.build().unwrap();
    let key = client.oslogin_users_ssh_public_keys_get(OsloginUsersSshPublicKeysGet::new("key-1")).await.unwrap();
    assert_eq!((key.name.as_deref(), logins.runs()), (Some("key-1 of ann"), 1));

    // What the token isn't good for is known before anything is sent.
    let tokens = || OAuthTokens::client_credentials("http://127.0.0.1:1/token", "program", "secret").unwrap();
    let readonly: PermissionSet<Permission> = [Permission::ComputeReadonly].into_iter().collect();
    let client = Client::builder().base_url("http://127.0.0.1:1").configure(|builder| {
        let builder = builder.credential_from("Oauth2", tokens()).credential_from("Oauth2c", tokens());
        builder.permitted("Oauth2", readonly).permitted("Oauth2c", readonly)
    });
    let refused =
        client.build().unwrap().oslogin_users_ssh_public_keys_get(OsloginUsersSshPublicKeysGet::new("a")).await;
    match refused {
        Err(Error::Permission(missing)) => assert_eq!(missing.alternatives.len(), 2),
        other => panic!("{other:?}"),
    }
}
