//! The generated trait and router, with handlers that say who called, and a body that counts who reads it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use gatewright::access::{
    Authenticated, AuthenticationError, Authenticator, ClientCertificate, Credential, Credentials, Granted,
    PermissionSet,
};
use gatewright::answer::{Failure, NoFailure};
use gatewright::payload::Bytes;

use super::plainly::Policy;
use crate::guard::operations::*;
use crate::guard::{Permission, server};

#[derive(Default, Clone)]
pub(super) struct Service {
    runs: Arc<AtomicUsize>,
    polled: Arc<AtomicUsize>,
}

impl Service {
    /// How many handlers ran.
    pub(super) fn runs(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.runs)
    }

    /// How often a body was asked for a piece.
    pub(super) fn polled(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.polled)
    }

    fn says(&self, who: &str) -> Result<String, Failure<NoFailure>> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        Ok(who.to_owned())
    }
}

/// Who called, as it is in the type of the grant.
trait Told {
    fn told(&self) -> &'static str;
}

impl Told for () {
    fn told(&self) -> &'static str {
        "public"
    }
}

impl Told for User {
    fn told(&self) -> &'static str {
        "somebody"
    }
}

impl Told for Option<User> {
    fn told(&self) -> &'static str {
        if self.is_some() { "somebody" } else { "nobody" }
    }
}

pub(super) struct User;

macro_rules! answered {
    ($($method:ident: $Op:ident, $principal:ty;)*) => {
        impl server::Api for Service {
            type Principal = User;
            $(
                async fn $method(&self, call: Granted<$Op, $principal>) -> Result<String, Failure<NoFailure>> {
                    assert_eq!(call.request().body, "text");
                    self.says(call.principal().told())
                }
            )*
        }
    };
}

answered! {
    open: Open, ();
    emptied: Emptied, ();
    inherited: Inherited, User;
    by_key: ByKey, User;
    by_query: ByQuery, User;
    by_cookie: ByCookie, User;
    by_basic: ByBasic, User;
    by_basic_role: ByBasicRole, User;
    by_bearer: ByBearer, User;
    by_digest: ByDigest, User;
    by_digest_role: ByDigestRole, User;
    by_oauth: ByOauth, User;
    by_oidc: ByOidc, User;
    by_certificate: ByCertificate, User;
    by_certificate_role: ByCertificateRole, User;
    either: Either, User;
    both: Both, User;
    all_of_one: AllOfOne, User;
    shared: Shared, User;
    shared_and: SharedAnd, User;
    shared_and_reversed: SharedAndReversed, User;
    twice: Twice, User;
    optional: Optional, Option<User>;
    optional_first: OptionalFirst, Option<User>;
    optional_both: OptionalBoth, Option<User>;
    one_header: OneHeader, User;
    one_header_and: OneHeaderAnd, User;
    words: Words, User;
    three_ways: ThreeWays, User;
    required: Required, User;
    required_any: RequiredAny, User;
}

/// Knows `right-5`, which carries the permissions of those bits.
pub(super) struct Checker(pub(super) Policy);

impl Authenticator<Permission> for Checker {
    type Principal = User;

    async fn authenticate(
        &self,
        credentials: &Credentials,
    ) -> Result<Authenticated<Permission, User>, AuthenticationError> {
        let refused = || AuthenticationError::invalid("the reason of the checker");
        let checked: Vec<_> = credentials.iter().map(|(name, credential)| (name, carries(credential))).collect();
        let named = |user: Authenticated<Permission, User>, (name, set): (&'static str, Option<_>)| match set {
            Some(set) => user.scheme(name, set),
            None => user,
        };
        let good = checked.iter().filter(|(_, set)| set.is_some()).count();
        match self.0 {
            Policy::Every if good < checked.len() => Err(refused()),
            Policy::EachGood if good == 0 => Err(refused()),
            Policy::Every | Policy::EachGood => Ok(checked.into_iter().fold(Authenticated::new(User), named)),
            Policy::First => match checked.first() {
                Some((_, Some(set))) => Ok(Authenticated::new(User).permissions(*set)),
                _ => Err(refused()),
            },
        }
    }
}

fn carries(credential: &Credential) -> Option<PermissionSet<Permission>> {
    let text = match credential {
        Credential::Certificate(certificate) => std::str::from_utf8(certificate.chain.first()?).ok()?,
        other => other.secret()?.expose(),
    };
    let bits: usize = text.strip_prefix("right-")?.parse().ok()?;
    let names = ["p", "q", "r"].into_iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
    PermissionSet::from_names(names.map(|(_, name)| name)).ok()
}

/// The router behind a layer that plays the terminator of TLS, and counts who reads the body.
pub(super) fn served(service: Service, checker: Checker) -> Router {
    let polled = service.polled();
    server::router(service, checker).layer(from_fn(move |mut request: Request, next: Next| {
        let polled = Arc::clone(&polled);
        if let Some(text) = request.headers_mut().remove("x-test-certificate") {
            let chain = vec![Bytes::copy_from_slice(text.as_bytes())];
            request.extensions_mut().insert(ClientCertificate { chain });
        }
        next.run(request.map(|inner| Body::new(Counted { inner, polled })))
    }))
}

struct Counted {
    inner: Body,
    polled: Arc<AtomicUsize>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        self.polled.fetch_add(1, Ordering::SeqCst);
        Pin::new(&mut self.inner).poll_frame(context)
    }
}
