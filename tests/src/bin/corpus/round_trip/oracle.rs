//! What an independent implementation of JSON Schema says of a value.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::kinds;

/// What the document is called among schemas.
const HERE: &str = "https://gatewright.invalid/openapi";

/// A document as JSON Schema has it: what OpenAPI says otherwise is said in its words.
pub(crate) struct Oracle {
    draft: Draft,
    /// The document's components, rewritten.
    pub(crate) root: Value,
}

impl Oracle {
    pub(crate) fn new(document: &Value) -> Self {
        let old = document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
        let mut components = document.get("components").cloned().unwrap_or_else(|| json!({}));
        if let Some(schemas) = components.get_mut("schemas").and_then(Value::as_object_mut) {
            kinds::choose(schemas);
        }
        rewrite(&mut components, old);
        let draft = if old { Draft::Draft7 } else { Draft::Draft202012 };
        Self { draft, root: json!({"components": components}) }
    }

    /// The same, but that enumerations of texts hold any text, and those of whole numbers any of these: the types keep
    /// values that they don't know.
    pub(crate) fn opened(&self) -> Self {
        let mut root = self.root.clone();
        open(&mut root);
        Self { draft: self.draft, root }
    }

    /// Where judges look references up. A document may hold more than it can read.
    pub(crate) fn registry(&self) -> Option<Registry<'_>> {
        Registry::new().draft(self.draft).add(HERE, &self.root).ok()?.prepare().ok()
    }

    /// The judge of a component, unless its schema is beyond the judge.
    pub(crate) fn judge(&self, component: &str, registry: &Registry<'_>) -> Option<Validator> {
        let pointer = component.replace('~', "~0").replace('/', "~1");
        let pointer = percent_encoding::utf8_percent_encode(&pointer, percent_encoding::NON_ALPHANUMERIC);
        let schema = json!({"$ref": format!("{HERE}#/components/schemas/{pointer}")});
        let options = jsonschema::options().with_draft(self.draft).should_validate_formats(false).offline();
        options.with_registry(registry).build(&schema).ok()
    }
}

fn open(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(open),
        Value::Object(members) => {
            members.values_mut().for_each(open);
            let texts = |values: &Vec<Value>| values.iter().all(|value| value.is_string() || value.is_null());
            let numbers = |values: &Vec<Value>| values.iter().all(|value| value.is_i64() || value.is_null());
            let listed = members.get("enum").and_then(Value::as_array);
            let ty = if listed.is_some_and(texts) { "string" } else { "integer" };
            if listed.is_some_and(|values| texts(values) || numbers(values)) {
                members.remove("enum");
                members.entry("type").or_insert(json!([ty, "null"]));
            }
        }
        _ => {}
    }
}

fn rewrite(node: &mut Value, old: bool) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, old)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| rewrite(member, old));
            if old {
                nullable(members);
                exclusive(members, "exclusiveMinimum", "minimum");
                exclusive(members, "exclusiveMaximum", "maximum");
            }
            // The discriminator decides, whichever else would match.
            if members.get("discriminator").is_some_and(Value::is_object)
                && let Some(branches) = members.remove("oneOf")
            {
                members.insert("anyOf".to_owned(), branches);
            }
            // In draft 7, a text here would be a name to resolve references against.
            if members.get("$id").is_some_and(Value::is_string) {
                members.remove("$id");
            }
        }
        _ => {}
    }
}

/// `nullable` is what 3.0 says for a type of null.
fn nullable(members: &mut Map<String, Value>) {
    if members.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(ty)) = members.get("type") {
        members.insert("type".to_owned(), json!([ty, "null"]));
        if let Some(Value::Array(values)) = members.get_mut("enum") {
            values.push(Value::Null);
        }
    }
}

/// A flag beside a bound is what 3.0 says for a bound of its own.
fn exclusive(members: &mut Map<String, Value>, flag: &str, bound: &str) {
    match members.get(flag) {
        Some(Value::Bool(true)) => {
            let bound = members.remove(bound).unwrap_or(Value::Null);
            if bound.is_number() {
                members.insert(flag.to_owned(), bound);
            } else {
                members.remove(flag);
            }
        }
        Some(Value::Bool(false)) => drop(members.remove(flag)),
        _ => {}
    }
}
