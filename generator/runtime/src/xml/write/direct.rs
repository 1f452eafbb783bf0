//! The short way: records, lists and scalars go from the value straight into the document, without a tree between.
//!
//! It makes what the long way makes, or gives up: then, and for what is wrong, the long way has the word.

use std::fmt::Display;
use std::io::Write as _;
use std::rc::Rc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::de::value::Error as KeyError;
use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::super::layout::{self, Content, Form, ITEM, Member, Name, Resolved};
use super::super::{Error, MAX_DEPTH};
use super::element::DocumentWriter;
use super::serializer::value_within;
use super::tag::{Tag, escape_attribute, escape_text};
use super::value::Value;
use crate::entry::EntryKey;
use crate::schema::{Kind, Shape, ShapeFn, XmlRoot};

/// Writes a value as the root of a document in one line; `None` where the long way has to.
pub(in super::super) fn direct<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Option<String> {
    let mut writer = DocumentWriter::new(None);
    let shape = Resolved::of(shape);
    let (name, _) = layout::root(&shape);
    writer.direct(&Place { name, shape, content: Content::Plain, outside: "", depth: 0 }, value).ok()?;
    writer.finish().ok()
}

/// Where a value goes.
#[derive(Clone, Copy)]
struct Place<'n> {
    name: Name<'n>,
    shape: Resolved,
    content: Content,
    /// The default namespace around the element.
    outside: &'static str,
    /// How many lists and objects the value is in.
    depth: usize,
}

/// What is expected of a value.
enum Wanted {
    Record(Rc<[Member]>),
    /// An element around items.
    Items(ShapeFn),
    /// An element an item, and none around them.
    Repeated,
    Scalar,
}

impl DocumentWriter {
    /// Writes the element of a value, by way of a tree where its shape asks for one.
    fn direct<T: Serialize + ?Sized>(&mut self, place: &Place<'_>, value: &T) -> Result<(), Error> {
        let default = place.name.default_within(place.outside);
        let form = match (&place.content, place.shape.kind()) {
            _ if place.shape.unions > 0 => None,
            (Content::Plain, Kind::Record(record)) => {
                let members = layout::members(record, place.shape.xml, default);
                are_plain(&members, place.shape.xml).then_some(Wanted::Record(members))
            }
            (Content::Plain, Kind::List(item)) | (Content::Items(_, item), Kind::List(_)) => Some(Wanted::Items(*item)),
            (Content::Plain, Kind::Boolean | Kind::Integer | Kind::Number | Kind::String) => Some(Wanted::Scalar),
            _ => None,
        };
        let Some(form) = form else {
            let value = value_within(value, place.depth)?;
            return self.element(&place.name, place.shape, place.content, &value, place.outside);
        };
        self.path.push(String::new());
        value.serialize(Element { writer: self, place, default, form })?;
        self.path.pop();
        Ok(())
    }
}

/// Whether the members of a record can be written as they come.
fn are_plain(members: &[Member], xml: Option<&'static XmlRoot>) -> bool {
    // What is declared for an attribute would come too late.
    let is_plain = |member: &Member| !matches!(member.form, Form::Attribute) || member.name.namespace.is_empty();
    xml.is_none_or(|xml| xml.order.is_empty()) && members.iter().all(is_plain)
}

fn unfit<T>() -> Result<T, Error> {
    Err(Error::new("this goes the long way"))
}

/// Writes one element.
struct Element<'w, 'n> {
    writer: &'w mut DocumentWriter,
    place: &'n Place<'n>,
    /// The default namespace within the element.
    default: &'static str,
    form: Wanted,
}

impl Element<'_, '_> {
    fn text(self, text: &str) -> Result<(), Error> {
        if text.is_empty() && matches!(self.form, Wanted::Scalar) {
            let tag = self.writer.begin(&self.place.name, &[])?;
            return self.writer.empty(&tag);
        }
        let escaped = escape_text(text)?;
        self.around(|out| out.extend_from_slice(escaped.as_bytes()))
    }

    fn digits(self, number: impl Display) -> Result<(), Error> {
        self.around(|out| _ = write!(out, "{number}"))
    }

    /// Writes an element around what needs no escaping any more.
    fn around(self, content: impl FnOnce(&mut Vec<u8>)) -> Result<(), Error> {
        let Wanted::Scalar = self.form else { return unfit() };
        let name = &self.place.name;
        if !self.writer.is_bare(name) {
            let tag = self.writer.begin(name, &[])?;
            self.writer.start(&tag)?;
            content(self.writer.written());
            return self.writer.end(tag);
        }
        let out = self.writer.written();
        out.push(b'<');
        out.extend_from_slice(name.local.as_bytes());
        out.push(b'>');
        content(out);
        out.extend_from_slice(b"</");
        out.extend_from_slice(name.local.as_bytes());
        out.push(b'>');
        Ok(())
    }

    fn null(self) -> Result<(), Error> {
        let Place { name, outside, .. } = *self.place;
        if let Wanted::Repeated = self.form {
            return self.writer.element(&name, Resolved::of(layout::any()), Content::Plain, &Value::Null, outside);
        }
        let mut tag = self.writer.begin(&name, &[])?;
        self.writer.nil(&mut tag)?;
        self.writer.empty(&tag)
    }
}

macro_rules! integers {
    ($($method:ident: $ty:ty),+) => {$(
        fn $method(self, value: $ty) -> Result<(), Error> {
            self.digits(value)
        }
    )+};
}

macro_rules! others {
    ($($method:ident: $ty:ty),+) => {$(
        fn $method(self, value: $ty) -> Result<(), Error> {
            let value = value_within(&value, 0)?;
            self.text(value.text().unwrap_or_default())
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

    others! { serialize_bool: bool, serialize_f32: f32, serialize_f64: f64, serialize_char: char }

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
        let (tag, place) = match form {
            Wanted::Items(item) => {
                let name = match place.content {
                    Content::Items(name, _) => name,
                    _ => Name::bare(ITEM, default),
                };
                let tag = writer.begin(&place.name, &[])?;
                writer.start(&tag)?;
                let shape = Resolved::of(item());
                (Some(tag), Place { name, shape, content: Content::Plain, outside: default, depth })
            }
            Wanted::Repeated => (None, Place { depth, ..*place }),
            Wanted::Record(_) | Wanted::Scalar => return unfit(),
        };
        Ok(Items { writer, tag, place })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w, 'n>, Error> {
        let Self { writer, place, default, form } = self;
        let Wanted::Record(members) = form else { return unfit() };
        let mut tag = writer.begin(&place.name, place.shape.xml.map_or(&[], |xml| xml.declare))?;
        writer.declare_for_members(&mut tag, place.shape.xml)?;
        writer.start(&tag)?;
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

fn deeper(depth: usize) -> Result<usize, Error> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { unfit() }
}

/// Writes the items of a list.
struct Items<'w, 'n> {
    writer: &'w mut DocumentWriter,
    tag: Option<Tag<'n>>,
    place: Place<'n>,
}

impl SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.direct(&self.place, value)
    }

    fn end(self) -> Result<(), Error> {
        self.tag.map_or(Ok(()), |tag| self.writer.end(tag))
    }
}

/// Writes the members of a record as they come.
struct Members<'w, 'n> {
    writer: &'w mut DocumentWriter,
    tag: Tag<'n>,
    members: Rc<[Member]>,
    /// The member that is expected next.
    guess: usize,
    /// Where the start tag ends, before which attributes go.
    start_end: usize,
    default: &'static str,
    depth: usize,
}

impl Members<'_, '_> {
    fn member<T: Serialize + ?Sized>(&mut self, member: &Member, value: &T) -> Result<(), Error> {
        let (content, is_repeated) = match member.form {
            Form::Attribute => return self.attribute(member, &value_within(value, self.depth)?),
            Form::Element(content) => (content, false),
            Form::Repeated => (Content::Plain, true),
        };
        let place = Place { name: member.name, shape: member.shape, content, outside: self.default, depth: self.depth };
        if is_repeated {
            let writer = &mut *self.writer;
            return value.serialize(Element { writer, place: &place, default: self.default, form: Wanted::Repeated });
        }
        self.writer.direct(&place, value)
    }

    /// Writes an attribute where the start tag ends.
    fn attribute(&mut self, member: &Member, value: &Value) -> Result<(), Error> {
        let before = self.tag.attributes.len();
        self.writer.member_attribute(&mut self.tag, member, value)?;
        let out = self.writer.written();
        for (key, value) in self.tag.attributes.iter().skip(before) {
            let written = out.len();
            out.extend_from_slice(b" ");
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"=\"");
            out.extend_from_slice(escape_attribute(value)?.as_bytes());
            out.extend_from_slice(b"\"");
            let length = out.len() - written;
            out.get_mut(self.start_end..).into_iter().for_each(|behind| behind.rotate_right(length));
            self.start_end += length;
        }
        Ok(())
    }
}

impl SerializeMap for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Error> {
        let members = Rc::clone(&self.members);
        let (before, next) = members.split_at_checked(self.guess).unwrap_or_default();
        let mut found = None;
        let looked = key.serialize(EntryKey(|key: &str| {
            let place = |members: &[Member]| members.iter().position(|member| member.field.name() == key);
            found = place(next).map(|ahead| before.len() + ahead).or_else(|| place(before));
            Ok::<_, KeyError>(())
        }));
        let Some((at, member)) = found.filter(|_| looked.is_ok()).and_then(|at| Some((at, members.get(at)?))) else {
            return unfit();
        };
        self.guess = at + 1;
        self.member(member, value)
    }

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Error> {
        unfit()
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Error> {
        unfit()
    }

    fn end(self) -> Result<(), Error> {
        self.writer.end(self.tag)
    }
}
