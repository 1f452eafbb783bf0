//! Schemas that say what they mean in a way that the specification doesn't have.

use super::carry::Members;
use super::origins::Cursor;
use super::structure::Walk;
use crate::diagnostics::Diagnostic;
use crate::syntax::Node;

/// `type: {type: string, …}`: a schema where the name of a type is expected. It is the schema that was meant, unless
/// others say what the type is of.
pub(super) fn nested_type(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let Some(Node::Object(inner)) = members.get("type") else { return };
    let inner = inner.clone();
    let is_alone = members.keys().all(|key| key == "type" || is_annotation(key));
    let is_meant = is_alone && inner.keys().any(|key| is_telling(key));
    let message = if is_meant {
        "a schema stands where the name of a type is expected; it is read in place of the one around it"
    } else {
        "expected the name of a type, found an object; any type is assumed"
    };
    walk.sink.push(Diagnostic::warning("GW0209", message).at(&at.place.child("type"), ""));
    members.shift_remove("type");
    if is_meant {
        for (key, value) in inner {
            members.entry(key).or_insert(value);
        }
    }
}

fn is_annotation(key: &str) -> bool {
    let known = ["title", "description", "example", "examples", "nullable", "deprecated", "readOnly", "writeOnly"];
    known.contains(&key) || key.starts_with("x-")
}

fn is_telling(key: &str) -> bool {
    ["type", "$ref", "enum", "const", "properties", "items", "allOf", "oneOf", "anyOf"].contains(&key)
}

/// `items: [a, b]` of older drafts into `prefixItems`, and `additionalItems` into `items`.
pub(super) fn listed_items(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if !members.get("items").is_some_and(|items| items.as_list().is_some()) {
        return;
    }
    let message = "a list under `items` is of older drafts of JSON Schema";
    let diagnostic = Diagnostic::warning("GW0207", message).at_key(&at.place.child("items"), "");
    walk.sink.push(diagnostic.help("it is read as `prefixItems`, and `additionalItems` as `items`"));
    let rest = members.shift_remove("additionalItems");
    if let Some(items) = members.shift_remove("items") {
        members.insert("prefixItems".to_owned(), items);
    }
    if let Some(rest) = rest {
        members.insert("items".to_owned(), rest);
    }
}
