//! Tokens that their issuer is asked about.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gatewright::access::AuthenticationError;
use gatewright::authenticators::introspection::{Introspection, IntrospectionBuilder};
use gatewright::authenticators::{FetchError, RawClaims, SetupError};
use http::StatusCode;
use serde_json::{Value, json};

use crate::api::{AUDIENCE, Permission, ask, bearer, now, set};
use crate::served::serve;

/// An issuer that says of each token what it is told, and counts how often it is asked about it.
#[derive(Clone, Default)]
struct Issuer {
    says: Arc<Mutex<BTreeMap<&'static str, (u16, String)>>>,
    asked: Arc<Mutex<Vec<(String, String)>>>,
    delay: Arc<Mutex<Duration>>,
}

impl Issuer {
    fn say(&self, token: &'static str, answer: &Value) {
        self.says.lock().unwrap().insert(token, (200, answer.to_string()));
    }

    fn fail(&self, token: &'static str, status: u16, body: &str) {
        self.says.lock().unwrap().insert(token, (status, body.to_owned()));
    }

    fn asked(&self, token: &str) -> usize {
        let form = format!("token={token}&");
        self.asked.lock().unwrap().iter().filter(|(_, body)| body.starts_with(&form)).count()
    }

    async fn start(&self) -> IntrospectionBuilder<Permission, RawClaims> {
        let issuer = self.clone();
        let address = serve(move |asked| {
            let issuer = issuer.clone();
            async move {
                issuer.asked.lock().unwrap().push((asked.authorization, asked.body.clone()));
                let delay = *issuer.delay.lock().unwrap();
                tokio::time::sleep(delay).await;
                let token = asked.body.strip_prefix("token=").and_then(|rest| rest.split('&').next()).unwrap();
                let says = issuer.says.lock().unwrap();
                let unknown = (200, json!({"active": false}).to_string());
                let (status, body) = says.get(token).cloned().unwrap_or(unknown);
                (StatusCode::from_u16(status).unwrap(), body)
            }
        });
        Introspection::builder(["oauth"], format!("http://{}/introspect", address.await))
            .client("the service", "s:ecret")
            .audience(AUDIENCE)
    }
}

fn active() -> Value {
    json!({"active": true, "sub": "ann", "aud": [AUDIENCE], "scope": "view other", "exp": now() + 60})
}

fn active_but(name: &str, value: Value) -> Value {
    let mut answer = active();
    answer[name] = value;
    answer
}

fn invalid() -> AuthenticationError {
    AuthenticationError::invalid("the token isn't valid")
}

#[tokio::test]
async fn an_active_token_is_asked_about_once() {
    let issuer = Issuer::default();
    issuer.say("good", &active());
    let tokens = issuer.start().await.build().unwrap();
    for _ in 0..5 {
        let known = ask(&tokens, &[("oauth", bearer("good"))]).await.unwrap();
        assert_eq!((&known.user()["sub"], known.carried("oauth")), (&json!("ann"), Some(set(&["view"]))));
        assert_eq!(known.carried("token"), None);
    }
    let asked = issuer.asked.lock().unwrap().clone();
    // `the+service:s%3Aecret`: RFC 6749, section 2.3.1, and appendix B.
    let basic = "Basic dGhlK3NlcnZpY2U6cyUzQWVjcmV0".to_owned();
    assert_eq!(asked, [(basic, "token=good&token_type_hint=access_token".to_owned())]);
}

#[tokio::test]
async fn requests_with_one_token_ask_together() {
    let issuer = Issuer::default();
    issuer.say("good", &active());
    *issuer.delay.lock().unwrap() = Duration::from_millis(100);
    let tokens = issuer.start().await.build().unwrap();
    let requests: Vec<_> = ["good", "bad"]
        .into_iter()
        .cycle()
        .take(100)
        .map(|token| {
            let tokens = tokens.clone();
            tokio::spawn(async move { (token, ask(&tokens, &[("oauth", bearer(token))]).await.is_ok()) })
        })
        .collect();
    // One that is given up takes no other along.
    assert!(tokio::time::timeout(Duration::from_millis(1), tokens.verify("third")).await.is_err());
    assert_eq!(tokens.verify("third").await.unwrap_err(), invalid());
    for request in requests {
        let (token, is_known) = request.await.unwrap();
        assert_eq!(is_known, token == "good");
    }
    assert_eq!([issuer.asked("good"), issuer.asked("bad"), issuer.asked("third")], [1; 3]);
}

#[tokio::test]
async fn what_is_not_active_is_remembered_apart_and_for_less_long() {
    let issuer = Issuer::default();
    issuer.say("good", &active());
    let tokens = issuer.start().await.inactive_age(Duration::from_millis(300)).capacity(4).build().unwrap();
    tokens.verify("good").await.unwrap();
    for _ in 0..3 {
        assert_eq!(tokens.verify("bad").await.unwrap_err(), invalid());
    }
    assert_eq!(issuer.asked("bad"), 1);
    // A flood of made-up tokens drives no real one out.
    for number in 0..50 {
        tokens.verify(&format!("made-up-{number}")).await.unwrap_err();
    }
    tokens.verify("good").await.unwrap();
    assert_eq!(issuer.asked("good"), 1);
    tokio::time::sleep(Duration::from_millis(310)).await;
    issuer.say("bad", &active());
    tokens.verify("bad").await.unwrap();
}

#[tokio::test]
async fn an_answer_is_used_no_longer_than_it_may_be() {
    let issuer = Issuer::default();
    issuer.say("revoked", &active());
    issuer.say("short", &active_but("exp", json!(now() + 2)));
    let tokens = issuer.start().await.max_age(Duration::from_millis(500)).build().unwrap();
    tokens.verify("revoked").await.unwrap();
    issuer.say("revoked", &json!({"active": false}));
    tokio::time::sleep(Duration::from_millis(510)).await;
    assert_eq!(tokens.verify("revoked").await.unwrap_err(), invalid());

    // The issuer still calls it active, and its own expiry says otherwise.
    let tokens = issuer.start().await.build().unwrap();
    tokens.verify("short").await.unwrap();
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(tokens.verify("short").await.unwrap_err(), invalid());

    let tokens = issuer.start().await.max_age(Duration::ZERO).build().unwrap();
    issuer.say("each", &active());
    for _ in 0..3 {
        tokens.verify("each").await.unwrap();
    }
    assert_eq!(issuer.asked("each"), 3);
}

#[tokio::test]
async fn a_token_for_another_is_refused() {
    let issuer = Issuer::default();
    for (token, answer) in [
        ("aud", active_but("aud", json!("https://other.example"))),
        ("no-aud", active_but("aud", json!(null))),
        ("iss", active_but("iss", json!("https://other.example"))),
        ("no-iss", active()),
        ("early", active_but("nbf", json!(now() + 60))),
        ("late", active_but("exp", json!(now() - 1))),
        ("odd-exp", active_but("exp", json!("tomorrow"))),
    ] {
        issuer.say(token, &answer);
    }
    issuer.say("good", &active_but("iss", json!("https://login.example")));
    let tokens = issuer.start().await.issuer("https://login.example").build().unwrap();
    tokens.verify("good").await.unwrap();
    for token in ["aud", "no-aud", "iss", "no-iss", "early", "late", "odd-exp"] {
        assert_eq!(tokens.verify(token).await.unwrap_err(), invalid(), "{token}");
    }
    let tokens = issuer.start().await.any_audience().build().unwrap();
    for token in ["aud", "no-aud", "iss", "no-iss"] {
        tokens.verify(token).await.unwrap();
    }
}

#[tokio::test]
async fn where_the_issuer_gives_no_answer_nobody_knows() {
    let issuer = Issuer::default();
    let odd = [
        ("error", 500, "{}"),
        ("our-secret", 401, r#"{"error": "invalid_client"}"#),
        ("redirect", 302, ""),
        ("html", 200, "<html>"),
        ("list", 200, r#"[{"active": true}]"#),
        ("silent", 200, r#"{"sub": "ann"}"#),
        ("text", 200, r#"{"active": "true"}"#),
        ("one", 200, r#"{"active": 1}"#),
    ];
    let heard: Arc<Mutex<Vec<FetchError>>> = Arc::default();
    let log = Arc::clone(&heard);
    let builder = issuer.start().await.on_failure(move |error| log.lock().unwrap().push(error.clone()));
    let tokens = builder.build().unwrap();
    for (token, status, body) in odd {
        issuer.fail(token, status, body);
        assert_eq!(tokens.verify(token).await.unwrap_err(), AuthenticationError::Unavailable, "{token}");
    }
    assert_eq!(heard.lock().unwrap().len(), odd.len());
    let shown = format!("{:?} {tokens:?}", heard.lock().unwrap());
    assert!(!shown.contains("s:ecret") && !shown.contains("our-secret"), "{shown}");

    // No such answer is remembered; what was known before goes on.
    issuer.say("error", &active());
    tokens.verify("error").await.unwrap();
    issuer.fail("error", 500, "");
    tokens.verify("error").await.unwrap();

    *issuer.delay.lock().unwrap() = Duration::from_secs(30);
    let slow = issuer.start().await.timeout(Duration::from_millis(100)).at_once(1).build().unwrap();
    let began = Instant::now();
    let both = tokio::join!(slow.verify("a"), slow.verify("b"));
    assert_eq!(
        (both.0.unwrap_err(), both.1.unwrap_err()),
        (AuthenticationError::Unavailable, AuthenticationError::Unavailable)
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn the_service_can_say_who_it_is_otherwise() {
    let issuer = Issuer::default();
    issuer.start().await.client_in_form("me", "s&x").build().unwrap().verify("t").await.unwrap_err();
    issuer.start().await.bearer("own-token").build().unwrap().verify("t").await.unwrap_err();
    let asked = issuer.asked.lock().unwrap().clone();
    let form = "token=t&token_type_hint=access_token";
    let with_client = format!("{form}&client_id=me&client_secret=s%26x");
    assert_eq!(asked, [(String::new(), with_client), ("Bearer own-token".to_owned(), form.to_owned())]);
}

#[test]
fn what_is_not_said_is_asked_for() {
    let new = |url: &str| Introspection::<Permission>::builder(["oauth"], url);
    let url = "https://login.example/introspect";
    assert!(matches!(new(url).audience("a").build(), Err(SetupError::Missing(_))));
    assert!(matches!(new(url).client("a", "b").build(), Err(SetupError::Missing(_))));
    let plain = || new("http://login.example/").client("a", "b").any_audience();
    assert!(matches!(plain().build(), Err(SetupError::Address { .. })));
    assert!(plain().allow_http().build().is_ok());
}
