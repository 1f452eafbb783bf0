//! Looks up what a credential itself doesn't say.

use std::fmt;
use std::marker::PhantomData;

use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions};

/// An authenticator whose principal is looked up: who it is, and what they may do.
///
/// What the credential proves goes into the function, such as the claims of a token; out come the
/// principal that handlers receive, and the permissions that count instead of the credential's own.
/// The permissions are those of the schemes that were proved, and of no other.
///
/// ```
/// # use gatewright::access::{AuthenticationError, Authenticator, PermissionSet, Permissions};
/// # use gatewright::authenticators::resolve;
/// # struct Database;
/// # impl Database { async fn role_of<P: Permissions>(&self, user: &str) -> Option<PermissionSet<P>> { None } }
/// # fn example<P: Permissions>(tokens: impl Authenticator<P, Principal = String>, database: &'static Database)
/// # -> impl Authenticator<P, Principal = String> {
/// resolve(tokens, move |user: String| async move {
///     let role = database.role_of(&user).await;
///     let permissions = role.ok_or_else(|| AuthenticationError::invalid("the user has no role"))?;
///     Ok((user, permissions))
/// })
/// # }
/// ```
pub const fn resolve<P, A, U, F, Fut>(authenticator: A, function: F) -> Resolve<P, A, U, F>
where
    P: Permissions,
    A: Authenticator<P>,
    U: Send + Sync + 'static,
    F: Fn(A::Principal) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(U, PermissionSet<P>), AuthenticationError>> + Send,
{
    Resolve { authenticator, function, types: PhantomData }
}

/// What [`resolve`] gives.
pub struct Resolve<P, A, U, F> {
    authenticator: A,
    function: F,
    types: PhantomData<fn() -> (P, U)>,
}

impl<P, A: fmt::Debug, U, F> fmt::Debug for Resolve<P, A, U, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Resolve").field(&self.authenticator).finish()
    }
}

impl<P, A, U, F, Fut> Authenticator<P> for Resolve<P, A, U, F>
where
    P: Permissions,
    A: Authenticator<P>,
    U: Send + Sync + 'static,
    F: Fn(A::Principal) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(U, PermissionSet<P>), AuthenticationError>> + Send,
{
    type Principal = U;

    async fn authenticate(&self, credentials: &Credentials) -> Result<Authenticated<P, U>, AuthenticationError> {
        let known = self.authenticator.authenticate(credentials).await?;
        let presented = credentials.iter().map(|(name, _)| name);
        let proved: Vec<_> = presented.filter(|name| known.carried_of(name, credentials).is_some()).collect();
        if proved.is_empty() {
            return Err(AuthenticationError::invalid("the authenticator named no credential that it checked"));
        }
        let name = known.name().map(str::to_owned);
        let (user, permissions) = (self.function)(known.into_user()).await?;
        let user = Authenticated::new(user);
        let user = name.into_iter().fold(user, Authenticated::named);
        Ok(proved.into_iter().fold(user, |all, name| all.scheme(name, permissions)))
    }
}
