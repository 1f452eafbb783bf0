//! The way of a request, with operations written by hand: the order of the checks above all.
#![allow(clippy::unwrap_used, clippy::panic, clippy::result_large_err, reason = "a test may fail this way")]

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body::Frame;
use tower::ServiceExt;

use super::{Fault, Routes};

mod authorizers;
mod decisions;

use crate::Secret;
use crate::access::samples::Few;
use crate::access::{
    AccessRule, Alternative, Authenticated, AuthenticationError, Authenticator, Credentials, Granted, PermissionSet,
    Requirement, authenticate_fn,
};
use crate::answer::{Answer, Failure, Rejection};
use crate::operation::{Operation, Responses};
use crate::parameter::{RequestReader, RequestWriter};
use crate::payload::{Accept, DecodeError, EncodeError};

const KEY: usize = 0;
const TOKEN: usize = 1;

const EDIT: AccessRule<Few> = AccessRule::new(&[
    Alternative::new(&[Requirement::new(KEY, PermissionSet::from_words([0b010]))]),
    Alternative::new(&[Requirement::new(TOKEN, PermissionSet::from_words([0b010]))]),
]);
const OPTIONAL: AccessRule<Few> =
    AccessRule::new(&[Alternative::new(&[Requirement::new(KEY, PermissionSet::EMPTY)]), Alternative::new(&[])]);
const BOTH: AccessRule<Few> = AccessRule::new(&[Alternative::new(&[
    Requirement::new(KEY, PermissionSet::EMPTY),
    Requirement::new(TOKEN, PermissionSet::EMPTY),
])]);
const NOBODY: AccessRule<Few> = AccessRule::new(&[]);

macro_rules! operation {
    ($name:ident, $method:ident $path:literal, $access:expr, takes $consumes:expr) => {
        #[allow(dead_code, reason = "not every operation here looks at it")]
        struct $name {
            body: String,
        }

        impl Operation for $name {
            type Permission = Few;
            type Success = String;
            type Failure = Refused;
            const ID: &'static str = stringify!($name);
            const PATH: &'static str = $path;
            const ACCESS: AccessRule<Few> = $access;
            const PRODUCES: &'static [&'static str] = &["text/plain"];
            const CONSUMES: &'static [&'static str] = $consumes;

            fn method() -> Method {
                Method::$method
            }

            fn encode(&self, _: &mut RequestWriter) -> Result<(), EncodeError> {
                Ok(())
            }

            fn decode_success(_: &Answer) -> Result<Option<String>, DecodeError> {
                Ok(None)
            }

            fn decode(request: &RequestReader) -> Result<Self, Rejection> {
                match std::str::from_utf8(request.body()) {
                    Ok(body) if !body.contains("bad") => Ok(Self { body: body.to_owned() }),
                    _ => Err(Rejection::new(StatusCode::BAD_REQUEST, "a bad body")),
                }
            }

            fn encode_success(success: &String, _: &Accept) -> Result<Answer, EncodeError> {
                if success.contains("unwritable") {
                    return Err(EncodeError { at: "/body".to_owned(), problem: "unwritable".to_owned() });
                }
                let mut headers = HeaderMap::new();
                headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("text/plain"));
                Ok(Answer { status: StatusCode::OK, headers, body: Bytes::from(success.clone()) })
            }
        }
    };
}

operation!(Edit, POST "/things/{thing}", EDIT, takes &["text/plain"]);
operation!(View, GET "/things/{thing}", OPTIONAL, takes &[]);
operation!(Info, GET "/info/{part}.txt", AccessRule::PUBLIC, takes &[]);
operation!(Pair, GET "/pair", BOTH, takes &[]);
operation!(Closed, GET "/closed", NOBODY, takes &[]);

/// Documents 403 only.
struct Refused(Vec<&'static str>);

impl Responses for Refused {
    const STATUSES: &'static [u16] = &[403];
    const PRODUCES: &'static [&'static str] = &["text/plain"];

    fn decode(_: &Answer) -> Result<Option<Self>, DecodeError> {
        Ok(None)
    }

    fn encode(&self, _: &Accept) -> Result<Answer, EncodeError> {
        let body = Bytes::from(format!("refused: {}", self.0.join(" ")));
        Ok(Answer { status: StatusCode::FORBIDDEN, headers: HeaderMap::new(), body })
    }

    fn rejection(rejection: &Rejection) -> Option<Self> {
        (rejection.status == StatusCode::FORBIDDEN).then(|| Self(rejection.missing.clone()))
    }
}

/// Knows keys and tokens: `viewer`, `editor`, `broken`, `down`. It looks at one credential, unless it is `editors`.
fn authenticator() -> impl Authenticator<Few, Principal = String> {
    authenticate_fn(|credentials: Credentials| async move {
        let secret = |name| credentials.get(name).and_then(|credential| credential.secret()).map(Secret::expose);
        let name = secret("key").or(secret("token")).unwrap_or_default();
        let user = Authenticated::new(name.to_owned()).named(name);
        let all = PermissionSet::all();
        match name {
            "viewer" => Ok(user.permissions([Few::View].into_iter().collect())),
            "editor" => Ok(user.permissions(all)),
            "editors" if secret("token") == Some("editors") => Ok(user.scheme("key", all).scheme("token", all)),
            "key only" => Ok(user.scheme("key", all)),
            "broken" => panic!("the secret of {name}"),
            "down" => Err(AuthenticationError::Unavailable),
            _ => Err(AuthenticationError::invalid("nobody has that one")),
        }
    })
}

#[derive(Default)]
struct Service {
    calls: AtomicUsize,
}

impl Service {
    fn answer(&self, text: String) -> Result<String, Failure<Refused>> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        match text.as_str() {
            "panic" => panic!("the handler's secret"),
            "teapot" => Err(StatusCode::IM_A_TEAPOT.into()),
            _ => Ok(text),
        }
    }
}

async fn edit(api: Arc<Service>, call: Granted<Edit, String>) -> Result<String, Failure<Refused>> {
    let (request, principal) = call.into_parts();
    if request.body.is_empty() { api.answer(principal) } else { api.answer(request.body) }
}

fn routes() -> Routes<Service, Few, impl Authenticator<Few, Principal = String>> {
    Routes::new(Service::default(), authenticator())
        .guarded::<Edit, _, _>(edit)
        .optional::<View, _, _>(|api, call| async move { api.answer(format!("{:?}", call.principal())) })
        .public::<Info, _, _>(|api, _| async move { api.answer("info".to_owned()) })
        .guarded::<Pair, _, _>(|api, call| async move { api.answer(call.principal().clone()) })
        .guarded::<Closed, _, _>(|api, call| async move { api.answer(call.principal().clone()) })
}

struct Got {
    status: u16,
    headers: HeaderMap,
    body: String,
    fault: Option<Fault>,
}

impl Got {
    fn challenges(&self) -> Vec<&str> {
        self.headers.get_all(WWW_AUTHENTICATE).iter().map(|value| value.to_str().unwrap()).collect()
    }
}

async fn send(router: Router, request: Request<Body>) -> Got {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    let fault = parts.extensions.get::<Fault>().cloned();
    Got { status: parts.status.as_u16(), headers: parts.headers, body, fault }
}

async fn got(method: &str, uri: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Got {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(routes().into_router(), request.body(body.into()).unwrap()).await
}

/// A body without a declared length that counts how often it is asked.
struct Counting {
    asked: Arc<AtomicUsize>,
    left: usize,
}

impl http_body::Body for Counting {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"bad.")))))
    }
}

/// The status, and how often the body was asked for a piece.
async fn asked(uri: &str, headers: &[(&str, &str)], pieces: usize) -> (u16, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let body = Body::new(Counting { asked: Arc::clone(&asked), left: pieces });
    let got = got("POST", uri, headers, body).await;
    (got.status, asked.load(Ordering::SeqCst))
}

#[tokio::test]
async fn not_a_byte_of_the_body_is_read_before_the_grant() {
    for (uri, headers, status) in [
        ("/nothing", &[("x-api-key", "editor")][..], 404),
        ("/pair", &[("x-api-key", "editor")], 405),
        ("/things/1", &[], 401),
        ("/things/1", &[("x-api-key", "unknown")], 401),
        ("/things/1", &[("x-api-key", "")], 401),
        ("/things/1", &[("x-api-key", "viewer")], 403),
        ("/things/1", &[("x-api-key", "down")], 500),
        ("/things/1", &[("x-api-key", "broken")], 500),
        ("/things/1", &[("x-api-key", "editor"), ("accept", "image/png")], 406),
        ("/things/1", &[("x-api-key", "editor"), ("content-encoding", "gzip")], 415),
        ("/things/1", &[("x-api-key", "editor"), ("content-length", "2097153")], 413),
    ] {
        assert_eq!(asked(uri, headers, 3).await, (status, 0), "{uri} {headers:?}");
    }
    assert_eq!(asked("/things/1", &[("x-api-key", "editor")], 3).await, (400, 4));
}

#[tokio::test]
async fn a_body_has_no_coding() {
    let coded = async |codings: &str| {
        let headers = [("x-api-key", "editor"), ("content-encoding", codings)];
        got("POST", "/things/1", &headers, "hello").await
    };
    let gzip = coded("gzip").await;
    assert_eq!((gzip.status, &gzip.headers["accept-encoding"]), (415, &"identity".parse().unwrap()));
    assert_eq!(coded("identity, br").await.status, 415);
    assert_eq!(coded("identity").await.status, 200);
}

#[tokio::test]
async fn a_body_over_the_limit_is_given_up() {
    let (status, asked) = asked("/things/1", &[("x-api-key", "editor")], usize::MAX).await;
    assert_eq!(status, 413);
    assert!(asked <= super::DEFAULT_BODY_LIMIT / 4 + 2, "{asked}");
}

#[tokio::test]
async fn who_may_is_let_in() {
    for header in [("x-api-key", "editor"), ("authorization", "Bearer editor")] {
        let got = got("POST", "/things/1", &[header], "").await;
        assert_eq!((got.status, got.body.as_str()), (200, "editor"));
    }
    let got = got("POST", "/things/1", &[("x-api-key", "editor")], "hello").await;
    assert_eq!((got.status, got.body.as_str()), (200, "hello"));
}

#[tokio::test]
async fn who_may_not_is_told_why() {
    let absent = got("POST", "/things/1", &[], "").await;
    assert_eq!(absent.status, 401);
    let key = r#"ApiKey realm="api", in="header", name="X-Api-Key""#;
    assert_eq!(absent.challenges(), [key, r#"Bearer realm="api", scope="edit""#]);
    assert_eq!(absent.headers[CONTENT_TYPE], "application/problem+json");

    let unknown = got("POST", "/things/1", &[("authorization", "Bearer hunter2")], "").await;
    assert_eq!(unknown.status, 401);
    assert_eq!(unknown.challenges(), [key, r#"Bearer realm="api", error="invalid_token", scope="edit""#]);
    assert!(unknown.body.contains("the credential is not valid"));
    assert!(!unknown.body.contains("nobody has") && !unknown.body.contains("hunter2"));
    let malformed = got("POST", "/things/1", &[("authorization", "Bearer hunter 2")], "").await;
    assert_eq!((malformed.status, &malformed.body), (401, &unknown.body));
    assert_eq!(malformed.challenges(), unknown.challenges());

    let lacking = got("POST", "/things/1", &[("authorization", "Bearer viewer")], "").await;
    assert_eq!((lacking.status, lacking.body.as_str()), (403, "refused: edit"));
    assert_eq!(lacking.challenges(), [r#"Bearer realm="api", error="insufficient_scope", scope="edit""#]);
}

#[tokio::test]
async fn an_alternative_needs_all_of_its_schemes() {
    let key = ("x-api-key", "editor");
    let token = ("authorization", "Bearer editor");
    assert_eq!(got("GET", "/pair", &[key], "").await.status, 401);
    assert_eq!(got("GET", "/pair", &[token], "").await.status, 401);
    assert_eq!(
        got("GET", "/pair", &[("x-api-key", "editors"), ("authorization", "Bearer editors")], "").await.status,
        200
    );
    // The authenticator says nothing of the second, or vouches for one of the two only.
    assert_eq!(got("GET", "/pair", &[key, token], "").await.status, 401);
    assert_eq!(got("GET", "/pair", &[key, ("authorization", "Bearer unknown")], "").await.status, 401);
    assert_eq!(got("GET", "/pair", &[("x-api-key", "key only"), token], "").await.status, 401);
    assert_eq!(got("GET", "/closed", &[key], "").await.status, 403);
}

#[tokio::test]
async fn optional_security_looks_at_what_is_there() {
    assert_eq!(got("GET", "/things/1", &[], "").await.body, "None");
    assert_eq!(got("GET", "/things/1", &[("x-api-key", "viewer")], "").await.body, r#"Some("viewer")"#);
    assert_eq!(got("GET", "/things/1", &[("x-api-key", "unknown")], "").await.status, 401);
    assert_eq!(got("GET", "/info/a.txt", &[("x-api-key", "broken")], "").await.body, "info");
}

#[tokio::test]
async fn faults_answer_500_and_say_nothing() {
    for (key, body) in [("broken", ""), ("down", ""), ("editor", "panic"), ("editor", "unwritable")] {
        let got = got("POST", "/things/1", &[("x-api-key", key)], body).await;
        assert_eq!(got.status, 500);
        assert!(!got.body.contains("secret") && !got.body.contains("unwritable"), "{}", got.body);
        assert!(got.fault.is_some());
    }
    let teapot = got("POST", "/things/1", &[("x-api-key", "editor")], "teapot").await;
    assert_eq!((teapot.status, teapot.fault.is_some()), (418, false));
}

#[tokio::test]
async fn paths_and_methods_that_are_not_there() {
    let nothing = got("GET", "/info/a.json", &[], "").await;
    assert_eq!((nothing.status, &nothing.headers[CONTENT_TYPE]), (404, &"application/problem+json".parse().unwrap()));
    let other = got("DELETE", "/things/1", &[], "").await;
    assert_eq!((other.status, &other.headers[ALLOW]), (405, &"POST, GET, HEAD".parse().unwrap()));
    let head = got("HEAD", "/info/a.txt", &[], "").await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.headers["content-length"], "4");
    assert_eq!(got("GET", "/%69nfo/a%2Etxt", &[], "").await.body, "info");
}

#[tokio::test]
async fn the_router_is_an_ordinary_one() {
    let get = |uri: &str| Request::builder().uri(uri).body(Body::empty()).unwrap();
    let based = routes().base_path("/v1/").into_router();
    assert_eq!(send(based.clone(), get("/v1/info/a.txt")).await.body, "info");
    assert_eq!(send(based, get("/info/a.txt")).await.status, 404);

    let nested = Router::new().nest("/api", routes().into_router());
    assert_eq!(send(nested.clone(), get("/api/info/a.txt")).await.body, "info");
    assert_eq!(send(nested, get("/api/x")).await.headers[CONTENT_TYPE], "application/problem+json");

    let health = Router::new().route("/health", axum::routing::get(|| async { "well" }));
    let merged = routes().into_router().merge(health);
    assert_eq!(send(merged.clone(), get("/health")).await.body, "well");
    assert_eq!(send(merged, get("/info/a.txt")).await.body, "info");

    let first = routes().base_path("/first").into_router();
    let second = routes().base_path("/second").into_router().reset_fallback();
    let both = first.merge(second);
    assert_eq!(send(both.clone(), get("/first/info/a.txt")).await.body, "info");
    assert_eq!(send(both, get("/second/info/a.txt")).await.body, "info");
}

#[tokio::test]
async fn an_open_api_needs_no_authenticator() {
    let router = Routes::open(Service::default())
        .public::<Info, _, _>(|api, _| async move { api.answer("open".to_owned()) })
        .into_router();
    let got = send(router, Request::builder().uri("/info/a.txt").body(Body::empty()).unwrap()).await;
    assert_eq!(got.body, "open");
}
