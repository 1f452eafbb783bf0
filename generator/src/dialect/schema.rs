//! Schemas of JSON Schema 2020-12 into those of OpenAPI 3.0.

use super::carry::{Members, carrier, carry, move_text};
use super::later;
use super::numbers::{rewrite_bounds, rewrite_values};
use super::origins::Cursor;
use super::structure::Walk;
use super::version::Version;
use crate::diagnostics::Diagnostic;
use crate::syntax::Node;

/// Keywords of 3.1 that `openapiv3` has no field for, and that a 3.0 document has no business to use.
const LATER: [&str; 18] = [
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependentRequired",
    "dependentSchemas",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "if",
    "then",
    "else",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$defs",
    "examples",
];

/// Keywords that say something about schemas and nothing about values.
const MEANINGLESS: [&str; 6] = ["$schema", "$comment", "$vocabulary", "$id", "$anchor", "$dynamicAnchor"];

/// `true` and `false` where a schema is expected.
pub(super) fn rewrite_boolean(node: &mut Node) {
    if let Node::Bool(value) = *node {
        let mut members = Members::default();
        if !value {
            members.insert(carrier("never"), Node::Bool(true));
        }
        *node = Node::Object(members);
    }
}

pub(super) fn rewrite(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.contains_key("$ref") {
        reference(walk, members, at);
        if members.contains_key("$ref") {
            return;
        }
    }
    later::xml(walk, members, at);
    later::discriminator(walk, members, at);
    carry(members, "xml");
    types(walk, members, at);
    exclusive(walk, members, at);
    rewrite_bounds(members);
    constant(walk, members, at);
    for keyword in LATER {
        if members.contains_key(keyword) {
            warn_if_early(walk, keyword, at);
            carry(members, keyword);
        }
    }
    if walk.version >= Version::V3_1 {
        carry(members, "definitions");
        if let Some(dialect) = members.get("$schema").and_then(Node::as_str)
            && !dialect.contains("/draft/2020-12/schema")
            && !dialect.contains("/oas/3.")
        {
            let message =
                format!("the JSON Schema dialect `{dialect}` isn't known; the schema is read as 2020-12 has it");
            walk.sink.push(Diagnostic::warning("GW0208", message).at(&at.place().child("$schema"), ""));
        }
        for keyword in MEANINGLESS {
            members.shift_remove(keyword);
        }
    }
    if members.get("enum").and_then(Node::as_list).is_some_and(<[Node]>::is_empty) {
        let diagnostic = Diagnostic::warning("GW0514", "an empty `enum` allows no value");
        walk.sink.push(diagnostic.at_key(&at.place().child("enum"), "left out"));
    }
    rewrite_values(members, &["default", "enum", "example"]);
}

/// What authors of 3.0 write beside a `$ref` for the place where it stands: it narrows no value, and so changes no type.
const OF_THE_PLACE: [&str; 8] =
    ["nullable", "description", "title", "deprecated", "readOnly", "writeOnly", "default", "xml"];

/// In 3.1, what stands beside a `$ref` counts, too; in 3.0, it is ignored, but for what is said of the place.
fn reference(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let of_the_place = |key: &str| OF_THE_PLACE.contains(&key);
    let tells = |key: &str| !matches!(key, "$ref" | "summary" | "$comment") && !key.starts_with("x-");
    let telling = members.keys().map(String::as_str).filter(|key| tells(key) && !of_the_place(key));
    let telling: Vec<&str> = telling.collect();
    if walk.version >= Version::V3_1 {
        if members.len() > 1 {
            carry(members, "$ref");
        }
        return;
    }
    if let Some(first) = telling.first() {
        let message = format!(
            "in {}, what stands beside a `$ref` is ignored; here, `{}`",
            walk.version.name(),
            telling.join("`, `")
        );
        let help = "put the `$ref` into an `allOf`, and what stands beside it beside the `allOf`";
        let diagnostic = Diagnostic::warning("GW0205", message).at_key(&at.place().child(first), "").help(help);
        walk.sink.push(diagnostic);
    }
    let read = members.keys().find(|key| of_the_place(key) && !matches!(key.as_str(), "description" | "title"));
    if let Some(read) = read {
        let message =
            format!("in {}, what stands beside a `$ref` is ignored, but `{read}` is read here", walk.version.name());
        walk.sink.push(Diagnostic::warning("GW0240", message).at_key(&at.place().child(read), "read as 3.1 reads it"));
    }
    members.retain(|key, _| key == "$ref" || of_the_place(key));
    if members.len() > 1 {
        carry(members, "$ref");
    }
}

/// `type: [x, 'null']` into `type: x, nullable: true`, and longer lists into a carrier.
fn types(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let list: Vec<Node> = match members.get("type") {
        Some(Node::List(list)) => list.clone(),
        Some(Node::String(text)) if text == "null" => vec![Node::String(text.clone())],
        _ => return,
    };
    if !list.iter().all(|item| item.as_str().is_some()) {
        return;
    }
    warn_if_early(walk, "type", at);
    let (null, others): (Vec<_>, Vec<_>) = list.iter().cloned().partition(|item| item.as_str() == Some("null"));
    match others.as_slice() {
        [one] => {
            members.insert("type".to_owned(), one.clone());
            if !null.is_empty() {
                members.insert("nullable".to_owned(), Node::Bool(true));
            }
        }
        _ => carry(members, "type"),
    }
    if others.is_empty() || others.len() > 1 {
        members.insert(carrier("type"), Node::List(list));
    }
}

/// `exclusiveMinimum` as a number, which is a flag in 3.0.
fn exclusive(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    for keyword in ["exclusiveMinimum", "exclusiveMaximum"] {
        if members.get(keyword).and_then(Node::as_number).is_some() {
            warn_if_early(walk, keyword, at);
            move_text(members, keyword);
        }
    }
}

fn constant(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.contains_key("const") {
        warn_if_early(walk, "const", at);
        move_text(members, "const");
    }
}

fn warn_if_early(walk: &mut Walk<'_>, keyword: &str, at: &Cursor) {
    if walk.version < Version::V3_1 {
        let what = match keyword {
            "type" => "a list of types, or the type `null`,".to_owned(),
            _ => format!("`{keyword}` as it is used here"),
        };
        let own = if walk.version == Version::V2_0 { "Swagger 2.0" } else { "3.0" };
        let message = format!("{what} is of OpenAPI 3.1; this document says that it is {own}");
        let diagnostic = Diagnostic::warning("GW0207", message).at_key(&at.place().child(keyword), "");
        walk.say_once(diagnostic.help(match walk.version {
            Version::V2_0 => "it is read as 3.1 reads it",
            _ => "it is read as 3.1 reads it; write `openapi: 3.1.0`",
        }));
    }
}
