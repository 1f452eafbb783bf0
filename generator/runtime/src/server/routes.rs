//! Puts operations and their handlers together into a router.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::any_service;

use super::attempt::{Authorizer, RequestAuthorizer};
use super::checks::{self, Checks};
use super::decision::Observer;
use super::dispatch::Dispatcher;
use super::docket::Observers;
use super::matching::Table;
use super::operation::Served;
use super::template::Template;
use crate::access::{AccessRule, Authenticated, AuthenticationError, Authenticator, Credentials, Granted, Permissions};
use crate::answer::Failure;
use crate::operation::Operation;

/// How many bytes a body may have unless [`Routes::body_limit`] says otherwise: 2 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 2 * 1024 * 1024;

/// The operations of an API with their handlers, on the way to an [`axum::Router`].
///
/// `A` is the service's own state, given to each handler. The three ways to add an operation differ
/// in what its access rule says of requests without a credential, and the wrong one is an error of
/// compilation:
///
/// - [`guarded`](Self::guarded): refused;
/// - [`optional`](Self::optional): let pass, but a credential is looked at;
/// - [`public`](Self::public): no credential is looked at.
///
/// ```
/// # #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
/// # #[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
/// # enum Permission { #[permission("ping")] Ping }
/// #[derive(Debug, Clone, PartialEq, gatewright::Operation)]
/// #[operation(id = "ping", method = POST, path = "/ping")]
/// #[operation(permissions = Permission, access = "api_key[ping]")]
/// #[operation(returns = (), status = 204)]
/// struct Ping {}
///
/// # use gatewright::access::Authenticator;
/// # fn example(authenticator: impl Authenticator<Permission, Principal = String>) -> axum::Router {
/// gatewright::server::Routes::new((), authenticator)
///     .guarded::<Ping, _, _>(|_, call| async move {
///         println!("{} says hello", call.principal());
///         Ok(())
///     })
///     .into_router()
/// # }
/// ```
///
/// The same operation as a public one doesn't compile:
///
/// ```compile_fail
/// # #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, gatewright::Permissions)]
/// # #[permissions(scheme(name = "api_key", api_key(header = "X-Api-Key")))]
/// # enum Permission { #[permission("ping")] Ping }
/// # #[derive(Debug, Clone, PartialEq, gatewright::Operation)]
/// # #[operation(id = "ping", method = POST, path = "/ping")]
/// # #[operation(permissions = Permission, access = "api_key[ping]")]
/// # #[operation(returns = (), status = 204)]
/// # struct Ping {}
/// gatewright::server::Routes::open(()).public::<Ping, _, _>(|_, _| async { Ok(()) });
/// ```
pub struct Routes<A, P: Permissions, Auth: Authenticator<P>> {
    api: Arc<A>,
    authenticator: Auth,
    operations: Vec<Registered<P, Auth::Principal>>,
    checks: Checks<Auth::Principal>,
    observers: Observers<P, Auth::Principal>,
    base_path: String,
    body_limit: usize,
    realm: String,
    encoded_slashes: bool,
}

struct Registered<P: Permissions, U: 'static> {
    id: &'static str,
    access: AccessRule<P>,
    method: http::Method,
    path: &'static str,
    operation: TypeId,
    /// Only when all rules of the service's own are known.
    serve: Serve<P, U>,
}

type Serve<P, U> = Box<dyn FnOnce(&Checks<U>) -> Served<P, U> + Send + Sync>;

/// Rules of a service's own for operations that its router doesn't serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are authorizers for operations that the router doesn't serve: {}", .operations.join(", "))]
#[non_exhaustive]
pub struct Misplaced {
    /// The operationIds.
    pub operations: Vec<&'static str>,
}

impl<A, P, Auth> Routes<A, P, Auth>
where
    A: Send + Sync + 'static,
    P: Permissions,
    Auth: Authenticator<P>,
{
    /// An API whose callers this authenticator knows.
    pub fn new(api: A, authenticator: Auth) -> Self {
        Self {
            api: Arc::new(api),
            authenticator,
            operations: Vec::new(),
            checks: Checks::new(),
            observers: Vec::new(),
            base_path: String::new(),
            body_limit: DEFAULT_BODY_LIMIT,
            realm: "api".to_owned(),
            encoded_slashes: false,
        }
    }

    /// Adds an operation that nobody may call without a credential.
    #[must_use]
    pub fn guarded<Op, F, Fut>(self, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        F: Fn(Arc<A>, Granted<Op, Auth::Principal>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        const { assert!(!Op::ACCESS.admits_anyone(), "anyone may call the operation: add it as optional or public") };
        self.with::<Op, _, _, _>(|principal| principal, handler)
    }

    /// Adds an operation that may be called with a credential or without any.
    ///
    /// A credential that proves nothing is refused all the same.
    #[must_use]
    pub fn optional<Op, F, Fut>(self, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        F: Fn(Arc<A>, Granted<Op, Option<Auth::Principal>>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        const { assert!(Op::ACCESS.admits_anyone(), "the operation needs a credential: add it as guarded") };
        self.with::<Op, _, _, _>(Some, handler)
    }

    /// Adds an operation that anyone may call.
    #[must_use]
    pub fn public<Op, F, Fut>(self, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        F: Fn(Arc<A>, Granted<Op, ()>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        const { assert!(Op::ACCESS.is_public(), "the operation has an access rule: add it as guarded or optional") };
        self.with::<Op, _, _, _>(|_| Some(()), handler)
    }

    /// A rule of the service's own for every operation, public ones too: it is looked at when the document's rule is
    /// met, before a byte of the body is read. Of several, all must agree.
    ///
    /// ```
    /// use gatewright::access::{Authenticator, Permissions};
    /// use gatewright::server::{Attempt, Denial, Routes};
    ///
    /// struct Service;
    /// struct User { is_suspended: bool }
    ///
    /// fn with<P: Permissions, Auth: Authenticator<P, Principal = User>>(
    ///     routes: Routes<Service, P, Auth>,
    /// ) -> Routes<Service, P, Auth> {
    ///     routes.authorize_all(async |_: &Service, attempt: &Attempt<'_, User>| match attempt.principal() {
    ///         Some(user) if user.is_suspended => Err(Denial::forbidden().because("suspended")),
    ///         _ => Ok(()),
    ///     })
    /// }
    /// ```
    #[must_use]
    pub fn authorize_all<F>(mut self, authorizer: F) -> Self
    where
        F: Authorizer<A, Auth::Principal>,
    {
        self.checks.add_for_all(checks::early(&self.api, authorizer));
        self
    }

    /// A rule of the service's own for one operation, looked at before a byte of the body is read, behind those for
    /// all. It sees the parameters of the path and the query as text.
    #[must_use]
    pub fn authorize_early<Op, F>(mut self, authorizer: F) -> Self
    where
        Op: Operation<Permission = P>,
        F: Authorizer<A, Auth::Principal>,
    {
        self.checks.add_early::<Op>(Op::ID, checks::early(&self.api, authorizer));
        self
    }

    /// A rule of the service's own for one operation, looked at when the request is decoded, before its handler runs.
    ///
    /// The operation may be added before or after its rules.
    #[must_use]
    pub fn authorize<Op, F>(mut self, authorizer: F) -> Self
    where
        Op: Operation<Permission = P>,
        F: RequestAuthorizer<A, Auth::Principal, Op>,
    {
        self.checks.add_late::<Op>(Op::ID, checks::late(&self.api, authorizer));
        self
    }

    /// Tells the observer of each decision. There may be several.
    #[must_use]
    pub fn observe(mut self, observer: impl Observer<P, Auth::Principal>) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// What stands before the document's paths, such as `/v1` of the server `https://example.com/v1`.
    #[must_use]
    pub fn base_path(mut self, base_path: impl Into<String>) -> Self {
        self.base_path = base_path.into();
        self
    }

    /// How many bytes a body may have; more answers 413. [`DEFAULT_BODY_LIMIT`] unless it is said.
    #[must_use]
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The realm that `WWW-Authenticate` names; `api` unless it is said.
    #[must_use]
    pub fn realm(mut self, realm: impl Into<String>) -> Self {
        self.realm = realm.into();
        self
    }

    /// Takes `/a/x%2Fy` for a parameter `x/y` even where `/a/x/y` is another operation. Otherwise such a path is answered
    /// with 400, as a proxy in front that decodes slashes would have seen the other one, and let it pass for that.
    #[must_use]
    pub const fn allow_encoded_slashes(mut self) -> Self {
        self.encoded_slashes = true;
        self
    }

    /// The router. It can be layered, nested, and merged with others.
    ///
    /// Paths that no operation has are answered with a problem document by the router's fallback.
    /// To merge two routers that both have a fallback, drop one's with [`Router::reset_fallback`].
    ///
    /// A router with rules for operations that it doesn't serve answers everything with 500, as somebody relies on rules
    /// that are never looked at: see [`try_into_router`](Self::try_into_router).
    pub fn into_router(self) -> Router {
        let misplaced = self.misplaced();
        self.built(misplaced)
    }

    /// The same, for whoever wants to know at the start.
    ///
    /// # Errors
    ///
    /// When there are rules for operations that the router doesn't serve.
    pub fn try_into_router(self) -> Result<Router, Misplaced> {
        match self.misplaced() {
            none if none.is_empty() => Ok(self.built(none)),
            operations => Err(Misplaced { operations }),
        }
    }

    fn misplaced(&self) -> Vec<&'static str> {
        let registered: Vec<_> = self.operations.iter().map(|known| known.operation).collect();
        self.checks.beside(&registered)
    }

    fn built(self, misplaced: Vec<&'static str>) -> Router {
        let Self {
            operations, checks, observers, base_path, authenticator, body_limit, realm, encoded_slashes, ..
        } = self;
        let base = base_path.trim_matches('/');
        let prefix = if base.is_empty() { String::new() } else { format!("/{base}") };
        let mut table = Table::new();
        let mut patterns = BTreeSet::new();
        for Registered { method, path, serve, .. } in operations {
            let served = serve(&checks);
            let slash = if path.starts_with('/') { "" } else { "/" };
            let template = Template::parse(&format!("{prefix}{slash}{path}"));
            patterns.extend(template.axum_pattern());
            table.insert(method, template, served.terms, served);
        }
        let dispatcher =
            Arc::new(Dispatcher { table, authenticator, observers, body_limit, realm, encoded_slashes, misplaced });
        let respond = move |request: Request| {
            let dispatcher = Arc::clone(&dispatcher);
            async move { Ok::<_, Infallible>(dispatcher.respond(request).await) }
        };
        // Our own table finds the operation; axum's patterns let merged routers know our paths.
        let service = any_service(tower::service_fn(respond.clone()));
        let router = patterns.iter().fold(Router::new(), |router, pattern| router.route(pattern, service.clone()));
        router.fallback(respond).with_state(())
    }

    fn with<Op, G, F, Fut>(mut self, principal: fn(Option<Auth::Principal>) -> Option<G>, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        G: Send + 'static,
        F: Fn(Arc<A>, Granted<Op, G>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        let api = Arc::clone(&self.api);
        self.operations.push(Registered {
            id: Op::ID,
            access: Op::ACCESS,
            method: Op::method(),
            path: Op::PATH,
            operation: TypeId::of::<Op>(),
            serve: Box::new(move |checks| Served::new::<Op, _, _, _, _>(api, checks, principal, handler)),
        });
        self
    }
}

impl<A: Send + Sync + 'static, P: Permissions> Routes<A, P, Open> {
    /// An API without any guarded operation.
    pub fn open(api: A) -> Self {
        Self::new(api, Open)
    }
}

impl<A, P: Permissions, Auth: Authenticator<P>> fmt::Debug for Routes<A, P, Auth> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.operations.iter().map(|known| (known.id, &known.method, known.path, &known.access));
        f.debug_list().entries(operations).finish()
    }
}

/// The authenticator of an API without guarded operations: no credential proves anything.
#[derive(Debug, Clone, Copy)]
pub struct Open;

impl<P: Permissions> Authenticator<P> for Open {
    type Principal = Infallible;

    async fn authenticate(&self, _: &Credentials) -> Result<Authenticated<P, Infallible>, AuthenticationError> {
        Err(AuthenticationError::invalid("this API knows no credentials"))
    }
}
