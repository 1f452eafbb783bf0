//! From text to a [`Document`], with the checks of well-formedness that quick-xml leaves to its user.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::super::name::{XSI, all_bytes, is_blank, is_char, is_space, split};
use super::super::{Error, MAX_DEPTH, Position};
use super::document::{Attribute, Document, NONE, Node};
use super::namespace::Namespaces;

/// How many attributes an element may carry, declarations included.
const MAX_ATTRIBUTES: usize = 256;

/// Parses a document.
pub(in super::super) fn parse(text: &str) -> Result<Document<'_>, Error> {
    let input = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if u32::try_from(input.len()).is_err() {
        return Err(Error::new("the document is larger than 4 GiB"));
    }
    // About as many as there are in most documents.
    let elements = input.len() / 24;
    let mut parser = Parser {
        input,
        start: 0,
        namespaces: Namespaces::default(),
        open: Vec::new(),
        nodes: Vec::with_capacity(elements),
        attributes: Vec::new(),
        texts: Vec::with_capacity(elements),
        pending: Vec::new(),
    };
    if let Err(error) = parser.run() {
        return Err(error.at(Position::of(input, parser.start), parser.path()));
    }
    Ok(Document {
        input,
        nodes: parser.nodes,
        attributes: parser.attributes,
        texts: parser.texts,
        namespaces: parser.namespaces.known,
        fits: Default::default(),
    })
}

struct Parser<'i> {
    input: &'i str,
    /// Where the current event starts.
    start: usize,
    namespaces: Namespaces,
    open: Vec<Open<'i>>,
    nodes: Vec<Node>,
    attributes: Vec<Attribute<'i>>,
    texts: Vec<Cow<'i, str>>,
    /// The attributes of a start tag while its declarations are looked for.
    pending: Vec<(&'i str, Cow<'i, str>)>,
}

/// An element whose end tag is still to come.
struct Open<'i> {
    node: u32,
    last_child: u32,
    mark: usize,
    text: Option<Cow<'i, str>>,
}

impl<'i> Parser<'i> {
    fn run(&mut self) -> Result<(), Error> {
        let mut reader = quick_xml::Reader::from_str(self.input);
        reader.config_mut().enable_all_checks(true);
        loop {
            self.start = usize::try_from(reader.buffer_position()).unwrap_or(self.input.len());
            let event = reader.read_event().map_err(|error| {
                self.start = usize::try_from(reader.error_position()).unwrap_or(self.input.len());
                Error::new(error.to_string())
            })?;
            match event {
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => return Err(Error::new("document type declarations aren't accepted")),
                Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml") => {
                    return Err(Error::new("the XML declaration must come first"));
                }
                Event::PI(_) | Event::Comment(_) => {}
                Event::Start(start) => self.start(&start)?,
                Event::Empty(start) => {
                    self.start(&start)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) if text.contains("]]>") => return Err(Error::new("a text holds \"]]>\"")),
                Event::Text(text) => self.text(text.xml10_content())?,
                Event::CData(_) if self.open.is_empty() => return Err(outside_root()),
                Event::CData(text) => self.text(text.xml10_content())?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Eof => return self.finish(),
            }
        }
    }

    fn finish(&self) -> Result<(), Error> {
        match (self.open.is_empty(), self.nodes.is_empty()) {
            (false, _) => Err(Error::new("the document ends before its elements do")),
            (true, true) => Err(Error::new("the document has no element")),
            (true, false) => Ok(()),
        }
    }

    fn path(&self) -> Option<String> {
        let names = self.open.iter().filter_map(|open| {
            let (start, len) = self.nodes.get(open.node as usize)?.local;
            self.input.get(start as usize..(start + len) as usize)
        });
        let path = names.fold(String::new(), |path, name| path + "/" + name);
        (!path.is_empty()).then_some(path)
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), Error> {
        if self.start != 0 {
            return Err(Error::new("the XML declaration must come first"));
        }
        let version = declaration.version().map_err(|error| Error::new(error.to_string()))?;
        if !version.starts_with("1.") {
            return Err(Error::new("this version of XML isn't known"));
        }
        let Some(encoding) = declaration.encoding() else { return Ok(()) };
        let encoding = encoding.map_err(|error| Error::new(error.to_string()))?.to_ascii_lowercase();
        // Text that was checked to be UTF-8 can't be UTF-16, though .NET's writers often say so.
        if matches!(&*encoding, "utf-8" | "utf8" | "utf-16") || self.input.is_ascii() {
            return Ok(());
        }
        Err(Error::new("the document says that it isn't UTF-8"))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Error::new(format!("elements nest deeper than {MAX_DEPTH} levels")));
        }
        if self.open.is_empty() && !self.nodes.is_empty() {
            return Err(Error::new("there is more than one root element"));
        }
        let (prefix, local) = split(start.name().into_inner()).ok_or_else(not_a_name)?;
        let mark = self.namespaces.mark();
        let first = self.attributes.len();
        self.declarations(start)?;
        let namespace = self.namespaces.resolve(prefix)?;
        let mut pending = std::mem::take(&mut self.pending);
        for (key, value) in pending.drain(..) {
            self.attribute(first, key, value)?;
        }
        self.pending = pending;
        let name_start = self.start + 1 + if prefix.is_empty() { 0 } else { prefix.len() + 1 };
        let node = Node {
            position: small(self.start)?,
            local: (small(name_start)?, small(local.len())?),
            namespace,
            parent: self.open.last().map_or(NONE, |open| open.node),
            first_child: NONE,
            next: NONE,
            attributes: (small(first)?, small(self.attributes.len() - first)?),
            text: NONE,
        };
        let id = small(self.nodes.len())?;
        self.nodes.push(node);
        self.link(id);
        self.open.push(Open { node: id, last_child: NONE, mark, text: None });
        Ok(())
    }

    /// Makes a node the next child of the innermost open element.
    fn link(&mut self, id: u32) {
        let Some(open) = self.open.last_mut() else { return };
        let previous = std::mem::replace(&mut open.last_child, id);
        if let Some(previous) = self.nodes.get_mut(previous as usize) {
            previous.next = id;
        } else if let Some(parent) = self.nodes.get_mut(open.node as usize) {
            parent.first_child = id;
        }
    }

    /// Takes the namespace declarations of a start tag and keeps its other attributes for now.
    fn declarations(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        // What stands in the input, and not what was read from it, so that nothing need be copied.
        let (tag, name_end) = (self.start + 1, start.name().into_inner().len());
        let content = self.input.get(tag..tag + start.len()).unwrap_or_default();
        for (index, attribute) in Attributes::new(content, name_end).enumerate() {
            if index >= MAX_ATTRIBUTES {
                return Err(Error::new(format!("an element has more than {MAX_ATTRIBUTES} attributes")));
            }
            let attribute = attribute.map_err(|error| Error::new(error.to_string()))?;
            if attribute.value.contains('<') {
                return Err(Error::new("an attribute's value holds \"<\""));
            }
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Error::new(error.to_string()))?;
            check_chars(&value)?;
            let key = attribute.key.into_inner();
            if !self.namespaces.declare(key, &value)? {
                self.pending.push((key, value));
            }
        }
        Ok(())
    }

    fn attribute(&mut self, first: usize, key: &'i str, mut value: Cow<'i, str>) -> Result<(), Error> {
        let (prefix, local) = split(key).ok_or_else(not_a_name)?;
        let namespace = if prefix.is_empty() { 0 } else { self.namespaces.resolve(prefix)? };
        let of_element = self.attributes.get(first..).unwrap_or_default();
        if of_element.iter().any(|other| other.namespace == namespace && other.local == local) {
            return Err(Error::new("an attribute comes twice"));
        }
        if local == "type" && self.namespaces.known.text(namespace) == XSI {
            let (prefix, local) = split(value.trim_matches(is_space)).ok_or_else(not_a_name)?;
            let namespace = self.namespaces.resolve(prefix)?;
            value = format!("{{{}}}{local}", self.namespaces.known.text(namespace)).into();
        }
        self.attributes.push(Attribute { namespace, local, value });
        Ok(())
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.namespaces.leave(open.mark);
        let Some(text) = open.text else { return };
        if open.last_child != NONE && is_blank(&text) {
            return;
        }
        if let (Some(node), Ok(index)) = (self.nodes.get_mut(open.node as usize), small(self.texts.len())) {
            node.text = index;
            self.texts.push(text);
        }
    }

    fn text(&mut self, text: Cow<'i, str>) -> Result<(), Error> {
        check_chars(&text)?;
        match self.open.last_mut() {
            Some(open) => match &mut open.text {
                Some(before) => before.to_mut().push_str(&text),
                None => open.text = Some(text),
            },
            None if is_blank(&text) => {}
            None => return Err(outside_root()),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Error> {
        if self.open.is_empty() {
            return Err(outside_root());
        }
        let char = reference.resolve_char_ref().map_err(|error| Error::new(error.to_string()))?;
        let text = match char {
            Some(char) => char.to_string().into(),
            None => Cow::Borrowed(
                resolve_predefined_entity(reference).ok_or_else(|| Error::new("this entity isn't known"))?,
            ),
        };
        self.text(text)
    }
}

fn check_chars(text: &str) -> Result<(), Error> {
    // What most texts are made of.
    if all_bytes(text, |byte| (b' '..=b'~').contains(&byte)) {
        return Ok(());
    }
    match text.chars().find(|c| !is_char(*c)) {
        Some(c) => Err(Error::new(format!("the character U+{:04X} has no place in XML", u32::from(c)))),
        None => Ok(()),
    }
}

fn small(number: usize) -> Result<u32, Error> {
    // The largest stands for none.
    u32::try_from(number).ok().filter(|number| *number != NONE).ok_or_else(|| Error::new("the document is too large"))
}

fn not_a_name() -> Error {
    Error::new("this isn't a legal XML name")
}

fn outside_root() -> Error {
    Error::new("there is text outside the root element")
}
