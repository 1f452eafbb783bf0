//! Swagger 2.0 into OpenAPI 3.0.
//!
//! The new document is built of [`part::Part`]s, each with where it stood in the user's document. From them come both
//! the origins, so that what is said later shows the user's text, and the references, which follow their targets.

mod at;
mod body;
mod media;
mod operation;
mod parameter;
mod part;
mod response;
mod schema;
mod security;
mod servers;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use at::At;
use media::Media;
use part::{Part, Parts};

use super::origins::Origins;
use crate::diagnostics::{Diagnostic, Place, Pointer, Sink};
use crate::overlay::Places;
use crate::syntax::Node;

/// The code of what one version can say and another can't.
const NO_EQUAL: &str = "GW0211";

/// Rewrites a document; with where all of it stood.
pub(super) fn rewrite(root: &Node, places: Places, sink: &mut Sink) -> (Node, Origins) {
    let at = At::root(root);
    let mut rewrite = Rewrite { root, places, sink, consumes: None, produces: None, said: HashSet::new() };
    rewrite.consumes = rewrite.media(&at, "consumes");
    rewrite.produces = rewrite.media(&at, "produces");
    let part = rewrite.document(&at);
    let Rewrite { places, .. } = rewrite;
    part.finish(root, Origins::new(places))
}

/// What the rewrites of one document share.
struct Rewrite<'r> {
    root: &'r Node,
    places: Places,
    sink: &'r mut Sink,
    /// The media types of the whole document.
    consumes: Option<Vec<Media>>,
    produces: Option<Vec<Media>>,
    /// What is said once for a document.
    said: HashSet<&'static str>,
}

impl<'r> Rewrite<'r> {
    fn place(&self, from: &Pointer) -> Place {
        self.places.find(from)
    }

    fn warn(&mut self, code: &'static str, from: &Pointer, message: impl Into<String>) {
        let place = self.place(from);
        self.sink.push(Diagnostic::warning(code, message).at(&place, ""));
    }

    fn warn_key(&mut self, code: &'static str, from: &Pointer, message: impl Into<String>) {
        let place = self.place(from);
        self.sink.push(Diagnostic::warning(code, message).at_key(&place, ""));
    }

    fn error(&mut self, code: &'static str, from: &Pointer, message: impl Into<String>) {
        let place = self.place(from);
        self.sink.push(Diagnostic::error(code, message).at(&place, ""));
    }

    fn document(&mut self, at: &At<'r>) -> Part {
        let mut parts = Parts::new();
        let mut components = Parts::new();
        for (key, at) in at.members() {
            let (name, part) = match key {
                "swagger" => {
                    parts.insert("openapi".to_owned(), Part::text(&at.from, "3.0.3"));
                    continue;
                }
                "host" | "basePath" | "schemes" | "consumes" | "produces" => continue,
                "definitions" => ("schemas", self.map(&at, Self::schema)),
                "responses" => ("responses", self.map(&at, Self::shared_response)),
                "securityDefinitions" => ("securitySchemes", self.map(&at, Self::security_scheme)),
                "parameters" => {
                    self.shared_parameters(&at, &mut components);
                    continue;
                }
                "paths" => {
                    parts.insert(key.to_owned(), self.paths(&at));
                    continue;
                }
                "components" | "servers" => {
                    self.later_field("a Swagger document", key, &at);
                    continue;
                }
                _ => {
                    parts.insert(key.to_owned(), Part::kept(&at));
                    continue;
                }
            };
            components.insert(name.to_owned(), part);
        }
        if let Some(servers) = self.servers(at) {
            parts.insert("servers".to_owned(), servers);
        }
        if !components.is_empty() {
            // References lead to the first of several copies, and that is to be the shared one.
            parts.shift_insert(0, "components".to_owned(), Part::made(&at.from, components));
        }
        Part::object(at, parts)
    }

    /// Rewrites each member of a map; what isn't one is kept, for a later stage to name.
    fn map(&mut self, at: &At<'r>, each: fn(&mut Self, &At<'r>) -> Part) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let members = at.members().map(|(key, at)| (key.to_owned(), each(self, &at))).collect();
        Part::object(at, members)
    }

    /// Rewrites each item of a list.
    fn list(&mut self, at: &At<'r>, each: fn(&mut Self, &At<'r>) -> Part) -> Part {
        if at.node.as_list().is_none() {
            return Part::kept(at);
        }
        let items = at.items().map(|at| each(self, &at)).collect();
        Part::list(at, items)
    }

    /// An object that is but a reference; what stands beside it is kept.
    fn referring(at: &At<'r>) -> Part {
        let members = at.members().map(|(key, at)| {
            let part = if key == "$ref" { Part::reference(&at) } else { Part::kept(&at) };
            (key.to_owned(), part)
        });
        Part::object(at, members.collect())
    }

    /// A field of OpenAPI 3 that means nothing here.
    fn later_field(&mut self, object: &str, key: &str, at: &At<'r>) {
        let message = format!("{object} has no field `{key}`, which is of OpenAPI 3; it is ignored");
        self.warn_key("GW0205", &at.from, message);
    }
}
