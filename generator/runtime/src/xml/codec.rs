//! The public functions.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Error, read, write};
use crate::schema::Schema;

/// How deep elements may nest, in both directions; the root counts as one.
pub const MAX_DEPTH: usize = 128;

/// Writes a value as an XML document in one line, without an XML declaration.
///
/// # Errors
/// When a name or a character has no place in XML, when a prefix is reserved, when an attribute's
/// value isn't a scalar, or when the value nests deeper than [`MAX_DEPTH`].
pub fn to_string<T: Serialize + Schema + ?Sized>(value: &T) -> Result<String, Error> {
    match write::direct(value, T::shape()) {
        Some(document) => Ok(document),
        None => write::document(&write::value_of(value)?, T::shape(), None),
    }
}

/// Writes a value as an XML document with one element a line, indented by two spaces.
///
/// # Errors
/// As [`to_string`].
pub fn to_string_pretty<T: Serialize + Schema + ?Sized>(value: &T) -> Result<String, Error> {
    write::document(&write::value_of(value)?, T::shape(), Some(2))
}

/// Reads a value from the bytes of an XML document in UTF-8, with or without a byte order mark.
///
/// # Errors
/// When the bytes aren't a well-formed document within this module's limits, or don't hold a `T`.
pub fn from_slice<T: DeserializeOwned + Schema>(bytes: &[u8]) -> Result<T, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(error) => Err(Error::not_utf8(bytes, error.valid_up_to())),
    }
}

/// Reads a value from the text of an XML document.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: DeserializeOwned + Schema>(text: &str) -> Result<T, Error> {
    let document = read::parse(text)?;
    T::deserialize(read::root(&document, T::shape())?)
}
