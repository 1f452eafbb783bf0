//! From a [`Tree`] to a value, by serde.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::tree::{Scalar, Tree, is_number};

/// Why a tree isn't the value that was wanted. It never repeats the tree's text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unreadable(pub(crate) String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(crate::payload::conceal(&message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(format!("expected one of {}", expected.join(", ")))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(format!("the property {field} is missing"))
    }
}

/// Reads a tree.
pub(crate) struct FromTree(pub(crate) Tree);

impl IntoDeserializer<'_, Unreadable> for FromTree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl FromTree {
    /// The text of a scalar, for whoever wants a scalar.
    fn scalar(self, expected: &dyn de::Expected) -> Result<String, Unreadable> {
        match self.0 {
            Tree::Scalar(text, _) => Ok(text),
            Tree::Null | Tree::List(_) | Tree::Object(_) => Err(Unreadable(format!("expected {expected}"))),
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            let text = self.scalar(&visitor)?;
            match text.parse::<$type>() {
                Ok(value) if is_number(&text) => visitor.$visit(value),
                _ => Err(unfit_integer(&text, stringify!($type))),
            }
        })*
    };
}

macro_rules! floats {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            let text = self.scalar(&visitor)?;
            match text.parse::<$type>() {
                Ok(value) if is_number(&text) && value.is_finite() => visitor.$visit(value),
                _ => Err(Unreadable("expected a number".to_owned())),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for FromTree {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Tree::Null => visitor.visit_unit(),
            Tree::Scalar(text, Scalar::Number) => any_number(&text, visitor),
            Tree::Scalar(text, Scalar::Boolean) => boolean(&text).and_then(|value| visitor.visit_bool(value)),
            Tree::Scalar(text, Scalar::String) => visitor.visit_string(text),
            Tree::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(FromTree))),
            Tree::Object(fields) => {
                visitor.visit_map(MapDeserializer::new(fields.into_iter().map(|(key, value)| (key, FromTree(value)))))
            }
        }
    }

    integers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
    }

    floats! { deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let text = self.scalar(&visitor)?;
        boolean(&text).and_then(|value| visitor.visit_bool(value))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let text = self.scalar(&visitor)?;
        visitor.visit_string(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Tree::Null => visitor.visit_none(),
            tree => visitor.visit_some(Self(tree)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        // A union reads its text as its variants want it.
        if name == crate::schema::BUFFER { visitor.visit_some(self) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let text = self.scalar(&visitor)?;
        visitor.visit_enum(text.into_deserializer())
    }

    fn is_human_readable(&self) -> bool {
        true
    }

    forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct seq tuple tuple_struct map struct ignored_any
    }
}

fn unfit_integer(text: &str, name: &str) -> Unreadable {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    Unreadable(if whole { format!("is out of the range of {name}") } else { "expected a whole number".to_owned() })
}

fn boolean(text: &str) -> Result<bool, Unreadable> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Unreadable("expected true or false".to_owned())),
    }
}

fn any_number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Unreadable> {
    let number = is_number(text);
    match (text.parse::<u64>(), text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(value), _, _) if number => visitor.visit_u64(value),
        (_, Ok(value), _) if number => visitor.visit_i64(value),
        (_, _, Ok(value)) if number => visitor.visit_f64(value),
        _ => Err(Unreadable("expected a number".to_owned())),
    }
}
