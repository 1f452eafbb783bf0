//! Text that must never be shown.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A secret: a key, a token, a password.
///
/// Nothing shows it but [`expose`](Self::expose): not `Debug`, not `Display`, and there is no way
/// to serialise it. Two secrets are compared in a time that depends on their lengths only, and its
/// memory is overwritten when it is dropped.
///
/// ```
/// # use gatewright::Secret;
/// let secret = Secret::from("correct horse");
/// assert_eq!(format!("{secret:?} {secret}"), "Secret(…) …");
/// assert!(secret == Secret::from("correct horse"));
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret itself. What becomes of it is the caller's care.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the secret is the empty text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares with text in a time that depends on the lengths only.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        bool::from(self.0.as_bytes().ct_eq(text.as_bytes()))
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.matches(other.expose())
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn only_equal_secrets_are_equal() {
        let secret = Secret::from("a b c");
        assert!(secret == secret.clone() && secret.matches("a b c"));
        for other in ["", "a b", "a b d", "A b c", "a b c "] {
            assert!(secret != Secret::from(other) && !secret.matches(other));
        }
    }

    #[test]
    fn nothing_shows_it() {
        let secret = Secret::from("hunter2");
        let shown = format!("{secret} {secret:?} {secret:#?} {:?}", Some(vec![secret.clone()]));
        assert!(!shown.contains("hunter2"), "{shown}");
        assert_eq!(secret.expose(), "hunter2");
    }
}
