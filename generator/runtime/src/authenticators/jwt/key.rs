//! Keys that tokens are checked with.
//!
//! What a key is of decides which algorithms it can check. So no token can have an RSA key taken for
//! the secret of an HMAC, whatever its header says (RFC 8725, section 3.1).

use std::fmt;

use ring::{hmac, signature};
use zeroize::Zeroizing;

use super::Algorithm;

/// A key, perhaps with an id and perhaps for one algorithm only.
#[derive(Clone)]
pub struct Key {
    pub(super) id: Option<String>,
    pub(super) algorithm: Option<Algorithm>,
    pub(super) material: Material,
}

#[derive(Clone)]
pub(super) enum Material {
    Hmac(Zeroizing<Vec<u8>>),
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// The uncompressed point: 4, x, y.
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// Why something is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// An HMAC key is at least as long as the hash (RFC 7518, section 3.2).
    #[error("a key for {algorithm} has at least {least} bytes, not {found}")]
    Short {
        /// The algorithm.
        algorithm: Algorithm,
        /// How many bytes a key for it has.
        least: usize,
        /// How many this one has.
        found: usize,
    },
    /// The key is of a kind, curve or algorithm that isn't supported, or isn't for signatures.
    #[error("the key is of a kind that isn't supported, or isn't for signatures")]
    Unsupported,
    /// It isn't the JSON Web Key, or the PEM, that it should be.
    #[error("the key can't be read: {0}")]
    Malformed(&'static str),
}

impl Key {
    /// A secret that issuer and service share, as bytes. It checks this HMAC algorithm, and no other.
    ///
    /// # Errors
    ///
    /// When the algorithm is no HMAC, or the secret is shorter than its hash.
    pub fn hmac(secret: impl AsRef<[u8]>, algorithm: Algorithm) -> Result<Self, KeyError> {
        let (secret, least) = (secret.as_ref(), hash_length(algorithm).ok_or(KeyError::Unsupported)?);
        if secret.len() < least {
            return Err(KeyError::Short { algorithm, least, found: secret.len() });
        }
        let material = Material::Hmac(Zeroizing::new(secret.to_vec()));
        Ok(Self { id: None, algorithm: Some(algorithm), material })
    }

    /// A public key in PEM: `-----BEGIN PUBLIC KEY-----` with RSA, P-256, P-384 or Ed25519.
    ///
    /// # Errors
    ///
    /// When it is something else. A private key is refused: a service that checks tokens needs none.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Ok(Self { id: None, algorithm: None, material: super::pem::read(pem)? })
    }

    /// A JSON Web Key (RFC 7517), public or symmetric.
    ///
    /// # Errors
    ///
    /// When it isn't one, or not for signatures that are supported here.
    pub fn from_jwk(json: &str) -> Result<Self, KeyError> {
        let jwk = serde_json::from_str(json).map_err(|_| KeyError::Malformed("it isn't JSON"))?;
        super::jwk::key(&jwk)
    }

    /// The key with this id: tokens that name another aren't checked with it.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub(super) const fn new(id: Option<String>, algorithm: Option<Algorithm>, material: Material) -> Self {
        Self { id, algorithm, material }
    }

    pub(super) const fn is_secret(&self) -> bool {
        matches!(self.material, Material::Hmac(_))
    }

    /// Whether it can check this algorithm.
    pub(super) fn fits(&self, algorithm: Algorithm) -> bool {
        use Algorithm::{EdDsa, Es256, Es384, Hs256, Hs384, Hs512, Ps256, Ps384, Ps512, Rs256, Rs384, Rs512};
        self.algorithm.is_none_or(|own| own == algorithm)
            && match algorithm {
                Hs256 | Hs384 | Hs512 => matches!(self.material, Material::Hmac(_)),
                Rs256 | Rs384 | Rs512 | Ps256 | Ps384 | Ps512 => matches!(self.material, Material::Rsa { .. }),
                Es256 => matches!(self.material, Material::P256(_)),
                Es384 => matches!(self.material, Material::P384(_)),
                EdDsa => matches!(self.material, Material::Ed25519(_)),
            }
    }

    /// Whether this is the signature of the message. Never, unless the key fits the algorithm.
    pub(super) fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        if !self.fits(algorithm) {
            return false;
        }
        let verified = match &self.material {
            Material::Hmac(secret) => {
                let Some(hash) = hmac_hash(algorithm) else { return false };
                return hmac::verify(&hmac::Key::new(hash, secret), message, signature).is_ok();
            }
            Material::Rsa { modulus, exponent } => {
                let Some(parameters) = rsa(algorithm) else { return false };
                let key = signature::RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(parameters, message, signature)
            }
            Material::P256(point) => of(&signature::ECDSA_P256_SHA256_FIXED, point).verify(message, signature),
            Material::P384(point) => of(&signature::ECDSA_P384_SHA384_FIXED, point).verify(message, signature),
            Material::Ed25519(point) => of(&signature::ED25519, point).verify(message, signature),
        };
        verified.is_ok()
    }
}

fn of<'k>(
    algorithm: &'static dyn signature::VerificationAlgorithm,
    point: &'k [u8],
) -> signature::UnparsedPublicKey<&'k [u8]> {
    signature::UnparsedPublicKey::new(algorithm, point)
}

const fn hash_length(algorithm: Algorithm) -> Option<usize> {
    match algorithm {
        Algorithm::Hs256 => Some(32),
        Algorithm::Hs384 => Some(48),
        Algorithm::Hs512 => Some(64),
        _ => None,
    }
}

const fn hmac_hash(algorithm: Algorithm) -> Option<hmac::Algorithm> {
    match algorithm {
        Algorithm::Hs256 => Some(hmac::HMAC_SHA256),
        Algorithm::Hs384 => Some(hmac::HMAC_SHA384),
        Algorithm::Hs512 => Some(hmac::HMAC_SHA512),
        _ => None,
    }
}

/// Of 2048 bits and more: what is shorter verifies nothing.
const fn rsa(algorithm: Algorithm) -> Option<&'static signature::RsaParameters> {
    match algorithm {
        Algorithm::Rs256 => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
        Algorithm::Rs384 => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
        Algorithm::Rs512 => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
        Algorithm::Ps256 => Some(&signature::RSA_PSS_2048_8192_SHA256),
        Algorithm::Ps384 => Some(&signature::RSA_PSS_2048_8192_SHA384),
        Algorithm::Ps512 => Some(&signature::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

/// Shows which key it is, and nothing of it.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("id", &self.id).field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
