//! Who may call an operation.

use crate::diagnostics::Place;

/// A security scheme: where a credential stands in a request.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Where it stands.
    pub at: Place,
    /// Its name in the document.
    pub name: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// What kind of credential it takes.
    pub kind: SchemeKind,
}

/// The kinds of security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key whose whole value is the credential.
    ApiKey {
        /// Where it stands.
        location: ApiKeyLocation,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// A user name and a password.
    Basic,
    /// A bearer token.
    Bearer,
    /// Any other scheme of the `Authorization` header.
    Http(String),
    /// OAuth 2.
    OAuth2,
    /// OpenID Connect, by the URL of its discovery document.
    OpenIdConnect(String),
    /// The client's certificate.
    MutualTls,
}

/// Where an API key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// A permission, by its place among those of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionId(pub usize);

/// What a principal may hold: a scope, a role, an action.
#[derive(Debug, Clone)]
pub struct Permission {
    /// Where it is first named.
    pub at: Place,
    /// Its name in the document.
    pub name: String,
    /// What the document says of it.
    pub description: Option<String>,
}

/// Whether an operation is guarded.
#[derive(Debug, Clone)]
pub enum Access {
    /// Anybody may call it: the document or the configuration says so.
    Public(Place),
    /// Only who meets the rule.
    Guarded(AccessRule),
}

/// Any of its alternatives suffices.
#[derive(Debug, Clone)]
pub struct AccessRule {
    /// Where it stands.
    pub at: Place,
    /// The alternatives.
    pub alternatives: Vec<Alternative>,
}

/// All of its requirements are needed. An empty one needs no credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Where it stands.
    pub at: Place,
    /// The requirements.
    pub requirements: Vec<Requirement>,
}

/// A credential of one scheme, with all of these permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme, by its place among those of the API.
    pub scheme: usize,
    /// The permissions.
    pub permissions: Vec<PermissionId>,
}

impl AccessRule {
    /// Whether a call without any credential is let through too.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.alternatives.iter().any(|a| a.requirements.is_empty())
    }
}
