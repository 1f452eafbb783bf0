//! Tokens of an authorization server on loopback.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail this way")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;

use super::*;

/// What is answered, one after the other, and what was asked.
struct Authority {
    answers: Vec<(u16, &'static str)>,
    asked: AtomicUsize,
    heard: Mutex<Vec<String>>,
}

async fn token(
    Shared(authority): Shared<&'static Authority>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, &'static str) {
    let header = headers.get("authorization").map_or("-", |value| value.to_str().unwrap());
    authority.heard.lock().unwrap().push(format!("{header} {body}"));
    let (status, answer) = authority.answers[authority.asked.fetch_add(1, Ordering::SeqCst)];
    (StatusCode::from_u16(status).unwrap(), answer)
}

async fn serve(answers: &[(u16, &'static str)]) -> (String, &'static Authority) {
    let authority = Authority { answers: answers.to_vec(), asked: AtomicUsize::new(0), heard: Mutex::default() };
    let authority: &'static Authority = Box::leak(Box::new(authority));
    let router = Router::new().route("/token", post(token)).with_state(authority);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/token", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, authority)
}

#[tokio::test]
async fn a_token_is_fetched_once_and_anew_when_it_expires() {
    let (url, authority) = serve(&[
        (200, r#"{"access_token": "first", "token_type": "Bearer", "expires_in": 3600}"#),
        (200, r#"{"access_token": "second", "token_type": "bearer", "expires_in": "29"}"#),
        (200, r#"{"access_token": "third", "token_type": "bearer"}"#),
    ])
    .await;
    let tokens = OAuthTokens::client_credentials(url, "a b", "s:t").unwrap().scope("pets:read pets:write");
    let (one, other) = tokio::join!(tokens.token(), tokens.token());
    assert!(one.unwrap().matches("first") && other.unwrap().matches("first"));
    tokens.forget().await;
    // It is as good as expired before a call could get there, so it is used once.
    for expected in ["second", "third", "third"] {
        assert!(tokens.token().await.unwrap().matches(expected), "{expected}");
    }
    let asked = "Basic YStiOnMlM0F0 grant_type=client_credentials&scope=pets%3Aread+pets%3Awrite";
    assert_eq!(*authority.heard.lock().unwrap(), [asked; 3]);
}

#[tokio::test]
async fn a_refresh_token_is_replaced_when_there_is_a_new_one() {
    let (url, authority) = serve(&[
        (200, r#"{"access_token": "a", "token_type": "bearer", "expires_in": 1, "refresh_token": "next"}"#),
        (200, r#"{"access_token": "b", "token_type": "bearer", "expires_in": 1}"#),
        (200, r#"{"access_token": "c", "token_type": "bearer", "expires_in": 1}"#),
    ])
    .await;
    let tokens = OAuthTokens::refresh_token(url, "old").unwrap();
    for expected in ["a", "b", "c"] {
        assert!(tokens.token().await.unwrap().matches(expected));
    }
    let asked = |token: &str| format!("- grant_type=refresh_token&refresh_token={token}");
    assert_eq!(*authority.heard.lock().unwrap(), [asked("old"), asked("next"), asked("next")]);
}

#[tokio::test]
async fn what_is_no_token_is_said_without_a_secret() {
    let (url, _) = serve(&[
        (401, r#"{"error": "invalid_client", "error_description": "hunter2"}"#),
        (500, "hunter2"),
        (200, r#"{"access_token": "hunter2", "token_type": "mac"}"#),
        (200, r#"{"access_token": "", "token_type": "bearer"}"#),
        (200, "hunter2"),
    ])
    .await;
    let tokens = OAuthTokens::client_credentials(url, "id", "hunter2").unwrap();
    for expected in [
        "the authorization server refuses: invalid_client",
        "the authorization server refuses: 500 Internal Server Error",
        "the answer of the authorization server can't be used: the token is no bearer token",
        "the answer of the authorization server can't be used: it isn't as RFC 6749, section 5.1, says",
        "the answer of the authorization server can't be used: it isn't as RFC 6749, section 5.1, says",
    ] {
        let error = tokens.token().await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?} {tokens:?}").contains("hunter2"));
    }
    let nobody = OAuthTokens::refresh_token("http://127.0.0.1:1/token?secret=hunter2", "hunter2");
    assert!(nobody.is_err(), "a URL with a query is refused");
    let nobody = OAuthTokens::refresh_token("http://127.0.0.1:1/token", "hunter2").unwrap();
    let error = nobody.token().await.unwrap_err();
    assert!(matches!(error, TokenError::Http(_)) && !format!("{error:?}").contains("hunter2"), "{error:?}");
}
