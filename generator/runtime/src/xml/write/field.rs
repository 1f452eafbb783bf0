//! Records, maps and lists.

use std::collections::HashMap;

use super::super::Error;
use super::super::layout::{self, Content, Form, Member, Name, Resolved};
use super::super::name::is_space;
use super::element::DocumentWriter;
use super::tag::Tag;
use super::value::Value;
use crate::schema::{RecordShape, ShapeFn, XmlEntry, XmlRoot};

impl DocumentWriter {
    /// A record: attributes, then members in the order of the schema, then those that it doesn't list.
    pub(super) fn record(
        &mut self,
        mut tag: Tag<'_>,
        record: &'static RecordShape,
        xml: Option<&'static XmlRoot>,
        values: &[(String, Value)],
        default: &'static str,
    ) -> Result<(), Error> {
        let by_key: HashMap<&str, &Value> = values.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let members = layout::members(record, xml, default);
        for member in members.iter().filter(|member| matches!(member.form, Form::Attribute)) {
            if let Some(value) = by_key.get(member.field.name()) {
                self.member_attribute(&mut tag, member, value)?;
            }
        }
        self.start(&tag)?;
        for member in members.iter() {
            if let Some(value) = by_key.get(member.field.name()) {
                self.member(member, value, default)?;
            }
        }
        for (key, value) in values {
            if record.fields.iter().any(|field| field.name() == key) {
                continue;
            }
            let name = layout::rest_name(key, xml, default);
            let is_taken = |member: &Member| member.name.matches(name.local, name.namespace, default);
            if members.iter().any(|member| !matches!(member.form, Form::Attribute) && is_taken(member)) {
                return Err(Error::new(format!("the key {key:?} would be read as a member of the same name")));
            }
            let shape = record.rest.map_or(layout::any(), |rest| rest());
            self.keyed(&name, Resolved::of(shape), value, default)?;
        }
        self.end(tag)
    }

    /// A map with one element a key.
    pub(super) fn map(
        &mut self,
        tag: Tag<'_>,
        inner: ShapeFn,
        members: &[(String, Value)],
        default: &'static str,
    ) -> Result<(), Error> {
        self.start(&tag)?;
        for (key, value) in members {
            self.keyed(&Name::bare(key, default), Resolved::of(inner()), value, default)?;
        }
        self.end(tag)
    }

    /// A map with one entry a key.
    pub(super) fn entries(
        &mut self,
        mut tag: Tag<'_>,
        entry: &'static XmlEntry,
        inner: ShapeFn,
        members: &[(String, Value)],
        default: &'static str,
    ) -> Result<(), Error> {
        let prefix = entry.prefix.replace("{depth}", &self.path.len().to_string());
        let is_bare = entry.namespace.is_empty();
        let name = |local| match is_bare {
            true => Name::bare(local, default),
            false => Name { local, namespace: entry.namespace, prefix: &prefix, bare: false },
        };
        if !is_bare
            && !prefix.is_empty()
            && !self.scope.binds(&prefix, entry.namespace)
            && !self.scope.is_bound_since(tag.mark, &prefix)
        {
            self.declare(&mut tag, &prefix, entry.namespace)?;
        }
        self.start(&tag)?;
        for (key, value) in members {
            let around = name(entry.name);
            let inside = around.default_within(default);
            self.path.push(entry.name.to_owned());
            let entry_tag = self.begin(&around, &[])?;
            self.start(&entry_tag)?;
            let text = Value::Text(key.clone());
            self.element(&name(entry.key), Resolved::of(layout::any()), Content::Plain, &text, inside)?;
            self.element(&name(entry.value), Resolved::of(inner()), Content::Plain, value, inside)?;
            self.end(entry_tag)?;
            self.path.pop();
        }
        self.end(tag)
    }

    /// A list with elements of one name.
    pub(super) fn items(
        &mut self,
        tag: Tag<'_>,
        name: &Name<'_>,
        item: ShapeFn,
        items: &[Value],
        default: &'static str,
    ) -> Result<(), Error> {
        self.start(&tag)?;
        for value in items {
            self.element(name, Resolved::of(item()), Content::Plain, value, default)?;
        }
        self.end(tag)
    }

    fn member(&mut self, member: &Member, value: &Value, default: &'static str) -> Result<(), Error> {
        match (member.form, value.bare()) {
            (Form::Attribute, _) => Ok(()),
            (Form::Repeated, Value::List(items)) => {
                for value in items {
                    self.element(&member.name, member.shape, Content::Plain, value, default)?;
                }
                Ok(())
            }
            (Form::Repeated, _) => {
                let shape = Resolved::of(layout::any());
                self.element(&member.name, shape, Content::Plain, value, default)
            }
            (Form::Element(content), _) => self.element(&member.name, member.shape, content, value, default),
        }
    }

    /// A value under a free key: a list repeats the key's element.
    fn keyed(&mut self, name: &Name<'_>, shape: Resolved, value: &Value, default: &'static str) -> Result<(), Error> {
        match (shape.kind(), value.bare()) {
            (crate::schema::Kind::List(item), Value::List(items)) => {
                for value in items {
                    self.element(name, Resolved::of(item()), Content::Plain, value, default)?;
                }
                Ok(())
            }
            _ => self.element(name, shape, Content::Plain, value, default),
        }
    }

    pub(super) fn member_attribute(&mut self, tag: &mut Tag<'_>, member: &Member, value: &Value) -> Result<(), Error> {
        let refused = |what: &str| Error::new(format!("{what} can't stand in the attribute {:?}", member.name.local));
        let text = match value.bare() {
            Value::Null if member.field.is_required() => return Err(refused("null")),
            Value::Null => return Ok(()),
            Value::Map(_) => return Err(refused("an object")),
            Value::List(items) => {
                let texts: Option<Vec<&str>> = items.iter().map(Value::text).collect();
                let texts = texts.ok_or_else(|| refused("a list of anything but scalars"))?;
                if texts.iter().any(|text| text.is_empty() || text.contains(is_space)) {
                    return Err(refused("a list of texts that are empty or hold white space"));
                }
                texts.join(" ")
            }
            scalar => scalar.text().unwrap_or_default().to_owned(),
        };
        self.attribute(tag, &member.name, text)
    }
}
