//! Puts shared media types where they are referred to: `openapiv3` has no references there.

use super::context::Context;
use super::origins::Origins;
use super::structure::local;
use crate::diagnostics::{Diagnostic, Pointer, Sink};
use crate::syntax::Node;

const SHARED: &str = "#/components/mediaTypes/";

/// How many references in a row are followed; more are a circle.
const REFERENCES: usize = 32;

/// Replaces each reference to a media type by what it names, which keeps its place.
pub(super) fn inline(root: &mut Node, origins: &mut Origins, sink: &mut Sink) {
    let own = root.get("$self").and_then(Node::as_str).map(str::to_owned);
    let shared = root.get("components").and_then(|components| components.get("mediaTypes")).cloned();
    let mut inline = Inline { own, shared: shared.unwrap_or(Node::Null), origins, sink };
    inline.node(root, Context::Document, &Pointer::default());
}

struct Inline<'i> {
    own: Option<String>,
    shared: Node,
    origins: &'i mut Origins,
    sink: &'i mut Sink,
}

impl Inline<'_> {
    fn node(&mut self, node: &mut Node, context: Context, at: &Pointer) {
        if context == Context::Schema {
            return;
        }
        if context == Context::MediaType
            && let Some(reference) = node.get("$ref").and_then(Node::as_str).map(str::to_owned)
        {
            self.replace(node, &reference, at);
        }
        match node {
            Node::Object(members) => {
                for (key, value) in members {
                    if let Some(inner) = context.of(key) {
                        self.node(value, inner, &at.child(key));
                    }
                }
            }
            Node::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if let Some(inner) = context.of("") {
                        self.node(item, inner, &at.child(index));
                    }
                }
            }
            _ => {}
        }
    }

    fn replace(&mut self, node: &mut Node, reference: &str, at: &Pointer) {
        let mut name = self.name(reference);
        for _ in 0..REFERENCES {
            let Some((found, own)) = name.as_ref().and_then(|name| Some((self.shared.get(name)?, name))) else { break };
            match found.get("$ref").and_then(Node::as_str) {
                Some(next) => name = self.name(next),
                None => {
                    let from = Pointer::default().child("components").child("mediaTypes").child(own);
                    *node = found.clone();
                    self.origins.remember(at.clone(), from);
                    return;
                }
            }
        }
        *node = Node::Object(super::carry::Members::default());
        if reference == super::MISSING {
            return;
        }
        let place = self.origins.descend(&self.origins.root(), at.tokens()).place();
        let message = format!("there is no media type at `{reference}`");
        self.sink.push(Diagnostic::error("GW0301", message).at(&place.child("$ref"), ""));
    }

    fn name(&self, reference: &str) -> Option<String> {
        let name = local(self.own.as_deref(), reference)?.strip_prefix(SHARED)?;
        Some(name.replace("~1", "/").replace("~0", "~"))
    }
}
