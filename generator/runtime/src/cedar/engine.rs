//! A schema and policies, ready to decide.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression, Schema, ValidationMode, Validator,
};

use super::error::said;
use super::paths::Paths;
use super::{CedarError, Decision, Question};

/// A schema with policies that fit it, by Cedar's strict validator.
///
/// It never changes: to take over other policies while a service runs, hold it in a [`Live`](crate::policy::Live).
pub struct Cedar {
    schema: Schema,
    policies: PolicySet,
    authorizer: Authorizer,
    types: Types,
    /// Each action with the groups that it is in.
    actions: HashMap<EntityUid, Entities>,
    paths: Paths,
}

/// The entity types of the schema that `gatewright cedar` writes.
struct Types {
    action: EntityTypeName,
    anonymous: EntityTypeName,
    permission: EntityTypeName,
    resource: EntityTypeName,
    role: EntityTypeName,
    user: EntityTypeName,
}

type Failed = Box<dyn Error + Send + Sync>;

impl Cedar {
    /// Reads a schema and policies, each of them in Cedar's own syntax.
    ///
    /// # Errors
    ///
    /// When one of them can't be read, or a policy doesn't fit the schema.
    pub fn new<T: AsRef<str>>(schema: &str, policies: impl IntoIterator<Item = T>) -> Result<Self, CedarError> {
        let paths = Paths::of(schema)?;
        // Its warnings are about names that hide others, which is no mistake.
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(|error| CedarError::Schema(said(&error)))?;
        let mut all = PolicySet::new();
        for text in policies {
            let set = PolicySet::from_str(text.as_ref()).map_err(|error| CedarError::Policies(said(&error)))?;
            all.merge(&set, true).map_err(|error| CedarError::Policies(said(&error)))?;
        }
        // Nothing would link it, so that what it forbids would be permitted.
        if all.templates().next().is_some() {
            let message = "a template (`?principal`, `?resource`) is about nobody here";
            return Err(CedarError::Policies(message.to_owned()));
        }
        let validator = Validator::new(schema.clone());
        let checked = validator.validate(&all, ValidationMode::Strict);
        if !checked.validation_passed() {
            return Err(CedarError::Invalid(checked.validation_errors().map(|error| said(error)).collect()));
        }
        let (types, actions) = (Types::of(&schema)?, actions(&schema)?);
        Ok(Self { schema, policies: all, authorizer: Authorizer::new(), types, actions, paths })
    }

    /// Reads them from files: what `gatewright cedar --out DIR` writes, and policies of your own.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and when a file can't be read.
    pub fn load<F: AsRef<Path>>(
        schema: impl AsRef<Path>,
        policies: impl IntoIterator<Item = F>,
    ) -> Result<Self, CedarError> {
        let read = |path: &Path| {
            fs::read_to_string(path).map_err(|reason| CedarError::Unreadable { path: path.to_owned(), reason })
        };
        let texts = policies.into_iter().map(|path| read(path.as_ref())).collect::<Result<Vec<_>, _>>()?;
        Self::new(&read(schema.as_ref())?, texts)
    }

    /// Answers a question. What can't be answered is denied: a question that doesn't fit the schema, and one that a
    /// policy fails at, even if others permit it.
    pub fn decide(&self, question: &Question) -> Decision {
        match self.asked(question) {
            Ok((request, entities)) => self.answer(&request, &entities),
            Err(error) => Decision::failed(&*error),
        }
    }

    /// The schema.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The policies.
    #[must_use]
    pub const fn policies(&self) -> &PolicySet {
        &self.policies
    }

    /// The parameters of an operation's path that the schema declares.
    #[cfg(feature = "server")]
    pub(super) fn path_parameters(&self, operation: &str) -> &[String] {
        self.paths.of_operation(operation)
    }

    fn answer(&self, request: &Request, entities: &Entities) -> Decision {
        let response = self.authorizer.is_authorized(request, &self.policies, entities);
        let diagnostics = response.diagnostics();
        let errors: Vec<String> = diagnostics.errors().map(ToString::to_string).collect();
        let named = |id| self.policies.annotation(id, "id").map_or_else(|| id.to_string(), str::to_owned);
        let mut policies: Vec<String> = diagnostics.reason().map(named).collect();
        policies.sort();
        // Cedar passes over a policy that fails; a forbid would then have forbidden nothing.
        let is_allowed = errors.is_empty() && response.decision() == cedar_policy::Decision::Allow;
        Decision { is_allowed, policies, errors }
    }

    fn asked(&self, question: &Question) -> Result<(Request, Entities), Failed> {
        let types = &self.types;
        let resource = &question.resource;
        let principal = match &question.user {
            Some(user) => {
                let roles = question.roles.iter().map(|role| uid(&types.role, role));
                Entity::new_with_tags(
                    uid(&types.user, user),
                    question.attributes.clone(),
                    roles,
                    question.tags.clone(),
                )?
            }
            None => Entity::with_uid(uid(&types.anonymous, "")),
        };
        let within = resource.within.iter().map(|id| uid(&types.resource, id));
        let resource = Entity::new_with_tags(
            uid(&types.resource, &resource.id),
            resource.attributes.clone(),
            within,
            resource.tags.clone(),
        )?;
        let action = uid(&types.action, &question.operation);
        let known = self.actions.get(&action).cloned().unwrap_or_default();
        let request =
            Request::new(principal.uid(), action, resource.uid(), self.context(question)?, Some(&self.schema))?;
        let all = [principal, resource].into_iter().chain(question.entities.iter().cloned());
        Ok((request, known.add_entities(all, Some(&self.schema))?))
    }

    fn context(&self, question: &Question) -> Result<Context, Failed> {
        let carried = question.credentials.iter().map(|(scheme, permissions)| {
            let permissions = permissions.iter().map(|name| uid(&self.types.permission, name));
            let set = RestrictedExpression::new_set(permissions.map(RestrictedExpression::new_entity_uid));
            (scheme.clone(), set)
        });
        let path =
            question.path.iter().map(|(name, value)| (name.clone(), RestrictedExpression::new_string(value.clone())));
        let own = [
            ("credentials".to_owned(), RestrictedExpression::new_record(carried)?),
            ("path".to_owned(), RestrictedExpression::new_record(path)?),
        ];
        let others = question.context.iter().map(|(name, value)| (name.clone(), value.clone()));
        Ok(Context::from_pairs(own.into_iter().chain(others))?)
    }
}

impl Types {
    fn of(schema: &Schema) -> Result<Self, CedarError> {
        let mut types = schema.actions().map(EntityUid::type_name);
        let action = types.next().ok_or(CedarError::Namespace)?;
        if types.any(|other| other != action) {
            return Err(CedarError::Namespace);
        }
        let namespace = action.namespace();
        let named = |name: &str| {
            let full = if namespace.is_empty() { name.to_owned() } else { format!("{namespace}::{name}") };
            EntityTypeName::from_str(&full).map_err(|error| CedarError::Schema(said(&error)))
        };
        Ok(Self {
            action: action.clone(),
            anonymous: named("Anonymous")?,
            permission: named("Permission")?,
            resource: named("Resource")?,
            role: named("Role")?,
            user: named("User")?,
        })
    }
}

/// Each action alone with its groups: a question is about one of them, and a large API has thousands.
fn actions(schema: &Schema) -> Result<HashMap<EntityUid, Entities>, CedarError> {
    let failed = |error| CedarError::Schema(said(&error));
    let all = schema.action_entities().map_err(failed)?;
    let mut actions = HashMap::new();
    for action in schema.actions() {
        let groups = all.ancestors(action).into_iter().flatten();
        let with_groups = [action].into_iter().chain(groups).filter_map(|uid| all.get(uid).cloned());
        actions.insert(action.clone(), Entities::from_entities(with_groups, None).map_err(failed)?);
    }
    Ok(actions)
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

/// Counts what it holds.
impl fmt::Debug for Cedar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cedar").field("policies", &self.policies.num_of_policies()).finish_non_exhaustive()
    }
}
