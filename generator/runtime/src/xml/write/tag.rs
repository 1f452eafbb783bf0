//! A start tag in the making: its name, its namespace declarations, its attributes.

use std::borrow::Cow;

use super::super::layout::Name;
use super::super::name::{XSI, all_bytes, is_char, is_ncname};
use super::super::{Error, MAX_DEPTH};
use super::element::DocumentWriter;
use super::scope::Mark;

/// A start tag that isn't written yet.
pub(super) struct Tag<'n> {
    pub(super) name: Cow<'n, str>,
    pub(super) attributes: Vec<(Cow<'n, str>, String)>,
    pub(super) mark: Mark,
    is_hinted: bool,
}

impl<'n> Tag<'n> {
    const fn new(name: Cow<'n, str>, mark: Mark) -> Self {
        Self { name, attributes: Vec::new(), mark, is_hinted: false }
    }
}

impl DocumentWriter {
    /// Begins an element: declares first what its content asks for, then what its name needs.
    pub(super) fn begin<'n>(&mut self, name: &Name<'n>, declare: &[(&str, &str)]) -> Result<Tag<'n>, Error> {
        if self.path.len() > MAX_DEPTH {
            return Err(Error::new(format!("elements nest deeper than {MAX_DEPTH} levels")));
        }
        let mut tag = Tag::new(Cow::Borrowed(""), self.scope.mark());
        for (prefix, namespace) in declare {
            if !self.scope.binds(prefix, namespace) {
                self.declare(&mut tag, prefix, namespace)?;
            }
        }
        let prefix = self.prefix_for(&mut tag, name)?;
        tag.name = qualified(&prefix, name.local)?;
        Ok(tag)
    }

    /// The tag of an element whose name stands there as it is.
    pub(super) fn bare<'n>(&self, name: &'n str) -> Tag<'n> {
        Tag::new(Cow::Borrowed(name), self.scope.mark())
    }

    /// Adds a namespace declaration.
    pub(super) fn declare(&mut self, tag: &mut Tag<'_>, prefix: &str, namespace: &str) -> Result<(), Error> {
        if prefix.is_empty() {
            tag.attributes.push((Cow::Borrowed("xmlns"), namespace.to_owned()));
        } else if !is_ncname(prefix) || matches!(prefix, "xml" | "xmlns") || namespace.is_empty() {
            return Err(Error::new(format!("the prefix {prefix:?} can't stand for {namespace:?}")));
        } else {
            tag.attributes.push((format!("xmlns:{prefix}").into(), namespace.to_owned()));
        }
        self.scope.bind(prefix, namespace);
        Ok(())
    }

    /// Adds an attribute.
    pub(super) fn attribute<'n>(&mut self, tag: &mut Tag<'n>, name: &Name<'n>, value: String) -> Result<(), Error> {
        let key = if name.namespace.is_empty() {
            qualified("", name.local)?
        } else {
            let wanted = if name.prefix.is_empty() { "ns" } else { name.prefix };
            let prefix = self.some_prefix(tag, name.namespace, wanted)?;
            qualified(&prefix, name.local)?
        };
        if tag.attributes.iter().any(|(other, _)| *other == key) || key == "xmlns" {
            return Err(Error::new(format!("the attribute {key:?} can't be written")));
        }
        tag.attributes.push((key, value));
        Ok(())
    }

    /// Marks the element as null.
    pub(super) fn nil(&mut self, tag: &mut Tag) -> Result<(), Error> {
        let name = Name { local: "nil", namespace: XSI, prefix: "xsi", bare: false };
        self.attribute(tag, &name, "true".to_owned())
    }

    /// States the element's type.
    pub(super) fn hint(&mut self, tag: &mut Tag<'_>, hint: Hint) -> Result<(), Error> {
        if std::mem::replace(&mut tag.is_hinted, true) {
            return Ok(());
        }
        let value = match hint.namespace {
            "" => qualified("", hint.local)?,
            namespace => qualified(&self.some_prefix(tag, namespace, hint.prefix)?, hint.local)?,
        };
        let name = Name { local: "type", namespace: XSI, prefix: "xsi", bare: false };
        self.attribute(tag, &name, value.into_owned())
    }

    /// A prefix for an element's name, declared if need be.
    fn prefix_for(&mut self, tag: &mut Tag<'_>, name: &Name<'_>) -> Result<String, Error> {
        if !name.prefix.is_empty() {
            if self.scope.binds(name.prefix, name.namespace) {
                return Ok(name.prefix.to_owned());
            }
            if !self.scope.is_bound_since(tag.mark, name.prefix) {
                self.declare(tag, name.prefix, name.namespace)?;
                return Ok(name.prefix.to_owned());
            }
            return self.some_prefix(tag, name.namespace, name.prefix);
        }
        if self.scope.binds("", name.namespace) {
            return Ok(String::new());
        }
        if let Some(prefix) = self.scope.prefix(name.namespace) {
            return Ok(prefix.to_owned());
        }
        if self.scope.is_bound_since(tag.mark, "") {
            return self.some_prefix(tag, name.namespace, "ns");
        }
        self.declare(tag, "", name.namespace)?;
        Ok(String::new())
    }

    /// A prefix, not the default, for a namespace: one in scope, else the wanted one or one like it.
    pub(super) fn some_prefix(&mut self, tag: &mut Tag<'_>, namespace: &str, wanted: &str) -> Result<String, Error> {
        if let Some(prefix) = self.scope.prefix(namespace) {
            return Ok(prefix.to_owned());
        }
        let prefix = self.scope.free_prefix(wanted);
        self.declare(tag, &prefix, namespace)?;
        Ok(prefix)
    }
}

/// A type to name in `xsi:type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) local: &'static str,
    pub(super) namespace: &'static str,
    pub(super) prefix: &'static str,
}

fn qualified<'n>(prefix: &str, local: &'n str) -> Result<Cow<'n, str>, Error> {
    if !is_ncname(local) {
        return Err(Error::new(format!("{local:?} isn't a legal XML name")));
    }
    Ok(if prefix.is_empty() { Cow::Borrowed(local) } else { Cow::Owned(format!("{prefix}:{local}")) })
}

/// The text of an element, escaped.
pub(super) fn escape_text(text: &str) -> Result<Cow<'_, str>, Error> {
    escape(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        // Otherwise the reader would take it for the end of a line.
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

/// The value of an attribute, escaped.
pub(super) fn escape_attribute(text: &str) -> Result<Cow<'_, str>, Error> {
    escape(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        // Otherwise the reader would take them for plain spaces.
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

fn escape(text: &str, replacement: impl Fn(u8) -> Option<&'static str>) -> Result<Cow<'_, str>, Error> {
    // Neither replaced nor perhaps the beginning of a character that has no place in XML: U+FFFE is EF BF BE in UTF-8.
    let is_plain =
        |byte: u8| (byte >= b' ') & (byte != 0xEF) & (byte != b'&') & (byte != b'<') & (byte != b'>') & (byte != b'"');
    if all_bytes(text, is_plain) {
        return Ok(Cow::Borrowed(text));
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((plain, other)) =
        rest.bytes().position(|byte| !is_plain(byte)).and_then(|at| rest.split_at_checked(at))
    {
        escaped.push_str(plain);
        let mut chars = other.chars();
        match (chars.next(), other.bytes().next().and_then(&replacement)) {
            (_, Some(replacement)) => escaped.push_str(replacement),
            (Some(c), None) if is_char(c) => escaped.push(c),
            (c, None) => {
                let number = c.map_or(0, u32::from);
                return Err(Error::new(format!("the character U+{number:04X} has no place in XML")));
            }
        }
        rest = chars.as_str();
    }
    escaped.push_str(rest);
    Ok(Cow::Owned(escaped))
}
