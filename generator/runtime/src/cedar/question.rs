//! What Cedar is asked.

use std::collections::BTreeMap;

use cedar_policy::{Entity, RestrictedExpression};

use crate::access::{PermissionSet, Permissions};
use crate::operation::Operation;

/// May somebody do something? To be answered by [`Cedar::decide`](super::Cedar::decide).
///
/// Who asks for nobody in particular leaves [`user`](Self::user) away: Cedar then sees `Anonymous`.
#[derive(Debug, Clone)]
pub struct Question {
    pub(super) operation: String,
    pub(super) user: Option<String>,
    pub(super) roles: Vec<String>,
    pub(super) tags: BTreeMap<String, RestrictedExpression>,
    pub(super) attributes: BTreeMap<String, RestrictedExpression>,
    pub(super) credentials: BTreeMap<String, Vec<&'static str>>,
    pub(super) path: BTreeMap<String, String>,
    pub(super) context: BTreeMap<String, RestrictedExpression>,
    pub(super) resource: Resource,
    pub(super) entities: Vec<Entity>,
}

impl Question {
    /// May somebody call this operation? `operation` is its operationId.
    pub fn new(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            user: None,
            roles: Vec::new(),
            tags: BTreeMap::new(),
            attributes: BTreeMap::new(),
            credentials: BTreeMap::new(),
            path: BTreeMap::new(),
            context: BTreeMap::new(),
            resource: Resource::default(),
            entities: Vec::new(),
        }
    }

    /// May somebody call this operation?
    #[must_use]
    pub fn of<Op: Operation>() -> Self {
        Self::new(Op::ID)
    }

    /// May this user?
    #[must_use]
    pub fn user(mut self, id: impl Into<String>) -> Self {
        self.user = Some(id.into());
        self
    }

    /// The user has this role.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.roles.push(role.into());
        self
    }

    /// The user has this tag: `principal.getTag("company")`.
    #[must_use]
    pub fn tag(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(name.into(), RestrictedExpression::new_string(value.into()));
        self
    }

    /// The user has this attribute, which you added to the schema.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: RestrictedExpression) -> Self {
        self.attributes.insert(name.into(), value);
        self
    }

    /// A credential of this scheme was good, and carries these permissions.
    #[must_use]
    pub fn credential<P: Permissions>(mut self, scheme: impl Into<String>, permissions: PermissionSet<P>) -> Self {
        self.credentials.entry(scheme.into()).or_default().extend(permissions.names());
        self
    }

    /// On this resource; unless it is said, on the whole API, `Resource::"api"`.
    #[must_use]
    pub fn on(mut self, resource: Resource) -> Self {
        self.resource = resource;
        self
    }

    /// A parameter of the path: `context.path.batch`.
    #[must_use]
    pub fn path(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.path.insert(name.into(), value.into());
        self
    }

    /// An attribute of the context, which you added to the schema.
    #[must_use]
    pub fn context(mut self, name: impl Into<String>, value: RestrictedExpression) -> Self {
        self.context.insert(name.into(), value);
        self
    }

    /// An entity that policies come to from the others, such as a role with the roles that it is in.
    #[must_use]
    pub fn entity(mut self, entity: Entity) -> Self {
        self.entities.push(entity);
        self
    }
}

/// What an operation acts on.
#[derive(Debug, Clone)]
pub struct Resource {
    pub(super) id: String,
    pub(super) within: Vec<String>,
    pub(super) tags: BTreeMap<String, RestrictedExpression>,
    pub(super) attributes: BTreeMap<String, RestrictedExpression>,
}

impl Resource {
    /// A resource of this name: `Resource::"batches/7"`.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), within: Vec::new(), tags: BTreeMap::new(), attributes: BTreeMap::new() }
    }

    /// It is in another one: `resource in Resource::"accounts/3"`.
    #[must_use]
    pub fn within(mut self, id: impl Into<String>) -> Self {
        self.within.push(id.into());
        self
    }

    /// It has this tag: `resource.getTag("company")`.
    #[must_use]
    pub fn tag(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(name.into(), RestrictedExpression::new_string(value.into()));
        self
    }

    /// It has this attribute, which you added to the schema.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: RestrictedExpression) -> Self {
        self.attributes.insert(name.into(), value);
        self
    }
}

/// The whole API.
impl Default for Resource {
    fn default() -> Self {
        Self::new("api")
    }
}
