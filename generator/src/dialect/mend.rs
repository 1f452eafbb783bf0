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
