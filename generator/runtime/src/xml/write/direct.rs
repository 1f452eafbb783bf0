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
use super::super::name::is_ncname;
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
    let place = Place {
        name: &name,
        is_legal: is_ncname(name.local),
        shape: &shape,
        content: &Content::Plain,
        outside: "",
        depth: 0,
    };
    writer.direct(&place, value).ok()?;
    writer.finish().ok()
}

/// Where a value goes.
#[derive(Clone, Copy)]
struct Place<'n> {
    name: &'n Name<'n>,
    /// Whether the name is one that XML allows.
    is_legal: bool,
    shape: &'n Resolved,
    content: &'n Content,
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
        let form = match (place.content, place.shape.kind()) {
            _ if place.shape.unions > 0 => None,
            (Content::Plain, Kind::Boolean | Kind::Integer | Kind::Number | Kind::String) => Some(Wanted::Scalar),
            (Content::Plain, Kind::Record(record)) => {
                let members = layout::members(record, place.shape.xml, default);
                are_plain(&members, place.shape.xml).then_some(Wanted::Record(members))
            }
            (Content::Plain, Kind::List(item)) | (Content::Items(_, item), Kind::List(_)) => Some(Wanted::Items(*item)),
            _ => None,
        };
        let Some(form) = form else {
            let value = value_within(value, place.depth)?;
            return self.element(place.name, *place.shape, *place.content, &value, place.outside);
        };
        self.path.push(String::new());
        value.serialize(Element { writer: self, place, default, form })?;
        self.path.pop();
        Ok(())
    }

    /// Writes the start tag of a record or a list. `record` is what XML knows of the record.
    fn start_tag<'n>(&mut self, place: &Place<'n>, record: Option<&'static XmlRoot>) -> Result<Tag<'n>, Error> {
        let declares = record.is_some_and(|xml| xml.qualified || !xml.declare.is_empty());
        if !declares && self.is_bare(place) {
            self.open(place.name.local);
            return Ok(self.bare(place.name.local));
        }
        let mut tag = self.begin(place.name, record.map_or(&[], |xml| xml.declare))?;
        self.declare_for_members(&mut tag, record)?;
        self.start(&tag)?;
        Ok(tag)
    }

    fn end_tag(&mut self, tag: &Tag<'_>) {
        self.close(&tag.name);
        self.scope.leave(tag.mark);
    }

    /// Whether the name stands there as it is, without a prefix or a declaration.
    fn is_bare(&self, place: &Place<'_>) -> bool {
        let name = place.name;
        place.is_legal && name.prefix.is_empty() && self.scope.binds("", name.namespace) && self.path.len() <= MAX_DEPTH
    }

    fn open(&mut self, name: &str) {
        let out = self.written();
        out.push(b'<');
        out.extend_from_slice(name.as_bytes());
        out.push(b'>');
    }

    fn close(&mut self, name: &str) {
        let out = self.written();
        out.extend_from_slice(b"</");
        out.extend_from_slice(name.as_bytes());
        out.push(b'>');
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
            let tag = self.writer.begin(self.place.name, &[])?;
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

fn deeper(depth: usize) -> Result<usize, Error> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { unfit() }
}

/// Writes the items of a list.
struct Items<'w, 'n> {
    writer: &'w mut DocumentWriter,
    /// The tag around them, if there is one.
    tag: Option<Tag<'n>>,
    name: Name<'n>,
    is_legal: bool,
    shape: Resolved,
    outside: &'static str,
    depth: usize,
}

impl SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let Self { writer, name, is_legal, shape, outside, depth, .. } = self;
        let (is_legal, outside, depth) = (*is_legal, *outside, *depth);
        writer.direct(&Place { name, is_legal, shape, content: &Content::Plain, outside, depth }, value)
    }

    fn end(self) -> Result<(), Error> {
        if let Some(tag) = self.tag {
            self.writer.end_tag(&tag);
        }
        Ok(())
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
        let Member { name, is_legal, shape, .. } = member;
        let content = match &member.form {
            Form::Attribute => return self.attribute(member, &value_within(value, self.depth)?),
            Form::Element(content) => content,
            Form::Repeated => &Content::Plain,
        };
        let (outside, depth, writer) = (self.default, self.depth, &mut *self.writer);
        let place = Place { name, is_legal: *is_legal, shape, content, outside, depth };
        match member.form {
            Form::Repeated => {
                value.serialize(Element { writer, place: &place, default: outside, form: Wanted::Repeated })
            }
            _ => writer.direct(&place, value),
        }
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
        self.writer.end_tag(&self.tag);
        Ok(())
    }
}
