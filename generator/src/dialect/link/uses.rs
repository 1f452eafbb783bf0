//! The references that stand in an object, as far as it is of a known kind.

use super::below::Layout;
use crate::diagnostics::Place;
use crate::dialect::context::Context;
use crate::syntax::{Members, Node};

/// A reference that stands somewhere.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The object that it stands in the place of; for a mapping, the value.
    pub(super) at: Place,
    /// The text of the reference.
    pub(super) text: String,
    /// What is expected there.
    pub(super) context: Context,
    pub(super) kind: Kind,
    /// Whether nothing stands beside it.
    pub(super) alone: bool,
    /// When it was met. What waits for a file is settled later, but what comes of it is not to depend on that.
    pub(super) order: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `$ref`.
    Plain,
    /// `$dynamicRef`.
    Dynamic,
    /// A value of a discriminator's `mapping`.
    Mapping,
}

impl Use {
    /// Where its text stands.
    pub(super) fn place(&self) -> Place {
        match self.kind {
            Kind::Plain => self.at.child("$ref"),
            Kind::Dynamic => self.at.child("$dynamicRef"),
            Kind::Mapping => self.at.clone(),
        }
    }
}

/// The reference that an object is, if it is one.
pub(super) fn reference(members: &Members, context: Context, at: &Place) -> Option<Use> {
    let plain = |text: &str| (text.to_owned(), Kind::Plain);
    let dynamic = |text: &str| (text.to_owned(), Kind::Dynamic);
    let text = members.get("$ref").and_then(Node::as_str).map(plain);
    let text = text.or_else(|| {
        let is_schema = context == Context::Schema;
        members.get("$dynamicRef").filter(|_| is_schema).and_then(Node::as_str).map(dynamic)
    });
    let (text, kind) = text?;
    Some(Use { at: at.clone(), text, context, kind, alone: members.len() == 1, order: 0 })
}

/// The reference that a value of a discriminator's `mapping` is, if it isn't a name.
pub(super) fn mapped(value: &Node, at: &Place) -> Option<Use> {
    let text = value.as_str()?;
    let is_file = [".json", ".yaml", ".yml"].iter().any(|end| text.ends_with(end));
    let is_reference = text.contains(['#', '/']) || is_file;
    is_reference.then(|| Use {
        at: at.clone(),
        text: text.to_owned(),
        context: Context::Schema,
        kind: Kind::Mapping,
        alone: false,
        order: 0,
    })
}

/// The mapping of a schema's discriminator.
pub(super) fn mapping(members: &Members, context: Context) -> Option<&Members> {
    members.get("discriminator").filter(|_| context == Context::Schema)?.get("mapping")?.as_object()
}

/// Whether what stands beside a reference counts.
pub(super) fn reads_beside(layout: Layout, context: Context) -> bool {
    layout == Layout::Late || context != Context::Schema
}

/// Finds the references in a node.
pub(super) fn find(layout: Layout, node: &Node, context: Context, at: &Place, found: &mut Vec<Use>) {
    match node {
        Node::Object(members) => {
            if let Some(used) = reference(members, context, at) {
                let is_plain = used.kind == Kind::Plain;
                found.push(used);
                if is_plain && !reads_beside(layout, context) {
                    return;
                }
            }
            for (value, mapped_to) in mapping(members, context).into_iter().flatten() {
                let at = at.child("discriminator").child("mapping").child(value);
                found.extend(mapped(mapped_to, &at));
            }
            for (key, value) in members {
                if let (Node::Object(_) | Node::List(_), Some(inner)) = (value, layout.below(context, key)) {
                    find(layout, value, inner, &at.child(key), found);
                }
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let token = index.to_string();
                if let Some(inner) = layout.below(context, &token) {
                    find(layout, item, inner, &at.child(token), found);
                }
            }
        }
        _ => {}
    }
}
