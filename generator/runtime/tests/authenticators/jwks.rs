//! Keys that an issuer publishes: when they are fetched, and what an outage does.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gatewright::access::AuthenticationError;
use gatewright::authenticators::jwt::jwks::{Jwks, JwksBuilder};
use gatewright::authenticators::jwt::{Jwt, Refused};
use gatewright::authenticators::{FetchError, RawClaims, SetupError};
use http::StatusCode;
use serde_json::{Value, json};

use crate::api::{AUDIENCE, Permission, ask, bearer, set};
use crate::issuer::{ISSUER, Signer, claims, claims_but};
use crate::served::serve;

/// An issuer that answers each path as it is told, and counts.
#[derive(Clone, Default)]
struct Issuer {
    answers: Arc<Mutex<Vec<(String, Answer)>>>,
    asked: Arc<AtomicUsize>,
}

#[derive(Clone)]
enum Answer {
    Body(String),
    Status(u16),
    Never,
}

impl Issuer {
    async fn start(&self) -> String {
        let issuer = self.clone();
        let address = serve(move |asked| {
            let issuer = issuer.clone();
            async move {
                issuer.asked.fetch_add(1, Ordering::SeqCst);
                let answers = issuer.answers.lock().unwrap().clone();
                match answers.into_iter().rev().find(|(path, _)| *path == asked.path) {
                    Some((_, Answer::Body(body))) => (StatusCode::OK, body),
                    Some((_, Answer::Status(status))) => (StatusCode::from_u16(status).unwrap(), "{}".to_owned()),
                    Some((_, Answer::Never)) => std::future::pending().await,
                    None => (StatusCode::NOT_FOUND, String::new()),
                }
            }
        });
        format!("http://{}", address.await)
    }

    fn answer(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().push((path.to_owned(), answer));
    }

    fn publish(&self, keys: &[Value]) {
        self.answer("/jwks", Answer::Body(json!({ "keys": keys }).to_string()));
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn jwt(keys: JwksBuilder) -> Jwt<Permission, RawClaims> {
    Jwt::builder(["token"]).issuer(ISSUER).audience(AUDIENCE).keys(keys.build().unwrap()).build().unwrap()
}

fn short(keys: JwksBuilder) -> JwksBuilder {
    keys.max_age(Duration::from_millis(60)).pause(Duration::from_millis(10))
}

async fn wait(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

#[tokio::test]
async fn many_first_requests_fetch_once_and_the_next_ones_not_at_all() {
    let (issuer, signer) = (Issuer::default(), Signer::rsa(0));
    issuer.publish(&[signer.jwk("k1")]);
    let jwt = jwt(Jwks::at(format!("{}/jwks", issuer.start().await)));
    let token = signer.token("RS256", "k1");
    let requests: Vec<_> = (0..50)
        .map(|_| {
            let (jwt, token) = (jwt.clone(), token.clone());
            tokio::spawn(async move { ask(&jwt, &[("token", bearer(&token))]).await.unwrap().carried("token") })
        })
        .collect();
    for request in requests {
        assert_eq!(request.await.unwrap(), Some(set(&["view"])));
    }
    jwt.verify(&token).await.unwrap();
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test]
async fn a_request_that_is_given_up_takes_no_other_along() {
    let (issuer, signer) = (Issuer::default(), Signer::ed25519());
    issuer.publish(&[signer.jwk("k1")]);
    let jwt = jwt(Jwks::at(format!("{}/jwks", issuer.start().await)));
    let token = signer.token("EdDSA", "k1");
    let given_up = tokio::time::timeout(Duration::ZERO, jwt.verify(&token)).await;
    assert!(given_up.is_err());
    jwt.verify(&token).await.unwrap();
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test]
async fn a_token_that_is_refused_all_the_same_fetches_nothing() {
    let (issuer, signer) = (Issuer::default(), Signer::ed25519());
    issuer.publish(&[signer.jwk("k1")]);
    let jwt = jwt(Jwks::at(format!("{}/jwks", issuer.start().await)).pause(Duration::ZERO));
    jwt.verify(&signer.token("EdDSA", "k1")).await.unwrap();
    // Those of a known key, forged; and those whose time is over with their key.
    let forged = Signer::ed25519().token("EdDSA", "k1");
    assert_eq!(jwt.verify(&forged).await.unwrap_err(), Refused::Signature);
    let old = signer.signed(&json!({"alg": "EdDSA", "kid": "k0"}), &claims_but("exp", json!(1000)));
    assert_eq!(jwt.verify(&old).await.unwrap_err(), Refused::UnknownKey);
    assert_eq!(issuer.asked(), 1);
    let unknown = signer.token("EdDSA", "k2");
    assert_eq!(jwt.verify(&unknown).await.unwrap_err(), Refused::UnknownKey);
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test]
async fn keys_without_ids_rotate_too() {
    let (issuer, old, new) = (Issuer::default(), Signer::p256(), Signer::p256());
    let bare = |signer: &Signer| {
        let mut jwk = signer.jwk("");
        jwk.as_object_mut().unwrap().remove("kid");
        jwk
    };
    issuer.publish(&[bare(&old)]);
    let jwt = jwt(Jwks::at(format!("{}/jwks", issuer.start().await)).pause(Duration::ZERO));
    let token = |signer: &Signer| signer.signed(&json!({"alg": "ES256"}), &claims());
    jwt.verify(&token(&old)).await.unwrap();
    issuer.publish(&[bare(&new)]);
    jwt.verify(&token(&new)).await.unwrap();
    assert_eq!(jwt.verify(&token(&old)).await.unwrap_err(), Refused::Signature);
}

#[tokio::test]
async fn known_keys_go_on_in_an_outage_for_a_while_and_then_nobody_knows() {
    let (issuer, signer) = (Issuer::default(), Signer::ed25519());
    issuer.publish(&[signer.jwk("k1")]);
    let url = format!("{}/jwks", issuer.start().await);
    let heard: Arc<Mutex<Vec<FetchError>>> = Arc::default();
    let log = Arc::clone(&heard);
    let keys = short(Jwks::at(&url)).keep(Duration::from_millis(1500));
    let jwt = jwt(keys.on_failure(move |error| log.lock().unwrap().push(error.clone())));
    let token = signer.token("EdDSA", "k1");
    jwt.verify(&token).await.unwrap();
    let began = Instant::now();

    issuer.answer("/jwks", Answer::Status(503));
    while began.elapsed() < Duration::from_millis(600) {
        jwt.verify(&token).await.unwrap();
        wait(20).await;
    }
    assert_eq!(jwt.verify(&signer.token("EdDSA", "k2")).await.unwrap_err(), Refused::Unavailable);
    wait(1500).await;
    assert_eq!(jwt.verify(&token).await.unwrap_err(), Refused::Unavailable);
    let answered = ask(&jwt, &[("token", bearer(&token))]).await.unwrap_err();
    assert_eq!(answered, AuthenticationError::Unavailable);
    assert!(heard.lock().unwrap().contains(&FetchError::Status { url, status: StatusCode::SERVICE_UNAVAILABLE }));

    issuer.publish(&[signer.jwk("k1")]);
    wait(50).await;
    jwt.verify(&token).await.unwrap();
}

#[tokio::test]
async fn an_issuer_that_hangs_holds_up_one_round_of_requests_and_no_more() {
    let (issuer, signer) = (Issuer::default(), Signer::ed25519());
    issuer.publish(&[signer.jwk("k1")]);
    let keys = short(Jwks::at(format!("{}/jwks", issuer.start().await))).timeout(Duration::from_millis(1500));
    let jwt = jwt(keys);
    let token = signer.token("EdDSA", "k1");
    jwt.verify(&token).await.unwrap();
    issuer.answer("/jwks", Answer::Never);
    wait(100).await;
    jwt.verify(&token).await.unwrap();
    let began = Instant::now();
    for _ in 0..10 {
        jwt.verify(&token).await.unwrap();
        wait(20).await;
    }
    assert!(began.elapsed() < Duration::from_millis(1400), "{:?}", began.elapsed());
}

#[tokio::test]
async fn what_is_no_key_set_changes_nothing() {
    let (issuer, signer) = (Issuer::default(), Signer::ed25519());
    let keys = short(Jwks::at(format!("{}/jwks", issuer.start().await))).build().unwrap();
    for body in
        ["", "{}", "[]", r#"{"keys": []}"#, r#"{"keys": [{"kty": "oct", "k": "AAAA"}]}"#, &"x".repeat(2_000_000)]
    {
        issuer.answer("/jwks", Answer::Body(body.to_owned()));
        let failed = keys.load().await.unwrap_err();
        assert!(matches!(failed, FetchError::Content { .. }), "{failed}");
        wait(15).await;
    }
    issuer.publish(&[json!({"kty": "new kind"}), json!(7), signer.jwk("k1")]);
    keys.load().await.unwrap();
}

#[tokio::test]
async fn an_issuer_is_discovered_by_its_name_and_no_other() {
    let (issuer, signer) = (Issuer::default(), Signer::p384());
    let url = issuer.start().await;
    issuer.publish(&[signer.jwk("k1")]);
    let path = "/.well-known/openid-configuration";
    let configuration = |name: &str, keys: &str| Answer::Body(json!({"issuer": name, "jwks_uri": keys}).to_string());
    let keys = short(Jwks::discover(&url)).build().unwrap();
    for (name, at) in [
        ("https://evil.example", format!("{url}/jwks")),
        (&format!("{url}/"), format!("{url}/jwks")),
        (&url, "http://keys.example/jwks".to_owned()),
        (&url, "file:///etc/passwd".to_owned()),
        (&url, String::new()),
    ] {
        issuer.answer(path, configuration(name, &at));
        let failed = keys.load().await.unwrap_err();
        assert!(matches!(failed, FetchError::Content { .. }), "{failed}");
        wait(15).await;
    }
    issuer.answer(path, configuration(&url, &format!("{url}/jwks")));
    let jwt: Jwt<Permission> = Jwt::builder(["token"]).issuer(&url).audience(AUDIENCE).keys(keys).build().unwrap();
    let token = signer.signed(&json!({"alg": "ES384", "kid": "k1"}), &claims_but("iss", json!(url)));
    jwt.verify(&token).await.unwrap();
    let other = signer.token("ES384", "k1");
    assert_eq!(jwt.verify(&other).await.unwrap_err(), Refused::Issuer);
}

#[tokio::test]
async fn an_openid_scheme_says_all_but_the_audience() {
    let known = Jwt::<Permission>::openid("oidc").unwrap().audience(AUDIENCE).build().unwrap();
    let shown = format!("{known:?}");
    assert!(shown.contains("\"https://login.example\"") && shown.contains("\"https://login.example/\""), "{shown}");
    assert!(matches!(Jwt::<Permission>::openid("token").unwrap_err(), SetupError::Missing(_)));
    assert!(matches!(Jwt::<Permission>::openid("x").unwrap_err(), SetupError::UnknownScheme { .. }));
    assert!(Jwt::<Permission>::openid("oidc").unwrap().build().is_err());
}

#[test]
fn keys_come_over_https() {
    assert!(matches!(Jwks::at("http://login.example/jwks").build(), Err(SetupError::Address { .. })));
    assert!(Jwks::at("http://login.example/jwks").allow_http().build().is_ok());
    assert!(Jwks::at("login.example").allow_http().build().is_err());
}
