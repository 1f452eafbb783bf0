//! An issuer of tokens: keys of every kind, and the tokens that they sign.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use gatewright::authenticators::jwt::Algorithm;
use ring::rand::SystemRandom;
use ring::signature::{EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair};
use ring::{hmac, signature};
use serde_json::{Value, json};

use crate::api::{AUDIENCE, now};

pub(crate) const ISSUER: &str = "https://login.example";

/// RSA keys take long to make, so these two are committed. They are for tests and for nothing else.
const RSA: [&str; 2] = [include_str!("test-keys/test-only-rsa-1.pem"), include_str!("test-keys/test-only-rsa-2.pem")];

/// A key that signs.
pub(crate) enum Signer {
    Hmac(hmac::Key),
    Rsa(Box<RsaKeyPair>),
    Ec(EcdsaKeyPair, Algorithm),
    Ed(Ed25519KeyPair),
}

impl Signer {
    pub(crate) fn hmac(secret: &[u8]) -> Self {
        Self::Hmac(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    pub(crate) fn rsa(which: usize) -> Self {
        let base64: String = RSA[which].lines().filter(|line| !line.starts_with('-')).collect();
        Self::Rsa(Box::new(RsaKeyPair::from_pkcs8(&STANDARD.decode(base64).unwrap()).unwrap()))
    }

    pub(crate) fn p256() -> Self {
        Self::ec(&signature::ECDSA_P256_SHA256_FIXED_SIGNING, Algorithm::Es256)
    }

    pub(crate) fn p384() -> Self {
        Self::ec(&signature::ECDSA_P384_SHA384_FIXED_SIGNING, Algorithm::Es384)
    }

    fn ec(kind: &'static signature::EcdsaSigningAlgorithm, algorithm: Algorithm) -> Self {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        Self::Ec(EcdsaKeyPair::from_pkcs8(kind, key.as_ref(), &random).unwrap(), algorithm)
    }

    pub(crate) fn ed25519() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::Ed(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap())
    }

    /// The public half as a JSON Web Key with this id.
    pub(crate) fn jwk(&self, id: &str) -> Value {
        match self {
            Self::Hmac(_) => panic!("a secret is not published"),
            Self::Rsa(key) => {
                let public = signature::RsaPublicKeyComponents::<Vec<u8>>::from(key.public());
                json!({"kty": "RSA", "kid": id, "use": "sig", "n": text(&public.n), "e": text(&public.e)})
            }
            Self::Ec(key, algorithm) => {
                let (x, y) =
                    key.public_key().as_ref()[1..].split_at(if *algorithm == Algorithm::Es256 { 32 } else { 48 });
                let curve = if *algorithm == Algorithm::Es256 { "P-256" } else { "P-384" };
                json!({"kty": "EC", "kid": id, "crv": curve, "x": text(x), "y": text(y)})
            }
            Self::Ed(key) => {
                json!({"kty": "OKP", "kid": id, "crv": "Ed25519", "alg": "EdDSA", "x": text(key.public_key().as_ref())})
            }
        }
    }

    /// What the algorithm's signature of the message is.
    fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Hmac(key) => hmac::sign(key, message).as_ref().to_vec(),
            Self::Rsa(key) => {
                let padding: &dyn signature::RsaEncoding =
                    if algorithm.starts_with('P') { &signature::RSA_PSS_SHA256 } else { &signature::RSA_PKCS1_SHA256 };
                let mut signed = vec![0; key.public().modulus_len()];
                key.sign(padding, &random, message, &mut signed).unwrap();
                signed
            }
            Self::Ec(key, _) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Self::Ed(key) => key.sign(message).as_ref().to_vec(),
        }
    }

    /// A token with this header and these claims, signed as the header says.
    pub(crate) fn signed(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", text(header.to_string().as_bytes()), text(claims.to_string().as_bytes()));
        let signature = self.sign(header["alg"].as_str().unwrap_or_default(), message.as_bytes());
        format!("{message}.{}", text(&signature))
    }

    /// A good token of this algorithm, which names this key.
    pub(crate) fn token(&self, algorithm: &str, id: &str) -> String {
        self.signed(&json!({"alg": algorithm, "typ": "JWT", "kid": id}), &claims())
    }
}

/// Claims with which a token is good for a minute.
pub(crate) fn claims() -> Value {
    json!({"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "exp": now() + 60, "scope": "view openid"})
}

/// The good claims, with one that is another; null for none.
pub(crate) fn claims_but(name: &str, value: Value) -> Value {
    let mut claims = claims();
    match value {
        Value::Null => claims.as_object_mut().unwrap().remove(name),
        value => claims.as_object_mut().unwrap().insert(name.to_owned(), value),
    };
    claims
}

pub(crate) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
