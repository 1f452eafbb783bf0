//! One value after another, each in its element.

use std::fmt::{Display, Write as _};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::ser::{Impossible, Serialize, Serializer};

use super::super::element::DocumentWriter;
use super::super::tag::escape_text;
use super::super::value::{Float, Value};
use super::parts::{Items, Members};
use super::{Place, Wanted, deeper, unfit};
use crate::xml::Error;
use crate::xml::layout::{self, Content, ITEM, Name, Resolved};
use crate::xml::name::is_ncname;

/// Writes one element.
pub(super) struct Element<'w, 'n> {
    pub(super) writer: &'w mut DocumentWriter,
    pub(super) place: &'n Place<'n>,
    /// The default namespace within the element.
    pub(super) default: &'static str,
    pub(super) form: Wanted,
}

impl Element<'_, '_> {
    fn text(self, text: &str) -> Result<(), Error> {
        if text.is_empty() && matches!(self.form, Wanted::Scalar) {
            let tag = self.writer.begin(self.place.name, &[])?;
            return self.writer.empty(&tag);
        }
        let escaped = escape_text(text)?;
        self.around(|out| out.push_str(&escaped))
    }

    /// A value in whose text nothing is special.
    fn plain(self, text: impl Display) -> Result<(), Error> {
        self.around(|out| _ = write!(out, "{text}"))
    }

    /// Writes an element around what needs no escaping any more.
    fn around(self, content: impl FnOnce(&mut String)) -> Result<(), Error> {
        let Wanted::Scalar = self.form else { return unfit() };
        let Self { writer, place, .. } = self;
        // Most elements are such, and a tag of theirs would be much to carry around.
        if writer.is_bare(place) {
            writer.open(place.name.local);
            content(writer.written());
            writer.close(place.name.local);
            return Ok(());
        }
        let tag = writer.start_tag(place, None)?;
        content(writer.written());
        writer.end_tag(&tag);
        Ok(())
    }

    fn null(self) -> Result<(), Error> {
        let Place { name, outside, .. } = *self.place;
        if let Wanted::Repeated = self.form {
            return self.writer.element(name, Resolved::of(layout::any()), Content::Plain, &Value::Null, outside);
        }
        let mut tag = self.writer.begin(name, &[])?;
        self.writer.nil(&mut tag)?;
        self.writer.empty(&tag)
    }
}

macro_rules! integers {
    ($($method:ident: $ty:ty),+) => {$(
        fn $method(self, value: $ty) -> Result<(), Error> {
            self.plain(value)
        }
    )+};
}

impl<'w, 'n> Serializer for Element<'w, 'n> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'w, 'n>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'w, 'n>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.plain(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.plain(Float(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.plain(Float(value))
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.text(&BASE64_STANDARD.encode(value))
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.null()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.null()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
        // A union's variant.
        if name.parse::<usize>().is_ok() { unfit() } else { value.serialize(self) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        unfit()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w, 'n>, Error> {
        let Self { writer, place, default, form } = self;
        let depth = deeper(place.depth)?;
        match form {
            Wanted::Items(item) => {
                let name = match place.content {
                    Content::Items(name, _) => *name,
                    _ => Name::bare(ITEM, default),
                };
                let tag = writer.start_tag(place, None)?;
                let (shape, is_legal) = (Resolved::of(item()), is_ncname(name.local));
                Ok(Items { writer, tag: Some(tag), name, is_legal, shape, outside: default, depth })
            }
            Wanted::Repeated => {
                let Place { name, is_legal, shape, outside, .. } = *place;
                Ok(Items { writer, tag: None, name: *name, is_legal, shape: *shape, outside, depth })
            }
            Wanted::Record(_) | Wanted::Scalar => unfit(),
        }
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w, 'n>, Error> {
        let Self { writer, place, default, form } = self;
        let Wanted::Record(members) = form else { return unfit() };
        let tag = writer.start_tag(place, place.shape.xml)?;
        let start_end = writer.written().len() - 1;
        Ok(Members { writer, tag, members, guess: 0, start_end, default, depth: deeper(place.depth)? })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        unfit()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        unfit()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unfit()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        unfit()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        unfit()
    }
}
