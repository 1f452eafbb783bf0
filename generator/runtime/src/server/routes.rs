//! Puts operations and their handlers together into a router.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::any;

use super::dispatch::Dispatcher;
use super::matching::Table;
use super::operation::Served;
use super::template::Template;
use crate::access::{Authenticated, AuthenticationError, Authenticator, Credentials, Granted, Permissions};
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
    base_path: String,
    body_limit: usize,
    realm: String,
}

struct Registered<P: Permissions, U> {
    method: http::Method,
    path: &'static str,
    served: Served<P, U>,
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
            base_path: String::new(),
            body_limit: DEFAULT_BODY_LIMIT,
            realm: "api".to_owned(),
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

    /// The router. It can be layered, nested, and merged with others.
    ///
    /// Paths that no operation has are answered with a problem document by the router's fallback.
    /// To merge two routers that both have a fallback, drop one's with [`Router::reset_fallback`].
    pub fn into_router(self) -> Router {
        let base = self.base_path.trim_matches('/');
        let prefix = if base.is_empty() { String::new() } else { format!("/{base}") };
        let mut table = Table::new();
        let mut patterns = BTreeSet::new();
        for Registered { method, path, served } in self.operations {
            let slash = if path.starts_with('/') { "" } else { "/" };
            let template = Template::parse(&format!("{prefix}{slash}{path}"));
            patterns.extend(template.axum_pattern());
            table.insert(method, template, served.terms, served);
        }
        let Self { authenticator, body_limit, realm, .. } = self;
        let dispatcher = Arc::new(Dispatcher { table, authenticator, body_limit, realm });
        let respond = move |request: Request| {
            let dispatcher = Arc::clone(&dispatcher);
            async move { dispatcher.respond(request).await }
        };
        // Our own table finds the operation; axum's patterns let merged routers know our paths.
        let router = patterns.iter().fold(Router::new(), |router, pattern| router.route(pattern, any(respond.clone())));
        router.fallback(respond)
    }

    fn with<Op, G, F, Fut>(mut self, principal: fn(Option<Auth::Principal>) -> Option<G>, handler: F) -> Self
    where
        Op: Operation<Permission = P>,
        G: Send + 'static,
        F: Fn(Arc<A>, Granted<Op, G>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Op::Success, Failure<Op::Failure>>> + Send + 'static,
    {
        let served = Served::new::<Op, _, _, _, _>(Arc::clone(&self.api), principal, handler);
        self.operations.push(Registered { method: Op::method(), path: Op::PATH, served });
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
        let operations = self.operations.iter().map(|known| (&known.method, known.path, &known.served));
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
