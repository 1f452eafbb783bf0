//! Authenticators side by side, one for each security scheme.

use std::fmt;
use std::pin::Pin;

use super::SetupError;
use super::error::declared;
use crate::access::{
    Authenticated, AuthenticationError, Authenticator, Credential, Credentials, PermissionSet, Permissions,
};

/// An authenticator for each security scheme of the document.
///
/// Each credential of a request is checked by the authenticators of its own scheme, which see no
/// other, and its permissions count for that scheme alone. So a rule that needs two schemes at once
/// is met only when each of the two was proved.
///
/// - Of several authenticators for one scheme, the first that accepts the credential counts.
/// - A credential that nobody accepts refuses the request, even where another would do: who sends
///   an expired token beside a good key is told so. Where the document has two schemes for one place
///   of the request, such as `bearer` and `oauth2`, it is enough that one accepts what stands there.
/// - When credentials of several schemes are good, they must be of one principal, or
///   [`merging`](BySchemeBuilder::merging) says what the two together are. Otherwise one's permissions
///   could be used in the name of another.
///
/// ```
/// # use gatewright::access::{Authenticator, Permissions};
/// # use gatewright::authenticators::{ByScheme, SetupError};
/// #[derive(PartialEq)]
/// enum Caller {
///     Machine(String),
///     Person(u64),
/// }
/// # impl From<String> for Caller { fn from(name: String) -> Self { Self::Machine(name) } }
/// # impl From<u64> for Caller { fn from(id: u64) -> Self { Self::Person(id) } }
/// # fn example<P: Permissions>(
/// #     keys: impl Authenticator<P, Principal = String>,
/// #     tokens: impl Authenticator<P, Principal = u64>,
/// # ) -> Result<(), SetupError> {
/// let authenticator: ByScheme<P, Caller> =
///     ByScheme::builder().scheme("api_key", keys).scheme("token", tokens).build()?;
/// # Ok(())
/// # }
/// ```
pub struct ByScheme<P: Permissions, U> {
    checks: Vec<(&'static str, AnyCheck<P, U>)>,
    merge: Merge<U>,
}

/// Builds a [`ByScheme`].
#[must_use]
pub struct BySchemeBuilder<P: Permissions, U> {
    checks: Vec<(&'static str, AnyCheck<P, U>)>,
    unchecked: Vec<&'static str>,
    merge: Merge<U>,
}

/// What one credential proves.
struct Proof<P: Permissions, U> {
    user: U,
    /// What events call the principal.
    name: Option<String>,
    permissions: PermissionSet<P>,
}

type AnyCheck<P, U> = Box<dyn Check<P, U>>;

type Merge<U> = Box<dyn Fn(U, U) -> Result<U, AuthenticationError> + Send + Sync>;

type Checking<'a, P, U> = Pin<Box<dyn Future<Output = Result<Proof<P, U>, AuthenticationError>> + Send + 'a>>;

/// An authenticator whose principal can be `U`, whatever its type.
trait Check<P: Permissions, U>: Send + Sync {
    fn check<'a>(&'a self, scheme: &'static str, alone: &'a Credentials) -> Checking<'a, P, U>;
}

struct Converted<A>(A);

impl<P: Permissions, U: Send, A: Authenticator<P>> Check<P, U> for Converted<A>
where
    A::Principal: Into<U>,
{
    fn check<'a>(&'a self, scheme: &'static str, alone: &'a Credentials) -> Checking<'a, P, U> {
        Box::pin(async move {
            let known = self.0.authenticate(alone).await?;
            let permissions = known.carried_of(scheme, alone).ok_or_else(unaccepted)?;
            let name = known.name().map(str::to_owned);
            Ok(Proof { user: known.into_user().into(), name, permissions })
        })
    }
}

impl<P: Permissions, U: Send + Sync + PartialEq + 'static> ByScheme<P, U> {
    /// Builds one whose principals are told apart by `==`.
    pub fn builder() -> BySchemeBuilder<P, U> {
        BySchemeBuilder::merging(|one, other| match one == other {
            true => Ok(one),
            false => Err(AuthenticationError::invalid("the credentials are not of one caller")),
        })
    }
}

impl<P: Permissions, U: Send + Sync + 'static> BySchemeBuilder<P, U> {
    /// Builds one in which this function says who sends a request that two principals vouch for, such
    /// as an application by its key and its user by a token. It may refuse.
    pub fn merging(merge: impl Fn(U, U) -> Result<U, AuthenticationError> + Send + Sync + 'static) -> Self {
        Self { checks: Vec::new(), unchecked: Vec::new(), merge: Box::new(merge) }
    }

    /// Who checks the credentials of a scheme. Said again of the same scheme, it is who is asked next
    /// when the ones before refuse.
    pub fn scheme<A: Authenticator<P>>(mut self, name: &'static str, authenticator: A) -> Self
    where
        A::Principal: Into<U>,
    {
        self.checks.push((name, Box::new(Converted(authenticator))));
        self
    }

    /// Nobody checks this scheme, so it proves nothing: an operation that needs it is refused.
    pub fn unchecked(mut self, name: &'static str) -> Self {
        self.unchecked.push(name);
        self
    }

    /// The authenticator.
    ///
    /// # Errors
    ///
    /// When the document declares no scheme of a name that was given, or one that wasn't.
    pub fn build(self) -> Result<ByScheme<P, U>, SetupError> {
        let named = || self.checks.iter().map(|(name, _)| *name).chain(self.unchecked.iter().copied());
        named().try_for_each(declared::<P>)?;
        let silent = P::SCHEMES.iter().map(|scheme| scheme.name).filter(|known| !named().any(|name| name == *known));
        match silent.collect::<Vec<_>>() {
            silent if silent.is_empty() => Ok(ByScheme { checks: self.checks, merge: self.merge }),
            silent => Err(SetupError::UncheckedSchemes(silent)),
        }
    }
}

impl<P: Permissions, U: Send + Sync + 'static> Authenticator<P> for ByScheme<P, U> {
    type Principal = U;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, U>, AuthenticationError> {
        let mut places: Vec<Place<'_>> = Vec::new();
        let mut proved = Vec::new();
        let (mut user, mut called) = (None, None);
        for (name, credential) in credentials.iter() {
            let Some(answer) = self.ask(name, credential).await else { continue };
            let refusal = match answer {
                Ok(proof) => {
                    proved.push((name, proof.permissions));
                    called = called.or(proof.name);
                    user = Some(match user {
                        None => proof.user,
                        Some(user) => (self.merge)(user, proof.user)?,
                    });
                    None
                }
                Err(refusal) => Some(refusal),
            };
            Place::note(&mut places, credential, refusal);
        }
        places.into_iter().filter_map(|place| place.refusal).try_for_each(Err)?;
        let user = user.ok_or_else(unaccepted)?;
        let known = called.into_iter().fold(Authenticated::new(user), Authenticated::named);
        Ok(proved.into_iter().fold(known, |all, (name, set)| all.scheme(name, set)))
    }
}

impl<P: Permissions, U: Send + Sync + 'static> ByScheme<P, U> {
    /// What the first authenticator says that accepts the credential, or else why not. `None` where
    /// nobody checks the scheme.
    async fn ask(
        &self,
        scheme: &'static str,
        credential: &Credential,
    ) -> Option<Result<Proof<P, U>, AuthenticationError>> {
        let alone: Credentials = [(scheme, credential.clone())].into_iter().collect();
        let mut refusal = None;
        for (_, check) in self.checks.iter().filter(|(name, _)| *name == scheme) {
            match check.check(scheme, &alone).await {
                Ok(proof) => return Some(Ok(proof)),
                Err(other) => refusal = Some(graver(refusal, other)),
            }
        }
        refusal.map(Err)
    }
}

/// A credential, and why it was refused if nobody accepted it.
struct Place<'c> {
    credential: &'c Credential,
    refusal: Option<AuthenticationError>,
}

impl<'c> Place<'c> {
    /// One scheme that accepts what stands in a place is enough for it.
    fn note(places: &mut Vec<Self>, credential: &'c Credential, refusal: Option<AuthenticationError>) {
        match places.iter_mut().find(|place| place.credential == credential) {
            None => places.push(Self { credential, refusal }),
            Some(place) => {
                place.refusal = match (place.refusal.take(), refusal) {
                    (Some(one), Some(other)) => Some(graver(Some(one), other)),
                    _ => None,
                };
            }
        }
    }
}

/// Of two refusals, the one to answer: who couldn't be asked might have accepted.
fn graver(one: Option<AuthenticationError>, other: AuthenticationError) -> AuthenticationError {
    match one {
        Some(one) if other != AuthenticationError::Unavailable => one,
        _ => other,
    }
}

fn unaccepted() -> AuthenticationError {
    AuthenticationError::invalid("the request carries no credential that can be checked")
}

impl<P: Permissions, U> fmt::Debug for ByScheme<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.checks.iter().map(|(name, _)| name)).finish()
    }
}

impl<P: Permissions, U> fmt::Debug for BySchemeBuilder<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.checks.iter().map(|(name, _)| name)).finish()
    }
}
