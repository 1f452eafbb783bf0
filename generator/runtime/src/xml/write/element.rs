//! Elements: one of them for each value, by shape.

use std::io;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use super::super::Error;
use super::super::layout::{self, Content, ITEM, Name, Resolved};
use super::fit::Fits;
use super::scope::Scope;
use super::tag::{Tag, escape_attribute, escape_text};
use super::value::Value;
use crate::schema::{Kind, Shape, XmlRoot};

/// Writes a value as the root of a document.
pub(in super::super) fn document(value: &Value, shape: &'static Shape, indent: Option<usize>) -> Result<String, Error> {
    let mut writer = DocumentWriter::new(indent);
    let shape = Resolved::of(shape);
    let (name, _) = layout::root(&shape);
    writer.element(&name, shape, Content::Plain, value, "").map_err(|error| error.within(writer.path_text()))?;
    Ok(writer.finish())
}

/// A document in the making.
pub(super) struct DocumentWriter {
    out: quick_xml::Writer<Text>,
    pub(super) scope: Scope,
    /// The local names of the open elements. It keeps those that an error came from.
    pub(super) path: Vec<String>,
    fits: Fits,
}

/// A text that is written as bytes.
#[derive(Default)]
struct Text(String);

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.0.push_str(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl DocumentWriter {
    pub(super) fn new(indent: Option<usize>) -> Self {
        let out = match indent {
            Some(size) => quick_xml::Writer::new_with_indent(Text::default(), b' ', size),
            None => quick_xml::Writer::new(Text::default()),
        };
        Self { out, scope: Scope::default(), path: Vec::new(), fits: Fits::default() }
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        self.out.into_inner().0
    }

    /// What is written so far.
    pub(super) fn written(&mut self) -> &mut String {
        &mut self.out.get_mut().0
    }

    fn path_text(&self) -> Option<String> {
        (!self.path.is_empty()).then(|| format!("/{}", self.path.join("/")))
    }

    /// Writes an element; `outside` is the default namespace around it.
    pub(super) fn element(
        &mut self,
        name: &Name<'_>,
        shape: Resolved,
        content: Content,
        value: &Value,
        outside: &'static str,
    ) -> Result<(), Error> {
        self.path.push(name.local.to_owned());
        let (value, shape, hint) = self.fits.decide(value, shape);
        let record = match (shape.kind(), value) {
            (Kind::Record(_), Value::Map(_)) => shape.xml,
            _ => None,
        };
        let mut tag = self.begin(name, record.map_or(&[], |xml| xml.declare))?;
        self.declare_for_members(&mut tag, record)?;
        if let Some(hint) = hint {
            self.hint(&mut tag, hint)?;
        }
        self.content(tag, shape, content, value, name.default_within(outside))?;
        self.path.pop();
        Ok(())
    }

    /// Declares the prefix of a record's members on the record's element instead of on each of them.
    pub(super) fn declare_for_members(&mut self, tag: &mut Tag<'_>, record: Option<&XmlRoot>) -> Result<(), Error> {
        let Some(xml) = record.filter(|xml| xml.qualified && !xml.namespace.is_empty()) else {
            return Ok(());
        };
        if !xml.prefix.is_empty() {
            let is_declared =
                self.scope.binds(xml.prefix, xml.namespace) || self.scope.is_bound_since(tag.mark, xml.prefix);
            return if is_declared { Ok(()) } else { self.declare(tag, xml.prefix, xml.namespace) };
        }
        if !self.scope.binds("", xml.namespace) {
            let wanted = format!("d{}p1", self.path.len());
            self.some_prefix(tag, xml.namespace, &wanted)?;
        }
        Ok(())
    }

    fn content(
        &mut self,
        mut tag: Tag<'_>,
        shape: Resolved,
        content: Content,
        value: &Value,
        default: &'static str,
    ) -> Result<(), Error> {
        match (content, shape.kind(), value) {
            (_, _, Value::Null) => {
                self.nil(&mut tag)?;
                self.empty(&tag)
            }
            (Content::Items(name, item), _, Value::List(items)) => self.items(tag, &name, item, items, default),
            (Content::Entries(entry, inner), _, Value::Map(members)) => {
                self.entries(tag, entry, inner, members, default)
            }
            (_, Kind::Record(record), Value::Map(members)) => self.record(tag, record, shape.xml, members, default),
            (_, Kind::Map(inner), Value::Map(members)) => self.map(tag, *inner, members, default),
            (_, Kind::List(item), Value::List(items)) => {
                self.items(tag, &Name::bare(ITEM, default), *item, items, default)
            }
            (_, Kind::Boolean | Kind::Integer | Kind::Number | Kind::String, value) => match value.text() {
                Some(text) => self.text(tag, text),
                None => self.free(tag, value, default),
            },
            (_, _, value) => self.free(tag, value, default),
        }
    }

    /// An element with text alone.
    pub(super) fn text(&mut self, tag: Tag<'_>, text: &str) -> Result<(), Error> {
        if text.is_empty() {
            return self.empty(&tag);
        }
        let escaped = escape_text(text)?;
        self.start(&tag)?;
        self.put(Event::Text(BytesText::from_escaped(escaped)))?;
        self.end(tag)
    }

    /// Text beside elements.
    pub(super) fn mixed_text(&mut self, text: &str) -> Result<(), Error> {
        let escaped = escape_text(text)?;
        self.put(Event::Text(BytesText::from_escaped(escaped)))
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let start = start_of(tag)?;
        self.put(Event::Empty(start))?;
        self.scope.leave(tag.mark);
        Ok(())
    }

    /// The start tag.
    pub(super) fn start(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let start = start_of(tag)?;
        self.put(Event::Start(start))
    }

    /// The end tag.
    pub(super) fn end(&mut self, tag: Tag) -> Result<(), Error> {
        self.put(Event::End(BytesEnd::new(tag.name)))?;
        self.scope.leave(tag.mark);
        Ok(())
    }

    fn put(&mut self, event: Event<'_>) -> Result<(), Error> {
        self.out.write_event(event).map_err(|error| Error::new(error.to_string()))
    }
}

fn start_of<'t>(tag: &'t Tag<'_>) -> Result<BytesStart<'t>, Error> {
    let mut start = BytesStart::new(&*tag.name);
    for (key, value) in &tag.attributes {
        start.push_attribute(Attribute { key: QName(key), value: escape_attribute(value)? });
    }
    Ok(start)
}
