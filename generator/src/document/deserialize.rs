//! serde over the tree: an object without what stands deeper in it.

use serde::de::value::{BorrowedStrDeserializer, Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::CARRIER;
use crate::syntax::Node;

/// Reads an object by itself: what stands under the keys in `cut` is read as empty, and is to be read and put there
/// afterwards. Carried keywords among them are left out altogether.
pub(super) fn shell<'n, T: Deserialize<'n>>(node: &'n Node, cut: &[&str]) -> Result<T, Error> {
    let Some(members) = node.as_object() else { return T::deserialize(Whole(node)) };
    let members = members.iter().filter_map(|(key, value)| match cut.contains(&key.as_str()) {
        true if key.starts_with(CARRIER) => None,
        true => Some((key.as_str(), Part::Empty(value))),
        false => Some((key.as_str(), Part::Whole(value))),
    });
    T::deserialize(MapDeserializer::new(members.map(|(key, part)| (BorrowedKey(key), part))))
}

/// A key, lent to the visitor.
#[derive(Clone, Copy)]
struct BorrowedKey<'n>(&'n str);

impl<'n> IntoDeserializer<'n, Error> for BorrowedKey<'n> {
    type Deserializer = BorrowedStrDeserializer<'n, Error>;

    fn into_deserializer(self) -> Self::Deserializer {
        BorrowedStrDeserializer::new(self.0)
    }
}

/// A value of a shell.
enum Part<'n> {
    Whole(&'n Node),
    /// The same kind of value, with nothing in it.
    Empty(&'n Node),
}

static NO_LIST: Node = Node::List(Vec::new());

impl<'n> IntoDeserializer<'n, Error> for Part<'n> {
    type Deserializer = Whole<'n>;

    fn into_deserializer(self) -> Whole<'n> {
        match self {
            Self::Empty(Node::List(_)) => Whole(&NO_LIST),
            Self::Empty(Node::Object(_)) => Whole(empty_object()),
            Self::Empty(node) | Self::Whole(node) => Whole(node),
        }
    }
}

fn empty_object() -> &'static Node {
    static EMPTY: std::sync::OnceLock<Node> = std::sync::OnceLock::new();
    EMPTY.get_or_init(|| Node::Object(crate::syntax::Members::default()))
}

/// A value with all that is in it.
#[derive(Clone, Copy)]
pub(super) struct Whole<'n>(pub(super) &'n Node);

impl<'n> IntoDeserializer<'n, Error> for Whole<'n> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Whole<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(text) => visit_number(text, visitor),
            Node::String(text) => visitor.visit_borrowed_str(text),
            Node::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Whole))),
            Node::Object(members) => {
                let members = members.iter().map(|(key, value)| (BorrowedKey(key), Whole(value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if *self.0 == Node::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Node::String(text) => visitor.visit_enum(BorrowedStrDeserializer::<Error>::new(text)),
            Node::Object(members) => {
                let members = members.iter().map(|(key, value)| (BorrowedKey(key), Whole(value)));
                MapDeserializer::new(members).deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

fn visit_number<'n, V: Visitor<'n>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(value) = text.parse() {
        return visitor.visit_u64(value);
    }
    if let Ok(value) = text.parse() {
        return visitor.visit_i64(value);
    }
    match text.parse() {
        Ok(value) => visitor.visit_f64(value),
        Err(_) => Err(serde::de::Error::custom(format_args!("`{text}` is no number"))),
    }
}
