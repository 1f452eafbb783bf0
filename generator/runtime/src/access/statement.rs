//! Role statements: a list of actions, and whether it is the list of the permitted or of the refused.

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::{PermissionSet, Permissions, UnknownPermissions};

/// What the actions of a [`Statement`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Those that are permitted; all others are refused.
    Allow,
    /// Those that are refused; all others are permitted.
    Deny,
}

/// The statement of a role: `{"effect": "allow", "actions": ["get_batch"]}`.
///
/// Actions are names of permissions. No list is an empty list, so `allow` without one permits
/// nothing, and `deny` without one, which is the default, permits everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What the actions are.
    pub effect: Effect,
    /// The names of the actions, or `None` (`null`) for an empty list.
    pub actions: Option<Vec<String>>,
}

impl Statement {
    /// Permits just these actions.
    pub fn allow<N: Into<String>>(actions: impl IntoIterator<Item = N>) -> Self {
        Self { effect: Effect::Allow, actions: Some(actions.into_iter().map(Into::into).collect()) }
    }

    /// Permits all actions but these.
    pub fn deny<N: Into<String>>(actions: impl IntoIterator<Item = N>) -> Self {
        Self { effect: Effect::Deny, actions: Some(actions.into_iter().map(Into::into).collect()) }
    }

    /// The permissions that the statement gives.
    ///
    /// # Errors
    ///
    /// When it names an action that the API doesn't have; the error lists all such names. To skip
    /// them instead would turn a misspelt `deny` into a permission.
    pub fn to_set<P: Permissions>(&self) -> Result<PermissionSet<P>, UnknownPermissions> {
        let listed = PermissionSet::from_names(self.actions.iter().flatten())?;
        Ok(match self.effect {
            Effect::Allow => listed,
            Effect::Deny => PermissionSet::all().difference(&listed),
        })
    }
}

/// `{"effect": "deny", "actions": null}`: nothing is refused.
impl Default for Statement {
    fn default() -> Self {
        Self { effect: Effect::Deny, actions: None }
    }
}

impl Effect {
    /// `allow` or `deny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        }
    }
}

impl std::str::FromStr for Effect {
    type Err = UnknownEffect;

    fn from_str(text: &str) -> Result<Self, UnknownEffect> {
        match text {
            "allow" => Ok(Self::Allow),
            "deny" => Ok(Self::Deny),
            _ => Err(UnknownEffect(text.to_owned())),
        }
    }
}

/// A word that is neither `allow` nor `deny`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an effect is `allow` or `deny`, not `{0}`")]
pub struct UnknownEffect(String);

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Statement", 2)?;
        fields.serialize_field("effect", self.effect.as_str())?;
        fields.serialize_field("actions", &self.actions)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Statement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Statement", &["effect", "actions"], StatementVisitor)
    }
}

struct StatementVisitor;

impl<'de> Visitor<'de> for StatementVisitor {
    type Value = Statement;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a statement with `effect` and `actions`")
    }

    /// Anything unknown or missing is refused: what a policy might mean is no ground to permit.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Statement, M::Error> {
        let (mut effect, mut actions) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "effect" if effect.is_none() => {
                    effect = Some(map.next_value::<String>()?.parse().map_err(M::Error::custom)?);
                }
                "actions" if actions.is_none() => actions = Some(map.next_value()?),
                "effect" | "actions" => return Err(M::Error::custom(format_args!("duplicate field `{key}`"))),
                _ => return Err(M::Error::unknown_field(&key, &["effect", "actions"])),
            }
        }
        Ok(Statement {
            effect: effect.ok_or_else(|| M::Error::missing_field("effect"))?,
            actions: actions.ok_or_else(|| M::Error::missing_field("actions"))?,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::super::samples::Few;
    use super::*;

    fn permitted(json: &str) -> Vec<&'static str> {
        let statement: Statement = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::from_str::<Statement>(&serde_json::to_string(&statement).unwrap()).unwrap(), statement);
        statement.to_set::<Few>().unwrap().names().collect()
    }

    #[test]
    fn each_statement_permits_what_it_says() {
        assert_eq!(permitted(r#"{"effect": "allow", "actions": ["edit"]}"#), ["edit"]);
        assert_eq!(permitted(r#"{"effect": "deny", "actions": ["edit"]}"#), ["view", "delete"]);
        assert_eq!(permitted(r#"{"effect": "allow", "actions": []}"#), [""; 0]);
        assert_eq!(permitted(r#"{"effect": "deny", "actions": []}"#), ["view", "edit", "delete"]);
        assert_eq!(permitted(r#"{"effect": "allow", "actions": null}"#), [""; 0]);
        assert_eq!(permitted(r#"{"effect": "deny", "actions": null}"#), ["view", "edit", "delete"]);
    }

    #[test]
    fn the_default_refuses_nothing() {
        let default = serde_json::to_string(&Statement::default()).unwrap();
        assert_eq!(default, r#"{"effect":"deny","actions":null}"#);
        assert_eq!(Statement::default().to_set::<Few>().unwrap(), PermissionSet::all());
    }

    #[test]
    fn unknown_actions_are_refused_by_both_effects() {
        for statement in [Statement::allow(["edit", "fly", "swim"]), Statement::deny(["edit", "fly", "swim"])] {
            assert_eq!(statement.to_set::<Few>().unwrap_err().names, ["fly", "swim"]);
        }
    }

    #[test]
    fn anything_else_is_no_statement() {
        for json in [
            r#"{"effect": "Allow", "actions": []}"#,
            r#"{"effect": "permit", "actions": []}"#,
            r#"{"effect": "deny"}"#,
            r#"{"actions": []}"#,
            r#"{"effect": "deny", "effect": "allow", "actions": []}"#,
            r#"{"effect": "deny", "actions": [], "action": []}"#,
            r#"{"effect": "deny", "actions": "edit"}"#,
        ] {
            assert!(serde_json::from_str::<Statement>(json).is_err(), "{json}");
        }
    }
}
