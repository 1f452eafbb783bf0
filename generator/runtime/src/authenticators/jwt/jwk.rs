//! JSON Web Keys and sets of them (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use zeroize::Zeroizing;

use super::key::Material;
use super::{Algorithm, Key, KeyError};

/// How many keys of a set are looked at. Issuers publish a handful.
const MOST: usize = 64;

/// Keys to check tokens with.
#[derive(Debug, Clone, Default)]
pub struct KeySet {
    keys: Vec<Key>,
}

impl KeySet {
    /// The public keys of a JSON Web Key Set.
    ///
    /// Keys of unknown kinds and keys for other uses are skipped (RFC 7517, section 5). So are
    /// symmetric ones: what an issuer publishes is no secret.
    ///
    /// # Errors
    ///
    /// When it isn't a JSON Web Key Set, or holds no key that can check a token.
    pub fn from_jwks(json: &str) -> Result<Self, KeyError> {
        Self::read(json.as_bytes())
    }

    pub(super) fn read(json: &[u8]) -> Result<Self, KeyError> {
        let set: Value = serde_json::from_slice(json).map_err(|_| KeyError::Malformed("it isn't JSON"))?;
        let list = set.get("keys").and_then(Value::as_array).ok_or(KeyError::Malformed("it has no list `keys`"))?;
        let public = list.iter().filter_map(|jwk| key(jwk).ok()).filter(|key| !key.is_secret());
        match public.take(MOST).collect::<Vec<_>>() {
            keys if keys.is_empty() => Err(KeyError::Malformed("it holds no key that can check a token")),
            keys => Ok(Self { keys }),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }

    /// Whether a key has exactly this id.
    #[cfg(feature = "jwks")]
    pub(super) fn knows(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id.as_deref() == Some(id))
    }

    /// The keys that may have signed a token which names this key, or none.
    pub(super) fn candidates(&self, id: Option<&str>, algorithm: Algorithm) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| {
            let is_meant = match (id, key.id.as_deref()) {
                (Some(wanted), Some(own)) => wanted == own,
                _ => true,
            };
            is_meant && key.fits(algorithm)
        })
    }
}

impl From<Key> for KeySet {
    fn from(key: Key) -> Self {
        Self { keys: vec![key] }
    }
}

impl FromIterator<Key> for KeySet {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        Self { keys: keys.into_iter().collect() }
    }
}

pub(super) fn key(jwk: &Value) -> Result<Key, KeyError> {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str);
    if jwk.get("use").is_some_and(|usage| usage != "sig") || !may_verify(jwk.get("key_ops")) {
        return Err(KeyError::Unsupported);
    }
    let algorithm = match jwk.get("alg") {
        None => None,
        Some(name) => Some(name.as_str().and_then(|name| name.parse().ok()).ok_or(KeyError::Unsupported)?),
    };
    let id = text("kid").map(str::to_owned);
    let bytes = |name| decoded(text(name).ok_or(KeyError::Malformed("a part of it is missing"))?);
    let material = match (text("kty").unwrap_or_default(), text("crv")) {
        ("oct", _) => {
            let key = Key::hmac(Zeroizing::new(bytes("k")?), algorithm.ok_or(KeyError::Unsupported)?)?;
            return Ok(Key { id, ..key });
        }
        ("RSA", _) => Material::Rsa { modulus: bytes("n")?, exponent: bytes("e")? }.checked()?,
        ("EC", Some("P-256")) => Material::P256(point(&bytes("x")?, &bytes("y")?, 32)?),
        ("EC", Some("P-384")) => Material::P384(point(&bytes("x")?, &bytes("y")?, 48)?),
        ("OKP", Some("Ed25519")) => Material::Ed25519(bytes("x")?).checked()?,
        _ => return Err(KeyError::Unsupported),
    };
    Ok(Key::new(id, algorithm, material))
}

fn may_verify(operations: Option<&Value>) -> bool {
    let Some(operations) = operations else { return true };
    operations.as_array().is_some_and(|all| all.iter().any(|operation| operation == "verify"))
}

/// Base64url without padding, in its one right form (RFC 7515, section 2).
pub(super) fn decoded(text: &str) -> Result<Vec<u8>, KeyError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Malformed("a part of it isn't Base64url"))
}

fn point(x: &[u8], y: &[u8], length: usize) -> Result<Vec<u8>, KeyError> {
    if x.len() != length || y.len() != length {
        return Err(KeyError::Malformed("a coordinate hasn't the length of its curve"));
    }
    Ok([&[4], x, y].concat())
}

impl Material {
    /// What can be told of a key before it is used: RSA of 2048 bits and more, Ed25519 of 32 bytes.
    pub(super) fn checked(self) -> Result<Self, KeyError> {
        match self {
            Self::Rsa { modulus, exponent } => {
                // Some issuers put a zero in front, which is no digit of a number (RFC 7518, section 2).
                let modulus: Vec<u8> = modulus.into_iter().skip_while(|byte| *byte == 0).collect();
                match modulus.len() {
                    256..=1024 => Ok(Self::Rsa { modulus, exponent }),
                    _ => Err(KeyError::Malformed("an RSA key has 2048 to 8192 bits")),
                }
            }
            Self::Ed25519(point) if point.len() != 32 => Err(KeyError::Malformed("an Ed25519 key has 32 bytes")),
            other => Ok(other),
        }
    }
}
