//! A service's own rules: who of those that the document lets in may do this, here.

use std::fmt;

use http::{Extensions, HeaderMap};

use super::Denial;
use crate::parameter::RequestReader;

/// A request that meets the document's rule, for a service's own rules to look at: who calls what, with which
/// parameters. The body isn't read yet, or not to be seen here.
///
/// `Debug` shows the operation alone: the rest may hold secrets.
pub struct Attempt<'a, U> {
    pub(super) operation: &'static str,
    pub(super) principal: Option<&'a U>,
    pub(super) request: &'a RequestReader,
    pub(super) extensions: &'a Extensions,
}

impl<'a, U> Attempt<'a, U> {
    /// The operationId.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.operation
    }

    /// Who calls; `None` where the rule let somebody in without a credential. Of an operation that needs one, never.
    #[must_use]
    pub const fn principal(&self) -> Option<&'a U> {
        self.principal
    }

    /// A parameter of the path, decoded. `None` where the path has none of the name, and where it isn't UTF-8.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        self.request.path_parameter(name)
    }

    /// The values of a query parameter, decoded, in the order in which they stand. What isn't UTF-8 is left out.
    pub fn query_parameters(&self, name: &str) -> impl Iterator<Item = String> {
        self.request.query_parameters(name)
    }

    /// The headers. The credential stands among them.
    #[must_use]
    pub const fn headers(&self) -> &'a HeaderMap {
        self.request.headers()
    }

    /// What layers around the router know of the request: its number, the address of its sender.
    #[must_use]
    pub const fn extensions(&self) -> &'a Extensions {
        self.extensions
    }
}

impl<U> fmt::Debug for Attempt<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// A rule that is looked at before the body is read. `A` is the service's state, and `U` the principal.
///
/// Functions are such rules:
///
/// ```
/// use gatewright::server::{Attempt, Denial};
///
/// struct Shelter;
/// struct User { shelter: String }
///
/// async fn own_shelter(_: &Shelter, attempt: &Attempt<'_, User>) -> Result<(), Denial> {
///     match (attempt.principal(), attempt.path_parameter("shelter")) {
///         (Some(user), Some(shelter)) if user.shelter == shelter => Ok(()),
///         _ => Err(Denial::forbidden()),
///     }
/// }
/// ```
///
/// So are `async |shelter: &Shelter, attempt: &Attempt<'_, User>| …`, which have the types of their parameters written
/// out and capture nothing: what a rule needs to know stands in the service's state. A type that holds what it needs
/// implements the trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't an authorizer",
    note = "write `async fn(&Service, &Attempt<'_, User>) -> Result<(), Denial>`, or such an `async` closure that \
            captures nothing, with the types of its parameters written out; or implement `Authorizer` for a type"
)]
pub trait Authorizer<A, U>: Send + Sync + 'static {
    /// Whether the document's rule and this one let the request pass.
    ///
    /// # Errors
    ///
    /// The denial.
    fn authorize<'a>(
        &'a self,
        api: &'a A,
        attempt: &'a Attempt<'a, U>,
    ) -> impl Future<Output = Result<(), Denial>> + Send + 'a;
}

impl<A, U, F> Authorizer<A, U> for F
where
    A: 'static,
    U: 'static,
    F: for<'a> AuthorizerFn<'a, A, U> + 'static,
{
    fn authorize<'a>(
        &'a self,
        api: &'a A,
        attempt: &'a Attempt<'a, U>,
    ) -> impl Future<Output = Result<(), Denial>> + Send + 'a {
        self(api, attempt)
    }
}

/// A function that is an [`Authorizer`].
pub trait AuthorizerFn<'a, A: 'a, U: 'a>: Fn(&'a A, &'a Attempt<'a, U>) -> Self::Verdict + Send + Sync {
    /// What becomes a verdict.
    type Verdict: Future<Output = Result<(), Denial>> + Send + 'a;
}

impl<'a, A: 'a, U: 'a, F, Fut> AuthorizerFn<'a, A, U> for F
where
    F: Fn(&'a A, &'a Attempt<'a, U>) -> Fut + Send + Sync,
    Fut: Future<Output = Result<(), Denial>> + Send + 'a,
{
    type Verdict = Fut;
}

/// A rule that is looked at when the request is decoded, and before the handler runs: as [`Authorizer`], with the
/// request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't an authorizer of `{Op}`",
    note = "write `async fn(&Service, &Attempt<'_, User>, &{Op}) -> Result<(), Denial>`, or such an `async` closure that \
            captures nothing, with the types of its parameters written out; or implement `RequestAuthorizer` for a type"
)]
pub trait RequestAuthorizer<A, U, Op>: Send + Sync + 'static {
    /// Whether the document's rule and this one let the request pass.
    ///
    /// # Errors
    ///
    /// The denial.
    fn authorize<'a>(
        &'a self,
        api: &'a A,
        attempt: &'a Attempt<'a, U>,
        request: &'a Op,
    ) -> impl Future<Output = Result<(), Denial>> + Send + 'a;
}

impl<A, U, Op, F> RequestAuthorizer<A, U, Op> for F
where
    A: 'static,
    U: 'static,
    Op: 'static,
    F: for<'a> RequestAuthorizerFn<'a, A, U, Op> + 'static,
{
    fn authorize<'a>(
        &'a self,
        api: &'a A,
        attempt: &'a Attempt<'a, U>,
        request: &'a Op,
    ) -> impl Future<Output = Result<(), Denial>> + Send + 'a {
        self(api, attempt, request)
    }
}

/// A function that is a [`RequestAuthorizer`].
pub trait RequestAuthorizerFn<'a, A: 'a, U: 'a, Op: 'a>:
    Fn(&'a A, &'a Attempt<'a, U>, &'a Op) -> Self::Verdict + Send + Sync
{
    /// What becomes a verdict.
    type Verdict: Future<Output = Result<(), Denial>> + Send + 'a;
}

impl<'a, A: 'a, U: 'a, Op: 'a, F, Fut> RequestAuthorizerFn<'a, A, U, Op> for F
where
    F: Fn(&'a A, &'a Attempt<'a, U>, &'a Op) -> Fut + Send + Sync,
    Fut: Future<Output = Result<(), Denial>> + Send + 'a,
{
    type Verdict = Fut;
}
