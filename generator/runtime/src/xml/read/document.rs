//! A parsed document: elements in one vector, names as places in the input.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use super::super::name::{XML, XSD, XSI, is_blank, same};
use super::super::{Error, Position};
use super::namespace::Known;

/// An element of a [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(pub(super) u32);

/// Stands for no node and no text.
pub(super) const NONE: u32 = u32::MAX;

/// An element. Kept small: a hostile document is nothing but elements of four bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Where the start tag begins.
    pub(super) position: u32,
    /// Where the local name begins, and its length.
    pub(super) local: (u32, u32),
    pub(super) namespace: u32,
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) next: u32,
    /// The first attribute, and how many there are.
    pub(super) attributes: (u32, u32),
    pub(super) text: u32,
}

/// An attribute that isn't a namespace declaration.
#[derive(Debug)]
pub(super) struct Attribute<'i> {
    pub(super) namespace: u32,
    pub(super) local: &'i str,
    /// The value, normalised; that of `xsi:type` as `{namespace}local`.
    pub(super) value: Cow<'i, str>,
}

/// A parsed document.
#[derive(Debug)]
pub(in super::super) struct Document<'i> {
    pub(super) input: &'i str,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute<'i>>,
    pub(super) texts: Vec<Cow<'i, str>>,
    pub(super) namespaces: Known,
    /// How badly elements fit shapes, remembered so that nested unions don't multiply the work.
    pub(super) fits: RefCell<HashMap<(NodeId, usize), Option<u32>>>,
}

/// What `xsi:type` says of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypeHint<'d> {
    pub(super) namespace: &'d str,
    pub(super) local: &'d str,
}

impl<'i> Document<'i> {
    pub(super) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    pub(super) fn local(&self, id: NodeId) -> &str {
        let (start, len) = self.node(id).map_or((0, 0), |node| node.local);
        self.input.get(start as usize..(start + len) as usize).unwrap_or_default()
    }

    pub(super) fn namespace(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| self.namespace_text(node.namespace))
    }

    pub(super) fn namespace_text(&self, namespace: u32) -> &str {
        self.namespaces.text(namespace)
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let first = self.node(id).and_then(|node| linked(node.first_child));
        std::iter::successors(first, |child| self.next(*child))
    }

    /// The sibling behind an element.
    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).and_then(|node| linked(node.next))
    }

    pub(super) fn has_children(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| node.first_child != NONE)
    }

    /// The text directly in an element, that of its children left out.
    pub(super) fn text(&self, id: NodeId) -> &str {
        self.node(id).and_then(|node| self.texts.get(node.text as usize)).map_or("", |text| text)
    }

    /// The element's attributes but those that speak of XML itself.
    pub(super) fn attributes(&self, id: NodeId) -> impl Iterator<Item = &Attribute<'i>> {
        let all = self.all_attributes(id).iter();
        all.filter(|attribute| !matches!(self.namespace_text(attribute.namespace), XSI | XML))
    }

    pub(super) fn attribute(&self, id: NodeId, namespace: &str, local: &str) -> Option<&str> {
        let named = |attribute: &&Attribute<'_>| {
            attribute.local == local && same(self.namespace_text(attribute.namespace), namespace)
        };
        self.all_attributes(id).iter().find(named).map(|attribute| &*attribute.value)
    }

    fn all_attributes(&self, id: NodeId) -> &[Attribute<'i>] {
        let (start, len) = self.node(id).map_or((0, 0), |node| node.attributes);
        self.attributes.get(start as usize..(start + len) as usize).unwrap_or_default()
    }

    /// Whether the element says that it is null.
    pub(super) fn is_nil(&self, id: NodeId) -> bool {
        self.attribute(id, XSI, "nil").is_some_and(|value| matches!(value.trim(), "true" | "1"))
    }

    /// Whether there is nothing in the element but perhaps white space.
    pub(super) fn is_empty(&self, id: NodeId) -> bool {
        !self.has_children(id) && is_blank(self.text(id))
    }

    pub(super) fn type_hint(&self, id: NodeId) -> Option<TypeHint<'_>> {
        let (namespace, local) = self.attribute(id, XSI, "type")?.strip_prefix('{')?.rsplit_once('}')?;
        Some(TypeHint { namespace, local })
    }

    /// Says where an error is, unless that is known already.
    pub(super) fn place(&self, error: Error, id: NodeId) -> Error {
        self.place_at(error, id, None)
    }

    /// As [`Self::place`], for an attribute of the element.
    pub(super) fn place_at(&self, error: Error, id: NodeId, attribute: Option<&str>) -> Error {
        if error.is_placed() {
            return error;
        }
        let byte = self.node(id).map_or(0, |node| node.position as usize);
        error.at(Position::of(self.input, byte), Some(self.path(id, attribute)))
    }

    fn path(&self, id: NodeId, attribute: Option<&str>) -> String {
        let up = |id: &NodeId| self.node(*id).filter(|node| node.parent != NONE).map(|node| NodeId(node.parent));
        let mut names: Vec<&str> = std::iter::successors(Some(id), up).map(|id| self.local(id)).collect();
        names.reverse();
        let path = format!("/{}", names.join("/"));
        match attribute {
            Some(attribute) => format!("{path}/@{attribute}"),
            None => path,
        }
    }
}

fn linked(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

impl TypeHint<'_> {
    /// Whether it is a type of XML Schema whose values are whole numbers.
    pub(super) fn is_integer(&self) -> bool {
        self.namespace == XSD
            && matches!(
                self.local,
                "integer"
                    | "long"
                    | "int"
                    | "short"
                    | "byte"
                    | "nonNegativeInteger"
                    | "positiveInteger"
                    | "nonPositiveInteger"
                    | "negativeInteger"
                    | "unsignedLong"
                    | "unsignedInt"
                    | "unsignedShort"
                    | "unsignedByte"
            )
    }

    /// Whether it is a type of XML Schema whose values are numbers.
    pub(super) fn is_number(&self) -> bool {
        self.namespace == XSD && matches!(self.local, "decimal" | "double" | "float")
    }

    pub(super) fn is(&self, namespace: &str, local: &str) -> bool {
        self.namespace == namespace && self.local == local
    }
}
