//! A serde serializer whose output is a [`Value`].

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::super::{Error, MAX_DEPTH};
use super::value::{Float, Value};

/// What serde_json calls a number whose digits it keeps.
const JSON_NUMBER: &str = "$serde_json::private::Number";

/// Serializes a value into a tree.
pub(in super::super) fn value_of<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    value_within(value, 0)
}

/// Serializes a value that is in so many others.
pub(super) fn value_within<T: Serialize + ?Sized>(value: &T, depth: usize) -> Result<Value, Error> {
    value.serialize(ValueSerializer { depth })
}

#[derive(Clone, Copy)]
struct ValueSerializer {
    depth: usize,
}

impl ValueSerializer {
    fn inner(self) -> Result<Self, Error> {
        if self.depth >= MAX_DEPTH {
            return Err(Error::new(format!("the value nests deeper than {MAX_DEPTH} levels")));
        }
        Ok(Self { depth: self.depth + 1 })
    }

    fn list(self, variant: Option<&'static str>, len: usize) -> Result<ListSerializer, Error> {
        Ok(ListSerializer { inner: self.inner()?, variant, items: Vec::with_capacity(len.min(1024)) })
    }

    fn map(self, variant: Option<&'static str>, len: usize) -> Result<MapSerializer, Error> {
        let members = Vec::with_capacity(len.min(1024));
        Ok(MapSerializer { inner: self.inner()?, variant, members, key: None, is_number: false })
    }
}

/// Gives what an externally tagged variant serializes to.
fn tagged(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(variant) => Value::Map(vec![(variant.to_owned(), value)]),
        None => value,
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<Value, Error> {
            Ok(Value::Integer(value.to_string()))
        })*
    };
}

impl ser::Serializer for ValueSerializer {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = ListSerializer;
    type SerializeTuple = ListSerializer;
    type SerializeTupleStruct = ListSerializer;
    type SerializeTupleVariant = ListSerializer;
    type SerializeMap = MapSerializer;
    type SerializeStruct = MapSerializer;
    type SerializeStructVariant = MapSerializer;

    integers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );

    fn serialize_bool(self, value: bool) -> Result<Value, Error> {
        Ok(Value::Boolean(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Error> {
        Ok(Value::Number(Float(value).to_string()))
    }

    fn serialize_f64(self, value: f64) -> Result<Value, Error> {
        Ok(Value::Number(Float(value).to_string()))
    }

    fn serialize_char(self, value: char) -> Result<Value, Error> {
        Ok(Value::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Value, Error> {
        Ok(Value::Text(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Value, Error> {
        Ok(Value::Text(BASE64_STANDARD.encode(value)))
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value, Error> {
        // Unions are written as the index of their variant.
        match name.parse() {
            Ok(index) => Ok(Value::Chosen(index, Box::new(value.serialize(self.inner()?)?))),
            Err(_) => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        Ok(tagged(Some(variant), value.serialize(self.inner()?)?))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<ListSerializer, Error> {
        self.list(None, len.unwrap_or(0))
    }

    fn serialize_tuple(self, len: usize) -> Result<ListSerializer, Error> {
        self.list(None, len)
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<ListSerializer, Error> {
        self.list(None, len)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<ListSerializer, Error> {
        self.list(Some(variant), len)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<MapSerializer, Error> {
        self.map(None, len.unwrap_or(0))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<MapSerializer, Error> {
        Ok(MapSerializer { is_number: name == JSON_NUMBER, ..self.map(None, len)? })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<MapSerializer, Error> {
        self.map(Some(variant), len)
    }
}

struct ListSerializer {
    inner: ValueSerializer,
    variant: Option<&'static str>,
    items: Vec<Value>,
}

impl ListSerializer {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.items.push(item.serialize(self.inner)?);
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, Value::List(self.items))
    }
}

macro_rules! lists {
    ($($trait:ident: $method:ident),*) => {
        $(impl $trait for ListSerializer {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.push(item)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        })*
    };
}

lists!(
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field
);

struct MapSerializer {
    inner: ValueSerializer,
    variant: Option<&'static str>,
    members: Vec<(String, Value)>,
    key: Option<String>,
    is_number: bool,
}

impl MapSerializer {
    fn insert<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Error> {
        self.members.push((key, value.serialize(self.inner)?));
        Ok(())
    }

    fn finish(mut self) -> Value {
        match self.members.pop() {
            Some((_, Value::Text(digits))) if self.is_number => {
                let whole = digits.strip_prefix('-').unwrap_or(&digits).bytes().all(|byte| byte.is_ascii_digit());
                if whole { Value::Integer(digits) } else { Value::Number(digits) }
            }
            last => {
                self.members.extend(last);
                tagged(self.variant, Value::Map(self.members))
            }
        }
    }
}

impl SerializeMap for MapSerializer {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = Some(match value_of(key)? {
            Value::Text(text) => text,
            other => match other.text() {
                Some(text) => text.to_owned(),
                None => return Err(Error::new("a map's key must be a text, a number or a boolean")),
            },
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.take().ok_or_else(|| Error::new("a map's value came before its key"))?;
        self.insert(key, value)
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.finish())
    }
}

macro_rules! records {
    ($($trait:ident),*) => {
        $(impl $trait for MapSerializer {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.insert(key.to_owned(), value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        })*
    };
}

records!(SerializeStruct, SerializeStructVariant);
