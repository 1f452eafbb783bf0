//! An issuer of users' tokens, with a key of its own.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatewright::Secret;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) const ISSUER: &str = "https://login.example";
pub(crate) const AUDIENCE: &str = "https://batches.example";

pub(crate) struct Issuer {
    key: Ed25519KeyPair,
}

impl Issuer {
    pub(crate) fn new() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self { key: Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap() }
    }

    /// The public key, as a JSON Web Key.
    pub(crate) fn public(&self, id: &str) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.key.public_key());
        json!({ "kty": "OKP", "crv": "Ed25519", "kid": id, "x": x })
    }

    /// A token for a minute, of a user who holds this role.
    pub(crate) fn token(&self, role: Uuid) -> Secret {
        self.signed("key", &claims(role))
    }

    /// A token with these claims, which says that this key signed it.
    pub(crate) fn signed(&self, key: &str, claims: &Value) -> Secret {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let message = format!("{}.{}", part(&json!({ "alg": "EdDSA", "kid": key })), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.key.sign(message.as_bytes()));
        Secret::from(format!("{message}.{signature}"))
    }
}

/// What the token of a new user says.
pub(crate) fn claims(role: Uuid) -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    json!({ "iss": ISSUER, "aud": AUDIENCE, "exp": now + 60, "sub": Uuid::new_v4(), "role": role })
}
