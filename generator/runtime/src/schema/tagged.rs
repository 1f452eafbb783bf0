//! Variants of unions that are told by a discriminator, written so that they are told rightly.

use std::fmt::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A variant's value, which is written with a discriminator that chooses the variant: its own if that does, and else
/// the first that does.
#[derive(Debug)]
pub struct Tagged<'a, T> {
    /// The value.
    pub value: &'a T,
    /// The discriminator's key.
    pub tag: &'static str,
    /// The values of the discriminator that choose the variant.
    pub values: &'static [&'static str],
}

impl<T: Serialize> Serialize for Tagged<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Writer { inner: serializer, tag: self.tag, values: self.values })
    }
}

/// A serializer that sees to the discriminator of the object that it is given.
struct Writer<S> {
    inner: S,
    tag: &'static str,
    values: &'static [&'static str],
}

/// Whether a value is written as a text. Most are not: a formatter refuses objects and lists, and says how it writes
/// everything else without taking memory.
fn is_text<T: Serialize + ?Sized>(value: &T, text: &str) -> bool {
    struct Shown<'a, T: ?Sized>(&'a T);
    impl<T: Serialize + ?Sized> fmt::Display for Shown<'_, T> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(formatter)
        }
    }
    let mut left = Left(text);
    write!(left, "{}", Shown(value)).is_ok() && left.0.is_empty()
}

/// What is still to come of a text that is compared.
struct Left<'a>(&'a str);

impl Write for Left<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// The members of an object, and whether the discriminator was among them.
struct Members<M> {
    inner: M,
    tag: &'static str,
    values: &'static [&'static str],
    written: bool,
    /// Whether the key that was written last is the discriminator's.
    is_tag: bool,
}

impl<M: SerializeMap> SerializeMap for Members<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.is_tag = is_text(key, self.tag);
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if !std::mem::take(&mut self.is_tag) {
            return self.inner.serialize_value(value);
        }
        self.written = true;
        match self.values.first() {
            Some(first) if !self.values.iter().any(|known| is_text(value, known)) => self.inner.serialize_value(first),
            _ => self.inner.serialize_value(value),
        }
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &T,
    ) -> Result<(), M::Error> {
        if !is_text(key, self.tag) {
            return self.inner.serialize_entry(key, value);
        }
        self.written = true;
        match self.values.first() {
            Some(first) if !self.values.iter().any(|known| is_text(value, known)) => {
                self.inner.serialize_entry(key, first)
            }
            _ => self.inner.serialize_entry(key, value),
        }
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if let Some(first) = self.values.first().filter(|_| !self.written) {
            self.inner.serialize_entry(self.tag, first)?;
        }
        self.inner.end()
    }
}

/// Methods that change nothing.
macro_rules! passed_on {
    ($($name:ident($($argument:ident: $ty:ty),*) -> $made:ident;)+) => {$(
        fn $name(self, $($argument: $ty),*) -> Result<S::$made, S::Error> {
            self.inner.$name($($argument),*)
        }
    )+};
}

impl<S: Serializer> Serializer for Writer<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = Members<S::SerializeMap>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let Self { inner, tag, values } = self;
        Ok(Members { inner: inner.serialize_map(len)?, tag, values, written: false, is_tag: false })
    }

    /// A union within the union, which sees to its own discriminator.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, value)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, index, variant, value)
    }

    passed_on! {
        serialize_bool(value: bool) -> Ok;
        serialize_i8(value: i8) -> Ok;
        serialize_i16(value: i16) -> Ok;
        serialize_i32(value: i32) -> Ok;
        serialize_i64(value: i64) -> Ok;
        serialize_u8(value: u8) -> Ok;
        serialize_u16(value: u16) -> Ok;
        serialize_u32(value: u32) -> Ok;
        serialize_u64(value: u64) -> Ok;
        serialize_f32(value: f32) -> Ok;
        serialize_f64(value: f64) -> Ok;
        serialize_char(value: char) -> Ok;
        serialize_str(value: &str) -> Ok;
        serialize_bytes(value: &[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(name: &'static str) -> Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Ok;
        serialize_seq(len: Option<usize>) -> SerializeSeq;
        serialize_tuple(len: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize) -> SerializeTupleVariant;
        serialize_struct(name: &'static str, len: usize) -> SerializeStruct;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize) -> SerializeStructVariant;
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}
