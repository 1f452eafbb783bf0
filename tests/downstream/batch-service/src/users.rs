//! Users: who they are, what they may do, and how a secret proves one.

use gatewright::Secret;
use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Statement, permission_named,
};
use rusqlite::{OptionalExtension, Transaction};
use uuid::Uuid;

use crate::api::Permission;
use crate::database::Database;
use crate::refusal::Refusal;
use crate::{roles, secret};

/// A user whose secret was recognised: what handlers receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's id.
    pub uuid: Uuid,
    /// The account that the user acts for, and sees nothing beyond.
    pub account: Uuid,
    /// What the statement of the user's role permits.
    pub permissions: PermissionSet<Permission>,
}

/// A user just made. The secret is shown this once: the database keeps its hash.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The user's id.
    pub uuid: Uuid,
    /// What to send in `Authorization`.
    pub secret: Secret,
}

/// A new account's first user, who holds a role with the default statement.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// The new account.
    pub account: Uuid,
    /// The administrator's role.
    pub role: Uuid,
    /// The administrator.
    pub user: NewUser,
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

/// The secrets in the database say who sends a request.
impl Authenticator<Permission> for Database {
    type Principal = User;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, User>, AuthenticationError> {
        let unknown = || AuthenticationError::invalid("the user secret isn't valid");
        let secret = credentials.get("user_secret").and_then(|credential| credential.secret()).ok_or_else(unknown)?;
        let user = recognise(self, secret.clone()).await.map_err(|_| AuthenticationError::Unavailable)?;
        let user = user.ok_or_else(unknown)?;
        let permissions = user.permissions;
        Ok(Authenticated::new(user).permissions(permissions))
    }
}

async fn recognise(database: &Database, secret: Secret) -> Result<Option<User>, Refusal> {
    let Some(uuid) = secret::user_of(&secret) else { return Ok(None) };
    database
        .transact(move |db| {
            let query = "SELECT salt, digest, account, effect, actions FROM users JOIN roles ON roles.uuid = role \
                         WHERE users.uuid = ?1";
            let found = db
                .query_row(query, [uuid], |row| {
                    let kept = secret::Kept { salt: row.get("salt")?, digest: row.get("digest")? };
                    Ok((kept, row.get("account")?, roles::statement_of(row)))
                })
                .optional()?;
            let Some((kept, account, statement)) = found else { return Ok(None) };
            if !kept.is_of(&secret) {
                return Ok(None);
            }
            // A statement that can't be read permits nothing: the request fails.
            let permissions = statement?.to_set().map_err(|error| Refusal::Unreadable(error.to_string()))?;
            Ok(Some(User { uuid, account, permissions }))
        })
        .await
}

/// Adds a user to the account of a role.
pub(crate) fn insert(db: &Transaction<'_>, role: Uuid) -> Result<NewUser, Refusal> {
    let uuid = Uuid::new_v4();
    let (secret, kept) = secret::issue(uuid).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    db.execute(
        "INSERT INTO users (uuid, role, salt, digest) VALUES (?1, ?2, ?3, ?4)",
        (uuid, role, kept.salt, kept.digest),
    )?;
    Ok(NewUser { uuid, secret })
}
