//! The keys of maps and records, which may stand for numbers or booleans.

use serde::Deserializer;
use serde::de::Visitor;

use super::super::Error;
use super::super::lexical;
use super::source::Wanted;
use super::text::{scalar, unit_variant};
use crate::schema::Kind;

/// A key.
pub(super) struct Key<'k>(pub(super) &'k str);

macro_rules! keys {
    ($($method:ident: $wanted:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            scalar(&Kind::Any, self.0, visitor, Wanted::$wanted)
        })*
    };
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Error;

    keys! {
        deserialize_any: Text, deserialize_i8: Integer, deserialize_i16: Integer, deserialize_i32: Integer,
        deserialize_i64: Integer, deserialize_i128: Integer, deserialize_u8: Integer,
        deserialize_u16: Integer, deserialize_u32: Integer, deserialize_u64: Integer,
        deserialize_u128: Integer, deserialize_f32: Number, deserialize_f64: Number
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = lexical::boolean(self.0).ok_or_else(|| Error::new("this key isn't true or false"))?;
        visitor.visit_bool(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        unit_variant(self.0, visitor)
    }

    serde::forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
