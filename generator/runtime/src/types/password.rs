//! `format: password`.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::Secret;
use crate::schema::{Schema, Shape};

/// Text that must not be shown (`format: password`): a [`Secret`] that goes over the wire.
///
/// `Debug` doesn't show it, there is no `Display`, and two are compared in constant time. It is written where the
/// document wants it: into a body, a form or a parameter.
///
/// ```
/// # use gatewright::types::Password;
/// let password = Password::from("correct horse");
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// assert_eq!(password.expose(), "correct horse");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Secret);

impl Password {
    /// The text. What becomes of it is the caller's care.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The text as a secret, which can't be written any more.
    #[must_use]
    pub fn into_secret(self) -> Secret {
        self.0
    }
}

impl Default for Password {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<Secret> for Password {
    fn from(secret: Secret) -> Self {
        Self(secret)
    }
}

impl FromStr for Password {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl serde::Serialize for Password {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> serde::Deserialize<'de> for Password {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Secret::deserialize(deserializer).map(Self)
    }
}

impl Schema for Password {
    const SHAPE: &'static Shape = <str as Schema>::SHAPE;
}
