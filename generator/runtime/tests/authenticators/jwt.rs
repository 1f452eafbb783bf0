//! JSON Web Tokens, with keys from the configuration.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use gatewright::access::AuthenticationError;
use gatewright::authenticators::RawClaims;
use gatewright::authenticators::jwt::{Algorithm, Jwt, JwtBuilder, Key, KeySet, KeySource, Refused};
use serde_json::{Value, json};

use crate::api::{AUDIENCE, Permission, ask, bearer, key, now, set};
use crate::issuer::{ISSUER, Signer, claims, claims_but, text};

#[derive(Debug, PartialEq, serde::Deserialize)]
struct User {
    sub: String,
}

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

fn builder<C: serde::de::DeserializeOwned + Send + Sync + 'static>(
    keys: impl Into<KeySource>,
) -> JwtBuilder<Permission, C> {
    Jwt::builder(["token", "api_key"]).issuer(ISSUER).audience(AUDIENCE).keys(keys)
}

fn published(keys: &[Value]) -> KeySet {
    KeySet::from_jwks(&json!({ "keys": keys }).to_string()).unwrap()
}

async fn refusal(jwt: &Jwt<Permission, User>, token: &str) -> Refused {
    jwt.verify(token).await.unwrap_err()
}

/// A signer of each algorithm, and the keys that check it.
fn signers() -> Vec<(&'static str, Signer, KeySet)> {
    let hmac = KeySet::from(Key::hmac(SECRET, Algorithm::Hs256).unwrap());
    let public = [
        ("RS256", Signer::rsa(0)),
        ("PS256", Signer::rsa(0)),
        ("ES256", Signer::p256()),
        ("ES384", Signer::p384()),
        ("EdDSA", Signer::ed25519()),
    ];
    let public = public.into_iter().map(|(name, signer)| {
        let keys = published(&[signer.jwk("k1")]);
        (name, signer, keys)
    });
    std::iter::once(("HS256", Signer::hmac(SECRET), hmac)).chain(public).collect()
}

#[tokio::test]
async fn tokens_of_every_algorithm_are_known_and_tampered_ones_are_not() {
    for (algorithm, signer, keys) in signers() {
        let jwt: Jwt<Permission, User> = builder(keys).build().unwrap();
        let token = signer.token(algorithm, "k1");
        let (user, permissions) = jwt.verify(&token).await.unwrap();
        assert_eq!((user.sub.as_str(), permissions), ("ann", set(&["view"])), "{algorithm}");

        let parts: Vec<&str> = token.split('.').collect();
        let other = text(claims_but("sub", json!("root")).to_string().as_bytes());
        let header = text(json!({"alg": algorithm, "kid": "k1"}).to_string().as_bytes());
        for changed in [[parts[0], &other, parts[2]], [&header, parts[1], parts[2]], [parts[0], parts[1], ""]] {
            assert_eq!(refusal(&jwt, &changed.join(".")).await, Refused::Signature, "{algorithm}");
        }
    }
}

#[tokio::test]
async fn no_token_is_checked_by_an_algorithm_that_its_key_is_not_for() {
    let all = signers();
    for (name, _, keys) in &all {
        let jwt: Jwt<Permission, User> = builder(keys.clone()).build().unwrap();
        for (other, signer, _) in &all {
            for claimed in ["HS256", "HS512", "RS256", "PS256", "ES256", "ES384", "EdDSA", "none", "None", "", "hs256"]
            {
                // Both RSA signers have one key, which is for either padding.
                let is_right = match is_rsa(name) && is_rsa(other) {
                    true => is_rsa(claimed),
                    false => name == other && claimed == *name,
                };
                assert_eq!(
                    jwt.verify(&signer.token(claimed, "k1")).await.is_ok(),
                    is_right,
                    "{name} {other} {claimed}"
                );
            }
        }
    }
}

fn is_rsa(name: &str) -> bool {
    name == "RS256" || name == "PS256"
}

#[tokio::test]
async fn a_public_key_is_never_a_secret() {
    let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEADzbnBfRxKzUoIet1B5GIZIweamlFzGxANdoTT1LvNZw=\n-----END PUBLIC KEY-----";
    let jwt: Jwt<Permission, User> =
        builder(Key::from_pem(public).unwrap()).algorithms(Algorithm::ALL).build().unwrap();
    let rsa = Signer::rsa(0);
    let jwk = rsa.jwk("k1");
    let confused: Jwt<Permission, User> =
        builder(published(std::slice::from_ref(&jwk))).algorithms(Algorithm::ALL).build().unwrap();
    for secret in [public.to_owned(), jwk.to_string(), jwk["n"].as_str().unwrap().to_owned()] {
        let token = Signer::hmac(secret.as_bytes()).token("HS256", "k1");
        assert_eq!(refusal(&jwt, &token).await, Refused::UnknownKey);
        assert_eq!(refusal(&confused, &token).await, Refused::UnknownKey);
    }
    // A set that an issuer publishes holds no secret, even where it says so.
    let symmetric = json!({"kty": "oct", "kid": "k2", "alg": "HS256", "k": text(SECRET)});
    let jwt: Jwt<Permission, User> = builder(published(&[jwk, symmetric])).algorithms(Algorithm::ALL).build().unwrap();
    assert_eq!(refusal(&jwt, &Signer::hmac(SECRET).token("HS256", "k2")).await, Refused::UnknownKey);
}

#[tokio::test]
async fn none_is_no_algorithm() {
    let jwt: Jwt<Permission, User> =
        builder(published(&[Signer::rsa(0).jwk("k1")])).algorithms(Algorithm::ALL).build().unwrap();
    for header in [json!({"alg": "none"}), json!({"alg": "NONE", "kid": "k1"}), json!({}), json!({"kid": "k1"})] {
        let token = format!("{}.{}.", text(header.to_string().as_bytes()), text(claims().to_string().as_bytes()));
        assert_eq!(refusal(&jwt, &token).await, Refused::Algorithm, "{header}");
    }
}

#[tokio::test]
async fn only_allowed_algorithms_are_used() {
    let signer = Signer::rsa(0);
    let jwt: Jwt<Permission, User> =
        builder(published(&[signer.jwk("k1")])).algorithms([Algorithm::Ps256]).build().unwrap();
    jwt.verify(&signer.token("PS256", "k1")).await.unwrap();
    assert_eq!(refusal(&jwt, &signer.token("RS256", "k1")).await, Refused::Algorithm);
    // A key that says what it is for is for nothing else.
    let mut jwk = signer.jwk("k1");
    jwk["alg"] = json!("RS256");
    let jwt: Jwt<Permission, User> = builder(published(&[jwk])).build().unwrap();
    jwt.verify(&signer.token("RS256", "k1")).await.unwrap();
    assert_eq!(refusal(&jwt, &signer.token("PS256", "k1")).await, Refused::UnknownKey);
}

#[tokio::test]
async fn the_key_that_a_token_names_is_the_one_that_counts() {
    let (one, two) = (Signer::rsa(0), Signer::rsa(1));
    let jwt: Jwt<Permission, User> = builder(published(&[one.jwk("k1"), two.jwk("k2")])).build().unwrap();
    jwt.verify(&one.token("RS256", "k1")).await.unwrap();
    jwt.verify(&two.token("RS256", "k2")).await.unwrap();
    assert_eq!(refusal(&jwt, &one.token("RS256", "k2")).await, Refused::Signature);
    assert_eq!(refusal(&jwt, &one.token("RS256", "k3")).await, Refused::UnknownKey);
    // Whoever names none may have used any.
    for signer in [&one, &two] {
        jwt.verify(&signer.signed(&json!({"alg": "RS256"}), &claims())).await.unwrap();
    }
    let stranger = Signer::p256().signed(&json!({"alg": "ES256"}), &claims());
    assert_eq!(refusal(&jwt, &stranger).await, Refused::UnknownKey);
}

#[tokio::test]
async fn a_key_that_a_token_brings_along_counts_for_nothing() {
    let stranger = Signer::rsa(1);
    let jwt: Jwt<Permission, User> = builder(published(&[Signer::rsa(0).jwk("k1")])).build().unwrap();
    for header in [
        json!({"alg": "RS256", "jwk": stranger.jwk("k1")}),
        json!({"alg": "RS256", "kid": "k1", "jwk": stranger.jwk("k1")}),
        json!({"alg": "RS256", "jku": "https://evil.example/jwks", "x5u": "https://evil.example/x5u"}),
    ] {
        assert_eq!(refusal(&jwt, &stranger.signed(&header, &claims())).await, Refused::Signature, "{header}");
    }
}

#[tokio::test]
async fn claims_must_be_right() {
    let signer = Signer::ed25519();
    let jwt: Jwt<Permission, User> = builder(published(&[signer.jwk("k1")])).require("jti").build().unwrap();
    let with = |name: &'static str, value: Value| {
        let mut claims = claims_but(name, value);
        if name != "jti" {
            claims["jti"] = json!("1");
        }
        let token = signer.signed(&json!({"alg": "EdDSA", "kid": "k1"}), &claims);
        let jwt = jwt.clone();
        async move { jwt.verify(&token).await.map(|_| ()) }
    };
    let missing = |name: &str| Err(Refused::Missing(name.to_owned()));
    assert_eq!(with("sub", json!("bob")).await, Ok(()));
    assert_eq!(with("iss", json!("https://evil.example")).await, Err(Refused::Issuer));
    assert_eq!(with("iss", json!(null)).await, Err(Refused::Issuer));
    assert_eq!(with("aud", json!("https://other.example")).await, Err(Refused::Audience));
    assert_eq!(with("aud", json!(["https://other.example", AUDIENCE])).await, Ok(()));
    assert_eq!(with("aud", json!(null)).await, Err(Refused::Audience));
    assert_eq!(with("exp", json!(now() - 31)).await, Err(Refused::Expired));
    assert_eq!(with("exp", json!(now() - 20)).await, Ok(()), "within the leeway");
    assert_eq!(with("exp", json!(null)).await, missing("exp"));
    assert_eq!(with("exp", json!("never")).await, missing("exp"));
    assert_eq!(with("nbf", json!(now() + 60)).await, Err(Refused::TooEarly));
    assert_eq!(with("nbf", json!(now() + 20)).await, Ok(()), "within the leeway");
    assert_eq!(with("jti", json!(null)).await, missing("jti"));
    assert!(matches!(with("sub", json!(7)).await, Err(Refused::Claims(_))));
    assert!(matches!(with("sub", json!(null)).await, Err(Refused::Claims(_))));
}

#[tokio::test]
async fn an_exact_clock_and_any_issuer_are_to_be_had() {
    let signer = Signer::ed25519();
    let jwt: Jwt<Permission, RawClaims> = Jwt::builder(["token"])
        .any_issuer()
        .any_audience()
        .keys(published(&[signer.jwk("k1")]))
        .leeway(Duration::ZERO)
        .token_type("at+jwt")
        .build()
        .unwrap();
    let with = |kind: Value, claims: Value| {
        let token = signer.signed(&json!({"alg": "EdDSA", "kid": "k1", "typ": kind}), &claims);
        let jwt = jwt.clone();
        async move { jwt.verify(&token).await }
    };
    let bare = json!({"exp": now() + 60, "scope": "edit"});
    let (claims, permissions) = with(json!("at+jwt"), bare.clone()).await.unwrap();
    assert_eq!((claims.len(), permissions), (2, set(&["edit"])));
    with(json!("application/AT+JWT"), bare.clone()).await.unwrap();
    assert_eq!(with(json!("JWT"), bare.clone()).await.unwrap_err(), Refused::Type);
    let untyped = signer.signed(&json!({"alg": "EdDSA"}), &bare);
    assert_eq!(jwt.verify(&untyped).await.unwrap_err(), Refused::Type);
    assert_eq!(with(json!("at+jwt"), json!({"exp": now()})).await.unwrap_err(), Refused::Expired);
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let signer = Signer::hmac(SECRET);
    let jwt: Jwt<Permission, User> = builder(Key::hmac(SECRET, Algorithm::Hs256).unwrap()).build().unwrap();
    let good = signer.token("HS256", "");
    jwt.verify(&good).await.unwrap();
    for token in [
        "",
        ".",
        "..",
        "a.b.c",
        "e30.e30.",
        &good[1..],
        &format!("{good}="),
        &format!("{good}.a.b"),
        &format!(" {good}"),
    ] {
        let refused = refusal(&jwt, token).await;
        assert!(matches!(refused, Refused::Malformed | Refused::Algorithm), "{token}: {refused:?}");
    }
    let huge = signer.signed(&json!({"alg": "HS256"}), &claims_but("x", json!("x".repeat(70_000))));
    assert_eq!(refusal(&jwt, &huge).await, Refused::Malformed);
    for header in [
        json!({"alg": "HS256", "crit": ["exp"], "exp": 1}),
        json!({"alg": "HS256", "b64": false, "crit": ["b64"]}),
        json!({"alg": "HS256", "kid": 1}),
        json!({"alg": "HS256", "typ": ["JWT"]}),
        json!({"alg": ["HS256"]}),
        json!(["HS256"]),
    ] {
        assert_eq!(refusal(&jwt, &signer.signed(&header, &claims())).await, Refused::Malformed, "{header}");
    }
    for claims in [json!([claims()]), json!("ann"), json!(null)] {
        assert_eq!(refusal(&jwt, &signer.signed(&json!({"alg": "HS256"}), &claims)).await, Refused::Malformed);
    }
}

#[tokio::test]
async fn permissions_come_from_where_they_are_said_to() {
    let signer = Signer::hmac(SECRET);
    let keys = || Key::hmac(SECRET, Algorithm::Hs256).unwrap();
    let mut all = claims();
    all["permissions"] = json!(["edit", "fly"]);
    all["roles"] = json!(["editor", "stranger"]);
    all["realm_access"] = json!({"roles": ["editor"]});
    let token = signer.signed(&json!({"alg": "HS256"}), &all);
    let editor = |role: &str| if role == "editor" { set(&["view", "edit"]) } else { set(&[]) };

    for (jwt, wanted) in [
        (builder::<User>(keys()), set(&["view"])),
        (builder(keys()).permission_claim("permissions"), set(&["edit"])),
        (builder(keys()).permission_claim("permissions").permission_claim("scope"), set(&["view", "edit"])),
        (builder(keys()).permission_claim("absent"), set(&[])),
        (builder(keys()).role_claim("roles", editor), set(&["view", "edit"])),
        (builder(keys()).role_claim("/realm_access/roles", editor), set(&["view", "edit"])),
        (
            builder(keys()).permissions(|user: &User| if user.sub == "ann" { set(&["edit"]) } else { set(&[]) }),
            set(&["edit"]),
        ),
    ] {
        assert_eq!(jwt.build().unwrap().verify(&token).await.unwrap().1, wanted);
    }
}

#[tokio::test]
async fn the_authenticator_vouches_for_its_own_schemes_and_says_little() {
    let signer = Signer::hmac(SECRET);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let jwt: Jwt<Permission, User> = builder(Key::hmac(SECRET, Algorithm::Hs256).unwrap())
        .on_refusal(move |refused| log.lock().unwrap().push(refused.to_string()))
        .build()
        .unwrap();
    let token = signer.token("HS256", "k");
    let known = ask(&jwt, &[("token", bearer(&token)), ("oauth", bearer(&token))]).await.unwrap();
    assert_eq!((known.carried("token"), known.carried("oauth")), (Some(set(&["view"])), None));
    assert_eq!(known.name(), Some("ann"), "for events");
    ask(&jwt, &[("api_key", key(&format!("Bearer {token}")))]).await.unwrap();
    ask(&jwt, &[("api_key", key(&token))]).await.unwrap();

    let expired = signer.signed(&json!({"alg": "HS256"}), &claims_but("exp", json!(1)));
    let refused = ask(&jwt, &[("token", bearer(&expired))]).await.unwrap_err();
    assert_eq!(refused, AuthenticationError::invalid("the token has expired"));
    let forged = Signer::hmac(b"another secret").signed(&json!({"alg": "HS256"}), &claims_but("exp", json!(1)));
    let elsewhere = signer.signed(&json!({"alg": "HS256"}), &claims_but("aud", json!("x")));
    for token in [forged, elsewhere] {
        let refused = ask(&jwt, &[("token", bearer(&token))]).await.unwrap_err();
        assert_eq!(refused, AuthenticationError::invalid("the token isn't valid"));
    }
    let heard = heard.lock().unwrap();
    assert_eq!(
        *heard,
        ["the token has expired", "the token's signature is wrong", "the token is for another audience"]
    );
}

#[test]
fn what_is_not_said_is_asked_for() {
    let key = || Key::hmac(SECRET, Algorithm::Hs256).unwrap();
    let built = |builder: JwtBuilder<Permission, User>| builder.build().map(|_| ()).unwrap_err().to_string();
    assert!(built(Jwt::builder(["token"]).issuer("i").audience("a")).contains("keys"));
    assert!(built(Jwt::builder(["token"]).audience("a").keys(key())).contains("any_issuer"));
    assert!(built(Jwt::builder(["token"]).issuer("i").keys(key())).contains("any_audience"));
    assert!(built(Jwt::builder(["bearer"]).issuer("i").audience("a").keys(key())).contains("`bearer`"));
}
