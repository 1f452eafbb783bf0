//! The client against a server that isn't ours, so that it meets what ours would never send.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Redirect;
use axum::routing::get;
use http::{HeaderMap, Method, StatusCode};

use super::{BuildError, Client, Error, TransportError};
use crate::access::samples::Few;
use crate::access::{AccessRule, Alternative, PermissionSet, Requirement};
use crate::answer::{Answer, NoFailure, Rejection};
use crate::operation::Operation;
use crate::parameter::{RequestReader, RequestWriter};
use crate::payload::{Accept, DecodeError, EncodeError};

const fn requirement(scheme: &str) -> Requirement<Few> {
    Requirement::new(Few::scheme(scheme), PermissionSet::EMPTY)
}

const KEY: AccessRule<Few> = AccessRule::new(&[Alternative::new(&[requirement("key")])]);
const QUERY: AccessRule<Few> = AccessRule::new(&[Alternative::new(&[requirement("query_key")])]);

macro_rules! operation {
    ($name:ident, $path:literal, $access:expr) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Permission = Few;
            type Success = String;
            type Failure = NoFailure;
            const ID: &'static str = stringify!($name);
            const PATH: &'static str = $path;
            const ACCESS: AccessRule<Few> = $access;
            const PRODUCES: &'static [&'static str] = &["text/plain"];
            const CONSUMES: &'static [&'static str] = &[];

            fn method() -> Method {
                Method::GET
            }

            fn encode(&self, _: &mut RequestWriter) -> Result<(), EncodeError> {
                Ok(())
            }

            fn decode_success(answer: &Answer) -> Result<Option<String>, DecodeError> {
                if answer.status != StatusCode::OK {
                    return Ok(None);
                }
                let text = String::from_utf8(answer.body.to_vec());
                text.map(Some).map_err(|_| DecodeError { at: "/body".to_owned(), problem: "isn't UTF-8".to_owned() })
            }

            fn decode(_: &RequestReader) -> Result<Self, Rejection> {
                Ok(Self)
            }

            fn encode_success(_: &String, _: &Accept) -> Result<Answer, EncodeError> {
                Ok(Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: bytes::Bytes::new() })
            }
        }
    };
}

operation!(Echo, "/echo", KEY);
operation!(EchoQuery, "/echo", QUERY);
operation!(EchoPublic, "/echo", AccessRule::PUBLIC);
operation!(Moved, "/moved", KEY);
operation!(Long, "/long", AccessRule::PUBLIC);
operation!(Slow, "/slow", QUERY);
operation!(Binary, "/binary", AccessRule::PUBLIC);

/// What arrived, in words.
async fn echo(request: Request) -> String {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
    format!("{} key={} accept={}", request.uri(), header("x-api-key"), header("accept"))
}

async fn server() -> String {
    let router = Router::new()
        .route("/v1/echo", get(echo))
        .route("/v1/moved", get(|| async { Redirect::temporary("/v1/echo") }))
        .route("/v1/long", get(|| async { Body::from(vec![b'x'; 100]) }))
        .route("/v1/slow", get(|| tokio::time::sleep(Duration::from_secs(60))))
        .route("/v1/binary", get(|| async { Body::from(vec![0xFF]) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/v1/")
}

async fn client() -> Client<Few> {
    let builder = Client::builder(server().await).credential("key", "hunter2").credential("query_key", "hunter3");
    builder.timeout(Duration::from_millis(500)).body_limit(99).build().unwrap()
}

#[tokio::test]
async fn a_credential_goes_only_where_the_rule_asks_for_it() {
    let client = client().await;
    assert_eq!(client.call(Echo).await.unwrap(), "/v1/echo key=hunter2 accept=text/plain, */*;q=0.1");
    assert_eq!(client.call(EchoQuery).await.unwrap(), "/v1/echo?api%20key=hunter3 key=- accept=text/plain, */*;q=0.1");
    assert_eq!(client.call(EchoPublic).await.unwrap(), "/v1/echo key=- accept=text/plain, */*;q=0.1");
    let other = client.with_credential("key", "other").unwrap();
    assert!(other.call(Echo).await.unwrap().contains("key=other"));
    assert!(client.call(Echo).await.unwrap().contains("key=hunter2"));
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let client: Client<Few> = Client::builder("http://127.0.0.1:1").build().unwrap();
    assert!(matches!(client.call(Echo).await, Err(Error::Credential(missing)) if missing.operation == "Echo"));
    assert!(matches!(client.call(EchoPublic).await, Err(Error::Transport(error)) if error.is_connect()));
}

#[tokio::test]
async fn a_source_is_asked_before_each_call_that_needs_it() {
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&asked);
    let source = move || {
        let nth = counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        async move { if nth < 2 { Ok(crate::Secret::from(format!("key-{nth}"))) } else { Err("the vault is shut") } }
    };
    let client: Client<Few> = Client::builder(server().await).credential_from("key", source).build().unwrap();
    assert!(client.check::<Echo>().is_ok() && client.check::<EchoQuery>().is_err());
    assert!(client.call(Echo).await.unwrap().contains("key=key-0"));
    assert!(client.call(EchoPublic).await.unwrap().contains("key=-"));
    assert!(client.call(Echo).await.unwrap().contains("key=key-1"));
    match client.call(Echo).await {
        Err(error @ Error::CredentialSource(_)) => {
            assert_eq!(error.to_string(), "there is no credential for `key`");
            assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the vault is shut");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 3);
}

/// Nothing listens there: whatever is sent is a transport error.
#[tokio::test]
async fn what_is_known_not_to_be_permitted_is_not_sent() {
    const EDIT: AccessRule<Few> = AccessRule::new(&[Alternative::new(&[Requirement::new(
        Few::scheme("key"),
        PermissionSet::from_words([0b010]),
    )])]);
    operation!(Edit, "/echo", EDIT);
    let client: Client<Few> = Client::builder("http://127.0.0.1:1").credential("key", "hunter2").build().unwrap();
    assert!(matches!(client.call(Edit).await, Err(Error::Transport(_))), "nothing is known of the key");
    let client = client.with_permitted("key", &[Few::View].into_iter().collect()).unwrap();
    match (client.check::<Edit>(), client.call(Edit).await) {
        (Err(Error::Permission(checked)), Err(error @ Error::Permission(_))) => {
            assert_eq!(checked.alternatives, [vec![("key", vec!["edit"])]]);
            assert_eq!(error.to_string(), "`Edit` needs permissions that the client lacks: edit of key");
        }
        other => panic!("{other:?}"),
    }
    let client = client.with_permitted("key", &PermissionSet::all()).unwrap();
    assert!(client.check::<Edit>().is_ok());
    assert!(matches!(client.call(Edit).await, Err(Error::Transport(_))));
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    match client().await.call(Moved).await {
        Err(Error::Unexpected(answer)) => {
            assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
            assert_eq!(answer.headers["location"], "/v1/echo");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn answers_are_bounded_in_size_and_time() {
    let client = client().await;
    let long = client.call(Long).await;
    assert!(matches!(long, Err(Error::Transport(TransportError::TooLarge { limit: 99, .. }))), "{long:?}");
    match client.call(Slow).await {
        Err(Error::Transport(error)) => {
            assert!(error.is_timeout());
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hunter3") && !shown.contains("api%20key"), "{shown}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_that_is_not_as_documented_is_kept() {
    match client().await.call(Binary).await {
        Err(error @ Error::Decode { .. }) => {
            assert_eq!(error.to_string(), "the answer with status 200 OK can't be read: /body: isn't UTF-8");
            assert_eq!(error.status(), Some(StatusCode::OK));
        }
        other => panic!("{other:?}"),
    }
}

/// Another crate of the process may have chosen another provider, or none.
#[tokio::test]
async fn tls_needs_no_provider_of_the_process() {
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    // A machine without certificates has a client that can't be built, and that says so.
    match Client::<Few>::builder("https://127.0.0.1:1").build() {
        Ok(client) => assert!(matches!(client.call(EchoPublic).await, Err(Error::Transport(_)))),
        Err(error) => assert!(matches!(error, BuildError::Tls(_)), "{error:?}"),
    }
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[test]
fn debug_of_a_client_shows_no_credential() {
    let builder = Client::<Few>::builder("http://h").credential("key", "hunter2").credential("query_key", "hunter3");
    let shown = format!("{builder:?} {:?}", builder.clone().build());
    assert!(!shown.contains("hunter"), "{shown}");
}
