//! Values that the schema says nothing of.

use super::super::Error;
use super::super::layout::{self, Content, ITEM, Name, Resolved};
use super::super::name::{SOAP, XSD};
use super::element::DocumentWriter;
use super::tag::{Hint, Tag};
use super::value::Value;

/// The type that a value's element names where its form alone would read as another.
pub(super) fn hint_of(value: &Value) -> Option<Hint> {
    let (local, namespace, prefix) = match value {
        Value::Null | Value::Chosen(..) => return None,
        Value::Boolean(_) => ("boolean", XSD, "xs"),
        Value::Integer(_) => ("integer", XSD, "xs"),
        Value::Number(_) => ("double", XSD, "xs"),
        Value::Text(_) => ("string", XSD, "xs"),
        Value::List(_) => ("Array", SOAP, "soapenc"),
        Value::Map(_) => ("Struct", SOAP, "soapenc"),
    };
    Some(Hint { local, namespace, prefix })
}

impl DocumentWriter {
    /// The content of an element by the convention for free-form values.
    pub(super) fn free(&mut self, mut tag: Tag<'_>, value: &Value, default: &'static str) -> Result<(), Error> {
        let is_plain = match value {
            Value::Text(_) => true,
            Value::Map(members) => !members.is_empty(),
            _ => false,
        };
        if let Some(hint) = hint_of(value).filter(|_| !is_plain) {
            self.hint(&mut tag, hint)?;
        }
        match value {
            Value::Null => {
                self.nil(&mut tag)?;
                self.empty(&tag)
            }
            Value::List(items) => {
                let name = Name::bare(ITEM, default);
                self.start(&tag)?;
                for item in items {
                    self.element(&name, Resolved::of(layout::any()), Content::Plain, item, default)?;
                }
                self.end(tag)
            }
            Value::Map(members) => self.free_object(tag, members, default),
            scalar => self.text(tag, scalar.text().unwrap_or_default()),
        }
    }

    fn free_object<'n>(
        &mut self,
        mut tag: Tag<'n>,
        members: &'n [(String, Value)],
        default: &'static str,
    ) -> Result<(), Error> {
        for (key, value) in members {
            if let (Some(local), Value::Text(text)) = (key.strip_prefix('@'), value) {
                let name = Name { local, namespace: "", prefix: "", bare: false };
                self.attribute(&mut tag, &name, text.clone())?;
            }
        }
        self.start(&tag)?;
        for (key, value) in members {
            match (key.as_str(), value) {
                ("#text", Value::Text(text)) => self.mixed_text(text)?,
                (key, Value::Text(_)) if key.starts_with('@') => {}
                (key, value) => {
                    let name = Name::bare(key, default);
                    self.element(&name, Resolved::of(layout::any()), Content::Plain, value, default)?;
                }
            }
        }
        self.end(tag)
    }
}
