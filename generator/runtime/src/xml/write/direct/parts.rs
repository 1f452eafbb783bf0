//! The items of lists and the members of records.

use std::rc::Rc;

use serde::de::value::Error as KeyError;
use serde::ser::{Serialize, SerializeMap, SerializeSeq};

use super::super::element::DocumentWriter;
use super::super::serializer::value_within;
use super::super::tag::{Tag, escape_attribute};
use super::super::value::Value;
use super::element::Element;
use super::{Place, Wanted, unfit};
use crate::entry::EntryKey;
use crate::xml::Error;
use crate::xml::layout::{Content, Form, Member, Name, Resolved};

/// Writes the items of a list.
pub(super) struct Items<'w, 'n> {
    pub(super) writer: &'w mut DocumentWriter,
    /// The tag around them, if there is one.
    pub(super) tag: Option<Tag<'n>>,
    pub(super) name: Name<'n>,
    pub(super) is_legal: bool,
    pub(super) shape: Resolved,
    pub(super) outside: &'static str,
    pub(super) depth: usize,
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
pub(super) struct Members<'w, 'n> {
    pub(super) writer: &'w mut DocumentWriter,
    pub(super) tag: Tag<'n>,
    pub(super) members: Rc<[Member]>,
    /// The member that is expected next.
    pub(super) guess: usize,
    /// Where the start tag ends, before which attributes go.
    pub(super) start_end: usize,
    pub(super) default: &'static str,
    pub(super) depth: usize,
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
            for part in [" ", key, "=\"", &escape_attribute(value)?, "\""] {
                out.insert_str(self.start_end, part);
                self.start_end += part.len();
            }
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
