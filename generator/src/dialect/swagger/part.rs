//! The new document before its references are rewritten: each part knows where it stood.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::at::{At, descend, tokens};
use crate::diagnostics::Pointer;
use crate::dialect::origins::Origins;
use crate::syntax::Node;

/// The members of an object to be.
pub(super) type Parts = IndexMap<String, Part>;

/// A part of the new document.
#[derive(Debug, Clone)]
pub(super) struct Part {
    from: Pointer,
    /// Whether it is what stood there, and not something that was made of it; references follow the former.
    same: bool,
    made: Made,
}

#[derive(Debug, Clone)]
enum Made {
    Value(Node),
    Reference(String),
    Object(Parts),
    List(Vec<Part>),
}

impl Part {
    /// What stands there, as it is.
    pub(super) fn kept(at: &At<'_>) -> Self {
        Self { from: at.from.clone(), same: true, made: Made::Value(at.node.clone()) }
    }

    /// The text of a reference that stands there.
    pub(super) fn reference(at: &At<'_>) -> Self {
        match at.node.as_str() {
            Some(text) => Self { from: at.from.clone(), same: true, made: Made::Reference(text.to_owned()) },
            None => Self::kept(at),
        }
    }

    /// The object that stands there, its members rewritten.
    pub(super) fn object(at: &At<'_>, members: Parts) -> Self {
        Self { from: at.from.clone(), same: true, made: Made::Object(members) }
    }

    /// The list that stands there, its items rewritten.
    pub(super) fn list(at: &At<'_>, items: Vec<Self>) -> Self {
        Self { from: at.from.clone(), same: true, made: Made::List(items) }
    }

    /// A value that is made of what stands there.
    pub(super) fn value(from: &Pointer, value: Node) -> Self {
        Self { from: from.clone(), same: false, made: Made::Value(value) }
    }

    /// A string that is made of what stands there.
    pub(super) fn text(from: &Pointer, text: impl Into<String>) -> Self {
        Self::value(from, Node::String(text.into()))
    }

    /// An object that is made of what stands there.
    pub(super) fn made(from: &Pointer, members: Parts) -> Self {
        Self { from: from.clone(), same: false, made: Made::Object(members) }
    }

    /// A list that is made of what stands there.
    pub(super) fn made_list(from: &Pointer, items: Vec<Self>) -> Self {
        Self { from: from.clone(), same: false, made: Made::List(items) }
    }

    /// The document that this is the root of, and where all of it stood.
    pub(super) fn finish(self, source: &Node, mut origins: Origins) -> (Node, Origins) {
        let mut homes = HashMap::new();
        let root = Pointer::default();
        self.survey(&root, &root, &mut homes, &mut origins);
        (self.into_node(&Homes { source, homes }), origins)
    }

    fn survey(&self, to: &Pointer, expected: &Pointer, homes: &mut HashMap<Pointer, Pointer>, origins: &mut Origins) {
        if self.from != *expected {
            origins.remember(to.clone(), self.from.clone());
        }
        if self.same {
            homes.entry(self.from.clone()).or_insert_with(|| to.clone());
        }
        match &self.made {
            Made::Value(_) | Made::Reference(_) => {}
            Made::Object(members) => {
                for (key, part) in members {
                    part.survey(&to.child(key), &self.from.child(key), homes, origins);
                }
            }
            Made::List(items) => {
                for (index, part) in items.iter().enumerate() {
                    part.survey(&to.child(index), &self.from.child(index), homes, origins);
                }
            }
        }
    }

    fn into_node(self, homes: &Homes<'_>) -> Node {
        match self.made {
            Made::Value(node) => node,
            Made::Reference(text) => Node::String(homes.rewritten(&text).unwrap_or(text)),
            Made::Object(members) => {
                Node::Object(members.into_iter().map(|(key, part)| (key, part.into_node(homes))).collect())
            }
            Made::List(items) => Node::List(items.into_iter().map(|part| part.into_node(homes)).collect()),
        }
    }
}

/// Where what stood somewhere stands now.
struct Homes<'n> {
    source: &'n Node,
    homes: HashMap<Pointer, Pointer>,
}

impl Homes<'_> {
    /// The reference to where its target stands now; `None` if it has no target in this document.
    fn rewritten(&self, reference: &str) -> Option<String> {
        let tokens = tokens(reference)?;
        descend(self.source, &tokens)?;
        let (above, below) = (0..=tokens.len()).rev().find_map(|length| {
            let (above, below) = tokens.split_at_checked(length)?;
            let above = above.iter().fold(Pointer::default(), |at, token| at.child(token));
            Some((self.homes.get(&above)?, below))
        })?;
        let pointer = below.iter().fold(above.clone(), |at, token| at.child(token));
        Some(format!("#{}", pointer.to_string().replace('%', "%25")))
    }
}
