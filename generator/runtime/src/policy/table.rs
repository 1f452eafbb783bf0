//! Roles as sets of permissions.

use std::collections::HashMap;
use std::str::FromStr;

use gatewright_policy::{self as document, Checked, Problem, Problems};

use super::permissions::set;
use crate::access::{Effect, PermissionSet, Permissions, Statement};

/// A table of roles, compiled: the permissions that each of them gives.
///
/// A role gives what its parents give, its `permissions`, what its role `statement` permits and what its `statements`
/// allow, without what its `statements` deny. Whoever has several roles has what any of them gives.
///
/// ```
/// use gatewright::access::Permissions as _;
/// use gatewright::policy::RoleTable;
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, gatewright::Permissions)]
/// enum Permission {
///     #[permission("get_batch")]
///     GetBatch,
///     #[permission("get_role")]
///     GetRole,
///     #[permission("delete_role")]
///     DeleteRole,
/// }
///
/// let table: RoleTable<Permission> = r#"
/// roles:
///   reader: {permissions: ["get_*"]}
///   clerk:
///     inherits: [reader]
///     statements: [{effect: deny, actions: [get_role]}]
///   owner: {statement: {effect: deny, actions: null}}
/// "#
/// .parse()?;
/// assert_eq!(table.role("clerk").map(|set| set.len()), Some(1));
/// assert_eq!(table.permissions(["reader", "clerk"]).len(), 2);
/// assert_eq!(table.permissions(["owner"]).len(), 3);
/// assert!(table.permissions(["nobody"]).is_empty());
/// # Ok::<(), gatewright::policy::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleTable<P: Permissions> {
    roles: HashMap<String, PermissionSet<P>>,
    warnings: Vec<Problem>,
}

impl<P: Permissions> RoleTable<P> {
    /// Compiles a table that was read or made before, of the rows of a database for instance.
    ///
    /// # Errors
    ///
    /// When a role names a parent or an action that there isn't, or inherits from itself, or denies by a pattern that
    /// nothing matches; the error lists everything that is wrong.
    pub fn compile(roles: &document::Roles) -> Result<Self, Problems> {
        Self::of(roles.compile(P::NAMES))
    }

    fn of(checked: Checked<document::Permitted>) -> Result<Self, Problems> {
        let (roles, warnings) = checked.into_result()?;
        Ok(Self { roles: roles.into_iter().map(|(name, chosen)| (name, set(&chosen))).collect(), warnings })
    }

    /// What one role gives; `None` if the table doesn't have it.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<PermissionSet<P>> {
        self.roles.get(name).copied()
    }

    /// What any of these roles gives. A role that the table doesn't have gives nothing.
    #[must_use]
    pub fn permissions<N: AsRef<str>>(&self, roles: impl IntoIterator<Item = N>) -> PermissionSet<P> {
        let known = roles.into_iter().filter_map(|name| self.role(name.as_ref()));
        known.fold(PermissionSet::EMPTY, |all, set| all.union(&set))
    }

    /// The names of the roles, in no particular order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.roles.keys().map(String::as_str)
    }

    /// What is likely not meant as it stands.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }
}

/// A table without roles.
impl<P: Permissions> Default for RoleTable<P> {
    fn default() -> Self {
        Self { roles: HashMap::new(), warnings: Vec::new() }
    }
}

/// Reads a table, in YAML or JSON; the error lists everything that is wrong, with lines and columns.
impl<P: Permissions> FromStr for RoleTable<P> {
    type Err = Problems;

    fn from_str(text: &str) -> Result<Self, Problems> {
        Self::of(document::Roles::read(text).then(|roles| roles.compile(P::NAMES)))
    }
}

/// A role statement as the entry of a table.
impl From<&Statement> for document::Listing {
    fn from(statement: &Statement) -> Self {
        let effect = match statement.effect {
            Effect::Allow => document::Effect::Allow,
            Effect::Deny => document::Effect::Deny,
        };
        Self::new(effect, statement.actions.iter().flatten())
    }
}
