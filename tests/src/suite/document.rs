//! A case as a document.

use serde_json::{Map, Value, json};

use super::{Draft, Group};

/// The component that is the case's schema.
const SCHEMA: &str = "SuiteSchema";
/// The component that holds a value of it.
pub(super) const HOLDER: &str = "SuiteHolder";
/// The property of the holder.
pub(super) const PROPERTY: &str = "value";

/// The document of a case: its schema as a component, and a record with a property of that type, so that what is
/// generated has the same name and form whatever the schema is.
pub(super) fn document(group: &Group) -> Value {
    let mut schema = group.schema.clone();
    let base = match group.draft {
        Draft::Four => "id",
        Draft::Twenty => "$id",
    };
    relocate(&mut schema, base, false);
    json!({
        "openapi": group.draft.openapi(),
        "info": { "title": group.about, "version": "1" },
        "paths": {},
        "components": { "schemas": {
            SCHEMA: schema,
            HOLDER: {
                "type": "object",
                "required": [PROPERTY],
                "properties": { PROPERTY: { "$ref": format!("#/components/schemas/{SCHEMA}") } },
            },
        } },
    })
}

/// Makes references to the root of the schema such to the component. Below a base of its own they stay as they are, and
/// values are no schemas.
fn relocate(schema: &mut Value, base: &str, values: bool) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|item| relocate(item, base, false)),
        Value::Object(members) if values || !has_base(members, base) => {
            for (key, member) in members {
                match (key.as_str(), member) {
                    ("$ref" | "$dynamicRef", Value::String(target)) if !values => {
                        if let Some(rest) =
                            target.strip_prefix('#').filter(|rest| rest.is_empty() || rest.starts_with('/'))
                        {
                            *target = format!("#/components/schemas/{SCHEMA}{rest}");
                        }
                    }
                    ("enum" | "const" | "default" | "example" | "examples", _) if !values => {}
                    (key, member) => relocate(member, base, !values && holds_schemas_by_name(key)),
                }
            }
        }
        _ => {}
    }
}

fn has_base(schema: &Map<String, Value>, base: &str) -> bool {
    schema.get(base).and_then(Value::as_str).is_some_and(|id| !id.starts_with('#'))
}

/// Whether the members of a keyword's value have names of the author's.
fn holds_schemas_by_name(keyword: &str) -> bool {
    ["properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies"].contains(&keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_relocated_where_they_are_references() {
        let mut schema = json!({
            "properties": { "$ref": { "$ref": "#/$defs/a" }, "enum": { "$ref": "#" } },
            "const": { "$ref": "#/$defs/a" },
            "items": [{ "$ref": "#anchor" }, { "$id": "http://x/", "$ref": "#/y" }],
        });
        relocate(&mut schema, "$id", false);
        let expected = json!({
            "properties": {
                "$ref": { "$ref": "#/components/schemas/SuiteSchema/$defs/a" },
                "enum": { "$ref": "#/components/schemas/SuiteSchema" },
            },
            "const": { "$ref": "#/$defs/a" },
            "items": [{ "$ref": "#anchor" }, { "$id": "http://x/", "$ref": "#/y" }],
        });
        assert_eq!(schema, expected);
    }
}
