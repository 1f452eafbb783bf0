//! What OpenAPI 3.2 adds, into what 3.1 has; what there is no equal for is named.

use super::carry::{Members, carry};
use super::origins::Cursor;
use super::structure::Walk;
use super::version::Version;
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::syntax::Node;

const FORM: &str = "application/x-www-form-urlencoded";
const NODE_TYPES: [&str; 5] = ["element", "attribute", "text", "cdata", "none"];

/// A name in `security` may be a URI of the scheme.
const SCHEMES: &str = "#/components/securitySchemes/";

/// Says that a field is of 3.2, if the document says that it is of an earlier version.
pub(super) fn warn_if_early(walk: &mut Walk<'_>, what: &str, at: &Cursor, key: &str) {
    if walk.version < Version::V3_2 {
        let message = format!("{what} is of OpenAPI 3.2; this document says that it is {}", walk.version.name());
        let diagnostic = Diagnostic::warning("GW0207", message).at_key(&at.place().child(key), "");
        walk.say_once(diagnostic.help("it is read as 3.2 reads it; write `openapi: 3.2.0`"));
    }
}

/// `query` and `additionalOperations`, which `openapiv3` has no fields for.
pub(super) fn path_item(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    for key in ["query", "additionalOperations"] {
        if members.get(key).is_some_and(|node| node.as_object().is_some()) {
            warn_if_early(walk, &format!("`{key}` of a path item"), at, key);
        }
        carry(members, key);
    }
    let at = walk.origins.child(at, "additionalOperations");
    let Some(Node::Object(methods)) = members.get_mut(&super::carry::carrier("additionalOperations")) else { return };
    methods.retain(|method, _| {
        let own_field = method.chars().all(|letter| letter.is_ascii_uppercase()) && is_fixed(&method.to_lowercase());
        let message = if own_field {
            format!("`{method}` has a field of its own in a path item, `{}`", method.to_lowercase())
        } else if !is_token(method) {
            format!("`{method}` can't be the name of a method")
        } else {
            return true;
        };
        walk.sink.push(Diagnostic::error("GW0220", message).at_key(&at.place().child(method), ""));
        false
    });
}

fn is_fixed(method: &str) -> bool {
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"].contains(&method)
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let sign = |letter: u8| b"!#$%&'*+-.^_`|~".contains(&letter);
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || sign(letter))
}

/// `in: querystring`: a form is a parameter of the query whose members stand there one by one. Whether the parameter
/// can be read.
pub(super) fn querystring(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) -> bool {
    if !is_querystring(members) {
        return true;
    }
    warn_if_early(walk, "`in: querystring`", at, "in");
    let content = members.shift_remove("content");
    let media = content.as_ref().and_then(Node::as_object).and_then(Members::first);
    let Some((name, media)) = media.filter(|(name, _)| is_form(name)) else {
        let found = media.map_or_else(|| "nothing".to_owned(), |(name, _)| format!("`{name}`"));
        let message = format!("a query string is read as a form only, and this one holds {found}; it is left out");
        walk.sink.push(Diagnostic::warning("GW0221", message).at(&at.place().child("in"), ""));
        return false;
    };
    let schema_at = walk.origins.descend(at, ["content", name.as_str(), "schema"]);
    walk.origins.remember_cursor(at.here.child("schema"), &schema_at);
    members.insert("schema".to_owned(), media.get("schema").cloned().unwrap_or(Node::Object(Members::default())));
    for (key, value) in [("in", Node::String("query".to_owned())), ("style", Node::String("form".to_owned()))] {
        members.insert(key.to_owned(), value);
    }
    members.insert("explode".to_owned(), Node::Bool(true));
    true
}

/// Whether this is a query string that can't be read, for those who refer to it.
pub(super) fn is_unread(parameter: &Node) -> bool {
    let Some(members) = parameter.as_object() else { return false };
    let content = members.get("content").and_then(Node::as_object);
    is_querystring(members) && !content.and_then(Members::first).is_some_and(|(name, _)| is_form(name))
}

fn is_querystring(members: &Members) -> bool {
    members.get("in").and_then(Node::as_str) == Some("querystring")
}

fn is_form(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case(FORM))
}

/// `style: cookie`, and `allowReserved` outside of the query.
pub(super) fn parameter(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.get("style").and_then(Node::as_str) == Some("cookie") {
        warn_if_early(walk, "`style: cookie`", at, "style");
        let message = "`style: cookie` isn't supported yet and is read as `form`: values are percent-encoded";
        walk.sink.push(Diagnostic::note("GW0225", message).at(&at.place().child("style"), ""));
        members.shift_remove("style");
    }
    let location = members.get("in").and_then(Node::as_str);
    if location.is_some_and(|location| location != "query") && members.contains_key("allowReserved") {
        let is_set = members.shift_remove("allowReserved") == Some(Node::Bool(true));
        let means_something = matches!(members.get("in").and_then(Node::as_str), Some("path" | "cookie"));
        if is_set && means_something && walk.version >= Version::V3_2 {
            let message = "`allowReserved` isn't supported here yet: reserved characters are percent-encoded";
            walk.sink.push(Diagnostic::note("GW0225", message).at_key(&at.place().child("allowReserved"), ""));
        }
    }
}

/// `itemSchema`, and encodings by place.
pub(super) fn media_type(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.contains_key("itemSchema") {
        warn_if_early(walk, "`itemSchema`", at, "itemSchema");
        carry(members, "itemSchema");
    }
    encodings(walk, members, &["prefixEncoding", "itemEncoding"], at);
}

/// Encodings of parts that have no names, and of parts within parts.
pub(super) fn encodings(walk: &mut Walk<'_>, members: &mut Members, keys: &[&str], at: &Cursor) {
    for key in keys {
        if members.shift_remove(key).is_some() {
            let message = format!("`{key}` isn't supported yet: parts without names travel as bytes");
            walk.sink.push(Diagnostic::note("GW0222", message).at_key(&at.place().child(key), ""));
        }
    }
}

/// `summary` of a response, which may stand alone.
pub(super) fn response(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.contains_key("$ref") {
        return;
    }
    let summary = members.shift_remove("summary");
    if summary.is_some() {
        warn_if_early(walk, "`summary` of a response", at, "summary");
    }
    if summary.is_some() || walk.version >= Version::V3_2 {
        let text = summary.filter(|summary| summary.as_str().is_some());
        members.entry("description".to_owned()).or_insert(text.unwrap_or(Node::String(String::new())));
    }
}

/// `dataValue` is the value; `serializedValue` says how it is written, which follows from the document.
pub(super) fn example(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.contains_key("$ref") {
        return;
    }
    if let Some(value) = members.shift_remove("dataValue") {
        warn_if_early(walk, "`dataValue`", at, "dataValue");
        members.entry("value".to_owned()).or_insert(value);
    }
    if members.shift_remove("serializedValue").is_some() {
        warn_if_early(walk, "`serializedValue`", at, "serializedValue");
    }
}

/// A tag is what its documentation says; what orders tags among each other means nothing for code.
pub(super) fn tag(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    for key in ["summary", "parent", "kind"] {
        let Some(value) = members.shift_remove(key) else { continue };
        warn_if_early(walk, &format!("`{key}` of a tag"), at, key);
        if key == "summary" && value.as_str().is_some() {
            members.entry("description".to_owned()).or_insert(value);
        }
    }
}

/// `name` of a server.
pub(super) fn server(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.shift_remove("name").is_some() {
        warn_if_early(walk, "`name` of a server", at, "name");
    }
}

/// `deprecated`, `oauth2MetadataUrl` and the flow `deviceAuthorization`.
pub(super) fn security_scheme(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.shift_remove("oauth2MetadataUrl").is_some() {
        warn_if_early(walk, "`oauth2MetadataUrl`", at, "oauth2MetadataUrl");
    }
    if let Some(deprecated) = members.shift_remove("deprecated") {
        warn_if_early(walk, "`deprecated` of a security scheme", at, "deprecated");
        if deprecated == Node::Bool(true) {
            let said = members.get("description").and_then(Node::as_str);
            let text = said.map_or_else(|| "Deprecated.".to_owned(), |said| format!("Deprecated. {said}"));
            members.insert("description".to_owned(), Node::String(text));
        }
    }
    let flows_at = walk.origins.child(at, "flows");
    if let Some(Node::Object(flows)) = members.get_mut("flows")
        && flows.contains_key("deviceAuthorization")
    {
        warn_if_early(walk, "the flow `deviceAuthorization`", &flows_at, "deviceAuthorization");
        carry(flows, "deviceAuthorization");
    }
}

/// The names in `security` that are URIs of schemes, into those schemes' names.
pub(super) fn security(walk: &Walk<'_>, members: &mut Members) {
    let Some(Node::List(alternatives)) = members.get_mut("security") else { return };
    for requirement in alternatives {
        let Node::Object(schemes) = requirement else { continue };
        if !schemes.keys().any(|name| name.contains(SCHEMES)) {
            continue;
        }
        let own = |name: String| {
            let local = walk.local(&name).unwrap_or(&name).to_owned();
            match local.strip_prefix(SCHEMES) {
                Some(found) if !walk.schemes.contains(&name) => found.replace("~1", "/").replace("~0", "~"),
                _ => name,
            }
        };
        *schemes = std::mem::take(schemes).into_iter().map(|(name, scopes)| (own(name), scopes)).collect();
    }
}

/// `xml.nodeType` into `attribute` and `wrapped`.
pub(super) fn xml(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    let is_list = members.get("type").and_then(Node::as_str) == Some("array");
    let Some(Node::Object(xml)) = members.get_mut("xml") else { return };
    let Some(Node::String(node_type)) = xml.shift_remove("nodeType") else { return };
    let xml_at = walk.origins.child(at, "xml");
    warn_if_early(walk, "`nodeType`", &xml_at, "nodeType");
    let place = xml_at.place().child("nodeType");
    match node_type.as_str() {
        "attribute" => _ = xml.insert("attribute".to_owned(), Node::Bool(true)),
        "element" if is_list => _ = xml.insert("wrapped".to_owned(), Node::Bool(true)),
        "element" => {}
        "none" if is_list => _ = xml.insert("wrapped".to_owned(), Node::Bool(false)),
        "none" | "text" | "cdata" => {
            let message = format!("`nodeType: {node_type}` isn't supported yet; an element is read and written");
            walk.sink.push(Diagnostic::warning("GW0223", message).at(&place, ""));
        }
        _ => {
            let message = format!("`{node_type}` isn't one of `{}`", NODE_TYPES.join("`, `"));
            let diagnostic = Diagnostic::error("GW0206", message).at(&place, "");
            walk.sink.push(match did_you_mean(&node_type, NODE_TYPES) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
}

/// A discriminator with a default lets values through whose property is absent or unknown, which no tag can.
pub(super) fn discriminator(walk: &mut Walk<'_>, members: &mut Members, at: &Cursor) {
    if members.get("discriminator").is_some_and(|found| found.get("defaultMapping").is_some()) {
        let at = walk.origins.child(at, "discriminator");
        warn_if_early(walk, "`defaultMapping`", &at, "defaultMapping");
        let message = "`defaultMapping` isn't supported yet: the variants are tried one after the other";
        walk.sink.push(Diagnostic::note("GW0224", message).at_key(&at.place().child("defaultMapping"), ""));
        members.shift_remove("discriminator");
    }
}
