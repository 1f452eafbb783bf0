//! Authentication: from the credentials of a request to the principal who sent it.

use std::fmt;
use std::marker::PhantomData;

use super::{Credentials, PermissionSet, Permissions};

/// Turns credentials into a principal, or says why not. The one thing that a service writes itself.
///
/// It is asked only when the request carries a credential of a scheme that the operation's rule
/// mentions. It answers who that is and what the credentials permit; whether that is enough is
/// the guard's to check, by the document's rule.
///
/// A request may carry credentials of several schemes, and then only those count that the answer names, by
/// [`Authenticated::scheme`]: whoever has looked at one of them can't vouch for another by accident.
///
/// ```
/// use gatewright::access::{Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions};
/// use gatewright::Secret;
///
/// struct OneKey(Secret);
///
/// impl<P: Permissions> Authenticator<P> for OneKey {
///     type Principal = &'static str;
///
///     async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, &'static str>, AuthenticationError> {
///         match credentials.get("api_key").and_then(|credential| credential.secret()) {
///             Some(key) if *key == self.0 => Ok(Authenticated::new("the owner").permissions(PermissionSet::all())),
///             _ => Err(AuthenticationError::invalid("unknown key")),
///         }
///     }
/// }
/// ```
pub trait Authenticator<P: Permissions>: Send + Sync + 'static {
    /// Who a request can prove to be: what handlers receive.
    type Principal: Send + Sync + 'static;

    /// Who sent these credentials, and what they permit.
    ///
    /// # Errors
    ///
    /// [`AuthenticationError::Invalid`] when they prove nothing, which answers 401;
    /// [`AuthenticationError::Unavailable`] when that can't be found out, which answers 500.
    fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> impl Future<Output = Result<Authenticated<P, Self::Principal>, AuthenticationError>> + Send;
}

/// A principal, and what the schemes that it was proved by permit.
///
/// A scheme of which the request carried no credential never counts, whatever stands here. Of a request that carried
/// credentials of several schemes, those count that [`scheme`](Self::scheme) names, and no others:
/// [`permissions`](Self::permissions), and a principal of whom nothing else is said, are about the one credential of a
/// request that carried one. Two schemes that read the same place, as two of type bearer do, are two.
///
/// `Debug` doesn't show the principal.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticated<P: Permissions, U> {
    user: U,
    name: Option<String>,
    sole: Option<PermissionSet<P>>,
    named: Vec<(&'static str, PermissionSet<P>)>,
}

impl<P: Permissions, U> Authenticated<P, U> {
    /// A principal without any permission.
    #[must_use]
    pub const fn new(user: U) -> Self {
        Self { user, name: None, sole: None, named: Vec::new() }
    }

    /// The credential that the request carried is good, and carries these permissions. It says nothing of a request
    /// that carried several: see [`scheme`](Self::scheme).
    #[must_use]
    pub fn permissions(mut self, permissions: PermissionSet<P>) -> Self {
        self.sole = Some(self.sole.unwrap_or_default().union(&permissions));
        self
    }

    /// The credential of this scheme was checked, is good, and carries these permissions.
    ///
    /// Where schemes are named so, the others prove nothing.
    #[must_use]
    pub fn scheme(mut self, name: &'static str, permissions: PermissionSet<P>) -> Self {
        self.named.push((name, permissions));
        self
    }

    /// What events call the principal: a user's name or number, never a secret.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The principal.
    #[must_use]
    pub const fn user(&self) -> &U {
        &self.user
    }

    /// What events call the principal.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the credential of a scheme carries, of those that a request presented; `None` if it proved nothing.
    #[must_use]
    pub fn carried_of(&self, scheme_name: &str, presented: &Credentials) -> Option<PermissionSet<P>> {
        presented.get(scheme_name)?;
        self.stated(scheme_name, presented.len() == 1)
    }

    /// The same, as if the request had presented the credential of this scheme and no other. Whoever wraps an
    /// authenticator and knows what was presented asks [`carried_of`](Self::carried_of).
    #[must_use]
    pub fn carried(&self, scheme_name: &str) -> Option<PermissionSet<P>> {
        self.stated(scheme_name, true)
    }

    fn stated(&self, scheme_name: &str, is_alone: bool) -> Option<PermissionSet<P>> {
        let own = self.named.iter().filter(|(name, _)| *name == scheme_name).map(|(_, set)| *set);
        let own = own.reduce(|all, set| all.union(&set));
        let sole = self.sole.or_else(|| self.named.is_empty().then_some(PermissionSet::EMPTY));
        match (own, sole.filter(|_| is_alone)) {
            (None, None) => None,
            (own, sole) => Some(own.unwrap_or_default().union(&sole.unwrap_or_default())),
        }
    }

    /// The same for another principal, made of this one.
    #[must_use]
    pub fn map<V>(self, principal: impl FnOnce(U) -> V) -> Authenticated<P, V> {
        let Self { user, name, sole, named } = self;
        Authenticated { user: principal(user), name, sole, named }
    }

    /// The principal alone. What it may do is no longer known.
    #[must_use]
    pub fn into_user(self) -> U {
        self.user
    }

    #[cfg(feature = "server")]
    pub(crate) fn into_parts(self) -> (U, Option<String>) {
        (self.user, self.name)
    }
}

impl<P: Permissions, U> fmt::Debug for Authenticated<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticated")
            .field("name", &self.name)
            .field("permissions", &self.sole)
            .field("schemes", &self.named)
            .finish_non_exhaustive()
    }
}

/// Why there is no principal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticationError {
    /// The credentials prove nothing: unknown, expired, revoked. Answers 401, always with the same words. The reason is
    /// for the events of the guard; it never holds the credential.
    #[error("{0}")]
    Invalid(String),
    /// It can't be found out now. Answers 500, and nothing else is said.
    #[error("the authenticator is unavailable")]
    Unavailable,
}

impl AuthenticationError {
    /// The credentials prove nothing, for this reason.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::Invalid(reason.into())
    }
}

/// An [`Authenticator`] from a closure.
///
/// ```
/// # use gatewright::access::{Authenticated, Authenticator, AuthenticationError, Permissions, authenticate_fn};
/// # fn example<P: Permissions>() -> impl Authenticator<P, Principal = String> {
/// authenticate_fn(|credentials| async move {
///     let token = credentials.get("token").and_then(|credential| credential.secret());
///     // Compared in constant time, which `==` of plain strings is not.
///     match token.is_some_and(|token| token.matches("letmein")) {
///         true => Ok(Authenticated::new("ann".to_owned())),
///         false => Err(AuthenticationError::invalid("unknown token")),
///     }
/// })
/// # }
/// ```
pub fn authenticate_fn<P, U, F, Fut>(function: F) -> AuthenticateFn<P, U, F>
where
    P: Permissions,
    U: Send + Sync + 'static,
    F: Fn(Credentials) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Authenticated<P, U>, AuthenticationError>> + Send,
{
    AuthenticateFn { function, types: PhantomData }
}

/// What [`authenticate_fn`] gives.
pub struct AuthenticateFn<P, U, F> {
    function: F,
    types: PhantomData<fn() -> (P, U)>,
}

impl<P, U, F> fmt::Debug for AuthenticateFn<P, U, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthenticateFn")
    }
}

impl<P, U, F, Fut> Authenticator<P> for AuthenticateFn<P, U, F>
where
    P: Permissions,
    U: Send + Sync + 'static,
    F: Fn(Credentials) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Authenticated<P, U>, AuthenticationError>> + Send,
{
    type Principal = U;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, U>, AuthenticationError> {
        (self.function)(credentials.clone()).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::Credential;
    use super::super::samples::Few;
    use super::*;
    use crate::Secret;

    fn set(bits: u64) -> PermissionSet<Few> {
        PermissionSet::from_words([bits])
    }

    fn presented(names: &[&'static str]) -> Credentials {
        names.iter().map(|name| (*name, Credential::ApiKey(Secret::from("x")))).collect()
    }

    #[test]
    fn one_credential_carries_what_is_said_of_it() {
        let (new, key) = (Authenticated::<Few, ()>::new(()), presented(&["key"]));
        assert_eq!(new.carried_of("key", &key), Some(set(0)));
        assert_eq!(new.carried_of("token", &key), None);
        let sole = new.clone().permissions(set(1)).permissions(set(2));
        assert_eq!(sole.carried_of("key", &key), Some(set(3)));
        assert_eq!(sole.carried_of("token", &key), None);
        let other = new.clone().scheme("token", set(2));
        assert_eq!(other.carried_of("key", &key), None);
        assert_eq!(other.carried_of("token", &key), None);
        let both = new.scheme("key", set(2)).scheme("key", set(4)).permissions(set(1));
        assert_eq!(both.carried_of("key", &key), Some(set(7)));
    }

    #[test]
    fn of_several_credentials_those_count_that_are_named() {
        let (new, all) = (Authenticated::<Few, ()>::new(()), presented(&["key", "token"]));
        for lax in [new.clone(), new.clone().permissions(set(7))] {
            assert_eq!((lax.carried_of("key", &all), lax.carried_of("token", &all)), (None, None));
        }
        let one = new.clone().scheme("key", set(2)).permissions(set(1));
        assert_eq!((one.carried_of("key", &all), one.carried_of("token", &all)), (Some(set(2)), None));
        let each = new.scheme("key", set(2)).scheme("token", set(4));
        assert_eq!((each.carried_of("key", &all), each.carried_of("token", &all)), (Some(set(2)), Some(set(4))));
    }
}
