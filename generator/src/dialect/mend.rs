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
    walk.sink.push(Diagnostic::warning("GW0209", message).at(&at.place().child("type"), ""));
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
    if members.get("items").and_then(Node::as_list).is_none() {
        return;
    }
    let message = "a list under `items` is of older drafts of JSON Schema";
    let diagnostic = Diagnostic::warning("GW0207", message).at_key(&at.place().child("items"), "");
    walk.sink.push(diagnostic.help("it is read as `prefixItems`, and `additionalItems` as `items`"));
    let rest = members.shift_remove("additionalItems");
    if let Some(items) = members.shift_remove("items") {
        members.insert("prefixItems".to_owned(), items);
    }
    if let Some(rest) = rest {
        members.insert("items".to_owned(), rest);
    }
}

/// `additionalProperties: false` among the properties, where it means the object around them.
pub(super) fn misplaced_flag(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let Some(Node::Object(properties)) = members.get_mut("properties") else { return };
    let Some(Node::Bool(value)) = properties.get("additionalProperties") else { return };
    let value = Node::Bool(*value);
    properties.shift_remove("additionalProperties");
    members.entry("additionalProperties".to_owned()).or_insert(value);
    let properties_at = walk.origins.child(at, "properties");
    let message = "`additionalProperties` is no property here; it is read as said of the object";
    let place = properties_at.place().child("additionalProperties");
    walk.sink.push(Diagnostic::warning("GW0241", message).at_key(&place, ""));
}

/// `examples` by name, as other objects have them, where schemas have a list.
pub(super) fn named_examples(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let Some(Node::Object(named)) = members.get("examples") else { return };
    let values = named.values().map(|example| example.get("value").unwrap_or(example).clone()).collect();
    members.insert("examples".to_owned(), Node::List(values));
    let message = "the examples of a schema are a list; these have names, which are left out";
    walk.sink.push(Diagnostic::warning("GW0209", message).at_key(&at.place().child("examples"), ""));
}

/// `required: true` on a property, which the schema around it lists.
pub(super) fn required(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let mut names = Vec::new();
    if let Some(Node::Object(properties)) = members.get_mut("properties") {
        for (name, property) in properties {
            let Node::Object(property) = property else { continue };
            let Some(Node::Bool(required)) = property.get("required") else { continue };
            names.extend(required.then(|| Node::String(name.clone())));
            property.shift_remove("required");
            let place = walk.origins.descend(at, ["properties", name]).place().child("required");
            let message = "`required` lists names of properties; on a property, it is read as its name in that list";
            walk.sink.push(Diagnostic::warning("GW0226", message).at_key(&place, ""));
        }
    }
    if let Some(Node::Bool(_)) = members.get("required") {
        members.shift_remove("required");
        let message = "`required` lists names of properties, and means nothing as a boolean here";
        walk.sink.push(Diagnostic::warning("GW0226", message).at_key(&at.place().child("required"), ""));
    }
    if names.is_empty() {
        return;
    }
    if let Node::List(listed) = members.entry("required".to_owned()).or_insert(Node::List(Vec::new())) {
        names.retain(|name| !listed.contains(name));
        listed.extend(names);
    }
}

/// Types by the names that other languages have for them.
pub(super) fn type_name(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let Some(Node::String(name)) = members.get("type") else { return };
    if ["string", "number", "integer", "boolean", "array", "object", "null"].contains(&name.as_str()) {
        return;
    }
    let Some((meant, format)) = meaning(&name.to_ascii_lowercase()) else { return };
    let read_as = match (meant, format) {
        ("", _) => "no type".to_owned(),
        (meant, "") => format!("`{meant}`"),
        (meant, format) => format!("`{meant}` with `format: {format}`"),
    };
    let message = format!("`{name}` isn't a type; it is read as {read_as}");
    walk.sink.push(Diagnostic::warning("GW0229", message).at(&at.place().child("type"), ""));
    if meant.is_empty() {
        members.shift_remove("type");
    } else {
        members.insert("type".to_owned(), Node::String(meant.to_owned()));
    }
    if !format.is_empty() {
        members.entry("format".to_owned()).or_insert(Node::String(format.to_owned()));
    }
}

fn meaning(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "string" | "str" | "text" | "char" | "enum" => ("string", ""),
        "date" => ("string", "date"),
        "datetime" | "date-time" | "timestamp" => ("string", "date-time"),
        "uuid" | "guid" => ("string", "uuid"),
        "uri" | "url" => ("string", "uri"),
        "email" => ("string", "email"),
        "file" | "binary" => ("string", "binary"),
        "byte" | "base64" => ("string", "byte"),
        "password" => ("string", "password"),
        "int" | "integer" | "bigint" => ("integer", ""),
        "int32" => ("integer", "int32"),
        "int64" | "long" => ("integer", "int64"),
        "number" | "decimal" | "numeric" => ("number", ""),
        "float" => ("number", "float"),
        "double" => ("number", "double"),
        "bool" | "boolean" => ("boolean", ""),
        "array" | "list" => ("array", ""),
        "object" | "dict" | "map" | "hash" | "json" => ("object", ""),
        "any" | "mixed" | "" => ("", ""),
        _ => return None,
    })
}

/// Responses by words, and by codes with more behind them.
pub(super) fn statuses(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let is_odd = |key: &String| !key.starts_with("x-") && !is_status(key);
    if !members.keys().any(is_odd) {
        return;
    }
    let all = std::mem::take(members);
    let taken: Vec<String> = all.keys().filter(|key| !is_odd(key)).cloned().collect();
    for (key, response) in all {
        if !is_odd(&key) {
            members.insert(key, response);
            continue;
        }
        let from = walk.origins.child(at, &key);
        let status = status(&key).filter(|status| !taken.contains(status) && !members.contains_key(status));
        let message = match &status {
            Some(status) => format!("`{key}` isn't a status; it is read as `{status}`"),
            None => format!("`{key}` isn't a status; the response is left out"),
        };
        walk.sink.push(Diagnostic::warning("GW0227", message).at_key(&from.place(), ""));
        if let Some(status) = status {
            walk.origins.remember_cursor(at.here.child(&status), &from);
            members.insert(status, response);
        }
    }
}

fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    let is_code = bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit) && bytes[0] != b'0';
    key == "default" || is_code || matches!(bytes, [b'1'..=b'5', b'X' | b'x', b'X' | b'x'])
}

fn status(key: &str) -> Option<String> {
    let key = key.trim().to_ascii_lowercase();
    let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
    Some(match key.as_str() {
        _ if is_status(&digits) => digits,
        "ok" | "success" | "successful" => "200".to_owned(),
        "created" => "201".to_owned(),
        "accepted" => "202".to_owned(),
        "error" | "errors" | "failure" | "default" | "other" | "any" | "*" => "default".to_owned(),
        "1xx" | "2xx" | "3xx" | "4xx" | "5xx" => key.to_ascii_uppercase(),
        _ => return None,
    })
}

/// Paths without a slash in front.
pub(super) fn paths(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let at = walk.origins.child(at, "paths");
    let Some(Node::Object(paths)) = members.get_mut("paths") else { return };
    let is_odd = |path: &String| !path.starts_with('/') && !path.starts_with("x-");
    if !paths.keys().any(is_odd) {
        return;
    }
    for (path, item) in std::mem::take(paths) {
        let meant = format!("/{path}");
        if !is_odd(&path) || paths.contains_key(&meant) {
            paths.insert(path, item);
            continue;
        }
        let from = walk.origins.child(&at, &path);
        let message = format!("the path `{path}` doesn't begin with `/`; it is read as `{meant}`");
        walk.sink.push(Diagnostic::warning("GW0228", message).at_key(&from.place(), ""));
        walk.origins.remember_cursor(at.here.child(&meant), &from);
        paths.insert(meant, item);
    }
}
