//! Roles in the database.

use gatewright::access::{Effect, Statement};
use gatewright::types::UnixTimestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use crate::api::{self, NewRole, Role, RoleChange, RoleRules, RoleStatement};
use crate::refusal::Refusal;
use crate::users::User;

pub(crate) fn insert(db: &Transaction<'_>, account: Uuid, new: NewRole) -> Result<Role, Refusal> {
    let now = UnixTimestamp::now();
    let role = Role {
        uuid: Uuid::new_v4(),
        name: new.name,
        account,
        rules: with_nulls(new.rules.unwrap_or_default()),
        statement: new.statement.unwrap_or_else(|| to_wire(&Statement::default())),
        created_ts: now,
        updated_ts: now,
    };
    db.execute(
        "INSERT INTO roles (uuid, account, name, created, updated, effect) VALUES (?1, ?2, ?3, ?4, ?4, 'allow')",
        params![role.uuid, account, role.name, now.as_millis()],
    )?;
    write(db, &role)?;
    Ok(role)
}

pub(crate) fn list(db: &Transaction<'_>, account: Uuid) -> Result<Vec<Uuid>, Refusal> {
    let mut query = db.prepare("SELECT uuid FROM roles WHERE account = ?1 ORDER BY created, uuid")?;
    let rows = query.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn find(db: &Transaction<'_>, account: Uuid, uuid: Uuid) -> Result<Role, Refusal> {
    db.query_row("SELECT * FROM roles WHERE uuid = ?1 AND account = ?2", (uuid, account), |row| Ok(read(row)))
        .optional()?
        .ok_or(Refusal::NotFound("role"))?
}

/// Changes what the change names. A new statement must be the user's to grant; another part of a role
/// that permits more than that can be changed all the same, since that grants nothing.
pub(crate) fn update(db: &Transaction<'_>, user: &User, uuid: Uuid, change: RoleChange) -> Result<Role, Refusal> {
    let mut role = find(db, user.account, uuid)?;
    if let Some(statement) = change.statement {
        user.require_all_of(&from_wire(&statement))?;
        role.statement = statement;
    }
    if let Some(name) = change.name {
        role.name = name;
    }
    if let Some(rules) = change.rules {
        // Absent leaves a rule as it is; null takes it away.
        role.rules = RoleRules {
            twin: rules.twin.or(role.rules.twin),
            entry: rules.entry.or(role.rules.entry),
            identity: rules.identity.or(role.rules.identity),
        };
    }
    role.updated_ts = UnixTimestamp::now();
    write(db, &role)?;
    Ok(role)
}

/// Deletes a role. Who holds it may do nothing from the next request on.
pub(crate) fn delete(db: &Transaction<'_>, account: Uuid, uuid: Uuid) -> Result<(), Refusal> {
    match db.execute("DELETE FROM roles WHERE uuid = ?1 AND account = ?2", (uuid, account))? {
        0 => Err(Refusal::NotFound("role")),
        _ => Ok(()),
    }
}

/// A statement as the API has it, as the runtime's policy.
pub(crate) fn from_wire(statement: &RoleStatement) -> Statement {
    let effect = match statement.effect {
        api::Effect::Allow => Effect::Allow,
        api::Effect::Deny => Effect::Deny,
    };
    Statement { effect, actions: statement.actions.clone() }
}

fn to_wire(statement: &Statement) -> RoleStatement {
    let effect = match statement.effect {
        Effect::Allow => api::Effect::Allow,
        Effect::Deny => api::Effect::Deny,
    };
    RoleStatement { effect, actions: statement.actions.clone() }
}

/// The statement in the columns `effect` and `actions`.
pub(crate) fn statement_of(row: &Row<'_>) -> Result<Statement, Refusal> {
    let unreadable = |error: String| Refusal::Unreadable(error);
    let effect: String = row.get("effect")?;
    let actions: Option<String> = row.get("actions")?;
    Ok(Statement {
        effect: effect.parse().map_err(|error: gatewright::access::UnknownEffect| unreadable(error.to_string()))?,
        actions: actions
            .map(|json| serde_json::from_str(&json))
            .transpose()
            .map_err(|error| unreadable(error.to_string()))?,
    })
}

fn read(row: &Row<'_>) -> Result<Role, Refusal> {
    Ok(Role {
        uuid: row.get("uuid")?,
        name: row.get("name")?,
        account: row.get("account")?,
        rules: RoleRules {
            twin: Some(row.get("twin")?),
            entry: Some(row.get("entry")?),
            identity: Some(row.get("identity")?),
        },
        statement: to_wire(&statement_of(row)?),
        created_ts: UnixTimestamp::from_millis(row.get("created")?),
        updated_ts: UnixTimestamp::from_millis(row.get("updated")?),
    })
}

fn write(db: &Transaction<'_>, role: &Role) -> Result<(), Refusal> {
    let statement = from_wire(&role.statement);
    let actions = statement.actions.map(|actions| serde_json::Value::from(actions).to_string());
    db.execute(
        "UPDATE roles SET name = ?2, twin = ?3, entry = ?4, identity = ?5, effect = ?6, actions = ?7, updated = ?8 \
         WHERE uuid = ?1",
        params![
            role.uuid,
            role.name,
            role.rules.twin.as_ref().and_then(Option::as_ref),
            role.rules.entry.as_ref().and_then(Option::as_ref),
            role.rules.identity.as_ref().and_then(Option::as_ref),
            statement.effect.as_str(),
            actions,
            role.updated_ts.as_millis(),
        ],
    )?;
    Ok(())
}

/// An answer shows every rule, null for none.
fn with_nulls(rules: RoleRules) -> RoleRules {
    RoleRules {
        twin: Some(rules.twin.flatten()),
        entry: Some(rules.entry.flatten()),
        identity: Some(rules.identity.flatten()),
    }
}
