//! Hashes of keys: what is kept instead of them.

use std::fmt;
use std::str::FromStr;

use ring::digest::{Context, SHA256};
use subtle::{Choice, ConstantTimeEq};

use crate::Secret;

/// How many characters a key has at least: 22 of Base64 hold 128 random bits.
pub const SHORTEST: usize = 22;

/// The SHA-256 of a key, which is kept instead of it. As text, `sha256:` and 64 hexadecimal digits.
///
/// That is enough for keys, and for keys alone. A key is random, so nobody finds it by guessing,
/// however fast a guess is checked. A password that a person chose is found so, in minutes: it needs
/// a slow, salted hash such as Argon2, and isn't for here.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHash([u8; 32]);

/// What a key's hash can't be made of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyHashError {
    /// The key is so short that it can be guessed.
    #[error("a key has at least {SHORTEST} random characters; this one has {0}, and could be guessed")]
    Short(usize),
    /// The text isn't `sha256:` and 64 hexadecimal digits.
    #[error("a key's hash is `sha256:` and 64 hexadecimal digits")]
    Form,
}

impl KeyHash {
    /// The hash of a key.
    ///
    /// # Errors
    ///
    /// When the key has fewer than [`SHORTEST`] characters. Whether a longer one is random nobody can
    /// tell; [`generate`](super::generate) makes one that is.
    pub fn of(key: &Secret) -> Result<Self, KeyHashError> {
        match key.expose().chars().count() {
            short if short < SHORTEST => Err(KeyHashError::Short(short)),
            _ => Ok(Self::presented(&[key.expose()])),
        }
    }

    /// The hash of what a request presents, in its parts.
    pub(super) fn presented(parts: &[&str]) -> Self {
        let mut hash = Context::new(&SHA256);
        parts.iter().for_each(|part| hash.update(part.as_bytes()));
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hash.finish().as_ref());
        Self(bytes)
    }

    /// Whether the two are equal, in a time that depends on nothing.
    pub(super) fn same(&self, other: &Self) -> Choice {
        self.words().zip(other.words()).fold(Choice::from(1), |same, (one, other)| same & one.ct_eq(&other))
    }

    fn words(&self) -> impl Iterator<Item = u64> {
        self.0.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word))
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Shows nothing of it: a hash of something that wasn't random helps to guess it.
impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(…)")
    }
}

impl FromStr for KeyHash {
    type Err = KeyHashError;

    fn from_str(text: &str) -> Result<Self, KeyHashError> {
        let digits = text.strip_prefix("sha256:").filter(|digits| digits.len() == 64).ok_or(KeyHashError::Form)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().as_chunks::<2>().0) {
            let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
            let value = high.zip(low).map(|(high, low)| high * 16 + low).ok_or(KeyHashError::Form)?;
            *byte = u8::try_from(value).map_err(|_| KeyHashError::Form)?;
        }
        Ok(Self(bytes))
    }
}

impl serde::Serialize for KeyHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for KeyHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail this way")]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_it_is_written() {
        let hash = KeyHash::of(&Secret::from("abcdefghijklmnopqrstuvwxyz")).unwrap();
        let text = hash.to_string();
        // `printf abcdefghijklmnopqrstuvwxyz | sha256sum`
        assert_eq!(text, "sha256:71c480df93d6ae2f1efad1447c66c9525e316218cf51fc8d9ed832f2daf18b73");
        assert_eq!(text.parse::<KeyHash>().unwrap(), hash);
        assert_eq!(text.to_uppercase().replace("SHA", "sha").parse::<KeyHash>().unwrap(), hash);
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<KeyHash>(&format!("\"{text}\"")).unwrap(), hash);
        assert!(!format!("{hash:?}").contains("71c4"));
    }

    #[test]
    fn anything_else_is_no_hash() {
        let digits = "0".repeat(64);
        for text in ["", "sha256:", &digits, &format!("sha256:{}", &digits[1..]), &format!("sha256:{digits}0")] {
            assert_eq!(text.parse::<KeyHash>(), Err(KeyHashError::Form), "{text}");
        }
        let letter = format!("sha256:g{}", &digits[1..]);
        assert_eq!(letter.parse::<KeyHash>(), Err(KeyHashError::Form));
        let wide = format!("sha256:{}é", &digits[2..]);
        assert_eq!(wide.parse::<KeyHash>(), Err(KeyHashError::Form));
    }

    #[test]
    fn short_keys_are_refused() {
        assert_eq!(KeyHash::of(&Secret::from("correct horse battery")), Err(KeyHashError::Short(21)));
        assert!(KeyHash::of(&Secret::from("1234567890123456789012")).is_ok());
    }

    #[test]
    fn one_bit_makes_a_difference() {
        let hash = KeyHash([7; 32]);
        assert!(bool::from(hash.same(&hash)));
        for at in 0..256 {
            let mut other = hash;
            other.0[at / 8] ^= 1 << (at % 8);
            assert!(!bool::from(hash.same(&other)), "bit {at}");
        }
    }
}
