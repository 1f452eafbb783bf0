//! Parameters that aren't in the body, and headers: their inline type into `schema`, `collectionFormat` into `style`.

use super::at::At;
use super::part::{Part, Parts};
use super::{NO_EQUAL, Rewrite};
use crate::syntax::Node;

/// What of a parameter, a header or an `items` says something of the value.
const OF_SCHEMA: [&str; 17] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
];

/// How the items of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    Comma,
    Space,
    Pipe,
    /// Each by itself.
    Apart,
}

impl<'r> Rewrite<'r> {
    /// The parameters that any operation may share.
    pub(super) fn shared_parameters(&mut self, at: &At<'r>, components: &mut Parts) {
        if at.node.as_object().is_none() {
            components.insert("parameters".to_owned(), Part::kept(at));
            return;
        }
        let (mut parameters, mut bodies) = (Parts::new(), Parts::new());
        for (name, at) in at.members() {
            let kind = at.followed(self.root).and_then(|at| at.text("in"));
            match kind {
                Some("body") => {
                    let part = if at.has("$ref") { Self::referring(&at) } else { self.shared_body(&at) };
                    bodies.insert(name.to_owned(), part);
                }
                // A form is made of several, so each stands in the forms that refer to it.
                Some("formData") => {}
                _ => {
                    parameters.insert(name.to_owned(), self.parameter(&at));
                }
            }
        }
        if !parameters.is_empty() {
            components.insert("parameters".to_owned(), Part::object(at, parameters));
        }
        if !bodies.is_empty() {
            components.insert("requestBodies".to_owned(), Part::made(&at.from, bodies));
        }
    }

    pub(super) fn parameter(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        if at.has("$ref") {
            return Self::referring(at);
        }
        let mut parts = self.around(at);
        let location = at.text("in").unwrap_or_default();
        if location == "query" && at.text("type") == Some("array") {
            let (style, explode) = match self.joined(at) {
                Joined::Comma => ("form", false),
                Joined::Space => ("spaceDelimited", false),
                Joined::Pipe => ("pipeDelimited", false),
                Joined::Apart => ("form", true),
            };
            let from = collection_format(at);
            parts.insert("style".to_owned(), Part::text(&from, style));
            parts.insert("explode".to_owned(), Part::value(&from, Node::Bool(explode)));
        } else if at.text("type") == Some("array") {
            self.comma_only(at);
        }
        Part::object(at, parts)
    }

    pub(super) fn header(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() {
            return Part::kept(at);
        }
        let parts = self.around(at);
        if at.text("type") == Some("array") {
            self.comma_only(at);
        }
        Part::object(at, parts)
    }

    /// What of a parameter isn't its value's type, and the schema.
    fn around(&mut self, at: &At<'r>) -> Parts {
        if at.text("type") == Some("file") {
            let message = "only a parameter in `formData` can be a `file`";
            self.error("GW0206", &at.from.child("type"), message);
        }
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            if key != "collectionFormat" && !OF_SCHEMA.contains(&key) {
                parts.insert(key.to_owned(), Part::kept(&member));
            }
        }
        // A schema in place of an inline type is a common slip, and plain.
        match at.get("schema").filter(|_| !at.has("type")) {
            Some(schema) => {
                let message =
                    "outside of a body, a parameter states its type itself; this `schema` is read as 3.0 reads it";
                self.warn_key("GW0207", &schema.from, message);
                parts.insert("schema".to_owned(), self.schema(&schema));
            }
            None if OF_SCHEMA.iter().any(|key| at.has(key)) => {
                parts.insert("schema".to_owned(), self.inline_schema(at, &[]));
            }
            None => {}
        }
        parts
    }

    /// The schema that the inline type of a parameter, a header or an `items` amounts to.
    pub(super) fn inline_schema(&mut self, at: &At<'r>, also: &[&str]) -> Part {
        let mut parts = Parts::new();
        for (key, member) in at.members() {
            match key {
                "items" => {
                    if member.text("type") == Some("array") && at.has("type") {
                        self.nested(&member);
                    }
                    let part = self.items(&member);
                    parts.insert(key.to_owned(), part);
                }
                "x-nullable" => {
                    parts.insert("nullable".to_owned(), Part::kept(&member));
                }
                "type" if member.node.as_str() == Some("file") => {
                    parts.insert("type".to_owned(), Part::text(&member.from, "string"));
                    parts.insert("format".to_owned(), Part::text(&member.from, "binary"));
                }
                "format" if at.text("type") == Some("file") => {}
                _ if OF_SCHEMA.contains(&key) || also.contains(&key) => {
                    parts.insert(key.to_owned(), Part::kept(&member));
                }
                _ => {}
            }
        }
        Part::made(&at.from, parts)
    }

    /// The type of the items of a list, which many documents state as a schema.
    fn items(&mut self, at: &At<'r>) -> Part {
        if at.node.as_object().is_none() || ["$ref", "properties", "allOf"].iter().any(|key| at.has(key)) {
            return self.schema(at);
        }
        let keys: Vec<&str> = at.members().map(|(key, _)| key).filter(|key| *key != "collectionFormat").collect();
        self.inline_schema(at, &keys)
    }

    /// A list in a list can't say how it is joined.
    fn nested(&mut self, items: &At<'r>) {
        let message = "OpenAPI 3 can't say how a list in a list is written; each inner one is read as one value";
        self.warn(NO_EQUAL, &items.from, message);
    }

    /// In a path and in a header, OpenAPI 3 joins with commas only.
    fn comma_only(&mut self, at: &At<'r>) {
        if !matches!(self.joined(at), Joined::Comma) {
            let message = "outside of a query, OpenAPI 3 joins the items of a list with commas only; that is assumed";
            self.warn(NO_EQUAL, &collection_format(at), message);
        }
    }

    /// How the items of a list are joined.
    pub(super) fn joined(&mut self, at: &At<'r>) -> Joined {
        let Some(format) = at.get("collectionFormat") else { return Joined::Comma };
        match format.node.as_str() {
            Some("csv") => Joined::Comma,
            Some("ssv") => Joined::Space,
            Some("pipes") => Joined::Pipe,
            Some("multi") => Joined::Apart,
            Some("tsv") => {
                let message = "OpenAPI 3 can't join the items of a list with tabs; commas are assumed";
                self.warn(NO_EQUAL, &format.from, message);
                Joined::Comma
            }
            _ => {
                let message = "a collection format is one of `csv`, `ssv`, `tsv`, `pipes`, `multi`";
                self.error("GW0206", &format.from, message);
                Joined::Comma
            }
        }
    }
}

/// Where the collection format stands, or the list whose items are joined with commas for want of one.
pub(super) fn collection_format(at: &At<'_>) -> crate::diagnostics::Pointer {
    at.get("collectionFormat").map_or_else(|| at.from.clone(), |format| format.from)
}
