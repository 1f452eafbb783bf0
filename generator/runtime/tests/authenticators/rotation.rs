//! Keys that rotate while many requests need them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gatewright::authenticators::RawClaims;
use gatewright::authenticators::jwt::jwks::Jwks;
use gatewright::authenticators::jwt::{Jwt, Refused};
use http::StatusCode;
use serde_json::json;

use crate::api::{AUDIENCE, Permission};
use crate::issuer::{ISSUER, Signer, claims};
use crate::served::serve;

const MAX_AGE: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(20);
const ROTATIONS: usize = 12;

/// A key of the issuer's. Who signs with it holds it until the token was checked.
struct Key {
    id: String,
    signer: Signer,
}

impl Key {
    fn new(number: usize) -> Arc<Self> {
        Arc::new(Self { id: format!("key {number}"), signer: Signer::ed25519() })
    }

    fn token(&self) -> String {
        self.signer.token("EdDSA", &self.id)
    }
}

/// What an issuer publishes, and which key it signs with: the last.
#[derive(Default)]
struct Issuer {
    published: Mutex<Vec<serde_json::Value>>,
    signing: Mutex<Option<Arc<Key>>>,
    fetches: AtomicUsize,
}

impl Issuer {
    fn publish(&self, keys: &[&Arc<Key>]) {
        *self.published.lock().unwrap() = keys.iter().map(|key| key.signer.jwk(&key.id)).collect();
    }

    fn sign_with(&self, key: &Arc<Key>) {
        *self.signing.lock().unwrap() = Some(Arc::clone(key));
    }

    fn signing(&self) -> Arc<Key> {
        self.signing.lock().unwrap().clone().unwrap()
    }

    async fn served(self: &Arc<Self>) -> String {
        let issuer = Arc::clone(self);
        let address = serve(move |_| {
            issuer.fetches.fetch_add(1, Ordering::SeqCst);
            let keys = json!({ "keys": *issuer.published.lock().unwrap() });
            async move { (StatusCode::OK, keys.to_string()) }
        });
        format!("http://{}/jwks", address.await)
    }
}

/// Everything that many users, some strangers and a thief do while the issuer rotates its keys.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_good_token_is_refused_and_no_removed_key_outlives_its_grace() {
    let issuer = Arc::new(Issuer::default());
    let mut current = Key::new(0);
    issuer.publish(&[&current]);
    issuer.sign_with(&current);
    let keys = Jwks::at(issuer.served().await).max_age(MAX_AGE).pause(PAUSE).build().unwrap();
    let jwt: Jwt<Permission, RawClaims> =
        Jwt::builder(["token"]).issuer(ISSUER).audience(AUDIENCE).keys(keys).build().unwrap();

    let began = Instant::now();
    let is_over = Arc::new(AtomicBool::new(false));
    let users: Vec<_> = (0..24).map(|_| tokio::spawn(use_on(&jwt, &issuer, &is_over))).collect();
    let strangers: Vec<_> = (0..4).map(|at| tokio::spawn(make_up(&jwt, at, &is_over))).collect();
    let mut thieves = Vec::new();
    for number in 1..=ROTATIONS {
        let next = Key::new(number);
        // As issuers do: publish, sign, and take the old key back when its tokens are used up.
        issuer.publish(&[&current, &next]);
        issuer.sign_with(&next);
        tokio::time::sleep(Duration::from_millis(40)).await;
        while Arc::strong_count(&current) > 1 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        issuer.publish(&[&next]);
        thieves.push(tokio::spawn(steal(jwt.clone(), current.token(), Instant::now())));
        current = next;
    }
    for thief in thieves {
        thief.await.unwrap();
    }
    is_over.store(true, Ordering::SeqCst);
    let mut used = 0;
    for user in users {
        used += user.await.unwrap();
    }
    for stranger in strangers {
        assert!(stranger.await.unwrap() > 0);
    }
    let (fetches, elapsed) = (issuer.fetches.load(Ordering::SeqCst), began.elapsed());
    assert!(used > 24 * ROTATIONS, "{used} requests");
    assert!(fetches > ROTATIONS, "{fetches} fetches");
    let most = elapsed.as_millis() / PAUSE.as_millis() + 1;
    assert!(fetches as u128 <= most, "{fetches} fetches in {elapsed:?}");
}

/// Uses a new token, again and again: each is good.
fn use_on(
    jwt: &Jwt<Permission>,
    issuer: &Arc<Issuer>,
    is_over: &Arc<AtomicBool>,
) -> impl Future<Output = usize> + use<> {
    let (jwt, issuer, is_over) = (jwt.clone(), Arc::clone(issuer), Arc::clone(is_over));
    async move {
        let mut used = 0;
        while !is_over.load(Ordering::SeqCst) {
            let key = issuer.signing();
            let verified = jwt.verify(&key.token()).await;
            assert!(verified.is_ok(), "{}: {:?}", key.id, verified.err());
            drop(key);
            used += 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        used
    }
}

/// Makes up tokens of keys that nobody has: none is good.
fn make_up(jwt: &Jwt<Permission>, at: usize, is_over: &Arc<AtomicBool>) -> impl Future<Output = usize> + use<> {
    let (jwt, is_over, signer) = (jwt.clone(), Arc::clone(is_over), Signer::ed25519());
    async move {
        let mut made = 0;
        while !is_over.load(Ordering::SeqCst) {
            let header = json!({"alg": "EdDSA", "kid": format!("made up {at} {made}")});
            let refused = jwt.verify(&signer.signed(&header, &claims())).await.unwrap_err();
            assert_eq!(refused, Refused::UnknownKey);
            made += 1;
        }
        made
    }
}

/// Uses a token of a key that was taken back, once its grace is over.
async fn steal(jwt: Jwt<Permission>, token: String, removed: Instant) {
    tokio::time::sleep_until((removed + MAX_AGE).into()).await;
    assert_eq!(jwt.verify(&token).await.unwrap_err(), Refused::UnknownKey);
}
