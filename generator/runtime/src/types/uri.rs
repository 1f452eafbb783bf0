//! `format: uri`.

use std::fmt;
use std::str::FromStr;

use super::text::{ParseError, text_type};

/// A URI with a scheme (RFC 3986), its text kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(Box<str>);

impl Uri {
    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme: `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

impl FromStr for Uri {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        is_uri(text).then(|| Self(text.into())).ok_or(ParseError::new("a URI (RFC 3986)"))
    }
}

impl TryFrom<String> for Uri {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        if is_uri(&text) { Ok(Self(text.into())) } else { Err(ParseError::new("a URI (RFC 3986)")) }
    }
}

impl From<Uri> for String {
    fn from(uri: Uri) -> Self {
        uri.0.into()
    }
}

impl AsRef<str> for Uri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_type!(Uri);

/// A scheme, a colon, and nothing but the characters of a URI, with `%` before two hexadecimal
/// digits and `#` once at most.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && rest.bytes().all(is_uri_byte)
        && rest.bytes().filter(|byte| *byte == b'#').count() <= 1
        && rest
            .split('%')
            .skip(1)
            .all(|after| after.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}
