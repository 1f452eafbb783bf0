//! The names that `$anchor`, `$dynamicAnchor` and `$id` give to schemas.

use std::collections::HashMap;

use crate::diagnostics::{Place, Pointer, SourceId};
use crate::syntax::Node;

/// The names of every file that was read.
#[derive(Debug, Default)]
pub(super) struct Index {
    anchors: HashMap<(SourceId, String), Vec<Pointer>>,
    /// How many schemas a dynamic anchor names, in all files.
    dynamic: HashMap<String, usize>,
    /// Schemas with an `$id`, by its text without an empty fragment.
    ids: HashMap<String, Place>,
    /// The `$id` of each schema that has one.
    resources: HashMap<Place, String>,
}

impl Index {
    pub(super) fn add(&mut self, source: SourceId, tree: &Node) {
        // A document says by `$self` what it is called, as a schema does by `$id`.
        if let Some(own) = tree.get("$self").and_then(Node::as_str) {
            self.ids.entry(own.trim_end_matches('#').to_owned()).or_insert_with(|| Place::root(source));
        }
        self.scan(tree, &Step::Root, source);
    }

    fn scan(&mut self, node: &Node, at: &Step<'_>, source: SourceId) {
        match node {
            Node::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        (key, Node::String(_)) if !key.starts_with('$') => {}
                        ("$id", Node::String(id)) => {
                            let place = Place { source, pointer: at.pointer() };
                            let id = id.trim_end_matches('#').to_owned();
                            self.ids.entry(id.clone()).or_insert_with(|| place.clone());
                            self.resources.insert(place, id);
                        }
                        ("$anchor", Node::String(name)) => self.anchor(name, at, source),
                        ("$dynamicAnchor", Node::String(name)) => {
                            *self.dynamic.entry(name.clone()).or_default() += 1;
                            self.anchor(name, at, source);
                        }
                        _ => self.scan(value, &Step::Key(at, key), source),
                    }
                }
            }
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.scan(item, &Step::Item(at, index), source);
                }
            }
            _ => {}
        }
    }

    fn anchor(&mut self, name: &str, at: &Step<'_>, source: SourceId) {
        self.anchors.entry((source, name.to_owned())).or_default().push(at.pointer());
    }

    /// The schema that has an `$id`.
    pub(super) fn identified(&self, id: &str) -> Option<&Place> {
        self.ids.get(id)
    }

    /// The schema that a name stands for, as seen from a schema of the same file: one of the same resource first.
    pub(super) fn anchored(&self, source: SourceId, name: &str, resource: &Pointer) -> Option<Place> {
        let named = self.anchors.get(&(source, name.to_owned()))?;
        let own = named.iter().find(|pointer| self.resource(source, pointer) == *resource);
        own.or_else(|| named.first()).map(|pointer| Place { source, pointer: pointer.clone() })
    }

    /// Whether it depends on the way of validation which schema a dynamic anchor names.
    pub(super) fn is_dynamic(&self, name: &str) -> bool {
        self.dynamic.get(name).is_some_and(|count| *count > 1)
    }

    /// The schema with an `$id` that a place is in, or the root of its file.
    pub(super) fn resource(&self, source: SourceId, pointer: &Pointer) -> Pointer {
        if self.resources.is_empty() {
            return Pointer::default();
        }
        let mut at = pointer;
        while let Some(above) = at.parent() {
            if self.resources.contains_key(&Place { source, pointer: at.clone() }) {
                return at.clone();
            }
            at = above;
        }
        Pointer::default()
    }
}

/// The way to a node. The steps are on the stack, so that they cost nothing until something is found.
enum Step<'s> {
    Root,
    Key(&'s Step<'s>, &'s str),
    Item(&'s Step<'s>, usize),
}

impl Step<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::default(),
            Self::Key(above, key) => above.pointer().child(key),
            Self::Item(above, index) => above.pointer().child(index),
        }
    }
}
