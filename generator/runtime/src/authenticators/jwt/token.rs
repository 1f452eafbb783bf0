//! A token in its compact form (RFC 7515, section 7.1), of which nothing is believed yet.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Algorithm, Key, Refused};
use crate::authenticators::RawClaims;

/// How long a token may be. Servers take no longer headers.
const LONGEST: usize = 64 * 1024;

/// The parts of a token. The claims stay text until the signature was checked.
pub(super) struct Token<'t> {
    pub(super) algorithm: Algorithm,
    pub(super) key_id: Option<String>,
    /// `typ`.
    pub(super) kind: Option<String>,
    message: &'t str,
    claims: &'t str,
    signature: Vec<u8>,
}

impl<'t> Token<'t> {
    pub(super) fn read(token: &'t str) -> Result<Self, Refused> {
        if token.len() > LONGEST {
            return Err(Refused::Malformed);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(Refused::Malformed)?;
        let (header, claims) = message.split_once('.').ok_or(Refused::Malformed)?;
        let Ok(Value::Object(header)) = serde_json::from_slice(&decoded(header)?) else {
            return Err(Refused::Malformed);
        };
        // Nothing that a header could call critical is understood here (RFC 7515, section 4.1.11).
        if header.contains_key("crit") {
            return Err(Refused::Malformed);
        }
        let text = |name: &str| match header.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Refused::Malformed),
        };
        let algorithm = text("alg")?.and_then(|name| name.parse().ok()).ok_or(Refused::Algorithm)?;
        let (key_id, kind) = (text("kid")?, text("typ")?);
        Ok(Self { algorithm, key_id, kind, message, claims, signature: decoded(signature)? })
    }

    pub(super) fn is_signed_by(&self, key: &Key) -> bool {
        key.verifies(self.algorithm, self.message.as_bytes(), &self.signature)
    }

    /// The claims, to be read once a key has signed them.
    pub(super) fn claims(&self) -> Result<RawClaims, Refused> {
        serde_json::from_slice(&decoded(self.claims)?).map_err(|_| Refused::Malformed)
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, Refused> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused::Malformed)
}
