//! Enumerations: types with a list of values.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

thread_local! {
    /// How many values were kept that no enumeration lists, since somebody began to count.
    static UNLISTED: Cell<usize> = const { Cell::new(0) };
}

/// Reads something, and says how many values are kept in it that no enumeration lists.
pub(super) fn counting_unlisted<T>(read: impl FnOnce() -> T) -> (T, usize) {
    let outer = UNLISTED.replace(0);
    let value = read();
    (value, UNLISTED.replace(outer))
}

/// Counts values that are kept though they aren't listed.
pub(super) fn count_unlisted(values: usize) {
    UNLISTED.set(UNLISTED.get().saturating_add(values));
}

fn unlisted<T>(kept: Option<T>) -> Option<T> {
    count_unlisted(usize::from(kept.is_some()));
    kept
}

/// The variant of a value that is listed.
fn listed<V: PartialEq, T: Clone>(values: &[V], variants: &[T], value: &V) -> Option<T> {
    let place = values.iter().position(|known| known == value)?;
    variants.get(place).cloned()
}

/// What the derive writes for an enumeration of strings.
pub trait Enumeration: Clone + 'static {
    /// The values of the document, in its order.
    const VALUES: &'static [&'static str];

    /// The variants of these values.
    const VARIANTS: &'static [Self];

    /// The variant that keeps any other value, if there is one.
    fn other(_value: &str) -> Option<Self> {
        None
    }

    /// The variant of a value, if there is one.
    fn from_value(value: &str) -> Option<Self> {
        listed(Self::VALUES, Self::VARIANTS, &value).or_else(|| unlisted(Self::other(value)))
    }
}

/// What the derive writes for an enumeration of whole numbers.
pub trait IntegerEnumeration: Clone + 'static {
    /// The values of the document, in its order.
    const VALUES: &'static [i64];

    /// The variants of these values.
    const VARIANTS: &'static [Self];

    /// The variant that keeps any other value, if there is one.
    fn other(_value: i64) -> Option<Self> {
        None
    }

    /// The variant of a value, if there is one.
    fn from_value(value: i64) -> Option<Self> {
        listed(Self::VALUES, Self::VARIANTS, &value).or_else(|| unlisted(Self::other(value)))
    }
}

/// A value that an enumeration doesn't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct UnknownValue {
    expected: String,
}

impl UnknownValue {
    fn new<V: fmt::Display>(values: &[V]) -> Self {
        let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
        Self { expected: format!("one of {}", values.join(", ")) }
    }

    /// The error of an enumeration of strings.
    #[must_use]
    pub fn of<T: Enumeration>() -> Self {
        Self::new(T::VALUES)
    }
}

/// Reads a whole number's variant from text, as parameters and XML have it.
///
/// # Errors
///
/// When the text is no whole number, or the enumeration doesn't have it.
pub fn value_from_str<T: IntegerEnumeration>(text: &str) -> Result<T, UnknownValue> {
    text.parse().ok().and_then(T::from_value).ok_or_else(|| UnknownValue::new(T::VALUES))
}

/// Reads an enumeration of strings.
///
/// # Errors
///
/// Those of the format, and an unknown value if the enumeration is closed.
pub fn read_enumeration<'de, T: Enumeration, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads an enumeration of whole numbers.
///
/// # Errors
///
/// Those of the format, and an unknown value if the enumeration is closed.
pub fn read_integer_enumeration<'de, T: IntegerEnumeration, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = super::number::read_integer::<i64, D>(deserializer)?;
    T::from_value(value).ok_or_else(|| {
        D::Error::invalid_value(Unexpected::Signed(value), &UnknownValue::new(T::VALUES).expected.as_str())
    })
}

struct Text<T>(PhantomData<T>);

impl<T: Enumeration> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        T::from_value(value).ok_or_else(|| E::unknown_variant(value, T::VALUES))
    }
}
