//! `format: byte`.

use std::fmt;
use std::str::FromStr;

use ::base64::Engine;
use ::base64::alphabet::STANDARD as ALPHABET;
use ::base64::display::Base64Display;
use ::base64::engine::DecodePaddingMode;
use ::base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::text::{ParseError, text_type};

/// Bytes that are written as a string in Base64 (RFC 4648, 4). Padding is written, and may be missing
/// where it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64(
    /// The bytes.
    pub Vec<u8>,
);

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for Base64 {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        LENIENT.decode(text).map(Self).map_err(|_| ParseError::new("Base64 (RFC 4648)"))
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

text_type!(Base64);
