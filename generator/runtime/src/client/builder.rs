//! Builds clients.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::base::Base;
use super::call::{Client, Shared};
use super::credentials::Configured;
use super::transport::Transport;
use super::{BuildError, tls};
use crate::Secret;
use crate::access::Permissions;

/// How many bytes an answer's body may have unless [`Builder::body_limit`] says otherwise: 64 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Builds a [`Client`].
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder<P: Permissions> {
    base_url: String,
    credentials: Vec<(&'static str, Option<Secret>)>,
    prefer: Option<String>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    body_limit: usize,
    permissions: PhantomData<fn() -> P>,
}

impl<P: Permissions> Builder<P> {
    pub(super) fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            credentials: Vec::new(),
            prefer: None,
            http: None,
            timeout: None,
            body_limit: DEFAULT_BODY_LIMIT,
            permissions: PhantomData,
        }
    }

    /// Where the API is. Its path stays in front of every operation's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// The credential of a security scheme: the key, the token, for Basic `username:password`, for
    /// other HTTP schemes what follows the scheme's word. It is sent only to operations whose access
    /// rule asks for the scheme.
    pub fn credential(mut self, scheme_name: &'static str, secret: impl Into<Secret>) -> Self {
        self.credentials.push((scheme_name, Some(secret.into())));
        self
    }

    /// Says that the HTTP client given to [`http`](Self::http) sees to this scheme itself: by a
    /// client certificate, for instance.
    pub fn credential_by_http(mut self, scheme_name: &'static str) -> Self {
        self.credentials.push((scheme_name, None));
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
    /// When the base URL or a credential can't be used, or TLS can't be set up.
    pub fn build(self) -> Result<Client<P>, BuildError> {
        let base = Base::parse(&self.base_url)?;
        let mut credentials = Configured::default();
        for (name, secret) in &self.credentials {
            credentials.insert::<P>(name, secret.as_ref())?;
        }
        let http = match self.http {
            Some(http) => http,
            None => http(base.is_https())?,
        };
        let transport =
            Transport { http, base, prefer: self.prefer, timeout: self.timeout, body_limit: self.body_limit };
        Ok(Client::from_shared(Arc::new(Shared { transport, credentials })))
    }
}

fn http(is_https: bool) -> Result<reqwest::Client, BuildError> {
    let tls = tls::config(is_https).map_err(BuildError::Tls)?;
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(is_https)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(BuildError::Http)
}
