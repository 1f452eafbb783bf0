//! What all types written as text share.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

/// Text that hasn't the form of its type. It doesn't hold the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct ParseError {
    expected: &'static str,
}

impl ParseError {
    /// An error from what was expected: `a URI (RFC 3986)`.
    pub(super) const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

/// Reads a type from a string.
pub(super) fn read<'de, T: FromStr<Err = ParseError>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err = ParseError>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        value.parse().map_err(E::custom)
    }
}

/// serde's traits and the shape of a type that has `Display` and `FromStr`.
macro_rules! text_type {
    ($ty:ty) => {
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::types::text::read(deserializer)
            }
        }

        impl $crate::schema::Schema for $ty {
            const SHAPE: &'static $crate::schema::Shape = <str as $crate::schema::Schema>::SHAPE;
        }
    };
}

pub(super) use text_type;
