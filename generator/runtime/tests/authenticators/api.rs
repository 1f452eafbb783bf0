//! An API with a scheme of each kind.

use std::time::{SystemTime, UNIX_EPOCH};

use gatewright::Secret;
use gatewright::access::{Authenticated, AuthenticationError, Authenticator, Credential, Credentials, PermissionSet};

/// For whom the tests' tokens are.
pub(crate) const AUDIENCE: &str = "https://api.example";

#[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
#[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
#[permissions(scheme(name = "token", bearer))]
#[permissions(scheme(name = "oauth", oauth2))]
#[permissions(scheme(name = "login", basic))]
#[permissions(scheme(name = "oidc", open_id_connect = "https://login.example/.well-known/openid-configuration"))]
pub(crate) enum Permission {
    #[permission("view")]
    View,
    #[permission("edit")]
    Edit,
}

pub(crate) fn set(names: &[&str]) -> PermissionSet<Permission> {
    PermissionSet::from_names(names).unwrap()
}

pub(crate) fn key(text: &str) -> Credential {
    Credential::ApiKey(Secret::from(text))
}

pub(crate) fn bearer(text: &str) -> Credential {
    Credential::Bearer(Secret::from(text))
}

pub(crate) fn basic(username: &str, password: &str) -> Credential {
    Credential::Basic { username: username.to_owned(), password: Secret::from(password) }
}

pub(crate) async fn ask<A: Authenticator<Permission>>(
    authenticator: &A,
    credentials: &[(&'static str, Credential)],
) -> Result<Authenticated<Permission, A::Principal>, AuthenticationError> {
    let credentials: Credentials = credentials.iter().cloned().collect();
    authenticator.authenticate(&credentials).await
}

/// The seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
