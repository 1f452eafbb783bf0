//! Security schemes as static data.

/// A security scheme of a document: where a credential stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name under `components.securitySchemes`.
    pub name: &'static str,
    /// What kind of credential it is.
    pub kind: SchemeKind,
}

/// The kinds of security scheme that OpenAPI knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, query parameter or cookie; the whole value is the credential.
    ApiKey {
        /// Where it stands.
        location: ApiKeyLocation,
        /// The name of the header, parameter or cookie.
        name: &'static str,
    },
    /// `Authorization: Basic …`.
    Basic,
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: <scheme> …`, any other registered scheme.
    Http(&'static str),
    /// OAuth 2: a bearer token.
    OAuth2,
    /// OpenID Connect Discovery: a bearer token.
    OpenIdConnect {
        /// The URL of the discovery document.
        url: &'static str,
    },
    /// The client's certificate.
    MutualTls,
}

impl SchemeKind {
    /// Whether the credential is a bearer token in the header `Authorization` (RFC 6750).
    #[must_use]
    pub const fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2 | Self::OpenIdConnect { .. })
    }
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
