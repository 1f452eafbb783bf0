//! Who may call an operation.

use std::ops::Range;

use crate::diagnostics::{Place, SourceId};

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
    /// OAuth 2, with the ways to a token.
    OAuth2(Vec<OAuthFlow>),
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

/// A way to a token, with its URLs as the document writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Which one.
    pub kind: OAuthFlowKind,
    /// Its URLs, each with what it is for.
    pub urls: Vec<(OAuthUrl, String)>,
}

/// The flows of OAuth 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OAuthFlowKind {
    /// A token straight from the authorization.
    Implicit,
    /// The user's password for a token.
    Password,
    /// The program's own credentials for a token.
    ClientCredentials,
    /// A code from the authorization, and a token for the code.
    AuthorizationCode,
    /// A code that the user enters on another device.
    DeviceAuthorization,
}

/// What a URL of a flow is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OAuthUrl {
    /// The user's agreement.
    Authorization,
    /// A device's code.
    DeviceAuthorization,
    /// Tokens.
    Token,
    /// Fresh tokens.
    Refresh,
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
    /// Anybody may call it, and this says so.
    Public(Stated),
    /// Nothing says who may call it.
    Unguarded,
    /// Only who meets the rule.
    Guarded(AccessRule),
}

/// What says who may call an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// A place of the document.
    Document(Place),
    /// These bytes of the configuration.
    Configuration(SourceId, Range<usize>),
    /// The command line or a build script.
    Words,
}

/// Any of its alternatives suffices.
#[derive(Debug, Clone)]
pub struct AccessRule {
    /// What states it: what guards the operation first, what adds to that behind it.
    pub stated: Vec<Stated>,
    /// The alternatives. Without any, nobody may call the operation.
    pub alternatives: Vec<Alternative>,
}

/// An operation, as far as it matters who may call it.
#[derive(Debug, Clone)]
pub struct Guarded {
    /// Where it stands.
    pub at: Place,
    /// Its name: the document's, or one made of method and path.
    pub id: String,
    /// The method, as it is sent.
    pub method: String,
    /// Its key in `paths`, as it stands.
    pub key: String,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// Who may call it.
    pub access: Access,
}

/// Who may call what.
#[derive(Debug, Clone)]
pub struct Guards {
    /// The security schemes; a [`Requirement`] refers to them by place.
    pub schemes: Vec<Scheme>,
    /// The permissions; a [`PermissionId`] is an index.
    pub permissions: Vec<Permission>,
    /// The operations, in the order of the document.
    pub operations: Vec<Guarded>,
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
