//! Whole numbers, read leniently: JSON doesn't tell `3` and `3.0` apart.

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

/// Reads a type that serde reads too strictly.
#[derive(Debug, Clone, Copy)]
pub struct Lenient<T>(
    /// What was read.
    pub T,
);

impl<'de, T: ReadLenient> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// Reads the value of a field that is made of whole numbers.
///
/// # Errors
///
/// Those of the format; a number with a fraction, or out of range.
pub fn lenient<'de, T: ReadLenient, A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value::<Lenient<T>>().map(|read| read.0)
}

/// A type made of whole numbers.
pub trait ReadLenient: Sized {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Those of the format; a number with a fraction, or out of range.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<T: ReadLenient> ReadLenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Lenient<T>>::deserialize(deserializer)?.map(|read| read.0))
    }
}

impl<T: ReadLenient> ReadLenient for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

impl<T: ReadLenient> ReadLenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Lenient<T>>::deserialize(deserializer)?.into_iter().map(|read| read.0).collect())
    }
}

impl<T: ReadLenient> ReadLenient for IndexMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = IndexMap::<String, Lenient<T>>::deserialize(deserializer)?;
        Ok(map.into_iter().map(|(key, read)| (key, read.0)).collect())
    }
}

macro_rules! integers {
    ($($integer:ty: $hint:ident),+) => {$(
        impl ReadLenient for $integer {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$hint(Integer(PhantomData))
            }
        }
    )+};
}

integers! {
    i8: deserialize_i8, i16: deserialize_i16, i32: deserialize_i32, i64: deserialize_i64,
    u8: deserialize_u8, u16: deserialize_u16, u32: deserialize_u32, u64: deserialize_u64
}

/// Reads a whole number.
pub(super) fn read_integer<'de, T: ReadLenient, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

struct Integer<T>(PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64> + TryFrom<i128>> Visitor<'_> for Integer<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number that fits {}", std::any::type_name::<T>())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        whole(value)
            .and_then(|whole| T::try_from(whole).ok())
            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }
}

/// The number without its fraction, if that is zero and the number is of a reasonable size.
#[allow(clippy::cast_possible_truncation, reason = "checked to fit")]
pub(crate) fn whole(value: f64) -> Option<i128> {
    (value.fract() == 0.0 && value.abs() < 1e30).then_some(value as i128)
}
