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
/// A request may carry credentials of several schemes. Whoever looks at one of them only must say
/// which, by [`Authenticated::scheme`]: [`Authenticated::permissions`] vouches for all of them, for
/// one too that was never looked at.
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
/// A scheme of which the request carried no credential never counts, whatever stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated<P: Permissions, U> {
    user: U,
    every: Option<PermissionSet<P>>,
    named: Vec<(&'static str, PermissionSet<P>)>,
}

impl<P: Permissions, U> Authenticated<P, U> {
    /// A principal without any permission, proved by every credential that the request carried.
    #[must_use]
    pub const fn new(user: U) -> Self {
        Self { user, every: None, named: Vec::new() }
    }

    /// Every credential that the request carried is good, and carries these permissions: say it only
    /// when each was checked, or when the operations' rules mention one scheme at most.
    #[must_use]
    pub fn permissions(mut self, permissions: PermissionSet<P>) -> Self {
        self.every = Some(self.every.unwrap_or_default().union(&permissions));
        self
    }

    /// The credential of this scheme is good, and carries these permissions.
    ///
    /// Where schemes are named so, the others prove nothing, unless
    /// [`permissions`](Self::permissions) says of all that they are good.
    #[must_use]
    pub fn scheme(mut self, name: &'static str, permissions: PermissionSet<P>) -> Self {
        self.named.push((name, permissions));
        self
    }

    /// The principal.
    #[must_use]
    pub const fn user(&self) -> &U {
        &self.user
    }

    /// What a presented credential of the scheme carries; `None` if it proved nothing.
    #[must_use]
    pub fn carried(&self, scheme_name: &str) -> Option<PermissionSet<P>> {
        let own = self.named.iter().filter(|(name, _)| *name == scheme_name);
        let all = own.map(|(_, set)| *set).reduce(|all, set| all.union(&set));
        match (self.every, all) {
            (None, None) => self.named.is_empty().then_some(PermissionSet::EMPTY),
            (every, all) => Some(every.unwrap_or_default().union(&all.unwrap_or_default())),
        }
    }

    /// The principal alone. What it may do is no longer known.
    #[must_use]
    pub fn into_user(self) -> U {
        self.user
    }
}

/// Why there is no principal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticationError {
    /// The credentials prove nothing: unknown, expired, revoked. Answers 401. The reason is sent to
    /// the caller, so it must not help a guess.
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
    use super::super::samples::Few;
    use super::*;

    fn set(bits: u64) -> PermissionSet<Few> {
        PermissionSet::from_words([bits])
    }

    #[test]
    fn what_each_scheme_carries() {
        let new = Authenticated::<Few, ()>::new(());
        assert_eq!(new.carried("key"), Some(set(0)));
        let every = new.clone().permissions(set(1));
        assert_eq!((every.carried("key"), every.carried("token")), (Some(set(1)), Some(set(1))));
        let named = new.clone().scheme("key", set(2)).scheme("key", set(4));
        assert_eq!((named.carried("key"), named.carried("token")), (Some(set(6)), None));
        let both = new.scheme("key", set(2)).permissions(set(1));
        assert_eq!((both.carried("key"), both.carried("token")), (Some(set(3)), Some(set(1))));
    }
}
