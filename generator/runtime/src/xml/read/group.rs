//! Lists without an element of their own: all elements of one name in a parent.

use serde::de::Visitor;

use super::super::Error;
use super::super::layout::Resolved;
use super::document::{Document, NodeId};
use super::element::Element;
use super::list::Items;
use super::source::{Source, Wanted, deserializer};
use crate::few::Few;

/// The elements of one name.
#[derive(Debug)]
pub(super) struct Group<'d> {
    pub(super) document: &'d Document<'d>,
    /// The element that holds them.
    pub(super) parent: NodeId,
    pub(super) nodes: Nodes,
    pub(super) item: Resolved,
    /// The default namespace within each.
    pub(super) default: &'static str,
}

/// Elements, in the order of the document.
#[derive(Debug)]
pub(super) enum Nodes {
    /// The first of so many that stand side by side.
    Run(Option<NodeId>, usize),
    Listed(Few<NodeId>),
}

impl Nodes {
    pub(super) fn first(&self) -> Option<NodeId> {
        match self {
            Self::Run(first, _) => *first,
            Self::Listed(nodes) => nodes.as_slice().first().copied(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Run(_, count) => *count,
            Self::Listed(nodes) => nodes.as_slice().len(),
        }
    }
}

impl<'d> Group<'d> {
    pub(super) fn elements(&self) -> Vec<Element<'d>> {
        let element = |node: NodeId| Element::new(self.document, node, self.item, self.default);
        match &self.nodes {
            Nodes::Run(first, count) => {
                let mut elements = Vec::with_capacity(*count);
                let run = std::iter::successors(*first, |node| self.document.next(*node));
                elements.extend(run.take(*count).map(element));
                elements
            }
            Nodes::Listed(nodes) => nodes.as_slice().iter().copied().map(element).collect(),
        }
    }
}

impl Source for Group<'_> {
    fn read<'de, V: Visitor<'de>>(self, visitor: V, _: Wanted) -> Result<V::Value, Error> {
        visitor.visit_seq(Items(self.elements().into_iter())).map_err(|error| self.place(error))
    }

    fn is_null(&self) -> bool {
        self.nodes.len() == 1 && self.nodes.first().is_some_and(|only| self.document.is_nil(only))
    }

    fn text(&self) -> Result<&str, Error> {
        Err(Error::new("a list stands where a text is expected"))
    }

    fn variant<'de, V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(self.place(Error::new("a list stands where one value is expected")))
    }

    fn place(&self, error: Error) -> Error {
        self.document.place(error, self.nodes.first().unwrap_or(self.parent))
    }
}

deserializer!(Group);
