//! Checks tokens.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::builder::{JwtBuilder, Source};
use super::expected::Expected;
use super::refused::Listener;
use super::token::Token;
use super::{Algorithm, KeySet, Refused};
use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions};
use crate::authenticators::RawClaims;
#[cfg(feature = "jwks")]
use crate::authenticators::SetupError;
use crate::authenticators::claims::{Grants, now};
use crate::authenticators::presented::{presented, token};

/// Knows who sends a request by the JSON Web Token in it. Clones share their keys.
///
/// `C` is what handlers receive: a type of the service's own that the claims are read into, or
/// [`RawClaims`], all of them.
pub struct Jwt<P: Permissions, C = RawClaims> {
    inner: Arc<Inner<P, C>>,
}

/// A token that was checked.
struct Verified<P: Permissions, C> {
    claims: C,
    /// `sub`: what events call the principal.
    subject: Option<String>,
    permissions: PermissionSet<P>,
}

pub(super) struct Inner<P: Permissions, C> {
    pub(super) schemes: Vec<&'static str>,
    pub(super) source: Source,
    pub(super) algorithms: Vec<Algorithm>,
    pub(super) kind: Option<String>,
    pub(super) expected: Expected,
    pub(super) grants: Grants<P, C>,
    pub(super) on_refusal: Option<Listener>,
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> Jwt<P, C> {
    /// Builds one for the tokens in credentials of these schemes: bearer, OAuth 2 and OpenID Connect
    /// schemes, or API keys that are tokens.
    pub fn builder(schemes: impl IntoIterator<Item = &'static str>) -> JwtBuilder<P, C> {
        JwtBuilder::new(schemes.into_iter().collect())
    }

    /// Builds one for the tokens of an OpenID Connect scheme: its issuer and its keys are those that
    /// the address in the document names. The audience is left to say.
    ///
    /// # Errors
    ///
    /// When the document declares no such scheme, or its address isn't that of a configuration.
    #[cfg(feature = "jwks")]
    pub fn openid(scheme: &'static str) -> Result<JwtBuilder<P, C>, SetupError> {
        JwtBuilder::openid(scheme)
    }

    pub(super) fn new(inner: Inner<P, C>) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// Checks a token that came some other way than in a request's credentials, such as in the first
    /// message of a WebSocket.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    pub async fn verify(&self, token: &str) -> Result<(C, PermissionSet<P>), Refused> {
        self.verified(token).await.map(|verified| (verified.claims, verified.permissions))
    }

    async fn verified(&self, token: &str) -> Result<Verified<P, C>, Refused> {
        let verified = self.inner.verify(token).await;
        if let (Err(refused), Some(listener)) = (&verified, &self.inner.on_refusal) {
            listener(refused);
        }
        verified
    }
}

impl<P: Permissions, C: DeserializeOwned> Inner<P, C> {
    async fn verify(&self, token: &str) -> Result<Verified<P, C>, Refused> {
        let token = Token::read(token)?;
        if !self.algorithms.contains(&token.algorithm) {
            return Err(Refused::Algorithm);
        }
        if let Some(wanted) = &self.kind
            && !token.kind.as_deref().is_some_and(|kind| is_kind(kind, wanted))
        {
            return Err(Refused::Type);
        }
        self.signed(&token).await?;
        let claims = token.claims()?;
        self.expected.check(&claims, now())?;
        let typed = serde_json::from_value(Value::Object(claims.clone()));
        let typed =
            typed.map_err(|_| Refused::Claims(format!("they aren't those of `{}`", std::any::type_name::<C>())))?;
        let permissions = self.grants.of(&claims, &typed);
        let subject = claims.get("sub").and_then(Value::as_str).map(str::to_owned);
        Ok(Verified { claims: typed, subject, permissions })
    }

    /// Whether one of the keys signed it.
    async fn signed(&self, token: &Token<'_>) -> Result<(), Refused> {
        match &self.source {
            Source::Own(keys) => signed_by(keys, token),
            #[cfg(feature = "jwks")]
            Source::Issuer(issuer) => {
                let id = token.key_id.as_deref();
                let keys = issuer.cache.keys().await.map_err(|_| Refused::Unavailable)?;
                let signed = signed_by(&keys, token);
                // Newer keys are no help where the key is known that the token names, nor for a token
                // that would be refused all the same: one that expired with its key, for example.
                if signed.is_ok() || id.is_some_and(|id| keys.knows(id)) || !self.is_worth_a_fetch(token) {
                    return signed;
                }
                let keys = issuer.cache.newer(id).await.map_err(|_| Refused::Unavailable)?;
                signed_by(&keys, token)
            }
        }
    }

    #[cfg(feature = "jwks")]
    fn is_worth_a_fetch(&self, token: &Token<'_>) -> bool {
        token.claims().is_ok_and(|claims| self.expected.check(&claims, now()).is_ok())
    }
}

fn signed_by(keys: &KeySet, token: &Token<'_>) -> Result<(), Refused> {
    let mut refused = Refused::UnknownKey;
    for key in keys.candidates(token.key_id.as_deref(), token.algorithm) {
        if token.is_signed_by(key) {
            return Ok(());
        }
        refused = Refused::Signature;
    }
    Err(refused)
}

/// RFC 7515, section 4.1.9: a media type, whose `application/` may be left out.
fn is_kind(kind: &str, wanted: &str) -> bool {
    let bare = |kind: &str| kind.to_ascii_lowercase().trim_start_matches("application/").to_owned();
    bare(kind) == bare(wanted)
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> Authenticator<P> for Jwt<P, C> {
    type Principal = C;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, C>, AuthenticationError> {
        let presented = presented(&self.inner.schemes, credentials)?;
        let token = token(presented.credential).ok_or_else(|| AuthenticationError::from(Refused::Malformed))?;
        let Verified { claims, subject, permissions } = self.verified(token).await?;
        Ok(subject.into_iter().fold(presented.proves(claims, permissions), Authenticated::named))
    }
}

impl<P: Permissions, C> Clone for Jwt<P, C> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<P: Permissions, C> fmt::Debug for Jwt<P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jwt")
            .field("schemes", &self.inner.schemes)
            .field("algorithms", &self.inner.algorithms)
            .field("expected", &self.inner.expected)
            .field("permissions", &self.inner.grants)
            .finish_non_exhaustive()
    }
}
