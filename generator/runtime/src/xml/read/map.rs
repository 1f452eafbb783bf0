//! Objects of any origin: keys with the source of each value.

use std::borrow::Cow;
use std::collections::HashSet;
use std::vec;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, MapAccess};

use super::super::Error;
use super::super::layout::{self, Name, Resolved};
use super::document::{Document, NodeId};
use super::element::Element;
use super::group::{Group, Nodes};
use super::key::Key;
use super::record::InOrder;
use super::source::Source;
use super::text::Text;
use crate::few::Few;
use crate::schema::{Kind, Shape, ShapeFn, XmlEntry};

/// A key with its value.
#[derive(Debug)]
pub(super) struct Slot<'d> {
    pub(super) key: Cow<'d, str>,
    pub(super) value: Value<'d>,
    pub(super) standing: Standing,
    /// Whether an error must not show anything of the value.
    pub(super) is_secret: bool,
}

/// Why a key is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The schema lists it.
    Listed,
    /// The schema takes any key.
    Free,
    /// The schema knows nothing of it.
    Unlisted,
}

/// Where a value comes from.
#[derive(Debug)]
pub(super) enum Value<'d> {
    Element(Element<'d>),
    Group(Group<'d>),
    Text(Text<'d>),
}

impl<'d> Slot<'d> {
    pub(super) fn free(key: impl Into<Cow<'d, str>>, value: Value<'d>) -> Self {
        Self { key: key.into(), value, standing: Standing::Free, is_secret: false }
    }
}

/// Hands slots to serde.
pub(super) struct Slots<'d> {
    rest: Rest<'d>,
    current: Option<Slot<'d>>,
}

/// The slots that are still to come.
enum Rest<'d> {
    Found(vec::IntoIter<Slot<'d>>),
    InOrder(InOrder<'d>),
}

impl<'d> Slots<'d> {
    pub(super) fn new(slots: Vec<Slot<'d>>) -> Self {
        Self { rest: Rest::Found(slots.into_iter()), current: None }
    }

    pub(super) fn in_order(slots: InOrder<'d>) -> Self {
        Self { rest: Rest::InOrder(slots), current: None }
    }
}

impl<'de> MapAccess<'de> for Slots<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.current = match &mut self.rest {
            Rest::Found(slots) => slots.next(),
            Rest::InOrder(slots) => slots.next(),
        };
        match &self.current {
            Some(slot) => seed.deserialize(Key(&slot.key)).map(Some).map_err(|error| slot.value.place(error)),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let slot = self.current.take().ok_or_else(|| Error::new("a value was asked for before its key"))?;
        let value = match slot.value {
            Value::Element(element) => seed.deserialize(element),
            Value::Group(group) => seed.deserialize(group),
            Value::Text(text) => seed.deserialize(text),
        };
        value.map_err(|error| if slot.is_secret { error.concealed() } else { error })
    }

    fn size_hint(&self) -> Option<usize> {
        match &self.rest {
            Rest::Found(slots) => Some(slots.len()),
            Rest::InOrder(_) => None,
        }
    }
}

impl Value<'_> {
    /// The text, if there is nothing else.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Element(element) => element.text().ok(),
            Self::Group(_) => None,
            Self::Text(text) => Some(text.text),
        }
    }

    fn place(&self, error: Error) -> Error {
        match self {
            Self::Element(element) => element.place(error),
            Self::Group(group) => group.place(error),
            Self::Text(text) => text.place(error),
        }
    }
}

/// The children of an element by local name.
pub(super) fn by_name<'d>(
    document: &'d Document<'d>,
    nodes: impl Iterator<Item = NodeId>,
) -> IndexMap<&'d str, Few<NodeId>> {
    let mut groups: IndexMap<&str, Few<NodeId>> = IndexMap::new();
    for node in nodes {
        groups.entry(document.local(node)).or_default().push(node);
    }
    groups
}

/// The elements under one free key: a list's items, or one value.
pub(super) fn keyed<'d>(
    parent: &Element<'d>,
    nodes: Few<NodeId>,
    shape: &'static Shape,
    default: &'static str,
) -> Result<Value<'d>, Error> {
    let document = parent.document;
    let shape = Resolved::of(shape);
    let item = match (shape.kind(), nodes.as_slice()) {
        (Kind::List(item), _) => Resolved::of(item()),
        (_, [only]) => return Ok(Value::Element(Element::new(document, *only, shape, default))),
        (Kind::Any, _) => Resolved::of(layout::any()),
        (_, nodes) => {
            let error = Error::new("this element comes more than once");
            return Err(document.place(error, nodes.get(1).copied().unwrap_or(parent.node)));
        }
    };
    Ok(Value::Group(Group { document, parent: parent.node, nodes: Nodes::Listed(nodes), item, default }))
}

/// A map with one element a key.
pub(super) fn plain<'d>(element: &Element<'d>, inner: ShapeFn) -> Result<Vec<Slot<'d>>, Error> {
    element.refuse_text()?;
    let groups = by_name(element.document, element.document.children(element.node));
    let slot =
        |(key, nodes): (&'d str, Few<NodeId>)| Ok(Slot::free(key, keyed(element, nodes, inner(), element.default)?));
    groups.into_iter().map(slot).collect()
}

/// A map with one entry a key.
pub(super) fn entries<'d>(
    element: &Element<'d>,
    entry: &'static XmlEntry,
    inner: ShapeFn,
) -> Result<Vec<Slot<'d>>, Error> {
    element.refuse_text()?;
    let document = element.document;
    let name = |local: &'static str| match entry.namespace {
        "" => Name::bare(local, element.default),
        // Whatever the prefix, it decides where the default namespace goes.
        namespace => Name { local, namespace, prefix: entry.prefix, bare: false },
    };
    let default = name(entry.value).default_within(name(entry.name).default_within(element.default));
    let mut slots: Vec<Slot<'d>> = Vec::new();
    let mut keys = HashSet::new();
    for node in element.named(&name(entry.name)) {
        let inside = Element { node, ..*element };
        let one = |local: &'static str| {
            let mut found = inside.named(&name(local));
            match (found.next(), found.next()) {
                (Some(only), None) => Ok(only),
                (None, _) => Err(document.place(Error::new(format!("this entry has no {local:?}")), node)),
                (_, Some(second)) => Err(document.place(Error::new("this element comes more than once"), second)),
            }
        };
        let (key, value) = (one(entry.key)?, one(entry.value)?);
        if document.has_children(key) || document.is_nil(key) {
            return Err(document.place(Error::new("a key must be a text"), key));
        }
        if !keys.insert(document.text(key)) {
            return Err(document.place(Error::new("this key comes more than once"), key));
        }
        let value = Element::new(document, value, Resolved::of(inner()), default);
        slots.push(Slot::free(document.text(key), Value::Element(value)));
    }
    Ok(slots)
}
