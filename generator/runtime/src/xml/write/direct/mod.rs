//! The short way: records, lists and scalars go from the value straight into the document, without a tree between.
//!
//! It makes what the long way makes, or gives up: then, and for what is wrong, the long way has the word.

mod element;
mod parts;

use std::rc::Rc;

use serde::Serialize;

use super::super::layout::{self, Content, Form, Member, Name, Resolved};
use super::super::name::is_ncname;
use super::super::{Error, MAX_DEPTH};
use super::element::DocumentWriter;
use super::serializer::value_within;
use super::tag::Tag;
use crate::schema::{Kind, Shape, ShapeFn, XmlRoot};
use element::Element;

/// Writes a value as the root of a document in one line; `None` where the long way has to.
pub(in crate::xml) fn direct<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Option<String> {
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
    Some(writer.finish())
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
        out.push('<');
        out.push_str(name);
        out.push('>');
    }

    fn close(&mut self, name: &str) {
        let out = self.written();
        out.push_str("</");
        out.push_str(name);
        out.push('>');
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

fn deeper(depth: usize) -> Result<usize, Error> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { unfit() }
}
