//! Knows who sends a request by what the issuer says of the token in it.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::builder::IntrospectionBuilder;
use super::cache::Cache;
use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions};
use crate::authenticators::RawClaims;
use crate::authenticators::claims::{Grants, names_one, now};
use crate::authenticators::presented::{presented, token};

/// Knows who sends a request by asking the issuer about the token in it. Clones share what they know.
///
/// `C` is what handlers receive: a type of the service's own that the issuer's answer is read into,
/// or [`RawClaims`], all of it.
pub struct Introspection<P: Permissions, C = RawClaims> {
    inner: Arc<Inner<P, C>>,
}

pub(super) struct Inner<P: Permissions, C> {
    pub(super) schemes: Vec<&'static str>,
    pub(super) cache: Arc<Cache>,
    /// One of these; `None` for any.
    pub(super) issuers: Option<Vec<String>>,
    pub(super) audiences: Option<Vec<String>>,
    pub(super) grants: Grants<P, C>,
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> Introspection<P, C> {
    /// Builds one for the tokens in credentials of these schemes, and the address at which their
    /// issuer is asked about them.
    pub fn builder(
        schemes: impl IntoIterator<Item = &'static str>,
        url: impl Into<String>,
    ) -> IntrospectionBuilder<P, C> {
        IntrospectionBuilder::new(schemes.into_iter().collect(), url.into())
    }

    pub(super) fn new(inner: Inner<P, C>) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// Checks a token that came some other way than in a request's credentials.
    ///
    /// # Errors
    ///
    /// When the issuer doesn't say that it is active and for this service, or says nothing.
    pub async fn verify(&self, token: &str) -> Result<(C, PermissionSet<P>), AuthenticationError> {
        self.verified(token).await.map(|(claims, permissions, _)| (claims, permissions))
    }

    /// With the token's subject, which events name.
    async fn verified(&self, token: &str) -> Result<(C, PermissionSet<P>, Option<String>), AuthenticationError> {
        let answer = self.inner.cache.answer(token).await.map_err(|_| AuthenticationError::Unavailable)?;
        let claims = answer.filter(|claims| self.inner.is_meant(claims)).ok_or_else(invalid)?;
        let typed: C = serde_json::from_value(Value::Object(claims.as_ref().clone())).map_err(|_| invalid())?;
        let permissions = self.inner.grants.of(&claims, &typed);
        let subject = claims.get("sub").and_then(Value::as_str).map(str::to_owned);
        Ok((typed, permissions, subject))
    }
}

impl<P: Permissions, C> Inner<P, C> {
    /// Whether an active token is for this service, and its time has come and isn't over.
    fn is_meant(&self, claims: &RawClaims) -> bool {
        let issuer = claims.get("iss").and_then(Value::as_str);
        let moment = |name: &str, otherwise| claims.get(name).map_or(Some(otherwise), Value::as_f64);
        let is_in_time = match (moment("nbf", f64::MIN), moment("exp", f64::MAX)) {
            (Some(from), Some(until)) => (from..until).contains(&now()),
            _ => false,
        };
        is_in_time
            && self.audiences.as_ref().is_none_or(|known| names_one(claims.get("aud"), known))
            && self.issuers.as_ref().is_none_or(|known| issuer.is_some_and(|own| known.iter().any(|it| it == own)))
    }
}

fn invalid() -> AuthenticationError {
    AuthenticationError::invalid("the token isn't valid")
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> Authenticator<P> for Introspection<P, C> {
    type Principal = C;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, C>, AuthenticationError> {
        let presented = presented(&self.inner.schemes, credentials)?;
        let (claims, permissions, subject) = self.verified(token(presented.credential).ok_or_else(invalid)?).await?;
        Ok(subject.into_iter().fold(presented.proves(claims, permissions), Authenticated::named))
    }
}

impl<P: Permissions, C> Clone for Introspection<P, C> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<P: Permissions, C> fmt::Debug for Introspection<P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Introspection")
            .field("schemes", &self.inner.schemes)
            .field("cache", &self.inner.cache)
            .field("permissions", &self.inner.grants)
            .finish_non_exhaustive()
    }
}
