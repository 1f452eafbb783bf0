//! A value held back until it is known which type it is.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

/// Why a type couldn't be read from a [`Buffer`]. Where serde's own error quotes the value, this says what sort of value
/// it is, since it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BufferError(String);

impl Error for BufferError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("invalid type: {}, expected {expected}", sort_of(&found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("invalid value: {}, expected {expected}", sort_of(&found)))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(format!("unknown variant, expected one of {}", expected.join(", ")))
    }
}

fn sort_of(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "integer",
        Unexpected::Float(_) => "number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "sequence",
        Unexpected::Map => "object",
        _ => "value",
    }
}

/// The name of the new type as which a [`Buffer`] asks for its value.
///
/// A deserializer whose scalars are text (parameters, forms) answers it with `visit_some`; then text is
/// read as numbers and booleans where a type wants them, and a lone item as a list. Others needn't know it.
pub const BUFFER: &str = "gatewright::Buffer";

thread_local! {
    /// A part of a buffered value on its way from the one buffer to the other, which serde has no other way for.
    static HANDED_OVER: Cell<Option<Buffer>> = const { Cell::new(None) };
}

/// Any value, of which several types can be read in turn. A part of one shares its content with the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Buffer {
    content: Content,
    text: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    Null,
    Boolean(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    String(String),
    List(Arc<Vec<Content>>),
    Map(Arc<Vec<(String, Content)>>),
}

impl Buffer {
    /// Reads a type from the value.
    ///
    /// # Errors
    ///
    /// When the value hasn't the form of the type.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, BufferError> {
        T::deserialize(Source { content: &self.content, text: self.text })
    }

    /// Whether scalars are text, so that `5` may be a number or a string.
    pub(super) const fn is_text(&self) -> bool {
        self.text
    }

    /// What no other value has while this one lives; `None` if it isn't made of others.
    pub(super) fn identity(&self) -> Option<usize> {
        match &self.content {
            Content::List(items) => Some(Arc::as_ptr(items) as usize),
            Content::Map(entries) => Some(Arc::as_ptr(entries) as usize),
            _ => None,
        }
    }

    /// How many values it is made of.
    pub(super) fn size(&self) -> usize {
        self.content.size()
    }

    /// The string under a key of an object; `None` if there is no such key.
    ///
    /// # Errors
    ///
    /// When the value is no object, or what stands under the key no string.
    pub fn tag(&self, key: &str) -> Result<Option<&str>, BufferError> {
        let Content::Map(entries) = &self.content else {
            return Err(BufferError::invalid_type(self.content.unexpected(), &"an object"));
        };
        match entries.iter().find(|(name, _)| name == key) {
            None => Ok(None),
            Some((_, Content::String(tag))) => Ok(Some(tag)),
            Some((_, other)) => Err(BufferError::invalid_type(other.unexpected(), &"a string")),
        }
    }
}

impl Content {
    fn size(&self) -> usize {
        match self {
            Self::List(items) => items.iter().map(Self::size).sum::<usize>() + 1,
            Self::Map(entries) => entries.iter().map(|(_, value)| value.size()).sum::<usize>() + 1,
            _ => 1,
        }
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Boolean(value) => Unexpected::Bool(*value),
            Self::Signed(value) => Unexpected::Signed(*value),
            Self::Unsigned(value) => Unexpected::Unsigned(*value),
            Self::Float(value) => Unexpected::Float(*value),
            Self::String(value) => Unexpected::Str(value),
            Self::List(_) => Unexpected::Seq,
            Self::Map(_) => Unexpected::Map,
        }
    }

    /// Adds an entry. Where scalars are text, an element that stands twice is a list.
    fn add(entries: &mut Vec<(String, Self)>, key: String, value: Self, text: bool) {
        let place = if text { entries.iter_mut().find(|(name, _)| *name == key) } else { None };
        match place {
            Some((_, Self::List(items))) => Arc::make_mut(items).push(value),
            Some((_, first)) => *first = Self::List(Arc::new(vec![std::mem::replace(first, Self::Null), value])),
            None => entries.push((key, value)),
        }
    }
}

impl<'de> Deserialize<'de> for Buffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(BUFFER, BufferVisitor)
    }
}

struct BufferVisitor;

impl<'de> Visitor<'de> for BufferVisitor {
    type Value = Buffer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    /// A part of another buffer.
    fn visit_unit<E: Error>(self) -> Result<Buffer, E> {
        HANDED_OVER.take().ok_or_else(|| E::invalid_type(Unexpected::Unit, &self))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Buffer, D::Error> {
        deserializer.deserialize_any(ContentVisitor { text: false }).map(|content| Buffer { content, text: false })
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Buffer, D::Error> {
        deserializer.deserialize_any(ContentVisitor { text: true }).map(|content| Buffer { content, text: true })
    }
}

#[derive(Clone, Copy)]
struct ContentVisitor {
    text: bool,
}

impl<'de> serde::de::DeserializeSeed<'de> for ContentVisitor {
    type Value = Content;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Content, E> {
        Ok(Content::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Content, E> {
        Ok(Content::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Content::List(Arc::new(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key()? {
            let value = map.next_value_seed(self)?;
            Content::add(&mut entries, key, value, self.text);
        }
        Ok(Content::Map(Arc::new(entries)))
    }
}

/// Gives a buffered value to a type.
#[derive(Clone, Copy)]
struct Source<'a> {
    content: &'a Content,
    text: bool,
}

impl<'a> Source<'a> {
    fn items(self, items: &'a [Content]) -> impl Iterator<Item = Source<'a>> {
        items.iter().map(move |content| Source { content, ..self })
    }

    /// The text of a scalar, where scalars are text.
    fn scalar(self) -> Option<&'a str> {
        match self.content {
            Content::String(value) if self.text => Some(value.trim()),
            _ => None,
        }
    }
}

impl<'a> IntoDeserializer<'a, BufferError> for Source<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident),+) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, BufferError> {
            let Some(text) = self.scalar() else { return self.deserialize_any(visitor) };
            if let Ok(value) = text.parse() {
                visitor.visit_i64(value)
            } else if let Ok(value) = text.parse() {
                visitor.visit_u64(value)
            } else if let Ok(value) = text.parse() {
                visitor.visit_f64(value)
            } else {
                Err(BufferError::invalid_type(Unexpected::Str(text), &visitor))
            }
        }
    )+};
}

impl<'a> Deserializer<'a> for Source<'a> {
    type Error = BufferError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, BufferError> {
        match self.content {
            Content::Null => visitor.visit_unit(),
            Content::Boolean(value) => visitor.visit_bool(*value),
            Content::Signed(value) => visitor.visit_i64(*value),
            Content::Unsigned(value) => visitor.visit_u64(*value),
            Content::Float(value) => visitor.visit_f64(*value),
            Content::String(value) => visitor.visit_borrowed_str(value),
            Content::List(items) => visitor.visit_seq(SeqDeserializer::new(self.items(items))),
            Content::Map(entries) => visitor.visit_map(MapDeserializer::new(
                entries.iter().map(move |(key, content)| (key.as_str(), Source { content, ..self })),
            )),
        }
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, BufferError> {
        match self.scalar() {
            Some("true" | "1") => visitor.visit_bool(true),
            Some("false" | "0") => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    numbers! {
        deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64, deserialize_i128, deserialize_u8,
        deserialize_u16, deserialize_u32, deserialize_u64, deserialize_u128, deserialize_f32, deserialize_f64
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, BufferError> {
        match self.content {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, BufferError> {
        match self.content {
            Content::List(_) => self.deserialize_any(visitor),
            _ if self.text => visitor.visit_seq(SeqDeserializer::new(std::iter::once(self))),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, BufferError> {
        if name != BUFFER {
            return visitor.visit_newtype_struct(self);
        }
        HANDED_OVER.set(Some(Buffer { content: self.content.clone(), text: self.text }));
        visitor.visit_unit()
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BufferError> {
        match self.content {
            Content::String(value) => {
                let value: serde::de::value::StrDeserializer<'_, BufferError> = value.as_str().into_deserializer();
                value.deserialize_enum(name, variants, visitor)
            }
            Content::Map(entries) => {
                let entries = entries.iter().map(move |(key, content)| (key.as_str(), Source { content, ..self }));
                visitor.visit_enum(serde::de::value::MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            other => Err(BufferError::invalid_type(other.unexpected(), &visitor)),
        }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}
