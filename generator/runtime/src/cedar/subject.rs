//! Who asks: principals as Cedar sees them.

use std::fmt;
use std::sync::Arc;

use super::Question;
use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, PermissionSet, Permissions};

/// A principal as Cedar sees it.
pub trait Subject {
    /// Says of a question who asks: the user's id, roles and tags.
    fn introduce(&self, question: Question) -> Question;
}

impl<T: Subject + ?Sized> Subject for Arc<T> {
    fn introduce(&self, question: Question) -> Question {
        T::introduce(self, question)
    }
}

/// An [`Authenticator`] whose principals know what their credentials carry, so that Cedar can be asked the document's own
/// rules, too.
#[derive(Debug, Clone)]
pub struct Carrying<A>(pub A);

impl<P: Permissions, A: Authenticator<P>> Authenticator<P> for Carrying<A> {
    type Principal = Carried<P, A::Principal>;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<P, Self::Principal>, AuthenticationError> {
        let authenticated = self.0.authenticate(credentials).await?;
        let of = |name| Some((name, authenticated.carried_of(name, credentials)?));
        let carried = P::SCHEMES.iter().filter_map(|scheme| of(scheme.name)).collect();
        Ok(authenticated.map(|user| Carried { user, carried }))
    }
}

/// A principal with what its credentials carry, as [`Carrying`] gives it.
#[derive(Clone, PartialEq, Eq)]
pub struct Carried<P: Permissions, U> {
    user: U,
    carried: Vec<(&'static str, PermissionSet<P>)>,
}

impl<P: Permissions, U> Carried<P, U> {
    /// The principal of the authenticator within.
    #[must_use]
    pub const fn user(&self) -> &U {
        &self.user
    }

    /// What the credential of a scheme carries; `None` if it proved nothing.
    #[must_use]
    pub fn carried(&self, scheme: &str) -> Option<PermissionSet<P>> {
        self.carried.iter().find(|(name, _)| *name == scheme).map(|(_, set)| *set)
    }
}

/// Introduces the user, with what each scheme carries.
impl<P: Permissions, U: Subject> Subject for Carried<P, U> {
    fn introduce(&self, question: Question) -> Question {
        let question = self.user.introduce(question);
        self.carried.iter().fold(question, |question, (scheme, set)| question.credential(*scheme, *set))
    }
}

/// Doesn't show the principal.
impl<P: Permissions, U> fmt::Debug for Carried<P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carried").field("carried", &self.carried).finish_non_exhaustive()
    }
}
