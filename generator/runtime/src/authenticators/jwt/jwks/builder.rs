//! Says where keys are published, and how long they are good.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::cache::Cache;
use super::published::Place;
use crate::authenticators::SetupError;
use crate::authenticators::fetch::{FetchError, Fetcher, Listener, TIMEOUT, address};

/// The keys that an issuer publishes. Clones share them.
#[derive(Clone)]
pub struct Jwks {
    pub(in crate::authenticators::jwt) cache: Arc<Cache>,
}

/// Builds [`Jwks`].
#[must_use]
pub struct JwksBuilder {
    url: String,
    /// What the document of OpenID Connect Discovery may call the issuer; none for a key set itself.
    issuers: Vec<String>,
    limits: Limits,
    timeout: Duration,
    is_plain_allowed: bool,
    http: Option<reqwest::Client>,
    on_failure: Option<Listener>,
}

/// How old keys may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) max_age: Duration,
    pub(super) keep: Duration,
    pub(super) pause: Duration,
    /// How long an outage is taken to last after a fetch failed.
    pub(super) outage: Duration,
}

impl Jwks {
    /// The key set at this address.
    pub fn at(url: impl Into<String>) -> JwksBuilder {
        JwksBuilder::new(url.into(), Vec::new())
    }

    /// The key set that an issuer's `/.well-known/openid-configuration` names. The document must call
    /// the issuer by the same name (OpenID Connect Discovery 1.0, section 4.3).
    pub fn discover(issuer: impl Into<String>) -> JwksBuilder {
        let issuer = issuer.into();
        let url = format!("{}{CONFIGURATION}", issuer.trim_end_matches('/'));
        JwksBuilder::new(url, vec![issuer])
    }

    /// Fetches the keys, unless they are there: a service that calls it at its start begins with the
    /// keys at hand, or hears that they can't be had.
    ///
    /// # Errors
    ///
    /// Why they can't.
    pub async fn load(&self) -> Result<(), FetchError> {
        self.cache.keys().await.map(|_| ())
    }
}

/// What an OpenID Connect Discovery document's address ends with.
pub(in crate::authenticators::jwt) const CONFIGURATION: &str = "/.well-known/openid-configuration";

impl JwksBuilder {
    pub(in crate::authenticators::jwt) const fn new(url: String, issuers: Vec<String>) -> Self {
        Self {
            url,
            issuers,
            limits: Limits {
                max_age: Duration::from_secs(10 * 60),
                keep: Duration::from_secs(24 * 60 * 60),
                pause: Duration::from_secs(5),
                outage: Duration::ZERO,
            },
            timeout: TIMEOUT,
            is_plain_allowed: false,
            http: None,
            on_failure: None,
        }
    }

    /// How old keys may be before a request waits for new ones: ten minutes unless it is said. They
    /// are fetched anew when they are half as old.
    pub const fn max_age(mut self, age: Duration) -> Self {
        self.limits.max_age = age;
        self
    }

    /// How old keys may be while the issuer can't be reached: a day unless it is said. For so long at
    /// most is a key used that the issuer takes back during an outage.
    pub const fn keep(mut self, age: Duration) -> Self {
        self.limits.keep = age;
        self
    }

    /// How long after a fetch the next one begins at the earliest: five seconds unless it is said.
    pub const fn pause(mut self, pause: Duration) -> Self {
        self.limits.pause = pause;
        self
    }

    /// How long a fetch may take: five seconds unless it is said.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Lets the keys come over plain HTTP from another machine. Whoever can answer in its place can
    /// then make tokens, so the network must be one's own.
    pub const fn allow_http(mut self) -> Self {
        self.is_plain_allowed = true;
        self
    }

    /// The HTTP client to use: for proxies, or certificates of one's own.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Hears why keys can't be fetched: for a log.
    pub fn on_failure(mut self, listener: impl Fn(&FetchError) + Send + Sync + 'static) -> Self {
        self.on_failure = Some(Box::new(listener));
        self
    }

    /// The keys. Nothing is fetched yet.
    ///
    /// # Errors
    ///
    /// When the address can't be used, or the HTTP client can't be made.
    pub fn build(self) -> Result<Jwks, SetupError> {
        let url: Url = address(&self.url, self.is_plain_allowed)?;
        let fetcher = Fetcher::new(self.http, self.timeout, &url)?;
        let outage = self.limits.pause.saturating_add(self.timeout).saturating_mul(2);
        let limits = Limits { outage, keep: self.limits.keep.max(self.limits.max_age), ..self.limits };
        let place = Place { url, issuers: self.issuers, is_plain_allowed: self.is_plain_allowed, fetcher };
        Ok(Jwks { cache: Arc::new(Cache::new(place, limits, self.on_failure)) })
    }
}

impl fmt::Debug for Jwks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jwks").field("url", &self.cache.url()).finish_non_exhaustive()
    }
}

impl fmt::Debug for JwksBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwksBuilder").field("url", &self.url).field("limits", &self.limits).finish_non_exhaustive()
    }
}
