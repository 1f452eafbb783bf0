//! Builds what checks tokens.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::authenticator::{Inner, Jwt};
use super::expected::Expected;
use super::refused::Listener;
use super::{Algorithm, Key, KeySet, Refused};
#[cfg(feature = "jwks")]
use crate::access::SchemeKind;
use crate::access::{PermissionSet, Permissions};
use crate::authenticators::SetupError;
use crate::authenticators::claims::{Grants, Named};
use crate::authenticators::error::declared;

/// How far clocks may be apart unless [`leeway`](JwtBuilder::leeway) says otherwise.
const LEEWAY: Duration = Duration::from_secs(30);

/// Builds a [`Jwt`]. Issuer, audience and keys must be said.
#[must_use]
pub struct JwtBuilder<P: Permissions, C> {
    schemes: Vec<&'static str>,
    source: Option<Source>,
    algorithms: Option<Vec<Algorithm>>,
    kind: Option<String>,
    issuers: Named,
    audiences: Named,
    leeway: Duration,
    required: Vec<String>,
    grants: Grants<P, C>,
    on_refusal: Option<Listener>,
    claims: PhantomData<fn() -> C>,
}

/// Where the keys come from that tokens are checked with: a [`Key`], a [`KeySet`], or with the feature
/// `jwks` what an issuer publishes.
#[derive(Debug, Clone)]
pub struct KeySource(pub(super) Source);

#[derive(Debug, Clone)]
pub(super) enum Source {
    Own(KeySet),
    #[cfg(feature = "jwks")]
    Issuer(super::jwks::Jwks),
}

impl From<Key> for KeySource {
    fn from(key: Key) -> Self {
        Self(Source::Own(key.into()))
    }
}

impl From<KeySet> for KeySource {
    fn from(keys: KeySet) -> Self {
        Self(Source::Own(keys))
    }
}

#[cfg(feature = "jwks")]
impl From<super::jwks::Jwks> for KeySource {
    fn from(keys: super::jwks::Jwks) -> Self {
        Self(Source::Issuer(keys))
    }
}

impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> JwtBuilder<P, C> {
    pub(super) const fn new(schemes: Vec<&'static str>) -> Self {
        Self {
            schemes,
            source: None,
            algorithms: None,
            kind: None,
            issuers: Named::Unsaid,
            audiences: Named::Unsaid,
            leeway: LEEWAY,
            required: Vec::new(),
            grants: Grants::new(),
            on_refusal: None,
            claims: PhantomData,
        }
    }

    /// Who issues the tokens: `iss`, to the letter. Of several, each may use all of the keys.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuers.add(issuer.into());
        self
    }

    /// Takes tokens of any issuer that has the keys.
    pub fn any_issuer(mut self) -> Self {
        self.issuers = Named::Any;
        self
    }

    /// For whom the tokens are: `aud`, to the letter. Of several, a token must name one.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audiences.add(audience.into());
        self
    }

    /// Takes tokens for any audience: one that another service was sent can then be used here.
    pub fn any_audience(mut self) -> Self {
        self.audiences = Named::Any;
        self
    }

    /// The keys that sign tokens: a [`Key`], a [`KeySet`], or with the feature `jwks` a `Jwks`.
    pub fn keys(mut self, keys: impl Into<KeySource>) -> Self {
        self.source = Some(keys.into().0);
        self
    }

    /// The algorithms that are allowed. Unless they are named: all with public keys, and of the HMAC
    /// ones those that a key was made for.
    pub fn algorithms(mut self, allowed: impl IntoIterator<Item = Algorithm>) -> Self {
        self.algorithms = Some(allowed.into_iter().collect());
        self
    }

    /// What `typ` the tokens have, such as `at+jwt` (RFC 9068). Then no other kind of token that the
    /// issuer signs, such as an ID token, is taken for an access token.
    pub fn token_type(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// How far the clocks of issuer and service may be apart: 30 seconds unless it is said.
    pub const fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// A claim that tokens must have, beside `exp`.
    pub fn require(mut self, claim: impl Into<String>) -> Self {
        self.required.push(claim.into());
        self
    }

    /// A claim that names permissions: words in a text, or a list of texts. It is read instead of
    /// `scope` and `scp`; said more than once, all grant. A name that starts with a slash is a JSON
    /// Pointer where no claim has it: `/realm_access/roles`.
    ///
    /// Mind what a claim means: `scope` is what an application was let do, `permissions` or `roles`
    /// often what its user may. To read both grants what either says.
    pub fn permission_claim(mut self, claim: impl Into<String>) -> Self {
        self.grants.names(claim.into());
        self
    }

    /// A claim that names roles, a text or a list of texts, and what each role permits. It is read
    /// instead of `scope` and `scp`, as [`permission_claim`](Self::permission_claim) is.
    pub fn role_claim(
        mut self,
        claim: impl Into<String>,
        role: impl Fn(&str) -> PermissionSet<P> + Send + Sync + 'static,
    ) -> Self {
        self.grants.roles(claim.into(), role);
        self
    }

    /// What the claims permit, instead of what `scope` and `scp` name.
    pub fn permissions(mut self, permissions: impl Fn(&C) -> PermissionSet<P> + Send + Sync + 'static) -> Self {
        self.grants.function(permissions);
        self
    }

    /// Hears why tokens are refused, which callers aren't told: for a log. Nothing of a token is in it.
    pub fn on_refusal(mut self, listener: impl Fn(&Refused) + Send + Sync + 'static) -> Self {
        self.on_refusal = Some(Box::new(listener));
        self
    }

    /// What checks the tokens.
    ///
    /// # Errors
    ///
    /// When issuer, audience or keys weren't said, or the document declares no such scheme.
    pub fn build(self) -> Result<Jwt<P, C>, SetupError> {
        self.schemes.iter().copied().try_for_each(declared::<P>)?;
        let source = self.source.ok_or(SetupError::Missing("no keys to check tokens with: say `keys`"))?;
        let issuers = self.issuers.said("no issuer of tokens: say `issuer`, or `any_issuer`")?;
        let audiences = self.audiences.said("no audience of tokens: say `audience`, or `any_audience`")?;
        let algorithms = self.algorithms.unwrap_or_else(|| source.algorithms());
        Ok(Jwt::new(Inner {
            schemes: self.schemes,
            source,
            algorithms,
            kind: self.kind,
            expected: Expected { issuers, audiences, leeway: self.leeway, required: self.required },
            grants: self.grants,
            on_refusal: self.on_refusal,
        }))
    }
}

#[cfg(feature = "jwks")]
impl<P: Permissions, C: DeserializeOwned + Send + Sync + 'static> JwtBuilder<P, C> {
    /// For the tokens of an OpenID Connect scheme: its issuer, and the keys that its configuration names.
    pub(super) fn openid(scheme: &'static str) -> Result<Self, SetupError> {
        use super::jwks::{CONFIGURATION, JwksBuilder};
        declared::<P>(scheme)?;
        let url = P::SCHEMES.iter().find(|known| known.name == scheme).and_then(|known| match known.kind {
            SchemeKind::OpenIdConnect { url } => Some(url),
            _ => None,
        });
        let url = url.ok_or(SetupError::Missing("the scheme has no address: it isn't of OpenID Connect"))?;
        let problem = "it doesn't end with `/.well-known/openid-configuration`";
        let issuer = url.strip_suffix(CONFIGURATION);
        let issuer = issuer.ok_or_else(|| SetupError::Address { url: url.to_owned(), problem })?;
        // The slash at an issuer's end is no part of its configuration's address.
        let issuers = [issuer.to_owned(), format!("{issuer}/")];
        let keys = JwksBuilder::new(url.to_owned(), issuers.to_vec()).build()?;
        Ok(issuers.into_iter().fold(Self::new(vec![scheme]).keys(keys), Self::issuer))
    }
}

impl Source {
    fn algorithms(&self) -> Vec<Algorithm> {
        use Algorithm::{Hs256, Hs384, Hs512};
        let is_used = |algorithm: &Algorithm| match (algorithm, self) {
            (Hs256 | Hs384 | Hs512, Self::Own(keys)) => keys.iter().any(|key| key.fits(*algorithm)),
            #[cfg(feature = "jwks")]
            (Hs256 | Hs384 | Hs512, Self::Issuer(_)) => false,
            _ => true,
        };
        Algorithm::ALL.into_iter().filter(is_used).collect()
    }
}

impl<P: Permissions, C> fmt::Debug for JwtBuilder<P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtBuilder").field("schemes", &self.schemes).finish_non_exhaustive()
    }
}
