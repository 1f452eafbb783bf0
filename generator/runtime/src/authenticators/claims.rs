//! Claims of tokens: what they permit, and what they must name.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::SetupError;
use crate::access::{PermissionSet, Permissions, permission_named};

/// The claims of a token, as they stand there.
pub type RawClaims = Map<String, Value>;

/// Reads permissions out of claims.
///
/// Unless it is told otherwise, it reads `scope` (RFC 8693, section 4.2) and `scp`. A name that is no
/// permission of this API is another API's, and grants nothing.
pub(super) struct Grants<P: Permissions, C> {
    sources: Vec<Source<P, C>>,
}

type Granting<P, C> = Box<dyn Fn(&C) -> PermissionSet<P> + Send + Sync>;

enum Source<P: Permissions, C> {
    Names(String),
    Roles(String, Granting<P, str>),
    Function(Granting<P, C>),
}

impl<P: Permissions, C> Grants<P, C> {
    pub(super) const fn new() -> Self {
        Self { sources: Vec::new() }
    }

    pub(super) fn names(&mut self, claim: String) {
        self.sources.push(Source::Names(claim));
    }

    pub(super) fn roles(&mut self, claim: String, role: impl Fn(&str) -> PermissionSet<P> + Send + Sync + 'static) {
        self.sources.push(Source::Roles(claim, Box::new(role)));
    }

    pub(super) fn function(&mut self, function: impl Fn(&C) -> PermissionSet<P> + Send + Sync + 'static) {
        self.sources.push(Source::Function(Box::new(function)));
    }

    /// What the claims permit: all that any of the sources grants.
    pub(super) fn of(&self, raw: &RawClaims, typed: &C) -> PermissionSet<P> {
        if self.sources.is_empty() {
            return named(claim(raw, "scope")).union(&named(claim(raw, "scp")));
        }
        let granted = self.sources.iter().map(|source| match source {
            Source::Names(name) => named(claim(raw, name)),
            Source::Roles(name, role) => whole(claim(raw, name)).map(role).fold(PermissionSet::EMPTY, union),
            Source::Function(function) => function(typed),
        });
        granted.fold(PermissionSet::EMPTY, union)
    }
}

fn union<P: Permissions>(one: PermissionSet<P>, other: PermissionSet<P>) -> PermissionSet<P> {
    one.union(&other)
}

/// A claim by its name; where none has it, and it starts with a slash, by JSON Pointer.
fn claim<'c>(claims: &'c RawClaims, name: &str) -> Option<&'c Value> {
    claims.get(name).or_else(|| {
        let (first, rest) = name.strip_prefix('/')?.split_once('/')?;
        claims.get(first)?.pointer(&format!("/{rest}"))
    })
}

/// The permissions that a claim names: the words of a text, or the texts of a list.
fn named<P: Permissions>(claim: Option<&Value>) -> PermissionSet<P> {
    let words = claim.and_then(Value::as_str).into_iter().flat_map(|text| text.split(' '));
    words.chain(items(claim)).filter_map(|name| permission_named(name).ok()).collect()
}

/// The texts of a claim: one, or a list of them. A role's name may have spaces.
fn whole(claim: Option<&Value>) -> impl Iterator<Item = &str> {
    claim.and_then(Value::as_str).into_iter().chain(items(claim))
}

fn items(claim: Option<&Value>) -> impl Iterator<Item = &str> {
    claim.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

impl<P: Permissions, C> fmt::Debug for Grants<P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.sources.iter().map(|source| match source {
            Source::Names(claim) | Source::Roles(claim, _) => claim.as_str(),
            Source::Function(_) => "a function",
        });
        f.debug_list().entries(shown).finish()
    }
}

/// Whether `aud`, a text or a list of texts, names one of these (RFC 7519, section 4.1.3).
pub(super) fn names_one(audience: Option<&Value>, wanted: &[String]) -> bool {
    match audience {
        Some(Value::String(one)) => wanted.contains(one),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).any(|one| wanted.iter().any(|it| it == one)),
        _ => false,
    }
}

/// Names of which a token must have one.
pub(super) enum Named {
    Unsaid,
    Any,
    These(Vec<String>),
}

impl Named {
    pub(super) fn add(&mut self, name: String) {
        match self {
            Self::These(names) => names.push(name),
            Self::Unsaid | Self::Any => *self = Self::These(vec![name]),
        }
    }

    pub(super) fn said(self, unsaid: &'static str) -> Result<Option<Vec<String>>, SetupError> {
        match self {
            Self::Unsaid => Err(SetupError::Missing(unsaid)),
            Self::Any => Ok(None),
            Self::These(names) => Ok(Some(names)),
        }
    }
}

/// The seconds since 1970, as claims count them.
pub(super) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;
    use crate::access::samples::Few;

    fn granted(claims: &str, told: impl Fn(&mut Grants<Few, ()>)) -> Vec<&'static str> {
        let mut grants = Grants::new();
        told(&mut grants);
        grants.of(&serde_json::from_str(claims).unwrap(), &()).names().collect()
    }

    #[test]
    fn scopes_are_read_in_every_form_and_others_names_grant_nothing() {
        for (claims, wanted) in [
            (r#"{"scope": "view edit"}"#, &["view", "edit"][..]),
            (r#"{"scope": "openid  edit other:view"}"#, &["edit"]),
            (r#"{"scp": "view"}"#, &["view"]),
            (r#"{"scp": ["view", "fly", "delete"]}"#, &["view", "delete"]),
            (r#"{"scope": ["view edit"]}"#, &[]),
            (r#"{"scope": "View EDIT view,edit \tview"}"#, &[]),
            (r#"{"scope": {"view": true}, "scp": [true, 1, null, ["view"]]}"#, &[]),
            (r#"{"scope": "view", "scp": ["edit"]}"#, &["view", "edit"]),
            // Not read unless asked for: it says what the user may, not what the application was let.
            (r#"{"permissions": ["view"], "roles": ["edit"], "scopes": "view"}"#, &[]),
            ("{}", &[]),
        ] {
            assert_eq!(granted(claims, |_| ()), wanted, "{claims}");
        }
    }

    #[test]
    fn a_claim_that_is_named_is_read_instead() {
        let claims = r#"{"scope": "view", "permissions": ["edit"], "realm": {"roles": ["delete"]}, "/x/y": ["view"]}"#;
        assert_eq!(granted(claims, |grants| grants.names("permissions".to_owned())), ["edit"]);
        assert_eq!(granted(claims, |grants| grants.names("/realm/roles".to_owned())), ["delete"]);
        assert_eq!(granted(claims, |grants| grants.names("/x/y".to_owned())), ["view"]);
        assert_eq!(granted(claims, |grants| grants.names("/realm".to_owned())), [""; 0]);
        let both = |grants: &mut Grants<Few, ()>| {
            grants.names("permissions".to_owned());
            grants.names("scope".to_owned());
        };
        assert_eq!(granted(claims, both), ["view", "edit"]);
    }

    #[test]
    fn roles_grant_what_they_are_said_to() {
        let table = |role: &str| match role {
            "Head Keeper" => PermissionSet::all(),
            "visitor" => [Few::View].into_iter().collect(),
            _ => PermissionSet::EMPTY,
        };
        let roles = |grants: &mut Grants<Few, ()>| grants.roles("roles".to_owned(), table);
        assert_eq!(granted(r#"{"roles": ["visitor", "nobody"]}"#, roles), ["view"]);
        assert_eq!(granted(r#"{"roles": "Head Keeper"}"#, roles), ["view", "edit", "delete"]);
        assert_eq!(granted(r#"{"roles": "visitor Head"}"#, roles), [""; 0]);
    }
}
