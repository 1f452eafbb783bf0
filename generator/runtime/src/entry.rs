//! The key of an entry, lent to what wants it: no key is copied.

use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, Serialize, Serializer};

/// Gives the text of a key to a function.
pub(crate) struct EntryKey<F>(pub(crate) F);

type Never = Impossible<(), Error>;

fn no_key<T>() -> Result<T, Error> {
    Err(Error::custom("a key must be a string"))
}

macro_rules! displayed {
    ($($method:ident: $ty:ty),+) => {$(
        fn $method(self, key: $ty) -> Result<(), Error> {
            self.0(&key.to_string())
        }
    )+};
}

impl<F: FnOnce(&str) -> Result<(), Error>> Serializer for EntryKey<F> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    displayed! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char
    }

    fn serialize_str(self, key: &str) -> Result<(), Error> {
        self.0(key)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.0(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, key: &T) -> Result<(), Error> {
        key.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<(), Error> {
        key.serialize(self)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        no_key()
    }

    fn serialize_none(self) -> Result<(), Error> {
        no_key()
    }

    fn serialize_unit(self) -> Result<(), Error> {
        no_key()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        no_key()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        no_key()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Error> {
        no_key()
    }
}
