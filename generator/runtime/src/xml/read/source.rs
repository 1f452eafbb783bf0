//! What serde reads from, and the deserializer that all of it shares.

use serde::de::Visitor;

use super::super::Error;

/// What the type asks for where the schema says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Anything,
    Boolean,
    Integer,
    Number,
    Text,
    List,
    Object,
}

/// A part of a document beside its shape.
pub(super) trait Source: Sized {
    /// Reads as the shape says, and as the type wants where it says nothing.
    fn read<'de, V: Visitor<'de>>(self, visitor: V, wanted: Wanted) -> Result<V::Value, Error>;

    /// Whether it says that it is null.
    fn is_null(&self) -> bool;

    /// The text, if there is nothing else.
    fn text(&self) -> Result<&str, Error>;

    /// Reads a variant of an enum, as serde's derive has them.
    fn variant<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error>;

    /// Adds the place to an error.
    fn place(&self, error: Error) -> Error;
}

/// Implements serde's deserializer for sources.
macro_rules! deserializer {
    ($source:ident) => {
        impl<'de> serde::Deserializer<'de> for $source<'_> {
            type Error = Error;

            $crate::xml::read::source::reads! {
                deserialize_any: Anything, deserialize_bool: Boolean,
                deserialize_i8: Integer, deserialize_i16: Integer, deserialize_i32: Integer,
                deserialize_i64: Integer, deserialize_i128: Integer,
                deserialize_u8: Integer, deserialize_u16: Integer, deserialize_u32: Integer,
                deserialize_u64: Integer, deserialize_u128: Integer,
                deserialize_f32: Number, deserialize_f64: Number,
                deserialize_char: Text, deserialize_str: Text, deserialize_string: Text,
                deserialize_identifier: Text, deserialize_seq: List, deserialize_map: Object
            }

            fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                self.deserialize_byte_buf(visitor)
            }

            fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                let bytes = self.text().and_then($crate::xml::read::text::bytes);
                let read = bytes.and_then(|bytes| visitor.visit_byte_buf(bytes));
                read.map_err(|error| self.place(error))
            }

            fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
            }

            fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                if self.is_null() || self.text().is_ok_and(str::is_empty) {
                    return visitor.visit_unit();
                }
                Err(self.place(Error::new("something stands where nothing is expected")))
            }

            fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
                self.deserialize_unit(visitor)
            }

            fn deserialize_newtype_struct<V: Visitor<'de>>(
                self,
                _: &'static str,
                visitor: V,
            ) -> Result<V::Value, Error> {
                visitor.visit_newtype_struct(self)
            }

            fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
                self.read(visitor, Wanted::List)
            }

            fn deserialize_tuple_struct<V: Visitor<'de>>(
                self,
                _: &'static str,
                _: usize,
                visitor: V,
            ) -> Result<V::Value, Error> {
                self.read(visitor, Wanted::List)
            }

            fn deserialize_struct<V: Visitor<'de>>(
                self,
                _: &'static str,
                _: &'static [&'static str],
                visitor: V,
            ) -> Result<V::Value, Error> {
                self.read(visitor, Wanted::Object)
            }

            fn deserialize_enum<V: Visitor<'de>>(
                self,
                _: &'static str,
                _: &'static [&'static str],
                visitor: V,
            ) -> Result<V::Value, Error> {
                self.variant(visitor)
            }

            fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                visitor.visit_unit()
            }
        }
    };
}

macro_rules! reads {
    ($($method:ident: $wanted:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.read(visitor, Wanted::$wanted)
        })*
    };
}

pub(super) use deserializer;
pub(super) use reads;
