//! Builds clients.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::base::Base;
use super::call::{Client, Shared};
use super::credentials::{Configured, Given};
use super::server::filled;
use super::source::AnySource;
use super::transport::Transport;
use super::{BuildError, CredentialSource, Server, ServerVariable};
use crate::Secret;
use crate::access::{PermissionSet, Permissions};
use crate::tls;

/// How many bytes an answer's body may have unless [`Builder::body_limit`] says otherwise: 64 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Builds a [`Client`].
///
/// `Debug` shows where it leads and whose credentials it has, and nothing that could be one.
#[derive(Clone)]
#[must_use]
pub struct Builder<P: Permissions> {
    server: String,
    variables: &'static [ServerVariable],
    values: Vec<(String, String)>,
    base_url: Option<String>,
    credentials: Vec<(&'static str, Given)>,
    permitted: Vec<(&'static str, PermissionSet<P>)>,
    prefer: Option<String>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    body_limit: usize,
    permissions: PhantomData<fn() -> P>,
}

impl<P: Permissions> Builder<P> {
    pub(super) fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            variables: &[],
            values: Vec::new(),
            base_url: None,
            credentials: Vec::new(),
            permitted: Vec::new(),
            prefer: None,
            http: None,
            timeout: None,
            body_limit: DEFAULT_BODY_LIMIT,
            permissions: PhantomData,
        }
    }

    /// Where the API is, whatever else was said of servers: all calls go there, those of operations that have a
    /// server of their own too. Its path stays in front of every operation's. Only where an operation's own server is
    /// relative (`/v2`), its path takes the place of this one's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// One of the servers that the document names. Operations that have a server of their own stay there.
    pub fn server(mut self, server: Server) -> Self {
        server.url.clone_into(&mut self.server);
        self.variables = server.variables;
        self
    }

    /// Sets a variable of the server's URL, which has its default otherwise.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// The credential of a security scheme: the key, the token, for Basic `username:password`, for
    /// other HTTP schemes what follows the scheme's word. It is sent only to operations whose access
    /// rule asks for the scheme.
    pub fn credential(mut self, scheme_name: &'static str, secret: impl Into<Secret>) -> Self {
        self.credentials.push((scheme_name, Given::Secret(secret.into())));
        self
    }

    /// Says that the HTTP client given to [`http`](Self::http) sees to this scheme itself: by a
    /// client certificate, for instance.
    pub fn credential_by_http(mut self, scheme_name: &'static str) -> Self {
        self.credentials.push((scheme_name, Given::ByHttp));
        self
    }

    /// Where the credential of a security scheme comes from that doesn't last: it is asked before each call that needs
    /// it. [`OAuthTokens`](super::OAuthTokens) is such a source, and so is a closure that returns a future.
    pub fn credential_from(mut self, scheme_name: &'static str, source: impl CredentialSource) -> Self {
        self.credentials.push((scheme_name, Given::From(AnySource::new(source))));
        self
    }

    /// Says which permissions the credential of a security scheme carries. From then on a call that needs others isn't
    /// sent, but is [`Error::Permission`](super::Error::Permission); and where an operation's rule leaves a choice, the
    /// alternative is taken that they meet.
    ///
    /// The server decides all the same: this spares requests that it would refuse.
    pub fn permitted(mut self, scheme_name: &'static str, permissions: PermissionSet<P>) -> Self {
        self.permitted.push((scheme_name, permissions));
        self
    }

    /// The media type to send and to ask for, where an operation leaves a choice.
    pub fn prefer(mut self, media_type: impl Into<String>) -> Self {
        self.prefer = Some(media_type.into());
        self
    }

    /// The HTTP client to use: for proxies, client certificates, certificates of one's own.
    ///
    /// The client that is made without this follows no redirect. One that does may carry keys to
    /// another host: reqwest takes only `Authorization` and cookies off, not an API's own headers.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// How long a call may take, from connecting to the last byte of the answer. No limit unless
    /// it is said.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How many bytes an answer's body may have. [`DEFAULT_BODY_LIMIT`] unless it is said.
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the base URL, a variable of the server or a credential can't be used, or TLS can't be set up.
    pub fn build(self) -> Result<Client<P>, BuildError> {
        let server = filled(&self.server, self.variables, &self.values)?;
        let base = match &self.base_url {
            Some(base_url) => Base::parse(base_url)?.of_all(),
            None => Base::parse(&server)?,
        };
        let mut credentials = Configured::default();
        for (name, given) in &self.credentials {
            credentials.insert::<P>(name, given)?;
        }
        for (name, permissions) in &self.permitted {
            credentials.permit(name, permissions)?;
        }
        let http = match self.http {
            Some(http) => http,
            None => http(&base)?,
        };
        let transport =
            Transport { http, base, prefer: self.prefer, timeout: self.timeout, body_limit: self.body_limit };
        Ok(Client::from_shared(Arc::new(Shared { transport, credentials })))
    }
}

impl<P: Permissions> fmt::Debug for Builder<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host =
            |url: &String| Url::parse(url).map_or_else(|_| "…".to_owned(), |url| url.origin().ascii_serialization());
        f.debug_struct("Builder")
            .field("base_url", &self.base_url.as_ref().map(host))
            .field("server", &host(&self.server))
            .field("variables", &self.values.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("credentials", &self.credentials.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

pub(super) fn http(base: &Base) -> Result<reqwest::Client, BuildError> {
    let is_https = base.is_https();
    let tls = match tls::config(is_https || !base.is_of_all()) {
        // Hardly any API by plain HTTP has an operation that needs TLS, and this machine has no certificates for it.
        Err(_) if !is_https => tls::config(false),
        tls => tls,
    };
    let tls = tls.map_err(BuildError::Tls)?;
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(is_https)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(BuildError::Http)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::NoPermission;

    #[test]
    fn debug_shows_nothing_that_could_be_a_credential() {
        let builder = Builder::<NoPermission>::new("https://ann:hunter2@example.com/hunter2?key=hunter2")
            .base_url("https://ann:hunter2@localhost:80/hunter2")
            .server_variable("tenant", "hunter2")
            .credential("token", "hunter2");
        let shown = format!("{builder:?}");
        assert!(shown.contains("https://localhost:80") && shown.contains("https://example.com"), "{shown}");
        assert!(shown.contains("token") && !shown.contains("hunter2"), "{shown}");
        let unreadable = format!("{:?}", Builder::<NoPermission>::new("hunter2:hunter2@x"));
        assert!(!unreadable.contains("hunter2"), "{unreadable}");
    }
}
