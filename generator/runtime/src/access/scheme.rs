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
    OAuth2 {
        /// The ways to a token that the document describes.
        flows: &'static [OAuthFlow],
    },
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
        matches!(self, Self::Bearer | Self::OAuth2 { .. } | Self::OpenIdConnect { .. })
    }
}

/// A way to a token, with the URLs that the document states for it, as it writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Which one.
    pub kind: OAuthFlowKind,
    /// Where the user is sent to agree.
    pub authorization_url: Option<&'static str>,
    /// Where a device asks for the code that its user enters elsewhere (RFC 8628).
    pub device_authorization_url: Option<&'static str>,
    /// Where tokens are had.
    pub token_url: Option<&'static str>,
    /// Where tokens are renewed, if that isn't where they are had.
    pub refresh_url: Option<&'static str>,
}

impl OAuthFlow {
    /// A flow without any URL yet.
    #[must_use]
    pub const fn new(kind: OAuthFlowKind) -> Self {
        Self { kind, authorization_url: None, device_authorization_url: None, token_url: None, refresh_url: None }
    }
}

/// The flows of OAuth 2 that OpenAPI knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuthFlowKind {
    /// RFC 6749, 4.2.
    Implicit,
    /// The resource owner's password: RFC 6749, 4.3.
    Password,
    /// RFC 6749, 4.4.
    ClientCredentials,
    /// RFC 6749, 4.1.
    AuthorizationCode,
    /// RFC 8628, since OpenAPI 3.2.
    DeviceAuthorization,
}

impl SecurityScheme {
    /// A flow of OAuth 2, if the scheme has it.
    #[must_use]
    pub fn flow(&self, kind: OAuthFlowKind) -> Option<&'static OAuthFlow> {
        match self.kind {
            SchemeKind::OAuth2 { flows } => flows.iter().find(|flow| flow.kind == kind),
            _ => None,
        }
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
