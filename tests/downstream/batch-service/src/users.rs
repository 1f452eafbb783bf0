//! Who may do what: a token says who somebody is and which role they hold, the database what the role
//! permits. So a changed role counts from the next request, whatever tokens are about.

use gatewright::access::{AuthenticationError, Authenticator, PermissionSet, Statement, permission_named};
use gatewright::authenticators::jwt::{Jwt, KeySource};
use gatewright::authenticators::{SetupError, resolve};
use rusqlite::{OptionalExtension, Transaction};
use serde::Deserialize;
use uuid::Uuid;

use crate::api::Permission;
use crate::database::Database;
use crate::refusal::Refusal;
use crate::roles;

/// What checks the users' tokens.
pub type Tokens = Jwt<Permission, Claims>;

/// What a user's token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Claims {
    /// The user's id.
    pub sub: Uuid,
    /// The role that the user holds.
    pub role: Uuid,
}

/// A user whose token was checked: what handlers receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's id.
    pub uuid: Uuid,
    /// The account of the user's role. The user acts for it, and sees nothing beyond.
    pub account: Uuid,
    /// What the statement of the user's role permits.
    pub permissions: PermissionSet<Permission>,
}

/// Checks tokens that this issuer signs for this audience, with a key of the configuration or with
/// those that the issuer publishes.
///
/// # Errors
///
/// If the document no longer has the scheme.
pub fn tokens(issuer: &str, audience: &str, keys: impl Into<KeySource>) -> Result<Tokens, SetupError> {
    Jwt::builder(["user_secret"]).issuer(issuer).audience(audience).keys(keys).build()
}

/// Users by their tokens, with what their roles permit.
pub(crate) fn authenticator(tokens: Tokens, database: Database) -> impl Authenticator<Permission, Principal = User> {
    resolve(tokens, move |claims| {
        let database = database.clone();
        async move {
            let user = database.transact(move |db| find(db, claims)).await;
            let user = user.map_err(|_| AuthenticationError::Unavailable)?;
            let user = user.ok_or_else(|| AuthenticationError::invalid("the user's role is gone"))?;
            let permissions = user.permissions;
            Ok((user, permissions))
        }
    })
}

fn find(db: &Transaction<'_>, Claims { sub, role }: Claims) -> Result<Option<User>, Refusal> {
    let query = "SELECT account, effect, actions FROM roles WHERE uuid = ?1";
    let found = db.query_row(query, [role], |row| Ok((row.get("account")?, roles::statement_of(row)))).optional()?;
    let Some((account, statement)) = found else { return Ok(None) };
    // A statement that can't be read permits nothing: the request fails.
    let permissions = statement?.to_set().map_err(|error| Refusal::Unreadable(error.to_string()))?;
    Ok(Some(User { uuid: sub, account, permissions }))
}

impl User {
    /// Refuses unless the user has the permission of an operation named in a request's body.
    pub(crate) fn require(&self, operation: &str) -> Result<(), Refusal> {
        let permission = permission_named::<Permission>(operation)
            .map_err(|unknown| Refusal::Invalid(format!("there is no operation {:?}", unknown.name)))?;
        if self.permissions.contains(permission) {
            Ok(())
        } else {
            Err(Refusal::Forbidden(format!("a batch of {operation} needs the permission {operation}")))
        }
    }

    /// Refuses if a statement permits anything that the user may not do.
    pub(crate) fn require_all_of(&self, statement: &Statement) -> Result<(), Refusal> {
        let granted = statement.to_set().map_err(|unknown| Refusal::Invalid(unknown.to_string()))?;
        let lacking = granted.difference(&self.permissions);
        if lacking.is_empty() {
            return Ok(());
        }
        let names = lacking.names().collect::<Vec<_>>().join(", ");
        Err(Refusal::Forbidden(format!("nobody can grant what they don't have: {names}")))
    }
}
