//! Scalars, and the values of attributes.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer as _, IntoDeserializer, Visitor};

use super::super::Error;
use super::super::layout::{self, Resolved};
use super::super::lexical::{self, Number};
use super::super::name::is_space;
use super::document::{Document, NodeId};
use super::list::Items;
use super::source::{Source, Wanted, deserializer};
use crate::schema::{Kind, Shape};

/// The text of an attribute, or a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) node: NodeId,
    /// The attribute's name, or `None` for the element's own text.
    pub(super) attribute: Option<&'d str>,
    pub(super) text: &'d str,
    pub(super) shape: &'static Shape,
}

impl<'d> Text<'d> {
    /// The parts of a list.
    pub(super) fn items(self, item: &'static Shape) -> impl Iterator<Item = Text<'d>> {
        let parts = self.text.split(is_space).filter(|part| !part.is_empty());
        parts.map(move |text| Text { text, shape: item, ..self })
    }

    pub(super) fn misfit(self) -> Option<u32> {
        let shape = Resolved::of(self.shape);
        match shape.kind() {
            Kind::Any => Some(lexical::ANYTHING),
            Kind::Union(_, options) => {
                options.iter().filter_map(|option| lexical::misfit(self.text, &Resolved::of(option()))).min()
            }
            Kind::List(item) => {
                self.items(item()).try_fold(0_u32, |sum, item| Some(sum.saturating_add(item.misfit()?)))
            }
            _ => lexical::misfit(self.text, &shape),
        }
    }

    fn chosen(self) -> Resolved {
        let shape = Resolved::of(self.shape);
        let Kind::Union(_, options) = shape.kind() else {
            return shape;
        };
        let fitting = options.iter().map(|option| Resolved::of(option()));
        let fitting = fitting.filter_map(|shape| Some((lexical::misfit(self.text, &shape)?, shape)));
        fitting.min_by_key(|(misfit, _)| *misfit).map_or_else(|| Resolved::of(layout::any()), |(_, shape)| shape)
    }
}

impl Source for Text<'_> {
    fn read<'de, V: Visitor<'de>>(self, visitor: V, wanted: Wanted) -> Result<V::Value, Error> {
        let read = match (self.chosen().kind(), wanted) {
            (Kind::List(item), _) => {
                let items: Vec<Self> = self.items(item()).collect();
                visitor.visit_seq(Items(items.into_iter()))
            }
            (Kind::Any, Wanted::List) => {
                let items: Vec<Self> = self.items(layout::any()).collect();
                visitor.visit_seq(Items(items.into_iter()))
            }
            (kind, wanted) => scalar(kind, self.text, visitor, wanted),
        };
        read.map_err(|error| self.place(error))
    }

    fn is_null(&self) -> bool {
        false
    }

    fn text(&self) -> Result<&str, Error> {
        Ok(self.text)
    }

    fn variant<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        unit_variant(self.text, visitor).map_err(|error| self.place(error))
    }

    fn place(&self, error: Error) -> Error {
        self.document.place_at(error, self.node, self.attribute)
    }
}

deserializer!(Text);

/// Visits a scalar by the kind of its shape, and by what the type wants where that says nothing.
pub(super) fn scalar<'de, V: Visitor<'de>>(
    kind: &Kind,
    text: &str,
    visitor: V,
    wanted: Wanted,
) -> Result<V::Value, Error> {
    match (kind, wanted) {
        (Kind::Boolean, _) | (Kind::Any, Wanted::Boolean) => {
            let value = lexical::boolean(text).ok_or_else(|| Error::new("this isn't true or false"))?;
            visitor.visit_bool(value)
        }
        (Kind::Integer, _) | (Kind::Any, Wanted::Integer) => {
            let value = lexical::integer(text);
            visit_number(value.ok_or_else(|| Error::new("this isn't a whole number"))?, visitor)
        }
        (Kind::Number, _) | (Kind::Any, Wanted::Number) => {
            let value = lexical::number(text);
            visit_number(value.ok_or_else(|| Error::new("this isn't a number"))?, visitor)
        }
        (Kind::Null, _) if text.is_empty() => visitor.visit_unit(),
        (Kind::Null, _) => Err(Error::new("something stands where nothing is expected")),
        _ => visitor.visit_str(text),
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: Number, visitor: V) -> Result<V::Value, Error> {
    match number {
        Number::I64(number) => visitor.visit_i64(number),
        Number::U64(number) => visitor.visit_u64(number),
        Number::I128(number) => visitor.visit_i128(number),
        Number::U128(number) => visitor.visit_u128(number),
        Number::F64(number) => visitor.visit_f64(number),
    }
}

/// Visits a variant without content.
pub(super) fn unit_variant<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    let variant: StrDeserializer<'_, Error> = text.trim_matches(is_space).into_deserializer();
    variant.deserialize_enum("", &[], visitor)
}

/// The bytes that a text in Base64 stands for.
pub(super) fn bytes(text: &str) -> Result<Vec<u8>, Error> {
    let digits: String = text.chars().filter(|c| !is_space(*c)).collect();
    BASE64_STANDARD.decode(digits).map_err(|_| Error::new("this isn't Base64"))
}
