//! Reads the document, its components and its paths.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{Callback, Components, OpenAPI, Operation, PathItem, ReferenceOr};
use serde::de::Deserialize;

use super::deserialize::shell;
use super::{Beyond, CARRIER, Cursor, Document, Origins};
use crate::diagnostics::{Diagnostic, Pointer, Sink};
use crate::syntax::Node;

/// The document, and whether it is the whole of it. What was read goes at once, for both together are the most that a
/// run has to hold.
pub(super) fn read(mut root: Node, origins: Origins, sink: &mut Sink) -> Option<(Document, bool)> {
    let mut reader =
        Reader { origins: &origins, sink, beyond: HashMap::new(), more_operations: HashMap::new(), whole: true };
    let at = origins.root();
    let mut api: OpenAPI = reader.shell(&root, &["paths", "components"], &at)?;
    let components_at = origins.child(&at, "components");
    let mut path_items = IndexMap::new();
    if let Some(mut node) = taken(&mut root, "components") {
        api.components = reader.components(&mut node, &components_at);
        path_items = reader.consumed(&mut node, PATH_ITEMS, &components_at, Reader::path_item);
    }
    if let Some(node) = taken(&mut root, "paths") {
        reader.paths(node, &origins.child(&at, "paths"), &mut api);
    }
    let Reader { beyond, more_operations, whole, .. } = reader;
    Some((Document { api, beyond, more_operations, path_items, origins }, whole))
}

const QUERY: &str = "x-gatewright-keyword-query";
const MORE: &str = "x-gatewright-keyword-additionalOperations";
const PATH_ITEMS: &str = "x-gatewright-keyword-pathItems";

/// What reading shares.
pub(super) struct Reader<'r> {
    pub(super) origins: &'r Origins,
    sink: &'r mut Sink,
    pub(super) beyond: HashMap<Pointer, Beyond>,
    more_operations: HashMap<Pointer, IndexMap<String, Operation>>,
    whole: bool,
}

impl Reader<'_> {
    /// Reads an object without what stands under `cut`.
    pub(super) fn shell<'n, T: Deserialize<'n>>(&mut self, node: &'n Node, cut: &[&str], at: &Cursor) -> Option<T> {
        match shell(node, cut) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("this object can't be read: {error}");
                self.sink.push(Diagnostic::error("GW0210", message).at_key(&at.place(), ""));
                self.whole = false;
                None
            }
        }
    }

    /// Reads each member of the object under a key.
    pub(super) fn map<T>(
        &mut self,
        node: &Node,
        key: &str,
        at: &Cursor,
        mut read: impl FnMut(&mut Self, &Node, &Cursor) -> Option<T>,
    ) -> IndexMap<String, T> {
        let Some(members) = node.get(key).and_then(Node::as_object) else { return IndexMap::new() };
        let at = self.origins.child(at, key);
        let mut values = IndexMap::with_capacity(members.len());
        for (key, value) in members {
            let at = self.origins.child(&at, key);
            if let Some(value) = read(self, value, &at) {
                values.insert(key.clone(), value);
            }
        }
        values
    }

    /// Reads each item of the list under a key.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        key: &str,
        at: &Cursor,
        mut read: impl FnMut(&mut Self, &Node, &Cursor) -> Option<T>,
    ) -> Vec<T> {
        let Some(items) = node.get(key).and_then(Node::as_list) else { return Vec::new() };
        let at = self.origins.child(at, key);
        let item = |(index, item): (usize, &Node)| {
            let at = self.origins.child(&at, &index.to_string());
            read(self, item, &at)
        };
        items.iter().enumerate().filter_map(item).collect()
    }

    /// Reads a Reference Object, or the object in whose place it may stand.
    pub(super) fn reference_or<T>(
        &mut self,
        node: &Node,
        at: &Cursor,
        read: impl FnOnce(&mut Self, &Node, &Cursor) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => Some(ReferenceOr::ref_(reference)),
            None => read(self, node, at).map(ReferenceOr::Item),
        }
    }

    /// Reads each member of the object under a key, any of which may be a reference.
    pub(super) fn references<T>(
        &mut self,
        node: &Node,
        key: &str,
        at: &Cursor,
        mut read: impl FnMut(&mut Self, &Node, &Cursor) -> Option<T>,
    ) -> IndexMap<String, ReferenceOr<T>> {
        self.map(node, key, at, |reader, node, at| reader.reference_or(node, at, |r, n, a| read(r, n, a)))
    }

    /// The same, and each member goes when it was read.
    fn consumed<T>(
        &mut self,
        node: &mut Node,
        key: &str,
        at: &Cursor,
        mut read: impl FnMut(&mut Self, &Node, &Cursor) -> Option<T>,
    ) -> IndexMap<String, ReferenceOr<T>> {
        let Some(Node::Object(members)) = taken(node, key) else { return IndexMap::new() };
        let at = self.origins.child(at, key);
        let read = |(key, value): (String, Node)| {
            let at = self.origins.child(&at, &key);
            self.reference_or(&value, &at, |r, n, a| read(r, n, a)).map(|value| (key, value))
        };
        members.into_iter().filter_map(read).collect()
    }

    fn components(&mut self, node: &mut Node, at: &Cursor) -> Option<Components> {
        const CUT: &[&str] = &[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            PATH_ITEMS,
        ];
        let shell: Components = self.shell(node, CUT, at)?;
        Some(Components {
            schemas: self.consumed(node, "schemas", at, Self::schema),
            responses: self.consumed(node, "responses", at, Self::response),
            parameters: self.consumed(node, "parameters", at, Self::parameter),
            examples: self.consumed(node, "examples", at, Self::leaf),
            request_bodies: self.consumed(node, "requestBodies", at, Self::request_body),
            headers: self.consumed(node, "headers", at, Self::header),
            security_schemes: self.consumed(node, "securitySchemes", at, Self::leaf),
            links: self.consumed(node, "links", at, Self::leaf),
            callbacks: self.consumed(node, "callbacks", at, Self::callback),
            ..shell
        })
    }

    /// An object without schemas in it.
    pub(super) fn leaf<T: for<'n> Deserialize<'n>>(&mut self, node: &Node, at: &Cursor) -> Option<T> {
        self.shell(node, &[], at)
    }

    fn paths(&mut self, node: Node, at: &Cursor, api: &mut OpenAPI) {
        let Node::Object(members) = node else { return };
        for (path, item) in members.into_iter().filter(|(path, _)| path.starts_with('/')) {
            let at = self.origins.child(at, &path);
            if let Some(item) = self.reference_or(&item, &at, Self::path_item) {
                api.paths.paths.insert(path, item);
            }
        }
    }

    pub(super) fn callback(&mut self, node: &Node, at: &Cursor) -> Option<Callback> {
        let mut callback = Callback::new();
        for (expression, item) in node.as_object()? {
            // `openapiv3` has no references here; nothing is generated from callbacks, so none is missed.
            if expression.starts_with("x-") || item.get("$ref").is_some() {
                continue;
            }
            let at = self.origins.child(at, expression);
            callback.insert(expression.clone(), self.path_item(item, &at)?);
        }
        Some(callback)
    }

    fn path_item(&mut self, node: &Node, at: &Cursor) -> Option<PathItem> {
        const CUT: &[&str] =
            &["get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters", QUERY, MORE];
        // Operations are required to have responses, so an empty one would not do: they are left out.
        let without = without(node, CUT);
        let mut item: PathItem = self.shell(&without, &[], at)?;
        item.parameters =
            self.list(node, "parameters", at, |reader, node, at| reader.reference_or(node, at, Self::parameter));
        for (method, slot) in [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
            ("options", &mut item.options),
            ("head", &mut item.head),
            ("patch", &mut item.patch),
            ("trace", &mut item.trace),
        ] {
            if let Some(node) = node.get(method) {
                let at = self.origins.child(at, method);
                *slot = self.operation(node, &at);
            }
        }
        let mut more = self.map(node, MORE, at, Self::operation);
        if let Some(node) = node.get(QUERY) {
            let at = self.origins.child(at, QUERY);
            more.extend(self.operation(node, &at).map(|operation| ("query".to_owned(), operation)));
        }
        if !more.is_empty() {
            self.more_operations.insert(at.here.clone(), more);
        }
        Some(item)
    }
}

/// A member, taken out of its object.
fn taken(node: &mut Node, key: &str) -> Option<Node> {
    let Node::Object(members) = node else { return None };
    members.get_mut(key).map(|member| std::mem::replace(member, Node::Null))
}

/// A copy without some members; the rest is small.
fn without(node: &Node, keys: &[&str]) -> Node {
    let members = node.as_object().into_iter().flatten();
    let kept = members.filter(|(key, _)| !keys.contains(&key.as_str()));
    Node::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// Whether a key carries what `openapiv3` has no field for.
pub(super) fn carried<'n>(node: &'n Node, keyword: &str) -> Option<&'n Node> {
    node.as_object()?.get(&format!("{CARRIER}{keyword}"))
}
