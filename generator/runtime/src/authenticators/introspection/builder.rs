//! Builds what asks issuers about tokens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::authenticator::{Inner, Introspection};
use super::cache::{Cache, Limits};
use super::exchange::{Exchange, Identity};
use crate::Secret;
use crate::access::{PermissionSet, Permissions};
use crate::authenticators::SetupError;
use crate::authenticators::claims::{Grants, Named};
use crate::authenticators::error::declared;
use crate::authenticators::fetch::{FetchError, Fetcher, Listener, TIMEOUT, address};

/// Builds an [`Introspection`]. Who asks, and the audience, must be said.
#[must_use]
pub struct IntrospectionBuilder<P: Permissions, C> {
    schemes: Vec<&'static str>,
    url: String,
    identity: Option<Identity>,
    issuers: Named,
    audiences: Named,
    grants: Grants<P, C>,
    limits: Limits,
    timeout: Duration,
    is_plain_allowed: bool,
    http: Option<reqwest::Client>,
    on_failure: Option<Listener>,
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> IntrospectionBuilder<P, C> {
    pub(super) const fn new(schemes: Vec<&'static str>, url: String) -> Self {
        Self {
            schemes,
            url,
            identity: None,
            issuers: Named::Any,
            audiences: Named::Unsaid,
            grants: Grants::new(),
            limits: Limits {
                active: Duration::from_secs(60),
                inactive: Duration::from_secs(10),
                tokens: 10_000,
                at_once: 32,
                patience: TIMEOUT,
            },
            timeout: TIMEOUT,
            is_plain_allowed: false,
            http: None,
            on_failure: None,
        }
    }

    /// Who asks: the service's own client id and secret, in a Basic credential (RFC 6749, section 2.3.1).
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Basic(id.into(), secret.into()));
        self
    }

    /// Who asks, for issuers that want the client's id and secret in the form.
    pub fn client_in_form(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Form(id.into(), secret.into()));
        self
    }

    /// Who asks, by a bearer token of the service's own.
    pub fn bearer(mut self, token: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Bearer(token.into()));
        self
    }

    /// For whom the tokens are: `aud`, to the letter. Of several, a token must name one.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.add(audience.into());
        self
    }

    /// Takes tokens for any audience, as one must where the issuer doesn't say for whom they are: one
    /// that another service was sent can then be used here.
    pub fn any_audience(mut self) -> Self {
        self.audiences = Named::Any;
        self
    }

    /// Who issued the tokens: `iss`, to the letter. Any, unless it is said: the issuer that is asked
    /// answers for them.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuers.add(issuer.into());
        self
    }

    /// A member of the answer that names permissions: words in a text, or a list of texts. It is read
    /// instead of `scope` and `scp`; said more than once, all grant.
    pub fn permission_claim(mut self, claim: impl Into<String>) -> Self {
        self.grants.names(claim.into());
        self
    }

    /// A member of the answer that names roles, and what each role permits. It is read instead of
    /// `scope` and `scp`.
    pub fn role_claim(
        mut self,
        claim: impl Into<String>,
        role: impl Fn(&str) -> PermissionSet<P> + Send + Sync + 'static,
    ) -> Self {
        self.grants.roles(claim.into(), role);
        self
    }

    /// What an answer permits, instead of what `scope` and `scp` name.
    pub fn permissions(mut self, permissions: impl Fn(&C) -> PermissionSet<P> + Send + Sync + 'static) -> Self {
        self.grants.function(permissions);
        self
    }

    /// How long an active token is not asked about again: a minute unless it is said, and never past
    /// its expiry. Zero asks each time.
    pub const fn max_age(mut self, age: Duration) -> Self {
        self.limits.active = age;
        self
    }

    /// How long a token that isn't active is not asked about again: ten seconds unless it is said.
    pub const fn inactive_age(mut self, age: Duration) -> Self {
        self.limits.inactive = age;
        self
    }

    /// About how many active tokens are known at most, and as many that aren't: 10,000 unless it is said.
    pub const fn capacity(mut self, tokens: usize) -> Self {
        self.limits.tokens = tokens;
        self
    }

    /// How many questions are on their way at most: 32 unless it is said. Others wait their turn, for
    /// as long as an answer may take.
    pub const fn at_once(mut self, questions: usize) -> Self {
        self.limits.at_once = questions;
        self
    }

    /// How long an answer may take: five seconds unless it is said.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self.limits.patience = timeout;
        self
    }

    /// Lets tokens go over plain HTTP to another machine, where anyone on the way can read them.
    pub const fn allow_http(mut self) -> Self {
        self.is_plain_allowed = true;
        self
    }

    /// The HTTP client to use: for proxies, or certificates of one's own. It should follow no redirect.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Hears why the issuer couldn't be asked: for a log. Nothing of a token is in it.
    pub fn on_failure(mut self, listener: impl Fn(&FetchError) + Send + Sync + 'static) -> Self {
        self.on_failure = Some(Box::new(listener));
        self
    }

    /// What asks about tokens.
    ///
    /// # Errors
    ///
    /// When it wasn't said who asks or for whom the tokens are, the document declares no such scheme,
    /// or the address can't be used.
    pub fn build(self) -> Result<Introspection<P, C>, SetupError> {
        self.schemes.iter().copied().try_for_each(declared::<P>)?;
        let identity = self.identity.ok_or(SetupError::Missing("nobody asks: say `client`, or `bearer`"))?;
        let audiences = self.audiences.said("no audience of tokens: say `audience`, or `any_audience`")?;
        let issuers = self.issuers.said("no issuer of tokens")?;
        let url = address(&self.url, self.is_plain_allowed)?;
        let fetcher = Fetcher::new(self.http, self.timeout, &url)?;
        let exchange = Exchange { url, fetcher, identity };
        let cache = Arc::new(Cache::new(exchange, self.limits, self.on_failure));
        Ok(Introspection::new(Inner { schemes: self.schemes, cache, issuers, audiences, grants: self.grants }))
    }
}

impl<P: Permissions, C> fmt::Debug for IntrospectionBuilder<P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntrospectionBuilder").field("url", &self.url).finish_non_exhaustive()
    }
}
