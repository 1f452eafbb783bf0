//! Builds the tree through serde, for JSON and YAML alike.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::exact::marked;
use super::numbers::Inexact;
use super::{Members, Node};

/// What the builders of one document share.
#[derive(Debug, Default)]
pub(super) struct Context<'t> {
    /// The numbers of JSON text whose text would be lost; YAML has none here.
    pub(super) numbers: Option<Inexact<'t>>,
    /// Objects with a key that stands in them twice, by the tokens that lead to them.
    pub(super) duplicates: Vec<(Vec<String>, String)>,
    /// Whether it is YAML: `<<` merges, and numbers are marked.
    pub(super) is_yaml: bool,
}

/// Builds the node at a step.
#[derive(Clone, Copy)]
pub(super) struct Builder<'c, 't> {
    pub(super) context: &'c RefCell<Context<'t>>,
    pub(super) step: Step<'c>,
}

/// How the node was reached. The steps are on the stack, so that they cost nothing until one is reported.
#[derive(Clone, Copy)]
pub(super) enum Step<'c> {
    Root,
    Key(&'c Step<'c>, &'c str),
    Item(&'c Step<'c>, usize),
}

impl Step<'_> {
    fn tokens(&self) -> Vec<String> {
        match self {
            Self::Root => Vec::new(),
            Self::Key(above, key) => above.tokens_and((*key).to_owned()),
            Self::Item(above, index) => above.tokens_and(index.to_string()),
        }
    }

    fn tokens_and(&self, last: String) -> Vec<String> {
        let mut tokens = self.tokens();
        tokens.push(last);
        tokens
    }
}

impl Builder<'_, '_> {
    fn inexact(&self, read: impl fmt::Display) -> Node {
        let text = self.context.borrow_mut().numbers.as_mut().and_then(Iterator::next).map(str::to_owned);
        Node::Number(text.unwrap_or_else(|| read.to_string()))
    }
}

impl<'de> DeserializeSeed<'de> for Builder<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Builder<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => Ok(self.inexact(number)),
            None => Err(E::custom(format_args!("{value} is no number that JSON has"))),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(match marked(text).filter(|_| self.context.borrow().is_yaml) {
            Some(number) => Node::Number(number.to_owned()),
            None => Node::String(text.to_owned()),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) =
            access.next_element_seed(Builder { context: self.context, step: Step::Item(&self.step, items.len()) })?
        {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut members = Members::default();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let step = Step::Key(&self.step, &key);
            let value = access.next_value_seed(Builder { context: self.context, step })?;
            let mut context = self.context.borrow_mut();
            if key == "<<" && context.is_yaml {
                merged.push(value);
                continue;
            }
            if !members.contains_key(&key) {
                members.push(key, value);
                continue;
            }
            let duplicate = (self.step.tokens(), key);
            if !context.duplicates.contains(&duplicate) {
                context.duplicates.push(duplicate);
            }
        }
        for value in merged {
            merge(&mut members, value).map_err(A::Error::custom)?;
        }
        members.settle();
        Ok(Node::Object(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        // A YAML tag that means nothing to JSON: the value without it.
        let (_, value) = access.variant_seed(Key)?;
        value.newtype_variant_seed(self)
    }
}

/// Adds what `<<` names; the object's own keys and earlier ones win.
fn merge(members: &mut Members, value: Node) -> Result<(), &'static str> {
    match value {
        Node::Object(more) => {
            for (key, value) in more {
                members.entry(key).or_insert(value);
            }
            Ok(())
        }
        Node::List(items) => items.into_iter().try_for_each(|item| merge(members, item)),
        _ => Err("`<<` merges an object or a list of objects"),
    }
}

/// Builds a key; YAML's numbers and booleans count as their text.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(format!("{value:?}"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(marked(text).unwrap_or(text).to_owned())
    }
}
